"""People, their roles and their invitations."""

from datetime import timedelta

import pytest

from mutual_aid.errors import NotYours
from mutual_aid.ids import LeaderId, MemberId, TelegramId
from mutual_aid.members import Invitation, LeaderRole, StaffRole
from mutual_aid.record import Language, Names
from storage.store import Store
from tests.engines import TestClock
from tests.storage.columns import resident_row
from tests.storage.world import (
    BLOCK,
    COORDINATOR,
    ESTATE,
    HELPER,
    HELPING,
    JOINED,
    LEADER,
    RESIDENT,
    World,
    leader,
    member,
    staff,
)


async def test_a_new_person_is_read_back_as_they_were(store: Store, clock: TestClock) -> None:
    """Every field survives, also a moment and an empty list."""
    somebody = member("M1", 5, spoken=(), unreachable_at=clock(), language=None)
    async with store.turn() as turn:
        await turn.members.add(somebody)
    async with store.reading() as turn:
        assert await turn.members.get(MemberId("M1")) == somebody


async def test_a_stranger_is_nobody(world: World) -> None:
    """An unknown account gives None, an unknown member NotYours."""
    async with world.store.reading() as turn:
        assert await turn.members.speaker(TelegramId(999)) is None
        with pytest.raises(NotYours):
            await turn.members.speaker_of(MemberId("nobody"))
        with pytest.raises(NotYours):
            await turn.members.get(MemberId("nobody"))


async def test_a_speaker_comes_with_every_role_once(world: World) -> None:
    """Two posts as leader, two as staff, one as volunteer and a place on the list: no repeats."""
    async with world.store.turn() as turn:
        await turn.members.add_leader(
            leader("L002", HELPER, role=LeaderRole.FLOOR, floor_from=1, floor_to=4), JOINED
        )
        await turn.members.add_leader(leader("L003", HELPER, deputy_for=LeaderId("L001")), JOINED)
        await turn.members.add_staff(staff("S002", HELPER, role=StaffRole.ADMIN), JOINED)
        await turn.members.add_staff(staff("S003", HELPER, estate_id=None, duty=()), JOINED)
        await turn.upsert("residents", ("resident_id",), resident_row(member_id=HELPER))
    async with world.store.reading() as turn:
        by_account = await turn.members.speaker(TelegramId(103))
        by_member = await turn.members.speaker_of(HELPER)
    assert by_account == by_member
    assert [x.leader_id for x in by_member.leaders] == ["L002", "L003"]
    assert [x.staff_id for x in by_member.staff] == ["S002", "S003"]
    assert by_member.volunteer is not None
    assert by_member.volunteer.volunteer_id == HELPING
    assert by_member.resident_id == RESIDENT


async def test_what_a_person_changes_is_kept(world: World, clock: TestClock) -> None:
    """Language, names and reachability."""
    async with world.store.turn() as turn:
        await turn.members.set_language(HELPER, Language.EN)
        await turn.members.set_names(HELPER, Names.same("Ah Fai"))
        await turn.members.set_unreachable(HELPER, turn.now)
    async with world.store.reading() as turn:
        changed = await turn.members.get(HELPER)
        assert (changed.language, changed.names.en) == (Language.EN, "Ah Fai")
        assert changed.unreachable_at == clock()
        assert (await turn.members.get(LEADER)).language is Language.ZH_HANT
    async with world.store.turn() as turn:
        await turn.members.set_unreachable(HELPER, None)
        assert (await turn.members.get(HELPER)).unreachable_at is None


async def test_leaders_stand_building_leader_first_then_deputies_then_by_floor(
    world: World,
) -> None:
    """Who is asked first is listed first."""
    floors = {"L009": (5, 8), "L008": (1, 4)}
    async with world.store.turn() as turn:
        for leader_id, (low, high) in floors.items():
            post = leader(leader_id, HELPER, role=LeaderRole.FLOOR, floor_from=low, floor_to=high)
            await turn.members.add_leader(post, JOINED)
        deputy = leader("L007", HELPER, role=LeaderRole.FLOOR, deputy_for=LeaderId("L001"))
        await turn.members.add_leader(deputy, JOINED)
        found = await turn.members.leaders_of(BLOCK)
    assert [x.leader_id for x in found] == ["L001", "L007", "L008", "L009"]


async def test_staff_are_active_ones_with_coordinators_first(world: World) -> None:
    """Somebody who left is not listed; whoever runs the bot is found apart."""
    async with world.store.turn() as turn:
        await turn.members.add_staff(staff("S000", LEADER, role=StaffRole.SOCIAL_WORKER), JOINED)
        await turn.members.add_staff(staff("S002", HELPER, status="left"), JOINED)
        await turn.members.add_staff(
            staff("S003", HELPER, role=StaffRole.ADMIN, estate_id=None), JOINED
        )
        found = await turn.members.staff_of(ESTATE)
        admins = await turn.members.admins()
    assert [x.member_id for x in found] == [COORDINATOR, LEADER]
    assert [x.staff_id for x in admins] == ["S003"]


def _invitation(clock: TestClock) -> Invitation:
    return Invitation(
        code_hash="ab" * 32,
        role="floor_leader",
        estate_id=ESTATE,
        block_id=BLOCK,
        floor_from=1,
        floor_to=4,
        created_at=clock(),
        expires_at=clock() + timedelta(hours=24),
        used_at=None,
        used_by=None,
    )


async def test_an_invitation_works_once(world: World, clock: TestClock) -> None:
    """The second person gets nothing."""
    async with world.store.turn() as turn:
        await turn.members.add_invitation(_invitation(clock))
    async with world.store.turn() as turn:
        used = await turn.members.use_invitation("ab" * 32, HELPER, turn.now)
        assert used is not None
        assert (used.used_by, used.used_at) == (HELPER, clock())
        assert await turn.members.use_invitation("ab" * 32, LEADER, turn.now) is None


async def test_an_old_or_invented_invitation_is_worth_nothing(
    world: World, clock: TestClock
) -> None:
    """After 24 hours, or with another code."""
    async with world.store.turn() as turn:
        await turn.members.add_invitation(_invitation(clock))
        assert await turn.members.use_invitation("cd" * 32, HELPER, turn.now) is None
    clock.advance(timedelta(hours=24))
    async with world.store.turn() as turn:
        assert await turn.members.use_invitation("ab" * 32, HELPER, turn.now) is None


async def test_wrong_codes_are_counted_for_an_hour_and_a_person(
    world: World, clock: TestClock
) -> None:
    """The present one counts; an hour later it does not, and nobody else's ever does."""
    async with world.store.turn() as turn:
        assert await turn.members.count_wrong_code(TelegramId(7), turn.now) == 1
        assert await turn.members.count_wrong_code(TelegramId(8), turn.now) == 1
    clock.advance(timedelta(minutes=59))
    async with world.store.turn() as turn:
        assert await turn.members.count_wrong_code(TelegramId(7), turn.now) == 2
    clock.advance(timedelta(minutes=1))
    async with world.store.turn() as turn:
        assert await turn.members.count_wrong_code(TelegramId(7), turn.now) == 2
