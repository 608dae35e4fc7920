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
from tests.proofs.scene import NEXT_DOOR, Scene, set_scene
from tests.stories.taps import does

TABLE = """
action             thing      arg       stranger volunteer next-door

offer.accept       offer      .         -        -         -
offer.decline      offer      .         -        -         -
offer.reason       offer      busy      -        -         -
offer.show         offer      .         -        -         -
offers.list        .          .         own      own       own
task.on_the_way    task       .         -        -         -
task.arrived       task       .         -        -         -
task.done          task       .         -        -         -
task.hand_back     task       .         -        -         -
task.show          task       .         -        -         -
task.minutes       done       30        -        -         -
task.no_remark     done       .         -        -         -
tasks.list         .          .         own      own       own
note.task          task       .         -        -         -
note.remark        done       .         -        -         -
note.need          need       .         -        -         -

need.show          need       .         -        -         -
need.photos        need       .         -        -         -
need.withdraw      need       .         -        -         -
need.yes_done      done-need  .         -        -         -
need.not_yet       done-need  .         -        -         -
steer.widen        need       .         -        -         -
steer.offer        need       .         -        -         -
steer.refer        need       .         -        -         -
steer.unfilled     need       .         -        -         -
emergency.take     alarm      .         -        -         -
emergency.safe     alarm      .         -        -         -
emergency.called   alarm      cannot    -        -         -
emergency.take     sealed     .         -        -         -
emergency.safe     sealed     .         -        -         -
need.show          sealed     .         -        -         -
need.photos        sealed     .         -        -         -
note.need          sealed     .         -        -         -
board.list         .          .         own      own       own

check_in.show      check_in   .         -        -         -
check_in.safe      check_in   .         -        -         -
check_in.none      check_in   .         -        -         -
check_in.on_it     check_in   .         -        -         -
check_in.help      check_in   .         -        -         -

approval.list      .          .         -        -         own
approval.yes       applicant  .         -        -         -
approval.no        applicant  .         -        -         -
enquiry.answer     neighbour  .         -        -         -
enquiry.report     neighbour  .         -        -         -
enquiry.begin      .          .         own      own       own
enquiry.ask        block      .         leader   leader    leader

home.page          .          help      own      own       own
home.show          .          .         own      own       own
home.go            .          help      own      own       own
home.go            .          need      -        -         own
home.go            .          cast      -        -         -
lang.set           .          en        own      own       own
invitation.begin   .          .         own      own       own
sign_up.begin      .          .         own      -         own
pause.menu         .          .         own      own       own
pause.for          .          7         -        own       -
pause.end          .          .         -        own       -
free.begin         .          .         -        own       -
need.new           .          .         -        -         own

form.cancel        .          .         -        -         -
need.kind          .          food.meal_delivery  -  -     -
need.kinds         .          .         -        -         -
need.group         .          food      -        -         -
need.block         .          MC-A      -        -         -
need.floor         .          21        -        -         -
need.unit          .          MC-A-2107 -        -         -
need.no_flat       .          .         -        -         -
need.when          .          now       -        -         -
need.day           .          2026-11-24  -      -         -
need.part          .          am        -        -         -
need.no_notes      .          .         -        -         -
need.edit          .          .         -        -         -
need.change        .          notes     -        -         -
need.urgency       .          high      -        -         -
need.helpers       .          2         -        -         -
need.spoken        .          en        -        -         -
need.back          .          kind      -        -         -
need.confirm       .          .         -        -         -
need.another_need  .          .         -        -         -
need.same          .          .         -        -         -
need.add_another   .          .         -        -         -
steer.ask          .          V001      -        -         -
steer.end          .          family    -        -         -
cast.keep          .          .         -        -         -
cast.all           .          MC        -        -         -
cast.in            .          MC-A      -        -         -
cast.to            .          everyone  -        -         -
cast.back          .          text      -        -         -
cast.send          .          .         -        -         -
free.toggle        .          +mon_am   -        -         -
free.save          .          .         -        -         -
free.back          .          .         -        -         -
sign_up.back       .          name      -        -         -
sign_up.name       .          .         -        -         -
sign_up.block      .          MC-A      -        -         -
sign_up.skills     .          +cooking  -        -         -
sign_up.spoken     .          +yue      -        -         -
sign_up.free       .          +mon_am   -        -         -
sign_up.page       .          1         -        -         -
sign_up.next       .          skills    -        -         -
sign_up.weekly     .          2         -        -         -
sign_up.adult      .          yes       -        -         -
sign_up.consent    .          yes       -        -         -
sign_up.edit       .          .         -        -         -
sign_up.again      .          name      -        -         -
sign_up.send       .          .         -        -         -
"""
"""- is refused, with the very answer that a thing gets which does not exist, and changes nothing;
own changes nothing but what is the presser's; leader asks the leader of a block to get in touch,
which anybody may."""
REFUSALS = ("refused.not_yours", "refused.stale", "refused.already_signed_up", "form.over")


@dataclass(frozen=True)
class Line:
    """A button, and what becomes of it for each of the three."""

    action: str
    thing: str
    arg: str
    outcomes: dict[str, str]


def lines() -> list[Line]:
    """The table."""
    head, *rest = [x.split() for x in TABLE.splitlines() if x.strip()]
    return [
        Line(action, thing, "" if arg == "." else arg, dict(zip(head[3:], outcomes, strict=True)))
        for action, thing, arg, *outcomes in rest
    ]


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
