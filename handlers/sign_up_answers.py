"""What a sign-up has been told so far, which questions it has, and in which order they come."""

from mutual_aid.actions.volunteers import SignUp
from mutual_aid.estates import Estate
from mutual_aid.languages import OFFERED, SCRIPTS
from mutual_aid.taxonomy import Screening, Skill, skills

KIND = "sign_up"
QUESTIONS = ("name", "block", "skills", "spoken", "free", "weekly", "adult", "consent")
CHOICES = frozenset({"skills", "spoken", "free"})
"""Questions with several answers: the card stays until Next is tapped."""
CHANGEABLE = ("name", "block", "skills", "spoken", "free", "weekly")
LIMITS = (1, 2, 3, 5)
"""How many tasks a week are offered as buttons."""
MOST_A_WEEK = 7
"""How many may be typed."""
SKILLS_A_PAGE = 8


class Answers(SignUp):
    """The answers so far; editing means that the summary is shown again after one answer."""

    known: bool = False
    """The network knows this person's name already."""
    page: int = 0
    editing: bool = False

    @property
    def first(self) -> str:
        """The first question."""
        return QUESTIONS[1] if self.known else QUESTIONS[0]

    def after(self, step: str) -> str:
        """Return what is asked after this question."""
        if self.editing or step == QUESTIONS[-1]:
            return "summary"
        return QUESTIONS[QUESTIONS.index(step) + 1]

    def before(self, step: str) -> str:
        """Return what Back leads to; nothing at the first question and at the summary."""
        if self.editing:
            return "" if step == "summary" else "summary"
        return "" if step == self.first else QUESTIONS[QUESTIONS.index(step) - 1]

    def chosen(self, step: str) -> tuple[str, ...]:
        """Return the answers to a question that has several."""
        return {"skills": self.skills, "spoken": self.spoken, "free": self.availability}[step]

    @property
    def unanswered(self) -> str:
        """The first question with several answers that has none; empty where all have some."""
        return next((x for x in QUESTIONS if x in CHOICES and not self.chosen(x)), "")

    def with_chosen(self, step: str, codes: tuple[str, ...]) -> "Answers":
        """Return the same with the answers to such a question changed."""
        field = "availability" if step == "free" else step
        return self.model_copy(update={field: codes})


def offered_skills() -> list[Skill]:
    """Return what a newcomer may offer: all that needs no more than being known by name."""
    return [x for x in skills().values() if Screening.ID.at_least(x.screening)]


def spoken_codes(estate: Estate | None) -> tuple[str, ...]:
    """Return the languages to choose from, those of the estate first; scripts are no languages."""
    own = estate.languages if estate else ()
    return tuple(dict.fromkeys((*(x for x in own if x not in SCRIPTS), *OFFERED)))


def toggled(chosen: tuple[str, ...], arg: str) -> tuple[str, ...]:
    """Return the codes after +code was added or -code taken away; twice is as once."""
    others = tuple(x for x in chosen if x != arg[1:])
    return (*others, arg[1:]) if arg.startswith("+") else others
