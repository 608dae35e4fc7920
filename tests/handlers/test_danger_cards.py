"""The cards of emergencies and check-ins: which number, which words, and room for the longest."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import handlers.conversations  # noqa: F401 -- fills the table of wordings
from handlers.emergency_numbers import number_for, police
from handlers.screens import Screen
from handlers.wording import WORDINGS, Reading
from handlers.words import words
from mutual_aid.actions import emergencies, needs
from mutual_aid.actions.needs import Draft
from mutual_aid.estates import Estate
from mutual_aid.ids import BlockId, EstateId, MemberId, UnitId
from mutual_aid.needs import Need
from mutual_aid.notices import Kind
from mutual_aid.record import Language, Names
from tests.mutual_aid.network import Network, awake

LONGEST = 4096
REPORTER, HEAD, ELSEWHERE, STATION = "L005", "L001", "L003", "S001"


@pytest.fixture
async def network(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Network]:
    """The sample estate."""
    template = tmp_path_factory.getbasetemp() / "danger"
    template.mkdir(exist_ok=True)
    async with awake(tmp_path, template) as estate:
        yield estate


def estate_with(*numbers: str) -> Estate:
    """An estate with these emergency numbers."""
    return Estate(
        estate_id=EstateId("E"),
        names=Names.same("E"),
        timezone="Asia/Shanghai",
        languages=("cmn",),
        emergency_numbers=numbers,
    )


@pytest.mark.parametrize(
    ("category", "number"),
    [
        ("disaster.fire_smoke", "119"),
        ("safety.gas_leak", "119"),
        ("safety.fall_injury", "120"),
        ("safety.no_response", "110"),
        ("safety.missing_person", "110"),
        ("family.domestic_violence", "110"),
        ("food.meal_delivery", "110"),
    ],
)
def test_mainland_has_a_number_for_each_kind_of_danger(category: str, number: str) -> None:
    assert number_for(estate_with("110", "119", "120"), category) == number


def test_one_number_serves_for_all_where_there_is_one() -> None:
    assert number_for(estate_with("999"), "safety.fall_injury") == "999"
    assert police(estate_with("999")) == "999"


def test_an_estate_without_numbers_still_gets_one() -> None:
    assert number_for(estate_with(), "disaster.fire_smoke") == "112"


async def reported(network: Network, notes: str, category: str = "safety.fall_injury") -> Need:
    """Danger in flat 1305, in somebody's own words."""
    draft = Draft(
        category_code=category,
        block_id=BlockId("MC-A"),
        floor=13,
        unit_id=UnitId("MC-A-1305"),
        place_known=True,
        person="陳" * 40,
        notes=notes,
    )
    reporter = await network.speaker(REPORTER)
    async with network.store.turn() as turn:
        need = await needs.report(turn, reporter, draft)
        for _ in range(6):
            if not need.sealed:
                await needs.add_note(turn, reporter, need.need_id, "😀" * 250)
    return need


async def seen(
    network: Network, kind: Kind, object_id: str, who: str, language: Language
) -> Screen:
    """What somebody sees now."""
    async with network.store.reading() as turn:
        reader = await turn.members.speaker_of(MemberId(who))
        worded = await WORDINGS[kind](Reading(turn, reader, words(language), object_id, {}))
    assert isinstance(worded, Screen)
    return worded


def plain_length(screen: Screen) -> int:
    """The length as Telegram counts it: without markup, in UTF-16 units."""
    return len(screen.text.striptags().encode("utf-16-le")) // 2


@pytest.mark.parametrize("language", Language)
async def test_longest_emergency_fits_into_a_message(network: Network, language: Language) -> None:
    need = await reported(network, "字" * 500)
    await network.passes(minutes=6)
    for kind, who in ((Kind.NEED, REPORTER), (Kind.EMERGENCY, HEAD), (Kind.EMERGENCY, STATION)):
        assert plain_length(await seen(network, kind, need.need_id, who, language)) <= LONGEST


@pytest.mark.parametrize("language", Language)
async def test_readers_from_other_floors_see_neither_flat_nor_name_nor_numbers(
    network: Network, language: Language
) -> None:
    need = await reported(network, "1305 call 999 or +852 0000 1234, 5 people, 12/F")
    screen = await seen(network, Kind.EMERGENCY, need.need_id, ELSEWHERE, language)
    for hidden in ("1305", "0000 1234", "05室", "flat 05", "陳" * 40, "😀"):
        assert hidden not in screen.text
    for shown in ("999", "5 people", "12/F"):
        assert shown in screen.text


@pytest.mark.parametrize("language", Language)
async def test_what_is_over_shows_no_details(network: Network, language: Language) -> None:
    need = await reported(network, "1305 blood everywhere")
    async with network.store.turn() as turn:
        head = await turn.members.speaker_of(MemberId(HEAD))
        await emergencies.in_safe_hands(turn, head, need.need_id)
    for kind, who in ((Kind.NEED, REPORTER), (Kind.EMERGENCY, HEAD), (Kind.EMERGENCY, STATION)):
        screen = await seen(network, kind, need.need_id, who, language)
        assert "1305" not in screen.text
        assert "陳" * 40 not in screen.text
        assert not screen.rows
        assert not screen.private


@pytest.mark.parametrize("language", Language)
async def test_sealed_card_is_for_the_station_and_names_no_reporter(
    network: Network, language: Language
) -> None:
    need = await reported(network, "she is afraid", "family.domestic_violence")
    station = await seen(network, Kind.EMERGENCY, need.need_id, STATION, language)
    async with network.store.reading() as turn:
        reporter = (await turn.members.get(MemberId(REPORTER))).names.in_(language)
    assert "she is afraid" in station.text
    assert reporter not in station.text
    assert station.private
    for other in (HEAD, REPORTER, ELSEWHERE):
        screen = await seen(network, Kind.EMERGENCY, need.need_id, other, language)
        assert "she is afraid" not in screen.text
        assert not screen.rows
