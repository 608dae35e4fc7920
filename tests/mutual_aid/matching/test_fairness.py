"""How evenly work is spread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutual_aid.fairness import gini


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ([], 0.0),
        ([0, 0, 0], 0.0),
        ([4], 0.0),
        ([3, 3, 3, 3], 0.0),
        ([0, 1], 0.5),
        ([0, 0, 0, 8], 0.75),
        ([1, 2, 3], 2 / 9),
    ],
)
def test_the_gini_of_tasks_by_hand(tasks: list[int], expected: float) -> None:
    assert gini(tasks) == pytest.approx(expected)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30))
def test_it_is_half_the_mean_difference_between_two_people(tasks: list[int]) -> None:
    if total := sum(tasks):
        differences = sum(abs(a - b) for a in tasks for b in tasks)
        assert gini(tasks) == pytest.approx(differences / (2 * len(tasks) * total))
        assert 0 <= gini(tasks) < 1


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30))
def test_twice_the_work_for_everybody_is_spread_alike(tasks: list[int]) -> None:
    assert gini([2 * x for x in tasks]) == pytest.approx(gini(tasks))
