"""Loading words, patterns and weights before the first person writes."""

from datetime import UTC, datetime

from mutual_aid.estates import Block, Estate
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.reading.report import Ground, read_report
from mutual_aid.reading.words import one_of_each
from mutual_aid.record import Language, Names
from mutual_aid.taxonomy import rows

_ANY_DAY = datetime(2000, 1, 3, tzinfo=UTC)
_A_TEXT = 40


def get_ready() -> None:
    """Read once in every language, which takes half a second or more that is not to be spent on
    the first messages of people: patterns are made when they are first looked for."""
    nobody = Estate(
        estate_id=EstateId(""),
        names=Names.same(""),
        timezone="UTC",
        languages=(),
        emergency_numbers=(),
    )
    house = Block(
        block_id=BlockId("A"),
        estate_id=nobody.estate_id,
        names=Names.same("Mary House"),
        aliases=("A", "1", "Mary"),
        floors=30,
        units_per_floor=9,
    )
    ground = Ground(estate=nobody, blocks=(house,))
    for row in rows("reading_first.csv"):
        read_report(
            row["text"],
            estate=[ground],
            reporter=None,
            now=_ANY_DAY,
            language=Language(row["language"]),
        )
    for language in Language:
        words = one_of_each(english=language is Language.EN)
        for start in range(0, len(words), _A_TEXT):
            text = "2107 " + ", 3 ".join(words[start : start + _A_TEXT])
            read_report(text, estate=[ground], reporter=None, now=_ANY_DAY, language=language)
