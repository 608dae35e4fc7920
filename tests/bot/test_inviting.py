"""louzhang invite: one link for one person, and a sentence where the wish makes no sense."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot import cli, importing
from bot.errors import CannotGoOn
from bot.inviting import Wish, make_code
from mutual_aid.ids import MemberId
from mutual_aid.invitations import InvitedRole, hash_of
from playground import Playground, PretendClock
from storage.store import Store
from tests.bot.stage import TOKEN
from tests.mutual_aid.paper import SAMPLE


@pytest.fixture
async def estates(store: Store, clock: PretendClock) -> Store:
    """A store with the two estates of the sample."""
    await importing.load(store, SAMPLE, now=clock.now())
    return store


@pytest.fixture
async def config(estates: Store, tmp_path: Path, playground: Playground) -> Path:
    """Settings that know the token of the pretend Telegram."""
    path = tmp_path / "config.toml"
    path.write_text(
        f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "{playground.base_url}"\n'
        f'[database]\nurl = "{tmp_path / "network.sqlite3"}"\n'
    )
    return path


def database_files(folder: Path) -> list[Path]:
    return list(folder.glob("network.sqlite3*"))


async def run(*arguments: object) -> int:
    def command() -> int:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        return int(ended.value.code or 0)

    return await asyncio.to_thread(command)


async def test_the_first_coordinator_gets_one_link_that_opens_the_bot(
    config: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run("invite", "coordinator", "--estate", "MC", "--config", config) == 0
    said = capsys.readouterr()
    link = re.fullmatch(r"https://t\.me/louzhang_bot\?start=([A-Za-z0-9_-]{22})\n", said.out)
    assert link is not None
    assert "whoever opens it first within 24 hours is a coordinator" in said.err
    async with store.reading() as turn:
        [kept] = await turn.all_rows("invitations")
    assert kept["code_hash"] == hash_of(link[1])
    assert (kept["role"], kept["estate_id"], kept["block_id"]) == ("coordinator", "MC", None)


async def test_the_code_itself_is_nowhere_in_the_database(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await run("invite", "building_leader", "--block", "MC-A", "--config", config)
    code = capsys.readouterr().out.strip().rpartition("=")[2].encode()
    assert len(code) == 22
    kept = b"".join(file.read_bytes() for file in database_files(tmp_path))
    assert hash_of(code.decode()).encode() in kept
    assert code not in kept


async def test_without_telegram_the_code_comes_with_how_to_use_it(
    config: Path, playground: Playground, capsys: pytest.CaptureFixture[str]
) -> None:
    await playground.stop()
    assert await run("invite", "social_worker", "--estate", "RH", "--config", config) == 0
    said = capsys.readouterr()
    code = said.out.strip()
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", code)
    assert f"sends the bot /start {code} within 24 hours is a social worker" in said.err


async def test_an_unknown_role_is_answered_with_the_roles_there_are(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run("invite", "mayor", "--config", config) != 0
    [said] = capsys.readouterr().err.splitlines()
    assert "'building_leader'" in said
    assert "'volunteer'" in said


async def test_an_invitation_lasts_a_day_and_works_once(
    estates: Store, clock: PretendClock
) -> None:
    codes = [await make_code(estates, Wish(InvitedRole.VOLUNTEER, block="MC-A")) for _ in range(2)]
    async with estates.turn() as turn:
        first = await turn.members.use_invitation(hash_of(codes[0]), MemberId("V001"), turn.now)
        again = await turn.members.use_invitation(hash_of(codes[0]), MemberId("V002"), turn.now)
    assert first is not None
    assert again is None
    clock.advance(timedelta(hours=24, seconds=1))
    async with estates.turn() as turn:
        late = await turn.members.use_invitation(hash_of(codes[1]), MemberId("V002"), turn.now)
    assert late is None


async def test_a_floor_leader_is_invited_for_floors_of_a_block(estates: Store) -> None:
    code = await make_code(estates, Wish(InvitedRole.FLOOR_LEADER, block="RH-2", floors="5 - 8"))
    async with estates.turn() as turn:
        used = await turn.members.use_invitation(hash_of(code), MemberId("V001"), turn.now)
    assert used is not None
    assert (used.estate_id, used.block_id) == ("RH", "RH-2")
    assert (used.floor_from, used.floor_to) == (5, 8)


SENSELESS = [
    (Wish(InvitedRole.COORDINATOR), "Say which estate: --estate MC or --estate RH."),
    (Wish(InvitedRole.COORDINATOR, estate="MX"), "There is no estate MX: there are MC, RH."),
    (
        Wish(InvitedRole.SOCIAL_WORKER, block="MC-A"),
        "A social worker works for a whole estate: leave out --block.",
    ),
    (
        Wish(InvitedRole.BUILDING_LEADER),
        "A building leader needs a block: add --block and its code.",
    ),
    (
        Wish(InvitedRole.BUILDING_LEADER, block="mc_a"),
        "There is no block mc_a: did you mean MC-A?",
    ),
    (
        Wish(InvitedRole.BUILDING_LEADER, estate="RH", block="MC-A"),
        "Block MC-A is in estate MC: leave out --estate.",
    ),
    (
        Wish(InvitedRole.BUILDING_LEADER, block="MC-A", floors="1-30"),
        "A building leader has no floors of their own: leave out --floors.",
    ),
    (
        Wish(InvitedRole.FLOOR_LEADER, block="MC-A"),
        "A floor leader answers for floors: add them, like --floors 5-8.",
    ),
    (
        Wish(InvitedRole.FLOOR_LEADER, block="MC-A", floors="28-31"),
        "Block MC-A has floors 1 to 30: write --floors within them.",
    ),
    (
        Wish(InvitedRole.FLOOR_LEADER, block="MC-A", floors="8-5"),
        "Block MC-A has floors 1 to 30: write --floors within them.",
    ),
    (
        Wish(InvitedRole.FLOOR_LEADER, block="MC-A", floors="top"),
        "Write --floors as the lowest and the highest one, like --floors 5-8.",
    ),
]


@pytest.mark.parametrize(("wish", "said"), SENSELESS, ids=[said for _, said in SENSELESS])
async def test_a_wish_that_makes_no_sense_is_answered_and_not_kept(
    estates: Store, wish: Wish, said: str
) -> None:
    with pytest.raises(CannotGoOn) as refused:
        await make_code(estates, wish)
    assert str(refused.value) == said
    async with estates.reading() as turn:
        assert await turn.all_rows("invitations") == []


async def test_there_is_nobody_to_invite_before_an_estate_is_loaded(store: Store) -> None:
    with pytest.raises(CannotGoOn, match="There is no estate yet: load one with louzhang import"):
        await make_code(store, Wish(InvitedRole.COORDINATOR))
