"""The phone API behind the web page, and the page itself."""

from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from playground.acts import Acts
from playground.calls import Call
from playground.faults import Faults
from playground.page_events import EventStream
from playground.page_phones import PhonePages
from playground.page_world import WorldPages

STATIC = Path(__file__).parent / "static"


class Page:
    """Serves the page and does what its phones are told to do."""

    def __init__(self, acts: Acts, log: list[Call], faults: Faults, opening: Sequence[int]) -> None:
        self._acts = acts
        self._world = acts.world
        self._log = log
        self._faults = faults
        self._opening = list(opening)
        self._streams: set[EventStream] = set()
        self._world.clock.on_advance(self._tell_clock)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Everything under / and /phone."""
        router.add_get("/", self._index)
        router.add_get("/static/{path:.+}", self._static)
        router.add_get("/phone/events", self._events)
        router.add_get("/phone/photos/{file_id}", self._photo)
        PhonePages(self._acts).add_routes(router)
        WorldPages(self._world, self._log, self._faults, self._opening).add_routes(router)

    def close_events(self) -> None:
        """Ends all event streams, so that the server can stop."""
        for stream in self._streams:
            stream.close()

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return _file("index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        return _file(request.match_info["path"])

    async def _events(self, request: web.Request) -> web.StreamResponse:
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        stream = EventStream()
        self._streams.add(stream)
        self._world.listeners.append(stream.add)
        try:
            await stream.write_to(response)
        except ConnectionError:
            pass  # the page was closed
        finally:
            self._world.listeners.remove(stream.add)
            self._streams.discard(stream)
        return response

    def _tell_clock(self) -> None:
        self._world.tell({"kind": "clock", "now": self._world.clock.now().isoformat()})

    async def _photo(self, request: web.Request) -> web.StreamResponse:
        stored = self._world.files.by_id(request.match_info["file_id"])
        if stored is None or not stored.path.startswith("photos/"):
            raise web.HTTPNotFound
        kind = "image/png" if stored.content.startswith(b"\x89PNG") else "image/jpeg"
        return web.Response(body=stored.content, content_type=kind)


def _file(path: str) -> web.StreamResponse:
    wanted = (STATIC / path).resolve()
    if not wanted.is_relative_to(STATIC.resolve()) or not wanted.is_file():
        raise web.HTTPNotFound
    # A page kept by the browser from an older version would talk to a newer server.
    return web.FileResponse(wanted, headers={"Cache-Control": "no-cache"})
