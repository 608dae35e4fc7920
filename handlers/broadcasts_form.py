"""The questions of a broadcast, and how it will look."""

from markupsafe import Markup
from pydantic import BaseModel

from handlers import forms, phrases
from handlers.block_choice import MOST
from handlers.screens import Button, Screen
from handlers.wording import Reading
from handlers.words import Words
from mutual_aid.actions import broadcasts
from mutual_aid.broadcasts import Audience
from mutual_aid.estates import Block, Estate
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.notices import Dialogue

KIND = "cast"
ROLES = ("everyone", "volunteers", "leaders", "events")


class Cast(BaseModel):
    """The answers so far; without a block it goes to the whole estate."""

    text: str = ""
    estate_id: EstateId = EstateId("")
    block_id: BlockId | None = None
    role: str = ""

    @property
    def audience(self) -> Audience:
        """Who is meant."""
        return Audience(estate_id=self.estate_id, block_id=self.block_id, role=self.role)


def _way_out(words: Words, dialogue: Dialogue, back: str) -> tuple[Button, ...]:
    cancel = forms.choice(words.plain("button.cancel"), "form.cancel", dialogue)
    if not back:
        return (cancel,)
    return (forms.choice(words.plain("button.back"), "cast.back", dialogue, back), cancel)


async def text_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the text; one that is there already may be kept."""
    words = reading.words
    cast = forms.answers(dialogue, Cast)
    back = "preview" if cast.role else ""
    if not cast.text:
        return Screen(words("cast.text"), (_way_out(words, dialogue, back),))
    keep = forms.choice(words.plain("cast.keep"), "cast.keep", dialogue)
    text = words("cast.text_again") + Markup("\n") + quoted(cast.text)
    return Screen(text, ((keep,), _way_out(words, dialogue, back)))


def quoted(text: str) -> Markup:
    """Return a text set apart from what is said about it."""
    return Markup("<blockquote>{}</blockquote>").format(text)


async def area_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the estate or block."""
    words = reading.words
    rows: list[tuple[Button, ...]] = []
    for estate in await _own_estates(reading):
        whole = words.plain("cast.all", estate=words.name(estate.names))
        rows.append((forms.choice(whole, "cast.all", dialogue, estate.estate_id),))
        blocks = (await reading.turn.estates.blocks(estate.estate_id))[:MOST]
        rows += forms.in_rows([_block(words, dialogue, x) for x in blocks], 2)
    return Screen(words("cast.area"), (*rows, _way_out(words, dialogue, "text")))


async def _own_estates(reading: Reading) -> list[Estate]:
    estates = await reading.turn.estates.all()
    return [x for x in estates if reading.reader.coordinates(x.estate_id)]


def _block(words: Words, dialogue: Dialogue, block: Block) -> Button:
    return forms.choice(words.name(block.names), "cast.in", dialogue, block.block_id)


async def role_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask who of that place."""
    words = reading.words
    place = await place_name(reading, forms.answers(dialogue, Cast).audience)
    buttons = [forms.choice(words.plain(f"cast.role_{x}"), "cast.to", dialogue, x) for x in ROLES]
    return Screen(
        words("cast.role", place=place),
        (*((x,) for x in buttons), _way_out(words, dialogue, "area")),
    )


async def place_name(reading: Reading, audience: Audience) -> str:
    """Return the name of the block, or of the estate."""
    if audience.block_id is not None:
        return reading.words.name((await reading.turn.estates.block(audience.block_id)).names)
    return reading.words.name((await reading.turn.estates.get(audience.estate_id)).names)


async def heading(reading: Reading, estate_id: EstateId) -> Markup:
    """Return from whom the text comes."""
    estate = await reading.turn.estates.get(estate_id)
    return reading.words("cast.heading", estate=reading.words.name(estate.names))


async def preview_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Show the text as it will arrive, to how many, and whether it waits for the morning."""
    words, cast = reading.words, forms.answers(dialogue, Cast)
    people = await broadcasts.reach(reading.turn, reading.reader, cast.audience)
    place = await place_name(reading, cast.audience)
    if not people:
        return Screen(words("cast.nobody", place=place), (_way_out(words, dialogue, "role"),))
    lines = [
        words.count(f"cast.goes_to_{cast.role}", people, place=place),
        await _held(reading, cast),
        await heading(reading, cast.estate_id),
        quoted(cast.text),
    ]
    send = forms.choice(words.plain("button.send"), "cast.send", dialogue)
    edit = forms.choice(words.plain("button.edit"), "cast.back", dialogue, "text")
    rows = ((send, edit), _way_out(words, dialogue, "role"))
    return Screen(Markup("\n").join(x for x in lines if x), rows)


async def _held(reading: Reading, cast: Cast) -> Markup:
    now = reading.turn.now
    leaves = await broadcasts.leaves_at(reading.turn, cast.estate_id, now)
    if leaves == now:
        return Markup("")
    zone = (await reading.turn.estates.get(cast.estate_id)).zone
    return reading.words("cast.held", at=phrases.moment(reading.words, leaves, zone, now))
