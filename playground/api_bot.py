"""The calls about the bot itself, its commands, its chats, its files and its answers to presses."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.addressing import known_chat, writable_chat
from playground.errors import bad_request
from playground.people import Json
from playground.state import TYPING_LASTS, Chat, World

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
LONGEST_ANSWER = 200
LARGEST_DOWNLOAD = 20 << 20
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


@dataclass(frozen=True, slots=True)
class BotMethods:
    """The part of the Bot API that shows nothing in a chat by itself."""

    world: World

    def table(self) -> dict[str, Callable[[Json], Any]]:
        """Methods by their lower-case names."""
        return {
            "getme": self.get_me,
            "getchat": self.get_chat,
            "getfile": self.get_file,
            "sendchataction": self.send_chat_action,
            "answercallbackquery": self.answer_callback_query,
            "setmycommands": self.set_my_commands,
            "getmycommands": self.get_my_commands,
            "deletemycommands": self.delete_my_commands,
        }

    def get_me(self, _given: Json) -> Json:
        """The bot as Telegram describes it to itself."""
        return self.world.bot.as_user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    def get_chat(self, given: Json) -> Json:
        """Telegram's ChatFullInfo, with the fields that it always has."""
        return known_chat(self.world, given).as_json | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": {
                "unlimited_gifts": False,
                "limited_gifts": False,
                "unique_gifts": False,
                "premium_subscription": False,
                "gifts_from_channels": False,
            },
        }

    def get_file(self, given: Json) -> Json:
        """Where a file can be fetched; raises ApiError 400 for unknown ids and over 20 MiB."""
        stored = self.world.files.by_id(str(given.get("file_id") or ""))
        if stored is None:
            raise bad_request("invalid file_id")
        if len(stored.content) > LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        return stored.as_json() | {"file_path": stored.path}

    def send_chat_action(self, given: Json) -> bool:
        """Shows "typing" for five seconds of the pretend clock."""
        chat = writable_chat(self.world, given)
        if not given.get("action"):
            raise bad_request("wrong parameter action in request")
        chat.typing_until = self.world.clock.now() + TYPING_LASTS
        self.world.changed(chat)
        over = TYPING_LASTS.total_seconds() + 0.1
        asyncio.get_running_loop().call_later(over, self.world.changed, chat)
        return True

    def answer_callback_query(self, given: Json) -> bool:
        """Stops the spinner and shows the text; raises ApiError 400 a minute after the press."""
        user_id = self.world.presser(str(given.get("callback_query_id") or ""))
        if user_id is None:
            raise bad_request(TOO_OLD)
        text = str(given.get("text") or "")
        if len(text) > LONGEST_ANSWER:
            raise bad_request("MESSAGE_TOO_LONG")
        if text:
            chat = self.world.private_chat(user_id)
            chat.notices.append(text)
            chat.wake()
            self.world.tell({"kind": "callback", "user_id": user_id, "text": text})
        return True

    def set_my_commands(self, given: Json) -> bool:
        """Replaces the menu of one scope and language; raises ApiError 400 for bad commands."""
        commands = given.get("commands")
        if not isinstance(commands, list):
            raise bad_request("can't parse commands: expected an array of BotCommand")
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        key = self._scope(given)
        self.world.commands[key] = [_command(command) for command in commands]
        self._menus_changed()
        return True

    def get_my_commands(self, given: Json) -> list[Json]:
        """The menu of exactly this scope and language, without the fallbacks."""
        return self.world.commands.get(self._scope(given), [])

    def delete_my_commands(self, given: Json) -> bool:
        """True, also when there was nothing."""
        self.world.commands.pop(self._scope(given), None)
        self._menus_changed()
        return True

    def _menus_changed(self) -> None:
        for chat in self.world.chats.values():
            self.world.changed(chat)

    def _scope(self, given: Json) -> tuple[str, str]:
        language = str(given.get("language_code") or "")
        if not _LANGUAGE.fullmatch(language):
            raise bad_request("invalid language code specified")
        scope = given.get("scope") or {"type": "default"}
        kind = str(scope.get("type")) if isinstance(scope, dict) else ""
        if kind in _PLAIN_SCOPES:
            return kind, language
        if kind != "chat":
            raise bad_request("can't parse BotCommandScope: unsupported type specified")
        number = str(scope.get("chat_id"))
        if not number.removeprefix("-").isdecimal():
            raise bad_request("chat not found")
        return f"chat:{known_chat(self.world, {'chat_id': int(number)}).id}", language


def menu(world: World, chat: Chat, language_code: str) -> list[Json]:
    """The commands that this chat's menu shows, by Telegram's order of scopes and languages."""
    kind = "all_private_chats" if chat.person else "all_group_chats"
    two_letters = language_code[:2].lower()
    for scope in (f"chat:{chat.id}", kind, "default"):
        for language in (two_letters, ""):
            found = world.commands.get((scope, language))
            if found:
                return found
    return []


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an object")
    name, description = str(given.get("command") or ""), str(given.get("description") or "")
    name = name.removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
