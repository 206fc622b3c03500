"""Checks what criteria name: it exists, has the right unit or value, and is known by the time the criterion is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pydantic import BaseModel

from desktop_app.content.names import Found, Known, Names, parts_of
from desktop_app.domain import criteria as c
from desktop_app.domain.decisions import TreatmentResult
from desktop_app.domain.fact_names import CATEGORIES, NUMBERS, STATEMENTS
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.value_types import Location, suggestion


class Stage(IntEnum):
    """When a criterion is read: the stages of ``engine.evaluate``, in their order."""

    RECORD = 0
    DEFINITIONS = 1
    TOTALS = 2
    TRIAGE = 3
    CONSEQUENCES = 4
    CLASSIFICATION = 5
    ORDERS = 6
    MEDICINES = 7
    THERAPIES = 8
    OUTCOME = 9


_STAGE_OF_SECTION = {
    "condition_rules": Stage.RECORD,
    "definitions": Stage.DEFINITIONS,
    "questions": Stage.TRIAGE,
    "triage_rules": Stage.TRIAGE,
    "consequences": Stage.CONSEQUENCES,
    "classifications": Stage.CLASSIFICATION,
    "sublevels": Stage.ORDERS,
    "imaging_rules": Stage.ORDERS,
    "referral_rules": Stage.ORDERS,
    "medicines": Stage.MEDICINES,
    "medication_rules": Stage.MEDICINES,
    "medication_selection": Stage.MEDICINES,
    "therapies": Stage.THERAPIES,
    "therapy_rules": Stage.THERAPIES,
    "tier_rules": Stage.THERAPIES,
}
_STAGE_OF_FIELD = {
    ("triage_rules", "closed_when"): Stage.TOTALS,
    ("triage_rules", "orders"): Stage.ORDERS,
    ("medication_selection", "gastroprotection_when"): Stage.TOTALS,
}
_KNOWN_FROM = {
    "mme_total": Stage.TOTALS,
    "acetaminophen_total": Stage.TOTALS,
    "acetaminophen_current": Stage.TOTALS,
    "acetaminophen_max": Stage.TOTALS,
    "triage_class": Stage.CONSEQUENCES,
    "gate": Stage.CLASSIFICATION,
    "classification": Stage.ORDERS,
    "imaging": Stage.MEDICINES,
    "gastroprotection_needed": Stage.TRIAGE,
    "any_order": Stage.MEDICINES,
    "any_referral": Stage.MEDICINES,
    "oral_nsaids_blocked": Stage.THERAPIES,
    "wanted_therapy_not_for_you": Stage.OUTCOME,
    "any_medicine_chosen": Stage.DEFINITIONS,
    "no_medicine_chosen": Stage.DEFINITIONS,
    "no_medicine_wanted": Stage.DEFINITIONS,
    "any_therapy_chosen": Stage.DEFINITIONS,
    "any_active_therapy_chosen": Stage.DEFINITIONS,
    "more_new_therapies_than_suggested": Stage.DEFINITIONS,
}
"""From which stage on a computed fact is known; every other one of ``fact_names`` is known from the start."""

_SEXES = ("female", "male")


def criteria_problems(knowledge: KnowledgeBase, names: Names) -> Found:
    """Every criterion that names something that does not exist, or that is not known yet."""
    check = _CriteriaCheck(knowledge, names)
    for location, part in parts_of(knowledge):
        if isinstance(part, tuple(c.KINDS.values())):
            yield from check.problems(location, part)
    yield from _circles(knowledge)
    yield from _late_conditions(knowledge)


class _CriteriaCheck:
    def __init__(self, knowledge: KnowledgeBase, names: Names) -> None:
        self._names = names
        self._therapy_rules = tuple(rule.id for rule in knowledge.therapy_rules)
        self._totalled = {
            index for index, medicine in enumerate(knowledge.medicines) if medicine.counts_all_products
        }
        self._named: dict[type[BaseModel], tuple[str, Known]] = {
            c.AnswerIs: ("answer", names.questions),
            c.HasCondition: ("condition", names.conditions),
            c.TakesDrugClass: ("drug_class", names.drug_classes),
            c.TakesDrug: ("drug", names.ingredients),
            c.HasAllergy: ("allergy", names.allergies),
            c.MedicineChosen: ("medicine_chosen", names.medicines_and_groups),
            c.TherapyIs: ("therapy", names.therapies),
            c.Tried: ("tried", names.treatments),
        }
        self._special: dict[type[BaseModel], Callable[[Location, Any, Stage], Found]] = {
            c.StoppedWithin: self._stopped,
            c.NumberTest: self._number,
            c.CategoryIn: self._category,
            c.Holds: self._holds,
            c.Fired: self._fired,
            c.MedicineChosen: self._chosen,
            c.TherapyIs: self._therapy,
            c.Tried: self._tried,
            c.AboutDrug: self._about_drug,
            c.SameIngredient: self._about_drug,
        }

    def problems(self, location: Location, part: BaseModel) -> Found:
        if (named := self._named.get(type(part))) is not None:
            field, known = named
            yield from known.unknown((*location, field), getattr(part, field))
        if (special := self._special.get(type(part))) is not None:
            yield from special(location, part, self._stage(location))

    def _stage(self, location: Location) -> Stage:
        section, *below = (str(part) for part in location)
        if section == "medicines" and "limits" in below and int(below[0]) in self._totalled:
            return Stage.DEFINITIONS  # the maximum over all products is found before triage
        for field in below[:2]:
            if (stage := _STAGE_OF_FIELD.get((section, field))) is not None:
                return stage
        return _STAGE_OF_SECTION.get(section, Stage.OUTCOME)

    def _stopped(self, location: Location, part: c.StoppedWithin, _: Stage) -> Found:
        yield from self._names.drug_classes.unknown((*location, "stopped_class"), [part.stopped_class])

    def _number(self, location: Location, part: c.NumberTest, stage: Stage) -> Found:
        fact = NUMBERS.get(part.number)
        if fact is None:
            yield (*location, "number"), f"{part.number} is not a number{suggestion(part.number, NUMBERS)}"
        elif fact.unit != part.unit:
            yield (*location, "unit"), f"{part.number} is kept in {fact.unit}, not in {part.unit}"
        else:
            yield from _too_early((*location, "number"), part.number, stage)

    def _category(self, location: Location, part: c.CategoryIn, stage: Stage) -> Found:
        values = CATEGORIES.get(part.category)
        if values is None:
            hint = suggestion(part.category, CATEGORIES)
            yield (*location, "category"), f"{part.category} is not a category{hint}"
        else:
            yield from Known(f"a value of {part.category}", frozenset(values)).unknown(
                (*location, "in"), part.in_
            )
            yield from _too_early((*location, "category"), part.category, stage)

    def _holds(self, location: Location, part: c.Holds, stage: Stage) -> Found:
        from_consequences = self._names.consequences.names
        computed = {*STATEMENTS, *_SEXES}
        known = Known("a statement", self._names.definitions.names | from_consequences | computed)
        yield from known.unknown((*location, "holds"), part.holds)
        for index, name in enumerate(part.holds):
            place = (*location, "holds", index)
            if name in computed:
                yield from _too_early(place, name, stage)
            elif name in from_consequences - self._names.definitions.names and stage < Stage.CONSEQUENCES:
                yield place, f"{name} is known only after triage"
            elif stage < Stage.DEFINITIONS:
                yield place, f"{name} is not known yet here"

    def _fired(self, location: Location, part: c.Fired, stage: Stage) -> Found:
        section, position = location[0], location[1]
        therapy_rules = self._therapy_rules if stage >= Stage.THERAPIES else ()
        if section == "therapy_rules" and isinstance(position, int):
            therapy_rules = self._therapy_rules[:position]
        visible = self._names.triage_rules.names if stage >= Stage.TRIAGE else frozenset()
        known = Known("a rule that is read before this one", visible | set(therapy_rules), coded=True)
        yield from known.unknown((*location, "fired"), part.fired)

    def _chosen(self, location: Location, _: c.MedicineChosen, stage: Stage) -> Found:
        if stage < Stage.DEFINITIONS:
            yield location, "asks for a choice that is not known yet here"

    def _therapy(self, location: Location, part: c.TherapyIs, stage: Stage) -> Found:
        needed = Stage.OUTCOME if part.status == "offered" else Stage.DEFINITIONS
        if stage < needed:
            yield (*location, "status"), f"asks for what is {part.status}, which is not known yet here"

    def _tried(self, location: Location, part: c.Tried, _: Stage) -> Found:
        results = Known("a result of treatment", frozenset(word.value for word in TreatmentResult))
        yield from results.unknown((*location, "result"), part.result)

    def _about_drug(self, location: Location, _: BaseModel, __: Stage) -> Found:
        if location[0] != "medication_rules" or "must_ask_when" in location:
            yield location, "is about one medicine: it has a meaning only in the when of a medication rule"


def _too_early(location: Location, name: str, stage: Stage) -> Found:
    if stage < _KNOWN_FROM.get(name, Stage.RECORD):
        yield location, f"{name} is not known yet here"


def _circles(knowledge: KnowledgeBase) -> Found:
    """Entries that are put in the order of their dependencies must have one."""
    for section in ("definitions", "triage_rules", "consequences"):
        entries = getattr(knowledge, section)
        index = {entry.id: position for position, entry in enumerate(entries)}
        graph = {entry.id: _depends_on(entry.when) & index.keys() for entry in entries}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            yield (section, index[circle[0]], "when"), f"depends on itself: {' needs '.join(circle)}"


def _depends_on(criterion: c.Criterion) -> set[str]:
    leaves = [part for part in c.walk(criterion) if isinstance(part, c.Fired | c.Holds)]
    return {name for part in leaves for name in (part.fired if isinstance(part, c.Fired) else part.holds)}


def _late_conditions(knowledge: KnowledgeBase) -> Found:
    """Condition rules are read one after another: none may build on what a later one says or implies."""
    implied = {item.key: item.implies for item in knowledge.conditions}
    same = {item.id: item.same_as for item in knowledge.questions if item.same_as is not None}
    rules = knowledge.condition_rules
    for position, rule in enumerate(rules):
        later = _with_implied((other.condition for other in rules[position + 1 :]), implied)
        read = _conditions_in(rule.when, same)
        for name in sorted(read & later - {rule.condition}):
            place = ("condition_rules", position, "when")
            yield place, f"{name} follows from a later rule: move that rule up"


def _with_implied(conditions: Iterable[str], implied: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = list(conditions)
    while waiting:
        condition = waiting.pop()
        if condition not in found:
            found.add(condition)
            waiting += implied.get(condition, ())
    return found


def _conditions_in(criterion: c.Criterion, same: Mapping[str, str]) -> set[str]:
    """The conditions that a criterion names, or asks for by a question that says the same."""
    found: set[str] = set()
    for part in c.walk(criterion):
        if isinstance(part, c.HasCondition):
            found.update(part.condition)
        elif isinstance(part, c.AnswerIs):
            found.update(same[question] for question in part.answer if question in same)
    return found
