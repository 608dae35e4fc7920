"""The columns of the files about people: leaders, staff, volunteers, residents on the list."""

from mutual_aid.check_ins import Tier
from mutual_aid.importing.columns import Column, EstateFile, Trio, optional, reference, trio
from mutual_aid.importing.kinds import (
    CLOCK,
    CODE,
    DATE,
    HOURS,
    NO,
    PHONE,
    SPOKEN_OR_SCRIPT,
    TELEGRAM_ID,
    WORD,
    many,
    one_of,
    whole,
)
from mutual_aid.importing.place_columns import FLOOR
from mutual_aid.members import LeaderRole, StaffRole
from mutual_aid.taxonomy import Screening, client_groups, skills
from mutual_aid.times import DAY_PARTS, WEEKDAYS
from mutual_aid.volunteers import Radius, VolunteerStatus

CHECK_IN_DAYS = (*WEEKDAYS, *(f"first_{day}" for day in WEEKDAYS))
CONSENTS = (
    "checkin",
    "share_with_floor_leader",
    "share_with_volunteer",
    "share_with_partner",
    "enter_if_no_answer",
)
_NAME = Trio("name", required=True)
_GENDER = one_of("a gender code", ("f", "m", "x"))
_AGE = whole(0, 130)
_DAY_PARTS = many(one_of("a day part", DAY_PARTS))
_LANGUAGES = many(SPOKEN_OR_SCRIPT)
_SCREENING = one_of("a screening level", [str(level) for level in Screening])
_STAFF_STATUS = one_of("a status", ("active", "on_leave", "withdrawn"))


def _person(*, languages_needed: bool = False) -> tuple[Column, ...]:
    return (
        *trio("name", "name", private=True),
        optional("phone", PHONE, "phone number", private=True),
        optional(
            "telegram_id",
            TELEGRAM_ID,
            "number of the Telegram account; the same number in several files is one person",
            private=True,
        ),
        Column("languages", _LANGUAGES, "languages spoken", required=languages_needed),
    )


def _body() -> tuple[Column, ...]:
    return (
        optional("gender", _GENDER, "gender", private=True),
        optional("age", _AGE, "age in years", private=True),
    )


LEADERS = EstateFile(
    "leaders.csv",
    key=("leader_id",),
    trios=(_NAME,),
    columns=(
        Column("leader_id", CODE, "code of the leader"),
        Column("role", one_of("a leader's role", [str(role) for role in LeaderRole]), "role"),
        reference("estate_id", "estates.csv", "the estate"),
        reference("block_id", "blocks.csv", "the block"),
        Column("floor_from", FLOOR, "lowest floor that the leader answers for"),
        Column("floor_to", FLOOR, "highest floor, included"),
        optional("home_unit_id", CODE, "own flat", private=True, refers="units.csv"),
        *_person(),
        *_body(),
        Column("screening", _SCREENING, "how well the network knows the leader"),
        optional("trained", many(WORD), "trainings done"),
        optional("availability", _DAY_PARTS, "when usually free"),
        Column("joined_on", DATE, "since when"),
        Column(
            "status",
            one_of("a leader's status", ("active", "trial", "on_leave", "withdrawn")),
            "a leader on leave is stood in for",
        ),
        optional("deputy_for", CODE, "building leader stood in for", refers="leaders.csv"),
    ),
)

STAFF = EstateFile(
    "staff.csv",
    key=("staff_id",),
    trios=(_NAME,),
    columns=(
        Column("staff_id", CODE, "code of the person"),
        Column("role", one_of("a staff role", [str(role) for role in StaffRole]), "role"),
        optional("estate_id", CODE, "the estate; only an admin has none", refers="estates.csv"),
        optional("org_id", CODE, "the body that employs", refers="organisations.csv"),
        *_person(),
        optional("duty", _DAY_PARTS, "when on duty"),
        Column("joined_on", DATE, "since when"),
        Column("status", _STAFF_STATUS, "only active staff have rights"),
    ),
)

