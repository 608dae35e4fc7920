"""Which emergency number to call: one for everything in Hong Kong, three on the mainland."""

from mutual_aid.estates import Estate

_EVERYWHERE = "112"
"""Works from any mobile phone; for estates that name no number of their own."""
_AMBULANCE, _POLICE, _FIRE = "120", "110", "119"
_BY_KIND = {
    "disaster.fire_smoke": _FIRE,
    "disaster.storm_flood": _FIRE,
    "disaster.utility_outage": _AMBULANCE,
    "home.water_leak": _FIRE,
    "mobility.stairs_assist": _FIRE,
    "safety.fall_injury": _AMBULANCE,
    "safety.gas_leak": _FIRE,
}


def number_for(estate: Estate, category_code: str) -> str:
    """Return the number for this kind of danger, police where no other fits better."""
    return _one_of(estate, _BY_KIND.get(category_code, _POLICE))


def police(estate: Estate) -> str:
    """Return the number under which a welfare check is asked for."""
    return _one_of(estate, _POLICE)


def _one_of(estate: Estate, wanted: str) -> str:
    if wanted in estate.emergency_numbers or not estate.emergency_numbers:
        return wanted if estate.emergency_numbers else _EVERYWHERE
    return estate.emergency_numbers[0]
