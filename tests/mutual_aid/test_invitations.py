"""Invitation codes cannot be guessed, fit a link, and are kept only as a hash."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from mutual_aid.estates import Block
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.invitations import GroundUnfit, InvitedRole, Misfit, hash_of, invite, new_code
from mutual_aid.record import Names

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ESTATE = EstateId("MC")
BLOCK = Block(
    block_id=BlockId("MC-A"),
    estate_id=ESTATE,
    names=Names.same("A"),
    aliases=(),
    floors=30,
    units_per_floor=8,
)


def test_a_code_has_128_bits_and_fits_a_deep_link() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", code) for code in codes)


def test_what_is_kept_is_the_hash_and_lasts_a_day() -> None:
    code, invitation = invite(InvitedRole.COORDINATOR, ESTATE, None, None, NOW)
    assert invitation.code_hash == hash_of(code)
    assert code not in str(invitation)
    assert invitation.expires_at - invitation.created_at == timedelta(hours=24)
    assert invitation.used_at is None


@pytest.mark.parametrize(
    ("role", "block", "floors", "misfit"),
    [
        (InvitedRole.BUILDING_LEADER, None, None, Misfit.BLOCK_NEEDED),
        (InvitedRole.FLOOR_LEADER, None, (1, 3), Misfit.BLOCK_NEEDED),
        (InvitedRole.FLOOR_LEADER, BLOCK, None, Misfit.FLOORS_NEEDED),
        (InvitedRole.FLOOR_LEADER, BLOCK, (0, 3), Misfit.FLOORS_OUTSIDE),
        (InvitedRole.FLOOR_LEADER, BLOCK, (29, 31), Misfit.FLOORS_OUTSIDE),
        (InvitedRole.FLOOR_LEADER, BLOCK, (8, 5), Misfit.FLOORS_OUTSIDE),
        (InvitedRole.BUILDING_LEADER, BLOCK, (1, 30), Misfit.FLOORS_UNWANTED),
        (InvitedRole.VOLUNTEER, BLOCK, (1, 30), Misfit.FLOORS_UNWANTED),
        (InvitedRole.COORDINATOR, BLOCK, None, Misfit.BLOCK_UNWANTED),
        (InvitedRole.SOCIAL_WORKER, BLOCK, None, Misfit.BLOCK_UNWANTED),
    ],
)
def test_a_role_is_not_granted_over_ground_that_it_does_not_have(
    role: InvitedRole, block: Block | None, floors: tuple[int, int] | None, misfit: Misfit
) -> None:
    with pytest.raises(GroundUnfit) as refused:
        invite(role, ESTATE, block, floors, NOW)
    assert refused.value.misfit is misfit


def test_an_invited_floor_leader_answers_for_exactly_those_floors() -> None:
    _, invitation = invite(InvitedRole.FLOOR_LEADER, ESTATE, BLOCK, (5, 8), NOW)
    assert (invitation.block_id, invitation.floor_from, invitation.floor_to) == ("MC-A", 5, 8)
