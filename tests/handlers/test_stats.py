"""The spread of load in plain words: measured against the evenest that whole tasks allow."""

import pytest

from handlers.stats import _evenness
from handlers.words import words
from mutual_aid.fairness import Spread, evenest, gini
from mutual_aid.ids import EstateId
from mutual_aid.record import Language


def _said(tasks: list[int]) -> str:
    spread = Spread(
        estate_id=EstateId("here"),
        volunteers=len(tasks),
        offers=0,
        tasks=sum(tasks),
        gini=gini(tasks),
        without_offer=0,
        wants_events=0,
        longest_without=(),
        most_asked=(),
    )
    return str(_evenness(words(Language.EN), spread))


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ([0] * 10, "No tasks"),
        ([2] * 10, "well shared"),
        ([0] * 9 + [1], "well shared"),
        ([1, 1, 2, 2, 3, 3, 4, 4, 5, 5], "Some carry a little more"),
        ([0] * 8 + [10, 10], "A few people carry most"),
        ([20], "well shared"),
    ],
)
def test_the_plain_words_follow_the_figures(tasks: list[int], expected: str) -> None:
    assert expected in _said(tasks)


def test_one_task_among_ten_is_no_sign_of_unfairness() -> None:
    assert gini([0] * 9 + [1]) == pytest.approx(0.9)
    assert "Gini 0.90" in _said([0] * 9 + [1])
    assert "cannot be below 0.90" in _said([0] * 9 + [1])


@pytest.mark.parametrize("tasks", range(25))
def test_no_way_of_sharing_is_evener_than_the_evenest(tasks: int) -> None:
    people = 5
    best = min(
        gini([a, b, c, d, tasks - a - b - c - d])
        for a in range(tasks + 1)
        for b in range(min(a, tasks - a) + 1)
        for c in range(min(b, tasks - a - b) + 1)
        for d in range(min(c, tasks - a - b - c) + 1)
    )
    assert evenest(tasks, people) == pytest.approx(best)
    assert evenest(tasks, 0) == 0
