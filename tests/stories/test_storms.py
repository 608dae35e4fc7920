"""Many need help at once: a coordinator lets the estate's needs be planned together."""

from datetime import timedelta

import pytest

from handlers.words import words
from mutual_aid.record import Language
from tests.living import Living
from tests.stories.taps import card_with, does
from tests.stories.telling import everybody_reads, reports

EVERY = timedelta(minutes=2, seconds=1)
FLATS = {"L001": "2107", "L010": "1203", "L019": "802"}

SEEN = {
    Language.EN: ("joint planning is on", "planned together", "3 needs are short", "is over"),
    Language.ZH_HANT: ("集中安排緊", "全邨嘅需要一齊安排", "3 件未夠人", "集中安排完咗"),
    Language.ZH_HANS: ("正在集中安排", "全小区的需求一起安排", "3 件还缺人", "集中安排已结束"),
}


async def begins(living: Living, language: Language, hours: int = 6) -> None:
    """The coordinator switches it on from the board."""
    say = words(language).plain
    steps = ("> /board", say("storm.many"), say("storm.hours", hours=hours))
    await does(living, living.phone("S001"), *steps)


@pytest.mark.parametrize("language", Language)
async def test_needs_of_a_storm_are_planned_together_until_it_is_stopped(
    living: Living, language: Language
) -> None:
    await everybody_reads(living, language)
    say, (on, together, short, over) = words(language).plain, SEEN[language]
    station, colleague = living.phone("S001"), living.phone("S002")
    await begins(living, language)
    card = card_with(station, on)
    assert card.labels[:2] == [say("storm.longer"), say("storm.stop")]
    assert on in colleague.last.text, "every coordinator hears of it"
    for leader, flat in FLATS.items():
        await reports(living, living.phone(leader), language, flat=flat)
        assert together in card_with(living.phone(leader), "N-000").text
    assert not living.asked(), "nobody is asked need by need"
    await does(living, station, "> /board", say("storm.running"))
    assert short in station.last.text
    await living.advance(EVERY)
    asked = living.asked()
    assert len(asked) >= len(FLATS)
    for code in asked:
        assert living.phone(code).buttons.count(say("button.cannot")) == 1, "one offer a person"
    await does(living, station, say("storm.stop"))
    assert over in station.last.text
    assert over in colleague.last.text
    await does(living, living.phone(asked[0]), say("button.accept"))
    await reports(living, living.phone("L001"), language, flat="2108")
    assert len(living.asked()) == len(asked), "the new need is asked about at once"


async def test_a_storm_ends_by_itself_and_the_needs_go_on(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    await begins(living, Language.EN)
    await reports(living, living.phone("L001"), Language.EN)
    await living.advance(EVERY)
    first = living.asked()
    await living.advance(timedelta(hours=6))
    assert "joint planning is over" in living.phone("S001").text
    assert "joint planning is over" in living.phone("S002").text
    await living.advance(timedelta(seconds=1))
    assert living.asked()
    assert living.asked() != first
    assert "planned together" not in card_with(living.phone("L001"), "N-0001").text


async def test_a_storm_can_last_until_tomorrow_and_keeps_who_began_it(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    await begins(living, Language.EN)
    assert "Started by TSE Yin-wan at 9:30 am, ends by itself at 3:30 pm." in (
        living.phone("S001").text
    )
    await living.advance(timedelta(hours=1))
    await does(living, living.phone("S002"), "Until this time tomorrow")
    for who in ("S001", "S002"):
        assert "Started by TSE Yin-wan at 9:30 am, ends by itself at 10:30 am tomorrow." in (
            living.phone(who).last.text
        )
    await living.advance(timedelta(hours=8))
    assert "over" not in living.phone("S002").last.text


async def test_the_question_can_be_left_and_nothing_begins(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    station = living.phone("S001")
    await does(living, station, "> /board", "Many need help at once")
    assert "For how long?" in station.last.text
    await does(living, station, "Cancel")
    assert "For how long?" not in station.text
    await reports(living, living.phone("L001"), Language.EN)
    assert living.asked()


async def test_leaders_have_no_such_button(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    await does(living, living.phone("L001"), "> /board")
    assert "Many need help at once" not in living.phone("L001").buttons


async def test_at_night_a_need_that_can_wait_is_planned_in_the_morning(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    await living.advance(timedelta(hours=13))
    await begins(living, Language.EN, hours=12)
    leader = living.phone("L001")
    await reports(living, leader, Language.EN)
    assert "helpers are asked from 7:30 am tomorrow" in card_with(leader, "N-0001").text
    await living.advance(EVERY)
    assert not living.asked()
    await reports(living, leader, Language.EN, flat="2106", pressing=True)
    await living.advance(EVERY)
    assert living.asked(), "a pressing one does not wait"
