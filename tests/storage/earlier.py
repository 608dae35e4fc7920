"""A small network by the columns of an earlier version, to be brought to the newest."""

from typing import Any

from storage.turns import Turn
from tests.storage.columns import block_row, estate_row, unit_row

ROWS = dict[str, list[dict[str, Any]]]
WITH_CELLS = 4
"""From this version on volunteers stand in cells."""


def rows_of_the_first_version() -> ROWS:
    """Return two volunteers of one block, one of whom was offered two needs."""
    return {
        "estates": [estate_row("MC", "Asia/Hong_Kong")],
        "blocks": [block_row("MC-A")],
        "units": [unit_row("MC-A-2107", "MC-A", 21)],
        "members": [_member("M1", 101), _member("M2", 102)],
        "volunteers": [_volunteer("V1", "M1"), _volunteer("V2", "M2")],
        "volunteer_skills": [
            {"skill_code": skill, "block_id": "MC-A", "volunteer_id": who}
            for who in ("V1", "V2")
            for skill in ("cooking", "errands")
        ],
        "needs": [_need("N1", 1), _need("N2", 2)],
        "matches": [_match("X1", "N1", 1_000, "declined"), _match("X2", "N2", 2_000, "offered")],
    }


def rows_of(version: int) -> ROWS:
    """Return the same network in the tables of a version."""
    rows = rows_of_the_first_version()
    if version < WITH_CELLS:
        return rows
    del rows["volunteer_skills"]
    marks = {"askable": 1, "spoken": "|yue|", "screening": "id"}
    rows["volunteer_cells"] = [
        {"volunteer_id": who, "skill_code": skill, "cell_id": cell, "asked_at": at, **marks}
        for who, at in (("V1", 2_000), ("V2", 0))
        for skill in ("cooking", "errands")
        for cell in ("MC", "MC-A")
    ]
    return rows


async def fill(turn: Turn, version: int) -> ROWS:
    """Write the rows, and return whole what was written, but for tables that have gone since."""
    rows = rows_of(version)
    for table, some in rows.items():
        for row in some:
            places = ", ".join(f":{name}" for name in row)
            text = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"  # noqa: S608
            await turn.sql.text(text, **row)
    return {table: await turn.all_rows(table) for table in rows if table != "volunteer_skills"}


def _member(member_id: str, telegram_id: int) -> dict[str, Any]:
    return {
        "member_id": member_id,
        "telegram_id": telegram_id,
        "name_zh_hans": "陈珍",
        "name_zh_hant": "陳珍",
        "name_en": "Chan Chun",
        "created_at": 0,
    }


def _volunteer(volunteer_id: str, member_id: str) -> dict[str, Any]:
    return {
        "volunteer_id": volunteer_id,
        "member_id": member_id,
        "estate_id": "MC",
        "home_block_id": "MC-A",
        "skills": "cooking|errands",
        "spoken": "yue",
        "screening": "id",
        "availability": "mon_am",
        "max_tasks_per_week": 2,
        "radius": "estate",
        "status": "active",
        "joined_on": "2025-01-08",
    }


def _need(need_id: str, number: int) -> dict[str, Any]:
    return {
        "need_id": need_id,
        "number": number,
        "estate_id": "MC",
        "block_id": "MC-A",
        "unit_id": "MC-A-2107",
        "category_code": "food.meal_delivery",
        "urgency": "normal",
        "state": "open",
        "helpers": 1,
        "person": "",
        "when_words": "",
        "notes": "",
        "spoken": "yue",
        "reporter_id": "M2",
        "owner_id": "M2",
        "created_at": 0,
        "changed_at": 0,
        "next_due_at": 0,
    }


def _match(match_id: str, need_id: str, at: int, state: str) -> dict[str, Any]:
    return {
        "match_id": match_id,
        "need_id": need_id,
        "volunteer_id": "V1",
        "member_id": "M1",
        "round": 1,
        "wave": 1,
        "rank": 1,
        "score": 80,
        "p_accept": 0.25,
        "reasons": "same_block",
        "state": state,
        "offered_at": at,
        "answer_by_at": at + 1_000,
    }
