"""What a leader types in her own words: read into cards that are filled in already."""

from handlers.context import Context
from handlers.filling import Filling, Heard, grounds
from handlers.needs_place_read import placed
from handlers.needs_when import is_ahead
from mutual_aid.actions.needs import Draft
from mutual_aid.errors import NotYours
from mutual_aid.needs import Wish
from mutual_aid.reading import DraftNeed, Ground, emergency_in, read_report
from mutual_aid.reading.script import plain
from mutual_aid.reading.spots import spots_in
from mutual_aid.taxonomy import Category, Urgency, categories

SURE_OF_KIND = 0.6
"""Below this the kind is asked. Of 720 messages that nothing was learned from, 97 % were above it,
with the right kind in 97 of 100; of the 19 below it the kind read was right in 10, and the right
one was among the likeliest three in 16."""

_LONGEST_WHEN, _LONGEST_NAME = 80, 40


async def understood(context: Context, text: str, base: Draft) -> list[Filling]:
    """Return a report for each need that the words speak of, the most pressing first.

    base is what is known besides; what the words say wins over it. Where something has to stay
    sealed it goes alone, with all the words; one message raises one alarm, whatever names danger
    has in it. Empty where the text holds no words to read.
    """
    drafts = read_report(
        text,
        estate=await _estates(context),
        reporter=context.speaker,
        now=context.turn.now,
        language=context.words.language,
        own_words=context.turn.policy.own_words,
    )
    read = _with_danger([_filling(x, text, base, context) for x in drafts], emergency_in(text))
    placed = [await _with_place(context, x, y) for x, y in zip(read, drafts, strict=True)]
    sealed = [x for x in placed if is_sealed(x)]
    alarms = [x for x in placed if x.is_emergency]
    calm = [x for x in placed if not x.is_emergency]
    return [_remembered(x) for x in _photos_once(sealed[:1] or [*alarms[:1], *calm])]


async def _estates(context: Context) -> list[Ground]:
    """Return the estates of the speaker's ground, whole, so that other blocks are noticed."""
    estates = context.turn.estates
    own = await grounds(context.turn, context.speaker)
    if not own:
        raise NotYours
    return [
        Ground(estate=await estates.get(x), blocks=tuple(await estates.blocks(x)))
        for x in dict.fromkeys(x.estate_id for x in own)
    ]


def _filling(read: DraftNeed, message: str, base: Draft, context: Context) -> Filling:
    """What is told of another household is none of the helper's business; what is sealed keeps
    all the words, since it goes alone."""
    category = categories()[read.category_code.value]
    text = message if category.sealed else read.household or message
    spot = None if read.floor else next(iter(spots_in(plain(text))), None)
    urgency = read.urgency.value
    known = category.sealed or urgency is Urgency.EMERGENCY or not _is_unsure(read)
    filling = Filling(
        draft=base.model_copy(
            update={
                "category_code": category.code if known else None,
                "urgency": urgency,
                "helpers": None,
                "person": _name(read) or base.person,
                "notes": " · ".join(x for x in (base.notes, text) if x),
                "spoken": _spoken(read) or base.spoken,
                "wishes": _wishes(read) or base.wishes,
            }
        ),
        notes_known=True,
        people=read.people.value,
        heard=Heard(
            text=text,
            category_code=category.code,
            likeliest=tuple(x.value for x in read.likeliest),
            urgency=urgency,
            floor=read.floor.value if read.floor else spot.floor if spot else None,
            unit_no=read.unit_no.value if read.unit_no else spot.unit_no if spot else None,
            people=read.people.value,
            person=_name(read),
        ),
    )
    return _with_when(filling, read, context)


def _is_unsure(read: DraftNeed) -> bool:
    """A further need of the same message is shown as it was read: the likeliest are the first's."""
    sure, first = read.category_code.sure, read.likeliest[0].value
    return sure < SURE_OF_KIND and first == read.category_code.value


def _name(read: DraftNeed) -> str:
    name = read.name.value if read.name else ""
    return name if len(name) <= _LONGEST_NAME else ""


def _spoken(read: DraftNeed) -> str:
    """Return the language that the helper should speak, since the neighbour does."""
    said = (x.value.split() for x in read.wishes)
    return next((x[1] for x in said if len(x) == 2 and x[0] == "speaks"), "")


def _wishes(read: DraftNeed) -> tuple[Wish, ...]:
    said = {x.value for x in read.wishes}
    return tuple(x for x in Wish if x in said)


def _with_when(filling: Filling, read: DraftNeed, context: Context) -> Filling:
    """A time that is over says when something happened, not when help is due."""
    when = read.when.value if read.when else None
    if when is None or not is_ahead(when, context.turn.now):
        return filling.with_draft(when_known=True)
    words = when.words if len(when.words) <= _LONGEST_WHEN else ""
    return filling.with_draft(
        when_words=words, from_at=when.from_at, until_at=when.until_at, when_known=True
    )


def _with_danger(read: list[Filling], danger: Category | None) -> list[Filling]:
    """Words of danger are the least that is believed, whatever else was read.

    A kind that is an emergency by itself stays as it was read, unless the words must be sealed.
    """
    if danger is None or not read or any(is_sealed(x) for x in read):
        return read
    alarming = [x for x in read if x.is_emergency and x.draft.category.urgency is x.draft.urgency]
    if alarming and not danger.sealed:
        return read
    return [_raised_to(read[0], danger), *read[1:]]


def raised(filling: Filling, text: str) -> Filling:
    """Words that speak of danger lift the report to an emergency, whatever was chosen.

    What has to stay sealed is sealed even if another emergency was chosen before.
    """
    danger = emergency_in(text)
    if danger is None or is_sealed(filling):
        return filling
    if filling.is_emergency and not danger.sealed:
        return filling
    return _raised_to(filling, danger)


def _raised_to(filling: Filling, danger: Category) -> Filling:
    return filling.with_draft(category_code=danger.code, urgency=Urgency.EMERGENCY)


def is_sealed(filling: Filling) -> bool:
    """Tell whether only the station's professionals may read a report."""
    return bool(filling.draft.category_code) and filling.draft.category.sealed


async def _with_place(context: Context, filling: Filling, read: DraftNeed) -> Filling:
    """Where no place is named, the one that was known before stays; a floor does for danger."""
    named = read.block_id is not None and bool(read.block_id.words)
    heard = filling.heard
    if heard is None or not (named or heard.floor or filling.draft.block_id is None):
        return filling
    block_id = read.block_id.value if read.block_id else filling.draft.block_id
    found = await placed(context, filling, block_id, heard.floor, heard.unit_no)
    if found.is_emergency and found.draft.floor is not None:
        return found.with_draft(place_known=True)
    return found


def _remembered(filling: Filling) -> Filling:
    """Return the report together with how it looks before anybody changes it."""
    shown = filling.draft.model_copy(update={"notes": "", "attachments": ()})
    kind = {"category_code": shown.category_code} if shown.category_code else {}
    now = {"shown": shown, "urgency": shown.urgency, **kind}
    heard = filling.heard.model_copy(update=now) if filling.heard else None
    return filling.model_copy(update={"heard": heard})


def _photos_once(read: list[Filling]) -> list[Filling]:
    return read[:1] + [x.with_draft(attachments=()) for x in read[1:]]
