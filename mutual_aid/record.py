"""What all records share: frozen, strict about times, with names in three scripts."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


class Record(BaseModel):
    """A row as it was read: cannot be changed in place."""

    model_config = ConfigDict(frozen=True)


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs a zone")
    return value


Instant = Annotated[datetime, AfterValidator(_aware)]
"""An aware UTC moment."""


class Language(StrEnum):
    """A language that people read; spoken languages are codes such as yue, cmn, en."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"


class Names(Record):
    """One name in the three scripts; never empty."""

    zh_hans: str
    zh_hant: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the name as a reader of that language writes it."""
        match language:
            case Language.ZH_HANS:
                return self.zh_hans
            case Language.ZH_HANT:
                return self.zh_hant
            case Language.EN:
                return self.en

    @classmethod
    def same(cls, name: str) -> "Names":
        """Return a name that is written alike everywhere (as people type their own)."""
        return cls(zh_hans=name, zh_hant=name, en=name)
