"""What can be read and by whom: details before, during and after a task; sealed needs never."""

import pytest

from handlers import gate
from handlers.screens import Screen
from handlers.wording import Reading, word
from handlers.words import words
from mutual_aid.actions import needs
from mutual_aid.errors import NotYours, Refused
from mutual_aid.ids import MatchId, MemberId, NeedId
from mutual_aid.notices import Kind
from mutual_aid.record import Language
from playground import Phone
from storage.turns import Turn
from tests.living import Living
from tests.proofs.scene import (
    DEPUTY,
    FLOOR,
    LEADER,
    NAME,
    NEXT_DOOR,
    NOTES,
    OTHER_FLOORS,
    OTHER_STATION,
    SEALED_NOTES,
    SOCIAL_WORKER,
    STATION,
    Scene,
    set_scene,
)
from tests.stories.taps import does

DETAILS = (NAME, NOTES, "21樓", "07室")
PHOTO = "(photo)"
LOOKS = ("offer.show", "task.show", "need.show", "need.photos", "note.task", "note.need")
SEALED_BUTTONS = (
    *("need.show", "need.photos", "note.need", "need.withdraw", "need.yes_done", "need.not_yet"),
    *("need.someone_else", "steer.why"),
    *("steer.widen", "steer.offer", "steer.refer", "steer.unfilled"),
    *("emergency.take", "emergency.safe", "emergency.called"),
)
INSIDERS = (LEADER, DEPUTY, FLOOR, OTHER_FLOORS, NEXT_DOOR, OTHER_STATION)
LISTS = (Kind.BOARD, Kind.TASKS, Kind.OFFERS, Kind.CHECK_INS, Kind.HOME, Kind.MENU)


