"""How readings compare with labels: shares of exact fields, overlaps of words, sets of kinds."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from benchmarks.reading_run import Outcome

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
_WORDS = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")


def figures(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Return every figure by name, written out; a dash where nothing was to be measured."""
    return {
        "kind, top level": _share(outcomes, lambda x: _top(_kind(x)) == _top(_wanted(x))),
        "kind, exact": _share(outcomes, lambda x: _kind(x) == _wanted(x)),
        "kind among likeliest three": _share(outcomes, lambda x: _wanted(x) in _likeliest(x)),
        "urgency": _share(outcomes, lambda x: _urgency(x) == x.wanted["urgency"]),
        "emergencies below high (count)": str(sum(map(_missed, outcomes))),
        "emergencies as emergency": _share(filter(_is_emergency, outcomes), _as_emergency),
        "false emergencies": _share((x for x in outcomes if not _is_emergency(x)), _as_emergency),
        "block": _share(outcomes, lambda x: _place(x, "block_id") == _read(x, "block_id")),
        "floor": _share(outcomes, lambda x: _place(x, "floor") == _read(x, "floor")),
        "unit": _share(outcomes, lambda x: _place(x, "unit") == _read(x, "unit_no")),
        "people": _share(outcomes, lambda x: _read(x, "people") == x.wanted["people"]),
        "name, overlap F1": _overlap(outcomes, "name"),
        "when, overlap F1": _overlap(outcomes, "when"),
        "several needs, set F1": _sets([x for x in outcomes if "needs" in x.wanted]),
        "all messages, set F1": _sets(outcomes),
        "one need read as several": _share(
            (x for x in outcomes if "needs" not in x.wanted), lambda x: len(x.drafts) > 1
        ),
    }


def _share(outcomes: Iterable[Outcome], right: Callable[[Outcome], bool]) -> str:
    found = [right(x) for x in outcomes]
    return f"{100 * sum(found) / len(found):.1f} %" if found else "–"


def _kind(one: Outcome) -> str:
    return one.drafts[0].category_code.value if one.drafts else ""


def _wanted(one: Outcome) -> str:
    return str(one.wanted["category"])


def _top(code: str) -> str:
    return code.partition(".")[0]


def _likeliest(one: Outcome) -> list[str]:
    return [x.value for x in one.drafts[0].likeliest] if one.drafts else []


def _urgency(one: Outcome) -> str:
    return one.drafts[0].urgency.value if one.drafts else ""


def _is_emergency(one: Outcome) -> bool:
    return bool(one.wanted["urgency"] == "emergency")


def _as_emergency(one: Outcome) -> bool:
    return _urgency(one) == "emergency"


def _missed(one: Outcome) -> bool:
    return _is_emergency(one) and _urgency(one) not in ("emergency", "high")


def _place(one: Outcome, name: str) -> Any:
    return one.wanted.get("place", {}).get(name)


def _read(one: Outcome, name: str) -> Any:
    found = getattr(one.drafts[0], name) if one.drafts else None
    return found.value if found else None


def _overlap(outcomes: Sequence[Outcome], name: str) -> str:
    """F1 over all words of English and all signs of Chinese, however long the messages are."""
    same = read = wanted = 0
    for one in outcomes:
        ours, theirs = Counter(_signs(_words(one, name))), Counter(_signs(one.wanted.get(name, "")))
        same += (ours & theirs).total()
        read += ours.total()
        wanted += theirs.total()
    return _f1(same, read, wanted)


def _words(one: Outcome, name: str) -> str:
    found = _read(one, name)
    return "" if found is None else str(found.words if name == "when" else found)


def _signs(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _sets(outcomes: Sequence[Outcome]) -> str:
    same = read = wanted = 0
    for one in outcomes:
        ours = {x.category_code.value for x in one.drafts}
        theirs = {x["category"] for x in one.wanted.get("needs", [one.wanted])}
        same, read, wanted = same + len(ours & theirs), read + len(ours), wanted + len(theirs)
    return _f1(same, read, wanted)


def _f1(same: int, read: int, wanted: int) -> str:
    return f"{2 * same / (read + wanted):.3f}" if read + wanted else "–"


def confusions(outcomes: Sequence[Outcome]) -> list[str]:
    """Return lines of kinds that were taken for others, the most frequent first."""
    pairs = Counter((_wanted(x), _kind(x)) for x in outcomes if _kind(x) != _wanted(x))
    return [f"  {wanted} → {read or 'nothing'}: {n}" for (wanted, read), n in pairs.most_common()]


def mistakes(outcomes: Sequence[Outcome]) -> list[str]:
    """Return a line for every field that was misread, with the message."""
    fields: dict[str, Callable[[Outcome], tuple[Any, Any]]] = {
        "kind": lambda x: (_wanted(x), _kind(x)),
        "urgency": lambda x: (x.wanted["urgency"], _urgency(x)),
        "block": lambda x: (_place(x, "block_id"), _read(x, "block_id")),
        "floor": lambda x: (_place(x, "floor"), _read(x, "floor")),
        "unit": lambda x: (_place(x, "unit"), _read(x, "unit_no")),
        "people": lambda x: (x.wanted["people"], _read(x, "people")),
        "name": lambda x: (x.wanted.get("name", ""), _words(x, "name")),
        "when": lambda x: (x.wanted.get("when", ""), _words(x, "when")),
        "needs": lambda x: (
            sorted(y["category"] for y in x.wanted.get("needs", [x.wanted])),
            sorted(y.category_code.value for y in x.drafts),
        ),
    }
    return [
        f"{name}: wanted {wanted!r}, read {read!r} # {one.wanted['text']}"
        for name, both in fields.items()
        for one in outcomes
        for wanted, read in [both(one)]
        if wanted != read
    ]
