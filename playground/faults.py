"""Bad weather on demand: storms of 429, server errors, lost replies, delays, repeats, disorder."""

from collections.abc import MutableSequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


@dataclass
class Faults:
    """Probabilities are from 0 to 1 (True counts as 1); `delay` is in seconds for every call."""

    rate_limit_storm: float = 0.0
    server_error: float = 0.0
    reply_lost: float = 0.0
    delay: float = 0.0
    duplicate_updates: float = 0.0
    reordered_updates: bool = False
    seed: int = 0
    _random: Random = field(init=False, repr=False, compare=False)

    def __setattr__(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)
        if name == "seed":
            object.__setattr__(self, "_random", Random(self.seed))  # noqa: S311

    def strikes(self, probability: float) -> bool:
        """Whether a fault of this probability happens now."""
        return probability > 0 and self._random.random() < probability

    def shuffle(self, items: MutableSequence[Item]) -> None:
        """Disorders the list in place when reordering is on."""
        if self.reordered_updates:
            self._random.shuffle(items)
