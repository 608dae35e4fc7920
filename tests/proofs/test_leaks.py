"""Names, flats, phones, words and secrets: never in a log, a group, a queue or an error text."""

import pytest

from bot import handling
from handlers import gate
from mutual_aid.ids import MemberId
from mutual_aid.record import Language
from tests.living import STRANGER, Living
from tests.proofs import evening
from tests.proofs.canaries import FLAT, everything_private, in_queues, leaked, listening
from tests.proofs.scene import everybody_reads

SAID = (
    *("RuntimeError at ", "> tests/proofs/evening.py:", "update set aside, reference"),
    *("a message of kind board has no words", "check_in.ask failed (try 1)"),
    *("unreadable update set aside, reference", "the bot runs (polling"),
)
"""What the log must hold for the evening to have been as bad as it is meant to be."""


@pytest.mark.parametrize("libraries", [False, True], ids=["as-it-runs", "libraries-turned-up"])
async def test_an_evening_of_help_danger_and_bad_weather_leaves_no_trace_of_anybody(
    living: Living, monkeypatch: pytest.MonkeyPatch, libraries: bool
) -> None:
    monkeypatch.setattr(gate, "_BURST", 10_000)
    monkeypatch.setattr(handling, "RETRY_AFTER", (0.0, 0.0))
    private = everything_private(living.path)
    await everybody_reads(living, Language.ZH_HANT)
    with listening(monkeypatch, libraries=libraries) as heard:
        await evening.the_loop(living)
        await evening.danger(living)
        await evening.check_ins(living)
        await evening.in_a_group(living)
        await evening.mistakes(living, monkeypatch)
        await evening.bad_weather(living, monkeypatch)
        await evening.unreadable(living)
        await evening.wrong_secret(living)
        await living.restart()
        await living.settled()

    assert {400, 403, 429, 500} <= {x.status for x in living.playground.log}
    written = heard.stream.getvalue()
    assert not [x for x in SAID if x not in written], "all of it really happened"
    assert not leaked(heard.texts, private)
    assert not leaked(written.splitlines(), private)
    assert not leaked(in_queues(living.path), private)
    assert not libraries or {"aiosqlite", "telegram", "apscheduler"} <= heard.loggers
    _others_read_nothing(living)


def _others_read_nothing(living: Living) -> None:
    """People whom none of it concerned were sent nothing of it, whatever went wrong."""
    bystanders = {living.people[x] for x in ("L010", "L019", "L027", "S004", "V090")} | {STRANGER}
    sent = [str(x.parameters) for x in living.playground.log if x.to in bystanders]
    assert not leaked(sent, ["KANARIE", "阿金", "煤氣味", "老公"])


async def test_the_canaries_are_real(living: Living) -> None:
    private = everything_private(living.path)
    async with living.store.reading() as turn:
        leader = await turn.members.get(MemberId("L001"))

    assert {leader.names.zh_hant, leader.names.en, leader.phone} <= private
    assert len(private) > 500
    assert leaked(["a line about 李珍燕"], private)
    assert leaked([f"flat {FLAT} rang"], private)
    assert not leaked(["RuntimeError at handlers/needs.py:2107"], private)
