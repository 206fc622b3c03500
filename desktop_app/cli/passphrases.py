"""Secrets for a command: from a file, else typed without echo; never an argument, which every process could read."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from desktop_app.domain.errors import LumbarPathwayError


def read_passphrase(file: Path | None, prompt: str) -> str:
    """Empty where there is neither a file nor a terminal: a key without a passphrase has an empty one.

    Raises ``LumbarPathwayError`` where the file cannot be read.
    """
    if file is None:
        return getpass.getpass(prompt) if sys.stdin.isatty() else ""
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise LumbarPathwayError(
            "The passphrase file cannot be read.", "Check its name and its permissions."
        ) from None
