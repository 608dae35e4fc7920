"""I need help: a neighbour without a role asks whoever leads their block to get in touch."""

from datetime import timedelta

from markupsafe import Markup

from handlers import forms, needs, phrases
from handlers.block_choice import labelled_blocks
from handlers.context import Context
from handlers.filling import Filling
from handlers.home import home_button, open_page, page
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading, wording
from handlers.words import clean
from mutual_aid.actions import enquiries
from mutual_aid.actions.needs import Draft
from mutual_aid.enquiries import Enquiry
from mutual_aid.ids import BlockId, MemberId
from mutual_aid.members import Member
from mutual_aid.notices import DueKind, Kind
from mutual_aid.permissions import Action, may


@press("enquiry.begin")
async def begin(context: Context) -> None:
    """Say what to do in danger, then ask for the block."""
    await open_page(context, "enquiry")


@page("enquiry")
async def which_block(reading: Reading) -> Screen:
    """Give the emergency numbers first; then every block is a button."""
    words = reading.words
    buttons = [
        Button(label, "enquiry.ask", object_id=block.block_id)
        for label, block in await labelled_blocks(reading.turn, words)
    ]
    name = phrases.person(words, reading.reader.member)
    text = Markup("\n\n").join((await _danger(reading), words("enquiry.which_block", name=name)))
    return Screen(text, (*forms.in_rows(buttons, 2), (home_button(words),)))


async def _danger(reading: Reading) -> Markup:
    """Return which number to call; with several estates, those of each beside its name."""
    words, estates = reading.words, await reading.turn.estates.all()
    numbers = {words.name(x.names): " · ".join(x.emergency_numbers) for x in estates}
    if len(set(numbers.values())) == 1:
        return words("enquiry.danger", numbers=next(iter(numbers.values())))
    lines = [words("enquiry.numbers_of", estate=k, numbers=v) for k, v in numbers.items()]
    return Markup("\n").join((words("enquiry.danger_several"), *lines))


@press("enquiry.ask")
async def ask(context: Context) -> None:
    """Ask the leader of the block; the card turns into what becomes of it."""
    me = context.speaker.member_id
    await enquiries.ask_leader(context.turn, context.speaker, BlockId(context.pressed.object_id))
    await context.turn.outbox.adopt(me, Kind.HOME, me, Kind.ENQUIRY, me)
    await context.show(Kind.ENQUIRY)


@wording(Kind.ENQUIRY)
async def card(reading: Reading) -> Screen | None:
    """Word the enquiry for whoever asked, and for those who may answer."""
    enquiry = await reading.turn.enquiries.get(MemberId(reading.object_id))
    if enquiry is None:
        return None
    if reading.reader.member_id == enquiry.member_id:
        return await _for_neighbour(reading, enquiry)
    if may(reading.reader, Action.NEIGHBOUR_ANSWER, enquiry):
        return await _for_leader(reading, enquiry)
    return None


async def _for_neighbour(reading: Reading, enquiry: Enquiry) -> Screen:
    words = reading.words
    if enquiry.answered_by is None:
        told = await _waits(reading, enquiry)
    else:
        told = await _answer(reading, enquiry, enquiry.answered_by)
    estate = await reading.turn.estates.get(enquiry.estate_id)
    danger = words("enquiry.danger", numbers=" · ".join(estate.emergency_numbers))
    way_home = Button(words.plain("home.front"), "home.show")
    return Screen(Markup("\n\n").join((told, danger)), ((way_home,),))


async def _waits(reading: Reading, enquiry: Enquiry) -> Markup:
    """Return whom the call is with: the leader while there is time to answer, then the station."""
    words, now = reading.words, reading.turn.now
    block = await reading.turn.estates.block(enquiry.block_id)
    estate = await reading.turn.estates.get(enquiry.estate_id)
    heard = enquiries.heard_at(reading.turn, enquiry, estate)
    with_leader = await reading.turn.due.when(DueKind.ENQUIRY, enquiry.member_id) is not None
    told = "asked" if with_leader else "station"
    night = "_at_night" if now < heard else ""
    at = phrases.moment(words, heard, estate.zone, now)
    wait = phrases.duration(words, reading.turn.policy.enquiry_waits // timedelta(minutes=1))
    return words(f"enquiry.{told}{night}", block=words.name(block.names), at=at, wait=wait)


async def _answer(reading: Reading, enquiry: Enquiry, answered_by: MemberId) -> Markup:
    """Return who gets in touch; only now does the neighbour learn a name."""
    words = reading.words
    block = await reading.turn.estates.block(enquiry.block_id)
    who = await reading.turn.members.speaker_of(answered_by)
    key = "enquiry.leader_comes" if who.leads(enquiry.block_id) else "enquiry.station_comes"
    name = phrases.person(words, who.member)
    return words(key, name=name, block=words.name(block.names))


async def _for_leader(reading: Reading, enquiry: Enquiry) -> Screen:
    words = reading.words
    neighbour = await reading.turn.members.get(enquiry.member_id)
    block = await reading.turn.estates.block(enquiry.block_id)
    text = words(
        "enquiry.neighbour_asks",
        name=mention(phrases.person(words, neighbour), neighbour),
        block=words.name(block.names),
        age=phrases.age(words, enquiry.asked_at, reading.turn.now),
    )
    report = Button(words.plain("enquiry.report"), "enquiry.report", enquiry.member_id)
    if enquiry.answered_by is None or enquiry.answered_at is None:
        answer = Button(words.plain("enquiry.answer"), "enquiry.answer", enquiry.member_id)
        return Screen(text, ((answer,), (report,)))
    who = await reading.turn.members.get(enquiry.answered_by)
    zone = (await reading.turn.estates.get(enquiry.estate_id)).zone
    at = phrases.moment(words, enquiry.answered_at, zone, reading.turn.now)
    taken = words("enquiry.taken", name=phrases.person(words, who), at=at)
    return Screen(text + Markup("\n") + taken, ((report,),))


def mention(name: str, member: Member) -> Markup:
    """Return a name that opens a chat with the person when it is tapped."""
    link = '<a href="tg://user?id={}">{}</a>'
    return Markup(link).format(member.telegram_id, clean(name))  # noqa: S704


@press("enquiry.answer")
async def answer(context: Context) -> None:
    """Promise to get in touch."""
    asked_by = MemberId(context.pressed.object_id)
    await enquiries.answer_neighbour(context.turn, context.speaker, asked_by)


@press("enquiry.report")
async def report(context: Context) -> None:
    """Begin a report for the neighbour, with block and name filled in; that is an answer, too."""
    asked_by = MemberId(context.pressed.object_id)
    enquiry = await enquiries.see(context.turn, context.speaker, asked_by)
    if enquiry.answered_by is None:
        await enquiries.answer_neighbour(context.turn, context.speaker, asked_by)
    neighbour = await context.turn.members.get(asked_by)
    name = context.words.name(neighbour.names)
    await needs.begin(context, Filling(draft=Draft(block_id=enquiry.block_id, person=name)))
