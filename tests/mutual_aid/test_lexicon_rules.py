"""A station adds words of its own; what cannot work is named by file and line."""

import pytest

from mutual_aid.lexicon_rules import lexicon_files, mistakes_in

HEAD = "category_code,language,words\n"
STATION = "words.csv"


def test_the_words_that_come_with_the_program_are_right() -> None:
    for file, text in lexicon_files().items():
        assert mistakes_in(file, text, own=False) == []


def test_a_good_file_of_a_station_is_taken() -> None:
    text = HEAD + "food.meal_delivery,zh-Hant,飯壺|愛心湯\n\nfood.grocery_run,en,trolley bus\n"
    assert mistakes_in(STATION, text, own=True) == []


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ("food.cake,en,cake", 2, "no kind of need 'food.cake'"),
        ("food.meal_delivery,fr,soupe", 2, "no language 'fr'"),
        ("food.meal_delivery,en,soup pot||stew", 2, "empty word"),
        ("food.meal_delivery,en,", 2, "empty word"),
        ("food.meal_delivery,zh-Hant,湯", 2, "too short"),
        ("food.meal_delivery,en,big pot|Big Pot", 2, "on line 2 already"),
        ("food.meal_delivery,en,big pot\nfood.grocery_run,en,big pot", 3, "on line 2"),
        ("food.meal_delivery,en,pot,pan", 2, "nothing more"),
        ("food.meal_delivery", 2, "nothing more"),
    ],
)
def test_a_mistake_is_named_with_its_line(lines: str, line: int, said: str) -> None:
    (found,) = mistakes_in(STATION, f"{HEAD}{lines}\n", own=True)
    assert (found.file, found.line) == (STATION, line)
    assert said in found.text


def test_a_file_without_its_head_says_what_belongs_there() -> None:
    (found,) = mistakes_in(STATION, "food.meal_delivery,en,soup pot\n", own=True)
    assert "category_code,language,words" in found.text
    assert mistakes_in(STATION, "", own=True)[0].line == 1
