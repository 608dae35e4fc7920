"""How every SQLite connection is set; the power-cut test uses these very lists."""

JOURNAL = "PRAGMA journal_mode=WAL"
SYNCHRONOUS = "PRAGMA synchronous=FULL"  # NORMAL loses what was acknowledged when the power fails

_ALL = (
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
)

WRITER = (*_ALL, JOURNAL, SYNCHRONOUS)
READER = (*_ALL, "PRAGMA query_only=ON")
