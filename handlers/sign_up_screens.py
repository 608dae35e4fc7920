"""The questions of a sign-up, as they are asked."""

from collections.abc import Awaitable, Callable, Iterable

from markupsafe import Markup

from handlers import forms, phrases
from handlers.availability import described, grid
from handlers.block_choice import labelled_blocks
from handlers.screens import Button, Rows, Screen
from handlers.sign_up_answers import (
    CHANGEABLE,
    CHOICES,
    LIMITS,
    SKILLS_A_PAGE,
    Answers,
    offered_skills,
    spoken_codes,
)
from handlers.wording import Reading
from handlers.words import Words, clean
from mutual_aid.estates import Estate
from mutual_aid.ids import BlockId
from mutual_aid.notices import Dialogue
from mutual_aid.taxonomy import skills
from mutual_aid.turn import Turn

Question = Callable[[Reading, Dialogue, Answers], Awaitable[tuple[Markup, Rows]]]


async def ask(reading: Reading, dialogue: Dialogue) -> Screen:
    """Word the question of the step, with Next, Back and Cancel below."""
    answers = forms.answers(dialogue, Answers)
    text, rows = await _QUESTIONS[dialogue.step](reading, dialogue, answers)
    return Screen(text, (*rows, *_way_on(reading.words, dialogue, answers)))


def _way_on(words: Words, dialogue: Dialogue, answers: Answers) -> Rows:
    step, rows = dialogue.step, []
    if step in CHOICES and answers.chosen(step):
        rows.append((forms.choice(words.plain("button.next"), "sign_up.next", dialogue, step),))
    cancel = forms.choice(words.plain("button.cancel"), "form.cancel", dialogue)
    if before := answers.before(step):
        back = forms.choice(words.plain("button.back"), "sign_up.back", dialogue, before)
        return (*rows, (back, cancel))
    return (*rows, (cancel,))


async def _name(reading: Reading, dialogue: Dialogue, _: Answers) -> tuple[Markup, Rows]:
    """Offer the name that Telegram gave, unless it is empty or far too long for a card."""
    words = reading.words
    given = clean(words.name(reading.reader.member.names)).strip()
    if not fits_as_name(given):
        return words("sign_up.name_typed"), ()
    return words("sign_up.name"), ((forms.choice(given, "sign_up.name", dialogue),),)


def fits_as_name(text: str) -> bool:
    """Tell whether a text may be a name: it has a letter, and no more than 40 characters."""
    return len(text) <= 40 and "\n" not in text and any(x.isalpha() for x in text)


async def _block(reading: Reading, dialogue: Dialogue, _: Answers) -> tuple[Markup, Rows]:
    buttons = [
        forms.choice(label, "sign_up.block", dialogue, block.block_id)
        for label, block in await labelled_blocks(reading.turn, reading.words)
    ]
    return reading.words("sign_up.block"), forms.in_rows(buttons, 2)


