"""louzhang invite: a link gives whoever opens it first a role; how the first people come in."""

import asyncio
import re
import sys
from dataclasses import dataclass
from typing import Annotated

import typer
from telegram.error import TelegramError

from bot.clock import SystemClock
from bot.config import Config
from bot.errors import CannotGoOn
from bot.options import DEFAULT, ConfigPath, opened, read_config
from bot.transport import AiohttpTransport
from mutual_aid.errors import NotYours
from mutual_aid.estates import Block
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.importing.problems import nearest
from mutual_aid.invitations import LEADERS, GroundUnfit, InvitedRole, Misfit, invite
from storage.store import Store
from storage.turns import Turn


@dataclass(frozen=True)
class Wish:
    """What the operator typed."""

    role: InvitedRole
    estate: str | None = None
    block: str | None = None
    floors: str | None = None


async def make_code(store: Store, wish: Wish) -> str:
    """Keep an invitation and return its code; raises CannotGoOn, and then kept nothing."""
    async with store.turn() as turn:
        estate_id, block = await _place(turn, wish)
        try:
            code, invitation = invite(wish.role, estate_id, block, _floors(wish.floors), turn.now)
        except GroundUnfit as unfit:
            raise CannotGoOn(_advice(unfit.misfit, wish, block)) from None
        await turn.members.add_invitation(invitation)
        await turn.audit.write(None, "invitation.make", estate_id, role=wish.role.value)
    return code


async def _place(turn: Turn, wish: Wish) -> tuple[EstateId, Block | None]:
    estates = [estate.estate_id for estate in await turn.estates.all()]
    if not estates:
        raise CannotGoOn("There is no estate yet: load one with louzhang import DIR.")
    if wish.estate and wish.estate not in estates:
        raise CannotGoOn(_unknown("estate", wish.estate, list(estates)))
    if wish.block:
        block = await _block(turn, wish.block, estates)
        if wish.estate and block.estate_id != wish.estate:
            where = f"Block {block.block_id} is in estate {block.estate_id}"
            raise CannotGoOn(f"{where}: leave out --estate.")
        return block.estate_id, block
    if wish.estate:
        return EstateId(wish.estate), None
    if len(estates) > 1 and wish.role not in LEADERS:
        raise CannotGoOn(f"Say which estate: --estate {' or --estate '.join(estates)}.")
    return estates[0], None


async def _block(turn: Turn, wanted: str, estates: list[EstateId]) -> Block:
    try:
        return await turn.estates.block(BlockId(wanted))
    except NotYours:
        known = [block.block_id for one in estates for block in await turn.estates.blocks(one)]
        raise CannotGoOn(_unknown("block", wanted, list(known))) from None


def _unknown(what: str, wanted: str, known: list[str]) -> str:
    meant = nearest(wanted, known)
    remedy = f"did you mean {meant}?" if meant else f"there are {', '.join(sorted(known))}."
    return f"There is no {what} {wanted[:40]}: {remedy}"


def _floors(written: str | None) -> tuple[int, int] | None:
    if written is None:
        return None
    found = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", written.replace(" ", ""), re.ASCII)
    if not found:
        raise CannotGoOn("Write --floors as the lowest and the highest one, like --floors 5-8.")
    return int(found[1]), int(found[2] or found[1])


def _advice(misfit: Misfit, wish: Wish, block: Block | None) -> str:
    role = wish.role.value.replace("_", " ")
    match misfit:
        case Misfit.BLOCK_NEEDED:
            return f"A {role} needs a block: add --block and its code."
        case Misfit.BLOCK_UNWANTED:
            return f"A {role} works for a whole estate: leave out --block."
        case Misfit.FLOORS_NEEDED:
            return "A floor leader answers for floors: add them, like --floors 5-8."
        case Misfit.FLOORS_UNWANTED:
            return f"A {role} has no floors of their own: leave out --floors."
        case Misfit.FLOORS_OUTSIDE:
            top = block.floors if block else 0
            return f"Block {wish.block} has floors 1 to {top}: write --floors within them."


async def bot_name(config: Config) -> str | None:
    """Ask Telegram what the bot is called; None without a token, or where nobody answers."""
    token = config.telegram.token.get_secret_value()
    if not token:
        return None
    transport = AiohttpTransport()
    await transport.initialize()
    try:
        me = await transport.call(f"{config.telegram.base_url}{token}/getMe", {})
    except TelegramError:
        return None
    finally:
        await transport.shutdown()
    return str(me["username"]) if isinstance(me, dict) and me.get("username") else None


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("invite")
    def invite_somebody(
        role: Annotated[InvitedRole, typer.Argument(metavar="ROLE", help="What they will be.")],
        estate: Annotated[
            str | None, typer.Option(metavar="ID", help="Needed where there are several.")
        ] = None,
        block: Annotated[
            str | None, typer.Option(metavar="ID", help="For leaders, and for volunteers if known.")
        ] = None,
        floors: Annotated[
            str | None, typer.Option(metavar="A-B", help="For floor leaders.")
        ] = None,
        config: ConfigPath = DEFAULT,
    ) -> None:
        """Print a link that gives its first opener a role; it works once, for 24 hours."""
        settings = read_config(config)
        code, name = asyncio.run(_invite(settings, Wish(role, estate, block, floors)))
        print(f"https://t.me/{name}?start={code}" if name else code)
        print(_how_to_use(role, code, name), file=sys.stderr)


async def _invite(settings: Config, wish: Wish) -> tuple[str, str | None]:
    clock = SystemClock()
    async with opened(settings, clock) as store:
        code = await make_code(store, wish)
    return code, await bot_name(settings)


def _how_to_use(role: InvitedRole, code: str, name: str | None) -> str:
    said = role.value.replace("_", " ")
    if name:
        return f"Send it to one person: whoever opens it first within 24 hours is a {said}."
    return (
        "Telegram did not tell the bot's name (is [telegram] token right?), so this is the code "
        f"alone. Whoever first sends the bot /start {code} within 24 hours is a {said}."
    )
