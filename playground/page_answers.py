"""How the phone API reads what it is told and words what it answers."""

from collections.abc import Awaitable, Callable

from aiohttp import BodyPartReader, web

from playground.errors import NotPossible
from playground.people import Json

Act = Callable[[web.Request], Awaitable[Json]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answering(act: Act) -> Handler:
    """A handler that words refusals: 409 for what cannot be done, 404 for nobody."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await act(request))
        except NotPossible as problem:
            return web.json_response({"ok": False, "error": str(problem)}, status=409)
        except LookupError as problem:
            return web.json_response({"ok": False, "error": str(problem.args[0])}, status=404)

    return answer


async def json_body(request: web.Request) -> Json:
    """Raises NotPossible for anything but a JSON object."""
    try:
        given = await request.json()
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise NotPossible("Send a JSON object.")
    return given


async def uploaded(request: web.Request, name: str) -> bytes | None:
    """The file of a multipart form; None when there is none or it is empty."""
    if request.content_type != "multipart/form-data":
        return None
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name == name:
            return bytes(await part.read(decode=True)) or None
    return None
