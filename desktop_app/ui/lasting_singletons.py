"""Keeps ``None``, ``True`` and ``False`` alive under Python 3.11.

PySide6 6.12.0 is built as if they were immortal, which they are from Python 3.12 on, but its wheels also install on
older versions: there every call that returns nothing takes one reference to ``None`` away, and after some thousands
the interpreter aborts ("deallocating None"), in the middle of a visit. PySide6 6.11.3 did not; it has no QtPdf apart
from the large Addons wheel.
"""

from __future__ import annotations

import sys


def keep_singletons_alive() -> None:
    """Give the singletons more references than any process can lose. Nothing is done where they are immortal."""
    if sys.version_info >= (3, 12):
        return
    import ctypes

    for singleton in (None, True, False, NotImplemented):
        # A Python object begins with its reference count.
        ctypes.c_ssize_t.from_address(id(singleton)).value += sys.maxsize // 4
