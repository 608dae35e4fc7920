"""What a person is shown: one text and rows of buttons, before it becomes a Telegram message."""

from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Button:
    """A button bound to one action, one object and one state (version).

    action is a registered code such as offer.accept; arg is a short choice within it.
    """

    label: str
    action: str = ""
    object_id: str = ""
    arg: str = ""
    version: int = 0
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A card as one reader sees it; private ones are protected and are taken back later."""

    text: Markup
    rows: Rows = ()
    private: bool = False
    media: str = ""
    """photo or voice; the text is then its caption."""
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The command menu of one chat: command and description, in order."""

    commands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Retract:
    """Take the sent card back: delete it, or blank it with this text where it is too old."""

    kind: str
    object_id: str
    blank: Markup = field(default_factory=Markup)


Worded = Screen | Menu | Retract
