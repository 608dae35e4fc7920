"""python -m benchmarks.reading_start: what the first reading costs a process of the bot.

Counted from the model without the reader: imports, word lists, patterns and weights.
"""

import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from mutual_aid.estates import Block, Estate
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.members import Speaker
from mutual_aid.record import Language, Names
from mutual_aid.taxonomy import categories


def _held() -> int:
    """Return the memory held now, in KiB (as Linux counts it)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1024


def main() -> int:
    """Print seconds and KiB on one line."""
    reporter: Speaker | None = None
    name = Names.same("A")
    block = Block(
        block_id=BlockId("A"),
        estate_id=EstateId("A"),
        names=name,
        aliases=("Block A",),
        floors=9,
        units_per_floor=9,
    )
    estate = Estate(
        estate_id=EstateId("A"),
        names=name,
        timezone="Asia/Hong_Kong",
        languages=("en",),
        emergency_numbers=("999",),
    )
    categories()
    before, began = _held(), time.perf_counter()
    from mutual_aid.reading import Ground, read_report

    grounds = [Ground(estate=estate, blocks=(block,))]
    now, language = datetime(2026, 11, 22, tzinfo=UTC), Language.EN
    read_report("Block A 203", estate=grounds, reporter=reporter, now=now, language=language)
    print(time.perf_counter() - began, _held() - before)
    return 0


if __name__ == "__main__":
    sys.exit(main())
