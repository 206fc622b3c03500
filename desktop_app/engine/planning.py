"""From a consultation, its evaluation and the content to the finished care plan, or every reason against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import (
    Basis,
    CarePlan,
    PlanContext,
    PlanPatient,
    PlanTriage,
)
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import to_json
from desktop_app.domain.errors import PlanRefusedError
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.history import NO_HISTORY, History
from desktop_app.domain.provenance import About
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.emergency_sheet import plan_emergency_override
from desktop_app.engine.plain_dates import clinician_date
from desktop_app.engine.plan_care import (
    plan_actions,
    plan_contradiction,
    plan_follow_up,
    plan_no_medication,
    plan_not_chosen,
    plan_note,
    plan_orders,
    plan_reasons,
    plan_referrals,
    plan_therapies,
    plan_worsening,
)
from desktop_app.engine.plan_examination import examination_lines
from desktop_app.engine.plan_facts import duration_text, plan_facts
from desktop_app.engine.plan_fields import HandoutInputs
from desktop_app.engine.plan_handout import compose_handout, safety_net
from desktop_app.engine.plan_history import overridden_before, plan_trials, same_as_before
from desktop_app.engine.plan_medicines import chosen_medicines, planned_medications
from desktop_app.engine.plan_record import (
    allergies,
    answer_groups,
    current_medicines,
    unanswered,
    unchecked_medicines,
)
from desktop_app.engine.plan_sources import with_sources
from desktop_app.engine.trend import trends

_REVIEW_STATES = {
    "submitted": "submitted for review, not yet approved: use with care",
    "under_review": "under review, not yet approved: use with care",
    "approved": "approved",
}


def compose_plan(
    consultation: Consultation,
    evaluation: Evaluation,
    compiled: CompiledKnowledge,
    context: PlanContext,
    history: History = NO_HISTORY,
) -> CarePlan:
    """The plan as it will be signed, with what ``history`` adds to a follow-up. Equal arguments give an equal plan.

    Due times count from the day of ``context.created_at``. Raises ``PlanRefusedError`` with every reason at once.
    """
    knowledge, signed_on = compiled.knowledge, context.created_at.date()
    chosen = chosen_medicines(consultation, evaluation, compiled)
    inputs = HandoutInputs(consultation, evaluation, compiled, context, chosen, context.language)
    handout, handout_refusals = compose_handout(inputs)
    refusals = _refusals(consultation, evaluation, knowledge.about, signed_on)
    if reasons := (*evaluation.blocking, *refusals, *handout_refusals):
        raise PlanRefusedError(reasons)
    plan = CarePlan(
        consultation=to_json(consultation),
        context=context,
        content=evaluation.content,
        content_notice=_content_notice(knowledge.about, signed_on),
        disclaimer=f"{knowledge.about.disclaimer} {knowledge.about.support_statement}",
        visit_date=consultation.visit_date,
        patient=_patient(consultation, evaluation),
        triage=_triage(evaluation),
        reasons=plan_reasons(evaluation),
        actions=plan_actions(evaluation, signed_on),
        unanswered=unanswered(consultation, evaluation, compiled, chosen),
        incomplete_reason=consultation.decisions.incomplete_reason,
        contradictions=tuple(plan_contradiction(found) for found in evaluation.contradictions),
        emergency_override=plan_emergency_override(consultation, evaluation, knowledge),
        trend=trends(history, consultation, knowledge.instruments),
        facts=(
            *plan_facts(consultation, evaluation, compiled),
            *same_as_before(history, consultation),
            *plan_trials(evaluation, history),
            *overridden_before(history, knowledge),
        ),
        answers=answer_groups(consultation, evaluation, compiled),
        examination=examination_lines(consultation.exam),
        current_medicines=current_medicines(consultation, evaluation),
        unchecked_medicines=unchecked_medicines(evaluation),
        allergies=allergies(consultation, evaluation),
        orders=plan_orders(consultation, evaluation, signed_on),
        imaging=tuple(plan_note(row) for row in evaluation.imaging),
        referrals=plan_referrals(consultation, evaluation, signed_on),
        pathway=tuple(plan_note(row) for row in evaluation.pathway),
        medications=planned_medications(chosen, evaluation, compiled, signed_on),
        no_medication=plan_no_medication(consultation, evaluation, compiled),
        therapies=plan_therapies(consultation, evaluation, compiled),
        not_chosen=plan_not_chosen(consultation, evaluation),
        worsening_actions=plan_worsening(consultation, evaluation, compiled),
        prompts=tuple(plan_note(prompt) for prompt in evaluation.prompts),
        safety_net=safety_net(inputs),
        follow_up=plan_follow_up(evaluation, signed_on),
        notes=consultation.decisions.notes,
        attestation=_attestation(context),
        sources=(),
        handout=handout,
    )
    return with_sources(plan, knowledge)


def _refusals(
    consultation: Consultation, evaluation: Evaluation, about: About, signed_on: date
) -> Iterator[str]:
    patient, decisions = consultation.patient, consultation.decisions
    if patient.given_name is None or patient.family_name is None:
        yield "The patient's given name and family name are needed on the plan."
    if signed_on > about.expires_on:
        expired = clinician_date(about.expires_on)
        yield f"The clinical content expired on {expired}: install a current version."
    if evaluation.triage.triage_class is TriageClass.EMERGENCY_TODAY:
        return
    if not decisions.medications and decisions.no_medication is not Answer.YES:
        yield "Nothing is decided on medicines: choose one, or record that none is given."
    if decisions.accepted_orders is None and (evaluation.orders or evaluation.referrals):
        yield "Tests or referrals are due: accept them, or record which of them are not wanted."


def _content_notice(about: About, signed_on: date) -> str:
    state = _REVIEW_STATES.get(about.review_state, about.review_state)
    reviewed = "" if about.reviewed_on is None else f", last reviewed {clinician_date(about.reviewed_on)}"
    due = clinician_date(about.review_due)
    notice = f"Content {about.version}, published {clinician_date(about.published_on)}{reviewed}, {state}."
    if signed_on > about.review_due:
        return f"{notice} Its review was due on {due} and is overdue: check each recommendation before acting on it."
    return f"{notice} Next review due {due}."


def _patient(consultation: Consultation, evaluation: Evaluation) -> PlanPatient:
    patient = consultation.patient
    return PlanPatient(
        given_name=patient.given_name or "",
        family_name=patient.family_name or "",
        identifier=patient.identifier,
        birth_date=patient.birth_date,
        age=evaluation.computed.age,
        sex=patient.sex.value,
    )


def _triage(evaluation: Evaluation) -> PlanTriage:
    triage, found = evaluation.triage, evaluation.classification
    titles = [found.title, *([found.sublevel_title] if found.sublevel_title else [])]
    roots = f" (nerve root {', '.join(found.roots)})" if found.roots else ""
    return PlanTriage(
        triage_class=triage.triage_class,
        title=triage.title,
        meaning=triage.meaning,
        classification=f"{': '.join(titles)}{roots}",
        duration=duration_text(evaluation.computed),
        hold=evaluation.hold,
        basis=Basis(because=found.because, sources=found.sources),
    )


def _attestation(context: PlanContext) -> str:
    """Says nothing about the examination: the record says itself whether there was one."""
    who = ", ".join(part for part in (context.clinician.name, context.clinician.credential) if part)
    return f"I saw this patient, reviewed this plan and take responsibility for it. {who}"
