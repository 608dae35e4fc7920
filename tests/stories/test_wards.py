"""Somebody under 18 takes a task that is fit for them, and their guardian hears of it."""

import pytest

from handlers.words import words
from mutual_aid.ids import MemberId
from mutual_aid.record import Language
from mutual_aid.taxonomy import categories, groups
from playground import Person
from tests.living import Living
from tests.stories.taps import card_with, does
from tests.stories.telling import all_say_no, everybody_reads, reports

in_each_language = pytest.mark.parametrize("language", Language)
WARD, GUARDIAN, WARDS_TELEGRAM = "V064", "V007", 990000000964
TOLD = {
    Language.EN: ("KWOK Ho-kit has agreed to help a neighbour", "upper floors"),
    Language.ZH_HANT: ("郭浩杰應承咗幫街坊手", "高層"),
    Language.ZH_HANS: ("郭浩杰答应帮邻居的忙", "高层"),
}


async def _has_telegram(living: Living) -> None:
    """The boy has got a phone; only what is fit for minors is ever offered to him."""
    async with living.store.turn() as turn:
        await turn.put_rows("members", [{"member_id": WARD, "telegram_id": WARDS_TELEGRAM}])
        await turn.members.set_unreachable(MemberId(WARD), None)
    living.playground.add_person(Person(id=WARDS_TELEGRAM, first_name="Kit", language_code="en"))
    living.playground.world.private_chat(WARDS_TELEGRAM).started = True
    living.people[WARD] = WARDS_TELEGRAM


@in_each_language
async def test_the_guardian_hears_what_somebody_under_eighteen_has_taken(
    living: Living, language: Language
) -> None:
    await _has_telegram(living)
    await everybody_reads(living, language)
    say, (told, place) = words(language).plain, TOLD[language]
    name = words(language).name
    leader = living.phone("L001")
    group, kind = groups()["community"], categories()["community.newcomer_welcome"]
    steps = ("> /need", say("need.all_kinds"), name(group.names), name(kind.names), "> 2107")
    await does(living, leader, *steps, "> Sunday", "> Mrs Chan", say("button.confirm"))
    while WARD not in (asked := living.asked()):
        assert asked, "he is never asked"
        for code in asked:
            await does(living, living.phone(code), say("button.cannot"))
    assert told not in living.phone(GUARDIAN).text
    await does(living, living.phone(WARD), say("button.accept"))
    card = card_with(living.phone(GUARDIAN), told)
    assert place in card.text
    assert "Sunday" in card.text
    assert not [x for x in ("2107", "07室", "flat", "21樓", "Mrs Chan") if x in card.text]


async def test_nobody_under_eighteen_is_asked_for_anything_else(living: Living) -> None:
    await _has_telegram(living)
    await everybody_reads(living, Language.EN)
    async with living.store.turn() as turn:
        grown = {"volunteer_id": WARD, "skills": "errands", "screening": "checked"}
        place: dict[str, str | int | float | None] = {
            "volunteer_id": WARD, "skill_code": "errands", "askable": 1, "asked_at": 0,
            "spoken": "|yue|", "screening": "checked",
        }  # fmt: skip
        await turn.put_rows("volunteers", [grown])
        await turn.put_rows("volunteer_cells", [place | {"cell_id": x} for x in ("MC-C", "MC")])
    await reports(living, living.phone("L001"), Language.EN)
    await all_say_no(living, "Can't this time")
    assert not living.phone(WARD).messages
    await does(living, living.phone("S001"), "Why not?")
    assert "1 is under 18" in living.phone("S001").last.text
