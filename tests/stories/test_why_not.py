"""Why not? A coordinator reads what keeps people away, who said what, and who is left."""

from datetime import timedelta

import pytest

from handlers.words import words
from mutual_aid.record import Language
from tests.living import Living
from tests.stories.taps import data_of, does
from tests.stories.telling import all_say_no, everybody_reads, name_of, reports

in_each_language = pytest.mark.parametrize("language", Language)
WAIT = timedelta(minutes=41)
"""A little longer than a usual offer waits for its answer."""

WHY = {
    Language.EN: ("volunteers of the estate could do it", "Nobody else fits", "Too far",
                  "no answer", "asked already"),
    Language.ZH_HANT: ("位義工做得", "冇其他啱嘅人", "太遠", "未有回音", "位已經問咗"),
    Language.ZH_HANS: ("位志愿者能做", "没有其他合适的人", "太远", "没有回音", "位已经问过"),
}  # fmt: skip


@in_each_language
async def test_a_coordinator_reads_why_nobody_is_found_and_asks_more(
    living: Living, language: Language
) -> None:
    await everybody_reads(living, language)
    say, (holders, nobody, far, silent, already) = words(language), WHY[language]
    await reports(living, living.phone("L001"), language)
    (first,) = living.asked()
    await does(living, living.phone(first), say.plain("button.cannot"), say.plain("decline.far"))
    (second,) = living.asked()
    await living.advance(WAIT)
    await all_say_no(living, say.plain("button.cannot"))
    station = living.phone("S001")
    await does(living, station, say.plain("steer.why"))
    card = station.last
    for expected in (holders, nobody, far, already):
        assert expected in card.text
    assert far in _line(card.text, await name_of(living, first, language))
    assert silent in _line(card.text, await name_of(living, second, language))
    await does(living, station, say.plain("steer.widen"))
    asked = living.asked()
    assert asked
    assert first not in asked, "who said no is left in peace"
    assert station.last.id == card.id, "the card that was pressed is brought up to date"
    assert station.last.text != card.text


async def test_when_everybody_said_no_there_is_nobody_to_ask_more(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    await reports(living, living.phone("L001"), Language.EN)
    await all_say_no(living, "Can't this time")
    station = living.phone("S001")
    await does(living, station, "Ask more people")  # those who live farther away
    await all_say_no(living, "Can't this time")
    while living.asked():
        await all_say_no(living, "Can't this time")
    await does(living, station, "Ask more people")
    await all_say_no(living, "Can't this time")
    await does(living, station, "Ask more people")
    assert "There is nobody else to ask just now" in station.last.text


async def test_why_not_ends_with_the_search_and_is_not_for_leaders(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    leader, station = living.phone("L001"), living.phone("S001")
    await reports(living, leader, Language.EN)
    assert "Why not?" not in leader.buttons
    await all_say_no(living, "Can't this time")
    await does(living, station, "Why not?")
    why = station.last
    widen = data_of(why, "Ask more people")
    await does(living, leader, "No longer needed")
    await station.presses_data(why.id, widen)
    await living.settled()
    assert not living.asked()
    assert "Taken back" in station.last.text


def _line(text: str, name: str) -> str:
    return next(line for line in text.split("\n") if name in line)
