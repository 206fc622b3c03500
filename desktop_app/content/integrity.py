"""Checks that the content fits together: every name resolves, no name is ambiguous, nothing needed is missing."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.value_types import Location


def integrity_problems(knowledge: KnowledgeBase, refused: frozenset[str]) -> Iterator[tuple[Location, str]]:
    """(location, predicate) of every problem between entries; ``refused`` are names of entries left out of it."""
    yield from ()
