"""Words of a reporter, read into one card after the other; what waits is not lost."""

from handlers import forms
from handlers.context import Context
from handlers.filling import KIND, Filling, go_on, grounds
from handlers.needs_place_read import found_in, is_only_a_place
from handlers.needs_place_read import typed as typed_place
from handlers.needs_review import LONGEST_NOTE, typed_notes, with_notes
from handlers.needs_words import is_sealed, raised, understood
from handlers.presses import press
from mutual_aid.errors import NotUnderstood

_MOST = 9
"""Cards that may wait for one leader."""


async def tell(context: Context, filling: Filling, text: str) -> None:
    """Read words as a report; what is known already stays where the words say nothing of it."""
    if len(filling.draft.notes) + len(text) > LONGEST_NOTE:
        raise NotUnderstood(hint="refused.too_long")
    read = await understood(context, text, filling.draft)
    if not read:
        noted = with_notes(raised(filling, text), text)
        read = [await found_in(context, noted, text)]
    await go_on(context, in_turn([*read, *filling.waiting]), fresh=True)


async def tell_kind(context: Context, filling: Filling, text: str) -> None:
    """More words about a report whose kind is asked: all of them are read together."""
    if filling.heard is None:
        await tell(context, filling, text)
        return
    both = f"{filling.heard.text} · {text}"
    await tell(context, filling.with_draft(notes=""), both)


async def tell_more(context: Context, filling: Filling, text: str) -> None:
    """Words below a card: its flat, another need of another flat, or something more to know."""
    blocks = await grounds(context.turn, context.speaker)
    if filling.draft.unit_id is None and is_only_a_place(text, blocks):
        await typed_place(context, filling, text)
        return
    read = await understood(context, text, filling.draft.model_copy(update={"notes": ""}))
    elsewhere = [x for x in read if x.heard and x.heard.unit_no and _differs(x, filling)]
    others = [x.with_draft(attachments=()) for x in elsewhere if x.draft.category_code]
    if not others:
        here = _moved(filling, elsewhere[0]) if elsewhere else filling
        await typed_notes(context, raised(here, text), text)
        return
    if 1 + len(filling.waiting) + len(others) > _MOST:
        raise NotUnderstood(hint="refused.confirm_first")
    pressing = [x for x in others if x.is_emergency or is_sealed(x)]
    calm = [x for x in others if x not in pressing]
    queue = in_turn([*pressing, filling, *filling.waiting, *calm])
    await go_on(context, queue, fresh=True)


def _differs(read: Filling, shown: Filling) -> bool:
    return read.astray or read.draft.unit_id != shown.draft.unit_id


def _moved(filling: Filling, read: Filling) -> Filling:
    """Words that name no kind but another flat correct the flat."""
    there = read.draft
    if there.unit_id is None:
        return filling
    found = filling.model_copy(update={"astray": False})
    return found.with_draft(
        block_id=there.block_id, floor=there.floor, unit_id=there.unit_id, place_known=True
    )


def in_turn(fillings: list[Filling]) -> Filling:
    """Return the first of several reports, with the others waiting behind it."""
    numbered = [
        x.model_copy(update={"number": number, "of": len(fillings), "waiting": ()})
        for number, x in enumerate(fillings, 1)
    ]
    return numbered[0].model_copy(update={"waiting": tuple(numbered[1:])})


async def next_waiting(context: Context, filling: Filling, *, fresh: bool = False) -> None:
    """Show the next report that waits, if there is one."""
    if filling.waiting:
        first, *rest = filling.waiting
        await go_on(context, first.model_copy(update={"waiting": tuple(rest)}), fresh=fresh)


@press("need.drop")
async def drop(context: Context) -> None:
    """Cancel this one only; its card becomes that of the next."""
    await next_waiting(context, await forms.pressed_in(context, KIND, Filling))
