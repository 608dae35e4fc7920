"""Buttons that nobody was given: forged, somebody else's, of an earlier day, or in a group."""

from collections.abc import Callable

import pytest

from handlers import gate
from mutual_aid.ids import MatchId
from mutual_aid.record import Language
from tests.living import STRANGER, Living
from tests.proofs.changes import changes, rows_of
from tests.proofs.scene import LEADER, STATION, Scene, everybody_reads, set_scene
from tests.stories.taps import does
from tests.stories.telling import helper_accepts, helper_finishes, reports_supper

NOT_YOURS = "呢度而家冇呢樣嘢"
FORGERIES: dict[str, Callable[[str], str]] = {
    "nothing": lambda data: "",
    "bars": lambda data: "||||",
    "too few parts": lambda data: data.split("|")[0],
    "no mark": lambda data: data.rpartition("|")[0] + "|",
    "another mark": lambda data: data[:-1] + ("A" if data[-1] != "A" else "B"),
    "half a mark": lambda data: data[:-8],
    "another action": lambda data: data.replace("offer.accept", "task.done"),
    "an action that is none": lambda data: data.replace("offer.accept", "offer.acceptx"),
    "another object": lambda data: data.replace("|", "|x", 1),
    "an argument": lambda data: data.replace("||", "|busy|", 1),
    "another version": lambda data: data.replace("|1|", "|2|", 1),
    "no number": lambda data: data.replace("|1|", "|one|", 1),
    "more parts": lambda data: data.replace("|1|", "|1|1|", 1),
    "not in ASCII": lambda data: "接受" + data[12:],
    "as long as can be": lambda data: "x" * 64,
    "turned round": lambda data: "\u202e" + data[:60],
    "a NUL": lambda data: data.replace("|", "\0", 1),
}

OF_THE_STORY = ("need.", "offer.", "task.", "form.", "steer.")
ENDED = {
    *("need.kind", "need.confirm", "need.withdraw", "need.yes_done", "need.not_yet"),
    *("offer.accept", "offer.decline", "offer.reason"),
    *("task.on_the_way", "task.arrived", "task.done", "task.hand_back"),
    *("task.minutes", "task.no_remark", "form.cancel"),
}
STILL_MEANT = "need.someone_else"
"""Said after the end, for as long as the card is there."""
SCREENS = ("outbox", "cards")


@pytest.fixture
async def scene(living: Living, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """One of everything; whoever tries much is not taken for a flood."""
    monkeypatch.setattr(gate, "_BURST", 10_000)
    return await set_scene(living)


async def _asked(scene: Scene) -> str:
    async with scene.living.store.reading() as turn:
        return (await turn.matches.get(MatchId(scene.things["offer"][0]))).member_id


async def test_a_forged_button_is_refused_like_one_that_never_was(scene: Scene) -> None:
    phone = scene.living.phone(await _asked(scene))
    real = scene.data(phone.person.id, "offer.accept", *_of(scene, "offer"))
    for name, forge in FORGERIES.items():
        before = scene.rows()
        heard = await scene.presses(phone, forge(real))
        assert forge(real) != real, name
        assert [NOT_YOURS in x for x in heard] == [True], name
        assert not scene.changed_since(before, phone), name
    assert NOT_YOURS not in str(await scene.presses(phone, real)), "the real one counts"


def _of(scene: Scene, thing: str) -> tuple[str, str, int]:
    object_id, version = scene.things[thing]
    return object_id, "", version


async def test_a_button_counts_for_nobody_but_the_person_it_was_made_for(scene: Scene) -> None:
    asked = scene.living.phone(await _asked(scene))
    data = scene.data(asked.person.id, "offer.accept", *_of(scene, "offer"))
    for other in {scene.outsider, scene.helper, LEADER, STATION} - {await _asked(scene)}:
        phone, before = scene.living.phone(other), scene.rows()
        heard = await scene.presses(phone, data)
        assert [NOT_YOURS in x for x in heard] == [True], other
        assert not scene.changed_since(before, phone), other


async def test_no_button_of_a_story_that_has_ended_does_anything_any_more(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_BURST", 10_000)
    await everybody_reads(living, Language.ZH_HANT)
    leader = living.phone(LEADER)
    await reports_supper(living, leader)
    await does(living, living.phone(living.asked()[-1]), "今次唔得", "太遠")
    code = await helper_accepts(living)
    await helper_finishes(living, code)
    await does(living, living.phone(code), "30", "冇")
    await does(living, leader, "係,搞掂")
    await leader.reads("完成，多謝你")
    shown = [x for x in _shown(living) if x[1].startswith(OF_THE_STORY)]
    shown = [x for x in shown if not x[1].startswith(STILL_MEANT)]
    assert {x[1].partition("|")[0] for x in shown} >= ENDED
    for who, data in shown:
        before = rows_of(living.path)
        await living.phone(who).presses_data(1, data)
        await living.settled()
        changed = [x for x in changes(before, rows_of(living.path)) if x.table not in SCREENS]
        assert not changed, data.partition("|")[0]


def _shown(living: Living) -> list[tuple[int, str]]:
    """Every button that anybody was ever shown: to whom, and what is sealed in it."""
    found: dict[tuple[int, str], None] = {}
    for call in living.playground.log:
        keyboard = (call.parameters.get("reply_markup") or {}).get("inline_keyboard", ())
        for button in (x for row in keyboard for x in row):
            found[call.parameters["chat_id"], button["callback_data"]] = None
    return list(found)


async def test_in_a_group_no_button_and_no_command_does_anything(scene: Scene) -> None:
    living = scene.living
    people = [living.people[x] for x in (LEADER, STATION, scene.helper)]
    group = living.playground.group(-1_000_000_000_001, "Neighbours", [*people, STRANGER])
    await living.settled()
    before, calls = scene.rows(), len(living.playground.log)
    for who, action, thing in (
        (people[0], "need.withdraw", "need"),
        (people[0], "emergency.safe", "alarm"),
        (people[1], "steer.unfilled", "need"),
        (people[2], "task.show", "task"),
        (people[2], "task.done", "task"),
        (STRANGER, "enquiry.begin", "nothing"),
    ):
        data = scene.data(who, action, *_of(scene, thing))
        await group.presses_data(who, 1, data)
        await living.settled()
    for text in ("/start", "/need", "/board", "/mytasks", "/cast all", "@louzhang_bot 2107"):
        for who in people:
            await group.says(who, text)
        await living.settled()
    said = [x for x in living.playground.log[calls:] if x.method.startswith(("send", "edit"))]
    assert not said, "nothing is said there, nor in private"
    assert not scene.changed_since(before, living.phone(STRANGER))
