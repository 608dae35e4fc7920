"""The labelled messages and the sample estate, as training and measurements of reading use them."""

import csv
import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.machine import ROOT
from mutual_aid.estates import Block
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.reading.blocks import blocks_named
from mutual_aid.reading.features import alike
from mutual_aid.reading.lexicon import lexicon
from mutual_aid.reading.masking import masked
from mutual_aid.reading.script import plain
from mutual_aid.record import Names

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
"""When all messages are taken to be written: a Sunday morning."""

CORPUS = ROOT / "benchmarks" / "corpus"
LABELLED = (
    "needs-dev.jsonl",
    "needs-ours.jsonl",
    "train-en.jsonl",
    "train-zh.jsonl",
    "train-plain.jsonl",
    "train-hans.jsonl",
    "train-danger.jsonl",
    "train-more-en.jsonl",
    "train-more-hans.jsonl",
    "train-more-hant.jsonl",
)


@cache
def sample_blocks() -> tuple[Block, ...]:
    """Return all blocks of both sample estates."""
    with (ROOT / "bot" / "sample_estate" / "blocks.csv").open(encoding="utf-8") as lines:
        return tuple(_block(row) for row in csv.DictReader(lines))


def _block(row: dict[str, str]) -> Block:
    return Block(
        block_id=BlockId(row["block_id"]),
        estate_id=EstateId(row["estate_id"]),
        names=Names(zh_hans=row["name_zh_hans"], zh_hant=row["name_zh_hant"], en=row["name_en"]),
        aliases=tuple(row["aliases"].split("|")),
        floors=int(row["floors"]),
        units_per_floor=int(row["units_per_floor"]),
    )


def content(text: str) -> str:
    """Return what the reader looks at to tell kinds: the text made alike, without its places."""
    one = plain(text)
    return alike(masked(one, blocks_named(one, sample_blocks())))


def messages(file: Path) -> list[dict[str, Any]]:
    """Return the messages of a file in the corpus format, packed or not, without blank lines."""
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def labelled() -> list[dict[str, Any]]:
    """Return the messages that may be learned from."""
    return [x for name in LABELLED for x in messages(CORPUS / name)]


def short_texts() -> list[dict[str, str]]:
    """Return the short texts written for training, with their kind and urgency."""
    with (CORPUS / "training.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def lexicon_words() -> Iterator[tuple[str, str]]:
    """Yield every word of the lexicon with its kind."""
    for row in lexicon():
        for word in row["words"].split("|"):
            yield row["category_code"], word
