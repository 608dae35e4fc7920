"""Somebody who pokes at everything, and commands of others."""

from datetime import timedelta

import pytest

from handlers import gate
from handlers.commands import COMMANDS
from handlers.words import words
from mutual_aid.ids import BlockId, EstateId, TelegramId
from mutual_aid.invitations import InvitedRole, invite
from mutual_aid.members import Speaker
from mutual_aid.record import Language
from playground import Phone
from tests.living import STRANGER, Living
from tests.proofs.changes import rows_of
from tests.proofs.scene import (
    LEADER,
    NAME,
    NEXT_DOOR,
    NOTES,
    STATION,
    Scene,
    set_scene,
)
from tests.stories.taps import card_with, data_of, does
from tests.stories.telling import reports_supper

MEANT_FOR = {
    "start": "everybody",
    "help": "everybody",
    "lang": "everybody",
    "privacy": "everybody",
    "cancel": "everybody",
    "volunteer": "everybody",
    "need": "leader coordinator",
    "board": "leader coordinator",
    "checkins": "leader coordinator",
    "cast": "coordinator",
    "stats": "coordinator",
    "offers": "volunteer",
    "mytasks": "volunteer",
}
"""Whose command each is: a new one needs a line here."""
NOT_YOURS = words(Language.EN)("refused.not_yours")
NO_SUCH_FLAT = words(Language.ZH_HANT)("refused.unit_unknown")


@pytest.fixture
async def scene(living: Living, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """One of everything; whoever tries much is not taken for a flood."""
    monkeypatch.setattr(gate, "_BURST", 10_000)
    return await set_scene(living)


def _people(scene: Scene) -> dict[str, Phone]:
    living = scene.living
    return {
        "stranger": living.phone(STRANGER),
        "volunteer": living.phone(scene.outsider),
        "leader": living.phone(NEXT_DOOR),
        "coordinator": living.phone(STATION),
        "resident": living.phone(next(x for x in living.people if x.startswith("R"))),
    }


async def _speaker(scene: Scene, phone: Phone) -> Speaker:
    async with scene.living.store.reading() as turn:
        speaker = await turn.members.speaker(TelegramId(phone.person.id))
    assert speaker is not None
    return speaker


async def test_a_command_of_others_shows_nothing_and_changes_nothing(scene: Scene) -> None:
    assert set(MEANT_FOR) == set(COMMANDS)
    for who, phone in _people(scene).items():
        await does(scene.living, phone, "> /start")
        speaker = await _speaker(scene, phone)
        for name, meant_for in MEANT_FOR.items():
            theirs = meant_for == "everybody" or who in meant_for.split()
            assert COMMANDS[name].who(speaker) is theirs, f"/{name} in the menu of the {who}"
            if theirs:
                continue
            before, calls = scene.rows(), len(scene.living.playground.log)
            await does(scene.living, phone, f"> /{name}")
            read = "\n".join(scene.read_since(phone, calls))
            assert read, f"/{name} is answered"
            assert not [x for x in (NAME, NOTES, "07室") if x in read]
            assert not scene.changed_since(before, phone), f"/{name} of the {who}"


@pytest.mark.parametrize("text", ["/nothing", "/need_all", "/starts", "/" + "x" * 32, "/陳"])
async def test_an_unknown_command_changes_nothing(living: Living, text: str) -> None:
    sam = living.phone(STRANGER)
    await does(living, sam, "> /start")
    before = rows_of(living.path)
    await does(living, sam, f"> {text}")
    after = rows_of(living.path)

    assert {x for x in before if before[x] != after[x]} <= {"inbox", "outbox", "cards"}
    assert "/help" in sam.last.text or "I would like to help" in sam.last.labels


async def test_used_expired_and_invented_invitations_sound_alike(living: Living) -> None:
    codes = []
    for age in (timedelta(), timedelta(hours=25)):
        async with living.store.turn() as turn:
            block = await turn.estates.block(BlockId("MC-B"))
            made = invite(InvitedRole.BUILDING_LEADER, EstateId("MC"), block, None, turn.now - age)
            await turn.members.add_invitation(made[1])
        codes.append(made[0])
    await does(living, living.phone("V001"), f"> /start {codes[0]}")
    sam = living.phone(STRANGER)
    await does(living, sam, "> /start")
    heard = []
    for code in (*codes, "an-invitation-that-never-was"):
        calls = len(living.playground.log)
        await does(living, sam, f"> /start {code}")
        texts = [x.parameters.get("text") for x in living.playground.log[calls:]]
        heard.append([x for x in texts if x])
    async with living.store.reading() as turn:
        speaker = await turn.members.speaker(TelegramId(STRANGER))

    assert heard[0] == heard[1] == heard[2]
    assert "used or is older than a day" in str(heard[0])
    assert speaker is not None
    assert speaker.is_stranger


async def test_a_stranger_pokes_at_everything_and_learns_nothing(living: Living) -> None:
    leader, sam = living.phone(LEADER), living.phone(STRANGER)
    await reports_supper(living, leader)
    asked = living.asked()
    await does(living, sam, "> /start")
    before = rows_of(living.path)
    theirs = [data_of(card_with(leader, "N-0001"), "唔使喇")]
    theirs += [data_of(living.phone(x).last, "我得,接受") for x in living.asked()]
    own = data_of(sam.last, "I need help")
    await does(living, sam, "> /need", "> /cast", "> /checkins", "> /board", "> /mytasks")
    for data in (*theirs, own[:-1] + "~", own.replace("enquiry", "need"), "", "|||0|"):
        await sam.presses_data(sam.last.id, data)
        await living.settled()
        assert sam.last.text == NOT_YOURS
    await sam.sends_photo(None)
    await sam.sends_document("list.xlsx")
    await sam.sends_location(22.3, 114.2)
    await does(living, sam, "> 2107", "> 陳婆婆", "> N-0001", "> /start N-0001", "> ' OR 1=1 --")
    after = rows_of(living.path)

    assert {x for x in before if before[x] != after[x]} <= {"inbox", "outbox", "cards"}
    assert not [x for x in ("陳婆婆", "N-0001", "Mong Chiu", "2107") if x in sam.text]
    assert living.asked() == asked, "the offers still wait for those who were asked"
