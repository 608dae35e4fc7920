"""The tables of the simulation: what each policy gave in each world, differences, gates."""

from collections.abc import Iterator
from statistics import fmean

from benchmarks.figures import table
from benchmarks.policy_baselines import BASELINES
from benchmarks.policy_contest import BOUND, PRODUCT, SURGE, Results, policies_of
from benchmarks.policy_gates import GATES, Gate, differences

_COLUMNS = {
    "fill": ("fill", 3),
    "urgent": ("urgent", 3),
    "same day": ("same_day", 3),
    "routine": ("routine", 3),
    "offers a place": ("offers_a_place", 1),
    "late": ("late", 0),
    "minutes": ("minutes", 0),
    "Gini tasks": ("gini_tasks", 3),
    "Gini offers": ("gini_offers", 3),
    "no task": ("no_task", 2),
    "worst week": ("worst_week", 1),
    "muted": ("muted", 1),
    "left": ("left", 1),
    "worst blocks": ("worst_blocks", 3),
}


def report(results: Results, worlds: list[str]) -> str:
    """Return all of it as text."""
    parts = [_world(results, name) for name in worlds]
    if any(name != SURGE for name in worlds):
        parts.append(_paired(results, [x for x in worlds if x != SURGE]))
    return "\n\n".join([*parts, gates(results)])


def _world(results: Results, world: str) -> str:
    needs = results.mean(world, PRODUCT, "needs")
    rows = []
    if results.has(world, BOUND):
        rows.append((BOUND, f"{results.mean(world, BOUND):.3f}", *[""] * (len(_COLUMNS) - 1)))
    rows += [
        (name, *(f"{results.mean(world, name, what):.{n}f}" for what, n in _COLUMNS.values()))
        for name in policies_of(world)
    ]
    head = f"World: {world}; {needs:,.0f} needs counted in a simulation."
    return f"{head}\n{table(('', *_COLUMNS), rows)}"


def _paired(results: Results, worlds: list[str]) -> str:
    rows = [
        (
            f"{world}, {other}",
            *(_least_mean_most(differences(results, world, other, x)) for x in ("fill", "urgent")),
        )
        for world in worlds
        for other in BASELINES
    ]
    head = f"{PRODUCT} against each baseline, seed by seed, in points: least / mean / most."
    return f"{head}\n{table(('world, baseline', 'fill', 'urgent'), rows)}"


def _least_mean_most(values: list[float]) -> str:
    return " / ".join(f"{x:+.1f}" for x in (min(values), fmean(values), max(values)))


def gates(results: Results) -> str:
    """Return a line for each condition of each gate."""
    return "\n".join(["Gates", *(line for gate in GATES for line in _gate(results, gate))])


def _gate(results: Results, gate: Gate) -> Iterator[str]:
    if not all(results.has(world, PRODUCT) for world in gate.worlds):
        yield f"{gate.name} {gate.asks}: not measured, needs {', '.join(gate.worlds)}"
        return
    checks = gate.checks(results)
    yield f"{gate.name} {gate.asks}: {'met' if all(x.met for x in checks) else 'MISSED'}"
    yield from (f"    {x.found}{'' if x.met else ': MISSED'}" for x in checks)
