"""From a consultation in an emergency to the sheet that is handed over, whatever else is missing or blocked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import Labelled, PlanContext, PlanOverride
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import ALL_ORDERS
from desktop_app.domain.emergency_sheet import (
    EmergencySheet,
    SheetFinding,
    SheetMedicine,
    SheetRequest,
    SheetTarget,
)
from desktop_app.domain.evaluation import Evaluation, FiredRule, Order
from desktop_app.domain.examination import Examination
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.orders import printed_id
from desktop_app.engine.plain_dates import clinician_date
from desktop_app.engine.plan_care import due_date
from desktop_app.engine.plan_examination import examination_lines
from desktop_app.engine.plan_facts import NOT_RECORDED, duration_text, kidney_facts, pregnancy_text
from desktop_app.engine.plan_fields import HandoutInputs
from desktop_app.engine.plan_handout import said_first
from desktop_app.engine.plan_medicines import chosen_medicines
from desktop_app.engine.plan_record import (
    STATE_WORDS,
    allergies,
    current_medicines,
    open_items,
    unchecked_medicines,
)


def compose_emergency_sheet(
    consultation: Consultation, evaluation: Evaluation, compiled: CompiledKnowledge, context: PlanContext
) -> EmergencySheet:
    """The sheet as printed at ``context.created_at``. Total for every emergency, also one that may not be signed.

    Raises ``ValueError`` where there is no emergency.
    """
    rules = _emergency_rules(evaluation)
    if not rules:
        raise ValueError("there is no emergency in this consultation")
    knowledge, today = compiled.knowledge, context.created_at.date()
    chosen = chosen_medicines(consultation, evaluation, compiled)
    inputs = HandoutInputs(consultation, evaluation, compiled, context, chosen, "en")
    return EmergencySheet(
        context=context,
        content=evaluation.content,
        disclaimer=knowledge.about.disclaimer,
        visit_date=consultation.visit_date,
        patient=consultation.patient,
        age=evaluation.computed.age,
        meaning=evaluation.triage.meaning,
        targets=tuple(_targets(evaluation)),
        findings=tuple(map(_finding, rules)),
        course=_labelled(_course(consultation, evaluation)),
        examination=tuple(_examination(consultation.exam)),
        actions=_actions(rules, today),
        tests=tuple(_tests(consultation, evaluation, rules, today)),
        hold=evaluation.hold,
        tell_patient=said_first(inputs),
        medicines=tuple(_medicines(consultation, evaluation, knowledge)),
        unchecked_medicines=unchecked_medicines(evaluation),
        allergies=allergies(consultation, evaluation),
        key_facts=_labelled(_key_facts(consultation, evaluation)),
        not_asked=tuple(_not_asked(consultation, evaluation, compiled)),
        override=plan_emergency_override(consultation, evaluation, knowledge),
    )


def plan_emergency_override(
    consultation: Consultation, evaluation: Evaluation, knowledge: KnowledgeBase
) -> PlanOverride | None:
    """The reason for not following the emergency advice, in words; without an emergency there is none."""
    override = consultation.decisions.emergency_override
    if override is None or evaluation.triage.triage_class is not TriageClass.EMERGENCY_TODAY:
        return None
    labels = {reason.code: reason.label for reason in knowledge.emergency_override_reasons}
    return PlanOverride(reason=labels.get(override.reason.value, override.reason.value), text=override.text)


def _emergency_rules(evaluation: Evaluation) -> tuple[FiredRule, ...]:
    rules = evaluation.triage.rules
    return tuple(rule for rule in rules if rule.triage_class is TriageClass.EMERGENCY_TODAY)


def _finding(rule: FiredRule) -> SheetFinding:
    return SheetFinding(
        id=rule.id, title=rule.title, facts=rule.because, sources=rule.sources, standing=rule.standing
    )


def _targets(evaluation: Evaluation) -> Iterator[SheetTarget]:
    """The services that a referral rule wants today."""
    for referral in evaluation.referrals:
        if referral.due_days == 0:
            yield SheetTarget(to=referral.label, asks=referral.asks)


def _course(consultation: Consultation, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    problem = consultation.problem
    yield "Onset", NOT_RECORDED if problem.onset_date is None else clinician_date(problem.onset_date)
    if problem.onset_date is not None:
        yield "Duration", duration_text(evaluation.computed)
    if problem.patient_says is not None:
        yield "The patient says", problem.patient_says.value


def _examination(exam: Examination) -> Iterator[Labelled]:
    """What was found and what was not examined; what nobody was asked about stands among the open questions."""
    for line in examination_lines(exam):
        if line.value != STATE_WORDS["unanswered"] or not exam.was_performed:
            yield line


def _actions(rules: Iterable[FiredRule], today: date) -> tuple[SheetRequest, ...]:
    """Each action once with its earliest day, the most urgent first; one without a day is due today like its rule."""
    earliest: dict[str, int] = {}
    for rule in rules:
        for text, days in rule.actions:
            earliest[text] = min(days or 0, earliest.get(text, days or 0))
    by_urgency = sorted(earliest.items(), key=lambda item: item[1])
    return tuple(SheetRequest(text=text, due=due_date(days, today) or today) for text, days in by_urgency)


def _tests(
    consultation: Consultation, evaluation: Evaluation, rules: Iterable[FiredRule], today: date
) -> Iterator[SheetRequest]:
    """The tests that the emergency rules ask for, unless they were left out of an explicit list."""
    ids = {printed_id(rule.id) for rule in rules}
    for order in evaluation.orders:
        if ids.intersection(order.rules) and not _is_left_out(order, consultation):
            due = due_date(order.due_days, today) or today
            yield SheetRequest(text=order.label, due=due, condition=order.condition)


def _is_left_out(order: Order, consultation: Consultation) -> bool:
    accepted = consultation.decisions.accepted_orders
    return accepted is not None and accepted != ALL_ORDERS and order.id not in accepted


def _medicines(
    consultation: Consultation, evaluation: Evaluation, knowledge: KnowledgeBase
) -> Iterator[SheetMedicine]:
    """As the plan prints them, those with a mark first; then whether anybody asked for others."""
    marks = {item.key: item.mark for item in knowledge.drug_classes if item.mark is not None}
    lines, read = current_medicines(consultation, evaluation), evaluation.current_medicines
    listed = [
        SheetMedicine(text=line, mark=next((marks[key] for key in medicine.classes if key in marks), None))
        for line, medicine in zip(lines, read, strict=False)
    ]
    yield from sorted(listed, key=lambda medicine: medicine.mark is None)
    yield from (SheetMedicine(text=line) for line in lines[len(read) :])


def _key_facts(consultation: Consultation, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    patient = consultation.patient
    if patient.sex.value == "female" or patient.pregnancy.status is not None:
        yield "Pregnancy", pregnancy_text(patient)
    yield from kidney_facts(consultation.labs, evaluation.computed)


def _not_asked(
    consultation: Consultation, evaluation: Evaluation, compiled: CompiledKnowledge
) -> Iterator[Labelled]:
    """In words alone, for a team that has not our questions.

    It was not there: "unanswered" would read as if the patient had kept silent.
    """
    for _, finding, state in open_items(consultation, evaluation, compiled):
        yield Labelled(label=finding, value="not asked" if state == STATE_WORDS["unanswered"] else state)


def _labelled(lines: Iterable[tuple[str, str]]) -> tuple[Labelled, ...]:
    return tuple(Labelled(label=label, value=value) for label, value in lines)
