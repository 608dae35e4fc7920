"""What has served its time is deleted without being asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.rows import to_ms
from storage.session import Session

UPDATES_FOR = timedelta(days=7)
"""Never under two days: for so long Telegram may deliver an update once more."""
MESSAGES_FOR = timedelta(days=7)
FACTS_FOR = timedelta(hours=24)
TRIES_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Swept:
    """How many rows went, and how many messages lost their facts."""

    updates: int
    messages: int
    blanked: int
    invitation_tries: int


async def sweep(sql: Session, now: datetime) -> Swept:
    """Delete and blank what ended long enough before the moment."""
    return Swept(
        updates=len(await sql.rows("sweep_inbox", before=to_ms(now - UPDATES_FOR))),
        messages=len(await sql.rows("sweep_outbox", before=to_ms(now - MESSAGES_FOR))),
        blanked=len(await sql.rows("sweep_facts", before=to_ms(now - FACTS_FOR))),
        invitation_tries=len(await sql.rows("sweep_tries", before=to_ms(now - TRIES_FOR))),
    )
