"""Every code of the matcher has words in every language, and skills are said as neighbours do."""

import pytest

from handlers import phrases
from handlers.offers import reason
from handlers.why_not import _IN_HANDS
from handlers.words import words
from mutual_aid.columns import Ring
from mutual_aid.matches import MatchState
from mutual_aid.record import Language
from mutual_aid.suitability import Hurdle
from mutual_aid.taxonomy import skills

in_each_language = pytest.mark.parametrize("language", Language)


@in_each_language
def test_every_rule_that_keeps_people_away_is_said_in_plain_words(language: Language) -> None:
    say = words(language)
    for rule in Hurdle:
        for number in (1, 7):
            assert str(number) in say.count(f"kept.{rule}", number, spoken="Urdu")
    for rule in _IN_HANDS:
        assert "3" in say.count(f"almost.{rule}", 3)


@in_each_language
def test_every_ring_and_every_answer_has_words(language: Language) -> None:
    say = words(language)
    for ring in Ring:
        assert "2" in say.count(f"ring.{ring.name.lower()}", 2)
    for state in MatchState:
        assert "May" in say(f"said.{state}", name="May", clock="9:30")


@in_each_language
def test_every_reason_for_asking_somebody_has_words(language: Language) -> None:
    say = words(language)
    codes = [x.name.lower() for x in Ring if x is not Ring.ELSEWHERE]
    codes += ["knows_them", "free_month", "not_asked_yet", "rested:9", "language:yue"]
    for code in codes:
        assert reason(say, code)


@in_each_language
def test_every_skill_is_said_as_something_people_do(language: Language) -> None:
    say = words(language)
    for code in skills():
        assert say(f"can.{code}")
        assert phrases.ability(say, code) == say(f"can.{code}")


def test_a_skill_that_a_station_added_is_called_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = skills()["cooking"].model_copy(update={"code": "dumplings"})
    monkeypatch.setattr(phrases, "skills", lambda: {"dumplings": own})
    assert phrases.ability(words(Language.ZH_HANT), "dumplings") == "識煮食備餐"


def test_the_reasons_of_an_offer_make_one_short_line() -> None:
    say = words(Language.ZH_HANT)
    line = " · ".join(reason(say, x) for x in ("same_block", "skill:cooking", "free_month"))
    assert line == "同座 · 識煮飯 · 呢個月未幫過手"
