"""People of the estate files are recognised, whatever order they come in."""

import random
from pathlib import Path

import pytest

from mutual_aid.ids import MemberId, TelegramId
from mutual_aid.importing.problems import EstateRefused
from mutual_aid.record import Language
from storage.store import Store, open_store
from tests.engines import TestClock
from tests.mutual_aid.paper import Paper
from tests.storage import world
from tests.storage.bringing import bring, snapshot, speaker

LEADER, HELPER = "990000000003", "990000000057"


@pytest.fixture
def paper() -> Paper:
    return Paper().only_block("MC-A")


async def visit(store: Store, telegram_id: str, member_id: str = "visitor") -> None:
    """Somebody writes to the bot before they stand in the files."""
    someone = world.member(member_id, int(telegram_id), language=Language.EN)
    async with store.turn() as turn:
        await turn.members.add(someone)


async def test_a_leader_who_volunteers_is_one_member_with_two_roles(
    store: Store, paper: Paper
) -> None:
    paper.change("volunteers.csv", "V007", telegram_id=LEADER)
    await bring(store, paper)
    found = await speaker(store, LEADER)
    assert found.member_id == "L003"
    assert [leader.leader_id for leader in found.leaders] == ["L003"]
    assert found.volunteer is not None
    assert found.volunteer.volunteer_id == "V007"


async def test_the_contact_of_a_body_and_a_coordinator_are_one_member(
    store: Store, paper: Paper
) -> None:
    await bring(store, paper)
    async with store.reading() as turn:
        bodies = {r["org_id"]: r["contact_member_id"] for r in await turn.all_rows("organisations")}
    assert bodies["O03"] == "S001" == (await speaker(store, "990000000168")).member_id
    assert bodies["O01"] == "O01"


async def test_who_came_before_the_import_is_recognised_by_the_number(
    store: Store, paper: Paper
) -> None:
    await visit(store, LEADER)
    await bring(store, paper)
    found = await speaker(store, LEADER)
    assert found.member_id == "visitor"
    assert found.leaders[0].leader_id == "L003"
    assert found.member.names.en == paper.row("leaders.csv", "L003")["name_en"]
    assert found.member.language is Language.EN


async def test_a_leader_who_gets_a_number_later_stays_the_same_member(
    store: Store, paper: Paper
) -> None:
    await bring(store, paper.change("leaders.csv", "L003", telegram_id=""))
    await visit(store, LEADER)
    plan = await bring(store, paper.change("leaders.csv", "L003", telegram_id=LEADER))
    found = await speaker(store, LEADER)
    assert found.member_id == "L003"
    assert found.leaders[0].leader_id == "L003"
    assert found.member.language is Language.EN
    assert [change.columns for change in plan.changes] == [("telegram_id",)]


async def test_two_numbers_that_were_exchanged_by_mistake_can_be_put_right(
    store: Store, paper: Paper
) -> None:
    paper.change("leaders.csv", "L003", telegram_id="990000000004")
    paper.change("leaders.csv", "L004", telegram_id=LEADER)
    await bring(store, paper)
    paper.change("leaders.csv", "L003", telegram_id=LEADER)
    paper.change("leaders.csv", "L004", telegram_id="990000000004")
    await bring(store, paper)
    assert (await speaker(store, LEADER)).member_id == "L003"
    assert (await speaker(store, "990000000004")).member_id == "L004"


async def test_a_number_taken_out_of_the_files_no_longer_opens_the_door(
    store: Store, paper: Paper
) -> None:
    await bring(store, paper)
    await bring(store, paper.change("leaders.csv", "L003", telegram_id=""))
    async with store.reading() as turn:
        assert await turn.members.speaker(TelegramId(int(LEADER))) is None
        assert (await turn.members.get(MemberId("L003"))).telegram_id is None


async def test_two_roles_that_turn_out_to_be_two_people_part(store: Store, paper: Paper) -> None:
    await bring(store, paper.change("volunteers.csv", "V007", telegram_id=LEADER))
    await bring(store, paper.change("volunteers.csv", "V007", telegram_id=HELPER))
    leader, helper = await speaker(store, LEADER), await speaker(store, HELPER)
    assert (leader.member_id, helper.member_id) == ("L003", "V007")
    assert leader.volunteer is None
    assert helper.volunteer is not None
    assert leader.member.names.en == paper.row("leaders.csv", "L003")["name_en"]
    assert helper.member.names.en == paper.row("volunteers.csv", "V007")["name_en"]


