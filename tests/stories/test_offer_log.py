"""The record of offers leaves the network as numbers: enough to judge by, nobody to be found."""

import asyncio
import csv
from pathlib import Path

import pytest

from bot.offer_log import COLUMNS
from tests.bot.operators import SAMPLE, Operator
from tests.living import MONDAY_MORNING, living_on
from tests.stories.telling import helper_accepts, reports_supper


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


async def _supper_is_taken(database: Path) -> str:
    async with living_on(str(database)) as living:
        await reports_supper(living, living.phone("L001"))
        return await helper_accepts(living)


def test_an_offer_is_told_with_its_moments_and_without_anybodys_name(operator: Operator) -> None:
    operator.succeeds("import", str(SAMPLE))
    helper = asyncio.run(_supper_is_taken(operator.folder / "louzhang.sqlite3"))

    said = operator.succeeds("offers", "offers.csv", "--days", "3650")

    text = (operator.folder / "offers.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert "offers were written to offers.csv" in said
    assert tuple(rows[0]) == COLUMNS
    taken = next(row for row in rows if row["answer"] == "accepted")
    assert (taken["category"], taken["wave"], taken["rank"]) == ("food.meal_delivery", "1", "1")
    assert 0 < float(taken["p_accept"]) < 1
    assert taken["offered_at"] <= taken["shown_at"] <= taken["answered_at"]
    assert taken["offered_at"].startswith(f"{MONDAY_MORNING:%Y-%m-%d}")
    assert helper not in text
    assert "陳" not in text


def test_the_same_person_has_another_pseudonym_in_every_file(operator: Operator) -> None:
    operator.succeeds("import", str(SAMPLE))
    asyncio.run(_supper_is_taken(operator.folder / "louzhang.sqlite3"))

    operator.succeeds("offers", "one.csv", "--days", "3650")
    operator.succeeds("offers", "two.csv", "--days", "3650")

    one, two = ((operator.folder / x).read_text("utf-8") for x in ("one.csv", "two.csv"))
    assert len(one.splitlines()) == len(two.splitlines()) > 1
    assert one.splitlines()[1].split(",")[1] not in two


def test_mistakes_are_one_plain_line(operator: Operator) -> None:
    assert "There is no database" in operator.fails("offers", "offers.csv")
    operator.succeeds("import", str(SAMPLE))
    assert "There is no folder" in operator.fails("offers", "nowhere/offers.csv")
    assert "cannot be written" in operator.fails("offers", ".")
