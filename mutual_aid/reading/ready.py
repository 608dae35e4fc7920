"""Loading words and weights before the first person writes."""

from datetime import UTC, datetime

from mutual_aid.estates import Estate
from mutual_aid.ids import EstateId
from mutual_aid.reading.lexicon import lexicon
from mutual_aid.reading.report import Ground, read_report
from mutual_aid.record import Language, Names

_ANY_DAY = datetime(2000, 1, 3, tzinfo=UTC)


def get_ready() -> None:
    """Read once in every language, which loads words and weights: half a second, not to be spent
    on the first message of a person."""
    nobody = Estate(
        estate_id=EstateId(""),
        names=Names.same(""),
        timezone="UTC",
        languages=(),
        emergency_numbers=(),
    )
    now, ground = _ANY_DAY, Ground(estate=nobody, blocks=())
    for language in Language:
        word = next(x["words"] for x in lexicon() if x["language"] == language).partition("|")[0]
        read_report(f"{word} 2107", estate=[ground], reporter=None, now=now, language=language)
