"""What the bot called, for tests and for the page's log."""

from dataclasses import dataclass
from datetime import datetime

from playground.people import Json


@dataclass(frozen=True, slots=True)
class Call:
    """`at` is the pretend moment of the answer; `error` is "" for a success."""

    method: str
    parameters: Json
    at: datetime
    status: int
    error: str = ""

    @property
    def to(self) -> int | None:
        """The chat that it was for, if any."""
        chat_id = self.parameters.get("chat_id")
        return chat_id if isinstance(chat_id, int) else None

    @property
    def summary(self) -> str:
        """The beginning of its text, or what was refused."""
        if self.error:
            return self.error
        text = self.parameters.get("text") or self.parameters.get("caption") or ""
        line = " ".join(str(text).split())
        return line if len(line) <= 80 else f"{line[:79]}…"
