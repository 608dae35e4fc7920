"""python -m benchmarks.reading_folds: figures for messages that the weights were not learned from.

The labelled messages are dealt into parts by a fixed seed; each part is read with weights learned
from all the others. Rules and words were still tuned on all of them.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import cache
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import table
from benchmarks.reading_data import labelled
from benchmarks.reading_run import Outcome, read_messages
from benchmarks.reading_scores import LANGUAGES, confusions, figures, mistakes
from benchmarks.reading_train import Message, learned_from, parts, without
from mutual_aid.reading.weights import Weights, weights


def main(options: argparse.Namespace) -> int:
    """Learn and read part by part, then print the figures of all parts together."""
    outcomes = [x for part in parts(labelled()) for x in _read_apart(part)]
    groups = {"all": outcomes}
    for language in LANGUAGES:
        groups[language] = [x for x in outcomes if x.wanted["lang"] == language]
    columns = [figures(group) for group in groups.values()]
    rows = [(name, *(column[name] for column in columns)) for name in columns[0]]
    print(table(("", *groups), rows))
    print("\n".join(confusions(outcomes)))
    if options.mistakes:
        print("\n".join(mistakes(outcomes)))
    return 0


def _read_apart(part: Sequence[Message]) -> list[Outcome]:
    return read_with(learned_from(without(part), _from_signs()), part)


@cache
def _from_signs() -> NDArray[np.float32]:
    """A dozen weights of the decision about further needs: too few to have learned messages."""
    return weights().from_signs


def read_with(learned: Weights, part: Sequence[Message]) -> list[Outcome]:
    """Read messages with other weights than those in the repository."""
    with (
        patch("mutual_aid.reading.kinds.weights", lambda: learned),
        patch("mutual_aid.reading.urgency.weights", lambda: learned),
        patch("mutual_aid.reading.report.weights", lambda: learned),
    ):
        return read_messages(part)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mistakes", action="store_true", help="print every message misread")
    sys.exit(main(parser.parse_args()))
