"""One message of a reporter as drafts of needs, the most pressing of the sure ones first."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from mutual_aid.estates import Block, Estate
from mutual_aid.ids import BlockId
from mutual_aid.members import Speaker
from mutual_aid.reading.besides import new_thought
from mutual_aid.reading.drafts import DraftNeed, Found
from mutual_aid.reading.features import alike, origins
from mutual_aid.reading.kinds import KindRead, Kinds, kinds_in
from mutual_aid.reading.masking import masked
from mutual_aid.reading.said import Aside, Reading, Said
from mutual_aid.reading.script import Plain
from mutual_aid.reading.signals import Signals, signals_in
from mutual_aid.reading.telling import telling_words
from mutual_aid.reading.urgency import due_in, urgency_of
from mutual_aid.reading.weights import weights
from mutual_aid.record import Language, Record
from mutual_aid.taxonomy import Urgency

_LONGEST = 600
_OWN_BLOCK = 0.6


class Ground(Record):
    """An estate with its blocks: the names that its reporters use."""

    estate: Estate
    blocks: tuple[Block, ...]


def read_report(
    text: str,
    *,
    estate: Sequence[Ground],
    reporter: Speaker | None,
    now: datetime,
    language: Language,
    own_words: Mapping[str, str] | None = None,
) -> list[DraftNeed]:
    """Return the needs of a message; none where it holds no letter or sign of writing.

    Reads the first 600 signs, and all of it for words of danger. Where no block is named, the
    reporter's own block is assumed if there is just one. `now` is aware; windows are
    resolved in the zone of the first estate. `own_words` are those of a station, made alike,
    with the codes of their kinds.
    """
    plain = Plain(text[:_LONGEST])
    if not any(sign.isalpha() for sign in plain.text):
        return []
    signals = signals_in(text, plain.text)
    blocks = [block for ground in estate for block in ground.blocks]
    reading = Reading(blocks, now, ZoneInfo(estate[0].estate.timezone), language)
    return _Message(plain, signals, reading, _own_block(reporter)).drafts(own_words or {})


class _Message:
    """What all needs of one message share."""

    def __init__(
        self, plain: Plain, signals: Signals, reading: Reading, own: Found[BlockId] | None
    ) -> None:
        self._plain = plain
        self._signals = signals
        self._reading = reading
        self._own_block = own
        self._said = Said(plain, reading)
        self._masked = masked(plain.text, self._said.named)
        self._seen = alike(self._masked)
        self._due = due_in(self._said.when.value if self._said.when else None, reading.now)

    def drafts(self, own_words: Mapping[str, str]) -> list[DraftNeed]:
        kinds = kinds_in(self._seen, self._signals.danger_code, own_words)
        asides = self._asides(kinds.needs) if len(kinds.needs) > 1 else [self._all]
        found = [(x, self._draft(x, kinds, y)) for x, y in zip(kinds.needs, asides, strict=True)]
        return [draft for _, draft in sorted(found, key=_order)]

    def _asides(self, needs: Sequence[KindRead]) -> list[Aside]:
        """Cut the message between its needs and read every stretch by itself.

        The whole message counts for all of them where only one of them is sure.
        """
        cuts = self._cuts(needs)
        several = sum(x.main for x in needs) > 1
        asides = []
        for need in needs:
            at = bisect_right([start for start, _ in cuts], need.start) - 1
            own = self._stretch(*(place for _, place in cuts[at : at + 2]))
            apart = (need.main and several) or (at > 0 and own.is_elsewhere)
            asides.append(own.beside(self._said, first=at == 0) if apart else self._all)
        return asides

    def _cuts(self, needs: Sequence[KindRead]) -> list[tuple[int, int]]:
        """Return where the clause of each need begins, and where what is said of it begins.

        The latter is a place of the plain text: the first new sentence, or word such as "also",
        behind the clause of the need before.
        """
        places = origins(self._masked)
        first, *others = sorted({x.start: x for x in needs}.values(), key=lambda x: x.start)
        cuts, end = [(0, 0)], places[first.end]
        for need in others:
            start = places[need.start]
            joint = new_thought().search(self._plain.text, min(end - 1, start), start)
            cuts.append((need.start, joint.start() if joint else start))
            end = places[need.end]
        return [*cuts, (len(self._seen), len(self._plain.text))]

    def _stretch(self, start: int, end: int) -> Said:
        return Said(self._plain.part(start, end), self._reading)

    @cached_property
    def _all(self) -> Aside:
        return self._said.beside(self._said, first=True)

    def _draft(self, kind: KindRead, kinds: Kinds, aside: Aside) -> DraftNeed:
        learned = weights()
        seen = learned.seen(self._seen)
        urgency, sure = urgency_of(seen, kind.row, self._signals, self._due, kinds.risk)
        telling = seen.within(kind.start, kind.end) if len(kinds.needs) > 1 else seen
        kind_words = telling_words(self._seen, telling, learned.kinds[:, kind.row])
        level = list(Urgency).index(urgency)
        urgency_words = telling_words(self._seen, seen, learned.urgencies[:, level])
        return DraftNeed(
            category_code=Found(value=kind.code, sure=kind.sure, words=kind_words),
            likeliest=tuple(Found(value=code, sure=share) for code, share in kinds.likeliest),
            urgency=Found(value=urgency, sure=sure, words=urgency_words),
            block_id=aside.block or self._own_block,
            floor=aside.floor,
            unit_no=aside.unit,
            people=aside.counting.people(kind.code),
            when=aside.when,
            name=aside.name,
            wishes=aside.wishes,
        )


def _order(one: tuple[KindRead, DraftNeed]) -> tuple[bool, int, int]:
    """What is sure by urgency, then what may be meant beside it."""
    kind, draft = one
    return not kind.main, list(Urgency).index(draft.urgency.value), kind.start


def _own_block(reporter: Speaker | None) -> Found[BlockId] | None:
    own = {x.block_id for x in reporter.leaders if x.serving} if reporter else set()
    return Found(value=own.pop(), sure=_OWN_BLOCK) if len(own) == 1 else None
