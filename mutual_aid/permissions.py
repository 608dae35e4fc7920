"""Who may do what: one table; what is not in it is refused, and a refusal tells nothing."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from mutual_aid.broadcasts import Audience
from mutual_aid.check_ins import CheckIn, Resident
from mutual_aid.enquiries import Enquiry
from mutual_aid.errors import NotYours
from mutual_aid.estates import Block
from mutual_aid.matches import HELD, Match
from mutual_aid.members import Speaker, StaffRole
from mutual_aid.needs import Need
from mutual_aid.volunteers import Volunteer, VolunteerStatus


class Action(StrEnum):
    """Everything that needs leave; the thing it is done to is named in the comment."""

    NEED_REPORT = "need.report"  # place
    NEED_SEE = "need.see"  # need
    NEED_SEE_FLAT = "need.see_flat"  # need
    NEED_NOTE = "need.note"  # need
    NEED_WITHDRAW = "need.withdraw"  # need
    NEED_CONFIRM = "need.confirm"  # need
    NEED_STEER = "need.steer"  # need: offer by hand, widen, refer, give up
    BOARD_BLOCK = "board.block"  # block
    BOARD_ESTATE = "board.estate"  # block of the estate
    STORM_SWITCH = "storm.switch"  # block of the estate
    STATS_SEE = "stats.see"  # block of the estate
    OFFER_ANSWER = "offer.answer"  # match
    TASK_MOVE = "task.move"  # match
    TASK_DETAILS = "task.details"  # match
    EMERGENCY_TAKE = "emergency.take"  # need
    CHECK_IN_ANSWER = "check_in.answer"  # asked
    NEIGHBOUR_ASK = "neighbour.ask"  # block
    NEIGHBOUR_ANSWER = "neighbour.answer"  # enquiry
    VOLUNTEER_SIGN_UP = "volunteer.sign_up"  # block
    VOLUNTEER_APPROVE = "volunteer.approve"  # volunteer
    VOLUNTEER_PAUSE = "volunteer.pause"  # volunteer
    VOLUNTEER_CHANGE = "volunteer.change"  # volunteer
    BROADCAST_SEND = "broadcast.send"  # audience


class Place:
    """Where something is: a block and, if known, a floor of it."""

    def __init__(self, block: Block, floor: int | None) -> None:
        self.block, self.floor = block, floor


class Asked:
    """A check-in with the person it is about."""

    def __init__(self, check_in: CheckIn, resident: Resident) -> None:
        self.check_in, self.resident = check_in, resident


def _is_professional(speaker: Speaker, need: Need) -> bool:
    return speaker.has_staff_role(need.estate_id, StaffRole.COORDINATOR, StaffRole.SOCIAL_WORKER)


def _reports(speaker: Speaker, place: Place) -> bool:
    if speaker.coordinates(place.block.estate_id):
        return True
    if place.floor is None:
        return any(x.serving and x.block_id == place.block.block_id for x in speaker.leaders)
    return speaker.covers(place.block.block_id, place.floor)


def _sees(speaker: Speaker, need: Need) -> bool:
    if need.sealed:
        return _is_professional(speaker, need)
    if need.reporter_id == speaker.member_id or need.owner_id == speaker.member_id:
        return True
    if speaker.coordinates(need.estate_id):
        return True
    if need.floor is None or need.emergency:
        return any(x.serving and x.block_id == need.block_id for x in speaker.leaders)
    return speaker.covers(need.block_id, need.floor)


def _sees_flat(speaker: Speaker, need: Need) -> bool:
    if not _sees(speaker, need):
        return False
    own = speaker.member_id in (need.reporter_id, need.owner_id)
    return own or _looks_after(speaker, need) or _is_professional(speaker, need)


def _looks_after(speaker: Speaker, need: Need) -> bool:
    """What belongs to no floor, such as a lobby, belongs to whoever leads the block."""
    if need.floor is None:
        return speaker.leads(need.block_id)
    return speaker.covers(need.block_id, need.floor)


def _withdraws(speaker: Speaker, need: Need) -> bool:
    own = need.reporter_id == speaker.member_id and not need.sealed
    return own or _steers(speaker, need) or (speaker.leads(need.block_id) and not need.sealed)


def _steers(speaker: Speaker, need: Need) -> bool:
    if need.sealed:
        return _is_professional(speaker, need)
    return speaker.coordinates(need.estate_id)


def _takes(speaker: Speaker, need: Need) -> bool:
    alarming = need.emergency or need.sealed
    return alarming and (_sees(speaker, need) or _is_professional(speaker, need))


def _is_own(speaker: Speaker, match: Match) -> bool:
    return match.member_id == speaker.member_id and (
        speaker.volunteer is not None and speaker.volunteer.status is VolunteerStatus.ACTIVE
    )


def _holds(speaker: Speaker, match: Match) -> bool:
    return match.member_id == speaker.member_id and match.state in HELD


def _answers_check_in(speaker: Speaker, asked: Asked) -> bool:
    resident = asked.resident
    return (
        speaker.resident_id == resident.resident_id
        or speaker.covers(resident.block_id, resident.floor)
        or speaker.coordinates(resident.estate_id)
    )


def _anybody(_: Speaker, __: Block) -> bool:
    """Neighbours whom the network does not know yet are meant, too."""
    return True


def _answers_neighbour(speaker: Speaker, enquiry: Enquiry) -> bool:
    return speaker.leads(enquiry.block_id) or speaker.coordinates(enquiry.estate_id)


def _approves(speaker: Speaker, volunteer: Volunteer) -> bool:
    """Nobody vouches for themselves."""
    if volunteer.member_id == speaker.member_id:
        return False
    return speaker.coordinates(volunteer.estate_id) or speaker.leads(volunteer.home_block_id)


def _is_oneself(speaker: Speaker, volunteer: Volunteer) -> bool:
    return volunteer.member_id == speaker.member_id


def _sends(speaker: Speaker, audience: Audience) -> bool:
    return speaker.coordinates(audience.estate_id)


def _sees_block(speaker: Speaker, block: Block) -> bool:
    leads = any(x.serving and x.block_id == block.block_id for x in speaker.leaders)
    return leads or _sees_estate(speaker, block)


def _sees_estate(speaker: Speaker, block: Block) -> bool:
    return speaker.coordinates(block.estate_id)


RULES: dict[Action, Callable[[Speaker, Any], bool]] = {
    Action.NEED_REPORT: _reports,
    Action.NEED_SEE: _sees,
    Action.NEED_SEE_FLAT: _sees_flat,
    Action.NEED_NOTE: _sees,
    Action.NEED_WITHDRAW: _withdraws,
    Action.NEED_CONFIRM: _withdraws,
    Action.NEED_STEER: _steers,
    Action.BOARD_BLOCK: _sees_block,
    Action.BOARD_ESTATE: _sees_estate,
    Action.STORM_SWITCH: _sees_estate,
    Action.STATS_SEE: _sees_estate,
    Action.OFFER_ANSWER: _is_own,
    Action.TASK_MOVE: _holds,
    Action.TASK_DETAILS: _holds,
    Action.EMERGENCY_TAKE: _takes,
    Action.CHECK_IN_ANSWER: _answers_check_in,
    Action.NEIGHBOUR_ASK: _anybody,
    Action.NEIGHBOUR_ANSWER: _answers_neighbour,
    Action.VOLUNTEER_SIGN_UP: _anybody,
    Action.VOLUNTEER_APPROVE: _approves,
    Action.VOLUNTEER_PAUSE: _is_oneself,
    Action.VOLUNTEER_CHANGE: _is_oneself,
    Action.BROADCAST_SEND: _sends,
}


def may(speaker: Speaker, action: Action, thing: Any) -> bool:
    """Tell whether the speaker may do it; a locked person may do nothing."""
    return speaker.member.locked_at is None and RULES[action](speaker, thing)


def require(speaker: Speaker, action: Action, thing: Any) -> None:
    """Raise NotYours unless the speaker may do it."""
    if not may(speaker, action, thing):
        raise NotYours
