"""The aims of the simulation, each with the figure that was found."""

from collections.abc import Callable
from typing import NamedTuple

from benchmarks.policy_baselines import BASELINES
from benchmarks.policy_contest import ABLATIONS, BOUND, PLANNED, PRODUCT, SURGE, WORLDS, Results

DEFAULT, NO_FATIGUE, LEAN = "default", "no fatigue", "lean: 300 people"
ALTERED = [name for name in WORLDS if name not in (DEFAULT, NO_FATIGUE, SURGE)]
_EPSILON = 1e-9
_FIRST = "nearest 1"


class Check(NamedTuple):
    """One condition of a gate with what was found."""

    met: bool
    found: str


class Gate(NamedTuple):
    """An aim: what it asks, and which worlds it needs."""

    name: str
    asks: str
    worlds: tuple[str, ...]
    checks: Callable[[Results], list[Check]]


def _at_least(name: str, found: float, aim: float, digits: int = 3) -> Check:
    return Check(found >= aim - _EPSILON, f"{name} {found:.{digits}f} (≥ {aim:.{digits}f})")


def _at_most(name: str, found: float, aim: float, digits: int = 3) -> Check:
    return Check(found <= aim + _EPSILON, f"{name} {found:.{digits}f} (≤ {aim:.{digits}f})")


def differences(results: Results, world: str, other: str, what: str) -> list[float]:
    """Return by how many points the product is ahead, for each seed."""
    pairs = zip(results.each(world, PRODUCT, what), results.each(world, other, what), strict=True)
    return [100 * (ours - theirs) for ours, theirs in pairs]


def _fill(results: Results) -> list[Check]:
    fill, bound = results.mean(DEFAULT, PRODUCT), results.mean(DEFAULT, BOUND)
    return [
        _at_least("fill", fill, 0.96),
        _at_least("of the bound", fill / bound, 0.97),
        _at_least("urgent", results.mean(DEFAULT, PRODUCT, "urgent"), 0.965),
    ]


def _every_seed(results: Results) -> list[Check]:
    least = min(min(differences(results, DEFAULT, x, "fill")) for x in BASELINES)
    urgent = min(differences(results, DEFAULT, _FIRST, "urgent"))
    return [
        _at_least("least lead in fill over any baseline in any seed, points", least, 0, 1),
        _at_least("least lead in urgent fill over nearest 1, points", urgent, 10, 1),
    ]


def _offers(results: Results) -> list[Check]:
    def mean(who: str) -> float:
        return results.mean(DEFAULT, who, "offers_a_place")

    ours = mean(PRODUCT)
    return [
        _at_most("offers a place", ours, 9, 1),
        _at_most("of broadcast", ours / mean("broadcast"), 0.20, 2),
        _at_most("of nearest 5", ours / mean("nearest 5"), 0.80, 2),
    ]


def _shares(results: Results) -> list[Check]:
    def mean(who: str) -> float:
        return results.mean(DEFAULT, who, "gini_tasks")

    ours = mean(PRODUCT)
    return [
        _at_most("Gini of tasks", ours, 0.46),
        _at_most("against broadcast", ours - mean("broadcast"), -0.12),
        _at_most("against nearest 1", ours - mean(_FIRST), -0.07),
    ]


def _weeks(results: Results) -> list[Check]:
    ours = results.mean(DEFAULT, PRODUCT, "worst_week")
    over = sum(
        sum(results.each(world, PRODUCT, "over_cap"))
        for world in WORLDS
        if results.has(world, PRODUCT)
    )
    return [
        _at_most("worst week", ours, 10, 1),
        _at_most("of nearest 1", ours / results.mean(DEFAULT, _FIRST, "worst_week"), 0.65, 2),
        _at_most("offers beyond the cap in any world", over, 0, 0),
    ]


def _harm(results: Results) -> list[Check]:
    return [
        _at_most("late", results.mean(DEFAULT, PRODUCT, "late"), 25, 1),
        _at_most(
            "left", results.mean(DEFAULT, PRODUCT, "left"), results.mean(DEFAULT, _FIRST, "left"), 1
        ),
    ]


def _blocks(results: Results) -> list[Check]:
    return [_at_least("worst blocks", results.mean(DEFAULT, PRODUCT, "worst_blocks"), 0.92)]


def _rested(results: Results) -> list[Check]:
    def mean(who: str, what: str = "fill") -> float:
        return results.mean(NO_FATIGUE, who, what)

    offers = mean(PRODUCT, "offers_a_place") / mean("broadcast", "offers_a_place")
    return [
        _at_least(
            "fill against broadcast, points", 100 * (mean(PRODUCT) - mean("broadcast")), -0.5, 2
        ),
        _at_most("of its offers", offers, 0.35, 2),
    ]


def _altered(results: Results) -> list[Check]:
    found = []
    for world in ALTERED:
        for what in ("fill", "urgent"):
            other = max(BASELINES, key=lambda x: results.mean(world, x, what))
            best = results.mean(world, other, what)
            found.append(
                _at_least(f"{world}, {what}, {other}", results.mean(world, PRODUCT, what), best)
            )
    return found


def _lean(results: Results) -> list[Check]:
    ours, first = (results.mean(LEAN, x, "urgent") for x in (PRODUCT, _FIRST))
    return [_at_least("urgent against nearest 1, times", ours / first, 1.6, 2)]


def _surge(results: Results) -> list[Check]:
    planned, waves = (results.mean(SURGE, x, "urgent") for x in (PLANNED, PRODUCT))
    return [
        _at_least("urgent with the plan", planned, 0.92),
        _at_least("against waves alone, points", 100 * (planned - waves), 1.5, 1),
    ]


def _costs(results: Results) -> list[Check]:
    return [
        Check(
            True,
            f"{name}: fill {results.mean(DEFAULT, name):.3f}, "
            f"Gini {results.mean(DEFAULT, name, 'gini_tasks'):.3f}, "
            f"offers a place {results.mean(DEFAULT, name, 'offers_a_place'):.1f}",
        )
        for name in ABLATIONS
    ]


GATES = (
    Gate("P1", "places are filled", (DEFAULT,), _fill),
    Gate("P2", "better in every seed", (DEFAULT,), _every_seed),
    Gate("P3", "few offers", (DEFAULT,), _offers),
    Gate("P4", "work is shared", (DEFAULT,), _shares),
    Gate("P5", "nobody is flooded", (DEFAULT,), _weeks),
    Gate("P6", "little harm", (DEFAULT,), _harm),
    Gate("P7", "no block is forgotten", (DEFAULT,), _blocks),
    Gate("P8", "as good without fatigue", (NO_FATIGUE,), _rested),
    Gate("P9", "best in altered worlds", tuple(ALTERED), _altered),
    Gate("P10", "urgent needs where few help", (LEAN,), _lean),
    Gate("P11", "a storm", (SURGE,), _surge),
    Gate("P12", "each part has its price", (DEFAULT,), _costs),
)
