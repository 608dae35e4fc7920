"""A helper's task: the details while they are needed, one big button for each next step."""

from markupsafe import Markup

from handlers import forms, phrases
from handlers.context import Context
from handlers.needs_card import NOTES_SHOWN
from handlers.presses import press
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading, wording
from mutual_aid.actions import tasks
from mutual_aid.ids import MatchId
from mutual_aid.matches import HELD, Match, MatchState
from mutual_aid.members import Leader, LeaderRole, Member
from mutual_aid.needs import Need
from mutual_aid.notices import Kind
from mutual_aid.times import month_start

_MINUTES = (15, 30, 45, 60, 90, 120)


@wording(Kind.TASK)
async def task_card(reading: Reading) -> Screen | None:
    """Show a task to its helper alone; the details are there only while it is theirs."""
    match = await reading.turn.matches.get(MatchId(reading.object_id))
    if match.member_id != reading.reader.member_id:
        return None
    need = await reading.turn.needs.get(match.need_id)
    if match.state in HELD:
        rows = (*_steps(reading, match), *await _photos(reading, need))
        return Screen(await _details(reading, need, match), rows, private=True)
    if match.state is MatchState.COMPLETED:
        return await _after(reading, need, match)
    return Screen(reading.words(f"task.{match.state}", code=need.code), private=True)


async def _details(reading: Reading, need: Need, match: Match) -> Markup:
    words, turn = reading.words, reading.turn
    reporter = await turn.members.get(need.reporter_id)
    zone = (await turn.estates.get(need.estate_id)).zone
    lines = [
        words("task.yours", code=need.code, kind=phrases.kind(words, need.category)),
        Markup("📍 ") + await phrases.whole_place(turn, words, need),
        Markup("🕒 ")
        + phrases.when(words, need.when_words, need.from_at, need.until_at, zone, turn.now),
        Markup(" · ").join(x for x in (need.person, need.notes) if x),
        words("task.safety_word", word=phrases.safety_word(words, match.safety_word, need.spoken)),
        await _contact(reading, need, reporter),
        *await _notes(reading, need, match),
        await _partner(reading, need, match),
        words(f"task.now_{match.state}"),
    ]
    return Markup("\n").join(x for x in lines if x)


async def _contact(reading: Reading, need: Need, reporter: Member) -> Markup:
    """Return whom to turn to: the leader who reported it, with role and phone."""
    words = reading.words
    leaders = await reading.turn.members.leaders_of(need.block_id)
    own = next((x for x in leaders if x.member_id == reporter.member_id), None)
    role = words(_role(own))
    return words(
        "task.contact", role=role, name=phrases.person(words, reporter), phone=reporter.phone
    )


def _role(leader: Leader | None) -> str:
    if leader is None:
        return "task.role_station"
    building = leader.role is LeaderRole.BUILDING
    return "task.role_building" if building else "task.role_floor"


async def _notes(reading: Reading, need: Need, match: Match) -> list[Markup]:
    """Return what others added last; the helper's own words need no repeating."""
    notes = await reading.turn.needs.notes(need.need_id)
    others = [note for note in notes if note.by != match.member_id]
    return [reading.words("task.note", text=note.text) for note in others[-NOTES_SHOWN:]]


async def _partner(reading: Reading, need: Need, match: Match) -> Markup:
    """Return with whom the helper goes, where two are needed."""
    if need.helpers == 1:
        return reading.words.nothing
    others = [
        x
        for x in await reading.turn.matches.of_need(need.need_id)
        if x.state in HELD and x.match_id != match.match_id
    ]
    if not others:
        return reading.words("task.partner_wanted")
    names = [
        phrases.person(reading.words, await reading.turn.members.get(x.member_id)) for x in others
    ]
    return reading.words("task.partner", names=", ".join(names))


def _steps(reading: Reading, match: Match) -> Rows:
    """Return the next step as the biggest button, then the others."""
    words = reading.words

    def button(key: str) -> Button:
        label = words.plain(f"button.{key}")
        return Button(label, f"task.{key}", match.match_id, version=match.version)

    write = Button(words.plain("task.write"), "note.task", match.match_id)
    match match.state:
        case MatchState.ACCEPTED:
            return (button("on_the_way"),), (button("hand_back"), write)
        case MatchState.ON_THE_WAY:
            return (button("arrived"),), (button("hand_back"), write)
        case _:
            return (button("done"),), (button("hand_back"), write)


async def _photos(reading: Reading, need: Need) -> Rows:
    if not await reading.turn.needs.attachments(need.need_id):
        return ()
    return ((Button(reading.words.plain("need.see_photos"), "need.photos", need.need_id),),)


async def _after(reading: Reading, need: Need, match: Match) -> Screen:
    """Ask how long it took, then whether there is anything to say, then thank."""
    words = reading.words
    if match.minutes is None:
        buttons = [Button(str(n), "task.minutes", match.match_id, str(n)) for n in _MINUTES]
        return Screen(
            words("task.how_long", code=need.code), forms.in_rows(buttons, 3), private=True
        )
    if not match.remark:
        nothing = Button(words.plain("task.no_remark"), "task.no_remark", match.match_id)
        write = Button(words.plain("task.write_remark"), "note.remark", match.match_id)
        return Screen(words("task.anything"), ((nothing, write),), private=True)
    return Screen(await _thanks(reading, match), private=True)


async def _thanks(reading: Reading, match: Match) -> Markup:
    turn = reading.turn
    need = await turn.needs.get(match.need_id)
    zone = (await turn.estates.get(need.estate_id)).zone
    since = month_start(turn.now, zone)
    minutes = await turn.volunteers.minutes_since(match.volunteer_id, since)
    return reading.words("task.thanks", duration=phrases.duration(reading.words, minutes))


def _match_id(context: Context) -> MatchId:
    return MatchId(context.pressed.object_id)


@press("task.on_the_way")
async def on_the_way(context: Context) -> None:
    """Set out."""
    await tasks.on_the_way(context.turn, context.speaker, _match_id(context))


@press("task.arrived")
async def arrived(context: Context) -> None:
    """Be there."""
    await tasks.arrived(context.turn, context.speaker, _match_id(context))


@press("task.done")
async def done(context: Context) -> None:
    """Finish."""
    await tasks.done(context.turn, context.speaker, _match_id(context))


@press("task.hand_back")
async def hand_back(context: Context) -> None:
    """Give the task back."""
    await tasks.hand_back(context.turn, context.speaker, _match_id(context))


@press("task.minutes")
async def minutes(context: Context) -> None:
    """Say how long it took."""
    spent = int(context.pressed.arg)
    await tasks.minutes_spent(context.turn, context.speaker, _match_id(context), spent)


@press("task.no_remark")
async def no_remark(context: Context) -> None:
    """There is nothing the leader should know."""
    await tasks.remark(context.turn, context.speaker, _match_id(context), "")


@press("task.show")
async def show(context: Context) -> None:
    """Show the details of a running task again."""
    await tasks.show_again(context.turn, context.speaker, _match_id(context))
