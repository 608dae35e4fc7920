"""Invitations: a link makes somebody a leader, staff or volunteer, once, and for a day."""

from datetime import timedelta

from mutual_aid.ids import BlockId, EstateId, TelegramId
from mutual_aid.invitations import InvitedRole, invite
from mutual_aid.members import LeaderRole
from tests.living import STRANGER, Living
from tests.stories.taps import does, menu_of, stranger


async def invitation(living: Living, role: InvitedRole, floors: tuple[int, int] | None) -> str:
    """A fresh code for the first block of the mainland estate."""
    async with living.store.turn() as turn:
        block = await turn.estates.block(BlockId("RH-1"))
        ground = block if role is InvitedRole.FLOOR_LEADER else None
        code, kept = invite(role, EstateId("RH"), ground, floors, turn.now)
        await turn.members.add_invitation(kept)
    return code


async def test_link_makes_a_floor_leader_once(living: Living) -> None:
    code = await invitation(living, InvitedRole.FLOOR_LEADER, (2, 3))
    sam = stranger(living)
    await sam.opens_link(code)
    await living.settled()
    assert "Floor leader, Ronghe Li Block 1, floors 2–3" in sam.last.text
    assert "need" in menu_of(living, STRANGER)
    async with living.store.reading() as turn:
        speaker = await turn.members.speaker(TelegramId(STRANGER))
    assert speaker is not None
    assert [x.role for x in speaker.leaders] == [LeaderRole.FLOOR]
    helper = living.phone("V001")
    await does(living, helper, f"> /start {code}")
    assert "邀請用咗" in helper.text
    assert "望帆樓義工" in helper.last.text


async def test_pasted_link_is_as_good_as_an_opened_one(living: Living) -> None:
    code = await invitation(living, InvitedRole.COORDINATOR, None)
    sam = stranger(living)
    await does(living, sam, "> /start", "I have an invitation", "> it is on paper")
    assert "not a whole invitation" in sam.text
    await does(living, sam, f"> https://t.me/louzhang_bot?start={code}")
    assert "Coordinator, Ronghe Li" in sam.last.text


async def test_invitation_of_yesterday_is_refused(living: Living) -> None:
    code = await invitation(living, InvitedRole.COORDINATOR, None)
    await living.advance(timedelta(hours=24, minutes=1))
    sam = stranger(living)
    await does(living, sam, f"> /start {code}")
    assert "older than a day" in sam.text
    assert "I have an invitation" in sam.last.labels


async def test_sixth_wrong_invitation_within_an_hour_is_met_with_silence(living: Living) -> None:
    sam = stranger(living)
    await does(living, sam, "> /start", "I have an invitation")
    for number in range(5):
        await does(living, sam, f"> wrong-invitation-{number}")
    said = sam.text.count("Please ask for a new one")
    await does(living, sam, "> wrong-invitation-6", "> wrong-invitation-7")
    assert said == 5
    assert sam.text.count("Please ask for a new one") == said
    await living.advance(timedelta(hours=1, minutes=1))
    await does(living, sam, "> wrong-invitation-8")
    assert sam.text.count("Please ask for a new one") == said + 1


async def test_invited_volunteer_signs_up_and_still_waits_for_approval(living: Living) -> None:
    code = await invitation(living, InvitedRole.VOLUNTEER, None)
    sam = stranger(living)
    await does(living, sam, f"> /start {code}")
    assert "station approves" in sam.text
    assert "What shall we call you?" in sam.last.text
