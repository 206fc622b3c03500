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
from desktop_app.domain.medication_content import DefaultDoseFor, DoseLimit
from desktop_app.domain.therapy_content import HandoutSnippet, PlanRequirement
from desktop_app.engine import compiling
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Clause, Conditional
from desktop_app.engine.compiled_entries import (
    CompiledImagingRule,
    CompiledMedicine,
    CompiledTherapy,
    CompiledTriageRule,
    DoseRule,
    RuleCheck,
    SuggestionList,
    TherapyCheck,
)
from desktop_app.engine.compiling import ClauseMaker
from desktop_app.engine.conditions import ConditionContent
from desktop_app.engine.dose_ranges import default_rules, limit_rules
from desktop_app.engine.examination_rules import ExaminationRules
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import Values
from desktop_app.engine.guidelines import GuidelineNotes, guideline_notes
from desktop_app.engine.instruments import CompiledInstrument, compile_instruments
from desktop_app.engine.medicine_content import MedicineContent
from desktop_app.engine.ordering import dependency_order, names_held
from desktop_app.engine.sections import Deductions, Section
from desktop_app.engine.trials import TrialRules


@dataclass(frozen=True, slots=True)
class CompiledKnowledge:
    """Built once for each content version and shared by every evaluation; it holds no patient data.

    ``definitions``, ``triage_rules`` and ``consequences`` stand in an order in which each can be decided, and
    ``rule_checks`` and ``therapy_checks`` worst first; everything else stands in the order of the content.
    ``triage_orders`` are the triage rules that order something. ``unknown`` holds every fact that a list or a
    question tells, not told. ``asking_checks`` are the rule checks whose open facts may have to be asked for.
    ``therapy_rules_fired`` decides the therapy rules in the order of the content: a later one may name an earlier one.
    """

    knowledge: KnowledgeBase
    conditions: ConditionContent
    medicine_content: MedicineContent
    examination: ExaminationRules
    instruments: tuple[CompiledInstrument, ...]
    unknown: Values
    findings: dict[str, str]
    always_asked: frozenset[str]
    asked: Section[Conditional[Question]]
    mandatory: tuple[tuple[str, Clause], ...]
    definitions: Deductions
    triage_rules: tuple[CompiledTriageRule, ...]
    triage_orders: tuple[CompiledTriageRule, ...]
    triage_texts: dict[TriageClass, TriageClassText]
    consequences: Deductions
    classifications: tuple[Conditional[ClassificationRule], ...]
    sublevels: tuple[Conditional[Sublevel], ...]
    pathway: Section[Conditional[PathwayRow]]
    imaging_rules: Section[CompiledImagingRule]
    order_codes: dict[str, OrderCode]
    referral_rules: Section[Conditional[ReferralRule]]
    referral_labels: dict[str, str]
    follow_up_rules: Section[Conditional[FollowUpRule]]
    review_opens: Clause
    trials: TrialRules
    contradictions: Section[Conditional[ContradictionRule]]
    prompts: Section[Conditional[Prompt]]
    plan_requirements: Section[Conditional[PlanRequirement]]
    medicines: tuple[CompiledMedicine, ...]
    dose_limits: Section[DoseRule[DoseLimit]]
    default_doses: Section[DoseRule[DefaultDoseFor]]
    rule_checks: Section[RuleCheck]
    asking_checks: Section[RuleCheck]
    suggestion_lists: tuple[SuggestionList, ...]
    no_medication: Clause
    gastroprotection: Clause
    therapies: Section[CompiledTherapy]
    therapy_checks: tuple[TherapyCheck, ...]
    therapy_rules_fired: Deductions
    guideline_notes: GuidelineNotes
    handout: Section[Conditional[HandoutSnippet]]
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
    medicine_content = MedicineContent.of(knowledge)
    medicines = compiling.compile_medicines(knowledge, make)
    triage_rules = compiling.compile_triage(knowledge, make)
    rule_checks = compiling.compile_rule_checks(knowledge, make)
    therapy_checks = compiling.compile_therapy_checks(knowledge, make)
    return CompiledKnowledge(
        knowledge=knowledge,
        conditions=conditions,
        medicine_content=medicine_content,
        examination=ExaminationRules.of(knowledge),
        instruments=compile_instruments(knowledge),
        unknown=_all_unknown(knowledge, conditions, medicine_content),
        findings={question.id: question.finding for question in knowledge.questions},
        always_asked=frozenset(item.id for item in knowledge.questions if item.ask_when is None),
        asked=Section(
            make.section(
                [item for item in knowledge.questions if item.ask_when is not None],
                lambda item: item.ask_when,
            )
        ),
        mandatory=_mandatory(knowledge, make),
        definitions=_ordered(knowledge.definitions, make),
        triage_rules=triage_rules,
        triage_orders=tuple(sorted(item for item in triage_rules if item.orders)),
        triage_texts={text.id: text for text in knowledge.triage_classes},
        consequences=_ordered(knowledge.consequences, make),
        classifications=make.section(knowledge.classifications, lambda rule: rule.when),
        sublevels=make.section(knowledge.sublevels, lambda item: item.when),
        pathway=Section(make.section(knowledge.pathway, lambda row: row.when)),
        imaging_rules=Section(compiling.compile_imaging(knowledge, make)),
        order_codes={code.code: code for code in knowledge.order_codes},
        referral_rules=Section(make.section(knowledge.referral_rules, lambda rule: rule.when)),
        referral_labels={target.code: target.label for target in knowledge.referral_targets},
        follow_up_rules=Section(make.section(knowledge.follow_up_rules, lambda rule: rule.when)),
        review_opens=make.clause(knowledge.worsening_review.opens_when),
        trials=TrialRules.of(knowledge),
        contradictions=Section(make.section(knowledge.contradictions, lambda rule: rule.when)),
        prompts=Section(make.section(knowledge.prompts, lambda prompt: prompt.when)),
        plan_requirements=Section(make.section(knowledge.plan_requirements, lambda item: item.when)),
        medicines=medicines,
        dose_limits=Section(limit_rules(medicines)),
        default_doses=Section(default_rules(medicines)),
        rule_checks=Section(rule_checks),
        asking_checks=Section(check for check in rule_checks if check.must_ask is not None),
        suggestion_lists=compiling.compile_suggestions(knowledge, make),
        no_medication=make.clause(selection.no_medication_when),
        gastroprotection=make.clause(selection.gastroprotection_when),
        therapies=Section(compiling.compile_therapies(knowledge, make)),
        therapy_checks=compiling.worst_first(therapy_checks),
        therapy_rules_fired=Deductions((check.fired, check.when) for check in therapy_checks),
        guideline_notes=guideline_notes(knowledge),
        handout=Section(make.section(knowledge.handout_snippets, lambda snippet: snippet.when)),
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


def _ordered(definitions: tuple[Definition, ...], make: ClauseMaker) -> Deductions:
    return Deductions(
        (k.statement_key(definition.id), make.clause(definition.when))
        for _, definition in dependency_order(definitions, names_held)
    )
