"""Every subject of conversation; importing them fills the tables of commands, buttons and words."""

from handlers import (
    boards,
    broadcasts,
    check_ins,
    emergencies,
    members,
    needs,
    needs_card,
    notes,
    offers,
    offers_list,
    quiet_volunteers,
    sayings,
    stats,
    steering,
    storms,
    tasks,
    tasks_list,
    volunteers,
    wards,
    why_not,
)
from handlers.commands import leads_or_coordinates
from handlers.context import Context
from mutual_aid.needs import Attachment
from mutual_aid.notices import Kind

__all__ = [
    "boards",
    "broadcasts",
    "check_ins",
    "emergencies",
    "members",
    "needs",
    "needs_card",
    "notes",
    "offers",
    "offers_list",
    "quiet_volunteers",
    "sayings",
    "stats",
    "steering",
    "storms",
    "tasks",
    "tasks_list",
    "unasked",
    "unasked_attachment",
    "volunteers",
    "wards",
    "why_not",
]


async def unasked(context: Context, text: str) -> None:
    """Words that answer no question: a report from those who may, the way home for others."""
    if leads_or_coordinates(context.speaker):
        await needs.begin_with_words(context, text)
    else:
        await context.show(Kind.HOME, fresh=True)


async def unasked_attachment(context: Context, attachment: Attachment) -> None:
    """A photo or voice message without a question: the start of a report, or the way home."""
    if leads_or_coordinates(context.speaker):
        await needs.begin_with_attachment(context, attachment)
    else:
        await context.show(Kind.HOME, fresh=True)
