"""What several stories begin with."""

from handlers.words import words
from mutual_aid.ids import MemberId
from mutual_aid.record import Language
from mutual_aid.taxonomy import categories
from playground import Phone
from tests.living import Living
from tests.stories.taps import does

MEAL = "food.meal_delivery"


async def everybody_reads(living: Living, language: Language) -> None:
    """Let everybody have chosen this language."""
    async with living.store.turn() as turn:
        for member_id in living.people:
            await turn.members.set_language(MemberId(member_id), language)


async def name_of(living: Living, code: str, language: Language) -> str:
    """The name of somebody by code, as this reader writes it."""
    async with living.store.reading() as turn:
        return (await turn.members.get(MemberId(code))).names.in_(language)


async def reports(
    living: Living,
    leader: Phone,
    language: Language,
    *,
    kind: str = MEAL,
    flat: str = "2107",
    pressing: bool = False,
) -> None:
    """A leader reports a usual kind of need by taps, in any language; pressing ones for today."""
    say = words(language).plain
    steps = ["> /need", words(language).name(categories()[kind].names), f"> {flat}"]
    steps += ["> supper", say("need.no_notes")]
    if pressing:
        steps += [say("need.edit_urgency"), say("need.urgency_high")]
    await does(living, leader, *steps, say("button.confirm"))


async def reports_supper(
    living: Living, leader: Phone, flat: str = "2107", *, pressing: bool = False
) -> None:
    """A leader reports that supper is needed until Sunday, or today, in Hong Kong words."""
    await leader.says("/need")
    await leader.reads("街坊需要啲乜")
    await leader.presses("送飯")
    await leader.reads("邊個單位")
    await leader.says(flat)
    await leader.reads("幾時要幫手")
    await leader.says("晚飯到星期日")
    await leader.reads("義工要知道啲乜")
    await leader.says("陳婆婆,唔食牛")
    await leader.reads("義工只會見到")
    if pressing:
        await does(living, leader, "有幾急", "今日之內")
    await leader.presses("啱,送出")
    await leader.reads("記低咗")
    await living.settled()


async def helper_accepts(living: Living) -> str:
    """The first of those who are asked accepts; returns their code."""
    code = living.asked()[0]
    phone = living.phone(code)
    await phone.presses("我得,接受")
    await phone.reads("到門口講暗號")
    await living.settled()
    return code


async def all_say_no(living: Living, say_no: str = "今次唔得") -> list[str]:
    """Everybody who is asked says no, until nobody is asked any more; returns them in order."""
    asked: list[str] = []
    while now := living.asked():
        asked += now
        for code in now:
            await does(living, living.phone(code), say_no)
    return asked


async def helper_finishes(living: Living, code: str) -> None:
    """The helper goes, arrives and is done."""
    phone = living.phone(code)
    for button in ("出發喇", "到咗", "做好咗"):
        await phone.presses(button)
        await living.settled()
