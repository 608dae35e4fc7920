"""Where a message is cut: between its needs, and around the sentence that names a danger."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from mutual_aid.reading.besides import new_thought
from mutual_aid.reading.emergencies import emergency_in
from mutual_aid.reading.features import origins
from mutual_aid.reading.kinds import KindRead, risk_in
from mutual_aid.reading.said import Said
from mutual_aid.reading.script import Plain
from mutual_aid.reading.signals import Signals
from mutual_aid.reading.urgency import Haste, due_in
from mutual_aid.reading.weights import Seen

Cut = tuple[int, int]
"""A place of the masked text that went through `alike`, and the same place of the plain text."""


class Stretch:
    """What a message, or a stretch of it, says besides the kinds of help."""

    def __init__(self, said: Said, text: str, seen: Seen, signals: Signals, now: datetime) -> None:
        self.said = said
        self.text = text
        """What the places of `seen` are counted in."""
        self.signals = signals
        self._seen = seen
        self._now = now

    @cached_property
    def haste(self) -> Haste:
        due = due_in(self.said.when.value if self.said.when else None, self._now)
        return Haste(self._seen, self.signals, due, risk_in(self._seen))


def cuts(plain: Plain, masked: str, needs: Sequence[KindRead]) -> list[Cut]:
    """Return where the clause of each need begins, and where what is said of it begins.

    The latter is the first new sentence, or word such as "also", behind the clause of the need
    before. The first cut is the beginning, the last one the end of the message.
    """
    places = origins(masked)
    first, *others = sorted({x.start: x for x in needs}.values(), key=lambda x: x.start)
    found, end = [(0, 0)], places[first.end]
    for need in others:
        start = places[need.start]
        joint = new_thought().search(plain.text, min(end - 1, start), start)
        found.append((need.start, joint.start() if joint else start))
        end = places[need.end]
    return [*found, (len(places) - 1, len(plain.text))]


def with_danger(plain: Plain, danger_code: str) -> Plain:
    """Return the first sentence whose words alone name that danger, else the whole text."""
    ends = [0, *(hit.end() for hit in new_thought().finditer(plain.text)), len(plain.text)]
    for start, end in pairwise(ends):
        sentence = plain.part(start, end)
        danger = emergency_in(sentence.original)
        if danger and danger.code == danger_code:
            return sentence
    return plain
