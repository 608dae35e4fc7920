"""What an operator may set: quiet hours, waves, weights, and how long is waited for people."""

from datetime import time, timedelta
from enum import StrEnum

from mutual_aid.record import Record
from mutual_aid.taxonomy import Urgency


class Frame(Record):
    """Within what time a need of some urgency is to be accepted, and how long before that the
    coordinator hears that nobody was found yet.
    """

    settle: timedelta
    lead: timedelta


class Wave(Record):
    """One way of asking: how long a wave waits, how sure it is to be enough at least (0-1), and
    how many are asked at most for each helper who is missing.
    """

    wait: timedelta
    floor: float
    most: int


class Pace(StrEnum):
    """How fast waves follow each other; it follows from urgency and the time that is left."""

    PRESSING = "pressing"
    SAME_DAY = "same_day"
    ROUTINE = "routine"
    UNHURRIED = "unhurried"


_FRAMES = {
    Urgency.EMERGENCY: Frame(settle=timedelta(minutes=5), lead=timedelta(minutes=5)),
    Urgency.HIGH: Frame(settle=timedelta(minutes=30), lead=timedelta(minutes=15)),
    Urgency.NORMAL: Frame(settle=timedelta(hours=24), lead=timedelta(hours=4)),
    Urgency.LOW: Frame(settle=timedelta(days=7), lead=timedelta(days=1)),
}
_WAVES = {
    Pace.PRESSING: Wave(wait=timedelta(minutes=5), floor=0.80, most=6),
    Pace.SAME_DAY: Wave(wait=timedelta(minutes=12), floor=0.20, most=2),
    Pace.ROUTINE: Wave(wait=timedelta(minutes=40), floor=0.10, most=1),
    Pace.UNHURRIED: Wave(wait=timedelta(hours=12), floor=0.10, most=1),
}


_NO_WORDS: dict[str, str] = {}


class Asking(Record):
    """How volunteers are asked: waves, and the hard weekly cap on offers.

    Defaults from a simulation (docs/matching.md); they are starting values.
    """

    waves: dict[Pace, Wave] = _WAVES
    miss: float = 0.02
    """The chance of ending unfilled that the waves that are left may carry together."""
    offers_a_week: int = 6
    pressing_offers_a_week: int = 18
    near_equal: float = 2.0
    """Points within which two people count as equally good."""
    chance: float = 0.02
    """Share of places in a wave that are drawn among near-equals, so that the log can teach."""


class Weights(Record):
    """What the score adds and takes away; a point is a hundredth of a certain yes."""

    acceptance: float = 100
    skill: float = 25
    """For the skill that the kind of need names first."""
    other_skill: float = 20
    language: float = 15
    """For who speaks the neighbour's language as their first."""
    other_language: float = 10
    known: float = 10
    """For an earlier good visit to the same household."""
    experience: float = 5
    experienced_from: timedelta = timedelta(hours=50)
    distance: float = 10
    """Taken for each cell of distance: nothing on the same floors, half a cell in the same block,
    one to the neighbouring block, two within the estate."""
    recent_offer: float = 3
    """Taken for each offer of the last seven days: tired people stop reading."""
    recent_task: float = 28
    """Taken for each task of the last 28 days: work is shared."""


class Policy(Record):
    """The settings of the network with their defaults."""

    quiet_from: time = time(22, 0)
    quiet_until: time = time(7, 30)
    frames: dict[Urgency, Frame] = _FRAMES
    asking: Asking = Asking()
    weights: Weights = Weights()
    storm_every: timedelta = timedelta(minutes=2)
    """How often the pool of a storm is planned."""
    idle_after: timedelta = timedelta(days=30)
    """After so long without an offer a volunteer hears an honest word."""
    details_for: timedelta = timedelta(hours=46)
    """How long a message with an address may stay; Telegram deletes only within 48 hours."""
    keep_corrections: bool = False
    """Whether it is kept what was misread of a leader's words, without names and numbers."""
    own_words: dict[str, str] = _NO_WORDS
    """Words of the station, made alike, with the kinds of need that they speak for."""
    same_need_within: timedelta = timedelta(hours=24)
    confirm_within: timedelta = timedelta(hours=72)
    circles: tuple[timedelta, ...] = (timedelta(minutes=3), timedelta(minutes=5))
    """When the second and third circle hear of an unanswered emergency, from its report on."""
    enquiry_again: timedelta = timedelta(hours=1)
    """Within this time a neighbour's second call for a leader is the first one still."""
    enquiry_waits: timedelta = timedelta(hours=2)
    """How long a leader has to answer a neighbour before the coordinators hear."""
