"""What the reporter of abuse, violence or suicide risk reads: one sentence, then nothing more."""

from handlers import forms
from handlers.emergency_numbers import police
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.notices import Dialogue

KIND = "sealed"


async def _told(reading: Reading, _: Dialogue) -> Screen:
    """Say who got it and whom to call, with no word of what was reported."""
    estates = await reading.turn.estates.all()
    own = [x for x in estates if x.estate_id in reading.reader.estate_ids] or estates
    numbers = dict.fromkeys(police(x) for x in own)
    return Screen(reading.words("emergency.sealed_told", numbers=" / ".join(numbers)))


forms.form(KIND, _told, tells=True)
