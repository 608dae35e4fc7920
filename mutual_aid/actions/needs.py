"""Reporting a need, adding to it, and agreeing that it is over."""

from datetime import timedelta

from mutual_aid.actions import emergencies, matches, sealed
from mutual_aid.actions.watch import card_for, keep_watch, tell, tell_all, unwatch
from mutual_aid.errors import NotYours, Stale
from mutual_aid.ids import BlockId, NeedId, UnitId, new_handle
from mutual_aid.matches import HELD, MatchState
from mutual_aid.members import Speaker
from mutual_aid.needs import Attachment, Need, NeedState, Note, Wish, check_move
from mutual_aid.notices import DueKind, Kind
from mutual_aid.permissions import Action, Place, require
from mutual_aid.record import Instant, Record
from mutual_aid.taxonomy import Category, TwoHelpers, Urgency, categories
from mutual_aid.turn import Turn


class Draft(Record):
    """A need as its reporter has filled it in so far; None is what was not asked yet."""

    category_code: str | None = None
    block_id: BlockId | None = None
    floor: int | None = None
    unit_id: UnitId | None = None
    place_known: bool = False
    urgency: Urgency | None = None
    helpers: int | None = None
    person: str = ""
    when_words: str = ""
    from_at: Instant | None = None
    until_at: Instant | None = None
    when_known: bool = False
    notes: str = ""
    spoken: str = ""
    wishes: tuple[Wish, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def category(self) -> Category:
        """Its kind; raises KeyError while none is chosen."""
        return categories()[self.category_code or ""]


async def least_helpers(turn: Turn, category: Category, unit_id: UnitId | None) -> int:
    """Return how many must go together: two where the kind says so, or at a first visit."""
    if category.two_helpers is TwoHelpers.FIRST_VISIT and unit_id is not None:
        return 1 if await turn.needs.earlier_visits(unit_id, NeedId("")) else 2
    return category.helpers


async def require_ground(turn: Turn, speaker: Speaker, draft: Draft) -> None:
    """Raise NotYours unless the speaker may report for the place of the draft."""
    if draft.block_id is None:
        raise Stale
    block = await turn.estates.block(draft.block_id)
    require(speaker, Action.NEED_REPORT, Place(block, draft.floor))


async def already_reported(turn: Turn, draft: Draft) -> Need | None:
    """Return the need of the same flat and kind reported lately, if there is one."""
    if draft.unit_id is None or draft.category.sealed:
        return None
    since = turn.now - turn.policy.same_need_within
    return await turn.needs.similar(draft.unit_id, draft.category.code, since)


async def report(turn: Turn, speaker: Speaker, draft: Draft) -> Need:
    """Record the need and set the network in motion; raises NotYours outside one's own ground."""
    await require_ground(turn, speaker, draft)
    need = await _need(turn, speaker, draft)
    await turn.needs.add(need)
    for attachment in draft.attachments:
        await turn.needs.attach(need.need_id, attachment, turn.now)
    await turn.audit.write(speaker.member_id, Action.NEED_REPORT, need.need_id)
    await _set_in_motion(turn, need)
    return await turn.needs.get(need.need_id)


async def _need(turn: Turn, speaker: Speaker, draft: Draft) -> Need:
    category, block_id = draft.category, draft.block_id
    assert block_id is not None
    estate = await turn.estates.get((await turn.estates.block(block_id)).estate_id)
    least = await least_helpers(turn, category, draft.unit_id)
    return Need(
        need_id=NeedId(new_handle()),
        number=await turn.needs.next_number(estate.estate_id),
        estate_id=estate.estate_id,
        block_id=block_id,
        floor=draft.floor,
        unit_id=draft.unit_id,
        category_code=category.code,
        urgency=draft.urgency or category.urgency,
        state=NeedState.OPEN,
        helpers=max(draft.helpers or least, least),
        places_taken=0,
        person=draft.person,
        when_words=draft.when_words,
        from_at=draft.from_at,
        until_at=draft.until_at,
        notes=draft.notes,
        spoken=draft.spoken or estate.spoken,
        wishes=draft.wishes,
        reporter_id=speaker.member_id,
        owner_id=speaker.member_id,
        wave=0,
        round=1,
        version=1,
        created_at=turn.now,
        changed_at=turn.now,
        next_due_at=turn.now,
        ended_reason="",
        escalated_round=0,
        emergency_call="",
    )


async def _set_in_motion(turn: Turn, need: Need) -> None:
    if need.sealed:
        await sealed.raise_quietly(turn, need)
    elif need.emergency:
        await emergencies.raise_alarm(turn, need)
    else:
        await matches.ask_next(turn, need)


async def see(turn: Turn, speaker: Speaker, need_id: NeedId) -> Need:
    """Return the need if the speaker may see it; raises NotYours otherwise.

    Every look at a sealed one is kept.
    """
    need = await turn.needs.get(need_id)
    require(speaker, Action.NEED_SEE, need)
    if need.sealed:
        await turn.audit.write(speaker.member_id, "sealed.shown", need_id)
    return need


async def add_note(turn: Turn, speaker: Speaker, need_id: NeedId, text: str) -> Need:
    """Add words to a need; whoever holds it or answers for it sees them on their card."""
    need = await turn.needs.get(need_id)
    require(speaker, Action.NEED_NOTE, need)
    note = Note(need_id=need_id, by=speaker.member_id, at=turn.now, text=text)
    await turn.needs.add_note(note)
    await tell_all(turn, need)
    for match in await turn.matches.of_need(need_id):
        if match.state in HELD and match.member_id != speaker.member_id:
            await tell(turn, match.member_id, Kind.TASK, match.match_id)
    return need


async def withdraw(turn: Turn, speaker: Speaker, need_id: NeedId, version: int) -> Need:
    """Take a need back: nobody is asked any more and whoever had it is told."""
    need = await turn.needs.get(need_id)
    require(speaker, Action.NEED_WITHDRAW, need)
    moved = await _move(turn, need, NeedState.WITHDRAWN, version)
    await matches.close_all(turn, moved)
    await unwatch(turn, moved)
    await turn.audit.write(speaker.member_id, Action.NEED_WITHDRAW, need_id)
    await tell_all(turn, moved)
    return moved


async def confirm_done(turn: Turn, speaker: Speaker, need_id: NeedId, version: int) -> Need:
    """Agree that the neighbour was helped; the need is closed."""
    need = await turn.needs.get(need_id)
    require(speaker, Action.NEED_CONFIRM, need)
    closed = await _move(turn, need, NeedState.CLOSED, version)
    await unwatch(turn, closed)
    await turn.audit.write(speaker.member_id, Action.NEED_CONFIRM, need_id, answer="yes")
    await tell_all(turn, closed)
    return closed


async def not_yet(turn: Turn, speaker: Speaker, need_id: NeedId, version: int) -> Need:
    """Reopen a need that was not met after all; its story stays and others are asked."""
    need = await turn.needs.get(need_id)
    require(speaker, Action.NEED_CONFIRM, need)
    opened = await _move(turn, need, NeedState.OPEN, version)
    await turn.audit.write(speaker.member_id, Action.NEED_CONFIRM, need_id, answer="not_yet")
    await matches.ask_next(turn, opened)
    await tell_all(turn, await turn.needs.get(need_id))
    return opened


async def someone_else(turn: Turn, speaker: Speaker, need_id: NeedId) -> Need:
    """Keep quietly that the household would rather have others than who came this time."""
    need = await turn.needs.get(need_id)
    require(speaker, Action.NEED_CONFIRM, need)
    came = [x for x in await turn.matches.of_need(need_id) if x.state is MatchState.COMPLETED]
    if need.unit_id is None or not came:
        raise Stale(kind=Kind.NEED, object_id=need_id)
    for match in came:
        await turn.volunteers.refuse(need.unit_id, match.volunteer_id)
    await turn.audit.write(speaker.member_id, Action.NEED_CONFIRM, need_id, answer="someone_else")
    return need


async def remind(turn: Turn, need_id: NeedId) -> None:
    """Due: put a waiting need before its owner again; close a done one nobody spoke up about."""
    need = await turn.needs.get(need_id)
    if need.state is NeedState.DONE:
        await _remind_to_confirm(turn, need)
    if need.state in (NeedState.OPEN, NeedState.MATCHED, NeedState.IN_PROGRESS):
        await tell(turn, need.owner_id, card_for(need, need.owner_id), need_id)
        again = turn.now + max(turn.policy.frames[need.urgency].settle, timedelta(minutes=30))
        await keep_watch(turn, need, DueKind.NEED_REMINDER, again)


async def _remind_to_confirm(turn: Turn, need: Need) -> None:
    """Ask the reporter once more; after three days of silence the need closes by itself."""
    closes = need.changed_at + turn.policy.confirm_within
    if turn.now >= closes:
        await turn.needs.move(need, NeedState.CLOSED, turn.now, reason="not_confirmed")
        await unwatch(turn, need)
        await tell_all(turn, need)
    else:
        await tell_all(turn, need, aloud=(need.reporter_id,))
        await keep_watch(turn, need, DueKind.NEED_REMINDER, closes)


async def _move(turn: Turn, need: Need, end: NeedState, version: int) -> Need:
    """Move a need from the very state its button was made for; raises Stale otherwise."""
    if need.version != version:
        raise Stale(kind=Kind.NEED, object_id=need.need_id)
    check_move(need.state, end)
    moved = await turn.needs.move(need, end, turn.now)
    if moved is None:
        raise Stale(kind=Kind.NEED, object_id=need.need_id)
    return moved


async def attachments(turn: Turn, speaker: Speaker, need_id: NeedId) -> list[Attachment]:
    """Return photos and voice messages of a need for its leader, its helper or a coordinator."""
    need = await turn.needs.get(need_id)
    held = await turn.matches.held_by(speaker.member_id)
    if all(match.need_id != need_id for match in held):
        require(speaker, Action.NEED_SEE_FLAT, need)
    found = await turn.needs.attachments(need_id)
    if not found:
        raise NotYours
    return found
