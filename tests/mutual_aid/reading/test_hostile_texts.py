"""No text, however odd, stops the reader."""

import os
import random

from benchmarks.reading_hostile import hostile_text
from tests.mutual_aid.reading.reports import BLOCKS, read

COUNT = 10_000
LONG = 0.015
SEED = int(os.environ.get("READING_SEED", random.SystemRandom().randrange(2**32)))


def test_ten_thousand_hostile_texts_are_read_without_an_error() -> None:
    print(f"READING_SEED={SEED}")
    dice = random.Random(SEED)
    known = {x.block_id for x in BLOCKS}
    for _ in range(COUNT):
        drafts = read(hostile_text(dice, LONG))
        assert all(x.block_id is None or x.block_id.value in known for x in drafts)
        assert all(0 < x.people.value <= 200 for x in drafts)
