"""Bringing estate files into a store, and looking at what came of it."""

from mutual_aid import estate_files
from mutual_aid.ids import TelegramId
from mutual_aid.members import Speaker
from storage.import_plan import Plan
from storage.import_tables import PEOPLE, TABLES
from storage.imports import plan_import, write_import
from storage.store import Store
from tests.mutual_aid.paper import Paper


async def bring(store: Store, paper: Paper) -> Plan:
    estate = estate_files.check(paper.contents())
    async with store.turn() as turn:
        found = await plan_import(turn, estate, turn.now)
        await write_import(turn, found)
    return found.plan


async def speaker(store: Store, telegram_id: str) -> Speaker:
    async with store.reading() as turn:
        found = await turn.members.speaker(TelegramId(int(telegram_id)))
    assert found is not None
    return found


async def snapshot(store: Store) -> dict[str, list[str]]:
    """Everything an import writes but moments."""
    names = [PEOPLE.name, *(table.name for table in TABLES.values()), "volunteer_cells"]
    async with store.reading() as turn:
        return {
            name: sorted(
                str({k: v for k, v in row.items() if k != "created_at"})
                for row in await turn.all_rows(name)
            )
            for name in names
        }
