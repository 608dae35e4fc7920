"""Getting to know people: first contact, language, invitations, and people who went silent."""

from mutual_aid.actions import tasks
from mutual_aid.errors import InvitationUnknown, TooManyTries
from mutual_aid.ids import BlockId, LeaderId, MemberId, StaffId, TelegramId, new_handle
from mutual_aid.invitations import hash_of
from mutual_aid.members import Invitation, Leader, LeaderRole, Member, Speaker, Staff, StaffRole
from mutual_aid.notices import Kind, Message
from mutual_aid.record import Language, Names
from mutual_aid.turn import Turn

_TRIES = 5


async def meet(turn: Turn, telegram_id: TelegramId, name: str, language: Language) -> Speaker:
    """Return the speaker behind a Telegram id; whoever is new becomes a visitor without roles.

    The language counts at the first contact only: from then on it is the person's own choice.
    """
    speaker = await turn.members.speaker(telegram_id)
    if speaker is not None and speaker.member.language is None:
        await turn.members.set_language(speaker.member_id, language)
        speaker = await turn.members.speaker(telegram_id)
    if speaker is not None:
        return speaker
    visitor = Member(
        member_id=MemberId(new_handle()),
        telegram_id=telegram_id,
        names=Names.same(name),
        phone="",
        spoken=(),
        language=language,
        unreachable_at=None,
        locked_at=None,
    )
    await turn.members.add(visitor)
    return Speaker(member=visitor)


async def back_again(turn: Turn, speaker: Speaker) -> None:
    """Somebody who had blocked the bot speaks again: they can be reached from now on."""
    if speaker.member.unreachable_at is not None:
        await turn.members.set_unreachable(speaker.member_id, None)


async def choose_language(turn: Turn, speaker: Speaker, language: Language) -> None:
    """Keep the language that the person reads, and their command menu with it."""
    await turn.members.set_language(speaker.member_id, language)
    await turn.outbox.add(
        Message(to=speaker.member_id, kind=Kind.MENU, object_id=speaker.member_id)
    )


async def accept_invitation(turn: Turn, speaker: Speaker, code: str) -> Invitation:
    """Grant the role of a one-use link; raises InvitationUnknown, or TooManyTries after five."""
    telegram_id = speaker.member.telegram_id
    assert telegram_id is not None
    invitation = await turn.members.use_invitation(hash_of(code), speaker.member_id, turn.now)
    if invitation is None:
        raise InvitationUnknown
    await _grant(turn, speaker, invitation)
    await turn.audit.write(
        speaker.member_id, "invitation.use", speaker.member_id, role=invitation.role
    )
    await turn.outbox.add(
        Message(to=speaker.member_id, kind=Kind.MENU, object_id=speaker.member_id)
    )
    return invitation


async def wrong_code(turn: Turn, speaker: Speaker) -> None:
    """Count a wrong invitation; raises TooManyTries from the sixth within an hour."""
    telegram_id = speaker.member.telegram_id
    assert telegram_id is not None
    if await turn.members.count_wrong_code(telegram_id, turn.now) > _TRIES:
        raise TooManyTries


async def _grant(turn: Turn, speaker: Speaker, invitation: Invitation) -> None:
    today = turn.now.date()
    if invitation.role in set(StaffRole):
        await turn.members.add_staff(_staff(speaker, invitation), today)
    elif invitation.role in set(LeaderRole):
        block = await turn.estates.block(invitation.block_id or BlockId(""))
        leader = Leader(
            leader_id=LeaderId(new_handle()),
            member_id=speaker.member_id,
            role=LeaderRole(invitation.role),
            estate_id=block.estate_id,
            block_id=block.block_id,
            floor_from=invitation.floor_from or 1,
            floor_to=invitation.floor_to or block.floors,
            home_unit_id=None,
            status="active",
            deputy_for=None,
        )
        await turn.members.add_leader(leader, today)


def _staff(speaker: Speaker, invitation: Invitation) -> Staff:
    return Staff(
        staff_id=StaffId(new_handle()),
        member_id=speaker.member_id,
        role=StaffRole(invitation.role),
        estate_id=invitation.estate_id,
        duty=(),
        status="active",
    )


async def became_unreachable(turn: Turn, member_id: MemberId) -> None:
    """Somebody blocked the bot: remember it, and let others take over what was theirs."""
    await turn.members.set_unreachable(member_id, turn.now)
    await tasks.lost(turn, member_id)
