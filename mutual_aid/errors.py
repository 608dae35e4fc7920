"""All expected failures: what happened, as a code and facts; the words are in the catalogues."""

from datetime import datetime


class Refused(Exception):
    """A request that the network answers with a sentence and no change."""

    code = "refused"

    def __init__(self, **facts: str | int | datetime) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotYours(Refused):
    """There is no such thing, or it is not this person's: both look the same on purpose."""

    code = "not_yours"


class Stale(Refused):
    """A button of an earlier state was pressed; the card is shown as it is now."""

    code = "stale"


class MoveNotAllowed(Refused):
    """The state machine has no such move; carries the thing, from and to."""

    code = "move_not_allowed"


class InvitationUnknown(Refused):
    """The invitation does not exist, was used, or is over 24 hours old."""

    code = "invitation_unknown"


class TooManyTries(Refused):
    """More than five wrong invitations within an hour."""

    code = "too_many_tries"


class UnitUnknown(Refused):
    """No such flat in this block; carries what was typed."""

    code = "unit_unknown"


class NotUnderstood(Refused):
    """What was typed does not answer the question; carries a hint's key."""

    code = "not_understood"


class AlreadySignedUp(Refused):
    """This person is a volunteer, or has asked to become one."""

    code = "already_signed_up"


class NobodyLeft(Refused):
    """Everybody who may be asked for the need was asked."""

    code = "nobody_left"


class PlanRefused(Refused):
    """A plan was asked for with wrong input; carries problem, what it is about, and its name."""

    code = "plan_refused"

    def __str__(self) -> str:
        """Say it in one line for whoever called."""
        return "{what} {name}: {problem}".format(**self.facts)
