"""Blocks, floors and flats are understood in the shapes in which people write them."""

import pytest

from mutual_aid.reading.typed import read_typed_place
from tests.mutual_aid.reading.reports import BLOCKS, leader_of, read

PLACES = [
    ("2107", (None, 21, "07")),
    ("21樓07室", (None, 21, "07")),
    ("3栋1502", ("RH-3", 15, "02")),
    ("3 幢 1502", ("RH-3", 15, "02")),
    ("Flat 7, 21/F", (None, 21, "07")),
    ("Tower B 7/F flat 2 no lift", ("MC-B", 7, "02")),
    ("B座十四樓六室", ("MC-B", 14, "06")),
    ("望潮樓廿一樓7室", ("MC-A", 21, "07")),
    ("二號樓 四樓", ("RH-2", 4, None)),
    ("18F, rm 5, Blk C", ("MC-C", 18, "05")),
    ("Mr Chiu at Block 1 #12-03", ("RH-1", 12, "03")),
    ("二栋一二零三", ("RH-2", 12, "03")),
    ("A-1203", ("MC-A", 12, "03")),
    ("fan hse flat 3 12/F", ("MC-B", 12, "03")),
    ("level 9 Yuet House", ("MC-C", 9, None)),
    ("Block A, 22nd floor, flat 5", ("MC-A", 22, "05")),
    ("2-603", ("RH-2", 6, "03")),
    ("住在望月樓的二十四楼的九室", ("MC-C", 24, "09")),
    ("十樓走廊", (None, 10, None)),
    ("block 2 floor 8 unit 4", ("RH-2", 8, "04")),
    ("2107 我在3栋", ("RH-3", 21, "07")),
    ("B座2199", ("MC-B", 21, "99")),
    ("flat 2199", (None, 21, "99")),
    ("2199 Block A", ("MC-A", 21, "99")),
    ("3栋1106块地砖裂了", ("RH-3", 11, "06")),
    ("the lady on the ninth floor, Block B", ("MC-B", 9, None)),
    ("old man stuck on 14, Block C", ("MC-C", 14, None)),
    ("my sister Blk 1 1505", ("RH-1", 15, "05")),
    ("3栋四楼三户人家都没水", ("RH-3", 4, None)),
    ("望帆樓十五樓樓梯口", ("MC-B", 15, None)),
    ("早上9点1806", (None, 18, "06")),
]

NO_PLACES = [
    "房租$1203 交唔起",
    "電話打 12345678",
    "打999同110都冇人聽",
    "since 2019 she lives here",
    "行咗十二層樓梯",
    "at 11.30 or 12:45",
    "800 dollars for the locksmith",
    "買1203克米",
    "HK$ 1206 for Block B",
    "2199",
    "meet on 12 December",
    "four floor leaders have tried",
    "同一層嘅街坊",
]


@pytest.mark.parametrize(("text", "wanted"), PLACES)
def test_places_are_read_in_many_shapes(
    text: str, wanted: tuple[str | None, int, str | None]
) -> None:
    place = read_typed_place(text, BLOCKS)
    assert place.spot is not None
    block = place.block.block_id if place.block else None
    assert (block, place.spot.floor, place.spot.unit_no) == wanted


@pytest.mark.parametrize("text", NO_PLACES)
def test_other_numbers_are_no_places(text: str) -> None:
    assert read_typed_place(text, BLOCKS).spot is None


def test_a_house_that_is_called_like_a_person_is_not_mixed_up_with_the_person() -> None:
    place = read_typed_place("Mr Chiu, Mong Yuet 1106", BLOCKS)
    assert place.block is not None
    assert place.block.block_id == "MC-C"


def test_a_flat_without_a_block_is_in_the_block_of_its_leader_but_less_surely() -> None:
    (draft,) = read("1106李伯想搵人買餸", leader_of("MC-B"))
    assert draft.block_id is not None
    assert draft.block_id.value == "MC-B"
    assert draft.block_id.sure < 0.9
    assert draft.block_id.words == ()


def test_a_leader_of_two_blocks_is_not_assumed_to_mean_either() -> None:
    (draft,) = read("1106李伯想搵人買餸", leader_of("MC-B", "MC-C"))
    assert draft.block_id is None


def test_a_block_that_is_named_wins_over_the_leaders_own() -> None:
    (draft,) = read("望月樓1106李伯想搵人買餸", leader_of("MC-B"))
    assert draft.block_id is not None
    assert draft.block_id.value == "MC-C"
    assert draft.block_id.words == ("望月樓",)
