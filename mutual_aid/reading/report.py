"""One message of a reporter as drafts of needs, emergencies first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from mutual_aid.estates import Block, Estate
from mutual_aid.ids import BlockId
from mutual_aid.members import Speaker
from mutual_aid.reading.blocks import blocks_named
from mutual_aid.reading.drafts import DraftNeed, Found, When
from mutual_aid.reading.features import alike
from mutual_aid.reading.kinds import KindRead, Kinds, kinds_in
from mutual_aid.reading.masking import masked
from mutual_aid.reading.names import name_in
from mutual_aid.reading.people import people_in
from mutual_aid.reading.place import PlaceRead, place_in
from mutual_aid.reading.script import Plain
from mutual_aid.reading.signals import Signals, signals_in
from mutual_aid.reading.telling import telling_words
from mutual_aid.reading.urgency import due_in, urgency_of
from mutual_aid.reading.weights import weights
from mutual_aid.reading.when import when_in
from mutual_aid.reading.windows import window_of_words
from mutual_aid.reading.wishes import wishes_in
from mutual_aid.record import Language, Record
from mutual_aid.taxonomy import Urgency

_LONGEST = 800
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

    Reads the first 800 signs, and all of it for words of danger. Where no block is named, the
    reporter's own block is assumed if there is just one. `now` is aware; windows are
    resolved in the zone of the first estate. `own_words` are those of a station, made alike,
    with the codes of their kinds.
    """
    plain = Plain(text[:_LONGEST])
    if not any(sign.isalpha() for sign in plain.text):
        return []
    signals = signals_in(text, plain.text)
    return _Message(plain, signals, estate, reporter, now, language).drafts(own_words or {})


class _Message:
    """What all needs of one message share."""

    def __init__(
        self,
        plain: Plain,
        signals: Signals,
        grounds: Sequence[Ground],
        reporter: Speaker | None,
        now: datetime,
        language: Language,
    ) -> None:
        blocks = [block for ground in grounds for block in ground.blocks]
        named = blocks_named(plain.text, blocks)
        self.plain = plain
        self.seen = alike(masked(plain.text, named))
        self.signals = signals
        self.place: PlaceRead = place_in(plain.text, named, blocks)
        self.own = _own_block(reporter)
        self.when = self._when(now, ZoneInfo(grounds[0].estate.timezone), language)
        self.due = due_in(self.when.value if self.when else None, now)
        self.wishes = wishes_in(plain)
        name = name_in(plain)
        self.name = Found(value=name.words, sure=name.sure, words=(name.words,)) if name else None

    def _when(self, now: datetime, zone: ZoneInfo, language: Language) -> Found[When] | None:
        moment = when_in(self.plain)
        if moment is None:
            return None
        start, end = window_of_words(moment.words, now, zone, language)
        value = When(words=moment.words, from_at=start, until_at=end)
        return Found(value=value, sure=moment.sure, words=(moment.words,))

    def drafts(self, own_words: Mapping[str, str]) -> list[DraftNeed]:
        kinds = kinds_in(self.seen, self.signals.danger_code, own_words)
        several = len(kinds.needs) > 1
        found = [(kind, self._draft(kind, kinds, several)) for kind in kinds.needs]
        return [draft for _, draft in sorted(found, key=_order)]

    def _draft(self, kind: KindRead, kinds: Kinds, several: bool) -> DraftNeed:
        seen = weights().seen(self.seen)
        urgency, sure = urgency_of(seen, kind.row, self.signals, self.due, kinds.risk)
        telling = seen.within(kind.start, kind.end) if several else seen
        people = people_in(self.plain.text, kind.code)
        counted = self.plain.words(people.start, people.end)
        return DraftNeed(
            category_code=Found(
                value=kind.code, sure=kind.sure, words=telling_words(self.seen, telling, kind.row)
            ),
            likeliest=tuple(Found(value=code, sure=share) for code, share in kinds.likeliest),
            urgency=Found(value=urgency, sure=sure),
            block_id=self._block(),
            floor=self._floor(),
            unit_no=self._unit(),
            people=Found(
                value=people.number, sure=people.sure, words=(counted,) if counted else ()
            ),
            when=self.when,
            name=self.name,
            wishes=self.wishes,
        )

    def _block(self) -> Found[BlockId] | None:
        block = self.place.block
        if block is None:
            return self.own
        words = (self.plain.words(block.start, block.end),)
        return Found(value=block.block_id, sure=self.place.block_sure, words=words)

    def _floor(self) -> Found[int] | None:
        spot = self.place.spot
        if spot is None:
            return None
        words = (self.plain.words(spot.start, spot.end),)
        return Found(value=spot.floor, sure=self.place.spot_sure, words=words)

    def _unit(self) -> Found[str] | None:
        spot = self.place.spot
        if spot is None or spot.unit_no is None:
            return None
        words = (self.plain.words(spot.start, spot.end),)
        return Found(value=spot.unit_no, sure=self.place.spot_sure, words=words)


def _order(one: tuple[KindRead, DraftNeed]) -> tuple[bool, bool, int, int]:
    """Emergencies first, then what is sure by urgency, then what may be meant beside it."""
    kind, draft = one
    level = list(Urgency).index(draft.urgency.value)
    return draft.urgency.value is not Urgency.EMERGENCY, not kind.main, level, kind.start


def _own_block(reporter: Speaker | None) -> Found[BlockId] | None:
    own = {x.block_id for x in reporter.leaders if x.serving} if reporter else set()
    return Found(value=own.pop(), sure=_OWN_BLOCK) if len(own) == 1 else None
