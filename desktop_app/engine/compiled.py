"""A content version made ready for evaluation: criteria compiled, rules put in dependency order, lookups built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.domain.assessment_content import (
    ClassificationRule,
    ContradictionRule,
    Definition,
    FollowUpRule,
    OrderCode,
    PathwayRow,
    Prompt,
    Question,
    ReferralRule,
    Sublevel,
    TriageClass,
    TriageClassText,
)
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.therapy_content import PlanRequirement
from desktop_app.engine import compiling
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Clause, Conditional
from desktop_app.engine.compiled_entries import (
    CompiledImagingRule,
    CompiledMedicine,
    CompiledSection,
    CompiledTherapy,
    CompiledTriageRule,
    RuleCheck,
    SuggestionList,
    TherapyCheck,
)
from desktop_app.engine.compiling import ClauseMaker
from desktop_app.engine.conditions import ConditionContent
from desktop_app.engine.examination_rules import ExaminationRules
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import Values
from desktop_app.engine.medicine_content import MedicineContent
from desktop_app.engine.ordering import dependency_order, names_held


@dataclass(frozen=True, slots=True)
class CompiledKnowledge:
    """Built once for each content version and shared by every evaluation; it holds no patient data.

    ``definitions``, ``triage_rules`` and ``consequences`` stand in an order in which each can be decided, and
    ``rule_checks`` worst first; everything else stands in the order of the content. ``triage_orders`` are the triage
    rules that order something. ``unknown`` holds every fact that a list or a question tells, not told.
    """

    knowledge: KnowledgeBase
    conditions: ConditionContent
    medicine_content: MedicineContent
    examination: ExaminationRules
    unknown: Values
    always_asked: frozenset[str]
    asked: tuple[Conditional[Question], ...]
    mandatory: tuple[tuple[str, Clause], ...]
    definitions: tuple[Conditional[Definition], ...]
    triage_rules: tuple[CompiledTriageRule, ...]
    triage_orders: tuple[CompiledTriageRule, ...]
    triage_texts: dict[TriageClass, TriageClassText]
    consequences: tuple[Conditional[Definition], ...]
    classifications: tuple[Conditional[ClassificationRule], ...]
    sublevels: tuple[Conditional[Sublevel], ...]
    pathway: tuple[Conditional[PathwayRow], ...]
    imaging_rules: tuple[CompiledImagingRule, ...]
    order_codes: dict[str, OrderCode]
    referral_rules: tuple[Conditional[ReferralRule], ...]
    referral_labels: dict[str, str]
    follow_up_rules: tuple[Conditional[FollowUpRule], ...]
    review_opens: Clause
    contradictions: tuple[Conditional[ContradictionRule], ...]
    prompts: tuple[Conditional[Prompt], ...]
    plan_requirements: tuple[Conditional[PlanRequirement], ...]
    medicines: tuple[CompiledMedicine, ...]
    rule_checks: tuple[RuleCheck, ...]
    suggestion_lists: tuple[SuggestionList, ...]
    no_medication: Clause
    gastroprotection: Clause
    therapies: tuple[CompiledTherapy, ...]
    therapy_checks: tuple[TherapyCheck, ...]
    handout: tuple[CompiledSection, ...]
    nothing_chosen: dict[str, bool]


def compile_knowledge(knowledge: KnowledgeBase) -> CompiledKnowledge:
    """Compile every criterion of the content once.

    Raises ``ValueError`` where triage rules, definitions or consequences depend on each other in a circle.
    """
    make = ClauseMaker(Wording.of(knowledge))
    selection = knowledge.medication_selection
    conditions = ConditionContent.of(
        knowledge, make.section(knowledge.condition_rules, lambda rule: rule.when)
    )
    medicines = MedicineContent.of(knowledge)
    triage_rules = compiling.compile_triage(knowledge, make)
    return CompiledKnowledge(
        knowledge=knowledge,
        conditions=conditions,
        medicine_content=medicines,
        examination=ExaminationRules.of(knowledge),
        unknown=_all_unknown(knowledge, conditions, medicines),
        always_asked=frozenset(item.id for item in knowledge.questions if item.ask_when is None),
        asked=make.section(
            [item for item in knowledge.questions if item.ask_when is not None], lambda item: item.ask_when
        ),
        mandatory=_mandatory(knowledge, make),
        definitions=_ordered(knowledge.definitions, make),
        triage_rules=triage_rules,
        triage_orders=tuple(sorted(item for item in triage_rules if item.orders)),
        triage_texts={text.id: text for text in knowledge.triage_classes},
        consequences=_ordered(knowledge.consequences, make),
        classifications=make.section(knowledge.classifications, lambda rule: rule.when),
        sublevels=make.section(knowledge.sublevels, lambda item: item.when),
        pathway=make.section(knowledge.pathway, lambda row: row.when),
        imaging_rules=compiling.compile_imaging(knowledge, make),
        order_codes={code.code: code for code in knowledge.order_codes},
        referral_rules=make.section(knowledge.referral_rules, lambda rule: rule.when),
        referral_labels={target.code: target.label for target in knowledge.referral_targets},
        follow_up_rules=make.section(knowledge.follow_up_rules, lambda rule: rule.when),
        review_opens=make.clause(knowledge.worsening_review.opens_when),
        contradictions=make.section(knowledge.contradictions, lambda rule: rule.when),
        prompts=make.section(knowledge.prompts, lambda prompt: prompt.when),
        plan_requirements=make.section(knowledge.plan_requirements, lambda item: item.when),
        medicines=compiling.compile_medicines(knowledge, make),
        rule_checks=compiling.compile_rule_checks(knowledge, make),
        suggestion_lists=compiling.compile_suggestions(knowledge, make),
        no_medication=make.clause(selection.no_medication_when),
        gastroprotection=make.clause(selection.gastroprotection_when),
        therapies=compiling.compile_therapies(knowledge, make),
        therapy_checks=compiling.compile_therapy_checks(knowledge, make),
        handout=compiling.compile_handout(knowledge, make),
        nothing_chosen=dict.fromkeys(_choices(knowledge), False),
    )


def _all_unknown(
    knowledge: KnowledgeBase, conditions: ConditionContent, medicines: MedicineContent
) -> Values:
    """What a visit starts from: everything that could be answered or recorded, and nothing of it known."""
    questions = [question.id for question in knowledge.questions]
    return Values(
        dict.fromkeys([*questions, *conditions.keys, *medicines.no_medicines, *medicines.no_allergies])
    )


def _mandatory(knowledge: KnowledgeBase, make: ClauseMaker) -> tuple[tuple[str, Clause], ...]:
    """The questions that some patients must be asked, and when."""
    return tuple(
        (item.id, make.clause(item.mandatory_when))
        for item in knowledge.questions
        if item.mandatory_when is not None
    )


def _choices(knowledge: KnowledgeBase) -> Iterator[str]:
    """The facts about what may be chosen."""
    for medicine in knowledge.medicines:
        yield from map(k.chosen_key, (medicine.id, *medicine.groups))
    for therapy in knowledge.therapies:
        yield k.therapy_key(therapy.id, "chosen")


def _ordered(definitions: tuple[Definition, ...], make: ClauseMaker) -> tuple[Conditional[Definition], ...]:
    in_order = [definition for _, definition in dependency_order(definitions, names_held)]
    return make.section(in_order, lambda definition: definition.when)
