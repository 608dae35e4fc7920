"""Where help is needed: block, floor and flat, by buttons or typed as people write it."""

from markupsafe import Markup

from handlers import forms
from handlers.context import Context
from handlers.emergency_numbers import number_for
from handlers.filling import KIND, Filling, go_on, go_to, grounds, way_out, which_of
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading
from mutual_aid.errors import NotUnderstood, NotYours, UnitUnknown
from mutual_aid.estates import Block, Unit
from mutual_aid.ids import BlockId, UnitId
from mutual_aid.members import Speaker
from mutual_aid.notices import Dialogue
from mutual_aid.places import read_block, read_place
from mutual_aid.reading.script import plain
from mutual_aid.reading.typed import read_typed_place
from mutual_aid.turn import Turn

_FEW_FLOORS = 4
"""Leaders of so few floors pick the flat at once."""


async def block_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the block."""
    filling = forms.answers(dialogue, Filling)
    buttons = [
        forms.choice(reading.words.name(x.names), "need.block", dialogue, x.block_id)
        for x in await grounds(reading.turn, reading.reader)
    ]
    return Screen(
        await _above(reading, dialogue) + reading.words("need.which_block"),
        (
            *forms.in_rows(buttons, 1),
            way_out(reading.words, dialogue, _before_floor(filling, several=False)),
        ),
    )


async def _above(reading: Reading, dialogue: Dialogue) -> Markup:
    """An emergency starts with the number to call, on every question."""
    filling = forms.answers(dialogue, Filling)
    if not filling.is_emergency:
        which = which_of(reading.words, filling)
        return which + Markup("\n") if which else which
    blocks = await grounds(reading.turn, reading.reader)
    if filling.draft.block_id:
        blocks = [await reading.turn.estates.block(filling.draft.block_id)]
    estates = [await reading.turn.estates.get(x) for x in {b.estate_id: 0 for b in blocks}]
    numbers = dict.fromkeys(number_for(x, filling.draft.category_code or "") for x in estates)
    return reading.words("need.call_first", numbers=" / ".join(numbers))


async def place_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the floor; leaders of a few floors see their flats at once."""
    filling = forms.answers(dialogue, Filling)
    block = await reading.turn.estates.block(filling.draft.block_id or BlockId(""))
    floors = own_floors(reading.reader, block)
    if len(floors) <= _FEW_FLOORS:
        units = [x for n in floors for x in await reading.turn.estates.units(block.block_id, n)]
        rows = _flats(dialogue, units)
    else:
        numbers = [forms.choice(str(n), "need.floor", dialogue, str(n)) for n in floors]
        rows = forms.in_rows(numbers, 6)
    several = len(await grounds(reading.turn, reading.reader)) > 1
    return Screen(
        await _above(reading, dialogue)
        + reading.words("need.which_floor", block=reading.words.name(block.names)),
        (
            *rows,
            (_no_flat(reading, dialogue),),
            way_out(reading.words, dialogue, _before_floor(filling, several=several)),
        ),
    )


def _before_floor(filling: Filling, *, several: bool) -> str:
    if several:
        return "block"
    return "card" if filling.editing else "kind"


def own_floors(speaker: Speaker, block: Block) -> list[int]:
    """Return the floors of the block that the speaker may report for."""
    everything = speaker.coordinates(block.estate_id) or speaker.leads(block.block_id)
    return [
        n for n in range(1, block.floors + 1) if everything or speaker.covers(block.block_id, n)
    ]


def _flats(dialogue: Dialogue, units: list[Unit]) -> tuple[tuple[Button, ...], ...]:
    buttons = [
        forms.choice(f"{x.floor}{x.unit_no}", "need.unit", dialogue, x.unit_id) for x in units
    ]
    return forms.in_rows(buttons, 4)


def _no_flat(reading: Reading, dialogue: Dialogue) -> Button:
    return forms.choice(reading.words.plain("need.no_flat"), "need.no_flat", dialogue)


async def unit_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the flat on a floor."""
    draft = forms.answers(dialogue, Filling).draft
    assert draft.block_id is not None
    assert draft.floor is not None
    units = await reading.turn.estates.units(draft.block_id, draft.floor)
    return Screen(
        await _above(reading, dialogue) + reading.words("need.which_flat", floor=draft.floor),
        (
            *_flats(dialogue, units),
            (_no_flat(reading, dialogue),),
            way_out(reading.words, dialogue, "place"),
        ),
    )


@press("need.block")
async def block(context: Context) -> None:
    """Keep the block."""
    filling = await forms.pressed_in(context, KIND, Filling)
    chosen = BlockId(context.pressed.arg)
    filling = filling.with_draft(block_id=chosen, floor=None, unit_id=None, place_known=False)
    heard = filling.heard
    if heard is not None and heard.floor is not None and not filling.editing:
        await go_on(context, await placed(context, filling, chosen, heard.floor, heard.unit_no))
        return
    await go_to(context, filling, "place")


@press("need.floor")
async def floor(context: Context) -> None:
    """Keep the floor and ask for the flat."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_to(context, _on_floor(filling, int(context.pressed.arg)), "unit")


@press("need.unit")
async def unit(context: Context) -> None:
    """Keep the flat."""
    filling = await forms.pressed_in(context, KIND, Filling)
    chosen = await context.turn.estates.unit(UnitId(context.pressed.arg))
    if chosen is None:
        raise UnitUnknown
    await go_on(context, at(filling, chosen))


@press("need.no_flat")
async def no_flat(context: Context) -> None:
    """It is about a corridor, a lobby or the open: no flat."""
    filling = await forms.pressed_in(context, KIND, Filling)
    found = filling.model_copy(update={"astray": False})
    await go_on(context, found.with_draft(unit_id=None, place_known=True))


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
    filling = _on_floor(filling.with_draft(block_id=block_id), floor)
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
    filling = _on_floor(filling, floor)
    if unit_no is None:
        return filling
    unit = await turn.estates.find_unit(block.block_id, floor, unit_no)
    return at(filling, unit) if unit else _astray(filling, block, floor)


async def found_in(context: Context, filling: Filling, text: str) -> Filling:
    """Return the report with the place of a text that says little else."""
    own = await grounds(context.turn, context.speaker)
    if not own:
        raise NotYours
    block_id, floor, unit_no = _read(text, own, await _others(context.turn, own))
    return await placed(context, filling, block_id, floor, unit_no)


def _astray(filling: Filling, block: Block | None, floor: int | None = None) -> Filling:
    lost = filling.model_copy(update={"astray": True})
    block_id = block.block_id if block else None
    return lost.with_draft(block_id=block_id, floor=floor, unit_id=None, place_known=bool(block))


def _on_floor(filling: Filling, floor: int) -> Filling:
    return filling.with_draft(floor=floor, unit_id=None, place_known=False)


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


def at(filling: Filling, unit: Unit) -> Filling:
    """Return the report for that flat."""
    found = filling.model_copy(update={"astray": False})
    return found.with_draft(
        block_id=unit.block_id, floor=unit.floor, unit_id=unit.unit_id, place_known=True
    )
