"""The report of a need while it is filled in: what is known, and which question comes next."""

from markupsafe import Markup
from pydantic import BaseModel

from handlers import forms
from handlers.context import Context
from handlers.screens import Button
from handlers.words import Words
from mutual_aid.actions.needs import Draft
from mutual_aid.estates import Block
from mutual_aid.ids import BlockId
from mutual_aid.members import Speaker
from mutual_aid.notices import Dialogue
from mutual_aid.taxonomy import Urgency
from mutual_aid.turn import Turn

KIND = "need"


class Heard(BaseModel):
    """What was read from the reporter's words, to be held against what becomes of it."""

    text: str
    category_code: str
    likeliest: tuple[str, ...] = ()
    urgency: Urgency
    floor: int | None = None
    unit_no: str | None = None
    people: int = 1
    person: str = ""
    shown: Draft = Draft()
    """The card as it was filled in before its writer saw it."""


class Filling(BaseModel):
    """The answers so far; editing means that the card is shown again after one answer.

    waiting are further needs of the same message; astray: the flat that was named is not there.
    """

    draft: Draft = Draft()
    group: str = ""
    day: str = ""
    notes_known: bool = False
    editing: bool = False
    people: int = 1
    astray: bool = False
    heard: Heard | None = None
    waiting: tuple["Filling", ...] = ()
    number: int = 1
    of: int = 1

    def with_draft(self, **changes: object) -> "Filling":
        """Return the same with some answers changed."""
        return self.model_copy(update={"draft": self.draft.model_copy(update=changes)})

    @property
    def is_emergency(self) -> bool:
        """Whether every further question would cost time."""
        urgency = self.draft.urgency
        if urgency is None and self.draft.category_code:
            urgency = self.draft.category.urgency
        return urgency is Urgency.EMERGENCY

    def next_step(self) -> str:
        """Return the first question that is still open; the card when there is none."""
        if self.draft.category_code is None:
            return "unsure" if self.heard else "kind"
        if not self.draft.place_known:
            return self._place_step()
        if self.is_emergency or self.editing:
            return "card"
        if not self.draft.when_known:
            return "when"
        return "card" if self.notes_known else "notes"

    def _place_step(self) -> str:
        if self.draft.block_id is None:
            return "block"
        return "place" if self.draft.floor is None else "unit"


async def go_on(context: Context, filling: Filling, *, fresh: bool = False) -> None:
    """Ask the next open question."""
    step = filling.next_step()
    if step == "card":
        filling = filling.model_copy(update={"editing": True, "notes_known": True})
    await forms.put(context, KIND, step, filling, fresh=fresh)


async def go_to(context: Context, filling: Filling, step: str, *, fresh: bool = False) -> None:
    """Ask a certain question."""
    await forms.put(context, KIND, step, filling, fresh=fresh)


def way_out(words: Words, dialogue: Dialogue, back: str) -> tuple[Button, ...]:
    """Return the row that every question ends with: a step back, and the way out."""
    cancel = way_out_of_one(words, dialogue)
    if not back:
        return (cancel,)
    return (forms.choice(words.plain("button.back"), "need.back", dialogue, back), cancel)


def way_out_of_one(words: Words, dialogue: Dialogue) -> Button:
    """Return Cancel, which leaves the needs that still wait as they are."""
    several = forms.answers(dialogue, Filling).waiting
    action = "need.drop" if several else "form.cancel"
    return forms.choice(words.plain("button.cancel"), action, dialogue)


def which_of(words: Words, filling: Filling) -> Markup:
    """Return a first line such as 1 of 2 where one message held several needs."""
    if filling.of == 1:
        return words.nothing
    return words("need.which_of", number=filling.number, of=filling.of)


async def grounds(turn: Turn, speaker: Speaker) -> list[Block]:
    """Return the blocks that the speaker may report for: own ones, then the whole estate's."""
    found: dict[BlockId, Block] = {}
    for leader in speaker.leaders:
        if leader.serving:
            found[leader.block_id] = await turn.estates.block(leader.block_id)
    for estate_id in speaker.estate_ids:
        if speaker.coordinates(estate_id):
            found |= {x.block_id: x for x in await turn.estates.blocks(estate_id)}
    return list(found.values())
