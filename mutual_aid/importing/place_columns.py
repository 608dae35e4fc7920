"""The columns of the files about places: estates, blocks, floors and flats."""

from mutual_aid.importing.columns import Column, EstateFile, Trio, optional, reference, trio
from mutual_aid.importing.kinds import (
    CODE,
    EMERGENCY_NUMBER,
    SPOKEN_OR_SCRIPT,
    TEXT,
    TIMEZONE,
    UNIT_NO,
    WORD,
    YES,
    many,
    one_of,
    whole,
)

FLOOR = whole(1, 200)
_COUNT = whole(0, 1_000_000)
_FOR_READERS = "for readers of the file; not kept"

ESTATES = EstateFile(
    "estates.csv",
    key=("estate_id",),
    trios=(Trio("name", required=True),),
    columns=(
        Column("estate_id", CODE, "code of the estate"),
        *trio("name", "name of the estate"),
        optional("region", TEXT, "where it lies"),
        optional("tenure", WORD, "kind of housing"),
        Column("timezone", TIMEZONE, "the clock that its people live by"),
        Column(
            "languages",
            many(SPOKEN_OR_SCRIPT),
            "languages of the estate; the first is assumed of a neighbour when nobody said",
        ),
        Column(
            "emergency_numbers", many(EMERGENCY_NUMBER), "numbers to call when life is in danger"
        ),
        optional("blocks", _COUNT, _FOR_READERS),
        optional("floors", _COUNT, _FOR_READERS),
        optional("units", _COUNT, _FOR_READERS),
        optional("leaders", _COUNT, _FOR_READERS),
        optional("volunteers", _COUNT, _FOR_READERS),
        optional("modelled_on", TEXT, _FOR_READERS),
    ),
)

BLOCKS = EstateFile(
    "blocks.csv",
    key=("block_id",),
    trios=(Trio("name", required=True), Trio("assembly_point", required=False)),
    columns=(
        Column("block_id", CODE, "code of the block"),
        reference("estate_id", "estates.csv", "its estate"),
        *trio("name", "name of the block"),
        optional("aliases", many(TEXT), "other names that people type"),
        Column("floors", FLOOR, "how many floors it has"),
        Column("units_per_floor", whole(1, 99), "flats on a floor, at most"),
        optional("lifts", whole(0, 99, empty=0), "how many lifts"),
        optional(
            "lift_pattern", one_of("a lift pattern", ("all", "even", "odd")), "where lifts stop"
        ),
        optional("built_year", whole(1800, 2200), "year of completion"),
        *trio("assembly_point", "where people gather after an evacuation"),
        optional(
            "building_leader_id",
            CODE,
            "its building leader; empty while vacant",
            refers="leaders.csv",
        ),
    ),
)

FLOORS = EstateFile(
    "floors.csv",
    key=("block_id", "floor"),
    columns=(
        reference("block_id", "blocks.csv", "its block"),
        Column("floor", FLOOR, "number of the floor, within the block"),
        optional("units", whole(0, 99), _FOR_READERS),
        optional("lift_stop", YES, "whether a lift stops there; empty means 1"),
        optional(
            "floor_leader_id", CODE, "who answers for it; empty: nobody", refers="leaders.csv"
        ),
    ),
)

UNITS = EstateFile(
    "units.csv",
    key=("unit_id",),
    columns=(
        Column(
            "unit_id",
            CODE,
            "block, floor and flat: `MC-A-1205` is flat 05 on floor 12",
            private=True,
        ),
        reference("block_id", "blocks.csv", "its block"),
        Column("floor", FLOOR, "its floor, within the block"),
        Column("unit_no", UNIT_NO, "flat number without the floor", private=True),
        optional("occupied", YES, "whether people live there; empty means 1", private=True),
        optional("residents", whole(0, 99, empty=0), "how many people live there", private=True),
        optional("household_type", WORD, "kind of household", private=True),
    ),
)
