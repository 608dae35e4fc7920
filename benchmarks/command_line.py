"""What the measurements share as commands: arguments that explain themselves, plain endings."""

import argparse
import sys
from collections.abc import Callable

from benchmarks.bots import BotEnded
from benchmarks.crowd import Unanswered


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


def exit_code(measuring: Callable[[], None]) -> int:
    """Run it; 0 where it could measure, whatever the figures are, 1 where it could not."""
    try:
        measuring()
    except (BotEnded, Unanswered) as problem:
        print(f"Stopped: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
