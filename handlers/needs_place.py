"""Where help is needed: block, floor and flat, by buttons or typed as people write it."""

from markupsafe import Markup

from handlers import forms
from handlers.context import Context
from handlers.emergency_numbers import number_for
from handlers.filling import KIND, Filling, go_on, go_to, grounds, way_out
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading
from mutual_aid.errors import NotUnderstood, UnitUnknown
from mutual_aid.estates import Block, Unit
from mutual_aid.ids import BlockId, UnitId
from mutual_aid.members import Speaker
from mutual_aid.notices import Dialogue
from mutual_aid.places import blocks_in, places_in, read_block, read_place
from mutual_aid.turn import Turn

_FEW_FLOORS = 4
"""Leaders of so few floors pick the flat at once."""


async def block_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the block."""
    buttons = [
        forms.choice(reading.words.name(x.names), "need.block", dialogue, x.block_id)
        for x in await grounds(reading.turn, reading.reader)
    ]
    return Screen(
        await _above(reading, dialogue) + reading.words("need.which_block"),
        (*forms.in_rows(buttons, 1), way_out(reading.words, dialogue, "kind")),
    )


async def _above(reading: Reading, dialogue: Dialogue) -> Markup:
    """An emergency starts with the number to call, on every question."""
    filling = forms.answers(dialogue, Filling)
    if not filling.is_emergency:
        return reading.words.nothing
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
            way_out(reading.words, dialogue, "block" if several else "kind"),
        ),
    )


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
    await go_to(context, filling, "place")


@press("need.floor")
async def floor(context: Context) -> None:
    """Keep the floor and ask for the flat."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_to(context, filling.with_draft(floor=int(context.pressed.arg)), "unit")


@press("need.unit")
async def unit(context: Context) -> None:
    """Keep the flat."""
    filling = await forms.pressed_in(context, KIND, Filling)
    chosen = await context.turn.estates.unit(UnitId(context.pressed.arg))
    if chosen is None:
        raise UnitUnknown
    await go_on(context, _at(filling, chosen))


@press("need.no_flat")
async def no_flat(context: Context) -> None:
    """It is about a corridor, a lobby or the open: no flat."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_on(context, filling.with_draft(unit_id=None, place_known=True))


async def typed(context: Context, filling: Filling, text: str) -> None:
    """Read block and flat as they are typed, such as 2107 or A座2107."""
    blocks = await grounds(context.turn, context.speaker)
    named, rest = read_block(text, blocks)
    if named is None and read_block(text, await _others(context.turn, blocks))[0]:
        raise UnitUnknown
    block_id = named.block_id if named else filling.draft.block_id
    place = read_place(rest)
    if block_id is None or place is None:
        raise NotUnderstood(hint="refused.place")
    if place.floor not in own_floors(context.speaker, await context.turn.estates.block(block_id)):
        raise UnitUnknown
    filling = filling.with_draft(block_id=block_id, floor=place.floor)
    if place.unit_no is None:
        await go_to(context, filling, "unit", fresh=True)
        return
    found = await context.turn.estates.find_unit(block_id, place.floor, place.unit_no)
    if found is None:
        raise UnitUnknown
    await go_on(context, _at(filling, found), fresh=True)


async def found_in(context: Context, filling: Filling, text: str) -> Filling:
    """Return the report with the flat that free words name, if it is one of the speaker's."""
    blocks = await grounds(context.turn, context.speaker)
    named = blocks_in(text, blocks)
    if not named and blocks_in(text, await _others(context.turn, blocks)):
        return filling
    named = named or blocks
    if len(named) != 1:
        return filling
    filling = filling.with_draft(block_id=named[0].block_id)
    floors = own_floors(context.speaker, named[0])
    for place in [x for x in places_in(text) if x.floor in floors]:
        unit = await context.turn.estates.find_unit(
            named[0].block_id, place.floor, place.unit_no or ""
        )
        if unit is not None:
            return _at(filling, unit)
    return filling


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


def _at(filling: Filling, unit: Unit) -> Filling:
    return filling.with_draft(
        block_id=unit.block_id, floor=unit.floor, unit_id=unit.unit_id, place_known=True
    )
