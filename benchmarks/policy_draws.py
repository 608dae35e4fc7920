"""Draws that belong to a need and a person, so that every policy meets the same luck."""

from enum import IntEnum

import numpy as np

from mutual_aid.columns import Numbers, Whole

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_UNIT = 2.0**-53


class Draw(IntEnum):
    """What is drawn; each is independent of the others."""

    YES = 0
    NO = 1
    MUTE = 2
    MUTE_LENGTH = 3
    MUTE_FOR_GOOD = 4
    DELAY = 5
    DELAY_TOO = 6
    ORDER = 7


_ANSWERS = np.array([[x] for x in Draw if x is not Draw.ORDER], np.uint64)


def answers(seed: int, need: int, people: Whole) -> Numbers:
    """Return a row of numbers from 0 to 1 for each kind of draw but ORDER, a column a person."""
    return _drawn(seed, need, people.astype(np.uint64), _ANSWERS)


def order(seed: int, need: int, people: Whole) -> Numbers:
    """Return a number from 0 to 1 for each person: a fair order of those who are alike."""
    return _drawn(seed, need, people.astype(np.uint64), np.array(int(Draw.ORDER), np.uint64))


def _drawn(seed: int, need: int, people: np.ndarray, kind: np.ndarray) -> Numbers:
    start = np.array([seed << 32 | need], np.uint64)
    mixed = _mixed(_mixed(start) + people * np.uint64(16) + kind)
    return np.asarray((mixed >> np.uint64(11)).astype(np.float64) * _UNIT)


def _mixed(values: np.ndarray) -> np.ndarray:
    """Spread neighbouring numbers over all 64 bits (SplitMix64 of Steele, Lea and Flood)."""
    values = values + _STEP
    values = (values ^ (values >> np.uint64(30))) * _FIRST
    values = (values ^ (values >> np.uint64(27))) * _SECOND
    return np.asarray(values ^ (values >> np.uint64(31)))


def normal(one: Numbers, other: Numbers) -> Numbers:
    """Return normal numbers out of two even ones (Box and Muller)."""
    return np.asarray(np.sqrt(-2 * np.log1p(-one)) * np.cos(2 * np.pi * other))
