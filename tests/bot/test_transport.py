"""The way to Telegram: which failures mean that a message surely did not leave."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.transport import AiohttpTransport, BotApi, NotSent, TooFast, UncertainOutcome

TOKEN = "123456:CANARY-token-of-the-tests"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/bot{TOKEN}/sendMessage"
    finally:
        await runner.cleanup()


def replying(status: int, body: str, **headers: str) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=body, headers=headers)

    return answer


@pytest.fixture
async def transport() -> AsyncIterator[AiohttpTransport]:
    one = AiohttpTransport(read_seconds=5)
    await one.initialize()
    yield one
    await one.shutdown()


async def error_of(transport: AiohttpTransport, answer: Answer, **options: float) -> TelegramError:
    async with server(answer) as url:
        with pytest.raises(TelegramError) as caught:
            await transport.call(url, {"chat_id": 1}, **options)
    assert "CANARY" not in str(caught.value)
    assert "CANARY" not in repr(caught.value)
    return caught.value


async def test_a_good_answer_is_returned(transport: AiohttpTransport) -> None:
    async with server(replying(200, '{"ok": true, "result": {"message_id": 7}}')) as url:
        assert await transport.call(url, {"text": "hi"}) == {"message_id": 7}


async def test_parameters_arrive_as_json(transport: AiohttpTransport) -> None:
    seen: list[object] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(await request.json())
        return web.json_response({"ok": True, "result": True})

    async with server(answer) as url:
        await transport.call(url, {"chat_id": -5, "rows": [["a"]], "text": "粥 <b>"})

    assert seen == [{"chat_id": -5, "rows": [["a"]], "text": "粥 <b>"}]


async def test_a_file_arrives_as_a_form(transport: AiohttpTransport) -> None:
    seen: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        photo = form["photo"]
        assert isinstance(photo, web.FileField)
        seen.update(chat_id=form["chat_id"], name=photo.filename, content=photo.file.read())
        return web.json_response({"ok": True, "result": True})

    photo = InputFile(BytesIO(b"\x89PNG picture"), filename="soup.png")
    data = RequestData(
        [
            RequestParameter.from_input("chat_id", 5),
            RequestParameter.from_input("photo", photo),
        ]
    )
    async with server(answer) as url:
        await transport.post(url, data)

    assert seen == {"chat_id": "5", "name": "soup.png", "content": b"\x89PNG picture"}


async def test_a_closed_port_means_surely_not_sent(
    transport: AiohttpTransport, unused_tcp_port: int
) -> None:
    with pytest.raises(NotSent) as caught:
        await transport.call(f"http://127.0.0.1:{unused_tcp_port}/bot{TOKEN}/getMe", {})
    assert "CANARY" not in str(caught.value)


async def test_an_address_that_is_none_means_surely_not_sent(transport: AiohttpTransport) -> None:
    with pytest.raises(NotSent) as caught:
        await transport.call(f"http://[nonsense/bot{TOKEN}/getMe", {})
    assert "CANARY" not in str(caught.value)


async def test_a_closed_transport_means_surely_not_sent() -> None:
    with pytest.raises(NotSent):
        await AiohttpTransport().call("http://127.0.0.1:1/", {})


async def test_a_connection_cut_after_the_request_is_uncertain(
    transport: AiohttpTransport,
) -> None:
    async def answer(request: web.Request) -> web.Response:
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    assert isinstance(await error_of(transport, answer), UncertainOutcome)


async def test_no_answer_in_time_is_uncertain(transport: AiohttpTransport) -> None:
    async def answer(_request: web.Request) -> web.Response:
        await asyncio.sleep(3)
        return web.Response()

    assert isinstance(await error_of(transport, answer, read_timeout=0.2), UncertainOutcome)


@pytest.mark.parametrize("status", [502, 504])
async def test_an_answer_lost_behind_the_gateway_is_uncertain(
    transport: AiohttpTransport, status: int
) -> None:
    assert isinstance(await error_of(transport, replying(status, "<html>")), UncertainOutcome)


async def test_renewal_ends_what_hangs_and_goes_on(transport: AiohttpTransport) -> None:
    reached, release = asyncio.Event(), asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        if not reached.is_set():
            reached.set()
            await release.wait()
        return web.json_response({"ok": True, "result": "again"})

    async with server(answer) as url:
        hanging = asyncio.create_task(transport.call(url, {}))
        await reached.wait()
        await transport.renew()
        with pytest.raises(UncertainOutcome):
            await hanging
        release.set()
        assert await transport.call(url, {}) == "again"


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ('{"ok": false, "parameters": {"retry_after": 17}}', 17.0),
        ('{"ok": false}', 1.0),
        ("<html>slow down</html>", 1.0),
    ],
)
async def test_429_says_how_long_to_wait(
    transport: AiohttpTransport, body: str, seconds: float
) -> None:
    error = await error_of(transport, replying(429, body))

    assert isinstance(error, TooFast)
    assert error.seconds == seconds


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, BadRequest), (401, InvalidToken), (403, Forbidden), (500, NetworkError)],
)
async def test_refusals_of_telegram_keep_their_kind(
    transport: AiohttpTransport, status: int, kind: type[TelegramError]
) -> None:
    body = '{"ok": false, "description": "Bad Request: chat not found"}'

    assert type(await error_of(transport, replying(status, body))) is kind


async def test_redirects_are_not_followed(transport: AiohttpTransport) -> None:
    visits: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        visits.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    await error_of(transport, answer)

    assert len(visits) == 1


async def test_an_answer_that_is_not_json_is_neither_logged_nor_repeated(
    transport: AiohttpTransport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    error = await error_of(transport, replying(200, "CANARY text of a neighbour"))

    assert "neighbour" not in str(error)
    assert "neighbour" not in caplog.text


async def test_a_method_is_called_by_its_name(transport: AiohttpTransport) -> None:
    paths: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        paths.append(request.path)
        return web.json_response({"ok": True, "result": 5})

    async with server(answer) as url:
        base_url = url.removesuffix(f"{TOKEN}/sendMessage")
        assert await BotApi(transport, base_url, TOKEN).call("getMe", {}) == 5

    assert paths == [f"/bot{TOKEN}/getMe"]
