"""The criteria language: a small closed set of typed tests on what is known about a consultation.

A criterion is data, never code. Content authors write it in YAML, one key naming the kind::

    when:
      any:
        - {answer: [RF-C1, RF-C2]}
        - all: [{number: age, ge: 60, unit: years}, {answer: RF-M2}]

Evaluation is three-valued (Kleene): true, false or unknown. A question answered ``not_assessed`` and one not
answered are both unknown, and unknown never becomes false by itself. ``not_shown`` is the one deliberate
exception: it reads "as long as this has not been shown", and holds while its criterion is false *or unknown*.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Tag, model_validator


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
"""One id or a list of ids; the criterion holds where *any* of them does."""


class _Node(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def children(self) -> tuple[Criterion, ...]:
        return ()


class All(_Node):
    """Every part holds."""

    all: tuple[Criterion, ...]

    def children(self) -> tuple[Criterion, ...]:
        return self.all


class AnyOf(_Node):
    """At least one part holds."""

    any: tuple[Criterion, ...]

    def children(self) -> tuple[Criterion, ...]:
        return self.any


class AtLeast(_Node):
    """At least ``at_least`` of the parts ``of`` hold; unknown while the open parts could still decide."""

    at_least: int
    of: tuple[Criterion, ...]

    def children(self) -> tuple[Criterion, ...]:
        return self.of

    @model_validator(mode="after")
    def _count_is_reachable(self) -> AtLeast:
        if not 1 <= self.at_least <= len(self.of):
            raise ValueError(f"at_least is {self.at_least} but there are {len(self.of)} parts")
        return self


class Not(_Node):
    """Kleene negation: unknown stays unknown."""

    not_: Criterion

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=True,
        alias_generator=lambda name: name.rstrip("_"),
    )

    def children(self) -> tuple[Criterion, ...]:
        return (self.not_,)


class NotShown(_Node):
    """The part has not been shown: it is false or unknown."""

    not_shown: Criterion

    def children(self) -> tuple[Criterion, ...]:
        return (self.not_shown,)


class AnswerIs(_Node):
    """A coded question has this answer (any of several questions, for ``yes``)."""

    answer: Names
    is_: Literal["yes", "no"] = "yes"

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=True,
        alias_generator=lambda name: name.rstrip("_"),
    )


class HasCondition(_Node):
    """The patient has any of these conditions, by record."""

    condition: Names


class TakesDrugClass(_Node):
    """A current medicine belongs to any of these classes of the drug dictionary."""

    drug_class: Names


class TakesDrug(_Node):
    """A current medicine holds any of these ingredients."""

    drug: Names


class StoppedWithin(_Node):
    """A medicine of this class was stopped ``days`` days ago or less."""

    stopped_class: str
    days: int


class HasAllergy(_Node):
    """An allergy that maps to any of these allergy keys is recorded."""

    allergy: Names


class SameIngredient(_Node):
    """About the medicine under test: its ingredient is already taken by the same kind of route, or is an allergy."""

    same_ingredient: Literal["current", "allergy"]


class AboutDrug(_Node):
    """A computed fact about the medicine under test, such as its total with what is already taken."""

    this_drug: Literal["acetaminophen_over_maximum", "cns_active_at_least_3"]


class NumberTest(_Node):
    """A number lies within the given bounds. ``unit`` must be the unit in which the number is kept."""

    number: str
    unit: str
    gt: float | None = None
    ge: float | None = None
    lt: float | None = None
    le: float | None = None

    @model_validator(mode="after")
    def _has_a_bound(self) -> NumberTest:
        if self.gt is self.ge is self.lt is self.le is None:
            raise ValueError("a number needs at least one of gt, ge, lt, le")
        return self


class CategoryIn(_Node):
    """A category has one of these values."""

    category: str
    in_: Names

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=True,
        alias_generator=lambda name: name.rstrip("_"),
    )


class Holds(_Node):
    """Any of these defined or computed statements holds (``AGE50``, ``radicular``, ``hold``)."""

    holds: Names


class Fired(_Node):
    """Any of these rules has fired (triage, medicine or therapy rules)."""

    fired: Names


class MedicineChosen(_Node):
    """A medicine with any of these keys or groups was chosen in this visit."""

    medicine_chosen: Names


class TherapyIs(_Node):
    """Any of these therapies is ``offered``, or was ``chosen`` in this visit."""

    therapy: Names
    status: Literal["offered", "chosen"]


class Tried(_Node):
    """Any of these treatments was tried for at least ``weeks`` weeks with one of these results."""

    tried: Names
    weeks: float = 0
    result: Names = ()


class Always(_Node):
    """Holds for every patient."""

    always: Literal[True]


KINDS: dict[str, type[_Node]] = {
    "all": All,
    "any": AnyOf,
    "at_least": AtLeast,
    "not": Not,
    "not_shown": NotShown,
    "answer": AnswerIs,
    "condition": HasCondition,
    "drug_class": TakesDrugClass,
    "drug": TakesDrug,
    "stopped_class": StoppedWithin,
    "allergy": HasAllergy,
    "same_ingredient": SameIngredient,
    "this_drug": AboutDrug,
    "number": NumberTest,
    "category": CategoryIn,
    "holds": Holds,
    "fired": Fired,
    "medicine_chosen": MedicineChosen,
    "therapy": TherapyIs,
    "tried": Tried,
    "always": Always,
}
"""Every kind of criterion by the key that names it. Closed: a solver can enumerate it, the loader refuses the rest."""

_NAMES_BY_CLASS = {kind: name for name, kind in KINDS.items()}


def _kind(value: Any) -> str | None:
    if isinstance(value, _Node):
        return _NAMES_BY_CLASS[type(value)]
    if isinstance(value, dict):
        return next((name for name in KINDS if name in value), None)
    return None


Criterion = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[AtLeast, Tag("at_least")]
    | Annotated[Not, Tag("not")]
    | Annotated[NotShown, Tag("not_shown")]
    | Annotated[AnswerIs, Tag("answer")]
    | Annotated[HasCondition, Tag("condition")]
    | Annotated[TakesDrugClass, Tag("drug_class")]
    | Annotated[TakesDrug, Tag("drug")]
    | Annotated[StoppedWithin, Tag("stopped_class")]
    | Annotated[HasAllergy, Tag("allergy")]
    | Annotated[SameIngredient, Tag("same_ingredient")]
    | Annotated[AboutDrug, Tag("this_drug")]
    | Annotated[NumberTest, Tag("number")]
    | Annotated[CategoryIn, Tag("category")]
    | Annotated[Holds, Tag("holds")]
    | Annotated[Fired, Tag("fired")]
    | Annotated[MedicineChosen, Tag("medicine_chosen")]
    | Annotated[TherapyIs, Tag("therapy")]
    | Annotated[Tried, Tag("tried")]
    | Annotated[Always, Tag("always")],
    Discriminator(
        _kind,
        custom_error_type="criterion_kind",
        custom_error_message="is not a criterion: it needs one of " + ", ".join(KINDS),
    ),
]

for _model in (All, AnyOf, AtLeast, Not, NotShown):
    _model.model_rebuild()


def walk(criterion: Criterion) -> Iterator[Criterion]:
    """Yield the criterion and every part of it, outermost first."""
    yield criterion
    for part in criterion.children():
        yield from walk(part)
