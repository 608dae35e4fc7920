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
    ("Grandma Ho wants company on Sundays, rm 906 C", ("MC-C", 9, "06")),
    ("C flr 11 unit 2 has mice", ("MC-C", 11, "02")),
    ("B #0903: a cot to give away", ("MC-B", 9, "03")),
    ("two lamps are out on 16/F B", ("MC-B", 16, None)),
    ("he cannot get up, nobody is with him. 1405 A", ("MC-A", 14, "05")),
    ("8/F Yuet House flat 3, a leaking tap", ("MC-C", 8, "03")),
    ("Blk 3 level 2 wants a bench", ("RH-3", 2, None)),
    ("a pipe burst, everyone on 7 is sweeping water, Tower A", ("MC-A", 7, None)),
    ("water off from 12 up. Mong Fan", ("MC-B", 12, None)),
    ("oil on the steps from 6 to ground, Block 1", ("RH-1", 6, None)),
    ("the widow on the 19th in Block C has no power", ("MC-C", 19, None)),
    ("we live on the 9th, Block 2", ("RH-2", 9, None)),
    ("a dead rat on the 8th corridor, Block B", ("MC-B", 8, None)),
    ("the stairwell of B between 10 and 11 stinks", ("MC-B", 10, None)),
    ("B座三到六樓冇水", ("MC-B", 3, None)),
    ("2栋9楼楼梯没灯", ("RH-2", 9, None)),
    ("水从楼上流落11楼走廊", (None, 11, None)),
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
    "三四楼的小孩很吵",
    "在医院三楼做检查",
    "my legs hurt after I walk 20 floor",
    "we have 24 floors and one lift",
    "she needs a tutor for JLPT level 3",
    "her scan is on 3rd floor of the hospital",
    "the plumber meets residents on the 21st",
    "a party for kids from 6 up",
    "the lift is off between 9 and 10",
    "the trip on 14, who is coming",
    "two boxes of 12 floor tiles to give away",
]

BLOCKS_NAMED = [
    ("there is a puddle in the lobby of C", "MC-C"),
    ("B lobby has no light", "MC-B"),
    ("the firemen said evacuate B now", "MC-B"),
    ("Six old people in A, no water", "MC-A"),
    ("C has no hot water since noon", "MC-C"),
    ("Nobody opens and the dog is howling. B", "MC-B"),
]

NO_BLOCKS = [
    "Please show my mother how to block a number",
    "she must take vitamin C 1000 every day",
    "people in a hurry left a bag",
    "the doctor said hepatitis B.",
    "could someone carry my shopping? Thanks, B",
    "plan B is to wait for the nurse",
    "the auntie is in A and E since noon",
    "医生叫她每天吃维生素C 1000毫克",
    "an interpreter for Chiu Chow, please",
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


@pytest.mark.parametrize(("text", "wanted"), BLOCKS_NAMED)
def test_a_letter_is_a_block_where_people_use_it_so(text: str, wanted: str) -> None:
    place = read_typed_place(text, BLOCKS)
    assert place.block is not None
    assert place.block.block_id == wanted


@pytest.mark.parametrize("text", NO_BLOCKS)
def test_other_letters_and_verbs_are_no_blocks(text: str) -> None:
    assert read_typed_place(text, BLOCKS).block is None


def test_a_block_as_last_word_belongs_to_the_flat_that_was_named_before() -> None:
    drafts = read("The tap at 1306 drips. Also my neighbour there has had no food since Friday. B")
    assert {x.block_id.value for x in drafts if x.block_id} == {"MC-B"}
    assert {(x.floor.value, x.unit_no.value) for x in drafts if x.floor and x.unit_no} == {
        (13, "06")
    }


def test_the_floor_of_people_is_no_date() -> None:
    (draft,) = read("The couple on the 14th have no food, Block A")
    assert draft.floor is not None
    assert draft.floor.value == 14
    assert draft.when is None


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