@pytest.fixture
async def scene(living: Living, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """One of everything; whoever looks at much is not taken for a flood."""
    monkeypatch.setattr(gate, "_BURST", 10_000)
    return await set_scene(living)


async def looks(scene: Scene, phone: Phone, thing: str, need: str) -> str:
    """Press every button that shows something, ask for every list; returns all that was read."""
    before = len(scene.living.playground.log)
    for action in LOOKS:
        about = need if action.startswith(("need.", "note.need")) else thing
        object_id, version = scene.things[about]
        await scene.presses(phone, scene.data(phone.person.id, action, object_id, "", version))
    await does(scene.living, phone, *(f"> /{x}" for x in ("offers", "mytasks", "board", "cancel")))
    calls = [x for x in scene.living.playground.log[before:] if x.to == phone.person.id]
    photos = [PHOTO for x in calls if x.method == "sendPhoto"]
    return "\n".join([*scene.read_since(phone, before), *photos])


async def test_details_come_with_the_task_and_go_with_it(scene: Scene) -> None:
    async with scene.living.store.reading() as turn:
        match = await turn.matches.get(MatchId(scene.things["offer"][0]))
    phone = scene.living.phone(match.member_id)
    asked = await looks(scene, phone, "offer", "need")
    assert "望潮樓高層" in asked
    assert not [x for x in (*DETAILS, PHOTO) if x in asked]
    accept = scene.data(phone.person.id, "offer.accept", match.match_id, "", match.version)
    await scene.presses(phone, accept)
    held = await looks(scene, phone, "offer", "need")
    assert not [x for x in (*DETAILS, PHOTO) if x not in held]
    for step in ("出發喇", "到咗", "做好咗"):
        await does(scene.living, phone, step)
    over = await looks(scene, phone, "offer", "need")
    assert not [x for x in (*DETAILS, PHOTO) if x in over]


@pytest.mark.parametrize(
    ("who", "full"),
    [(LEADER, True), (DEPUTY, True), (FLOOR, True), (STATION, True), (OTHER_FLOORS, False),
     (NEXT_DOOR, False), (OTHER_STATION, False), (SOCIAL_WORKER, False)],
)  # fmt: skip
async def test_only_who_looks_after_the_floor_reads_flat_name_and_notes(
    scene: Scene, who: str, full: bool
) -> None:
    read = await looks(scene, scene.living.phone(who), "nothing", "need")

    assert [x for x in (NAME, NOTES, "07室") if x in read] == (
        [NAME, NOTES, "07室"] if full else []
    )
    assert (PHOTO in read) is full


async def test_a_sealed_need_is_on_no_card_no_list_and_no_board(scene: Scene) -> None:
    sealed = scene.things["sealed"][0]
    async with scene.living.store.reading() as turn:
        code = (await turn.needs.get(NeedId(sealed))).code
        for who in (*INSIDERS, scene.helper, scene.outsider):
            for kind in Kind:
                read = await _worded(turn, MemberId(who), kind, sealed)
                assert not [x for x in (SEALED_NOTES, code, sealed) if x in read], (who, kind)
        for who in (STATION, SOCIAL_WORKER):
            card = await _worded(turn, MemberId(who), Kind.EMERGENCY, sealed)
            assert SEALED_NOTES in card


async def _worded(turn: Turn, member_id: MemberId, kind: Kind, object_id: str) -> str:
    """The words and buttons of a card as this person would get it, if they get any."""
    about = member_id if kind in LISTS else object_id
    reader = await turn.members.speaker_of(member_id)
    reading = Reading(turn, reader, words(Language.ZH_HANT), about, {})
    try:
        screen = await word(kind, reading)
    except (Refused, KeyError):  # KeyError: single sentences and photos need facts
        return ""
    if not isinstance(screen, Screen):
        return ""
    buttons = [f"{x.label} {x.object_id}" for row in screen.rows for x in row]
    return "\n".join([screen.text, *buttons])


@pytest.mark.parametrize("who", INSIDERS)
async def test_no_button_of_a_sealed_need_works_for_who_reported_it_or_leads(
    scene: Scene, who: str
) -> None:
    phone = scene.living.phone(who)
    await does(scene.living, phone, "> /start")
    for action in SEALED_BUTTONS:
        arg = "called" if action == "emergency.called" else ""
        before, heard = scene.rows(), []
        for thing in ("sealed", "nothing"):
            object_id, version = scene.things[thing]
            data = scene.data(phone.person.id, action, object_id, arg, version)
            heard.append(await scene.presses(phone, data))
        assert heard[0] == heard[1], action
        assert len(heard[0]) == 1, action
        assert not scene.changed_since(before, phone), action


async def test_the_photo_of_a_sealed_need_is_shown_to_the_station_alone(scene: Scene) -> None:
    sealed = NeedId(scene.things["sealed"][0])
    async with scene.living.store.reading() as turn:
        assert not await turn.matches.of_need(sealed), "no volunteer is ever asked"
        for who in (*INSIDERS, scene.helper, scene.outsider):
            with pytest.raises(NotYours):
                await needs.attachments(turn, await turn.members.speaker_of(MemberId(who)), sealed)
        for who in (STATION, SOCIAL_WORKER):
            speaker = await turn.members.speaker_of(MemberId(who))
            assert await needs.attachments(turn, speaker, sealed)


async def test_nothing_of_a_sealed_need_was_ever_sent_to_anybody_else(scene: Scene) -> None:
    for who in (*INSIDERS, scene.helper, scene.outsider):
        await does(scene.living, scene.living.phone(who), "> /board", "> /start", "> /help")
    station = {scene.living.people[x] for x in (STATION, SOCIAL_WORKER, "S002")}
    told = {x.to for x in scene.living.playground.log if SEALED_NOTES in str(x.parameters)}

    assert told
    assert told <= station


@pytest.mark.parametrize("role", ["helper", "leader", "station"])
async def test_somebody_who_is_locked_out_reads_only_whom_to_ask(scene: Scene, role: str) -> None:
    who = {"helper": scene.helper, "leader": LEADER, "station": STATION}[role]
    async with scene.living.store.turn() as turn:
        await turn.put_rows("members", [{"member_id": who, "locked_at": 1}])
    phone, before = scene.living.phone(who), scene.rows()
    for action, thing in (
        *(("task.show", "task"), ("task.done", "task"), ("offer.show", "offer")),
        *(("need.show", "need"), ("need.photos", "need"), ("need.withdraw", "need")),
        *(("emergency.take", "alarm"), ("check_in.safe", "check_in"), ("approval.list", "nothing")),
    ):
        object_id, version = scene.things[thing]
        heard = await scene.presses(
            phone, scene.data(phone.person.id, action, object_id, "", version)
        )
        assert heard == [words(Language.ZH_HANT)("home.locked")], action
    for name in (
        "board",
        "mytasks",
        "offers",
        "checkins",
        "need",
        "cast",
        "stats",
        "volunteer",
        "start",
    ):
        calls = len(scene.living.playground.log)
        await does(scene.living, phone, f"> /{name}")
        read = set(scene.read_since(phone, calls))
        assert read == {words(Language.ZH_HANT)("home.locked")}, name
    assert {x.table for x in scene.changed_since(before, phone)} <= {"dialogues"}


@pytest.mark.parametrize("who", [LEADER, DEPUTY, FLOOR])
async def test_who_sees_a_need_may_neither_steer_it_nor_end_it_like_an_alarm(
    scene: Scene, who: str
) -> None:
    phone = scene.living.phone(who)
    object_id, version = scene.things["need"]
    for action in SEALED_BUTTONS:
        if not action.startswith(("steer.", "emergency.")):
            continue
        arg = "cannot" if action == "emergency.called" else ""
        data = scene.data(phone.person.id, action, object_id, arg, version)
        before = scene.rows()
        assert await scene.presses(phone, data) == [words(Language.ZH_HANT)("refused.not_yours")]
        assert not scene.changed_since(before, phone), action
