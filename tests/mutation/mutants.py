"""Content with one deliberate error: a rule deleted, a threshold moved, a border flipped, a severity lowered.

Every number, comparison, severity and triage class of the sections below is changed in turn, wherever it stands in
an entry, so that a new field is covered without a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from desktop_app.domain import criteria as c
from desktop_app.domain.assessment_content import Definition, TriageClass
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.medication_content import (
    DailyDose,
    DefaultDoseFor,
    DoseLimit,
    FailedAfter,
    Severity,
    SuggestionContext,
    SuggestionEntry,
)
from desktop_app.domain.therapy_content import PhaseTiers

SECTIONS: Final = (
    "definitions",
    "condition_rules",
    "triage_rules",
    "consequences",
    "classifications",
    "sublevels",
    "pathway",
    "imaging_rules",
    "referral_rules",
    "follow_up_rules",
    "contradictions",
    "instruments",
    "medicines",
    "medication_rules",
    "medication_selection",
    "medicine_totals",
    "trial_review",
    "care_selection",
    "dose_switches",
    "opioid_factors",
    "therapies",
    "therapy_rules",
    "tier_rules",
    "prompts",
    "plan_requirements",
)
NEVER: Final = c.Not(not_=c.Always(always=True))

_BORDERS: Final = {"gt": "ge", "ge": "gt", "lt": "le", "le": "lt"}
_TAKEN_OUT: Final = (DoseLimit, DefaultDoseFor, DailyDose, FailedAfter, SuggestionContext, SuggestionEntry)
_TIERS: Final = ["N", "H", "3", "2", "1"]
_TIER_FIELDS: Final = {*PhaseTiers.model_fields, "tier"}
_NOT_CLINICAL: Final = {"rank"}
"""The order of therapies of one tier is a matter of display."""
_CLASSES: Final = sorted((item for item in TriageClass if item.rank >= 0), key=lambda item: item.rank)
_SEVERITIES: Final = [severity.word for severity in Severity if severity is not Severity.NONE]

_Change = tuple[str, str, object]
"""The kind of error, where it is and what it is, and the changed value."""


class Mutant(NamedTuple):
    """One error: its kind, the entry it is in, what was changed, and the whole content with it."""

    kind: str
    section: str
    entry: str
    change: str
    content: Callable[[], KnowledgeBase]

    @property
    def name(self) -> str:
        return f"{self.section} {self.entry}: {self.change}"


def mutants(knowledge: KnowledgeBase) -> Iterator[Mutant]:
    """Every mutant of the content, in the order of its sections."""
    for section in SECTIONS:
        entries = getattr(knowledge, section)
        single = isinstance(entries, BaseModel)
        for place, entry in enumerate((entries,) if single else entries):
            for kind, change, changed in _errors_of(entry, single=single):
                replaced = () if changed is None else (changed,)
                value = changed if single else (*entries[:place], *replaced, *entries[place + 1 :])
                yield Mutant(kind, section, _name(entry, section), change, _with(knowledge, section, value))


def _errors_of(entry: BaseModel, *, single: bool) -> Iterator[_Change]:
    """A definition that is left out would leave its name open; one that never holds says the same more plainly."""
    if isinstance(entry, Definition):
        yield "deleted", "deleted", entry.model_copy(update={"when": NEVER})
    elif not single:
        yield "deleted", "deleted", None
    yield from _changes_in(entry)


def _with(knowledge: KnowledgeBase, section: str, value: object) -> Callable[[], KnowledgeBase]:
    return lambda: knowledge.model_copy(update={section: value})


def _name(entry: BaseModel, section: str) -> str:
    """Its key; the section for a single entry without one."""
    keys = (str(getattr(entry, field)) for field in ("id", "ingredient", "key") if hasattr(entry, field))
    return next(keys, section)


def _changes_in(node: BaseModel) -> Iterator[_Change]:
    if isinstance(node, c.NumberTest):
        yield from _flipped(node)
    for field in type(node).model_fields:
        if field not in _NOT_CLINICAL:
            for kind, path, value in _changed(field, getattr(node, field)):
                if _is_valid(node, field, value):
                    yield kind, _place(node, field, path), node.model_copy(update={field: value})


def _is_valid(node: BaseModel, field: str, value: object) -> bool:
    """No content holds what its type refuses, such as a dose of 0 mg; only a number can be moved so far."""
    if value != 0:
        return True
    try:
        TypeAdapter(type(node).model_fields[field].rebuild_annotation()).validate_python(value)
    except ValidationError:
        return False
    return True


def _place(node: BaseModel, field: str, path: str) -> str:
    if isinstance(node, c.NumberTest):
        return f"{node.number} {field}{path}"
    inside = isinstance(node, c.All | c.AnyOf | c.AtLeast) and path.startswith("[")
    return path if inside else f"{field}{path}"


def _changed(field: str, value: object) -> Iterator[_Change]:
    """The errors that a value can hold; ``field`` tells a severity from any other word."""
    if isinstance(value, TriageClass):
        yield from _lowered("triage class", _CLASSES, value)
    elif field in _TIER_FIELDS:
        yield from _lowered("tier", _TIERS, value)
    elif field == "severity":
        yield from _lowered("severity", _SEVERITIES, value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _moved(value)
    elif isinstance(value, BaseModel):
        yield from ((kind, f".{path}", changed) for kind, path, changed in _changes_in(value))
    elif isinstance(value, tuple):
        yield from _changed_items(value)


def _changed_items(items: tuple[object, ...]) -> Iterator[_Change]:
    for place, item in enumerate(items):
        before, after = items[:place], items[place + 1 :]
        if isinstance(item, _TAKEN_OUT):
            yield "deleted", f"[{place}] deleted", (*before, *after)
        if isinstance(item, BaseModel):
            for kind, path, changed in _changes_in(item):
                yield kind, f"[{place}].{path}", (*before, changed, *after)


def _lowered(kind: str, ladder: list[TriageClass] | list[str], value: object) -> Iterator[_Change]:
    words: list[object] = list(ladder)
    place = words.index(value)
    if place:
        yield kind, f" {value} -> {words[place - 1]}", words[place - 1]


def _moved(value: float) -> Iterator[_Change]:
    """One unit up and down. Zero is never moved: it says that nothing is asked for, or that something is due today."""
    for moved in (value - 1, value + 1):
        if value and moved >= 0:
            yield "threshold", f" {value:g} -> {moved:g}", moved


def _flipped(node: c.NumberTest) -> Iterator[_Change]:
    for border, other in _BORDERS.items():
        limit = getattr(node, border)
        if limit is not None:
            changed = node.model_copy(update={border: None, other: limit})
            yield "border", f"{node.number} {border} {limit:g} -> {other} {limit:g}", changed