async def _skills(reading: Reading, dialogue: Dialogue, answers: Answers) -> tuple[Markup, Rows]:
    words, offered = reading.words, offered_skills()
    pages = -(-len(offered) // SKILLS_A_PAGE)
    start = answers.page % pages * SKILLS_A_PAGE
    labels = [(x.code, words.name(x.names)) for x in offered[start : start + SKILLS_A_PAGE]]
    rows = _toggles(dialogue, labels, answers.skills, width=2)
    number = f"{answers.page % pages + 1}/{pages}"
    more = forms.choice(
        words.plain("sign_up.more_skills", number=number),
        "sign_up.page",
        dialogue,
        str((answers.page + 1) % pages),
    )
    text = words("sign_up.skills") + _so_far(words, _skill_names(words, answers.skills))
    return text, (*rows, (more,))


def _toggles(
    dialogue: Dialogue, labels: Iterable[tuple[str, str]], chosen: tuple[str, ...], *, width: int
) -> Rows:
    """Return buttons that say by their argument whether a tap adds (+) or takes away (-)."""
    action = f"sign_up.{dialogue.step}"
    buttons = [
        forms.choice(f"✅ {label}", action, dialogue, f"-{code}")
        if code in chosen
        else forms.choice(label, action, dialogue, f"+{code}")
        for code, label in labels
    ]
    return forms.in_rows(buttons, width)


def _so_far(words: Words, chosen: str) -> Markup:
    return words("sign_up.so_far", chosen=chosen) if chosen else Markup()


def _skill_names(words: Words, codes: tuple[str, ...]) -> str:
    listed = [phrases.skill(words, code) for code in codes if code in skills()]
    return words.plain("list.comma").join(listed)


async def _spoken(reading: Reading, dialogue: Dialogue, answers: Answers) -> tuple[Markup, Rows]:
    words = reading.words
    codes = spoken_codes(await estate_of(reading.turn, answers))
    labels = [(code, phrases.language_name(words, code)) for code in codes]
    return words("sign_up.spoken"), _toggles(dialogue, labels, answers.spoken, width=3)


async def estate_of(turn: Turn, answers: Answers) -> Estate | None:
    """Return the estate of the block that was chosen."""
    if answers.block_id is None:
        return None
    return await turn.estates.get((await turn.estates.block(answers.block_id)).estate_id)


async def _free(reading: Reading, dialogue: Dialogue, answers: Answers) -> tuple[Markup, Rows]:
    words = reading.words

    def choose(label: str, arg: str) -> Button:
        return forms.choice(label, "sign_up.free", dialogue, arg)

    text = words("sign_up.free") + _so_far(words, described(words, answers.availability))
    return text, grid(words, answers.availability, choose)


async def _weekly(reading: Reading, dialogue: Dialogue, _: Answers) -> tuple[Markup, Rows]:
    numbers = [forms.choice(str(n), "sign_up.weekly", dialogue, str(n)) for n in LIMITS]
    return reading.words("sign_up.weekly"), (tuple(numbers),)


async def _adult(reading: Reading, dialogue: Dialogue, _: Answers) -> tuple[Markup, Rows]:
    return reading.words("sign_up.adult"), (_pair(reading.words, dialogue, "adult"),)


async def _consent(reading: Reading, dialogue: Dialogue, _: Answers) -> tuple[Markup, Rows]:
    return reading.words("sign_up.consent"), (_pair(reading.words, dialogue, "consent"),)


def _pair(words: Words, dialogue: Dialogue, question: str) -> tuple[Button, ...]:
    return tuple(
        forms.choice(
            words.plain(f"sign_up.{question}_{answer}"), f"sign_up.{question}", dialogue, answer
        )
        for answer in ("yes", "no")
    )


async def _summary(reading: Reading, dialogue: Dialogue, answers: Answers) -> tuple[Markup, Rows]:
    words = reading.words
    text = words("sign_up.summary", **await _told(reading, answers))
    send = forms.choice(words.plain("sign_up.send"), "sign_up.send", dialogue)
    edit = forms.choice(words.plain("button.edit"), "sign_up.edit", dialogue)
    return text, ((send,), (edit,))


async def _told(reading: Reading, answers: Answers) -> dict[str, str | int]:
    words = reading.words
    block = await reading.turn.estates.block(answers.block_id or BlockId(""))
    spoken = [phrases.language_name(words, code) for code in answers.spoken]
    return {
        "name": answers.name,
        "block": words.name(block.names),
        "skills": _skill_names(words, answers.skills),
        "spoken": words.plain("list.comma").join(spoken),
        "free": described(words, answers.availability),
        "weekly": answers.max_tasks_per_week,
    }


async def _edit(reading: Reading, dialogue: Dialogue, answers: Answers) -> tuple[Markup, Rows]:
    words = reading.words
    buttons = [
        forms.choice(words.plain(f"sign_up.about_{step}"), "sign_up.again", dialogue, step)
        for step in CHANGEABLE
        if step != "name" or not answers.known
    ]
    return words("sign_up.edit"), forms.in_rows(buttons, 2)


_QUESTIONS: dict[str, Question] = {
    "name": _name,
    "block": _block,
    "skills": _skills,
    "spoken": _spoken,
    "free": _free,
    "weekly": _weekly,
    "adult": _adult,
    "consent": _consent,
    "summary": _summary,
    "edit": _edit,
}
