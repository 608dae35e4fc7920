"""Arguments of the measurements: wrong ones are one line that says what to write."""

import argparse
from collections.abc import Callable


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return what argparse calls to read a whole number from least to most."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"write a whole number from {least:,} to {most:,}")
        return number

    return read
