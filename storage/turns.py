"""One transaction with everything that can be read and changed in it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from mutual_aid.policy import Policy
from storage.broadcasts import Broadcasts
from storage.cards import Cards
from storage.check_ins import CheckIns
from storage.corrections import Corrections
from storage.dialogues import Audit, Dialogues, Settings
from storage.due import DueTable
from storage.enquiries import Enquiries
from storage.estates import Estates
from storage.inbox import Inbox
from storage.matches import Matches
from storage.members import Members
from storage.needs import Needs
from storage.outbox import Outbox
from storage.queues import Queues
from storage.session import Session
from storage.storms import Storms
from storage.sweeps import Swept, sweep
from storage.tables import Columns, Given, Outcome, Tables
from storage.volunteers import Volunteers


class Turn:
    """Implements mutual_aid.turn.Turn, and what the running program needs beyond it."""

    def __init__(self, sql: Session, now: datetime, policy: Policy) -> None:
        self.sql = sql
        self.now = now
        self.policy = policy

    @cached_property
    def estates(self) -> Estates:
        """Estates, blocks and flats."""
        return Estates(self.sql)

    @cached_property
    def members(self) -> Members:
        """People and their roles."""
        return Members(self.sql, self.now)

    @cached_property
    def volunteers(self) -> Volunteers:
        """Helpers."""
        return Volunteers(self.sql, self.estates)

    @cached_property
    def enquiries(self) -> Enquiries:
        """Neighbours who asked to be called on."""
        return Enquiries(self.sql)

    @cached_property
    def needs(self) -> Needs:
        """What neighbours lack."""
        return Needs(self.sql)

    @cached_property
    def matches(self) -> Matches:
        """Offers and tasks."""
        return Matches(self.sql)

    @cached_property
    def storms(self) -> Storms:
        """Estates where so many need help that their needs are planned together."""
        return Storms(self.sql)

    @cached_property
    def corrections(self) -> Corrections:
        """What was misread, where that is kept."""
        return Corrections(self.sql)

    @cached_property
    def check_ins(self) -> CheckIns:
        """Residents on the list and their check-ins."""
        return CheckIns(self.sql)

    @cached_property
    def broadcasts(self) -> Broadcasts:
        """Texts to many."""
        return Broadcasts(self.sql)

    @cached_property
    def dialogues(self) -> Dialogues:
        """Half-filled forms."""
        return Dialogues(self.sql, self.now)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages to queue."""
        return Outbox(self.sql, self.now)

    @cached_property
    def due(self) -> DueTable:
        """Things to do later."""
        return DueTable(self.sql)

    @cached_property
    def audit(self) -> Audit:
        """Who did what."""
        return Audit(self.sql, self.now)

    @cached_property
    def inbox(self) -> Inbox:
        """Updates that came in."""
        return Inbox(self.sql, self.now)

    @cached_property
    def queues(self) -> Queues:
        """Messages to deliver."""
        return Queues(self.sql, self.now)

    @cached_property
    def cards(self) -> Cards:
        """Messages that can be edited."""
        return Cards(self.sql)

    @cached_property
    def settings(self) -> Settings:
        """Values made once."""
        return Settings(self.sql)

    @cached_property
    def tables(self) -> Tables:
        """Whole tables, for loading an estate."""
        return Tables(self.sql)

    async def all_rows(self, table: str) -> list[Columns]:
        """Return a whole table by its columns; raises UnknownColumn, as the next three do."""
        return await self.tables.all_rows(table)

    async def put_rows(self, table: str, rows: Sequence[Given]) -> None:
        """Add rows, or change those whose key is there."""
        await self.tables.put_rows(table, rows)

    async def delete_rows(self, table: str, rows: Sequence[Given]) -> None:
        """Delete whatever equals the rows in the columns they name."""
        await self.tables.delete_rows(table, rows)

    async def upsert(self, table: str, key_columns: Sequence[str], row: Given) -> Outcome:
        """Add one row or change it; tells which."""
        return await self.tables.upsert(table, key_columns, row)

    async def sweep(self, now: datetime) -> Swept:
        """Delete what has served its time; returns how much."""
        return await sweep(self.sql, now)
