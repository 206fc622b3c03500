"""The publications that a plan cites, each once: aliases give way to the id under which the publication is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from desktop_app.domain.care_plan import Basis, CarePlan, SourceLine
from desktop_app.domain.knowledge import KnowledgeBase

_Part = TypeVar("_Part")


def with_sources(plan: CarePlan, knowledge: KnowledgeBase) -> CarePlan:
    """The plan with every publication that a basis cites listed once, in the order of first citation."""
    known = {source.id: source for source in knowledge.sources}
    printed = _renamed(plan, {name: source.same_as or name for name, source in known.items()})
    cited = dict.fromkeys(source for basis in bases_of(printed) for source in basis.sources)
    lines = tuple(
        SourceLine(id=name, citation=known[name].citation, standing=known[name].standing.value)
        for name in cited
    )
    return printed.model_copy(update={"sources": lines})


def _renamed(part: _Part, ids: Mapping[str, str]) -> _Part:
    """The same part; only what its bases cite is renamed."""
    if isinstance(part, Basis):
        sources = tuple(dict.fromkeys(ids[source] for source in part.sources))
        return part.model_copy(update={"sources": sources})
    if isinstance(part, tuple):
        return type(part)(_renamed(item, ids) for item in part)
    if isinstance(part, BaseModel):
        fields = type(part).model_fields
        return part.model_copy(update={name: _renamed(getattr(part, name), ids) for name in fields})
    return part


def bases_of(part: object) -> Iterator[Basis]:
    """Every basis inside a part of the plan, in the order in which the plan says it."""
    if isinstance(part, Basis):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from bases_of(item)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from bases_of(getattr(part, name))
