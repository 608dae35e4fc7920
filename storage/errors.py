"""All failures of storage, each one plain sentence that names no person and no secret."""


class StorageError(Exception):
    """A promise that the database cannot keep."""


class AddressNotUnderstood(StorageError):
    """The setting [database] url names neither a file nor a PostgreSQL server."""

    def __init__(self) -> None:
        super().__init__(
            "The database address is not understood: write a file path, sqlite:///PATH "
            "or postgresql://USER@HOST/NAME."
        )


class FolderMissing(StorageError):
    """The folder that shall hold the database file is not there."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"The folder {folder} for the database does not exist: make it first.")


class NotADatabase(StorageError):
    """The file exists and is something else."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is not an SQLite database: choose another file.")


class AnotherProgramsDatabase(StorageError):
    """The database has tables, but not ours."""

    def __init__(self) -> None:
        super().__init__("This database belongs to another program: choose an empty one.")


class NetworkFileSystem(StorageError):
    """WAL needs shared memory and honest locks, which such file systems do not have."""

    def __init__(self, folder: str, kind: str) -> None:
        super().__init__(
            f"The folder {folder} lies on a network or virtual file system ({kind}), where SQLite "
            "loses data: choose a folder on a local disk, or PostgreSQL."
        )


class NoWriteAheadLog(StorageError):
    """journal_mode did not answer wal."""

    def __init__(self, answer: str) -> None:
        super().__init__(
            f"SQLite cannot keep a write-ahead log here (it answered {answer!r}): "
            "choose a folder on a local disk."
        )


class CannotWrite(StorageError):
    """The database file or its folder is read-only for this user."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} cannot be written: give this user the right to write there.")


class DiskFull(StorageError):
    """Nothing more can be saved; what was saved before stays readable."""

    def __init__(self) -> None:
        super().__init__("There is no space left on the disk of the database: free some.")


class DatabaseBusy(StorageError):
    """Another program holds the database for longer than the busy time-out."""

    def __init__(self) -> None:
        super().__init__("Another program holds the database: end it, then try again.")


class DatabaseTooNew(StorageError):
    """The database was migrated by a later version of the program."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The database is newer than this program (it has {name}): install the newer program."
        )


class MigrationChanged(StorageError):
    """A migration file is not what was applied."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The migration {name} was changed after it was applied: put the released file back."
        )


class MigrationMissing(StorageError):
    """The numbers of the migration files, or of those applied, have a gap."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Migration number {number:04d} is missing: install the program again.")


class MigrationFailed(StorageError):
    """A migration could not be applied; the database is as it was before it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The migration {name} failed and was taken back: {reason}.")


class AnotherBotIsRunning(StorageError):
    """Two bots on one database would take each other's updates."""

    def __init__(self) -> None:
        super().__init__("Another bot is running on this database: stop it first.")


class CannotConnect(StorageError):
    """The PostgreSQL server does not answer or does not let us in."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The PostgreSQL server cannot be used: {reason}.")


class DriverMissing(StorageError):
    """asyncpg comes with the extra only."""

    def __init__(self) -> None:
        super().__init__("PostgreSQL needs one more package: install louzhang[postgresql].")


class StatementFailed(StorageError):
    """The engine refused a statement; says which and why, never with what values."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The statement {name} failed: {reason}.")


class AlreadyThere(StatementFailed):
    """A unique index refused a second row."""


class UnknownColumn(StorageError):
    """A table or column that the schema does not have; such a name never reaches the database."""

    def __init__(self, table: str, column: str = "") -> None:
        super().__init__(
            f"There is no {'column ' + column + ' in ' if column else ''}table {table}."
        )


class TurnLost(StorageError):
    """An earlier failure ended the transaction, so nothing of this turn was kept."""

    def __init__(self) -> None:
        super().__init__("Nothing was saved, because the database failed in the middle.")


class TurnOver(StorageError):
    """A turn was used after its end."""

    def __init__(self) -> None:
        super().__init__("A turn was used after its end: open another one.")


class TurnInsideTurn(StorageError):
    """A turn was opened by whoever already holds one; waiting would never end."""

    def __init__(self) -> None:
        super().__init__("A turn was opened inside a turn: use the one that is open.")


class NotHere(StorageError):
    """Something only SQLite does was asked of PostgreSQL."""

    def __init__(self, what: str, instead: str) -> None:
        super().__init__(f"{what} is for SQLite: with PostgreSQL use {instead}.")


class BackupBroken(StorageError):
    """A copy was opened, checked and found wanting."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path} is not a sound backup: {reason}.")


class DatabaseIsNewer(StorageError):
    """A restore would replace later entries by earlier ones."""

    def __init__(self) -> None:
        super().__init__(
            "The database has entries that are later than this backup: restore with force "
            "to lose them."
        )
