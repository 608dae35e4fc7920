"""Figures out of many values, and the table that shows them."""

from collections.abc import Sequence
from statistics import median


def quantile(values: Sequence[float], part: float) -> float:
    """Return the value below which that part of the values lies (nearest rank, no smoothing)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def milliseconds(seconds: float) -> str:
    """Write a duration in ms."""
    return f"{seconds * 1000:,.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def p50_95_99(seconds: Sequence[float]) -> str:
    """Write the three quantiles that people ask for."""
    return " / ".join(milliseconds(quantile(seconds, part)) for part in (0.50, 0.95, 0.99))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Write the median of the ratios pair by pair: runs of one round met the same weather."""
    return f"{median(a / b for a, b in zip(ours, theirs, strict=True)):.2f}"


def spread(values: Sequence[float], digits: int = 0) -> str:
    """Write the median with the least and the most."""
    low, middle, high = (f"{v:,.{digits}f}" for v in (min(values), median(values), max(values)))
    return middle if len(values) == 1 else f"{middle} ({low}–{high})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return lines with aligned columns: the first to the left, the others to the right."""
    lines = [head, *rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return "  ".join(
        [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    ).rstrip()
