"""The columns of the files about partner bodies and what they offer."""

from mutual_aid.importing.columns import Column, EstateFile, Trio, optional, reference, trio
from mutual_aid.importing.kinds import (
    CODE,
    EMAIL,
    NO,
    PHONE,
    TELEGRAM_ID,
    TEXT,
    WORD,
    one_of,
    whole,
)
from mutual_aid.taxonomy import categories

EVERY_ESTATE = "both"
FIVE_SIDES = (
    "civil_affairs",
    "social_work_station",
    "social_resource",
    "volunteers",
    "community_org",
)

ORGANISATIONS = EstateFile(
    "organisations.csv",
    key=("org_id",),
    trios=(Trio("name", required=True), Trio("contact", required=False)),
    columns=(
        Column("org_id", CODE, "code of the body"),
        reference(
            "estate_id",
            "estates.csv",
            f"the estate it serves; `{EVERY_ESTATE}`: every estate",
            also=(EVERY_ESTATE,),
        ),
        *trio("name", "name of the body"),
        Column("linkage_element", one_of("one of the five sides", FIVE_SIDES), "its side"),
        optional("kind", WORD, "kind of body"),
        optional("registration_status", WORD, "how it is registered"),
        optional("registration_no", TEXT, "under which number"),
        optional("star_rating", whole(0, 5, empty=0), "stars given by its authority"),
        *trio("contact", "name of the contact", private=True),
        optional("phone", PHONE, "phone number", private=True),
        optional("email", EMAIL, "email address", private=True),
        optional(
            "telegram_id", TELEGRAM_ID, "number of the contact's Telegram account", private=True
        ),
        optional("service_hours", TEXT, "when it is open"),
        Column("response_hours", whole(0, 2_000), "hours within which it promises an answer"),
        optional("accepts_referral", NO, "whether it takes referrals; empty means 0"),
        Column(
            "status", one_of("a status", ("active", "paused", "withdrawn")), "whether it takes part"
        ),
    ),
)

SERVICES = EstateFile(
    "organisation_services.csv",
    key=("org_id", "category_code"),
    trios=(Trio("service", required=True),),
    columns=(
        reference("org_id", "organisations.csv", "the body"),
        Column("category_code", one_of("a need category", categories()), "kind of need it accepts"),
        *trio("service", "name of the service"),
        optional("eligibility", TEXT, "for whom"),
        optional("capacity_per_week", whole(0, 10_000), "how many in a week"),
        optional("cost", TEXT, "what it costs"),
    ),
)
