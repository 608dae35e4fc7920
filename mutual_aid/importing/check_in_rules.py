"""Rules within one row of the check-in list: window, set days, consent, contact."""

from collections.abc import Iterator

from mutual_aid.check_ins import Tier
from mutual_aid.importing.checked_rows import Row
from mutual_aid.importing.problems import Problem

_SET_DAYS = {Tier.WEEKLY: 1, Tier.TWICE_WEEKLY: 2, Tier.MONTHLY: 1}


def check_resident(row: Row) -> Iterator[Problem]:
    """Yield what contradicts itself in the row of a resident."""
    yield from _window(row)
    yield from _days(row)
    yield from _consent(row)
    if row.text("contact_phone") and not row.text("contact_zh_hant"):
        yield row.problem("contact_zh_hant", "is empty; whose number is contact_phone?")


def _window(row: Row) -> Iterator[Problem]:
    start, end = row.text("window_start"), row.text("window_end")
    if start and end and start >= end:
        words = f'"{end}" is not after window_start ({start}); a window ends on the same day'
        yield row.problem("window_end", words)


def _days(row: Row) -> Iterator[Problem]:
    tier, days = row.text("tier"), row.codes("days")
    if not tier or not days:
        return
    monthly = [day for day in days if day.startswith("first_")]
    if tier == Tier.MONTHLY and len(monthly) < len(days):
        yield row.problem("days", "a monthly check-in has a day such as first_tue")
    elif tier != Tier.MONTHLY and monthly:
        yield row.problem("days", f"first_... is for monthly check-ins; write weekdays for {tier}")
    elif (wanted := _SET_DAYS.get(Tier(tier))) and len(days) != wanted:
        said = "one day" if wanted == 1 else f"{wanted} days"
        yield row.problem("days", f"{tier} needs {said} and {len(days)} are written")


def _consent(row: Row) -> Iterator[Problem]:
    if row.text("status") != "active" or "consent_scope" not in row.values:
        return
    if "checkin" not in row.codes("consent_scope"):
        words = "lacks checkin; an active resident has consented to being asked, or is paused"
        yield row.problem("consent_scope", words)
