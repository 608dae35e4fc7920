"""Flats as people type them."""

import pytest

from mutual_aid.estates import Block
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.places import read_block, read_place
from mutual_aid.record import Names


@pytest.mark.parametrize(
    ("text", "floor", "unit"),
    [
        ("2107", 21, "07"),
        ("803", 8, "03"),
        ("21樓07室", 21, "07"),
        ("21楼7室", 21, "07"),
        ("21/F flat 7", 21, "07"),
        ("21/F", 21, None),
        ("9樓", 9, None),
        ("flat 2107", 21, "07"),
        ("21-7", 21, "07"),
        ("12 / 04", 12, "04"),
        ("1502室", 15, "02"),
    ],
)
def test_a_flat_is_read(text: str, floor: int, unit: str | None) -> None:
    place = read_place(text)
    assert place is not None
    assert (place.floor, place.unit_no) == (floor, unit)


@pytest.mark.parametrize("text", ["", "唔知", "flat", "7", "0007", "21071234", "::"])
def test_what_names_no_flat_is_not_read(text: str) -> None:
    assert read_place(text) is None


def block(key: str, *aliases: str) -> Block:
    return Block(
        block_id=BlockId(key),
        estate_id=EstateId("MC"),
        names=Names.same(key),
        aliases=aliases,
        floors=30,
        units_per_floor=8,
    )


BLOCKS = [
    block("MC-A", "望潮樓", "潮樓", "A座", "A", "Block A"),
    block("MC-B", "B座", "B", "Block B", "1"),
]


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("望潮樓2107", "MC-A", "2107"),
        ("A座2107", "MC-A", "2107"),
        ("block b, 803", "MC-B", "803"),
        ("A-2107", "MC-A", "2107"),
        ("2107", None, "2107"),
        ("1502", None, "1502"),
        ("Ah Ming 803", None, "Ah Ming 803"),
    ],
)
def test_the_block_before_the_flat_is_read(text: str, key: str | None, rest: str) -> None:
    found, left = read_block(text, BLOCKS)
    assert (found.block_id if found else None, left) == (key, rest)
