"""How people are asked: a no is replaced, a late yes counts, a backup comes first."""

from datetime import timedelta

import pytest

from handlers.words import words
from mutual_aid.record import Language
from playground import Phone
from storage.tables import Columns
from tests.living import Living
from tests.stories.taps import card_with, data_of, does
from tests.stories.telling import everybody_reads, name_of, reports

in_each_language = pytest.mark.parametrize("language", Language)
WAIT = timedelta(minutes=41)
"""A little longer than a usual offer waits for its answer."""


async def matches_of(living: Living) -> list[Columns]:
    """Every offer as it is kept."""
    async with living.store.reading() as turn:
        return await turn.all_rows("matches")


async def need_card(phone: Phone) -> str:
    """The newest card of the need."""
    return card_with(phone, "N-0001").text


@in_each_language
async def test_a_no_to_a_pressing_need_is_replaced_at_once(
    living: Living, language: Language
) -> None:
    await everybody_reads(living, language)
    say = words(language)
    await reports(living, living.phone("L001"), language, pressing=True)
    before = living.asked()
    assert len(before) > 1, "a pressing need asks several at once"
    await does(living, living.phone(before[0]), say.plain("button.cannot"))
    now = living.asked()
    assert before[0] not in now
    assert len(set(now) - set(before)) == 1, "one comes for the one who said no"
    assert len(now) == len(before)


async def test_a_no_to_a_need_that_can_wait_asks_the_next_alone(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    await reports(living, living.phone("L001"), Language.EN)
    (first,) = living.asked()
    await does(living, living.phone(first), "Can't this time")
    (second,) = living.asked()
    assert second != first


async def test_the_reasons_read_as_neighbours_say_them(living: Living) -> None:
    await everybody_reads(living, Language.ZH_HANT)
    await reports(living, living.phone("L001"), Language.ZH_HANT)
    (first,) = living.asked()
    assert "點解搵你：同座 · 肯跑腿 · 未搵過" in living.phone(first).text


LATE = {
    Language.EN: ("you are still in time", "it is covered now"),
    Language.ZH_HANT: ("仲趕得切", "夠人喇"),
    Language.ZH_HANS: ("还来得及", "人手够了"),
}


@in_each_language
async def test_a_late_yes_still_counts_and_the_others_are_told(
    living: Living, language: Language
) -> None:
    await everybody_reads(living, language)
    say, (in_time, covered) = words(language), LATE[language]
    leader = living.phone("L001")
    await reports(living, leader, language)
    (first,) = living.asked()
    await living.advance(WAIT)
    (second,) = living.asked()
    late = card_with(living.phone(first), in_time)
    assert late.labels == [say.plain("button.accept")]
    await does(living, living.phone(first), say.plain("button.accept"))
    assert "2107" in living.phone(first).text or "07" in living.phone(first).text
    assert not card_with(living.phone(second), covered).labels
    assert await name_of(living, first, language) in await need_card(leader)


async def test_once_it_is_covered_an_expired_offer_says_so_without_a_button(
    living: Living,
) -> None:
    await everybody_reads(living, Language.EN)
    await reports(living, living.phone("L001"), Language.EN)
    (first,) = living.asked()
    await living.advance(WAIT)
    (second,) = living.asked()
    await does(living, living.phone(second), "Accept")
    card = card_with(living.phone(first), "it is covered now")
    assert not card.labels
    assert "in time" not in living.phone(first).text


async def test_an_expired_offer_of_a_need_that_was_taken_back_needs_no_answer(
    living: Living,
) -> None:
    await everybody_reads(living, Language.EN)
    leader = living.phone("L001")
    await reports(living, leader, Language.EN)
    (first,) = living.asked()
    await living.advance(WAIT)
    await does(living, leader, "No longer needed")
    assert not card_with(living.phone(first), "No answer is needed any more").labels
    assert not living.asked()


BACKUP = {
    Language.EN: ("you are the backup now", "Backup: "),
    Language.ZH_HANT: ("而家你係後備", "後備："),
    Language.ZH_HANS: ("您现在是后备", "后备："),
}


@in_each_language
async def test_who_said_yes_too_late_is_named_and_asked_first_when_it_is_handed_back(
    living: Living, language: Language
) -> None:
    await everybody_reads(living, language)
    say, (told, named) = words(language), BACKUP[language]
    leader = living.phone("L001")
    await reports(living, leader, language, pressing=True)
    taker, *_, slower = living.asked()
    their_button = data_of(living.phone(slower).last, say.plain("button.accept"))
    shown = living.phone(slower).last.id
    await does(living, living.phone(taker), say.plain("button.accept"))
    await living.phone(slower).presses_data(shown, their_button)
    await living.settled()
    assert told in living.phone(slower).last.text
    assert named + await name_of(living, slower, language) in await need_card(leader)
    await does(living, living.phone(taker), say.plain("button.hand_back"))
    assert slower in living.asked()
    again = [x for x in await matches_of(living) if x["round"] == 2]
    assert [x["member_id"] for x in again if x["rank"] == 1] == [slower]


async def test_while_time_is_short_the_card_says_who_looks_as_well(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    leader, station = living.phone("L001"), living.phone("S001")
    await reports(living, leader, Language.EN, pressing=True)
    while living.asked():
        await living.advance(timedelta(minutes=5, seconds=5))
    await living.advance(timedelta(minutes=5))
    assert "TSE Yin-wan is looking after it now" in await need_card(leader)
    await does(living, station, "Ask more people")
    assert "TSE Yin-wan knows as well" in await need_card(leader)
    assert "Time is getting short" in await need_card(station)
    assert "Still looking" in await need_card(leader)
    assert "Time is getting short" not in await need_card(leader)


async def test_who_is_asked_again_has_one_card_to_answer_and_takes_one_place(
    living: Living,
) -> None:
    await everybody_reads(living, Language.EN)
    leader, station = living.phone("L001"), living.phone("S001")
    say = words(Language.EN).plain
    steps = ("> /need", "Meal delivery", "> 2107", "> supper", "Nothing to add")
    await does(living, leader, *steps, say("need.edit_helpers"), "2", "Confirm")
    first = living.asked()
    while living.asked():
        await living.advance(WAIT)
    await does(living, station, "Offer to…")
    names = {x: await name_of(living, x, Language.EN) for x in first}
    again = next(x for x in first if names[x] in station.buttons)
    phone = living.phone(again)
    assert phone.buttons.count("Accept") == 1, "the late yes"
    old = card_with(phone, "still in time")
    late = data_of(old, "Accept")
    await does(living, station, names[again])
    assert "asked once more" in phone.text
    assert phone.buttons.count("Accept") == 1, "only the new card has the button"
    await does(living, phone, "Accept")
    await phone.presses_data(old.id, late)
    await living.settled()
    held = [x for x in await matches_of(living) if x["state"] == "accepted"]
    assert [x["member_id"] for x in held] == [again]
