"""No text, however odd, stops the reader; the slowest one is printed."""

import os
import random
import time

from tests.mutual_aid.reading.reports import BLOCKS, read

COUNT = 10_000
LONGEST = 4096
SEED = int(os.environ.get("READING_SEED", random.SystemRandom().randrange(2**32)))

PIECES = (
    *"0123456789 \n\t.,;:!?-/#$%&<>\"'()[]{}|\\^~`*+=@_",
    *"一二三十廿百零〇兩樓层室座栋號点月日周星期礼拜每到前后",
    *"\u202e\u200f\u200b\u200d\ufeff\u0000\u0301\ud7ff\ue000\U0001f600\U0001f468\U00020000",
    "<b>", "</script>", "&amp;", "21/F", "flat 7", "2107", "Block ", "Mong Chiu", "望潮樓",
    "陳婆婆", "Mrs Chan", "火燭", "not ", "冇", "tomorrow", "下星期三", "10點", "twelve", "ß", "İ",
    "people", "個", "人", "一家", "family of ", "every ", "till ", "1/2", "999999999", "上個月",
)  # fmt: skip


def a_text(dice: random.Random) -> str:
    kind = dice.randrange(6)
    length = dice.choice((1, 5, 40, 200)) if dice.random() < 0.985 else LONGEST
    if kind == 0:
        return "".join(chr(dice.randrange(0x20, 0xD7FF)) for _ in range(length))
    if kind == 1:
        return str(dice.choice(PIECES)) * (length // 2 + 1)
    if kind == 2:
        return "".join(dice.choice("0123456789 -/") for _ in range(length))
    if kind == 3:
        return "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(length))
    return "".join(dice.choice(PIECES) for _ in range(length))[:LONGEST]


def test_ten_thousand_hostile_texts_are_read_without_an_error() -> None:
    print(f"READING_SEED={SEED}")
    dice = random.Random(SEED)
    known = {x.block_id for x in BLOCKS}
    slowest, words = 0.0, ""
    for _ in range(COUNT):
        text = a_text(dice)
        began = time.perf_counter()
        drafts = read(text)
        seconds = time.perf_counter() - began
        slowest, words = max((slowest, words), (seconds, text))
        assert all(x.block_id is None or x.block_id.value in known for x in drafts)
        assert all(0 < x.people.value <= 200 for x in drafts)
    print(f"slowest: {slowest * 1000:.0f} ms, {len(words)} signs: {words[:40]!r}")
