"""Checks the names that entries use for one another outside their criteria."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from pydantic import BaseModel

from desktop_app.content.names import EVERYTHING, Found, Known, Names, parts_of
from desktop_app.domain.assessment_content import (
    ConditionRule,
    ContradictionRule,
    OrderCode,
    Question,
    ReferralRule,
    RuleOrder,
    WorseningItem,
)
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.fact_names import CATEGORIES
from desktop_app.domain.guideline_content import Guideline, GuidelineDecision, GuidelinePosition
from desktop_app.domain.instrument_content import Instrument, InstrumentPart
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.medication_content import (
    AllergyKey,
    AmbiguousName,
    Condition,
    DailyDose,
    DictionaryEntry,
    DoseCapture,
    DoseSwitch,
    FailedAfter,
    LookAlike,
    MedicationRule,
    MedicationSelection,
    Medicine,
    MedicineTotals,
    NameChoice,
    OpioidFactor,
    SuggestionEntry,
)
from desktop_app.domain.provenance import Entry, Source, Standing
from desktop_app.domain.shared_decision_content import DecisionFigure, DecisionOption
from desktop_app.domain.therapy_content import (
    CareSelection,
    HandoutSection,
    HandoutSnippet,
    NearestCare,
    Therapy,
    TherapyRule,
    TierRule,
)
from desktop_app.domain.value_types import Location


def reference_problems(knowledge: KnowledgeBase, names: Names) -> Found:
    """Every name that leads nowhere, and every clinical entry without a source."""
    references = _References(knowledge, names)
    for location, part in parts_of(knowledge):
        yield from references.problems(location, part)
    yield from Known("a key of formulary_keys", frozenset(knowledge.formulary_keys)).unknown(
        ("medicines",), (medicine.id for medicine in knowledge.medicines)
    )
    yield from Known("a key of therapy_keys", frozenset(knowledge.therapy_keys)).unknown(
        ("therapies",), (therapy.id for therapy in knowledge.therapies)
    )


def is_field(path: str) -> bool:
    """Whether ``group.field`` exists in a consultation."""
    group, _, name = path.partition(".")
    part = Consultation.model_fields.get(group)
    fields = getattr(part.annotation, "model_fields", {}) if part is not None else {}
    return name in fields


_Fields: TypeAlias = dict[type[BaseModel], dict[str, Known]]
"""For each kind of entry the fields that name other entries, and what they may name."""


def _assessment_fields(names: Names) -> _Fields:
    return {
        Question: {"group": names.groups, "same_as": names.conditions},
        Condition: {"implies": names.conditions},
        ConditionRule: {"condition": names.conditions},
        OrderCode: {"in_pregnancy_instead": names.orders},
        RuleOrder: {"what": names.orders, "unless_ordered": names.orders},
        ReferralRule: {"to": names.services},
        WorseningItem: {"question": names.questions},
        Instrument: {"questions": names.questions, "licence_sources": names.sources},
        InstrumentPart: {"question": names.questions},
        Source: {"same_as": names.sources},
    }


def _medication_fields(names: Names) -> _Fields:
    targets = Known("a medicine or a group", names.medicines_and_groups.names | {EVERYTHING})
    return {
        AllergyKey: {"drug_classes": names.drug_classes, "ingredients": names.ingredients},
        DictionaryEntry: {"classes": names.drug_classes},
        AmbiguousName: {"assume": names.rows},
        NameChoice: {"row": names.rows},
        DoseSwitch: {"ingredient": names.rows, "counts_as": names.rows},
        DoseCapture: {"drug_classes": names.drug_classes, "ingredients": names.ingredients},
        LookAlike: {"names": names.drug_names},
        OpioidFactor: {"ingredient": names.ingredients},
        Medicine: {"ingredients": names.ingredients, "duplicate_ingredients": names.ingredients},
        MedicationRule: {"drugs": targets, "instead": names.medicines_and_groups},
        MedicationSelection: {
            "demote_groups": names.medicines_and_groups,
            "demote_below": names.medicines,
            "cns_active_classes": names.drug_classes,
        },
        MedicineTotals: {
            "summed_ingredient": names.ingredients,
            "maximum_of": names.medicines,
            "opioid_class": names.drug_classes,
            "alcohol_class": names.drug_classes,
            "oral_nsaids": names.medicines_and_groups,
        },
        DailyDose: {"drug": names.medicines},
        SuggestionEntry: {"drug": names.medicines},
        FailedAfter: {"group": targets},
    }


def _care_fields(names: Names) -> _Fields:
    therapies = Known("a therapy", names.therapies.names | {EVERYTHING})
    phases = Known("a duration class", frozenset(CATEGORIES["duration_class"]) - {"unknown"})
    treatments = names.medicines_and_groups.names | names.therapies.names
    states = Known("a phase of care", frozenset(CATEGORIES["state"]))
    return {
        Guideline: {"phases": phases},
        GuidelinePosition: {"guideline": names.guidelines, "source": names.sources, "phases": phases},
        GuidelineDecision: {"treatments": Known("a medicine, a group or a therapy", treatments)},
        Therapy: {"waiting_reason": names.reasons},
        NearestCare: {"therapies": names.therapies},
        CareSelection: {"basics": names.therapies},
        TherapyRule: {
            "therapies": therapies,
            "except_therapies": names.therapies,
            "reason_key": names.reasons,
        },
        TierRule: {"therapy": names.therapies, "states": states},
        DecisionOption: {"therapy": names.therapies, "medicines": names.medicines_and_groups},
        DecisionFigure: {"states": states},
        HandoutSection: {"gates": Known("a gate", frozenset(CATEGORIES["gate"]))},
        HandoutSnippet: {"section": names.sections, "says_text_of": names.therapies},
    }


class _References:
    def __init__(self, knowledge: KnowledgeBase, names: Names) -> None:
        self._names = names
        self._aliases = {source.id for source in knowledge.sources if source.same_as is not None}
        self._variants = {therapy.id: therapy.variants for therapy in knowledge.therapies}
        self._decisions: dict[str, str] = {}
        self._fields = {**_assessment_fields(names), **_medication_fields(names), **_care_fields(names)}
        self._special: dict[type[BaseModel], Callable[[Location, Any], Found]] = {
            Source: self._alias,
            TherapyRule: self._variant,
            HandoutSection: self._only_in_gate,
            ContradictionRule: self._question_or_field,
            GuidelineDecision: self._decided_once,
        }

    def problems(self, location: Location, part: BaseModel) -> Found:
        for field, known in self._fields.get(type(part), {}).items():
            value = getattr(part, field)
            if isinstance(value, tuple):
                yield from known.unknown((*location, field), value)
            elif value is not None:
                yield from known.unknown((*location, field), [str(value)])
        if (special := self._special.get(type(part))) is not None:
            yield from special(location, part)
        yield from self._provenance(location, part)

    def _provenance(self, location: Location, part: BaseModel) -> Found:
        yield from self._names.sources.unknown((*location, "sources"), getattr(part, "sources", ()))
        if self._names.seeds.names:
            yield from self._names.seeds.unknown((*location, "seeds"), getattr(part, "seeds", ()))
        if isinstance(part, Entry):
            stated = part.standing is Standing.LOCAL_CONVENTION and part.note is not None
            if not part.sources and not stated:
                yield (*location, "sources"), "names no source"

    def _alias(self, location: Location, source: Source) -> Found:
        """A plan looks an alias up once: it must lead to the id that is printed."""
        if source.same_as in self._aliases:
            yield (*location, "same_as"), f"{source.same_as} is itself the same as another source"

    def _variant(self, location: Location, rule: TherapyRule) -> Found:
        """A variant that no targeted therapy has would make the rule block nothing."""
        if rule.variant is not None:
            variants = {variant for therapy in rule.therapies for variant in self._variants.get(therapy, ())}
            known = Known("a variant of the therapies of this rule", frozenset(variants))
            yield from known.unknown((*location, "variant"), [rule.variant])

    def _question_or_field(self, location: Location, rule: ContradictionRule) -> Found:
        """A notice that leads nowhere could not be acted on."""
        place = (*location, "question")
        if "." not in rule.question:
            yield from self._names.questions.unknown(place, [rule.question])
        elif not is_field(rule.question):
            yield place, f"{rule.question} is not a field of a visit"

    def _decided_once(self, location: Location, decision: GuidelineDecision) -> Found:
        """A treatment under two decisions would have two answers to what guidelines say."""
        for treatment in decision.treatments:
            if (first := self._decisions.setdefault(treatment, decision.id)) != decision.id:
                yield (*location, "treatments"), f"{treatment} is decided by {first} already"

    def _only_in_gate(self, location: Location, section: HandoutSection) -> Found:
        for gate, snippets in section.only_in_gate.items():
            place = (*location, "only_in_gate", gate)
            yield from Known("a gate", frozenset(CATEGORIES["gate"])).unknown(place, [gate])
            yield from self._names.snippets.unknown(place, snippets)
