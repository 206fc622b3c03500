"""Mutants that change nothing for any patient, each with the reason. Reviewed by hand; a test keeps the names true."""

from __future__ import annotations

from typing import Final

EQUIVALENT: Final[dict[str, str]] = {}
