"""The database cannot go on, and backups that cannot be made or restored."""

from __future__ import annotations

from data.errors.base import LimaError, UserError


class BackupExists(UserError):
    """There is a `file` of that name: a backup overwrites nothing."""

    key = "backup.exists"


class BackupNotWritten(UserError):
    """The `file` of a backup could not be written; the system's `reason`."""

    key = "backup.not_written"


class BadBackup(UserError):
    """A `file` is no backup, or is not what its manifest says; `part` is the first that does not fit."""

    key = "backup.bad"


class OtherBackup(UserError):
    """A `file` is a backup of the schema `theirs`; this program has `ours`."""

    key = "backup.other"


class NotEmpty(UserError):
    """A backup is restored only into an empty database."""

    key = "backup.not_empty"


class DatabaseTrouble(LimaError):
    """The database cannot go on. The sentence of `key` says what that means; the log has the database's own words."""

    key = "troubles.unexpected"


class DatabaseUnreachable(DatabaseTrouble):
    """The database does not answer."""

    key = "troubles.unreachable"


class DatabaseBusy(DatabaseTrouble):
    """Somebody else holds the database for longer than Lima waits."""

    key = "troubles.busy"


class DiskFull(DatabaseTrouble):
    """There is no room to write."""

    key = "troubles.disk_full"


class DatabaseReadOnly(DatabaseTrouble):
    """The database, or its disk, may be read but not written."""

    key = "troubles.read_only"


class DatabaseDamaged(DatabaseTrouble):
    """The database's own files are broken, or no database."""

    key = "troubles.damaged"
