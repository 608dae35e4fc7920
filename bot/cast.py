"""Who can hold a phone in the demo: everybody of the network who has Telegram."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mutual_aid.columns import Ask, Ground
from mutual_aid.estates import Block
from mutual_aid.ids import BlockId, MemberId, NeedId
from mutual_aid.policy import Policy
from mutual_aid.suitability import suited
from mutual_aid.taxonomy import categories
from mutual_aid.volunteers import Search
from playground import Person
from storage.store import Store
from storage.turns import Turn

Row = dict[str, Any]
_ROLES = {
    "building_leader": ("樓長", "Building leader"),
    "floor_leader": ("層長", "Floor leader"),
    "coordinator": ("統籌員", "Coordinator"),
    "social_worker": ("社工", "Social worker"),
    "admin": ("系統管理", "Runs the bot"),
    "volunteer": ("義工", "Volunteer"),
    "contact": ("聯絡人", "Contact"),
    "resident": ("街坊", "Resident"),
}
USUAL = "food.meal_delivery"
"""What a newcomer reports first."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The people, and whose phones are open when the page is opened."""

    people: tuple[Person, ...]
    opening: tuple[int, ...]


async def cast(store: Store, now: datetime) -> Cast:
    """Read everybody with a Telegram id; opens leader, volunteer asked first, and coordinator."""
    async with store.reading() as turn:
        titles = await _titles(turn)
        members = await _rows(turn, "members")
        people = [_person(row, titles[row["member_id"]]) for row in members if row["telegram_id"]]
        return Cast(tuple(people), tuple(await _opening(turn, members, now)))


async def _rows(turn: Turn, table: str) -> list[Row]:
    return [dict(row) for row in await turn.all_rows(table)]


async def _titles(turn: Turn) -> dict[str, list[str]]:
    """Return what each member is, and where, in Chinese and English."""
    estates = {row["estate_id"]: row for row in await _rows(turn, "estates")}
    blocks = {row["block_id"]: row for row in await _rows(turn, "blocks")}
    titles: dict[str, list[str]] = defaultdict(list)
    for row in await _rows(turn, "leaders"):
        titles[row["member_id"]].append(_title(row["role"], blocks[row["block_id"]]))
    for row in await _rows(turn, "staff"):
        titles[row["member_id"]].append(_title(row["role"], estates.get(row["estate_id"])))
    for row in await _rows(turn, "volunteers"):
        titles[row["member_id"]].append(_title("volunteer", blocks[row["home_block_id"]]))
    for row in await _rows(turn, "organisations"):
        titles[row["contact_member_id"]].append(_title("contact", row))
    for row in await _rows(turn, "residents"):
        if row["member_id"]:
            titles[row["member_id"]].append(_title("resident", blocks[row["block_id"]]))
    return titles


def _title(role: str, place: Row | None) -> str:
    chinese, english = _ROLES.get(role, (role, role))
    if place is None:
        return f"{chinese} · {english}"
    return f"{place['name_zh_hant']}{chinese} · {english}, {place['name_en']}"


def _person(row: Row, titles: list[str]) -> Person:
    spoken = row["spoken"].split("|")
    code = "zh-hans" if "zh-Hans" in spoken or spoken[:1] == ["cmn"] else "zh-hant"
    if not {"yue", "cmn", "zh-Hans", "zh-Hant"} & set(spoken):
        code = "en"
    name = {"zh-hans": "name_zh_hans", "zh-hant": "name_zh_hant", "en": "name_en"}[code]
    return Person(
        id=row["telegram_id"],
        first_name=row[name],
        language_code=code,
        title="; ".join(titles),
    )


async def _opening(turn: Turn, members: list[Row], now: datetime) -> list[int]:
    telegram = {row["member_id"]: row["telegram_id"] for row in members if row["telegram_id"]}
    first = min(row["block_id"] for row in await _rows(turn, "blocks"))
    block = await turn.estates.block(BlockId(first))
    leaders = await _rows(turn, "leaders")
    staff = await _rows(turn, "staff")
    chosen = (
        [x["member_id"] for x in leaders if x["block_id"] == first and _leads(x)],
        await _asked_first(turn, block, now),
        [x["member_id"] for x in staff if _coordinates(x, block)],
    )
    with_phone = ([x for x in some if x in telegram] for some in chosen)
    return [telegram[some[0]] for some in with_phone if some]


def _leads(row: Row) -> bool:
    return bool(row["role"] == "building_leader" and row["status"] == "active")


def _coordinates(row: Row, block: Block) -> bool:
    return bool(row["estate_id"] == block.estate_id and row["role"] == "coordinator")


async def _asked_first(turn: Turn, block: Block, now: datetime) -> list[MemberId]:
    """Return who would be asked for the usual need in the block, as the network itself asks."""
    kind, estate = categories()[USUAL], await turn.estates.get(block.estate_id)
    wanted = Ask(
        estate_id=estate.estate_id,
        block_id=block.block_id,
        floor=None,
        skills=kind.skills,
        screening=kind.screening,
        spoken=estate.spoken,
        parts=frozenset(),
        urgency=kind.urgency,
    )
    search = Search(
        need_id=NeedId(""), unit_id=None, **wanted.model_dump(exclude={"floor", "urgency"})
    )
    found = await turn.volunteers.candidates(search, (block.block_id,), now=now, limit=30)
    ground = Ground(await turn.estates.blocks(estate.estate_id))
    best = suited(wanted, found, ground, Policy(), now)
    return [x.candidate.volunteer.member_id for x in best]
