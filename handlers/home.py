"""The card that everybody comes home to: who you are, and what you may want to do now."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from markupsafe import Markup

from handlers import forms, phrases
from handlers.commands import COMMANDS, leads_or_coordinates, volunteers
from handlers.context import Context
from handlers.presses import press
from handlers.roles import role_lines
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading, wording
from handlers.words import Words
from mutual_aid.actions.volunteers import waiting_for
from mutual_aid.errors import Stale
from mutual_aid.members import Speaker
from mutual_aid.notices import Kind
from mutual_aid.record import Language

Page = Callable[[Reading], Awaitable[Screen]]
PAGES: dict[str, Page] = {}
LANGUAGES = {Language.ZH_HANS: "简体", Language.ZH_HANT: "繁體", Language.EN: "English"}
"""Each language by its own name, the same for every reader."""

_USUAL = ("need", "board", "checkins", "cast", "stats", "offers", "mytasks", "volunteer")
_OWN_PAGES = frozenset({"volunteer"})


def page(name: str) -> Callable[[Page], Page]:
    """Register a page of the home card; it is shown by open_page or the button home.page."""

    def register(function: Page) -> Page:
        PAGES[name] = function
        return function

    return register


async def open_page(
    context: Context, name: str = "", *, note: str = "", fresh: bool = False
) -> None:
    """Show a page of the home card, the front one by default; note is a sentence put above it."""
    await context.show(Kind.HOME, fresh=fresh, page=name, note=note)


@wording(Kind.HOME)
async def home(reading: Reading) -> Screen:
    """Word the page that is asked for; people who are locked out read only whom to ask."""
    if reading.reader.member.locked_at is not None:
        return Screen(reading.words("home.locked"))
    screen = await PAGES.get(str(reading.facts.get("page", "")), front)(reading)
    note = str(reading.facts.get("note", ""))
    if not note:
        return screen
    return replace(screen, text=reading.words(note) + Markup("\n\n") + screen.text)


async def front(reading: Reading) -> Screen:
    """The front page: a stranger is welcomed, everybody else finds their usual things."""
    if reading.reader.is_stranger:
        return await _welcome(reading)
    words = reading.words
    name = phrases.person(words, reading.reader.member)
    lines = [words("home.hello", name=name), *await role_lines(reading)]
    waiting = await waiting_for(reading.turn, reading.reader)
    rows = _usual_rows(words, reading.reader)
    if waiting:
        label = words.plain("home.applicants", number=len(waiting))
        rows = ((Button(label, "approval.list"),), *rows)
    return Screen(Markup("\n").join(lines), rows)


async def _welcome(reading: Reading) -> Screen:
    """Name the estate where there is only one; with several, none before a block is chosen."""
    words = reading.words
    estates = await reading.turn.estates.all()
    if len(estates) == 1:
        text = words("home.welcome_to", estate=words.name(estates[0].names))
    else:
        text = words("home.welcome")
    wishes = (
        Button(words.plain("home.want_to_help"), "sign_up.begin"),
        Button(words.plain("home.need_help"), "enquiry.begin"),
        Button(words.plain("home.invited"), "invitation.begin"),
    )
    return Screen(text, (*((x,) for x in wishes), language_row()))


def language_row() -> tuple[Button, ...]:
    """Return one button a language, for one tap from anywhere."""
    return tuple(Button(name, "lang.set", arg=code) for code, name in LANGUAGES.items())


def _usual_rows(words: Words, reader: Speaker) -> Rows:
    usual = [_to(words, name) for name in _USUAL if _is_for(name, reader)]
    if may_enquire(reader):
        usual.append(Button(words.plain("home.need_help"), "enquiry.begin"))
    always = (page_button(words, "lang"), page_button(words, "help"))
    return (*forms.in_rows(usual, 2), always)


def may_enquire(reader: Speaker) -> bool:
    """Tell whether the way to help leads through a leader; leaders and staff report themselves."""
    return not (leads_or_coordinates(reader) or reader.staff)


def _is_for(name: str, reader: Speaker) -> bool:
    """The page of volunteers is a way to sign up for others; that is not among the usual things."""
    if name in _OWN_PAGES and not volunteers(reader):
        return False
    return name in COMMANDS and COMMANDS[name].who(reader)


def _to(words: Words, name: str) -> Button:
    if name in _OWN_PAGES:
        return page_button(words, name)
    return Button(words.plain(f"home.{name}"), "home.go", arg=name)


def page_button(words: Words, name: str) -> Button:
    """Return a button that turns the card to another page in place."""
    return Button(words.plain(f"home.{name}"), "home.page", arg=name)


def home_button(words: Words) -> Button:
    """Return the button that leads back to the front page."""
    return Button(words.plain("home.front"), "home.page")


@press("home.page")
async def turn_to(context: Context) -> None:
    """Turn the card to the page in place."""
    await open_page(context, context.pressed.arg)


@press("home.show")
async def show(context: Context) -> None:
    """Show the front page below, from a card that is no home card itself."""
    await open_page(context, fresh=True)


@press("home.go")
async def go(context: Context) -> None:
    """Do what the command of that name does."""
    chosen = COMMANDS.get(context.pressed.arg)
    if chosen is None:
        raise Stale
    context.args = []
    await chosen.act(context)