VOLUNTEERS = EstateFile(
    "volunteers.csv",
    key=("volunteer_id",),
    trios=(_NAME,),
    columns=(
        Column("volunteer_id", CODE, "code of the volunteer"),
        reference("estate_id", "estates.csv", "the estate"),
        reference("home_block_id", "blocks.csv", "the block where the volunteer lives"),
        *_person(languages_needed=True),
        *_body(),
        Column("skills", many(one_of("a skill", skills())), "what the volunteer can do"),
        Column("screening", _SCREENING, "how well the network knows the volunteer"),
        Column("availability", _DAY_PARTS, "when free"),
        Column("max_tasks_per_week", whole(0, 50), "most tasks in a week; 0: none at present"),
        Column(
            "radius", one_of("a radius", [str(r) for r in Radius]), "how far the volunteer goes"
        ),
        optional("can_lift", NO, "can lift heavy things; empty means 0"),
        optional("has_vehicle", NO, "has a vehicle; empty means 0"),
        optional(
            "guardian_id",
            CODE,
            "adult volunteer who answers for one under 18",
            refers="volunteers.csv",
        ),
        Column("joined_on", DATE, "since when"),
        optional("hours_total", HOURS, "hours served so far, kept as minutes"),
        optional("star", whole(0, 5, empty=0), "stars earned"),
        optional("trained", many(WORD), "trainings done"),
        Column(
            "status",
            one_of("a volunteer's status", [str(s) for s in VolunteerStatus]),
            "only active volunteers are asked; pending ones wait for approval",
        ),
    ),
)

RESIDENTS = EstateFile(
    "checkin_residents.csv",
    key=("resident_id",),
    trios=(_NAME, Trio("contact", required=False)),
    columns=(
        Column("resident_id", CODE, "code of the resident"),
        reference("estate_id", "estates.csv", "the estate"),
        Column("unit_id", CODE, "the flat", private=True, refers="units.csv"),
        reference("block_id", "blocks.csv", "the block"),
        Column("floor", FLOOR, "the floor", private=True),
        *_person(),
        *_body(),
        optional("living", WORD, "with whom", private=True),
        optional(
            "client_groups", many(one_of("a client group", client_groups())), "groups", private=True
        ),
        Column("tier", one_of("a tier", [str(tier) for tier in Tier]), "how often asked"),
        Column(
            "days",
            many(one_of("a check-in day", CHECK_IN_DAYS)),
            "set days: one for weekly, two for twice_weekly, one like first_tue for monthly",
        ),
        Column("window_start", CLOCK, "when the asking begins, local time"),
        Column("window_end", CLOCK, "when it ends, later on the same day"),
        Column("grace_minutes", whole(0, 10_080), "hard limit of the ladder after the window"),
        Column(
            "method",
            one_of(
                "a way of asking",
                ("bot_button", "phone_by_leader", "phone_by_volunteer", "door_knock"),
            ),
            "how the resident is asked",
        ),
        optional("floor_leader_id", CODE, "the floor leader", refers="leaders.csv"),
        reference("building_leader_id", "leaders.csv", "the building leader"),
        *trio("contact", "emergency contact", private=True),
        optional("contact_relation", WORD, "who the contact is", private=True),
        optional("contact_phone", PHONE, "phone of the contact", private=True),
        optional("key_holder", WORD, "who holds a key; none: nobody", private=True),
        optional("mobility", WORD, "how the resident moves", private=True),
        optional("sensory", WORD, "sight and hearing", private=True),
        optional("medical_flag", WORD, "what a helper in an emergency must know", private=True),
        optional("consent_on", DATE, "when consent was given", private=True),
        optional(
            "consent_scope",
            many(one_of("a consent", CONSENTS)),
            "what was consented to",
            private=True,
        ),
        optional("last_ok_on", DATE, "last heard from", private=True),
        optional("paused_until", DATE, "not asked before that day", private=True),
        Column(
            "status",
            one_of("a resident's status", ("active", "paused", "withdrawn")),
            "only active residents are asked",
        ),
    ),
)
