"""What the stories of newcomers share: the whole form in each language, and what is kept."""

from dataclasses import dataclass

import pytest

from mutual_aid.ids import TelegramId
from mutual_aid.record import Language
from mutual_aid.volunteers import Volunteer
from tests.living import STRANGER, Living
from tests.stories.taps import does, stranger


@dataclass(frozen=True)
class Tongue:
    """What is tapped and read in one language."""

    language: Language
    taps: tuple[str, ...]
    sent: str
    pending: str
    welcome: str
    refused: str


TONGUES = [
    Tongue(
        Language.EN,
        ("I would like to help", "Sam", "Mong Chiu House", "Cooking", "Next", "Cantonese", "Next",
         "Weekday evenings", "Next", "2", "Yes, 18 or older", "I agree", "Yes, sign me up"),
        "Your sign-up has been sent", "You will hear here", "you are a volunteer now",
        "talk to the station",
    ),
    Tongue(
        Language.ZH_HANT,
        ("我想幫手", "Sam", "望潮樓", "煮食備餐", "下一步", "廣東話", "下一步", "平日夜晚",
         "下一步", "2", "夠 18 歲", "同意", "啱,幫我登記"),
        "登記已經送出", "喺度話你知", "你而家係義工", "請同社工站傾下",
    ),
    Tongue(
        Language.ZH_HANS,
        ("我想帮忙", "Sam", "望潮楼", "做饭备餐", "下一步", "粤语", "下一步", "工作日晚上",
         "下一步", "2", "满 18 岁", "同意", "对,帮我登记"),
        "登记已送出", "在这里告诉您", "您现在是志愿者", "请跟社工站聊聊",
    ),
]  # fmt: skip
in_each_language = pytest.mark.parametrize("t", TONGUES, ids=[x.language for x in TONGUES])
ENGLISH = TONGUES[0]


async def volunteer_of(living: Living, telegram_id: int = STRANGER) -> Volunteer | None:
    """What the network keeps of somebody as a volunteer."""
    async with living.store.reading() as turn:
        speaker = await turn.members.speaker(TelegramId(telegram_id))
    return speaker.volunteer if speaker else None


async def speaks(living: Living, language: Language) -> None:
    """The stranger says hello and chooses a language."""
    sam = stranger(living)
    await does(living, sam, "> /start")
    labels = {Language.EN: "English", Language.ZH_HANT: "繁體", Language.ZH_HANS: "简体"}
    await does(living, sam, labels[language])
