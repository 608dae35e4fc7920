"""Every button, sealed by the program's own key, pressed by people whom it does not concern."""

from dataclasses import dataclass
from importlib import import_module

import pytest

from handlers import gate
from handlers.presses import PRESSES
from handlers.words import words
from mutual_aid.ids import MemberId, TelegramId, new_handle
from mutual_aid.record import Language
from playground import Phone
from tests.living import STRANGER, Living
from tests.proofs.changes import Change
from tests.proofs.press_table import Line, lines
from tests.proofs.scene import NEXT_DOOR, Scene, set_scene
from tests.stories.taps import does

REFUSALS = ("refused.not_yours", "refused.stale", "refused.already_signed_up", "form.over")


@dataclass(frozen=True)
class Presser:
    """Somebody at work on the table; own are the ids by which rows are theirs."""

    scene: Scene
    phone: Phone
    own: frozenset[str | int]
    member_id: MemberId
    refusals: frozenset[str]

    async def tries(self, line: Line, outcome: str) -> list[str]:
        """Press the button of the line; returns what is wrong with what became of it."""
        thing, version = self.scene.things.get(line.thing, ("", 1))
        before = self.scene.rows()
        heard = await self._press(line, thing, version)
        changed = self.scene.changed_since(before, self.phone)
        found = [f"changed {x.table}" for x in changed if not self._may_change(x, outcome)]
        if (outcome == "-") is not self._is_refusal(heard):
            found.append(f"is answered: {heard}")
        if outcome == "-" and thing and heard != await self._press(line, new_handle(), version):
            found.append("is answered otherwise than what does not exist")
        await self._forget_form()
        return [f"{line.action} {line.thing}: {x}" for x in found]

    async def _press(self, line: Line, thing: str, version: int) -> list[str]:
        data = self.scene.data(self.phone.person.id, line.action, thing, line.arg, version)
        return await self.scene.presses(self.phone, data)

    def _is_refusal(self, heard: list[str]) -> bool:
        return len(heard) == 1 and heard[0] in self.refusals

    def _may_change(self, change: Change, outcome: str) -> bool:
        if outcome == "leader":
            return change.table in ("outbox", "cards", "enquiries", "due", "audit")
        if change.table in ("outbox", "cards"):
            return False
        return outcome != "-" and bool(self.own & set(change.row))

    async def _forget_form(self) -> None:
        async with self.scene.living.store.turn() as turn:
            await turn.dialogues.end(self.member_id)


async def _presser(scene: Scene, who: str) -> Presser:
    if who == "stranger":
        phone = scene.living.phone(STRANGER)
    else:
        phone = scene.living.phone(scene.outsider if who == "volunteer" else NEXT_DOOR)
    await does(scene.living, phone, "> /start")
    async with scene.living.store.reading() as turn:
        speaker = await turn.members.speaker(TelegramId(phone.person.id))
    assert speaker is not None
    volunteer = {speaker.volunteer.volunteer_id} if speaker.volunteer else set()
    own: frozenset[str | int] = frozenset({speaker.member_id, phone.person.id, *volunteer})
    refusals = frozenset(str(words(x)(key)) for x in Language for key in REFUSALS)
    return Presser(scene, phone, own, speaker.member_id, refusals)


def test_no_button_is_without_a_row() -> None:
    import_module("handlers.conversations")  # which fills the table of buttons

    assert {x.action for x in lines()} == set(PRESSES)


@pytest.mark.parametrize("who", ["stranger", "volunteer", "next-door"])
async def test_a_button_of_others_does_nothing_and_tells_nothing(
    living: Living, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    monkeypatch.setattr(gate, "_BURST", 10_000)  # a flood has its own tests
    scene = await set_scene(living)
    presser = await _presser(scene, who)
    wrong = [x for line in lines() for x in await presser.tries(line, line.outcomes[who])]

    assert not wrong, "\n".join(wrong)
