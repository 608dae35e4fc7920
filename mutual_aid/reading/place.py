"""The place a report speaks of: block, floor and flat together, as they stand together."""

from collections.abc import Sequence

from mutual_aid.estates import Block
from mutual_aid.ids import BlockId
from mutual_aid.reading.blocks import NamedBlock
from mutual_aid.reading.spots import Spot, spots_in
from mutual_aid.record import Record

_NEAR = 6
"""Signs between a block and a flat that still belong together."""


class PlaceRead(Record):
    """A block, floor and flat with the stretches of text that name them, and how sure each is."""

    block: NamedBlock | None
    spot: Spot | None
    block_sure: float
    spot_sure: float


def place_in(text: str, named: Sequence[NamedBlock], blocks: Sequence[Block]) -> PlaceRead:
    """Return the place that fits best, of the blocks named; the first one of equals."""
    known = {x.block_id: x for x in blocks}
    spots = [x for x in spots_in(text) if not any(_same_signs(x, y) for y in named)]
    believed = [x for x in spots if _credible(x, named, known)]
    if not believed:
        return _without_spot(named)
    spot = max(believed, key=lambda x: (_weight(x, named, known), -x.start))
    block = _block_of(spot, named)
    return PlaceRead(
        block=block, spot=spot, block_sure=0.95 if block else 0.0, spot_sure=_sure(spot, block)
    )


def _without_spot(named: Sequence[NamedBlock]) -> PlaceRead:
    first = named[0] if named else None
    return PlaceRead(block=first, spot=None, block_sure=0.95 if first else 0.0, spot_sure=0.0)


def _sure(spot: Spot, block: NamedBlock | None) -> float:
    return 0.97 if spot.labelled or block is not None else 0.85


def _same_signs(spot: Spot, block: NamedBlock) -> bool:
    return spot.start < block.end and block.start < spot.end


def _near(spot: Spot, named: Sequence[NamedBlock]) -> NamedBlock | None:
    def apart(block: NamedBlock) -> int:
        return spot.start - block.end if block.end <= spot.start else block.start - spot.end

    near = [x for x in named if apart(x) <= _NEAR]
    return min(near, key=apart, default=None)


def _block_of(spot: Spot, named: Sequence[NamedBlock]) -> NamedBlock | None:
    return _near(spot, named) or (named[0] if named else None)


def _credible(spot: Spot, named: Sequence[NamedBlock], known: dict[BlockId, Block]) -> bool:
    """A bare number is a flat only where such a flat can be; what has a label is believed."""
    block = _block_of(spot, named)
    if spot.labelled or _near(spot, named):
        return True
    return any(_exists(spot, x) for x in ([known[block.block_id]] if block else known.values()))


def _exists(spot: Spot, block: Block) -> bool:
    unit = int(spot.unit_no or 1)
    return spot.floor <= block.floors and 1 <= unit <= block.units_per_floor


def _weight(
    spot: Spot, named: Sequence[NamedBlock], known: dict[BlockId, Block]
) -> tuple[int, ...]:
    block = _block_of(spot, named)
    follows = any(0 <= spot.start - x.end <= _NEAR for x in named)
    return (
        int(block is None or _exists(spot, known[block.block_id])),
        int(spot.unit_no is not None),
        int(follows),
    )
