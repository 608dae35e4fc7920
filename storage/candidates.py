"""How helpers are found by skill and place, and what is remembered of their offers."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mutual_aid.ids import BlockId, EstateId, MemberId, NeedId, UnitId, VolunteerId
from mutual_aid.record import Instant
from mutual_aid.taxonomy import Screening
from mutual_aid.times import week_start
from mutual_aid.volunteers import ADULT, Candidate, Search, Tie, Volunteer
from storage.rows import (
    Row,
    Value,
    columns,
    fields,
    joined,
    packed,
    packed_list,
    read,
    to_moment,
    to_ms,
)
from storage.session import Session

_WEEK = timedelta(days=7)
_MONTH = timedelta(days=28)

_NEVER = datetime.min.replace(tzinfo=UTC)
Fields = dict[str, Any]
_NO_HISTORY: Fields = {"last_offer_at": None} | dict.fromkeys(
    (
        "offers_ever",
        "accepts_ever",
        "offers_7_days",
        "offers_28_days",
        "tasks_28_days",
        "tasks_this_week",
        "open_offers",
    ),
    0,
)
Home = tuple[VolunteerId, BlockId, EstateId, Iterable[str]]
"""A volunteer, where they live, and their skills."""


class Candidates:
    """The search for helpers; mutual_aid.volunteers.Volunteers says what each answer means."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def place(self, homes: Iterable[Home]) -> None:
        """Let new volunteers be found; who has rows already keeps them."""
        places = [
            (volunteer, skill, cell)
            for volunteer, block, estate, skills in homes
            for skill in dict.fromkeys(skills)
            for cell in dict.fromkeys((block, estate))
        ]
        await self._sql.run("candidate_cells_add", places=packed(places))

    async def replace(self, homes: Iterable[Home]) -> None:
        """Let volunteers be found by other skills, or elsewhere."""
        homes = list(homes)
        whose = packed_list(home[0] for home in homes)
        await self._sql.run("candidate_cells_drop", volunteer_ids=whose)
        await self.place(homes)

    async def asked(self, volunteer_id: VolunteerId, at: Instant) -> None:
        """Let a volunteer stand behind all who were not asked since."""
        await self._sql.run(
            "candidate_cells_asked", volunteer_id=volunteer_id, offered_at=to_ms(at)
        )

    async def mark(
        self, volunteer_id: VolunteerId | None = None, member_id: MemberId | None = None
    ) -> None:
        """Copy what searches look at first after it changed; for a member who is a volunteer."""
        await self._sql.run("candidate_cells_mark", volunteer_id=volunteer_id, member_id=member_id)

    async def mark_all(self) -> None:
        """Copy it for everybody for whom it differs."""
        await self._sql.run("candidate_cells_mark_all")

    async def find(
        self, search: Search, cells: Iterable[BlockId | EstateId], now: Instant, limit: int
    ) -> list[Row]:
        """Return whoever stands first for each skill and cell; a person may be there twice."""
        where: dict[str, Value] = {
            "skills": packed_list(dict.fromkeys(search.skills)),
            "cells": packed_list(dict.fromkeys(cells)),
            "limit": limit,
        }
        if not search.able:
            return await self._sql.rows("candidate_find_any", **where)
        return await self._sql.rows("candidate_find", **where, **_wishes(search), now=to_ms(now))

    async def everyone(self, estate_id: EstateId) -> list[Row]:
        """Return whoever is active in an estate."""
        return await self._sql.rows("candidate_everyone", estate_id=estate_id)

    async def told(
        self, found: Iterable[Row], ties: Iterable[Tie], now: Instant, zone: ZoneInfo
    ) -> list[Candidate]:
        """Return each person once, with history and tie, the longest without an offer first.

        Weeks begin on Monday 00:00 in the zone.
        """
        people = {row["volunteer_id"]: row for row in found}
        histories = await self._histories(people, now, zone)
        tied = {tie.volunteer_id: tie for tie in ties}
        candidates = [
            _candidate(row, histories.get(volunteer_id, _NO_HISTORY), tied.get(volunteer_id))
            for volunteer_id, row in people.items()
        ]
        return sorted(candidates, key=_turn)

    async def _histories(
        self, volunteer_ids: Iterable[VolunteerId], now: Instant, zone: ZoneInfo
    ) -> dict[VolunteerId, Fields]:
        rows = await self._sql.rows(
            "candidate_histories",
            volunteer_ids=packed_list(volunteer_ids),
            week_ago=to_ms(now - _WEEK),
            month_ago=to_ms(now - _MONTH),
            week_start=to_ms(week_start(now, zone)),
        )
        return {row["volunteer_id"]: columns(row) for row in rows}

    async def ties(self, needs: Iterable[tuple[NeedId, UnitId | None]]) -> list[Tie]:
        """Return ties to needs; the flat may be given where the need is not stored."""
        rows = await self._sql.rows("candidate_ties", needs=packed(needs))
        return [read(Tie, row) for row in rows]


def _wishes(search: Search) -> dict[str, Value]:
    enough = [level for level in Screening if level.at_least(search.screening)]
    return {
        "estate_id": search.estate_id,
        "block_id": search.block_id,
        "any_part": int(not search.parts),
        "parts": packed_list(sorted(search.parts)),
        "spoken": f"|{search.spoken}|",
        "screenings": f"|{joined(enough)}|",
        "adult": ADULT,
        "fit_for_minors": int(search.fit_for_minors),
    }


def _candidate(row: Row, history: Fields, tie: Tie | None) -> Candidate:
    person = fields(Volunteer, row)
    told = {
        "volunteer": person,
        "telegram_id": person["member_telegram_id"],
        "unreachable": person["member_unreachable_at"] is not None,
        "last_offer_at": to_moment(history["last_offer_at"]),
        "good_visits_here": tie.good_visits_here if tie else 0,
        "asked_for_this": bool(tie and tie.asked_for_this),
        "refused_here": bool(tie and tie.refused_here),
    }
    return Candidate.model_validate(history | told)


def _turn(candidate: Candidate) -> tuple[Instant, VolunteerId]:
    return candidate.last_offer_at or _NEVER, candidate.volunteer.volunteer_id
