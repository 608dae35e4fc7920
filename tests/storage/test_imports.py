"""An estate is taken over from its files, and later only what the files say anew."""

from datetime import timedelta

import pytest

from mutual_aid import estate_files
from mutual_aid.ids import BlockId, ResidentId, UnitId, VolunteerId
from mutual_aid.record import Language, Names
from mutual_aid.volunteers import VolunteerStatus
from storage.import_plan import Tally
from storage.imports import plan_import, write_import
from storage.store import Store
from tests.mutual_aid.paper import Paper
from tests.storage.bringing import bring, snapshot, speaker


@pytest.fixture
def paper() -> Paper:
    return Paper().only_block("MC-A")


async def test_everything_of_the_files_is_there_afterwards(store: Store, paper: Paper) -> None:
    plan = await bring(store, paper)
    assert plan.tallies["units.csv"] == Tally(added=240)
    async with store.reading() as turn:
        assert (await turn.estates.block(BlockId("MC-A"))).floors == 30
        flat = await turn.estates.unit(UnitId("MC-A-1205"))
        leaders = await turn.members.leaders_of(BlockId("MC-A"))
        helper = await turn.volunteers.get(VolunteerId("V007"))
        resident = await turn.check_ins.resident(ResidentId("R003"))
        skills = await turn.all_rows("volunteer_skills")
    assert flat is not None
    assert (flat.floor, flat.unit_no) == (12, "05")
    assert [leader.leader_id for leader in leaders[:2]] == ["L001", "L002"]
    assert leaders[1].deputy_for == "L001"
    row = paper.row("volunteers.csv", "V007")
    assert helper.minutes_total == round(float(row["hours_total"]) * 60)
    assert "|".join(helper.skills) == row["skills"]
    assert helper.consent_version == "import"
    assert helper.home_floor is None
    assert resident.contact == Names(zh_hans="朱清思", zh_hant="朱清思", en="CHU Ching-sze")
    of_helper = {s["skill_code"] for s in skills if s["volunteer_id"] == "V007"}
    assert of_helper == set(row["skills"].split("|"))


async def test_scripts_are_not_languages_that_people_speak(store: Store, paper: Paper) -> None:
    await bring(store, paper)
    leader = await speaker(store, "990000000001")
    assert leader.member.spoken == ("yue",)
    assert leader.member.language is None


async def test_a_body_for_both_estates_belongs_to_none(store: Store, paper: Paper) -> None:
    await bring(store, paper)
    async with store.reading() as turn:
        bodies = {row["org_id"]: row["estate_id"] for row in await turn.all_rows("organisations")}
    assert bodies["O03"] == "MC"
    assert None in bodies.values()


async def test_the_same_files_again_change_nothing(store: Store, paper: Paper) -> None:
    await bring(store, paper)
    before = await snapshot(store)
    plan = await bring(store, paper)
    assert plan.writes == {}
    assert plan.fingerprints == []
    assert {(t.added, t.changed, t.gone) for t in plan.tallies.values()} == {(0, 0, 0)}
    assert await snapshot(store) == before


async def test_a_changed_cell_is_taken_over_and_named_without_its_value(
    store: Store, paper: Paper
) -> None:
    await bring(store, paper)
    plan = await bring(store, paper.change("leaders.csv", "L003", phone="+852 0000 7777"))
    [change] = plan.changes
    assert (change.file, change.line, change.columns) == ("leaders.csv", 4, ("phone",))
    assert plan.tallies["leaders.csv"] == Tally(changed=1, same=8)
    assert (await speaker(store, "990000000003")).member.phone == "+852 0000 7777"


async def test_skills_and_a_move_to_another_block_reach_the_search_for_helpers(
    store: Store,
) -> None:
    paper = Paper()
    await bring(store, paper)
    await bring(
        store, paper.change("volunteers.csv", "V007", skills="plumbing", home_block_id="MC-C")
    )
    async with store.reading() as turn:
        rows = await turn.all_rows("volunteer_skills")
        candidates = await turn.volunteers.candidates(
            skills=("plumbing",),
            estate_id=(await turn.estates.all())[0].estate_id,
            block_ids=(BlockId("MC-C"),),
            need_id="none",
            unit_id=None,
            now=turn.now,
            limit=50,
        )
    found = [(r["skill_code"], r["block_id"]) for r in rows if r["volunteer_id"] == "V007"]
    assert found == [("plumbing", "MC-C")]
    assert "V007" in {candidate.volunteer.volunteer_id for candidate in candidates}


