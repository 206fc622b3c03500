"""How the clinician's record words dates, times, answers and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from desktop_app.documents.text_runs import Run, Severity, Text
from desktop_app.domain.care_plan import Basis, PlanIssue

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

STATE_WORDS: Mapping[str, str] = MappingProxyType(
    {"yes": "YES", "not_assessed": "NOT ASSESSED", "unanswered": "UNANSWERED", "no": "No"}
)
"""The four states of an answer, those that need attention first; only a plain "no" is set quietly."""

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "es": "Spanish"})

ISSUE_MARKS: Mapping[str, tuple[Severity, str]] = MappingProxyType(
    {
        "contraindicated": (Severity.DO_NOT_USE, "Do not use"),
        "avoid": (Severity.DO_NOT_USE, "Avoid"),
        "caution": (Severity.CAUTION, "Caution"),
        "info": (Severity.INFORMATION, "Information"),
    }
)
"""Shape and word of a check, worst first."""


def day(value: date, months: Sequence[str] = _MONTHS) -> str:
    """``20-Nov-2026``: the month as a word, so that nobody takes it for the day, whatever the system's language."""
    return f"{value.day:02d}-{months[value.month - 1]}-{value.year}"


def moment(value: datetime, months: Sequence[str] = _MONTHS) -> str:
    """``20-Nov-2026 14:09 UTC-05:00``."""
    offset = value.strftime("%z")
    return f"{day(value, months)} {value:%H:%M} UTC{offset[:3]}:{offset[3:5]}"


def due_text(due: date | None, signed_on: date) -> str:
    """When something is due; without a date it is routine."""
    if due is None:
        return "Routine"
    return f"TODAY, {day(due)}" if due == signed_on else f"by {day(due)}"


def sentence(text: str) -> str:
    """``text`` closed with a full stop, unless it closes itself."""
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def basis_text(basis: Basis) -> tuple[Run, ...]:
    """The facts of this patient, then rules, sources and how far the sources were checked, in brackets."""
    reasons = "; ".join(reason.removesuffix(".") for reason in basis.because)
    facts = sentence(f"Because: {reasons}") if reasons else ""
    standing = basis.standing.replace("_", " ") if basis.standing else ""
    origin = "; ".join(filter(None, (", ".join(basis.rules), ", ".join(basis.sources), standing)))
    return joined(facts, (Run(f"[{origin}]", muted=True),) if origin else "")


def joined(*texts: Text) -> tuple[Run, ...]:
    """Texts one after another, a space between them; empty ones are left out."""
    runs: list[Run] = []
    for text in (each for each in texts if each):
        if runs:
            runs[-1] = replace(runs[-1], text=f"{runs[-1].text} ")
        runs += _runs(text)
    return tuple(runs)


def lines(texts: Iterable[Text]) -> tuple[Run, ...]:
    """Texts under one another in one cell."""
    runs: list[Run] = []
    for text in texts:
        runs += (Run("\n"), *_runs(text)) if runs else _runs(text)
    return tuple(runs)


def _runs(text: Text) -> tuple[Run, ...]:
    return (Run(text),) if isinstance(text, str) else text


def with_basis(text: str, basis: Basis) -> tuple[Run, ...]:
    """A statement with its reasons; what stands before a colon is its title and prints bold."""
    title, colon, rest = text.partition(": ")
    statement = sentence(rest if colon else title)
    return lead(f"{title}:" if colon else "", joined(statement, basis_text(basis)))


def lead(strong: str, text: Text) -> tuple[Run, ...]:
    """A bold lead and what follows it; either may be empty."""
    return joined((Run(strong, strong=True),) if strong else "", text)


def severity_rank(issue: PlanIssue) -> int:
    """0 for the worst severity."""
    return list(ISSUE_MARKS).index(issue.severity)
