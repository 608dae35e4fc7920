"""What several stories begin with."""

from playground import Phone
from tests.living import Living


async def reports_supper(living: Living, leader: Phone, flat: str = "2107") -> None:
    """A leader reports that supper is needed until Sunday, in Hong Kong words."""
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


async def helper_finishes(living: Living, code: str) -> None:
    """The helper goes, arrives and is done."""
    phone = living.phone(code)
    for button in ("出發喇", "到咗", "做好咗"):
        await phone.presses(button)
        await living.settled()
