"""Whether people who are spoken of need help: helpers, reporters and those elsewhere do not."""

import re
from functools import cache

from mutual_aid.reading.people.mention import Group
from mutual_aid.reading.words import either, known

_BEFORE, _AFTER = 16, 20


def are_needing(text: str, group: Group, category_code: str) -> bool:
    """Tell whether a group needs help itself, as far as the words around it show."""
    if any(x.helper for x in group.mentions) or category_code in known("no_people"):
        return False
    before = text[max(0, group.start - _BEFORE) : group.start].rstrip()
    after = text[group.end : group.end + _AFTER].lstrip()
    if _words_before("not_those").search(before):
        return False
    first = group.mentions[0]
    if not (first.kin or first.child) and _are_helpers(text, group, category_code):
        return False
    speaker = any(x.speaker for x in group.mentions)
    if first.speaker and _at_start("reporting").match(after):
        return False
    if speaker and category_code in known("about_another"):
        return False
    return not (_at_start("elsewhere").match(after) and not group.whole)


def _are_helpers(text: str, group: Group, category_code: str) -> bool:
    """Tell whether a number of people is wanted, or is the kind that one sends for."""
    before = text[max(0, group.start - _BEFORE) : group.start].rstrip()
    after = text[group.end : group.end + _AFTER].lstrip()
    first = group.mentions[0]
    if first.counted and _words_before("seeking").search(before):
        return True
    strangers = len(group.mentions) == 1 and _words_before("stranger").search(
        text[group.start : group.end]
    )
    if strangers and (
        category_code in known("helpers_wanted")
        or _words_before("seeking_people").search(before)
        or _at_start("helpers_after").match(after)
    ):
        return True
    return _at_start("helper").match(after) is not None and not first.speaker


@cache
def _words_before(kind: str) -> re.Pattern[str]:
    return re.compile(f"{either(kind)}$")


@cache
def _at_start(kind: str) -> re.Pattern[str]:
    return re.compile(either(kind))
