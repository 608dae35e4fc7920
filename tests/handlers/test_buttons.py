"""Buttons: bound to one action, object, state and person."""

import secrets

import pytest

from handlers.buttons import Pressed, Seals
from handlers.screens import Button
from mutual_aid.errors import NotYours
from mutual_aid.ids import new_handle
from mutual_aid.taxonomy import categories

ANNE, BEN = 990000000001, 990000000002


@pytest.fixture
def seals() -> Seals:
    return Seals(secrets.token_bytes(32))


def test_a_button_opens_for_the_person_it_was_made_for(seals: Seals) -> None:
    data = seals.seal(Button("Accept", "offer.accept", "abc", "x", 7), ANNE)
    assert seals.open(data, ANNE) == Pressed("offer.accept", "abc", "x", 7)


def test_somebody_elses_button_does_not_open(seals: Seals) -> None:
    data = seals.seal(Button("Accept", "offer.accept", "abc"), ANNE)
    with pytest.raises(NotYours):
        seals.open(data, BEN)


@pytest.mark.parametrize("part", range(4))
def test_a_changed_button_does_not_open(seals: Seals, part: int) -> None:
    data = seals.seal(Button("Accept", "offer.accept", "abc", "x", 7), ANNE)
    pieces = data.split("|")
    pieces[part] += "9"
    with pytest.raises(NotYours):
        seals.open("|".join(pieces), ANNE)


@pytest.mark.parametrize(
    "junk", ["", "|", "||||", "x" * 64, "offer.accept|a|b|1|", "\N{OGHAM LETTER BEITH}|"]
)
def test_junk_does_not_open(seals: Seals, junk: str) -> None:
    with pytest.raises(NotYours):
        seals.open(junk, ANNE)


def test_a_button_of_another_installation_does_not_open(seals: Seals) -> None:
    data = Seals(secrets.token_bytes(32)).seal(Button("Accept", "offer.accept"), ANNE)
    with pytest.raises(NotYours):
        seals.open(data, ANNE)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Seals(b"short")


def test_the_longest_buttons_fit(seals: Seals) -> None:
    longest = max(categories(), key=len)
    assert len(seals.seal(Button("", "need.kind", "", longest, 99_999), ANNE).encode()) <= 64
    assert len(seals.seal(Button("", "task.hand_back", new_handle(), "", 9_999), ANNE)) <= 64


def test_a_button_that_telegram_would_refuse_is_noticed(seals: Seals) -> None:
    with pytest.raises(ValueError, match="too long"):
        seals.seal(Button("", "need.kind", "x" * 40), ANNE)
