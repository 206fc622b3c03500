"""Keeps the signature libraries out of the application's log.

pyHanko and its certificate validator write certificate names and whole tracebacks through ``logging``. Our
reports say what matters; names of people must not reach a log file.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_LIBRARIES = ("pyhanko", "pyhanko_certvalidator")
_NOTHING = logging.CRITICAL + 1


@contextmanager
def signature_libraries_silenced() -> Iterator[None]:
    """Silence the two libraries' loggers, and no other, for the length of the ``with`` block."""
    loggers = [logging.getLogger(name) for name in _LIBRARIES]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(_NOTHING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
