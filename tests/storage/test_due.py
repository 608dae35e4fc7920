"""Things to do later, half-filled forms, settings and the audit."""

import json
from datetime import timedelta

from mutual_aid.notices import Due, DueKind
from storage.store import Store
from tests.engines import TestClock
from tests.storage.world import HELPER, LEADER, World


def _wave(clock: TestClock, minutes: float, need_id: str = "n1") -> Due:
    due_at = clock() + timedelta(minutes=minutes)
    return Due(kind=DueKind.WAVE, object_id=need_id, due_at=due_at, facts={"wave": 2})


async def test_a_thing_is_due_once_however_often_it_is_scheduled(
    store: Store, clock: TestClock
) -> None:
    async with store.turn() as turn:
        await turn.due.at(_wave(clock, 5))
        await turn.due.at(_wave(clock, 9))
        assert await turn.due.when(DueKind.WAVE, "n1") == clock() + timedelta(minutes=9)
        assert await turn.due.next_at() == clock() + timedelta(minutes=9)
        assert await turn.due.take(clock() + timedelta(minutes=8), 10) == []
        (row,) = await turn.due.take(clock() + timedelta(minutes=9), 10)
        assert (row.due, row.tries) == (_wave(clock, 9), 0)


async def test_what_is_due_longest_comes_first_however_late(store: Store, clock: TestClock) -> None:
    async with store.turn() as turn:
        for number, minutes in enumerate((7, 3, 5)):
            await turn.due.at(_wave(clock, minutes, f"n{number}"))
        later = clock.advance(timedelta(days=40))
        found = await turn.due.take(later, 2)
    assert [row.due.object_id for row in found] == ["n1", "n2"]


async def test_cancelled_things_do_not_happen(store: Store, clock: TestClock) -> None:
    async with store.turn() as turn:
        await turn.due.at(_wave(clock, 0))
        await turn.due.cancel(DueKind.OFFER_DEADLINE, "n1")
        assert await turn.due.when(DueKind.WAVE, "n1") is not None
        await turn.due.cancel(DueKind.WAVE, "n1")
        assert await turn.due.when(DueKind.WAVE, "n1") is None
        assert await turn.due.next_at() is None


async def test_whoever_finishes_first_does_it_alone(store: Store, clock: TestClock) -> None:
    async with store.turn() as turn:
        await turn.due.at(_wave(clock, 0))
        assert await turn.due.finish(DueKind.WAVE, "n1", clock())
        assert not await turn.due.finish(DueKind.WAVE, "n1", clock())


async def test_what_was_scheduled_anew_is_not_finished(store: Store, clock: TestClock) -> None:
    async with store.turn() as turn:
        await turn.due.at(_wave(clock, 5))
        assert not await turn.due.finish(DueKind.WAVE, "n1", clock())
        assert await turn.due.when(DueKind.WAVE, "n1") is not None
        assert await turn.due.finish(DueKind.WAVE, "n1")


async def test_a_failing_thing_is_tried_again_and_at_last_set_aside(
    store: Store, clock: TestClock
) -> None:
    retry = clock() + timedelta(seconds=5)
    async with store.turn() as turn:
        await turn.due.at(_wave(clock, 0))
        assert await turn.due.failed(DueKind.WAVE, "n1", retry) == 1
        assert await turn.due.failed(DueKind.WAVE, "n1", retry) == 2
        assert await turn.due.take(clock(), 10) == []
        (row,) = await turn.due.take(retry, 10)
        assert row.tries == 2
        await turn.due.set_aside(DueKind.WAVE, "n1")
        assert await turn.due.take(retry, 10) == []
        assert await turn.due.next_at() is None
        await turn.due.at(_wave(clock, 0))
        assert (await turn.due.take(clock(), 10))[0].tries == 0


async def test_versions_of_a_persons_forms_only_rise(world: World, clock: TestClock) -> None:
    async with world.store.turn() as turn:
        first = await turn.dialogues.put(LEADER, "need", "kind", "{}")
        second = await turn.dialogues.put(LEADER, "need", "flat", '{"flat": 1}')
        other = await turn.dialogues.put(HELPER, "volunteer", "name", "{}")
        assert (first.version, second.version, other.version) == (1, 2, 1)
        assert await turn.dialogues.get(LEADER) == second
        assert second.changed_at == clock()
        await turn.dialogues.end(LEADER)
        assert await turn.dialogues.get(LEADER) is None
        assert (await turn.dialogues.put(LEADER, "need", "kind", "{}")).version == 3
        assert await turn.dialogues.get(HELPER) == other


async def test_a_setting_is_made_once(store: Store) -> None:
    async with store.turn() as turn:
        assert await turn.settings.get("button_key") is None
        assert await turn.settings.put_once("button_key", "first") == "first"
        assert await turn.settings.put_once("button_key", "second") == "first"
    async with store.reading() as turn:
        assert await turn.settings.get("button_key") == "first"


async def test_the_audit_says_who_did_what_in_order(world: World) -> None:
    async with world.store.turn() as turn:
        await turn.audit.write(LEADER, "need.report", "n1", answer="yes", count=2)
        await turn.audit.write(None, "sweep", "")
        rows = sorted(await turn.all_rows("audit"), key=lambda row: int(row["audit_id"] or 0))
    assert [(row["actor"], row["action"]) for row in rows] == [
        (LEADER, "need.report"),
        (None, "sweep"),
    ]
    assert json.loads(str(rows[0]["facts"])) == {"answer": "yes", "count": 2}
