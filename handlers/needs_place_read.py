"""The place that words name: read, and believed only where it is on the speaker's ground."""

from handlers.context import Context
from handlers.filling import Filling, go_on, go_to, grounds
from mutual_aid.errors import NotUnderstood, NotYours, UnitUnknown
from mutual_aid.estates import Block, Unit
from mutual_aid.ids import BlockId
from mutual_aid.members import Speaker
from mutual_aid.places import read_block, read_place
from mutual_aid.reading.script import plain
from mutual_aid.reading.typed import read_typed_place
from mutual_aid.turn import Turn


async def typed(context: Context, filling: Filling, text: str) -> None:
    """Read block and flat as they are typed, such as 2107, A座2107 or Flat 7, 21/F."""
    blocks = await grounds(context.turn, context.speaker)
    named, floor, unit_no = _read(text, blocks, await _others(context.turn, blocks))
    block_id = named or filling.draft.block_id
    if block_id is None or floor is None:
        raise NotUnderstood(hint="refused.place")
    if all(x.block_id != block_id for x in blocks):
        raise UnitUnknown
    if floor not in own_floors(context.speaker, await context.turn.estates.block(block_id)):
        raise UnitUnknown
    filling = on_floor(filling.with_draft(block_id=block_id), floor)
    if unit_no is None:
        await go_to(context, filling, "unit", fresh=True)
        return
    found = await context.turn.estates.find_unit(block_id, floor, unit_no)
    if found is None:
        raise UnitUnknown
    await go_on(context, at(filling, found), fresh=True)


def _read(
    text: str, own: list[Block], others: list[Block]
) -> tuple[BlockId | None, int | None, str | None]:
    """Return block, floor and flat; a field that holds nothing else may say them very shortly."""
    found = read_typed_place(text, [*own, *others])
    block_id = found.block.block_id if found.block else None
    if found.spot is not None:
        return block_id, found.spot.floor, found.spot.unit_no
    named, rest = read_block(text, own)
    if named is None and block_id is None:
        elsewhere, rest = read_block(text, others)
        named = elsewhere
    place = read_place(rest)
    block_id = named.block_id if named else block_id
    return block_id, place.floor if place else None, place.unit_no if place else None


def is_only_a_place(text: str, blocks: list[Block]) -> bool:
    """Tell whether a text names a flat and says nothing else."""
    found = read_typed_place(text, blocks)
    said = plain(text)
    for part in (found.spot, found.block):
        if part is not None:
            said = said[: part.start] + " " * (part.end - part.start) + said[part.end :]
    return found.spot is not None and not any(x.isalnum() for x in said)


async def found_in(context: Context, filling: Filling, text: str) -> Filling:
    """Return the report with the place of a text that says little else."""
    own = await grounds(context.turn, context.speaker)
    if not own:
        raise NotYours
    block_id, floor, unit_no = _read(text, own, await _others(context.turn, own))
    return await placed(context, filling, block_id, floor, unit_no)


async def placed(
    context: Context,
    filling: Filling,
    block_id: BlockId | None,
    floor: int | None,
    unit_no: str | None,
) -> Filling:
    """Return the report with the place that its words name, as far as it is on own ground.

    What is not there and what is somebody else's ground reads the same: it is astray.
    """
    turn = context.turn
    own = {x.block_id: x for x in await grounds(turn, context.speaker)}
    only = next(iter(own.values())) if len(own) == 1 else None
    if block_id is not None and block_id not in own:
        return _astray(filling, only)
    block = own[block_id] if block_id else only
    if block is None:
        return filling
    filling = filling.with_draft(block_id=block.block_id)
    if floor is None:
        return filling
    if floor not in own_floors(context.speaker, block):
        return _astray(filling, block)
    filling = on_floor(filling, floor)
    if unit_no is None:
        return filling
    unit = await turn.estates.find_unit(block.block_id, floor, unit_no)
    return at(filling, unit) if unit else _astray(filling, block, floor)


def _astray(filling: Filling, block: Block | None, floor: int | None = None) -> Filling:
    lost = filling.model_copy(update={"astray": True})
    block_id = block.block_id if block else None
    return lost.with_draft(block_id=block_id, floor=floor, unit_id=None, place_known=bool(block))


def own_floors(speaker: Speaker, block: Block) -> list[int]:
    """Return the floors of the block that the speaker may report for."""
    everything = speaker.coordinates(block.estate_id) or speaker.leads(block.block_id)
    return [
        n for n in range(1, block.floors + 1) if everything or speaker.covers(block.block_id, n)
    ]


def on_floor(filling: Filling, floor: int) -> Filling:
    """Return the report for that floor, of which the flat is still open."""
    return filling.with_draft(floor=floor, unit_id=None, place_known=False)


def at(filling: Filling, unit: Unit) -> Filling:
    """Return the report for that flat."""
    found = filling.model_copy(update={"astray": False})
    return found.with_draft(
        block_id=unit.block_id, floor=unit.floor, unit_id=unit.unit_id, place_known=True
    )


async def _others(turn: Turn, own: list[Block]) -> list[Block]:
    """Return the blocks nearby that are not the speaker's, by those names that no number is.

    Whoever names one of them must not get the flat of that number in a block of their own.
    """
    return [
        x.model_copy(update={"aliases": tuple(y for y in x.aliases if not y.isdecimal())})
        for estate_id in dict.fromkeys(y.estate_id for y in own)
        for x in await turn.estates.blocks(estate_id)
        if x not in own
    ]
