"""Every criterion of the content with its place, found wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from pydantic import BaseModel

from desktop_app.domain import criteria as c
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.medication_content import MedicationRule


class Placed(NamedTuple):
    """A criterion; ``drug`` is one of the medicines that it speaks of as "this" medicine."""

    place: str
    criterion: c.Criterion
    drug: str | None = None


def content_criteria(knowledge: KnowledgeBase) -> Iterator[Placed]:
    """All of them; one about "this" medicine once for each medicine that its rule names."""
    groups = groups_of(knowledge)
    for section in type(knowledge).model_fields:
        for place, criterion, owner in _found(section, getattr(knowledge, section), None):
            if isinstance(owner, MedicationRule) and is_about_this_drug(criterion):
                named = dict.fromkeys(drug for name in owner.drugs for drug in groups[name])
                yield from (Placed(f"{place} for {drug}", criterion, drug) for drug in named)
            else:
                yield Placed(place, criterion)


def groups_of(knowledge: KnowledgeBase) -> dict[str, list[str]]:
    """The medicines that a rule means by a key, a group or ``ALL``."""
    groups = {"ALL": [medicine.id for medicine in knowledge.medicines]}
    for medicine in knowledge.medicines:
        for name in (medicine.id, *medicine.groups):
            groups.setdefault(name, []).append(medicine.id)
    return groups


def is_about_this_drug(criterion: c.Criterion) -> bool:
    return any(isinstance(part, c.SameIngredient | c.AboutDrug) for part in c.walk(criterion))


def _found(
    place: str, part: object, owner: BaseModel | None
) -> Iterator[tuple[str, c.Criterion, BaseModel | None]]:
    if isinstance(part, tuple(c.KINDS.values())):
        yield place, cast(c.Criterion, part), owner
    elif isinstance(part, BaseModel):
        name = getattr(part, "id", None)
        inside = place if name is None else f"{place} {name}"
        for field in type(part).model_fields:
            yield from _found(f"{inside} {field}", getattr(part, field), part)
    elif isinstance(part, tuple):
        for item in part:
            yield from _found(place, item, owner)
