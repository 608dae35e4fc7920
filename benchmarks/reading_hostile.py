"""python -m benchmarks.reading_hostile: the time that odd and hostile texts take to be read."""

import argparse
import random
import sys
import time

from benchmarks.figures import milliseconds, quantile
from benchmarks.reading_run import read_messages

LONGEST = 4096
"""Signs that a message of Telegram may have."""

_PIECES: tuple[str, ...] = (
    *"0123456789 \n\t.,;:!?-/#$%&<>\"'()[]{}|\\^~`*+=@_",
    *"一二三十廿百零〇兩樓层室座栋號点月日周星期礼拜每到前后",
    *"\u202e\u200f\u200b\u200d\ufeff\u0000\u0301\ud7ff\ue000\U0001f600\U0001f468\U00020000",
    "<b>", "</script>", "&amp;", "21/F", "flat 7", "2107", "Block ", "Mong Chiu", "望潮樓",
    "陳婆婆", "Mrs Chan", "火燭", "not ", "冇", "tomorrow", "下星期三", "10點", "twelve", "ß", "İ",
    "people", "個", "人", "一家", "family of ", "every ", "till ", "1/2", "999999999", "上個月",
)  # fmt: skip


def hostile_text(dice: random.Random, long: float) -> str:
    """Return random signs, one piece over and over, numbers, Chinese, or a mixture of pieces.

    `long` is the share of texts (0 to 1) that are as long as Telegram allows.
    """
    kind = dice.randrange(6)
    length = LONGEST if dice.random() < long else dice.choice((1, 5, 40, 200))
    if kind == 0:
        return "".join(chr(dice.randrange(0x20, 0xD7FF)) for _ in range(length))
    if kind == 1:
        return (dice.choice(_PIECES) * (length // 2 + 1))[:LONGEST]
    if kind == 2:
        return "".join(dice.choice("0123456789 -/") for _ in range(length))
    if kind == 3:
        return "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(length))
    return "".join(dice.choice(_PIECES) for _ in range(length))[:LONGEST]


def main(options: argparse.Namespace) -> int:
    """Read the texts and print how long they took, by the wall's clock and the processor's."""
    dice = random.Random(options.seed)
    texts = [{"text": "warm up", "lang": "en"}]
    texts += [
        {"text": hostile_text(dice, options.long), "lang": "zh-Hant"} for _ in range(options.texts)
    ]
    read_messages(texts[: options.texts // 20])
    walls, processor = [], []
    for text in texts:
        began = time.thread_time()
        walls.append(read_messages([text])[0].seconds)
        processor.append(time.thread_time() - began)
    print(f"{len(texts):,} texts, seed {options.seed}, p50 / p99 / longest:")
    for name, times in (("wall", walls), ("processor", processor)):
        print(f"  {name}: " + " / ".join(milliseconds(quantile(times, x)) for x in (0.5, 0.99, 1)))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--long", type=float, default=0.2, help="share of texts of 4,096 signs")
    parser.add_argument("--seed", type=int, default=1)
    sys.exit(main(parser.parse_args()))
