"""An estate is taken over from its files, and later only what the files say anew."""

from datetime import timedelta

import pytest

from mutual_aid import estate_files
from mutual_aid.ids import BlockId, ResidentId, UnitId, VolunteerId
from mutual_aid.record import Language, Names
from mutual_aid.volunteers import VolunteerStatus
from storage.import_plan import Tally
from storage.imports import plan_import, write_import
from storage.rows import to_ms
from storage.store import Store
from tests.mutual_aid.paper import Paper
from tests.storage.bringing import bring, snapshot, speaker
from tests.storage.searching import SEARCH, ids
from tests.storage.world import need, offer


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
        cells = await turn.all_rows("volunteer_cells")
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
    found_by = {(c["skill_code"], c["cell_id"]) for c in cells if c["volunteer_id"] == "V007"}
    places = (row["home_block_id"], row["estate_id"])
    assert found_by == {(skill, place) for skill in row["skills"].split("|") for place in places}


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
        rows = await turn.all_rows("volunteer_cells")
        cells = (BlockId("MC-C"),)
        search = SEARCH.model_copy(update={"skills": ("plumbing",), "able": False})
        found = await turn.volunteers.candidates(search, cells, now=turn.now, limit=50)
    places = {(r["skill_code"], r["cell_id"]) for r in rows if r["volunteer_id"] == "V007"}
    assert places == {("plumbing", "MC-C"), ("plumbing", "MC")}
    assert "V007" in ids(found)


async def test_whoever_learns_something_keeps_their_place_in_the_row(store: Store) -> None:
    paper = Paper()
    await bring(store, paper)
    async with store.turn() as turn:
        row = paper.row("volunteers.csv", "V007")
        member_id = (await turn.volunteers.get(VolunteerId("V007"))).member_id
        block = BlockId(row["home_block_id"])
        asked = need(turn.now, block_id=block, unit_id=None, reporter_id=member_id)
        await turn.needs.add(asked.model_copy(update={"owner_id": member_id}))
        await turn.matches.add(offer(asked, "V007", member_id))
        offered_at = to_ms(turn.now)
    await bring(store, paper.change("volunteers.csv", "V007", skills="plumbing|cooking"))
    async with store.reading() as turn:
        cells = [x for x in await turn.all_rows("volunteer_cells") if x["volunteer_id"] == "V007"]
    assert {x["skill_code"] for x in cells} == {"plumbing", "cooking"}
    assert {x["asked_at"] for x in cells} == {offered_at}


async def test_who_got_a_telegram_account_or_left_is_found_or_not_from_now_on(
    store: Store,
) -> None:
    paper = Paper()
    await bring(store, paper.change("volunteers.csv", "V007", telegram_id=""))
    assert "V007" not in await _found(store, paper)
    await bring(store, paper.change("volunteers.csv", "V007", telegram_id="990000000057"))
    assert "V007" in await _found(store, paper)
    await bring(store, paper.change("volunteers.csv", "V007", status="withdrawn"))
    assert "V007" not in await _found(store, paper)


async def _found(store: Store, paper: Paper) -> list[str]:
    """Look for whoever can do what that volunteer can, at home."""
    row = paper.row("volunteers.csv", "V007")
    changes = {
        "skills": tuple(row["skills"].split("|")),
        "block_id": BlockId(row["home_block_id"]),
        "spoken": row["languages"].split("|")[0],
    }
    search = SEARCH.model_copy(update=changes)
    async with store.reading() as turn:
        cells = (search.block_id,)
        return ids(await turn.volunteers.candidates(search, cells, now=turn.now, limit=50))


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
