"""A check-in as people live it: asked, answered, climbing the ladder, help that is needed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mutual_aid.ids import MemberId
from mutual_aid.record import Language
from tests.living import Living, living_bot

BREAKFAST = datetime(2026, 11, 22, 23, 55, tzinfo=UTC)
"""Monday 07:55 in the sample estates: before the first window opens."""
HER_FLOOR, HEAD, STATION = "L007", "L001", "S001"
"""Who looks after Ms Wu on 21/F (asked 9:00-11:00 by a knock, grace two hours)."""
HERSELF, THEIR_FLOOR, THEIR_HEAD = "R031", "L040", "L035"
"""A resident with Telegram, asked 9:00-11:00."""


@pytest.fixture
async def early(tmp_path: Path, template: Path) -> AsyncIterator[Living]:
    """The sample estate before breakfast, in English."""
    async with living_bot(tmp_path, template, at=BREAKFAST) as network:
        await speak(network, Language.EN)
        yield network


async def speak(living: Living, language: Language) -> None:
    """Everybody reads this language."""
    async with living.store.turn() as turn:
        for code in living.people:
            await turn.members.set_language(MemberId(code), language)


async def until(living: Living, clock: str) -> None:
    """Let time pass until that time of the morning in Hong Kong, half an hour at a time."""
    hour, minute = map(int, clock.split(":"))
    end = BREAKFAST + timedelta(hours=hour - 7, minutes=minute - 55)
    while (now := living.clock.now()) < end:
        await living.advance(min(timedelta(minutes=30), end - now))


TONGUES = [
    (Language.EN, "Please knock and ask", "Safe", "safe, 9:0"),
    (Language.ZH_HANT, "請上門敲下門", "平安", "平安（馮"),
    (Language.ZH_HANS, "请上门敲一下", "平安", "平安（"),
]


@pytest.mark.parametrize(("language", "asks", "safe", "done"), TONGUES)
async def test_leader_knocks_and_says_safe(
    early: Living, language: Language, asks: str, safe: str, done: str
) -> None:
    await speak(early, language)
    await until(early, "9:01")
    leader = early.phone(HER_FLOOR)
    card = await leader.reads(asks)
    assert card.protected
    await leader.presses(safe)
    await early.settled()
    settled = await leader.reads("✅")
    assert settled.id == card.id
    assert "📍" not in settled.text, "the flat leaves the chat with the answer"
    await until(early, "13:30")
    await early.phone(STATION).reads_no("✅")


async def test_person_with_telegram_says_so_herself(early: Living) -> None:
    await until(early, "9:01")
    await early.phone(HERSELF).reads("Good morning. All well today?")
    await early.phone(HERSELF).presses("Safe")
    await early.settled()
    await early.phone(HERSELF).reads("Have a good day")
    await until(early, "13:30")
    await early.phone(THEIR_FLOOR).reads_no("Check-in")


async def test_missed_check_in_climbs_to_the_station_and_ends_when_somebody_knows(
    early: Living,
) -> None:
    leader, head, station = (early.phone(x) for x in (HER_FLOOR, HEAD, STATION))
    await until(early, "11:01")
    await leader.reads("Please ask once more")
    await until(early, "11:31")
    await leader.reads("Please phone, up to three times")
    await leader.reads("+852 0000 1141")
    await until(early, "12:01")
    await leader.reads("Please knock once more")
    await until(early, "12:31")
    card = await head.reads("Please call the emergency contact")
    assert "Emergency contact: " in card.text
    assert "Key with the floor leader, who may open if nobody answers" in card.text
    assert "Emergency contact" not in leader.text, "that is for the leader of the block"
    await until(early, "13:01")
    await station.reads("Please call 999 and ask for a welfare check")
    await station.reads("Please do not break in")
    await leader.presses("Safe now")
    await early.settled()
    for phone in (leader, head, station):
        settled = await phone.reads("· safe, 1:01 pm, by")
        assert "+852" not in settled.text


async def test_no_answer_asks_to_try_again_and_names_the_time(early: Living) -> None:
    await until(early, "9:05")
    leader = early.phone(HER_FLOOR)
    await leader.presses("No answer")
    await early.settled()
    await leader.reads("Please try again by 9:35")
    assert leader.buttons == ["Safe now", "Still no answer", "Needs help", "I am on it"]
    await leader.presses("I am on it")
    await early.settled()
    await leader.reads("You have been on it since 9:05")
    assert "I am on it" not in leader.buttons


async def test_call_for_help_reaches_floor_and_block_and_says_who_comes(early: Living) -> None:
    await until(early, "9:05")
    person = early.phone(HERSELF)
    await person.presses("Needs help")
    await early.settled()
    await person.reads("I have told")
    await person.reads("Call 110")
    for told in (THEIR_FLOOR, THEIR_HEAD):
        await early.phone(told).reads("Needs help, says")
    await early.phone(THEIR_FLOOR).presses("I am on it")
    await early.settled()
    await person.reads("has been on it since 9:05")


async def test_leader_who_finds_that_help_is_needed_reports_it_at_once(early: Living) -> None:
    await until(early, "9:05")
    leader = early.phone(HER_FLOOR)
    await leader.presses("Needs help")
    await early.settled()
    await leader.reads("You have been on it since")
    await leader.reads("What does your neighbour need")
    await leader.presses("Meal delivery")
    await leader.reads("When is help needed")
    await early.phone(HEAD).reads("Needs help, says")


async def test_list_shows_who_still_waits_and_opens_the_card(early: Living) -> None:
    await until(early, "9:05")
    head = early.phone(HEAD)
    await head.says("/checkins")
    await head.reads("check-ins are open")
    await head.presses("WU Wan-ling")
    await early.settled()
    await head.presses("Safe")
    await early.settled()
    await head.reads("WU Wan-ling · safe")
    await early.phone(HER_FLOOR).reads("WU Wan-ling · safe")


async def test_list_is_empty_for_leaders_without_anybody_and_closed_to_volunteers(
    early: Living,
) -> None:
    await early.phone(HEAD).says("/checkins")
    await early.phone(HEAD).reads("No check-ins are waiting just now")
    await early.phone("V001").says("/checkins")
    await early.phone("V001").reads("not here for you")
