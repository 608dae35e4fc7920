"""Identifiers: imported codes are kept as they are, everything new gets a random handle."""

import secrets
import time
from typing import NewType

EstateId = NewType("EstateId", str)
BlockId = NewType("BlockId", str)
UnitId = NewType("UnitId", str)
MemberId = NewType("MemberId", str)
LeaderId = NewType("LeaderId", str)
StaffId = NewType("StaffId", str)
VolunteerId = NewType("VolunteerId", str)
ResidentId = NewType("ResidentId", str)
NeedId = NewType("NeedId", str)
MatchId = NewType("MatchId", str)
CheckInId = NewType("CheckInId", str)
BroadcastId = NewType("BroadcastId", str)
TelegramId = NewType("TelegramId", int)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_handle() -> str:
    """Return 13 random characters (65 bits): cannot be guessed, fits a button."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(13))


class _RowNumbers:
    """Hands out rising 63-bit numbers: 43 bits of milliseconds, then 20 random bits."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        fresh = (time.time_ns() // 1_000_000) << 20 | secrets.randbits(20)
        self._last = max(self._last + 1, fresh)
        return self._last


new_row_id = _RowNumbers().next
"""Key of a queue row; later rows of one process have larger numbers, so order is kept."""
