"""What a page is told of several changes at once."""

import json

from playground.page_events import EventStream
from playground.people import Json


class Page:
    """Keeps what the stream writes, and closes it after the first news."""

    def __init__(self, stream: EventStream) -> None:
        self.stream = stream
        self.events: list[Json] = []

    async def write(self, data: bytes) -> None:
        lines = [line for line in data.decode().split("\n\n") if line.startswith("data: ")]
        self.events += [json.loads(line.removeprefix("data: ")) for line in lines]
        if lines:
            self.stream.close()


async def told(*events: Json) -> list[Json]:
    stream = EventStream()
    page = Page(stream)
    for event in events:
        stream.add(event)
    await stream.write_to(page)
    return page.events


async def test_repeats_are_told_once_in_the_order_of_the_last() -> None:
    chat, log = {"kind": "chat", "user_id": 1}, {"kind": "log"}
    assert await told(log, chat, log, log) == [chat, log]


async def test_alert_outlives_the_edit_that_follows_it() -> None:
    new = {"kind": "chat", "user_id": 1, "alert": True}
    assert await told(new, {"kind": "chat", "user_id": 1}) == [new]


async def test_two_answers_to_presses_are_both_told() -> None:
    answers = [{"kind": "callback", "user_id": 1, "text": text} for text in ("one", "two")]
    assert await told(*answers) == answers
