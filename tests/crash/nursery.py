"""Starts bots quickly: everything is imported once, then each bot is a fork with its own pid.

Reads "LOG FOLDER" lines from stdin and answers each with the pid of `louzhang run` in that folder,
its stderr appended to the log. A fork is a process like any other when it is killed.
"""

import os
import signal
import sys

from bot.cli import main
from bot.wiring import the_network
from handlers.words import words
from mutual_aid.record import Language


def raise_child(log: str, folder: str) -> int:
    """Return the pid of a new bot."""
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.chdir(folder)
        handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        main(["run"])
    return pid


def serve() -> None:
    """Raise children until stdin ends; the dead are buried by the kernel."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    the_network()
    for language in Language:
        words(language)
    print("ready", flush=True)
    for line in sys.stdin:
        log, folder = line.rstrip("\n").split("\t")
        print(raise_child(log, folder), flush=True)


if __name__ == "__main__":
    serve()
