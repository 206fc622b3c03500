"""A disk that fails: every operation that reaches it, one at a time."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

DISK_ERRORS = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO)

_OPERATIONS = ("open", "write", "fsync", "link", "replace")


class FailingDisk:
    """Lets ``survives`` operations pass, refuses the next with ``error_number``, and lets the rest pass again."""

    def __init__(self, survives: int, error_number: int) -> None:
        self._left = survives
        self._error_number = error_number

    @property
    def failed(self) -> bool:
        return self._left < 0

    def around(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def perform(*arguments: Any, **options: Any) -> Any:
            self._left -= 1
            if self._left == -1:
                raise OSError(self._error_number, os.strerror(self._error_number))
            return operation(*arguments, **options)

        return perform


def failing_at_each_operation(error_number: int) -> Iterator[FailingDisk]:
    """Disks that fail at the first, the second, the third operation, until the work runs through unharmed."""
    for survives in count():
        disk = FailingDisk(survives, error_number)
        with pytest.MonkeyPatch.context() as patch:
            for name in _OPERATIONS:
                patch.setattr(os, name, disk.around(getattr(os, name)))
            yield disk
        if not disk.failed:
            return
