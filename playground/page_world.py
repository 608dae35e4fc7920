"""The phone API, all around the phones: people, the clock, the log and the faults."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import web

from playground.calls import Call
from playground.errors import NotPossible
from playground.faults import Faults
from playground.page_answers import answering, json_body
from playground.page_views import call_view, person_view
from playground.people import Json
from playground.state import World

MOST_CALLS_AT_ONCE = 500
LONGEST_JUMP = timedelta(days=366)
LONGEST_DELAY = 60.0
_PROBABILITIES = ("rate_limit_storm", "server_error", "reply_lost", "duplicate_updates")


@dataclass(frozen=True)
class WorldPages:
    """Everything under /phone that is no single phone."""

    world: World
    log: list[Call]
    faults: Faults
    opening: Sequence[int]

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """People, clock, log, faults."""
        router.add_get("/phone/people", answering(self._people))
        router.add_post("/phone/people", answering(self._add_stranger))
        router.add_get("/phone/clock", answering(self._clock))
        router.add_post("/phone/clock", answering(self._advance))
        router.add_get("/phone/log", answering(self._calls))
        router.add_get("/phone/faults", answering(self._get_faults))
        router.add_put("/phone/faults", answering(self._put_faults))

    async def _people(self, _request: web.Request) -> Json:
        bot = self.world.bot
        return {
            "people": [person_view(person) for person in self.world.people.values()],
            "opening": list(self.opening),
            "bot": {"username": bot.username, "name": bot.name},
        }

    async def _add_stranger(self, request: web.Request) -> Json:
        given = await json_body(request)
        name = str(given.get("name") or "").strip()
        if not 1 <= len(name) <= 64:
            raise NotPossible("Give the stranger a name of 1 to 64 characters.")
        language = str(given.get("language_code") or "en")
        return person_view(self.world.add_stranger(name, language))

    async def _clock(self, _request: web.Request) -> Json:
        return {"now": self.world.clock.now().isoformat()}

    async def _advance(self, request: web.Request) -> Json:
        seconds = (await json_body(request)).get("advance_seconds")
        if not isinstance(seconds, int | float) or not 0 < seconds <= LONGEST_JUMP.total_seconds():
            raise NotPossible("Move the clock forward by some seconds, at most a year at once.")
        self.world.clock.advance(timedelta(seconds=seconds))
        return {"now": self.world.clock.now().isoformat()}

    async def _calls(self, request: web.Request) -> Json:
        after = request.query.get("after", "0")
        first = int(after) if after.isdecimal() and len(after) < 12 else 0
        chosen = list(enumerate(self.log[first:], first + 1))
        shown = [(n, call) for n, call in chosen if call.method.lower() != "getupdates"]
        return {"calls": [call_view(self.world, n, c) for n, c in shown[-MOST_CALLS_AT_ONCE:]]}

    async def _get_faults(self, _request: web.Request) -> Json:
        faults = self.faults
        view: dict[str, Any] = {name: float(getattr(faults, name)) for name in _PROBABILITIES}
        return view | {"delay": faults.delay, "reordered_updates": faults.reordered_updates}

    async def _put_faults(self, request: web.Request) -> Json:
        given = await json_body(request)
        wanted = {name: given[name] for name in (*_PROBABILITIES, "delay") if name in given}
        for name, value in wanted.items():
            most = 60 if name == "delay" else 1
            if not isinstance(value, int | float) or not 0 <= value <= most:
                raise NotPossible(f"{name} must be a number from 0 to {most}.")
        for name, value in wanted.items():
            setattr(self.faults, name, float(value))
        if "reordered_updates" in given:
            self.faults.reordered_updates = bool(given["reordered_updates"])
        return await self._get_faults(request)
