"""One of everything in a living network, and a way to press any button as anybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from handlers.buttons import Seals
from handlers.screens import Button
from mutual_aid.actions import broadcasts, emergencies, enquiries, needs, tasks, volunteers
from mutual_aid.actions.needs import Draft
from mutual_aid.actions.volunteers import SignUp
from mutual_aid.broadcasts import Audience
from mutual_aid.ids import BlockId, EstateId, MatchId, MemberId, NeedId, UnitId, new_handle
from mutual_aid.members import Speaker
from mutual_aid.needs import Attachment, Need
from mutual_aid.record import Language
from playground import Person, Phone
from playground.files import sample_photo
from storage.turns import Turn
from tests.living import Living
from tests.proofs.changes import Change, Rows, changes, rows_of

LEADER, DEPUTY, FLOOR, OTHER_FLOORS = "L001", "L002", "L007", "L005"
NEXT_DOOR, STATION, SOCIAL_WORKER, OTHER_STATION = "L010", "S001", "S003", "S004"
BLOCK, FLAT = BlockId("MC-A"), UnitId("MC-A-2107")
NAME, NOTES, SEALED_NOTES = "金婆婆", "門口有隻大狗", "佢老公成日打佢"
"""What only those may read who look after the flat; of the sealed one, only the station."""
NEIGHBOUR, APPLICANT = 5_000_000_101, 5_000_000_102


@dataclass
class Scene:
    """Where everything is: (object, version) by what it is."""

    living: Living
    seals: Seals
    things: dict[str, tuple[str, int]] = field(default_factory=dict)
    outsider: str = ""
    helper: str = ""
    """Volunteers: one who was asked nothing at all, and one who has a task."""

    def rows(self) -> Rows:
        """Every row of every table."""
        return rows_of(self.living.path)

    def changed_since(self, before: Rows, phone: Phone) -> list[Change]:
        """Return what is another now, apart from what stands on that phone."""
        mine = ("outbox", "cards")
        return [
            x
            for x in changes(before, self.rows())
            if not (x.table in mine and phone.person.id in x.row)
        ]

    def data(self, who: int, action: str, thing: str = "", arg: str = "", version: int = 0) -> str:
        """Return what a button of the program itself would carry for this person."""
        button = Button("", action, object_id=thing, arg=arg, version=version)
        return self.seals.seal(button, who)

    async def presses(self, phone: Phone, data: str) -> list[str]:
        """Press any data on the newest card; returns what is read in answer."""
        before = len(self.living.playground.log)
        newest = phone.messages[-1].id if phone.messages else 1
        await phone.presses_data(newest, data)
        await self.living.settled()
        return self.read_since(phone, before)

    def read_since(self, phone: Phone, before: int) -> list[str]:
        """Return what was put on a phone after so many calls of the bot."""
        calls = self.living.playground.log[before:]
        return [str(x.parameters["text"]) for x in calls if _is_text(x.parameters, phone)]


def _is_text(parameters: Mapping[str, Any], phone: Phone) -> bool:
    return parameters.get("chat_id") == phone.person.id and "text" in parameters


def meet(living: Living, telegram_id: int, name: str = "Sam") -> Phone:
    """Return the phone of somebody nobody knows."""
    living.playground.add_person(Person(id=telegram_id, first_name=name, language_code="en"))
    living.playground.world.private_chat(telegram_id).started = True
    return living.phone(telegram_id)


async def everybody_reads(living: Living, language: Language) -> None:
    """Let the imported people have chosen a language, as they do at their first word."""
    async with living.store.turn() as turn:
        for code in living.people:
            await turn.members.set_language(MemberId(code), language)


async def set_scene(living: Living) -> Scene:
    """Let one of everything happen."""
    await everybody_reads(living, Language.ZH_HANT)
    async with living.store.reading() as turn:
        key = await turn.settings.get("button_key")
    assert key is not None
    scene = Scene(living, Seals(bytes.fromhex(key)))
    for telegram_id in (NEIGHBOUR, APPLICANT):
        await meet(living, telegram_id, f"Person {telegram_id}").says("/start")
    await living.settled()
    async with living.store.turn() as turn:
        await _needs(turn, scene)
    async with living.store.turn() as turn:
        await _others(turn, scene)
    await living.advance(timedelta(seconds=10))  # until the broadcast is over
    async with living.store.reading() as turn:
        await _look_up(turn, scene)
    return scene


async def report(turn: Turn, scene: Scene, category: str, **more: Any) -> Need:
    """The leader of the block reports something for the flat, with a photo."""
    photo = scene.living.playground.world.files.keep("photo", sample_photo())
    draft = Draft(
        category_code=category,
        block_id=BLOCK,
        floor=21,
        unit_id=FLAT,
        place_known=True,
        person=NAME,
        notes=NOTES,
        when_known=True,
        attachments=(Attachment(file_id=photo.id, kind="photo"),),
    ).model_copy(update=more)
    return await needs.report(turn, await turn.members.speaker_of(MemberId(LEADER)), draft)


async def _needs(turn: Turn, scene: Scene) -> None:
    """Needs at every stage; the same helper does what is done."""
    scene.things["alarm"] = (await report(turn, scene, "safety.fall_injury")).need_id, 1
    sealed = await report(turn, scene, "family.domestic_violence", notes=SEALED_NOTES)
    scene.things["sealed"] = sealed.need_id, 1
    for name in ("done", "task"):
        need = await report(turn, scene, "food.meal_delivery")
        match = next(iter(await turn.matches.of_need(need.need_id)))
        helper = await turn.members.speaker_of(match.member_id)
        await tasks.accept(turn, helper, match.match_id)
        scene.things[name] = match.match_id, 1
        scene.things[f"{name}-need"] = need.need_id, 1
        scene.helper = match.member_id
        if name == "done":
            await tasks.done(turn, helper, match.match_id)
    need = await report(turn, scene, "food.grocery_run")
    scene.things["need"] = need.need_id, 1
    scene.things["offer"] = next(iter(await turn.matches.of_need(need.need_id))).match_id, 1


async def _others(turn: Turn, scene: Scene) -> None:
    """Somebody signs up, somebody asks for a leader, the station writes to all leaders."""
    applicant, neighbour = [await _speaker(turn, x) for x in (APPLICANT, NEIGHBOUR)]
    form = SignUp(name="May", block_id=BLOCK, skills=("cooking",), spoken=("yue",), adult=True,
                  availability=("mon_am",), max_tasks_per_week=2)  # fmt: skip
    signed_up = await volunteers.sign_up(turn, applicant, form)
    scene.things["applicant"] = signed_up.volunteer_id, 0
    await enquiries.ask_leader(turn, neighbour, BLOCK)
    scene.things["neighbour"] = neighbour.member_id, 0
    station = await turn.members.speaker_of(MemberId(STATION))
    audience = Audience(estate_id=EstateId("MC"), block_id=BLOCK, role="leaders")
    cast = await broadcasts.send(turn, station, audience, "Hot day: please drink.")
    scene.things["broadcast"] = cast.broadcast_id, 0
    scene.things["block"] = BLOCK, 0
    scene.things["estate"] = "MC", 0
    await emergencies.called(
        turn, station, NeedId(scene.things["alarm"][0]), emergencies.Call.CALLED
    )


async def _speaker(turn: Turn, telegram_id: int) -> Speaker:
    rows = await turn.all_rows("members")
    mine = next(x["member_id"] for x in rows if x["telegram_id"] == telegram_id)
    return await turn.members.speaker_of(MemberId(str(mine)))


async def _look_up(turn: Turn, scene: Scene) -> None:
    """Find the versions that things have by now, a check-in of the block, and an outsider."""
    for name in ("alarm", "sealed", "done-need", "task-need", "need"):
        need = await turn.needs.get(NeedId(scene.things[name][0]))
        scene.things[name] = need.need_id, need.version
    for name in ("done", "task", "offer"):
        match = await turn.matches.get(MatchId(scene.things[name][0]))
        scene.things[name] = match.match_id, match.version
    live = await turn.check_ins.live_of(EstateId("MC"))
    asked = next(x for x in live if x.block_id == BLOCK)
    scene.things["check_in"] = asked.check_in_id, asked.version
    scene.things["nothing"] = new_handle(), 1
    busy = {x["member_id"] for x in await turn.all_rows("matches")}
    scene.outsider = next(
        code for code in scene.living.people if code.startswith("V") and code not in busy
    )
