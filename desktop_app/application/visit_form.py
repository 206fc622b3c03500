"""The texts that the screens show, taken from the content once. Screens know these, never the rules.

Everything is frozen and in the order of the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from desktop_app.application.basis import Basis, SourceView, basis_of
from desktop_app.application.examination_form import ExaminationForm, examination_form
from desktop_app.application.guideline_view import Guidelines
from desktop_app.application.medicine_search import NameFinder, allergy_finder, medicine_finder
from desktop_app.application.patient_view import SharedDecision
from desktop_app.application.rule_paths import rule_paths
from desktop_app.domain.assessment_content import Question, QuestionGroup
from desktop_app.domain.instrument_content import Instrument
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.medication_content import Condition, Medicine
from desktop_app.domain.provenance import ContentStamp
from desktop_app.domain.therapy_content import Therapy
from desktop_app.engine.drug_names import DrugDictionary

COPING_GROUPS: Final = frozenset({"psychosocial"})
WORSENING_GROUPS: Final = frozenset({"worsening"})
LARGEST_GROUP_ANSWERED_TOGETHER: Final = 5


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A coded question. ``finding`` is its *yes* in words; ``action`` what a *yes* of the worsening review leads to."""

    id: str
    ask: str
    finding: str
    why: str | None
    emergency: bool
    basis: Basis
    action: str | None = None

    @property
    def path(self) -> str:
        return f"answers.{self.id}"


@dataclass(frozen=True, slots=True)
class QuestionGroupView:
    """Questions that look for the same harm."""

    id: str
    title: str
    emergency: bool
    items: tuple[QuestionView, ...]

    def may_be_answered_together(self, shown: int) -> bool:
        """Only a few questions, all of them in sight, and never those that look for an emergency."""
        return not self.emergency and shown <= LARGEST_GROUP_ANSWERED_TOGETHER


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition of the list; ``asked_as`` is the question that already asks for it."""

    key: str
    label: str
    group: str
    definition: str | None
    asked_as: str | None

    @property
    def path(self) -> str:
        return f"conditions.{self.key}"


@dataclass(frozen=True, slots=True)
class MedicineView:
    """A medicine of the formulary; doses for this patient are in the evaluation."""

    id: str
    name: str
    drug_class: str
    role: str
    form: str | None
    purpose: str | None
    dose_text: str | None
    monitoring: tuple[str, ...]
    counselling: tuple[str, ...]
    first_choice_note: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class TherapyView:
    """A nonpharmacologic option with the certainty of its evidence."""

    id: str
    name: str
    kind: str
    summary: str
    effect: str | None
    certainty: str | None
    dose: str | None
    provider: str | None
    cost: str | None
    variants: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """A measuring instrument with its provenance."""

    content: Instrument
    basis: Basis


@dataclass(frozen=True, slots=True)
class VisitForm:
    """Everything that the steps of a visit show besides the patient's own data."""

    title: str
    disclaimer: str
    stamp: ContentStamp
    red_flag_groups: tuple[QuestionGroupView, ...]
    coping_groups: tuple[QuestionGroupView, ...]
    examination: ExaminationForm
    worsening_items: tuple[QuestionView, ...]
    worsening_first_step: str
    new_episode_question: str
    new_episode_note: str
    instruments: tuple[InstrumentView, ...]
    conditions: tuple[ConditionView, ...]
    medicines: tuple[MedicineView, ...]
    therapies: tuple[TherapyView, ...]
    guidelines: Guidelines
    shared_decision: SharedDecision
    care_prompts: frozenset[str]
    order_labels: Mapping[str, str]
    referral_labels: Mapping[str, str]
    override_reasons: tuple[tuple[str, str], ...]
    drug_class_labels: Mapping[str, str]
    medicine_names: NameFinder
    allergy_names: NameFinder
    emergency_override_reasons: tuple[tuple[str, str], ...]
    rule_paths: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, SourceView]

    @property
    def question_labels(self) -> dict[str, str]:
        """The finding of each question by its id, to name an open question in few words."""
        groups = (*self.red_flag_groups, *self.coping_groups)
        items = (*(item for group in groups for item in group.items), *self.worsening_items)
        return {item.id: item.finding for item in items}

    def emergency_reason_label(self, code: str) -> str:
        """A reason for not following the emergency advice, in words."""
        return dict(self.emergency_override_reasons).get(code, code)