async def test_what_people_chose_in_the_chat_stays(store: Store, paper: Paper) -> None:
    await bring(store, paper)
    helper = await speaker(store, "990000000057")
    async with store.turn() as turn:
        until = turn.now + timedelta(days=3)
        await turn.volunteers.pause(VolunteerId("V007"), until)
        await turn.members.set_language(helper.member_id, Language.EN)
        await turn.members.set_names(helper.member_id, Names.same("Ah Ming"))
        await turn.members.set_unreachable(helper.member_id, turn.now)
        await turn.volunteers.add_minutes(VolunteerId("V007"), 25)
        minutes = (await turn.volunteers.get(VolunteerId("V007"))).minutes_total
    await bring(store, paper.change("volunteers.csv", "V007", radius="both"))
    after = await speaker(store, "990000000057")
    assert after.volunteer is not None
    assert after.volunteer.radius == "both"
    assert after.volunteer.status is VolunteerStatus.PAUSED
    assert after.volunteer.paused_until_at == until
    assert after.volunteer.minutes_total == minutes
    assert after.member.names == Names.same("Ah Ming")
    assert after.member.language is Language.EN
    assert after.member.unreachable_at is not None


async def test_a_status_written_anew_ends_a_pause_of_the_chat(store: Store, paper: Paper) -> None:
    await bring(store, paper.change("volunteers.csv", "V008", status="paused"))
    async with store.turn() as turn:
        await turn.volunteers.pause(VolunteerId("V008"), turn.now + timedelta(days=3))
    await bring(store, paper.change("volunteers.csv", "V008", status="active"))
    async with store.reading() as turn:
        helper = await turn.volunteers.get(VolunteerId("V008"))
    assert helper.status is VolunteerStatus.ACTIVE
    assert helper.paused_until_at is None


async def test_rows_that_left_the_files_are_counted_and_stay(store: Store, paper: Paper) -> None:
    await bring(store, paper)
    plan = await bring(store, paper.remove("volunteers.csv", "V007"))
    assert plan.tallies["volunteers.csv"] == Tally(same=19, gone=1)
    assert (await speaker(store, "990000000057")).volunteer is not None


async def test_a_column_that_is_left_out_says_nothing(store: Store, paper: Paper) -> None:
    await bring(store, paper)
    before = await snapshot(store)
    for column in ("phone", "star", "gender", "age", "trained"):
        paper.without("volunteers.csv", column)
    plan = await bring(store, paper)
    assert plan.writes == {}
    assert await snapshot(store) == before


async def test_a_resident_who_was_erased_is_not_brought_back(store: Store, paper: Paper) -> None:
    await bring(store, paper)
    async with store.turn() as turn:
        await turn.delete_rows("residents", [{"resident_id": "R003"}])
    plan = await bring(store, paper.change("checkin_residents.csv", "R003", tier="daily"))
    assert plan.tallies["checkin_residents.csv"] == Tally(same=8, erased=1)
    async with store.reading() as turn:
        assert "R003" not in {row["resident_id"] for row in await turn.all_rows("residents")}


async def test_wards_and_deputies_may_stand_before_those_they_name(store: Store) -> None:
    paper = Paper()
    for file in ("volunteers.csv", "leaders.csv"):
        paper.files[file].reverse()
    await bring(store, paper)
    async with store.reading() as turn:
        ward = await turn.volunteers.get(VolunteerId("V064"))
    assert ward.guardian_id == "V007"


async def test_an_import_that_fails_in_the_middle_leaves_nothing(
    store: Store, paper: Paper
) -> None:
    estate = estate_files.check(paper.contents())

    def unlucky(done: int, total: int) -> None:
        if done > total // 2:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        async with store.turn() as turn:
            await write_import(turn, await plan_import(turn, estate, turn.now), unlucky)
    assert set(map(len, (await snapshot(store)).values())) == {0}
