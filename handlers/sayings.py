"""Single sentences: a key of the catalogue with its blanks, and nothing to keep afterwards."""

from handlers.screens import Retract, Screen
from handlers.wording import Reading, wording
from mutual_aid.notices import Kind


@wording(Kind.SAY)
async def say(reading: Reading) -> Screen:
    """Say the sentence whose key is the object."""
    return Screen(reading.words(reading.object_id, **reading.facts))


@wording(Kind.RETRACT)
async def retract(reading: Reading) -> Retract:
    """Take a card back; where Telegram no longer deletes it, it says that it has ended."""
    kind, _, object_id = reading.object_id.partition(":")
    return Retract(kind, object_id, reading.words("message.taken_back"))


@wording(Kind.ATTACHMENT)
async def attachment(reading: Reading) -> Screen:
    """Show a photo or let a voice message be heard, protected."""
    return Screen(
        reading.words("attachment.caption", code=reading.facts["code"]),
        private=True,
        media=str(reading.facts["media"]),
        file_id=str(reading.facts["file_id"]),
    )
