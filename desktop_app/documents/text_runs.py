"""The smallest pieces of a document: stretches of text, how much they matter, and how large they print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Severity(StrEnum):
    """How much a notice matters. All but ``PLAIN`` print as a shape, a word and a frame, never as colour alone."""

    EMERGENCY = "emergency"
    DO_NOT_USE = "do_not_use"
    CAUTION = "caution"
    INFORMATION = "information"
    NOT_ASSESSED = "not_assessed"
    PLAIN = "plain"


class TextSize(StrEnum):
    """Record: dense, for clinicians. Handout: clear print. Large: large print (UKAAF: 16 pt or more).

    Sheet: one page that is read in a hurry. Compact: the same page where it would not fit otherwise.
    """

    RECORD = "record"
    SHEET = "sheet"
    COMPACT = "compact"
    HANDOUT = "handout"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``strong`` prints bold, the only emphasis there is, ``muted`` grey (labels, references)."""

    text: str
    strong: bool = False
    muted: bool = False


Text: TypeAlias = str | tuple[Run, ...]