async def test_a_volunteer_who_turns_out_to_be_a_leader_keeps_running_tasks(
    store: Store, paper: Paper
) -> None:
    await bring(store, paper)
    async with store.turn() as turn:
        need = world.need(
            turn.now, unit_id="MC-A-1205", floor=12, reporter_id="L001", owner_id="L001"
        )
        task = world.offer(need, "V007", "V007")
        await turn.needs.add(need)
        await turn.matches.add(task)
    await bring(store, paper.change("volunteers.csv", "V007", telegram_id=LEADER))
    async with store.reading() as turn:
        assert (await turn.matches.get(task.match_id)).member_id == "L003"


async def test_who_signed_up_in_the_chat_is_not_imported_as_a_second_volunteer(
    store: Store, paper: Paper
) -> None:
    v007 = paper.row("volunteers.csv", "V007")
    await bring(store, paper.remove("volunteers.csv", "V007"))
    await visit(store, HELPER)
    async with store.turn() as turn:
        await turn.volunteers.add(world.volunteer("signed-up", "visitor"), turn.now)
    before = await snapshot(store)
    paper.files["volunteers.csv"].append(v007)
    with pytest.raises(EstateRefused) as refused:
        await bring(store, paper)
    assert refused.value.lines() == [
        "volunteers.csv line 21, column volunteer_id: this person is volunteer signed-up already; "
        "write that code or no row"
    ]
    assert await snapshot(store) == before
    await bring(store, paper.change("volunteers.csv", "V007", volunteer_id="signed-up"))
    helper = (await speaker(store, HELPER)).volunteer
    assert helper is not None
    assert helper.skills == tuple(v007["skills"].split("|"))


async def test_who_signed_up_in_the_chat_can_become_a_leader_by_the_files(
    store: Store, paper: Paper
) -> None:
    await bring(store, paper.change("leaders.csv", "L003", telegram_id=""))
    await visit(store, LEADER)
    async with store.turn() as turn:
        await turn.volunteers.add(world.volunteer("signed-up", "visitor"), turn.now)
    await bring(store, paper.change("leaders.csv", "L003", telegram_id=LEADER))
    found = await speaker(store, LEADER)
    assert found.leaders[0].leader_id == "L003"
    assert found.volunteer is not None
    assert found.volunteer.volunteer_id == "signed-up"


async def test_a_number_of_somebody_else_with_a_role_is_refused(store: Store, paper: Paper) -> None:
    await bring(store, paper)
    await visit(store, "5000000001")
    async with store.turn() as turn:
        await turn.volunteers.add(world.volunteer("signed-up", "visitor"), turn.now)
    with pytest.raises(EstateRefused) as refused:
        await bring(store, paper.change("leaders.csv", "L003", telegram_id="5000000001"))
    assert refused.value.lines() == [
        "leaders.csv line 4, column telegram_id: this number belongs to another member of the "
        "network; correct it"
    ]


async def test_step_by_step_ends_where_the_last_files_alone_would(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    paper = Paper().only_block("MC-A")
    slow, quick = [
        await open_store(str(tmp_path / f"{name}.sqlite3"), clock=TestClock())
        for name in ("slow", "quick")
    ]
    try:
        for _ in range(6):
            await bring(slow, paper)
            edit(paper, chance)
        await bring(slow, paper)
        await bring(quick, paper)
        assert await snapshot(slow) == await snapshot(quick)
    finally:
        await slow.close()
        await quick.close()


def edit(paper: Paper, chance: random.Random) -> None:
    """Change a few cells in the ways that operators do."""
    skills = ["cooking", "errands", "lifting", "patrol", "driving", "haircut"]
    for row in chance.sample(paper.files["volunteers.csv"], 6):
        row["skills"] = "|".join(chance.sample(skills, chance.randint(1, 4)))
        row["status"] = chance.choice(["active", "paused", "withdrawn"])
        row["phone"] = f"+852 0000 {chance.randrange(10_000):04d}"
        row["star"] = str(chance.randrange(6))
    for row in chance.sample(paper.files["volunteers.csv"], 2):
        row["telegram_id"] = ""
    for row in chance.sample(paper.files["units.csv"], 5):
        row["residents"] = str(chance.randrange(9))
    for row in chance.sample(paper.files["leaders.csv"], 2):
        row["status"] = chance.choice(["active", "trial", "on_leave"])
        row["name_en"] = chance.choice(["WONG Siu-ming", "LAM Tai-man"])
    for row in chance.sample(paper.files["checkin_residents.csv"], 3):
        row["grace_minutes"] = str(chance.randrange(1000))
