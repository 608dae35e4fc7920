"""Where help is needed: block, floor and flat, as they are asked and tapped."""

from markupsafe import Markup

from handlers import forms
from handlers.context import Context
from handlers.emergency_numbers import number_for
from handlers.filling import KIND, Filling, go_on, go_to, grounds, way_out, which_of
from handlers.needs_place_read import at, on_floor, own_floors, placed
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading
from mutual_aid.errors import UnitUnknown
from mutual_aid.estates import Unit
from mutual_aid.ids import BlockId, UnitId
from mutual_aid.notices import Dialogue

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
    await go_to(context, on_floor(filling, int(context.pressed.arg)), "unit")


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
