"""Reads the messages of a file as the product does, and takes the time."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import ROOT
from benchmarks.reading_data import NOW, messages, sample_blocks
from mutual_aid.estates import Estate
from mutual_aid.ids import EstateId
from mutual_aid.reading import Ground, get_ready, read_report
from mutual_aid.record import Language, Names


@dataclass(frozen=True)
class Outcome:
    """A labelled message, the drafts that were read out of it, and the seconds it took."""

    wanted: dict[str, Any]
    drafts: list[Any]
    seconds: float


@dataclass(frozen=True)
class StartUp:
    """What the first message costs: import, word lists and weights."""

    seconds: float
    mebibytes: float


def read_all(file: Path) -> tuple[list[Outcome], StartUp]:
    """Return an outcome for each message, and the cost of starting; raises OSError, ValueError."""
    labelled = messages(file)
    get_ready()
    return read_messages(labelled), _start_up()


def _start_up() -> StartUp:
    """Measure in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading_start"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, kibibytes = done.stdout.split()
    return StartUp(float(seconds), int(kibibytes) / 1024)


def read_messages(labelled: Sequence[dict[str, Any]]) -> list[Outcome]:
    """Return an outcome for each message."""
    grounds = [Ground(estate=_estate(), blocks=sample_blocks())]
    outcomes = []
    for message in labelled:
        text, language = message["text"], Language(message["lang"])
        began = time.perf_counter()
        drafts = read_report(text, estate=grounds, reporter=None, now=NOW, language=language)
        outcomes.append(Outcome(message, drafts, time.perf_counter() - began))
    return outcomes


def _estate() -> Estate:
    return Estate(
        estate_id=EstateId("MC"),
        names=Names.same("Sample"),
        timezone="Asia/Hong_Kong",
        languages=("yue",),
        emergency_numbers=("999",),
    )
