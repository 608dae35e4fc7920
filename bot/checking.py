"""louzhang check: one line for each thing that has to be right before the bot runs."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from telegram.error import InvalidToken, TelegramError

from bot.config import Config
from bot.errors import CannotGoOn, SettingWrong, TokenRefused
from bot.options import in_file, opened, read_config
from bot.transport import AiohttpTransport, BotApi
from mutual_aid.lexicon_rules import lexicon_files, mistakes_in
from storage.errors import StorageError
from storage.sqlite_files import check_place, file_system, path_of
from storage.store import Store


class Wrong(Exception):
    """Something is not as it must be; its text says what to do."""


async def check(config: Path, *, online: bool) -> bool:
    """Print what is right (✓) and wrong (✗); returns whether nothing was wrong."""
    try:
        settings = read_config(config)
    except SettingWrong as error:
        for line in str(error).splitlines():
            _print("✗", "settings", line)
        return False
    _print("✓", "settings", "all are understood")
    fit = _words(settings)
    good = await _examined("file system", lambda: _file_system(settings))
    good &= await _examined("database", lambda: _integrity(settings))
    if good:
        good = await _stored(settings)
    token = _online if online else _offline
    return bool(await _examined("token", lambda: token(settings)) & good & fit)


def _words(settings: Config) -> bool:
    """Look through the words by which kinds of need are recognised, one line a mistake."""
    try:
        texts = lexicon_files()
    except UnicodeDecodeError:
        _print("✗", "words", "a lexicon file is not in UTF-8: save it so")
        return False
    found = [
        f"{x.file}, line {x.line}: {x.text}"
        for file, text in texts.items()
        for x in mistakes_in(file, text, own=False)
    ]
    try:
        own = len(settings.policy.own_words)
    except SettingWrong as error:
        found += str(error).splitlines()
    for line in found:
        _print("✗", "words", line)
    if not found:
        _print("✓", "words", f"{len(texts)} files, {own} words of your own")
    return not found


async def _stored(settings: Config) -> bool:
    try:
        async with opened(settings) as store:
            good = await _examined("estates", lambda: _estates(store))
            return bool(good & await _examined("button key", lambda: _button_key(store)))
    except StorageError as error:
        _print("✗", "database", str(error))
        return False


async def _examined(what: str, look: Callable[[], Awaitable[str]]) -> bool:
    try:
        _print("✓", what, await look())
    except (Wrong, CannotGoOn, StorageError) as error:
        _print("✗", what, str(error))
        return False
    return True


def _print(mark: str, what: str, text: str) -> None:
    print(f"{mark} {what}: {text}")


async def _file_system(settings: Config) -> str:
    if not in_file(settings):
        return "PostgreSQL looks after its own"
    path = path_of(settings.database.url)
    if not path.exists():
        raise Wrong(
            f"there is no database at {path} yet: make it with louzhang import DIR, "
            "or name the right one in [database] url"
        )
    check_place(path)
    return f"{path} can be written, on {file_system(path.parent) or 'an unknown kind of disk'}"


async def _integrity(settings: Config) -> str:
    if not in_file(settings):
        return await _version(settings, "PostgreSQL answers")
    path = path_of(settings.database.url)
    if not path.exists():
        raise Wrong("nothing to look into")
    answer = await asyncio.to_thread(_quick_check, path)
    if answer != "ok":
        raise Wrong("the file is damaged: restore the last backup with louzhang restore FILE")
    return await _version(settings, "sound")


async def _version(settings: Config, said: str) -> str:
    async with opened(settings) as store, store.reading() as turn:
        applied = await turn.all_rows("migrations")
    return f"{said}, at version {len(applied)}, the newest that this program knows"


def _quick_check(path: Path) -> str:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        except sqlite3.DatabaseError:
            return "unreadable"


async def _estates(store: Store) -> str:
    async with store.reading() as turn:
        estates = await turn.estates.all()
    if not estates:
        raise Wrong("none is loaded: louzhang import DIR")
    return f"{len(estates)} loaded ({', '.join(estate.names.en for estate in estates)})"


async def _button_key(store: Store) -> str:
    async with store.reading() as turn:
        key = await turn.settings.get("button_key")
    if key is None:
        return "is made when the bot runs for the first time"
    if len(key) != 64:
        raise Wrong("is not whole: restore the last backup with louzhang restore FILE")
    return "is there"


async def _offline(settings: Config) -> str:
    _ = settings.token
    return "is set (ask Telegram with --online)"


async def _online(settings: Config) -> str:
    transport = AiohttpTransport()
    await transport.initialize()
    try:
        me = await BotApi(transport, settings.telegram.base_url, settings.token).call("getMe", {})
    except InvalidToken:
        raise TokenRefused from None
    except TelegramError as error:
        raise Wrong(
            f"Telegram does not answer ({type(error).__name__}): check the network and "
            "[telegram] base_url"
        ) from None
    finally:
        await transport.shutdown()
    return f"is that of @{me.get('username', '?')}"