def visit_form(knowledge: KnowledgeBase) -> VisitForm:
    """The texts of one content version."""
    sources = {
        source.id: SourceView(source.id, source.citation, source.standing.value)
        for source in knowledge.sources
    }
    actions = {item.question: item.action for item in knowledge.worsening_review.items}
    questions = [
        _question(question, knowledge.question_groups, actions, sources) for question in knowledge.questions
    ]
    groups = _groups(knowledge, questions)
    dictionary = DrugDictionary(knowledge.drug_dictionary, knowledge.ambiguous_names)
    named = (dictionary, knowledge.drug_classes, knowledge.look_alikes)
    return VisitForm(
        title=knowledge.about.title,
        disclaimer=knowledge.about.disclaimer,
        stamp=knowledge.stamp,
        red_flag_groups=tuple(item for item in groups if item.id not in COPING_GROUPS | WORSENING_GROUPS),
        coping_groups=tuple(item for item in groups if item.id in COPING_GROUPS),
        examination=examination_form(knowledge, sources),
        worsening_items=tuple(
            item for group in groups if group.id in WORSENING_GROUPS for item in group.items
        ),
        worsening_first_step=knowledge.worsening_review.first_step,
        new_episode_question=knowledge.trial_review.new_episode_question,
        new_episode_note=knowledge.trial_review.new_episode_note,
        instruments=tuple(InstrumentView(item, basis_of(item, sources)) for item in knowledge.instruments),
        conditions=_conditions(knowledge.conditions, knowledge.questions),
        medicines=tuple(_medicine(item, sources) for item in knowledge.medicines),
        therapies=tuple(_therapy(item, sources) for item in knowledge.therapies),
        guidelines=Guidelines.of(knowledge),
        shared_decision=SharedDecision.of(knowledge),
        care_prompts=frozenset(item.id for item in knowledge.prompts if item.about == "care"),
        order_labels=MappingProxyType({item.code: item.label for item in knowledge.order_codes}),
        referral_labels=MappingProxyType({item.code: item.label for item in knowledge.referral_targets}),
        override_reasons=tuple((item.code, item.label) for item in knowledge.override_reasons),
        drug_class_labels=MappingProxyType({item.key: item.label for item in knowledge.drug_classes}),
        medicine_names=medicine_finder(*named),
        allergy_names=allergy_finder(*named, knowledge.allergy_keys),
        emergency_override_reasons=tuple(
            (item.code, item.label) for item in knowledge.emergency_override_reasons
        ),
        rule_paths=rule_paths(knowledge),
        sources=MappingProxyType(sources),
    )


def _question(
    question: Question,
    groups: Iterable[QuestionGroup],
    actions: Mapping[str, str],
    sources: Mapping[str, SourceView],
) -> QuestionView:
    return QuestionView(
        id=question.id,
        ask=question.ask,
        finding=question.finding,
        why=question.why,
        emergency=any(group.id == question.group and group.emergency for group in groups),
        basis=basis_of(question, sources),
        action=actions.get(question.id),
    )


def _groups(knowledge: KnowledgeBase, questions: list[QuestionView]) -> list[QuestionGroupView]:
    """The groups with their questions, those that look for an emergency first."""
    belongs = {question.id: question.group for question in knowledge.questions}
    groups = [
        QuestionGroupView(
            group.id,
            group.title,
            group.emergency,
            tuple(question for question in questions if belongs[question.id] == group.id),
        )
        for group in knowledge.question_groups
    ]
    return sorted(groups, key=lambda group: not group.emergency)


def _conditions(conditions: Iterable[Condition], questions: Iterable[Question]) -> tuple[ConditionView, ...]:
    asked = {question.same_as: question.id for question in questions if question.same_as is not None}
    return tuple(
        ConditionView(item.key, item.label, item.group, item.definition, asked.get(item.key))
        for item in conditions
    )


def _medicine(medicine: Medicine, sources: Mapping[str, SourceView]) -> MedicineView:
    return MedicineView(
        id=medicine.id,
        name=medicine.name.en,
        drug_class=medicine.drug_class,
        role=medicine.role,
        form=None if medicine.form is None else medicine.form.en,
        purpose=None if medicine.purpose is None else medicine.purpose.en,
        dose_text=None if medicine.dose_text is None else medicine.dose_text.en,
        monitoring=medicine.monitoring,
        counselling=medicine.counselling,
        first_choice_note=medicine.first_choice_note,
        basis=basis_of(medicine, sources),
    )


def _therapy(therapy: Therapy, sources: Mapping[str, SourceView]) -> TherapyView:
    return TherapyView(
        id=therapy.id,
        name=therapy.label,
        kind=therapy.kind,
        summary=therapy.summary,
        effect=therapy.effect,
        certainty=therapy.certainty,
        dose=therapy.dose,
        provider=therapy.provider,
        cost=therapy.cost,
        variants=therapy.variants,
        basis=basis_of(therapy, sources),
    )
