"""Whether people who are spoken of need help: helpers, reporters and those elsewhere do not."""

import re
from functools import cache

from mutual_aid.reading.people.mention import Group
from mutual_aid.reading.words import either, known

_BEFORE, _AFTER = 16, 20


def are_needing(text: str, group: Group, category_code: str) -> bool:
    """Tell whether a group needs help itself, as far as the words around it show."""
    if category_code in known("no_people"):
        return False
    if any(x.helper for x in group.mentions) and category_code not in known("workers_too"):
        return False
    first, after = group.mentions[0], _after(text, group)
    if not (first.kin or first.child) and _are_helpers(text, group, category_code):
        return False
    wanted = category_code in known("helpers_wanted") and first.counted
    words = text[group.start : group.end]
    ask_for = wanted and not _words_before("in_need").search(words)
    if ask_for and _words_before("can").search(_before(text, group)):
        return False
    if first.speaker and _at_start("reporting").match(after):
        return False
    if any(x.speaker for x in group.mentions) and category_code in known("about_another"):
        return False
    if any(x.counted for x in group.mentions):
        told = _words_before("not_needing_before").search(_before(text, group))
        return not told and not _at_start("not_needing").match(after)
    spoken_to = _words_before("not_those").search(_before(text, group))
    return not (spoken_to or _at_start("elsewhere").match(after))


def _are_helpers(text: str, group: Group, category_code: str) -> bool:
    """Tell whether a number of people is wanted, or is the kind that one sends for."""
    before, after, words = _before(text, group), _after(text, group), text[group.start : group.end]
    first = group.mentions[0]
    if _words_before("came").search(before) or _words_before("in_need").search(words):
        return False
    if _at_start("needing").match(after):
        return False
    if first.counted and _words_before("seeking").search(before):
        return True
    if first.speaker and _at_start("offering").match(after):
        return True
    strangers = len(group.mentions) == 1 and _words_before("stranger").search(words)
    if strangers and (
        category_code in known("helpers_wanted")
        or _words_before("seeking_people").search(before)
        or _at_start("helpers_after").match(after)
        or category_code in known("culprits_in")
    ):
        return True
    return _at_start("helper").match(after) is not None and not first.speaker


def _before(text: str, group: Group) -> str:
    return text[max(0, group.start - _BEFORE) : group.start].rstrip()


def _after(text: str, group: Group) -> str:
    return text[group.end : group.end + _AFTER].lstrip()


@cache
def _words_before(kind: str) -> re.Pattern[str]:
    return re.compile(f"{either(kind)}$")


@cache
def _at_start(kind: str) -> re.Pattern[str]:
    return re.compile(either(kind))
