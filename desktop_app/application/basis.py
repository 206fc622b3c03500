"""Why an entry stands in the content: what F4 shows, on every screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.provenance import Entry


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where an entry comes from, and how far that text was checked."""

    id: str
    citation: str
    standing: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Why an entry stands in the content: the answer to F4. ``sources`` keep the order of the entry."""

    id: str
    standing: str
    sources: tuple[SourceView, ...]
    evidence: str | None
    note: str | None


def basis_of(entry: Entry, sources: Mapping[str, SourceView]) -> Basis:
    """The provenance of an entry, with the citations of its sources."""
    named = tuple(sources[key] for key in entry.sources if key in sources)
    return Basis(entry.id, entry.standing.value, named, entry.evidence, entry.note)
