"""Write files so that a final name only ever refers to complete bytes.

Every file of ours is written here: a temporary file in the same folder (mode 0600 before any data), flushed to the
disk, then given its final name in one step, then the folder flushed. A failure leaves nothing behind.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from desktop_app.domain.errors import ExportError

_OPEN_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_HARD_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
"""How file systems without hard links (FAT on a memory stick) refuse one."""

_PLAIN_NAME = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9](?:[a-z0-9._-]{0,118}[a-z0-9])?",
    re.ASCII | re.IGNORECASE,
)
"""What every system takes for a file in this folder: Windows has devices of those names, and drops a last dot."""

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_SUCH_FOLDER = {errno.ENOENT, errno.ENOTDIR}


def write_atomically(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Return only when ``path`` durably holds ``data``.

    Raises ``OSError`` (``FileExistsError`` where ``overwrite`` is false and the name is taken); the old file, if any,
    is then unchanged.
    """
    temporary = _write_temporary(path.parent, data)
    try:
        if overwrite:
            temporary.replace(path)
        else:
            _publish(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _flush_folder(path.parent)


def write_all_or_nothing(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file, by name, into ``folder``, or none; a file that exists is never overwritten.

    Raises ``ExportError``, whose sentences name the folder and never a file: file names may tell who the patient is.
    """
    if not all(_PLAIN_NAME.fullmatch(name) for name in files):
        raise ExportError(
            "A file name that is not plain was refused. Nothing was written.",
            "Use letters, digits, dots, - and _ only.",
        )
    try:
        _write_all(folder, files)
    except (OSError, ValueError) as error:  # ValueError: a folder that no system could have
        raise _explain(error, folder) from error


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    temporaries: dict[Path, Path] = {}
    published: list[Path] = []
    try:
        for name, data in files.items():
            temporaries[folder / name] = _write_temporary(folder, data)
        for path, temporary in temporaries.items():
            _publish(temporary, path)
            published.append(path)
        _flush_folder(folder)
    except BaseException:
        _remove(published)
        raise
    finally:
        _remove(temporaries.values())


def _write_temporary(folder: Path, data: bytes) -> Path:
    path = folder / f".{secrets.token_hex(8)}.part"
    descriptor = os.open(path, _OPEN_FLAGS, 0o600)
    try:
        try:
            remaining = memoryview(data)
            while remaining:
                remaining = remaining[os.write(descriptor, remaining) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        _remove([path])
        raise
    return path


def _publish(temporary: Path, path: Path) -> None:
    """Give a finished file its name. Unlike a rename, a hard link never overwrites, not even in a race."""
    try:
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        temporary.replace(path)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows offers no flush of a folder; NTFS journals the name itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _explain(error: OSError | ValueError, folder: Path) -> ExportError:
    number = error.errno if isinstance(error, OSError) else errno.ENOENT
    safe = "Nothing was written; your records are safe."
    if isinstance(error, FileExistsError):
        return ExportError(
            f"A file with the same name is already in {folder}. Nothing was written or overwritten.",
            "Choose another folder, or move the existing file away first.",
        )
    if number in _DISK_FULL:
        return ExportError(
            f"There is no room left in {folder}. {safe}", "Free some space or choose another folder."
        )
    if number in _NOT_WRITABLE:
        return ExportError(f"The folder {folder} does not allow writing. {safe}", "Choose another folder.")
    if number in _NO_SUCH_FOLDER:
        return ExportError(f"The folder {folder} cannot be found. {safe}", "Choose another folder.")
    return ExportError(
        f"The files could not be written to {folder}. {safe}",
        "Check that the disk or memory stick is still connected, or choose another folder.",
    )
