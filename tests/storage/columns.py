"""Rows by their columns, as an import brings them."""

from typing import Any


def _named(stem: str, hans: str, hant: str, en: str) -> dict[str, Any]:
    return {f"{stem}_zh_hans": hans, f"{stem}_zh_hant": hant, f"{stem}_en": en}


def estate_row(estate_id: str, zone: str) -> dict[str, Any]:
    """Return an estate by its columns."""
    return {
        "estate_id": estate_id,
        **_named("name", "望汐邨", "望汐邨", "Mong Chik Estate"),
        "region": "Hong Kong",
        "tenure": "public_rental",
        "timezone": zone,
        "languages": "yue|zh-Hant|en",
        "emergency_numbers": "999",
    }


def block_row(block_id: str) -> dict[str, Any]:
    """Return a block of thirty floors by its columns."""
    return {
        "block_id": block_id,
        "estate_id": block_id[:2],
        **_named("name", "望潮楼", "望潮樓", "Mong Chiu House"),
        "aliases": "A|Block A",
        "floors": 30,
        "units_per_floor": 8,
        "lifts": 3,
        "lift_pattern": "all",
        "built_year": None,
        **_named("assembly_point", "篮球场", "籃球場", "Basketball court"),
    }


def unit_row(unit_id: str, block_id: str, floor: int) -> dict[str, Any]:
    """Return a flat by its columns."""
    return {
        "unit_id": unit_id,
        "block_id": block_id,
        "floor": floor,
        "unit_no": unit_id[-2:],
        "occupied": 1,
        "residents": 1,
        "household_type": "single_elderly",
    }


def resident_row(**changes: Any) -> dict[str, Any]:
    """Return a person on the check-in list by columns."""
    texts = "gender living client_groups phone method contact_relation contact_phone key_holder"
    blank = dict.fromkeys((texts + " mobility sensory medical_flag consent_scope").split(), "")
    plain: dict[str, Any] = {
        "resident_id": "R001",
        "estate_id": "MC",
        "unit_id": "MC-A-2107",
        "block_id": "MC-A",
        "floor": 21,
        **_named("name", "陈婆婆", "陳婆婆", "Granny Chan"),
        **_named("contact", "", "", ""),
        "languages": "yue",
        "tier": "daily",
        "days": "mon|tue",
        "window_start": "08:00",
        "window_end": "10:00",
        "grace_minutes": 120,
        "building_leader_id": "L001",
        "status": "active",
    }
    return blank | plain | changes
