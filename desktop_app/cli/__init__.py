"""The command line: the same use cases as the window, without Qt."""

from __future__ import annotations

from desktop_app.cli.parser import main

__all__ = ["main"]
