"""A coordinator tells many: written, addressed, looked at once more, sent and counted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mutual_aid.ids import MemberId
from mutual_aid.record import Language
from playground import Phone
from tests.living import Living, living_bot

TEXT = "Typhoon signal 8 from 3 pm.\nPlease knock on the doors of your floor <before> 2 pm."
LATE = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""Monday 23:00 in the sample estates."""

TONGUES = [
    (Language.EN, "What do you want to tell", "All of Mong Chik Estate", "Volunteers",
     "Preview: goes to", "Send", "Delivered", "from the station"),
    (Language.ZH_HANT, "想話畀大家知", "成個望汐邨", "義工", "預覽", "發出", "送到", "社工站通告"),
    (Language.ZH_HANS, "想通知大家", "望汐邨全体", "志愿者", "预览", "发送", "送达", "社工站通知"),
]  # fmt: skip


async def speak(living: Living, language: Language) -> None:
    """Everybody reads this language."""
    async with living.store.turn() as turn:
        for code in living.people:
            await turn.members.set_language(MemberId(code), language)


async def writes(
    phone: Phone, area: str = "All of Mong Chik Estate", role: str = "Everyone"
) -> None:
    """A coordinator writes the text and says whom it is for, in English."""
    await phone.says("/cast")
    await phone.reads("What do you want to tell")
    await phone.says(TEXT)
    await phone.reads("Where?")
    await phone.presses(area)
    await phone.reads("Who in")
    await phone.presses(role)


@pytest.mark.parametrize(
    ("language", "ask", "area", "role", "preview", "send", "delivered", "heading"), TONGUES
)
async def test_text_reaches_every_volunteer_and_the_card_counts(
    living: Living, language: Language, ask: str, area: str, role: str, preview: str, send: str,
    delivered: str, heading: str,
) -> None:  # fmt: skip
    await speak(living, language)
    coordinator = living.phone("S001")
    await coordinator.says("/cast")
    await coordinator.reads(ask)
    await coordinator.says(TEXT)
    await living.settled()
    await coordinator.presses(area)
    await living.settled()
    await coordinator.presses(role)
    card = await coordinator.reads(preview)
    assert "<before> 2 pm" in card.text
    await coordinator.presses(send)
    await living.settled()
    await living.advance(timedelta(seconds=3))
    counted = await coordinator.reads(delivered)
    assert counted.id == card.id, "the form's card becomes the one that counts"
    got = [x for x in living.people if "Typhoon signal 8" in living.phone(x).text and x != "S001"]
    assert f"{delivered} {len(got)}" in counted.text
    assert all(x.startswith("V") for x in got)
    first = living.phone(got[0])
    assert TEXT in first.text
    assert heading in first.text


async def test_preview_can_be_changed_and_left(living: Living) -> None:
    await speak(living, Language.EN)
    coordinator = living.phone("S001")
    await writes(coordinator, "Mong Fan House", "Everyone")
    await coordinator.reads("people in Mong Fan House")
    await coordinator.presses("Edit")
    await coordinator.reads("It reads now")
    await coordinator.says("Water is back.")
    await coordinator.reads("Water is back.")
    await coordinator.presses("Back")
    await coordinator.reads("Who in Mong Fan House")
    await coordinator.presses("Building and floor leaders")
    await coordinator.reads("leaders in Mong Fan House")
    await coordinator.presses("Cancel")
    await living.settled()
    await living.advance(timedelta(minutes=1))
    assert not [x for x in living.people if x != "S001" and "Water" in living.phone(x).text]


async def test_in_the_night_it_waits_for_the_morning(tmp_path: Path, template: Path) -> None:
    async with living_bot(tmp_path, template, at=LATE) as night:
        await speak(night, Language.EN)
        coordinator = night.phone("S001")
        await writes(coordinator, role="Building and floor leaders")
        await coordinator.reads("Quiet hours now: it goes out at 7:30 am tomorrow")
        await coordinator.presses("Send")
        await night.settled()
        await coordinator.reads("Goes out at 7:30 am tomorrow")
        await night.phone("L001").reads_no("Typhoon")
        await night.advance(timedelta(hours=8, minutes=31))
        await night.phone("L001").reads("Typhoon")
        await night.advance(timedelta(seconds=5))
        await coordinator.reads("Delivered")


async def test_text_that_is_too_long_is_met_with_what_to_do(living: Living) -> None:
    await speak(living, Language.EN)
    coordinator = living.phone("S001")
    await coordinator.says("/cast")
    await coordinator.reads("What do you want to tell")
    await coordinator.says("x" * 3501)
    await coordinator.reads("under 3,500 characters")
    await coordinator.says("😀" * 1750)
    await coordinator.reads("Where?")
    await coordinator.says("to everybody please")
    await coordinator.reads("Please choose with the buttons")


@pytest.mark.parametrize("language", Language)
async def test_longest_text_fits_preview_and_message(living: Living, language: Language) -> None:
    await speak(living, language)
    coordinator = living.phone("S001")
    await coordinator.says("/cast")
    await living.settled()
    await coordinator.says("&" * 3500)
    await living.settled()
    await coordinator.presses(coordinator.buttons[0])
    await living.settled()
    await coordinator.presses(coordinator.buttons[2])
    await living.settled()
    assert "&" * 3500 in coordinator.last.text
    await coordinator.presses(coordinator.buttons[0])
    await living.settled()
    assert "&" * 3500 in living.phone("L001").text


async def test_volunteers_and_leaders_cannot_cast(living: Living) -> None:
    await speak(living, Language.EN)
    for who in ("V001", "L001", "S003"):
        await living.phone(who).says("/cast hello")
        await living.phone(who).reads("not here for you")


async def test_old_send_button_sends_nothing_twice(living: Living) -> None:
    await speak(living, Language.EN)
    coordinator = living.phone("S001")
    await writes(coordinator, role="Building and floor leaders")
    preview = await coordinator.reads("Preview")
    data = next(x.data for row in preview.buttons for x in row if x == "Send")
    assert data is not None
    for _ in range(3):
        await coordinator.presses_data(preview.id, data)
    await living.settled()
    texts = [x.text for x in living.phone("L001").messages if "Typhoon" in x.text]
    assert len(texts) == 1
