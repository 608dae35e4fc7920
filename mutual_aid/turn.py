"""A turn: all that one update, due row or command reads and changes, whole or not at all."""

from datetime import datetime
from typing import Protocol

from mutual_aid.broadcasts import Broadcasts
from mutual_aid.check_ins import CheckIns
from mutual_aid.corrections import Corrections
from mutual_aid.enquiries import Enquiries
from mutual_aid.estates import Estates
from mutual_aid.matches import Matches
from mutual_aid.members import Members
from mutual_aid.needs import Needs
from mutual_aid.notices import Audit, Dialogues, DueTable, Outbox
from mutual_aid.policy import Policy
from mutual_aid.storms import Storms
from mutual_aid.volunteers import Volunteers


class Turn(Protocol):
    """One transaction with its moment; whoever opens it (worker, clock, command) commits it."""

    @property
    def now(self) -> datetime:
        """The moment of the turn, aware UTC: the same for everything in it."""
        ...

    @property
    def policy(self) -> Policy:
        """The settings of the network."""
        ...

    @property
    def estates(self) -> Estates: ...
    @property
    def members(self) -> Members: ...
    @property
    def volunteers(self) -> Volunteers: ...
    @property
    def enquiries(self) -> Enquiries: ...
    @property
    def needs(self) -> Needs: ...
    @property
    def matches(self) -> Matches: ...
    @property
    def storms(self) -> Storms: ...
    @property
    def corrections(self) -> Corrections: ...
    @property
    def check_ins(self) -> CheckIns: ...
    @property
    def broadcasts(self) -> Broadcasts: ...
    @property
    def dialogues(self) -> Dialogues: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def due(self) -> DueTable: ...
    @property
    def audit(self) -> Audit: ...
