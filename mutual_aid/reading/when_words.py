"""The shapes of words for time that every language shares, and those of Chinese."""

from functools import cache

from mutual_aid.reading.words import either_chinese, known

HOUR = r"(?<![0-9a-z$/#.:-])[0-9]{1,2}(?:[:.][0-5][0-9])?"
_END = r"(?![0-9a-z/])"
SPOKEN_CLOCK = rf"{HOUR}\s?(?:am|pm|a\.m\.|p\.m\.|noon){_END}"
WRITTEN_CLOCK = r"(?<![0-9a-z$/#.:-])(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?![0-9a-z%])"
_LATER = r"[0-9]{1,2}(?:[:.][0-5][0-9])?\s?(?:am|pm)?"
SPAN = (
    rf"{HOUR}\s?(?:am|pm)?\s?(?:-|–|to|till|until)\s?{_LATER}{_END}"
    rf"(?!\s?(?:/|floor|of\s|year|yr|month|week|day))"
)
SPOKEN_SPAN = rf"(?={HOUR}\s?(?:(?:-|–|to|till|until)\s?[0-9:.]+\s?)?(?:am|pm)|[0-9]+[:.]){SPAN}"
_SMALL = r"(?<![0-9])(?:[12]?[0-9]|3[01]|0[1-9])"


def joint_sign() -> str:
    """Return a pattern for the signs that join two words for a time."""
    return either_chinese("joint_sign") + "|,"


@cache
def week_pattern() -> str:
    """Return a pattern for one or several days of a week in Chinese, this or another."""
    sign = either_chinese("weekday_sign")
    ends = either_chinese("clock_sign", "counted_sign", "not_weekday_after")
    in_word = either_chinese("one_in_word")
    another = rf"(?:{joint_sign()}|{either_chinese('until')})?{sign}(?!{ends}|{in_word})"
    which = either_chinese("this_week", "next_week", "every_week", "last_week")
    which = f"(?:{which}(?:{either_chinese('measure')})?)?"
    several = f"{either_chinese('every_week')}{sign}(?:{another}){{1,5}}"
    days = f"{which}{either_chinese('week')}{sign}(?!{ends})(?:{another}){{0,5}}"
    return f"(?:{days}|{several})"


@cache
def date_pattern() -> str:
    """Return a pattern for a date in Chinese: 12月3号, 下个月10号, 明年二月; no house number."""
    number = f"(?:{_SMALL}|{_numerals()})"
    which = f"{either_chinese('this_week', 'next_week')}(?:{either_chinese('measure')})?"
    year, month = either_chinese("year"), either_chinese("month")
    of_month = f"(?:(?:{year})?{number}|{which}){month}"
    sign, other = either_chinese("date_sign"), either_chinese("not_date_after")
    day = f"(?:{of_month}{number}{sign}|(?<![0-9]){number}{either_chinese('lone_date_sign')})"
    part = either_chinese("part_of_month")
    whole = f"(?:{of_month}{part}|(?:{year})?{number}{month}(?:{part})?|{year})"
    lunar_day = either_chinese("lunar_day")
    lunar = f"(?:{either_chinese('lunar_month')}(?:{lunar_day}|{number}|{part})?|{lunar_day})"
    return f"(?:{day}(?!{other})|{whole}|{lunar})"


@cache
def _numerals() -> str:
    signs = "".join(sorted({*known("digit"), *known("ten")} - {*known("counting_digit")}))
    return f"(?<![{signs}])[{signs}]{{1,3}}"
