"""One message of a reporter as drafts of needs, the most pressing of the sure ones first."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mutual_aid.estates import Block, Estate
from mutual_aid.ids import BlockId
from mutual_aid.members import Speaker
from mutual_aid.reading.drafts import DraftNeed, Found
from mutual_aid.reading.features import alike
from mutual_aid.reading.households import households
from mutual_aid.reading.kinds import KindRead, Kinds, kinds_in
from mutual_aid.reading.masking import masked
from mutual_aid.reading.said import Aside, Reading, Said
from mutual_aid.reading.script import Plain
from mutual_aid.reading.signals import Signals, danger_in, signals_in
from mutual_aid.reading.spots import spots_in
from mutual_aid.reading.stretches import Cut, Stretch, cuts, with_danger
from mutual_aid.reading.telling import telling_words
from mutual_aid.reading.urgency import urgency_of
from mutual_aid.reading.weights import weights
from mutual_aid.record import Language, Record
from mutual_aid.taxonomy import Urgency

_LONGEST = 600
_OWN_BLOCK = 0.6
_SURE_APART = 0.35
"""From this certainty on, households told one after the other have a need each."""
_SURE_BESIDE = 0.5
"""From this one on, such a household has a further need."""


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
    signals = signals_in(plain.text, danger_in(text))
    blocks = [block for ground in estate for block in ground.blocks]
    reading = Reading(blocks, now, ZoneInfo(estate[0].estate.timezone), language)
    message = _Message(plain, signals, reading, _own_block(reporter))
    by_household = message.by_household(own_words or {}) if len(text) <= _LONGEST else []
    return by_household or message.drafts(own_words or {})


class _Own(NamedTuple):
    """What holds for one need besides its kind."""

    aside: Aside
    heard: Stretch
    """The words that say how soon help is due."""


class _Message:
    """What all needs of one message share."""

    def __init__(
        self, plain: Plain, signals: Signals, reading: Reading, own: Found[BlockId] | None
    ) -> None:
        self._plain = plain
        self._danger_code = signals.danger_code
        self._reading = reading
        self._own_block = own
        said = Said(plain, reading)
        self._masked = masked(plain.text, said.named)
        self._text = alike(self._masked)
        self._seen = weights().seen(self._text)
        self._whole = Stretch(said, self._text, self._seen, signals, reading.now)

    def drafts(self, own_words: Mapping[str, str]) -> list[DraftNeed]:
        kinds = kinds_in(self._text, self._danger_code, own_words)
        owns = self._owns(kinds.needs) if len(kinds.needs) > 1 else [self._only()]
        found = [(x, self._draft(x, kinds, y)) for x, y in zip(kinds.needs, owns, strict=True)]
        return [draft for _, draft in sorted(found, key=_order)]

    def by_household(self, own_words: Mapping[str, str]) -> list[DraftNeed]:
        """Return the needs of households that are told one after the other, each by itself.

        Nothing where they may have a need in common, or the parts lose sight of a danger.
        """
        parts = households(self._plain)
        if len(parts) < 2:
            return []
        told = [self._household(x) for x in parts]
        firsts, others = [], []
        for part, one in zip(parts, told, strict=True):
            words = {"household": part.original.strip()}
            drafts = [x.model_copy(update=words) for x in one.drafts(own_words)]
            firsts.append(drafts[0])
            others += [x for x in drafts[1:] if x.category_code.sure > _SURE_BESIDE]
        differ = len({x.category_code.value for x in firsts}) == len(firsts)
        sure = all(x.category_code.sure > _SURE_APART for x in firsts)
        seen = not self._danger_code or any(x._danger_code for x in told)
        return sorted(firsts, key=_pressing) + others if differ and sure and seen else []

    def _household(self, part: Plain) -> "_Message":
        own = self._whole.said.block or self._own_block
        return _Message(part, self._signals(part), self._reading, own)

    def _only(self) -> _Own:
        """Where the sentence that names a danger names another flat, that is the one."""
        whole, own = self._whole, self._whole
        if self._danger_code and len(spots_in(self._plain.text)) > 1:
            alarm = self._household(with_danger(self._plain, self._danger_code))._whole
            own = alarm if alarm.said.is_elsewhere and alarm.said.spot != whole.said.spot else whole
        return _Own(own.said.beside(whole.said, first=True), own)

    def _owns(self, needs: Sequence[KindRead]) -> list[_Own]:
        """Cut the message between its needs and read every stretch by itself.

        The whole message counts for all of them where only one of them is sure.
        """
        found = cuts(self._plain, self._masked, needs)
        stretches = [self._stretch(*x) for x in pairwise(found)]
        several = sum(x.is_apart for x in needs) > 1
        one_flat = len({x.said.spot for x in stretches if x.said.spot}) == 1
        owns = []
        for need in needs:
            at = bisect_right([start for start, _ in found], need.start) - 1
            own = stretches[at]
            apart = (need.is_apart and several) or (at > 0 and own.said.is_elsewhere)
            heard = own if apart and self._is_heard(need, own, stretches) else self._whole
            said = own.said if apart else self._whole.said
            aside = said.beside(self._whole.said, first=at == 0, one_flat=one_flat)
            owns.append(_Own(aside, heard))
        return owns

    def _stretch(self, start: Cut, end: Cut) -> Stretch:
        part = self._plain.part(start[1], end[1])
        seen = self._seen.within(start[0], end[0])
        said, signals = Said(part, self._reading), self._signals(part)
        return Stretch(said, self._text, seen, signals, self._reading.now)

    def _signals(self, part: Plain) -> Signals:
        """No part is more dangerous than all of it together."""
        return signals_in(part.text, danger_in(part.original) if self._danger_code else "")

    def _is_heard(self, need: KindRead, own: Stretch, stretches: Sequence[Stretch]) -> bool:
        """Whether its own stretch may say how soon help is due.

        Where there may be danger, only for another flat, and never where the cuts have torn the
        danger apart or the need is that danger.
        """
        if not self._whole.haste.is_danger:
            return True
        named = not self._danger_code or any(x.signals.danger_code for x in stretches)
        return own.said.is_elsewhere and named and need.code != self._danger_code

    def _draft(self, kind: KindRead, kinds: Kinds, own: _Own) -> DraftNeed:
        learned, aside = weights(), own.aside
        urgency, sure = urgency_of(kind.row, self._whole.haste, own.heard.haste)
        telling = self._seen.within(kind.start, kind.end) if len(kinds.needs) > 1 else self._seen
        kind_words = telling_words(self._text, telling, learned.kinds[:, kind.row])
        level = list(Urgency).index(urgency)
        heard, speaking = own.heard, learned.urgencies[:, level]
        urgency_words = telling_words(heard.text, heard.haste.seen, speaking)
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
    return not kind.main, _pressing(draft), kind.start


def _pressing(draft: DraftNeed) -> int:
    return list(Urgency).index(draft.urgency.value)


def _own_block(reporter: Speaker | None) -> Found[BlockId] | None:
    own = {x.block_id for x in reporter.leaders if x.serving} if reporter else set()
    return Found(value=own.pop(), sure=_OWN_BLOCK) if len(own) == 1 else None
