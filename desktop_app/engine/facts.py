"""The facts of one consultation under the keys that compiled criteria read.

A key that is missing, or holds ``None``, is unknown. Truth values are ``True``/``False``, numbers ``float``/``int``,
categories ``str``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class Values(dict[str, Any]):
    """Facts by key. What is missing reads as ``None``, unknown, so that a compiled test is one look-up.

    Each key has one kind of value (see above); the stages that write them are the only ones to know it.
    """

    __slots__ = ()

    def __missing__(self, key: str) -> None:
        return None


TRIED = "tried"
"""Key of the tuple of ``TriedTreatment`` of this episode."""


def condition_key(condition: str) -> str:
    return f"condition:{condition}"


def class_key(drug_class: str) -> str:
    return f"class:{drug_class}"


def drug_key(ingredient: str) -> str:
    return f"drug:{ingredient}"


def stopped_key(drug_class: str) -> str:
    """Days since a medicine of this class was stopped; ``False`` where the list is reviewed and none was."""
    return f"stopped:{drug_class}"


def allergy_key(allergy: str) -> str:
    return f"allergy:{allergy}"


def number_key(number: str) -> str:
    return f"number:{number}"


def category_key(category: str) -> str:
    return f"category:{category}"


def statement_key(statement: str) -> str:
    return f"holds:{statement}"


def fired_key(rule: str) -> str:
    return f"fired:{rule}"


def chosen_key(medicine_or_group: str) -> str:
    return f"chosen:{medicine_or_group}"


def therapy_key(therapy: str, status: str) -> str:
    return f"therapy:{therapy}:{status}"


def same_ingredient_key(kind: str, drug: str) -> str:
    return f"same_ingredient:{kind}:{drug}"


def this_drug_key(fact: str, drug: str) -> str:
    return f"this_drug:{fact}:{drug}"


@dataclass(frozen=True, slots=True)
class TriedTreatment:
    """A treatment of this episode and what it brought."""

    treatment: str
    weeks: float | None
    result: str | None


@dataclass(slots=True)
class Facts:
    """Facts by key, with what an explanation needs to name their cause.

    The engine fills it stage by stage and discards it at the end of one evaluation. ``causes`` holds, for a fact
    about current medicines or allergies, the entries as they were written, and for a deficit where it was found.
    """

    values: Values = field(default_factory=Values)
    causes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def tried(self) -> tuple[TriedTreatment, ...]:
        """Treatments of this episode so far."""
        return self.values[TRIED] or ()
