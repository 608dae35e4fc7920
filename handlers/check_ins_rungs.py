"""What the ladder asks of a reader now, and whose phone numbers that needs."""

from markupsafe import Markup

from handlers.check_ins_lines import clock, name
from handlers.emergency_numbers import police
from handlers.wording import Reading
from mutual_aid.check_ins import LAST_STEP, CheckIn, Resident
from mutual_aid.notices import DueKind

_RELATIONS = frozenset(
    {"daughter", "son", "wife", "husband", "sister", "brother", "niece", "nephew", "grandchild",
     "neighbour", "friend"}
)  # fmt: skip
_HOLDERS = frozenset({"family", "floor_leader", "building_leader", "property_office", "neighbour"})


async def next_line(reading: Reading, check_in: CheckIn) -> Markup:
    """Return when it goes on by itself; a card that says so already says nothing more."""
    at = await reading.turn.due.when(DueKind.CHECK_IN_STEP, check_in.check_in_id)
    if at is None or check_in.step == LAST_STEP or _tried(check_in):
        return Markup("")
    return reading.words("check_in.next", at=await clock(reading, check_in, at))


def _tried(check_in: CheckIn) -> bool:
    return check_in.step == 2 and check_in.answer == "no_answer"


async def asked_now(reading: Reading, check_in: CheckIn, resident: Resident) -> Markup:
    """Return what this reader is asked to do."""
    words = reading.words
    if check_in.answer == "needs_help":
        themself = check_in.answered_by == resident.member_id
        by = words.name(resident.names)
        if not themself:
            by = await name(reading, check_in.answered_by)
        return words("check_in.needs_help", name=by)
    if check_in.step == 0:
        return words(f"check_in.ask_{_way(resident)}")
    if check_in.step == LAST_STEP:
        return await _welfare_check(reading, resident)
    if check_in.step == LAST_STEP - 1:
        return words(
            "check_in.rung_4_head" if answers_for(reading, resident) else "check_in.rung_4"
        )
    at = await reading.turn.due.when(DueKind.CHECK_IN_STEP, check_in.check_in_id)
    if _tried(check_in) and at is not None:
        return words("check_in.rung_2_tried", at=await clock(reading, check_in, at))
    return words(f"check_in.rung_{check_in.step}")


def _way(resident: Resident) -> str:
    if resident.method.startswith("phone"):
        return "phone"
    return "knock" if resident.method == "door_knock" else "any"


async def _welfare_check(reading: Reading, resident: Resident) -> Markup:
    number = police(await reading.turn.estates.get(resident.estate_id))
    station = reading.reader.coordinates(resident.estate_id)
    key = "check_in.rung_5_station" if station else "check_in.rung_5"
    return reading.words(key, number=number)


def answers_for(reading: Reading, resident: Resident) -> bool:
    """Tell whether the reader answers for the whole block, or for the estate."""
    reader = reading.reader
    return reader.leads(resident.block_id) or reader.coordinates(resident.estate_id)


async def people_to_call(reading: Reading, check_in: CheckIn, resident: Resident) -> Markup:
    """Return the numbers that the rung needs: the person's, then contact and key by consent."""
    words = reading.words
    lines = []
    if check_in.shows_phone(resident) and resident.phone:
        lines.append(words("check_in.phone", phone=resident.phone))
    if answers_for(reading, resident) and check_in.shows_contact(resident):
        lines.append(_contact(reading, resident))
    if answers_for(reading, resident) and check_in.step >= LAST_STEP - 1:
        lines.append(_key(reading, resident))
    return Markup("\n").join(x for x in lines if x)


def _contact(reading: Reading, resident: Resident) -> Markup:
    words = reading.words
    called = words.name(resident.contact) if resident.contact else ""
    phone = resident.contact_phone or words.plain("check_in.no_phone")
    if resident.contact_relation in _RELATIONS:
        relation = words.plain(f"check_in.is_{resident.contact_relation}")
        return words("check_in.contact_who", name=called, relation=relation, phone=phone)
    return words("check_in.contact", name=called, phone=phone)


def _key(reading: Reading, resident: Resident) -> Markup:
    """A key is only spoken of with consent; nobody is told to break in."""
    words = reading.words
    if "enter_if_no_answer" not in resident.consent_scope:
        return words("check_in.no_entry")
    if resident.key_holder not in _HOLDERS:
        return words("check_in.no_key")
    return words("check_in.key", holder=words.plain(f"check_in.key_{resident.key_holder}"))
