"""What a leader corrects teaches the reader, if the operator wishes it, and names nobody."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import tests.living
from bot.demo import POLICY
from handlers.words import words
from mutual_aid.corrections import Correction
from mutual_aid.record import Language
from mutual_aid.taxonomy import categories
from tests.bot.operators import SAMPLE, Operator
from tests.living import Living, living_bot, living_on
from tests.stories.taps import does
from tests.stories.telling import everybody_reads
from tests.stories.test_plain_words import SAID

WISHED = POLICY.model_copy(update={"keep_corrections": True})
SWITCH = "[network]\nkeep_corrections = true\n"


@pytest.fixture
async def learning(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Living]:
    """The sample estate, where corrections are kept."""
    monkeypatch.setattr(tests.living, "POLICY", WISHED)
    async with living_bot(tmp_path, template) as network:
        yield network


async def kept_of(living: Living) -> list[Correction]:
    async with living.store.reading() as turn:
        return await turn.corrections.all()


async def corrects(living: Living, language: Language) -> None:
    """A leader changes kind, urgency, flat, time, name and number of a card from her words."""
    say = words(language).plain
    kind = words(language).name(categories()["food.grocery_run"].names)
    await does(
        living, living.phone("L001"), f"> {SAID[language].supper}",
        say("need.edit_kind"), kind, say("need.edit_urgency"), say("need.urgency_high"),
        say("need.edit_block"), "> 2108", say("need.edit_when"), say("need.when_today"),
        say("need.edit_person"), "> 歐陽志強", say("need.edit_person"), "2",
        say("button.confirm"),
    )  # fmt: skip


@pytest.mark.parametrize("language", Language)
async def test_every_change_is_kept_without_who_and_where(
    learning: Living, language: Language
) -> None:
    await everybody_reads(learning, language)
    await corrects(learning, language)
    kept = {str(x.field): (x.was, x.became) for x in await kept_of(learning)}
    assert kept["kind"] == ("food.meal_delivery", "food.grocery_run")
    assert kept["urgency"] == ("normal", "high")
    assert kept["place"] == ("flat", "flat")
    assert kept["people"] == ("1", "2")
    assert kept["name"] == ("name", "name")
    assert kept["when"][1] == "by hand"
    text = (await kept_of(learning))[0].text
    for told in ("2107", "2108", "07", "Chan", "chan", "陳婆婆", "陈奶奶", "歐陽", "Mong", "望潮"):
        assert told not in text
    assert len(text) > 10, "and yet says what it was about"


async def test_a_card_that_was_read_rightly_leaves_nothing(learning: Living) -> None:
    await everybody_reads(learning, Language.EN)
    await does(learning, learning.phone("L001"), f"> {SAID[Language.EN].supper}", "Confirm")
    assert not await kept_of(learning)


async def test_nothing_is_kept_of_what_must_stay_sealed(learning: Living) -> None:
    await everybody_reads(learning, Language.EN)
    leader = learning.phone("L001")
    await does(learning, leader, f"> {SAID[Language.EN].sealed}", "📍", "> 1205", "Confirm")
    assert not await kept_of(learning)


async def test_nothing_is_kept_where_nobody_wished_it(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    await corrects(living, Language.EN)
    assert not await kept_of(living)


def test_the_operator_gets_a_line_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tests.living, "POLICY", WISHED)
    operator = Operator(tmp_path)
    operator.succeeds("import", str(SAMPLE))
    asyncio.run(_play(operator.folder / "louzhang.sqlite3"))
    operator.writes("config.toml", SWITCH)

    said = operator.succeeds("corrections", "corrections.jsonl")

    assert "6 corrections were written to corrections.jsonl" in said
    lines = (operator.folder / "corrections.jsonl").read_text("utf-8").splitlines()
    rows = {x["field"]: x for x in map(json.loads, lines)}
    assert rows["kind"]["became"] == "food.grocery_run"
    assert set(rows["kind"]) == {"day", "lang", "field", "was", "became", "text"}
    assert rows["kind"]["day"] == "2026-11-23"


async def _play(database: Path) -> None:
    async with living_on(str(database)) as living:
        await everybody_reads(living, Language.EN)
        await corrects(living, Language.EN)


def test_switched_off_it_says_so_in_one_line(tmp_path: Path) -> None:
    operator = Operator(tmp_path)
    operator.succeeds("import", str(SAMPLE))
    assert "keep_corrections = true" in operator.fails("corrections", "corrections.jsonl")
    operator.writes("config.toml", SWITCH)
    assert "There is no folder" in operator.fails("corrections", "nowhere/corrections.jsonl")
    assert "cannot be written" in operator.fails("corrections", ".")
