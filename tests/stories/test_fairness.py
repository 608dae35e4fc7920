"""Nobody forgotten: what coordinators see of the load, and an honest word after a quiet month."""

from datetime import timedelta

import pytest

from handlers.words import words
from mutual_aid.ids import VolunteerId
from mutual_aid.record import Language
from mutual_aid.volunteers import Radius, Volunteer, VolunteerStatus
from tests.living import Living
from tests.stories.taps import card_with, data_of, does
from tests.stories.telling import MEAL, everybody_reads, reports

in_each_language = pytest.mark.parametrize("language", Language)
MONTH = timedelta(days=31)

STATS = {
    Language.EN: ("never a ranking", "1 offer · 1 task", "never yet", "(once)"),
    Language.ZH_HANT: ("唔係排名", "邀請 1 個 · 任務 1 件", "未搵過", "（1 次）"),
    Language.ZH_HANS: ("不是排名", "邀约 1 个 · 任务 1 件", "还没找过", "（1 次）"),
}


async def kept_of(living: Living, code: str) -> Volunteer:
    """What the network keeps of a volunteer."""
    async with living.store.reading() as turn:
        return await turn.volunteers.get(VolunteerId(code))


@in_each_language
async def test_coordinators_see_how_help_is_shared(living: Living, language: Language) -> None:
    await everybody_reads(living, language)
    say, station = words(language).plain, living.phone("S001")
    await does(living, station, "> /stats")
    assert say("stats.no_tasks") in station.last.text
    await reports(living, living.phone("L001"), language)
    (helper,) = living.asked()
    for key in ("accept", "on_the_way", "arrived", "done"):
        await does(living, living.phone(helper), say(f"button.{key}"))
    await does(living, station, "> /start", say("home.stats"))
    for expected in STATS[language]:
        assert expected in station.last.text
    assert say("stats.spread_even") in station.last.text, "one task cannot be shared better"


@pytest.mark.parametrize("who", ["L001", "V001", "S003"])
async def test_nobody_else_sees_the_spread(living: Living, who: str) -> None:
    await everybody_reads(living, Language.EN)
    await does(living, living.phone(who), "> /stats", "> /start")
    assert "ranking" not in living.phone(who).text
    assert "How help is shared" not in living.phone(who).buttons


IDLE = {
    Language.EN: ("nothing came up that suited you", "You will hear about events",
                  "You may be asked in the whole estate"),
    Language.ZH_HANT: ("都未有啱你做嘅嘢", "有活動會話你知", "成個邨有需要都會諗起你"),
    Language.ZH_HANS: ("都没有适合您的事", "有活动会告诉您", "全小区有需要都会想到您"),
}  # fmt: skip


async def _told(living: Living, sentence: str, radius: Radius | None = None) -> str:
    """After a quiet month: the first volunteer who heard the honest word."""
    await living.advance(MONTH)
    for _ in range(3):  # fifty a day
        await living.advance(timedelta(days=1))
    for code in living.people:
        if code.startswith("V") and sentence in living.phone(code).text:
            kept = await kept_of(living, code)
            at_home = kept.estate_id == "MC" and kept.status is VolunteerStatus.ACTIVE
            if at_home and radius in (None, kept.radius):
                return code
    raise AssertionError("nobody heard it")


@in_each_language
async def test_after_a_quiet_month_one_may_go_farther_and_hear_of_events(
    living: Living, language: Language
) -> None:
    await everybody_reads(living, language)
    say, (honest, events, wider) = words(language).plain, IDLE[language]
    code = await _told(living, honest, Radius.BLOCK)
    phone = living.phone(code)
    card = card_with(phone, honest)
    assert card.labels == [say("idle.events"), say("idle.wider"), say("volunteers.change_free"),
                           say("decline.pause")]  # fmt: skip
    await does(living, phone, say("idle.wider"))
    noted = card_with(phone, honest)
    assert noted.id == card.id
    assert wider in noted.text
    assert say("idle.wider") not in noted.labels
    assert (await kept_of(living, code)).radius is Radius.ESTATE
    await does(living, phone, say("idle.events"))
    noted = card_with(phone, honest)
    assert wider in noted.text
    assert events in noted.text
    assert (await kept_of(living, code)).wants_events


async def test_who_asked_about_events_hears_of_them_until_they_have_enough(
    living: Living,
) -> None:
    await everybody_reads(living, Language.EN)
    code = await _told(living, IDLE[Language.EN][0])
    phone, station = living.phone(code), living.phone("S001")
    write = ("> /cast", "> Dumplings on Sunday", "All of Mong Chik", "Volunteers who asked")
    await does(living, station, *write)
    assert "Nobody in that group" in station.last.text
    await does(living, station, "Cancel")
    await does(living, phone, "Tell me about events")
    await does(living, station, *write)
    assert "goes to 1 volunteer in Mong Chik Estate who asked about events" in station.last.text
    await does(living, station, "Send")
    got = [x for x in living.people if "Dumplings" in living.phone(x).text and x != "S001"]
    assert got == [code]
    await does(living, phone, "> /volunteer", "No more about events")
    assert "You will hear no more about events" in phone.text
    assert not (await kept_of(living, code)).wants_events


async def test_free_times_and_a_break_can_be_chosen_from_the_honest_word(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    code = await _told(living, IDLE[Language.EN][0])
    phone = living.phone(code)
    word = card_with(phone, IDLE[Language.EN][0])
    await does(living, phone, "Change when I am free")
    assert phone.last.id > word.id, "the form is below the word"
    await does(living, phone, "Any time", "Save")
    assert "Any time" in phone.last.text
    await phone.presses_data(word.id, data_of(word, "Pause me"))
    await living.settled()
    await does(living, phone, "1 month")
    assert (await kept_of(living, code)).status is VolunteerStatus.PAUSED


async def test_nobody_who_was_asked_lately_hears_that_nothing_suited(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    await living.advance(timedelta(days=20))
    await reports(living, living.phone("L001"), Language.EN, kind=MEAL)
    (asked,) = living.asked()
    for _ in range(4):  # fifty a day
        await living.advance(timedelta(days=3))
    honest = IDLE[Language.EN][0]
    assert [x for x in living.people if honest in living.phone(x).text]
    assert honest not in living.phone(asked).text


async def test_the_honest_word_never_comes_at_night(living: Living) -> None:
    await everybody_reads(living, Language.EN)
    await living.advance(MONTH + timedelta(hours=15))
    told = [x for x in living.people if IDLE[Language.EN][0] in living.phone(x).text]
    assert not told
    await living.advance(timedelta(hours=8))
    assert [x for x in living.people if IDLE[Language.EN][0] in living.phone(x).text]
