"""What is kept of a misread message: known words, and nothing that tells who or where."""

import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mutual_aid.corrections import LEFT_OUT, known_words
from mutual_aid.reading.script import plain
from mutual_aid.reading.words import known

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
LETTERS = "bcdfghjklmnpqrstvwxz"
"""Words without vowels are in no list."""
CHINESE = "{name}喺{flat}啱啱做完手術煮唔到飯,電話{phone},想搵人送晚飯到星期日"
ENGLISH = "{name} in {flat} just had surgery, phone {phone}, someone to bring supper please"


@settings(deadline=None)  # the first message makes the word list
@given(
    name=st.text(HAN, min_size=2, max_size=3),
    floor=st.integers(1, 40),
    unit=st.integers(1, 12),
    phone=st.from_regex(r"\A[0-9]{8,11}\Z"),
)
def test_neither_the_name_nor_a_number_of_a_chinese_message_stays(
    name: str, floor: int, unit: int, phone: str
) -> None:
    text = CHINESE.format(name=name, flat=f"{floor}{unit:02}", phone=phone)
    kept = known_words(text, [name])
    rest = plain(CHINESE.format(name="", flat="", phone=""))
    assert plain(name) not in kept or plain(name) in rest
    assert not any(x.isnumeric() and x != "日" for x in kept)


@given(
    title=st.sampled_from(["", "Mrs ", "Mr. ", "old ", "auntie ", "ah "]),
    name=st.text(LETTERS, min_size=3, max_size=9),
    capital=st.booleans(),
    flat=st.sampled_from(["Flat 7, 21/F", "2107", "twenty-one oh seven", "廿一樓七室", "A2107"]),
)
def test_neither_the_name_nor_a_number_of_an_english_message_stays(
    title: str, name: str, capital: bool, flat: str
) -> None:
    assume(name not in known_words(name))  # a name that is a common word, such as Plz, may stay
    named = title + (name.title() if capital else name)
    kept = known_words(ENGLISH.format(name=named, flat=flat, phone="+852 0000 1234"))
    assert name not in kept.casefold()
    assert not any(x.isnumeric() for x in kept)
    for number in ("twenty", "seven", "one"):
        assert number not in kept.split()


@pytest.mark.parametrize("name", ["Allen", "Yan", "Lau", "Ching"])
def test_a_name_that_is_part_of_a_listed_phrase_does_not_stay(name: str) -> None:
    assert known_words(f"{name} wants lunch") == f"{LEFT_OUT} wants lunch"


def test_names_with_a_surname_leave_without_being_pointed_out() -> None:
    draw = random.Random(20261122)
    surnames = sorted(known("surname"))
    for _ in range(2_000):
        name = draw.choice(surnames) + "".join(chr(draw.randint(0x4E00, 0x8FFF)) for _ in "ab")
        assert name not in known_words(f"{name}要人送饭"), f"seed 20261122: {name}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("望潮樓2107陳婆婆想搵人送飯", ("婆婆", "送饭")),
        ("Mrs Chan needs hot meals, call 0000 1234", ("meals",)),
    ],
)
def test_words_that_tell_the_kind_stay(text: str, words: tuple[str, ...]) -> None:
    kept = known_words(text)
    assert all(x in kept for x in words), kept
    assert LEFT_OUT in kept


def test_a_name_that_is_a_word_leaves_where_it_is_known_to_be_a_name() -> None:
    assert "young" in known_words("young man needs food")
    assert "young" not in known_words("Mrs Young needs food", ["Young"])


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert not any(x.isdecimal() for x in known_words(text))
