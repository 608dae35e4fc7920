"""An emergency: whom to call first, who hears, who has it; and what must stay sealed."""

from datetime import timedelta

import pytest

from mutual_aid.ids import MemberId
from mutual_aid.record import Language
from playground import Phone
from tests.living import Living

LEADER, DEPUTY, OTHER_FLOORS = "L001", "L002", "L005"
STATION, SOCIAL_WORKER = "S001", "S003"


async def in_english(living: Living, *codes: str) -> None:
    async with living.store.turn() as turn:
        for code in codes:
            await turn.members.set_language(MemberId(code), Language.EN)


async def reports(living: Living, phone: Phone, words: str, flat: str) -> None:
    """Somebody types what is wrong, names the flat and confirms."""
    await phone.says(words)
    await phone.reads("999")
    await living.settled()
    if flat:
        await phone.says(flat)
        await living.settled()
    button = next(x for x in phone.buttons if x in ("Confirm", "啱,送出", "确认"))
    await phone.presses(button)
    await living.settled()


@pytest.mark.parametrize("code", ["en", "zh-Hant"])
async def test_gas_smell_is_called_in_heard_by_those_near_and_taken(
    living: Living, code: str
) -> None:
    english = code == "en"
    if english:
        await in_english(living, *living.people)
    reporter = living.phone(OTHER_FLOORS)
    words = "gas smell whole corridor" if english else "成條走廊好大陣煤氣味"
    flat = await _flat_of(living, OTHER_FLOORS)
    await reports(living, reporter, words, flat)
    await reporter.reads("Call 999 now" if english else "即刻打 999")
    await reporter.reads("switches" if english else "電掣")
    for alerted in (LEADER, DEPUTY, STATION):
        await living.phone(alerted).reads("Gas leak" if english else "煤氣洩漏")
    await living.phone(LEADER).presses("I am on it" if english else "我跟緊")
    await living.settled()
    await reporter.reads("has been on it since" if english else "起跟緊")
    await living.phone(DEPUTY).reads("has been on it since" if english else "起跟緊")
    await reporter.presses("In safe hands" if english else "已有人照顧")
    await living.settled()
    for anybody in (OTHER_FLOORS, LEADER, DEPUTY, STATION):
        await living.phone(anybody).reads("In safe hands at" if english else "話：已有人照顧")
    assert words not in living.phone(DEPUTY).text


async def _flat_of(living: Living, leader: str) -> str:
    """A flat on the leader's own ground, as people write it."""
    async with living.store.reading() as turn:
        ground = (await turn.members.speaker_of(MemberId(leader))).leaders[0]
        unit = (await turn.estates.units(ground.block_id, ground.floor_from))[0]
    return f"{unit.floor}{unit.unit_no}"


async def test_a_leader_of_other_floors_sees_the_flat_only_once_she_has_taken_it(
    living: Living,
) -> None:
    await in_english(living, *living.people)
    flat = await _flat_of(living, OTHER_FLOORS)
    await reports(living, living.phone(OTHER_FLOORS), f"{flat} old man collapsed, call 999", flat)
    elsewhere = living.phone("L003")
    card = await elsewhere.reads("Fall, illness or injury")
    assert flat not in card.text
    assert f"flat {flat[-2:]}" not in card.text
    assert "999" in card.text
    await elsewhere.presses("I am on it")
    await living.settled()
    await elsewhere.reads(f"flat {flat[-2:]}")


async def test_nobody_answering_widens_the_circle_and_shows_the_station_phones(
    living: Living,
) -> None:
    await in_english(living, *living.people)
    flat = await _flat_of(living, OTHER_FLOORS)
    await reports(living, living.phone(OTHER_FLOORS), "he is not breathing", flat)
    await living.phone(STATION).reads("Nobody has answered yet")
    assert "Phones" not in living.phone(STATION).text
    assert "not breathing" not in living.phone(SOCIAL_WORKER).text
    await living.advance(timedelta(minutes=3))
    await living.phone(SOCIAL_WORKER).reads("Fall, illness or injury")
    await living.advance(timedelta(minutes=2))
    await living.phone(STATION).reads("Phones")
    await living.phone(STATION).reads("+852 0000 1001")
    assert "Phones" not in living.phone(SOCIAL_WORKER).text
    await living.phone(LEADER).presses("I am on it")
    await living.settled()
    assert "+852 0000 1001" not in living.phone(STATION).text


async def test_who_cannot_call_is_called_for_by_the_station(living: Living) -> None:
    await in_english(living, *living.people)
    reporter = living.phone(OTHER_FLOORS)
    await reports(living, reporter, "thick smoke here", await _flat_of(living, OTHER_FLOORS))
    await reporter.presses("Cannot call")
    await living.settled()
    await reporter.reads("asked to call 999 for you")
    station = living.phone(STATION)
    await station.reads("Please call now")
    await station.presses("I called 999")
    await living.settled()
    await reporter.reads("999 has been called")


async def test_a_second_taker_is_shown_who_has_it(living: Living) -> None:
    await in_english(living, *living.people)
    reporter = living.phone(OTHER_FLOORS)
    await reports(living, reporter, "he is unconscious", await _flat_of(living, OTHER_FLOORS))
    await living.phone(LEADER).presses("I am on it")
    await living.settled()
    assert "I am on it" not in living.phone(DEPUTY).buttons


SEALED = [
    ("en", "the lady in 803 says her husband hits her", "Nobody else will see that you told us"),
    ("zh-Hant", "阿玲話佢老公成日打佢", "冇其他人會知道係你講"),
    ("zh-Hans", "她说被丈夫打了,不敢回家", "别人不会知道是您说的"),
]


@pytest.mark.parametrize(("code", "words", "sentence"), SEALED, ids=[x[0] for x in SEALED])
async def test_violence_at_home_goes_to_the_station_only_and_leaves_the_chat(
    living: Living, code: str, words: str, sentence: str
) -> None:
    async with living.store.turn() as turn:
        for member_id in living.people:
            await turn.members.set_language(MemberId(member_id), Language(code))
    reporter = living.phone(LEADER)
    await reports(living, reporter, words, "2107")
    await reporter.reads(sentence)
    await living.phone(STATION).reads("🔒")
    for other in (DEPUTY, OTHER_FLOORS, *[x for x in living.people if x.startswith("V")]):
        assert "🔒" not in living.phone(other).text
        assert words not in living.phone(other).text
    await living.phone(STATION).presses(
        {"en": "I am on it", "zh-Hant": "我跟緊", "zh-Hans": "我在跟进"}[code]
    )
    await living.advance(timedelta(hours=1))
    await reporter.reads(sentence)
    assert words not in reporter.text, "the bot shows nothing of the report in that chat"
    async with living.store.reading() as turn:
        name = (await turn.members.get(MemberId(LEADER))).names.in_(Language(code))
    assert name not in living.phone(STATION).text, "who reported it is on no card"
