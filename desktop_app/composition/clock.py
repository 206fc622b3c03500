"""The one clock of the application: nothing below reads the time itself."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """The workstation clock, with its offset from UTC."""
    return datetime.now().astimezone()
