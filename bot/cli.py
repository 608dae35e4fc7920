"""The command line: each failure is one plain sentence on stderr and a non-zero exit."""

import asyncio
import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.exceptions import Abort, TyperException

from bot import backups, checking, corrections_log, importing, inviting, logs, offer_log
from bot.clock import SystemClock
from bot.config import Config
from bot.errors import CannotGoOn
from bot.options import DEFAULT, ConfigPath, opened, read_config
from bot.program import Program
from storage.errors import StorageError

log = logging.getLogger(__name__)
app = typer.Typer(
    name="louzhang",
    help="Louzhang (楼长): the Telegram bot of a housing estate's mutual-aid network.",
    epilog="To try it without a token: louzhang demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def run(config: ConfigPath = DEFAULT) -> None:
    """Run the bot against Telegram until Ctrl-C or SIGTERM."""
    settings = read_config(config)
    _ = settings.token  # before anything is made: without it there is nothing to run
    logs.set_up(settings.log.level, _secrets(settings))
    asyncio.run(_run(settings))


async def _run(settings: Config) -> None:
    clock = SystemClock()
    async with opened(settings, clock) as store:
        program = Program(settings, store, clock)
        # What was built so far lives as long as the program: looking through it again and again
        # for garbage took some percent of its time.
        gc.freeze()
        try:
            await program.run()
        finally:
            gc.unfreeze()


@app.command("demo")
def try_it(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page; 0: any.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    database: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Keep the demo here; otherwise it is forgotten."),
    ] = None,
) -> None:
    """Try the bot on this machine: phones in a browser, a sample estate, no token, no Telegram."""
    from bot import demo  # brings the playground, which nothing else needs

    asyncio.run(demo.play(port=port, browser=browser, database=database))


@app.command()
def check(
    config: ConfigPath = DEFAULT,
    online: Annotated[bool, typer.Option("--online", help="Also ask Telegram.")] = False,
) -> None:
    """Say what is right and what is wrong with settings, database and (--online) token."""
    if not asyncio.run(checking.check(config, online=online)):
        raise typer.Exit(1)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to write.")],
    config: ConfigPath = DEFAULT,
) -> None:
    """Copy the database while the bot runs; the copy is checked before success is reported."""
    print(backups.back_up(read_config(config), file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy made by louzhang backup.")],
    config: ConfigPath = DEFAULT,
    force: Annotated[
        bool, typer.Option("--force", help="Even where the database has later entries.")
    ] = False,
) -> None:
    """Put a backup in the place of the database; the bot must not be running."""
    print(backups.restore(read_config(config), file, force=force))


importing.register(app)
inviting.register(app)
offer_log.register(app)
corrections_log.register(app)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit with its code."""
    try:
        code = app(arguments, standalone_mode=False)
    except TyperException as error:  # the command line itself was wrong
        _complain(error.format_message())
        code = error.exit_code
    except (CannotGoOn, StorageError) as error:
        _complain(str(error))
        code = 1
    except (KeyboardInterrupt, Abort):
        code = 130
    except BrokenPipeError:  # whoever read our output has gone
        sys.stderr.close()
        code = 1
    except Exception as error:
        reference = logs.new_reference()
        _complain(
            f"The program met a mistake of its own (reference {reference}): "
            f"{logs.position(error)}. Please report this line where you got the program."
        )
        code = 1
    sys.exit(code or 0)


def _complain(text: str) -> None:
    print(text, file=sys.stderr)


def _secrets(settings: Config) -> list[str]:
    telegram = settings.telegram
    return [telegram.token.get_secret_value(), telegram.webhook_secret.get_secret_value()]
