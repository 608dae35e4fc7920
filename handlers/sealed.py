"""What the reporter of abuse, violence or suicide risk reads: one sentence, then nothing more."""

from handlers import forms
from handlers.emergency_numbers import police
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.members import Speaker
from mutual_aid.notices import Dialogue
from mutual_aid.turn import Turn

KIND = "sealed"


async def _told(reading: Reading, _: Dialogue) -> Screen:
    """Say who got it and whom to call, with no word of what was reported."""
    numbers = await numbers_for(reading.turn, reading.reader)
    return Screen(reading.words("emergency.sealed_told", numbers=numbers))


async def numbers_for(turn: Turn, speaker: Speaker) -> str:
    """Return the numbers to call on the speaker's ground."""
    estates = await turn.estates.all()
    own = [x for x in estates if x.estate_id in speaker.estate_ids] or estates
    return " / ".join(dict.fromkeys(police(x) for x in own))


forms.form(KIND, _told, tells=True)
