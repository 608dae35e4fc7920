"""Somebody else next time: said quietly, kept for good, and shown to nobody."""

from datetime import timedelta

import pytest

from handlers.words import words
from mutual_aid.record import Language
from tests.living import Living
from tests.stories.taps import does
from tests.stories.telling import (
    all_say_no,
    everybody_reads,
    helper_finishes,
    name_of,
    reports,
)

in_each_language = pytest.mark.parametrize("language", Language)

NEXT_TIME = {
    Language.EN: "others will be asked for this flat next time",
    Language.ZH_HANT: "下次會搵第二位去呢戶",
    Language.ZH_HANS: "下次会找别的志愿者去这一户",
}


@in_each_language
async def test_somebody_else_next_time_is_kept_quietly_and_for_good(
    living: Living, language: Language
) -> None:
    await everybody_reads(living, language)
    say, leader = words(language), living.phone("L001")
    await reports(living, leader, language)
    (helper,) = living.asked()
    phone = living.phone(helper)
    for key in ("accept", "on_the_way", "arrived", "done"):
        await does(living, phone, say.plain(f"button.{key}"))
    await does(living, leader, say.plain("button.yes_done"))
    closed = leader.last.text
    await does(living, leader, say.plain("need.someone_else"), say.plain("button.back"))
    assert leader.last.text == closed
    await does(living, leader, say.plain("need.someone_else"), say.plain("need.someone_else_yes"))
    assert NEXT_TIME[language] in leader.last.text
    for other in living.people:
        assert other == "L001" or NEXT_TIME[language] not in living.phone(other).text
    await living.advance(timedelta(days=2))
    await reports(living, leader, language)
    assert living.asked()
    asked = await all_say_no(living, say.plain("button.cannot"))
    assert len(asked) > 3
    assert helper not in asked
    await does(living, living.phone("S001"), say.plain("steer.offer"))
    assert await name_of(living, helper, language) not in living.phone("S001").buttons


async def test_nothing_is_asked_about_next_time_before_somebody_came(living: Living) -> None:
    await everybody_reads(living, Language.ZH_HANT)
    leader = living.phone("L001")
    await reports(living, leader, Language.ZH_HANT)
    assert "下次換位義工" not in leader.buttons
    (helper,) = living.asked()
    await does(living, living.phone(helper), "我得,接受")
    assert "下次換位義工" not in leader.buttons
    await helper_finishes(living, helper)
    assert "下次換位義工" in leader.buttons
    assert "下次換位義工" not in living.phone(helper).buttons
