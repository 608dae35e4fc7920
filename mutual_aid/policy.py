"""What an operator may set: quiet hours, waves, and how long is waited for people."""

from datetime import time, timedelta

from mutual_aid.record import Record
from mutual_aid.taxonomy import Urgency


class Waves(Record):
    """How helpers are asked: so many at once, so far apart, so often before the coordinator hears.

    settle is the time within which the need should be accepted; after it the owner is reminded.
    """

    size: int
    wait: timedelta
    number: int
    settle: timedelta


_DEFAULTS = {
    Urgency.EMERGENCY: Waves(
        size=3, wait=timedelta(minutes=3), number=1, settle=timedelta(minutes=5)
    ),
    Urgency.HIGH: Waves(size=3, wait=timedelta(minutes=5), number=3, settle=timedelta(minutes=30)),
    Urgency.NORMAL: Waves(size=3, wait=timedelta(minutes=60), number=4, settle=timedelta(hours=24)),
    Urgency.LOW: Waves(size=3, wait=timedelta(hours=12), number=2, settle=timedelta(days=7)),
}


class Policy(Record):
    """The settings of the network with their defaults."""

    quiet_from: time = time(22, 0)
    quiet_until: time = time(7, 30)
    waves: dict[Urgency, Waves] = _DEFAULTS
    details_for: timedelta = timedelta(hours=46)
    """How long a message with an address may stay; Telegram deletes only within 48 hours."""
    same_need_within: timedelta = timedelta(hours=24)
    confirm_within: timedelta = timedelta(hours=72)
    circles: tuple[timedelta, ...] = (timedelta(minutes=3), timedelta(minutes=5))
    """When the second and third circle hear of an unanswered emergency, from its report on."""
    enquiry_again: timedelta = timedelta(hours=1)
    """Within this time a neighbour's second call for a leader is the first one still."""
    enquiry_waits: timedelta = timedelta(hours=2)
    """How long a leader has to answer a neighbour before the coordinators hear."""
