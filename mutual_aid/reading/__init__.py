"""Reading what people type in their own words; pure, offline, the same for every conversation."""

from mutual_aid.reading.drafts import DraftNeed, Found, When
from mutual_aid.reading.emergencies import emergency_in
from mutual_aid.reading.ready import get_ready
from mutual_aid.reading.report import Ground, read_report

__all__ = ["DraftNeed", "Found", "Ground", "When", "emergency_in", "get_ready", "read_report"]
