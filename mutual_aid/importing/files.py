"""All estate files, in the order in which their rows may refer to one another."""

from mutual_aid.importing.columns import EstateFile
from mutual_aid.importing.partner_columns import ORGANISATIONS, SERVICES
from mutual_aid.importing.people_columns import LEADERS, RESIDENTS, STAFF, VOLUNTEERS
from mutual_aid.importing.place_columns import BLOCKS, ESTATES, FLOORS, UNITS

FILES: tuple[EstateFile, ...] = (
    ESTATES,
    BLOCKS,
    FLOORS,
    UNITS,
    ORGANISATIONS,
    SERVICES,
    LEADERS,
    STAFF,
    VOLUNTEERS,
    RESIDENTS,
)
BY_NAME = {file.name: file for file in FILES}
PEOPLE_FIRST_TO_LAST = (LEADERS, STAFF, VOLUNTEERS, ORGANISATIONS, RESIDENTS)
"""The order in which a person's first role, and with it the member's code, is found."""
