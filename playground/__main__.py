"""The playground as a program of its own: `python -m playground --token 1234:abc`."""

import argparse
import asyncio
import signal
import sys
from datetime import UTC, datetime

from playground.clock import PretendClock
from playground.people_file import PeopleFileUnreadable, read_people
from playground.server import Playground


def main() -> int:
    """The exit status: 0 after SIGTERM or Ctrl-C, 1 when it cannot start, 2 for bad arguments."""
    options = _parser().parse_args()
    try:
        playground = _playground(options)
    except (ValueError, PeopleFileUnreadable) as problem:
        print(problem, file=sys.stderr)
        return 1
    try:
        asyncio.run(_serve(playground, options.port))
    except OSError as problem:
        reason = f"Cannot listen on port {options.port} ({problem.strerror}): choose another."
        print(reason, file=sys.stderr)
        return 1
    return 0


def _playground(options: argparse.Namespace) -> Playground:
    people, opening = read_people(options.people) if options.people else ([], [])
    playground = Playground(
        token=options.token,
        clock=PretendClock(options.clock),
        people=people,
        opening=options.opening or opening,
        bot_username=options.bot_username,
        strict_pacing=not options.no_pacing,
    )
    playground.faults.seed = options.seed
    return playground


async def _serve(playground: Playground, port: int) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    await playground.start(port=port)
    print(playground.page_url, flush=True)
    await stopped.wait()
    await playground.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m playground",
        description="A pretend Telegram on this machine. It prints its address: open that.",
    )
    add = parser.add_argument
    add("--token", required=True, help="the token that the bot will use, such as 1234:abc")
    add("--port", type=_port, default=8081, help="0 takes a free one (default: %(default)s)")
    add("--people", help="a JSON file with the people who can hold a phone")
    add("--opening", type=int, nargs="+", metavar="ID", help="who holds the first phones")
    add("--clock", type=_moment, help="the pretend time, such as 2026-11-23T09:00+08:00")
    add("--bot-username", default="louzhang_bot", help="for links (default: %(default)s)")
    add("--no-pacing", action="store_true", help="never answer 429 for speed")
    add("--seed", type=int, default=0, help="for the faults' randomness (default: %(default)s)")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main())
