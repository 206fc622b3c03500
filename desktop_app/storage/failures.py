"""Turn what SQLCipher, SQLite and the file system report into errors a person may read.

SQLCipher's own words mislead: damage shows as ``SQL logic error`` or ``malformed``, and a wrong key, a foreign file
and a wiped header all as ``file is not a database``. SQLite's result codes are in https://sqlite.org/rescode.html.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping

from desktop_app.domain.errors import (
    RecordsDamagedError,
    RecordsFullError,
    RecordsReadOnlyError,
    StorageError,
)

_RESTORE = "Nothing was overwritten. Keep the file as it is, and restore the latest backup."
_SAFE = "What was saved before is safe."

_PRIMARY_CODE = 0xFF


def explain_database_failure(code: int | None) -> StorageError:
    """The error for a result code of SQLite, extended or not."""
    explain = _BY_RESULT_CODE.get(-1 if code is None else code & _PRIMARY_CODE)
    if explain is None:
        return StorageError(
            f"The records could not be read or written. {_SAFE}", "Close the application and open it again."
        )
    return explain()


def explain_file_failure(error: OSError) -> StorageError:
    """The same for a failed file operation in the folder of the records."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _full()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _read_only()
    return _unreachable()


def damaged() -> RecordsDamagedError:
    return RecordsDamagedError(
        "The records are damaged: the file does not hold what was written to it.", _RESTORE
    )


def _full() -> RecordsFullError:
    return RecordsFullError(
        f"The disk is full: the last change was not saved. {_SAFE}", "Free some space and try again."
    )


def _read_only() -> RecordsReadOnlyError:
    return RecordsReadOnlyError(
        f"The records can be read but not changed: the last change was not saved. {_SAFE}",
        "Ask for permission to write in the folder of the records.",
    )


def _unreachable() -> StorageError:
    return StorageError(
        f"The folder of the records could not be reached. {_SAFE}",
        "Check that its disk is connected and not full.",
    )


def _in_use() -> StorageError:
    return StorageError("The records are in use by another window.", "Close the other window and try again.")


def _already_stored() -> StorageError:
    return StorageError("This record cannot be saved.", "It is already stored, signed, or amended.")


def _not_a_database() -> StorageError:
    return StorageError(
        "The records could not be opened: the file is damaged, or belongs to another key file.", _RESTORE
    )


_BY_RESULT_CODE: Mapping[int, Callable[[], StorageError]] = {
    1: damaged,  # SQLITE_ERROR, which SQLCipher gives for a page that fails authentication
    5: _in_use,  # SQLITE_BUSY
    6: _in_use,  # SQLITE_LOCKED
    8: _read_only,  # SQLITE_READONLY
    10: _unreachable,  # SQLITE_IOERR
    11: damaged,  # SQLITE_CORRUPT
    13: _full,  # SQLITE_FULL
    14: _unreachable,  # SQLITE_CANTOPEN
    19: _already_stored,  # SQLITE_CONSTRAINT
    26: _not_a_database,  # SQLITE_NOTADB
}
