"""The sections of the settings about who is asked: the weights of the score, and the waves."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from mutual_aid.policy import Asking, Frame, Pace, Policy, Wave
from mutual_aid.policy import Weights as ScoreWeights
from mutual_aid.taxonomy import Urgency

_POLICY = Policy()
_ASKING, _WEIGHTS = _POLICY.asking, _POLICY.weights


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _points(default: float) -> float:
    field: float = Field(
        default,
        ge=0,
        le=1000,
        description="a number from 0 to 1000: points, each a hundredth of a sure yes",
        examples=[f"{default:g}"],
    )
    return field


class Weights(_Section):
    """What the score of a volunteer for a need adds and takes away."""

    acceptance: float = _points(_WEIGHTS.acceptance)
    skill: float = _points(_WEIGHTS.skill)
    other_skill: float = _points(_WEIGHTS.other_skill)
    language: float = _points(_WEIGHTS.language)
    other_language: float = _points(_WEIGHTS.other_language)
    known: float = _points(_WEIGHTS.known)
    experience: float = _points(_WEIGHTS.experience)
    experienced_hours: int = Field(
        _WEIGHTS.experienced_from // timedelta(hours=1),
        ge=0,
        le=100_000,
        description="a whole number from 0: hours given from which somebody is experienced",
        examples=["50"],
    )
    distance: float = _points(_WEIGHTS.distance)
    recent_offer: float = _points(_WEIGHTS.recent_offer)
    recent_task: float = _points(_WEIGHTS.recent_task)

    @property
    def of_score(self) -> ScoreWeights:
        """The same as the network's own weights."""
        plain = self.model_dump(exclude={"experienced_hours"})
        return ScoreWeights(**plain, experienced_from=timedelta(hours=self.experienced_hours))


Share = Annotated[float, Field(ge=0, le=1)]
Minutes = Annotated[int, Field(ge=1, le=20_160)]


def _minutes(default: timedelta, what: str) -> int:
    minutes = default // timedelta(minutes=1)
    field: int = Field(
        minutes,
        description=f"a whole number from 1 to 20160: minutes {what}",
        examples=[str(minutes)],
    )
    return field


def _wait(pace: Pace) -> int:
    return _minutes(_ASKING.waves[pace].wait, "until the next wave")


def _floor(pace: Pace) -> float:
    floor = _ASKING.waves[pace].floor
    field: float = Field(
        floor,
        description="a number from 0 to 1: how likely a wave must be enough at least",
        examples=[f"{floor:g}"],
    )
    return field


def _most(pace: Pace) -> int:
    most = _ASKING.waves[pace].most
    field: int = Field(
        most,
        ge=1,
        le=50,
        description="a whole number from 1 to 50: people asked at once for each missing helper",
        examples=[str(most)],
    )
    return field


def _settle(urgency: Urgency) -> int:
    return _minutes(_POLICY.frames[urgency].settle, "within which somebody should have said yes")


def _lead(urgency: Urgency) -> int:
    return _minutes(_POLICY.frames[urgency].lead, "before that at which the coordinator hears")


class Waves(_Section):
    """How many are asked at once, how long is waited, and when the coordinator hears."""

    pressing_wait_minutes: Minutes = _wait(Pace.PRESSING)
    pressing_floor: Share = _floor(Pace.PRESSING)
    pressing_most: int = _most(Pace.PRESSING)
    same_day_wait_minutes: Minutes = _wait(Pace.SAME_DAY)
    same_day_floor: Share = _floor(Pace.SAME_DAY)
    same_day_most: int = _most(Pace.SAME_DAY)
    routine_wait_minutes: Minutes = _wait(Pace.ROUTINE)
    routine_floor: Share = _floor(Pace.ROUTINE)
    routine_most: int = _most(Pace.ROUTINE)
    unhurried_wait_minutes: Minutes = _wait(Pace.UNHURRIED)
    unhurried_floor: Share = _floor(Pace.UNHURRIED)
    unhurried_most: int = _most(Pace.UNHURRIED)
    high_settle_minutes: Minutes = _settle(Urgency.HIGH)
    high_lead_minutes: Minutes = _lead(Urgency.HIGH)
    normal_settle_minutes: Minutes = _settle(Urgency.NORMAL)
    normal_lead_minutes: Minutes = _lead(Urgency.NORMAL)
    low_settle_minutes: Minutes = _settle(Urgency.LOW)
    low_lead_minutes: Minutes = _lead(Urgency.LOW)
    miss: Share = Field(
        _ASKING.miss,
        description="a number from 0 to 1: the chance of ending unfilled that waves may carry",
        examples=["0.02"],
    )
    offers_a_week: int = Field(
        _ASKING.offers_a_week,
        ge=1,
        le=1000,
        description="a whole number from 1: offers that one person gets in seven days at most",
        examples=["6"],
    )
    pressing_offers_a_week: int = Field(
        _ASKING.pressing_offers_a_week,
        ge=1,
        le=1000,
        description="a whole number from 1: the same where help cannot wait",
        examples=["18"],
    )
    near_equal: float = Field(
        _ASKING.near_equal,
        ge=0,
        le=100,
        description="a number from 0 to 100: points within which people count as equally good",
        examples=["2"],
    )
    chance: Share = Field(
        _ASKING.chance,
        description="a number from 0 to 1: the share of places drawn among near-equals",
        examples=["0.02"],
    )
    storm_minutes: Minutes = _minutes(_POLICY.storm_every, "between two plans in a storm")
    idle_days: int = Field(
        _POLICY.idle_after.days,
        ge=1,
        le=365,
        description="a whole number from 1 to 365: days without an offer until an honest word",
        examples=["30"],
    )

    @property
    def asking(self) -> Asking:
        """How volunteers are asked."""
        return Asking(
            waves={pace: self._wave(pace) for pace in Pace},
            miss=self.miss,
            offers_a_week=self.offers_a_week,
            pressing_offers_a_week=self.pressing_offers_a_week,
            near_equal=self.near_equal,
            chance=self.chance,
        )

    @property
    def frames(self) -> dict[Urgency, Frame]:
        """Within what time a need is to be accepted; emergencies have ladders of their own."""
        set_here = (Urgency.HIGH, Urgency.NORMAL, Urgency.LOW)
        return _POLICY.frames | {urgency: self._frame(urgency) for urgency in set_here}

    def _wave(self, pace: Pace) -> Wave:
        return Wave(
            wait=timedelta(minutes=getattr(self, f"{pace}_wait_minutes")),
            floor=getattr(self, f"{pace}_floor"),
            most=getattr(self, f"{pace}_most"),
        )

    def _frame(self, urgency: Urgency) -> Frame:
        return Frame(
            settle=timedelta(minutes=getattr(self, f"{urgency}_settle_minutes")),
            lead=timedelta(minutes=getattr(self, f"{urgency}_lead_minutes")),
        )
