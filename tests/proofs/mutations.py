"""Updates that no client should ever send, made out of real ones."""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Json = Any
Path = tuple[str | int, ...]
KINDS = (
    *("message", "edited_message", "callback_query", "my_chat_member", "channel_post"),
    *("inline_query", "poll", "chat_member", "message_reaction", "of_the_future"),
)
_DEEPEST = 12
_NUMBERS = (
    *(0, -1, 1, 42, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 2**70, 10**30),
    *(0.5, -1e300, float("inf"), float("nan")),
)
_WORDS = (
    *("", " ", "\n", "\0", "/", "/ ", "//", "@", "|", "||||", "/start", "/need", "/cast x", "/陳"),
    *(
        "\ud83d",
        "\udc00陳婆婆",
        "A\u202e7012座",
        "\u200b\u2066\u2069",
        "e\u0301" * 50,
        "👨‍👩‍👧‍👦" * 20,
    ),
    *("<b>", "</i>&amp;<", "{name}", "%s%n", "'; DROP TABLE needs; --", "$(reboot)", "../../etc"),
    *("x" * 4096, "陳" * 4096, "😀" * 2048, "2107 " * 800, "9" * 4096, "y" * 100_000),
    *("private", "group", "supergroup", "channel", "kicked", "member", "bot_command"),
    *("zh-hant", "zh-hans", "en", "xx-" * 40, "null", "true", "NaN"),
)


class Mutations:
    """An endless supply out of real updates; ids are people whom mutated ones may name."""

    def __init__(self, random: Random, real: list[Json], ids: list[int]) -> None:
        self._random, self._real, self._ids = random, real, ids
        self._data = [x["callback_query"]["data"] for x in real if "callback_query" in x]
        self._ways: list[Callable[[Json], Json]] = [
            *([self._other_words] * 8),
            *([self._other_press] * 8),
            *([self._other_person] * 4),
            *([self._other_value] * 4),
            *([self._drop] * 3),
            *(self._other_kind, self._more, self._nested, self._shuffled_entity, self._nonsense),
        ]

    def __iter__(self) -> Iterator[Json]:
        """Yield contents of updates, without their numbers."""
        while True:
            update = copy.deepcopy(self._random.choice(self._real))
            for _ in range(self._random.choice((1, 1, 1, 2, 2, 3, 5))):
                update = self._random.choice(self._ways)(update)
            if isinstance(update, dict):
                update.pop("update_id", None)
                yield update

    def _other_value(self, update: Json) -> Json:
        return self._put(update, self._somewhere(update), self._value())

    def _value(self) -> Json:
        choices: tuple[Json, ...] = (
            *_NUMBERS,
            *_WORDS,
            None,
            True,
            False,
            [],
            {},
            [None],
            [[]],
            {"id": {}},
            [1, "a"],
        )
        return self._random.choice(choices)

    def _drop(self, update: Json) -> Json:
        path = self._somewhere(update)
        if path:
            del _at(update, path[:-1])[path[-1]]
        return update

    def _other_person(self, update: Json) -> Json:
        """Somebody else's id, in one place or in all."""
        ids = [x for x in _paths(update) if x and x[-1] == "id" and isinstance(_at(update, x), int)]
        other = self._random.choice([*self._ids, -1_000_000_000_777, 777, 5_000_000_999])
        for path in ids if self._random.random() < 0.5 else ids[:1]:
            update = self._put(update, path, other)
        return update

    def _other_words(self, update: Json) -> Json:
        """Odd words with or without a command before them, as a text or under a picture."""
        message = update.get("message") if isinstance(update, dict) else None
        if not isinstance(message, dict):
            return self._other_press(update)
        words = self._random.choice(_WORDS)
        if self._random.random() < 0.4:
            command = self._random.choice(("/start", "/need", "/cast", "/volunteer", "/cancel"))
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
            words = f"{command} {words}"
        message["caption" if "photo" in message else "text"] = words
        return update

    def _other_press(self, update: Json) -> Json:
        query = update.get("callback_query") if isinstance(update, dict) else None
        if not isinstance(query, dict):
            return self._other_value(update)
        data = self._random.choice(self._data)
        at = self._random.randrange(len(data))
        odd = (data, data[:at], data[:at] + "~" + data[at + 1 :], data * 3, *_WORDS)
        query["data"] = self._random.choice(odd)
        if self._random.random() < 0.3:
            query["message"] = self._random.choice(
                (None, {}, {"chat": query.get("from"), "date": 0})
            )
        return update

    def _other_kind(self, update: Json) -> Json:
        contents = list(update.values()) if isinstance(update, dict) else [update]
        return {self._random.choice(KINDS): self._random.choice(contents or [None])}

    def _more(self, update: Json) -> Json:
        path = self._somewhere(update)
        place = _at(update, path)
        name = self._random.choice(("text", "caption", "photo", "voice", "entities", "chat", "x"))
        if isinstance(place, dict):
            place[name] = self._value()
        elif isinstance(place, list):
            place.append(self._value())
        return update

    def _nested(self, update: Json) -> Json:
        deep: Json = self._value()
        for _ in range(self._random.choice((5, 30, 90, 300))):
            deep = [deep] if self._random.random() < 0.3 else {"reply_to_message": deep}
        return self._put(update, self._somewhere(update), deep)

    def _shuffled_entity(self, update: Json) -> Json:
        message = update.get("message") if isinstance(update, dict) else None
        if isinstance(message, dict):
            where = {
                "offset": self._random.choice(_NUMBERS),
                "length": self._random.choice(_NUMBERS),
            }
            kinds = ("bot_command", "mention", "url", "text_mention", "odd")
            message["entities"] = [{"type": self._random.choice(kinds), **where}]
        return update

    def _nonsense(self, update: Json) -> Json:
        names = self._random.sample((*KINDS, "from", "chat", "x"), 3)
        return {name: self._value() for name in names}

    def _somewhere(self, update: Json) -> Path:
        return self._random.choice(list(_paths(update))[1:] or [()])

    def _put(self, update: Json, path: Path, value: Json) -> Json:
        if not path:
            return update
        _at(update, path[:-1])[path[-1]] = value
        return update


def _paths(node: Json, above: Path = ()) -> Iterator[Path]:
    """Yield the way to each part of a value, the whole first; nothing very deep."""
    yield above
    if len(above) > _DEEPEST or not isinstance(node, (dict, list)):
        return
    for key, part in node.items() if isinstance(node, dict) else enumerate(node):
        yield from _paths(part, (*above, key))


def _at(node: Json, path: Path) -> Json:
    for key in path:
        node = node[key]
    return node


def real_updates(raw: list[str]) -> list[Json]:
    """Return updates as they came, without their numbers."""
    found = [json.loads(x) for x in raw]
    for update in found:
        del update["update_id"]
    return found
