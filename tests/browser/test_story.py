"""A stranger's first quarter of an hour: the demo, three phones, one need from report to closed."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.browser.pages import PlaygroundPage, wait_until

ROOT = Path(__file__).parents[2]
LEADER_OF_1 = 990000000027
"""The building leader of Ronghe Li block 1."""


@dataclass(frozen=True)
class Words:
    """What is pressed, typed and read in one language."""

    page: str
    language: str
    meal: str
    flat: str
    which_flat: str
    when: str
    supper: str
    who: str
    person: str
    seen: str
    confirm: str
    asking: str
    accept: str
    word: str
    steps: tuple[str, str, str]
    anything: str
    no: str
    right: str
    yes: str
    closed: str


CANTONESE = Words(
    "zh-HK", "", "送飯", "2107", "邊個單位", "幾時要幫手", "晚飯到星期日", "義工要知道",
    "陳婆婆,唔食牛", "義工只會見到", "啱,送出", "問緊", "我得,接受", "暗號",
    ("出發喇", "到咗", "做好咗"), "有冇嘢要話畀樓長知", "冇", "搞掂未", "係,搞掂", "完成，多謝你",
)  # fmt: skip
ENGLISH = Words(
    "en", "English", "Meal delivery", "2107", "Which flat", "When is help needed",
    "supper until Sunday", "what should the helper know", "Mrs Chan, eats no beef",
    "Helpers see only", "Confirm", "Asking", "Accept", "At the door say the word",
    ("On my way", "Arrived", "Done"), "Anything the leader should know", "No",
    "Is it all right now", "Yes, done", "Closed",
)  # fmt: skip
MANDARIN = Words(
    "zh-CN", "", "送餐", "1204", "哪一户", "什么时候需要", "晚饭到星期天", "志愿者要知道",
    "陈奶奶,不吃牛肉", "志愿者只会看到", "确认", "正在问", "我来,接受", "暗号",
    ("出发了", "到了", "做好了"), "有什么要告诉楼长的吗", "没有", "都办好了吗", "是,办好了",
    "已办结",
)  # fmt: skip


@pytest.fixture
def address() -> Iterator[str]:
    """The demo as a newcomer starts it."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        line = demo.stdout.readline()
        try:
            found = re.search(r"http://\S+", line)
            assert found is not None, f"the demo said {line!r}"
            yield found[0]
        finally:
            demo.terminate()
            assert demo.wait(20) == 0


def tell_story(page: PlaygroundPage, words: Words, leader_id: int, helper_id: int | None) -> None:
    """Play leader and helper by clicks, until the need is closed."""
    address = page.browser.current_url
    leader = page.phone(leader_id)
    leader.command("need")
    leader.press(words.meal)
    leader.wait_for(words.which_flat)
    leader.type(words.flat)
    leader.wait_for(words.when)
    leader.type(words.supper)
    leader.wait_for(words.who)
    leader.type(words.person)
    leader.wait_for(words.seen)
    leader.press(words.confirm)
    leader.wait_for(words.asking)
    if helper_id is None:
        helper_id = first_asked(address, words)
        page.phone(page.holders()[1]).choose_holder(helper_id)
    helper = page.phone(helper_id)
    helper.press(words.accept)
    helper.wait_for(words.word)
    for step in words.steps:
        helper.press(step)
    helper.press("30")
    helper.wait_for(words.anything)
    helper.press(words.no)
    leader.wait_for(words.right)
    leader.press(words.yes)
    leader.wait_for(words.closed)
    assert words.person.split(",")[0] not in " ".join(helper.messages)


def first_asked(address: str, words: Words) -> int:
    """The id of somebody whose phone shows an offer."""
    base = address.split("#")[0]

    def look() -> int | None:
        people = json.load(urlopen(f"{base}phone/people"))["people"]  # noqa: S310
        for person in people:
            with urlopen(f"{base}phone/chats/{person['id']}") as answer:  # noqa: S310
                messages = json.load(answer)["messages"]
            labels = [b["text"] for m in messages for row in m["buttons"] for b in row]
            if words.accept in labels:
                return int(person["id"])
        return None

    return wait_until(look, "somebody who is asked", 20)


def test_a_need_is_met_in_cantonese(page: PlaygroundPage, address: str) -> None:
    page.open(address)
    page.choose_language(CANTONESE.page)
    leader, helper, _ = page.holders()
    tell_story(page, CANTONESE, leader, helper)


def test_a_need_is_met_in_english(page: PlaygroundPage, address: str) -> None:
    page.open(address)
    page.choose_language(ENGLISH.page)
    leader, helper, _ = page.holders()
    for holder in (leader, helper):
        page.phone(holder).press("Language")
        page.phone(holder).press("English")
        page.phone(holder).wait_for("Hello")
    tell_story(page, ENGLISH, leader, helper)


def test_a_need_is_met_in_mandarin(page: PlaygroundPage, address: str) -> None:
    page.open(address)
    page.choose_language(MANDARIN.page)
    leader = page.phone(page.holders()[0]).choose_holder(LEADER_OF_1)
    leader.start()
    leader.wait_for("1栋楼长")
    tell_story(page, MANDARIN, LEADER_OF_1, None)
