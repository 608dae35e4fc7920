"""Estate files are checked as a whole, and every problem says where it is and what to write."""

import pytest

from mutual_aid import estate_files
from tests.mutual_aid.paper import Paper, Spoil, problems


def test_the_sample_estate_has_no_problem() -> None:
    estate = estate_files.check(Paper().contents())
    counts = {name: len(rows) for name, rows in estate.rows.items()}
    assert counts["units.csv"] == 1178
    assert counts["volunteers.csv"] == 120
    assert sum(counts.values()) == 1599
    assert estate.notes == ()


def test_a_byte_order_mark_of_excel_and_its_line_ends_do_no_harm() -> None:
    paper = Paper()
    text = paper.text("volunteers.csv").replace("\n", "\r\n")
    paper.raw["volunteers.csv"] = b"\xef\xbb\xbf" + text.encode()
    assert problems(paper) == []


def test_spaces_around_cells_and_empty_lines_do_no_harm() -> None:
    paper = Paper().change("volunteers.csv", "V002", skills=" patrol | escort ", star=" 1 ")
    paper.raw["staff.csv"] = paper.text("staff.csv").replace("\n", "\n\n").encode()
    assert problems(paper) == []


def test_columns_in_another_order_and_without_the_optional_ones_are_understood() -> None:
    paper = Paper().without("estates.csv", "modelled_on").without("volunteers.csv", "trained")
    paper.files["staff.csv"] = [
        dict(reversed(list(row.items()))) for row in paper.files["staff.csv"]
    ]
    assert problems(paper) == []


def test_the_example_of_the_operators_page_is_what_is_said() -> None:
    paper = Paper().change("volunteers.csv", "V013", skills="cookng")
    assert problems(paper) == [
        'volunteers.csv line 14, column skills: "cookng" is not a skill; did you mean "cooking"?'
    ]


WRONG_SHAPES: list[tuple[str, Spoil, str]] = [
    (
        "an unknown column",
        lambda p: p.renamed("volunteers.csv", "trained", "traned"),
        'volunteers.csv line 1: there is no column "traned"; did you mean "trained"?',
    ),
    (
        "a missing column",
        lambda p: p.without("volunteers.csv", "screening"),
        "volunteers.csv line 1, column screening: is missing; add it to the header and to every "
        "row",
    ),
    (
        "a missing file",
        lambda p: p.files.pop("staff.csv"),
        "staff.csv: is missing; make one with only the header if it has no rows",
    ),
    (
        "a misspelt file",
        lambda p: p.files.update({"staf.csv": p.files.pop("staff.csv")}),
        'staff.csv: is missing; rename "staf.csv"',
    ),
]


@pytest.mark.parametrize(
    ("spoil", "said"), [x[1:] for x in WRONG_SHAPES], ids=[x[0] for x in WRONG_SHAPES]
)
def test_a_wrong_shape_is_named_with_what_to_do(spoil: Spoil, said: str) -> None:
    paper = Paper()
    spoil(paper)
    assert problems(paper) == [said]


BROKEN_FILES: list[tuple[str, bytes, str]] = [
    ("an empty file", b"", "staff.csv: is empty; begin with a header row"),
    (
        "UTF-16",
        "staff_id,role".encode("utf-16"),
        'staff.csv: is UTF-16, not UTF-8; save it as "CSV UTF-8 (comma delimited)"',
    ),
    (
        "Big5",
        b"staff_id,role\nS001,\xa4\xa4\xa4\xe5\n",
        'staff.csv line 2: is not UTF-8; save it as "CSV UTF-8 (comma delimited)"',
    ),
    (
        "semicolons",
        b"staff_id;role;estate_id\nS001;admin;\n",
        "staff.csv line 1: cells are not separated by commas; "
        'save it as "CSV UTF-8 (comma delimited)"',
    ),
]


@pytest.mark.parametrize(
    ("content", "said"), [x[1:] for x in BROKEN_FILES], ids=[x[0] for x in BROKEN_FILES]
)
def test_a_file_that_cannot_be_read_is_the_only_problem_named(content: bytes, said: str) -> None:
    paper = Paper()
    paper.raw["staff.csv"] = content
    assert problems(paper) == [said]


def test_a_file_with_only_a_header_is_an_estate_without_such_rows() -> None:
    paper = Paper()
    for file in ("checkin_residents.csv", "organisation_services.csv", "volunteers.csv"):
        paper.raw[file] = paper.text(file).splitlines()[0].encode()
    assert problems(paper) == []


def test_a_row_with_a_cell_too_few_is_named_and_nobody_else_is_blamed_for_it() -> None:
    paper = Paper()
    lines = paper.text("leaders.csv").splitlines()
    lines[1] = lines[1].rsplit(",", 1)[0]
    paper.raw["leaders.csv"] = "\n".join(lines).encode()
    assert problems(paper) == [
        "leaders.csv line 2: has 20 cells where the header has 21; "
        "a cell that holds a comma needs quotation marks around it"
    ]


def test_a_quotation_mark_that_never_ends_is_named_where_it_begins() -> None:
    paper = Paper()
    paper.raw["staff.csv"] = paper.text("staff.csv").replace("S004,", '"S004,').encode()
    assert problems(paper) == [
        'staff.csv line 5: has a quotation mark too many or too few; write " inside a cell as ""'
    ]


def test_lines_are_counted_right_after_a_cell_of_two_lines() -> None:
    paper = Paper().change("blocks.csv", "MC-A", assembly_point_en="Court\nnorth side")
    paper.change("blocks.csv", "RH-3", floors="none")
    said = problems(paper)
    assert said[0].startswith("blocks.csv line 2, column assembly_point_en: ")
    assert said[0].endswith("holds a line break or a tab; write it on one line")
    assert said[1].startswith('blocks.csv line 8, column floors: "none" is not')


def test_all_problems_are_listed_at_once_in_the_order_of_the_files() -> None:
    paper = Paper().change("volunteers.csv", "V009", radius="world", status="gone")
    paper.change("blocks.csv", "MC-B", floors="many")
    said = problems(paper)
    assert [line.split(": ")[0] for line in said] == [
        "blocks.csv line 3, column floors",
        "volunteers.csv line 10, column radius",
        "volunteers.csv line 10, column status",
    ]


def test_after_fifty_problems_only_their_number_is_said() -> None:
    paper = Paper()
    for row in paper.files["volunteers.csv"]:
        row["radius"] = "world"
    said = problems(paper)
    assert len(said) == 51
    assert said[-1] == "... and 70 more"
