"""Who should help: read from the words, shown on the card, and told to everybody who is asked."""

import pytest

from mutual_aid.languages import OFFERED
from mutual_aid.record import Language
from tests.living import Living
from tests.stories.test_plain_words import begun, in_each_language

WISHED = {
    Language.ZH_HANT: "2107 陳婆婆聽日要覆診，想搵個女仔陪佢去，佢識講客家話",
    Language.ZH_HANS: "2107 陈奶奶明天要去医院复查，想找个女的陪她去",
    Language.EN: "2107 Mrs Chan has a check-up at the clinic tomorrow, a lady helper to go along "
    "please",
}


@in_each_language
async def test_whoever_is_asked_reads_that_a_woman_is_hoped_for(
    living: Living, language: Language
) -> None:
    story = await begun(living, language)
    card = await story.does(f"> {WISHED[language]}")
    assert story.say("wish.woman") in card.text.splitlines()[-1], "helpers will see it"
    await story.does(story.say("need.edit_spoken"), story.say("spoken.yue"))
    await story.does(story.say("button.confirm"))

    asked = living.asked()
    assert asked
    line = story.say("offer.wished", wishes=story.say("wish.woman"))
    assert all(line in living.phone(x).text for x in asked)
    (need,) = await story.needs()
    assert need["wishes"] == "woman"


@in_each_language
async def test_a_wish_is_added_and_taken_away_by_taps(living: Living, language: Language) -> None:
    story = await begun(living, language)
    await story.does(f"> {WISHED[language]}", story.say("need.edit_wishes"))
    ticked = f"✅ {story.say('wish.woman')}"
    assert ticked in story.card.labels
    await story.does(ticked, story.say("wish.strong"))
    card = await story.does(story.say("button.next"))
    assert story.say("wish.strong") in card.text
    assert story.say("wish.woman") not in card.text.replace(WISHED[language], "")
    await story.does(story.say("button.confirm"))
    assert [x["wishes"] for x in await story.needs()] == ["strong"]


async def test_the_language_that_was_read_stands_on_the_card(living: Living) -> None:
    story = await begun(living, Language.ZH_HANT)
    card = await story.does(f"> {WISHED[Language.ZH_HANT]}")
    assert f"🙋 {story.say('spoken.hak')}" in card.text


@pytest.mark.parametrize("language", Language)
async def test_every_language_offered_has_a_name(language: Language, living: Living) -> None:
    story = await begun(living, language)
    assert all(story.say(f"spoken.{code}") != code for code in OFFERED)
