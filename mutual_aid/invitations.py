"""Invitations: one-use codes of 128 bits that grant a role for a day; only their hash is kept."""

import hashlib
import secrets
from datetime import timedelta
from enum import StrEnum

from mutual_aid.estates import Block
from mutual_aid.ids import EstateId
from mutual_aid.members import Invitation
from mutual_aid.record import Instant

LIFETIME = timedelta(hours=24)
_BYTES = 16


class InvitedRole(StrEnum):
    """What somebody can be invited to be."""

    BUILDING_LEADER = "building_leader"
    FLOOR_LEADER = "floor_leader"
    COORDINATOR = "coordinator"
    SOCIAL_WORKER = "social_worker"
    VOLUNTEER = "volunteer"


LEADERS = frozenset({InvitedRole.BUILDING_LEADER, InvitedRole.FLOOR_LEADER})
STAFF = frozenset({InvitedRole.COORDINATOR, InvitedRole.SOCIAL_WORKER})


class Misfit(StrEnum):
    """Why role, block and floors of an invitation do not go together."""

    BLOCK_NEEDED = "leaders lead a block"
    BLOCK_UNWANTED = "staff serve an estate, not a block"
    FLOORS_NEEDED = "floor leaders answer for floors"
    FLOORS_UNWANTED = "nobody else does"
    FLOORS_OUTSIDE = "the block has no such floors"


class GroundUnfit(Exception):
    """An invitation that would grant something else than its words say."""

    def __init__(self, misfit: Misfit) -> None:
        super().__init__(misfit.value)
        self.misfit = misfit


def new_code() -> str:
    """Return a secret that fits a deep link: 22 characters out of A-Z a-z 0-9 _ -."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(code: str) -> str:
    """Return what is kept of a code: SHA-256; slow hashing is for secrets that can be guessed."""
    return hashlib.sha256(code.encode()).hexdigest()


def invite(
    role: InvitedRole,
    estate_id: EstateId,
    block: Block | None,
    floors: tuple[int, int] | None,
    now: Instant,
) -> tuple[str, Invitation]:
    """Return a code and what is kept of it; raises GroundUnfit."""
    _check_ground(role, block, floors)
    code = new_code()
    invitation = Invitation(
        code_hash=hash_of(code),
        role=role,
        estate_id=estate_id,
        block_id=block.block_id if block else None,
        floor_from=floors[0] if floors else None,
        floor_to=floors[1] if floors else None,
        created_at=now,
        expires_at=now + LIFETIME,
        used_at=None,
        used_by=None,
    )
    return code, invitation


def _check_ground(role: InvitedRole, block: Block | None, floors: tuple[int, int] | None) -> None:
    if role in LEADERS and block is None:
        raise GroundUnfit(Misfit.BLOCK_NEEDED)
    if role in STAFF and block is not None:
        raise GroundUnfit(Misfit.BLOCK_UNWANTED)
    if role is InvitedRole.FLOOR_LEADER and floors is None:
        raise GroundUnfit(Misfit.FLOORS_NEEDED)
    if role is not InvitedRole.FLOOR_LEADER and floors is not None:
        raise GroundUnfit(Misfit.FLOORS_UNWANTED)
    if block and floors and not 1 <= floors[0] <= floors[1] <= block.floors:
        raise GroundUnfit(Misfit.FLOORS_OUTSIDE)
