"""What is to be done: reasons, actions, tests, referrals, therapies and what was left out, each with its basis.

Due times count from the day of signing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import (
    Basis,
    PlanAction,
    PlanFollowUp,
    PlannedTherapy,
    PlanNote,
    PlanOrder,
    PlanReason,
    PlanReferral,
)
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import ALL_ORDERS, Preference
from desktop_app.domain.evaluation import Contradiction, Evaluation, FiredRule, Order, Reasoned, Referral
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.treatment_assessments import Issue
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.medication_choice import NO_MEDICATION
from desktop_app.engine.plan_medicines import plan_issues
from desktop_app.engine.therapies import NOT_FOR_YOU

_OFFERED_ROLES: Final = ("offer", "conditional")
_STATUS_WORDS: Final = {
    "not_yet": "not yet",
    "not_recommended": "not recommended",
    "avoid": "avoid",
    "contraindicated": "do not use",
}


def due_date(days: int | None, signed_on: date) -> date | None:
    """The day on which something is due; ``None`` is routine."""
    return None if days is None else signed_on + timedelta(days=days)


def order_is_accepted(order: Order, consultation: Consultation, evaluation: Evaluation) -> bool:
    """In an emergency nothing waits for a tick: a test due today stands unless it was left out of an explicit list."""
    accepted = consultation.decisions.accepted_orders
    if accepted is None:
        return evaluation.triage.triage_class is TriageClass.EMERGENCY_TODAY and order.due_days == 0
    return accepted == ALL_ORDERS or order.id in accepted


def referral_is_accepted(referral: Referral, consultation: Consultation) -> bool:
    """A referral that its rule wants today always stands."""
    accepted = consultation.decisions.accepted_orders
    return referral.same_day or accepted == ALL_ORDERS or referral.id in (accepted or ())


def plan_orders(consultation: Consultation, evaluation: Evaluation, signed_on: date) -> tuple[PlanOrder, ...]:
    return tuple(
        PlanOrder(
            label=order.label,
            due=due_date(order.due_days, signed_on),
            condition=order.condition,
            accepted=order_is_accepted(order, consultation, evaluation),
            basis=Basis(rules=order.rules, because=order.because, sources=order.sources),
        )
        for order in evaluation.orders
    )


def plan_referrals(
    consultation: Consultation, evaluation: Evaluation, signed_on: date
) -> tuple[PlanReferral, ...]:
    return tuple(
        PlanReferral(
            to=referral.label,
            reason=referral.reason,
            asks=referral.asks,
            due=due_date(referral.due_days, signed_on),
            accepted=referral_is_accepted(referral, consultation),
            basis=Basis(rules=(referral.id,), because=referral.because, sources=referral.sources),
        )
        for referral in evaluation.referrals
    )


def plan_reasons(evaluation: Evaluation) -> tuple[PlanReason, ...]:
    """The triage rules that fired, then those that a finished work-up closed."""
    triage = evaluation.triage
    return tuple(_reason(rule, closed=False) for rule in triage.rules) + tuple(
        _reason(rule, closed=True) for rule in triage.closed
    )


def _reason(rule: FiredRule, *, closed: bool) -> PlanReason:
    basis = Basis(
        rules=(rule.id,),
        because=rule.closed_because if closed else rule.because,
        sources=rule.sources,
        standing=rule.standing,
    )
    return PlanReason(id=rule.id, text=rule.title, closed=closed, basis=basis)


def plan_actions(evaluation: Evaluation, signed_on: date) -> tuple[PlanAction, ...]:
    """The actions of the rules that fired, each once with its earliest date, the most urgent first."""
    earliest: dict[str, int | None] = {}
    for rule in evaluation.triage.rules:
        for text, days in rule.actions:
            known = [each for each in (days, earliest.get(text)) if each is not None]
            earliest[text] = min(known, default=None)
    by_urgency = sorted(earliest.items(), key=lambda item: float("inf") if item[1] is None else item[1])
    return tuple(PlanAction(text=text, due=due_date(days, signed_on)) for text, days in by_urgency)


def plan_note(found: Reasoned) -> PlanNote:
    """A statement with what it asks for and why."""
    basis = Basis(rules=(found.id,), because=found.because, sources=found.sources)
    return PlanNote(
        text=": ".join([found.text, *([" ".join(found.actions)] if found.actions else [])]), basis=basis
    )


def plan_contradiction(found: Contradiction) -> PlanNote:
    """Two things that do not fit together, with what is on record."""
    basis = Basis(rules=(found.id,), because=found.because, sources=found.sources, standing=found.standing)
    return PlanNote(text=found.text, basis=basis)


def plan_worsening(
    consultation: Consultation, evaluation: Evaluation, compiled: CompiledKnowledge
) -> tuple[PlanNote, ...]:
    """What each *yes* of the open review adds, those agreed with the patient marked; or that nothing was found."""
    review, opened = compiled.knowledge.worsening_review, evaluation.worsening_review
    findings = {question.id: question.finding for question in compiled.knowledge.questions}
    agreed = consultation.decisions.worsening_actions
    basis = Basis(sources=review.sources, standing=review.standing.value)
    notes = [
        PlanNote(
            text=f"{action} Agreed with the patient." if question in agreed else action,
            basis=basis.model_copy(update={"rules": (question,), "because": (findings[question],)}),
        )
        for question, action in opened.actions
    ]
    if opened.nothing_found is not None:
        notes.append(PlanNote(text=opened.nothing_found, basis=basis))
    return tuple(notes)


def plan_therapies(
    consultation: Consultation, evaluation: Evaluation, compiled: CompiledKnowledge
) -> tuple[PlannedTherapy, ...]:
    """The chosen options, in the order in which they are offered."""
    content = {therapy.id: therapy for therapy in compiled.knowledge.therapies}
    return tuple(
        PlannedTherapy(
            therapy=found.therapy,
            name=found.name,
            dose=content[found.therapy].dose,
            provider=content[found.therapy].provider,
            cost=content[found.therapy].cost,
            certainty=content[found.therapy].certainty,
            issues=plan_issues(found.issues),
            guideline_note=found.guideline_note,
            available=found.available,
            instead=found.instead,
            basis=Basis(sources=found.sources, standing=content[found.therapy].standing.value),
        )
        for found in evaluation.therapies
        if found.therapy in consultation.decisions.therapies
    )


def plan_no_medication(
    consultation: Consultation, evaluation: Evaluation, compiled: CompiledKnowledge
) -> PlanNote | None:
    """That no medicine was chosen, with the reason where it is the advice of the content too."""
    if consultation.decisions.no_medication is not Answer.YES:
        return None
    selection = compiled.knowledge.medication_selection
    advised = evaluation.first_suggestion == NO_MEDICATION
    because = evaluation.first_suggestion_because if advised else ()
    basis = Basis(because=because, sources=selection.sources if advised else ())
    return PlanNote(text="No new medicine at this visit.", basis=basis)


def plan_not_chosen(consultation: Consultation, evaluation: Evaluation) -> tuple[PlanNote, ...]:
    """What the next clinician would otherwise ask about: medicines ruled out, and therapies wanted or declined."""
    return (*_medicines_ruled_out(consultation, evaluation), *_therapies_left_out(consultation, evaluation))


def _medicines_ruled_out(consultation: Consultation, evaluation: Evaluation) -> Iterator[PlanNote]:
    """Medicines that are usually offered, ruled out for this patient; those with the same worst rule share a line."""
    chosen = {choice.drug for choice in consultation.decisions.medications}
    by_issue: dict[tuple[str, str], tuple[Issue, list[str]]] = {}
    for found in evaluation.medications:
        if found.role in _OFFERED_ROLES and found.severity >= Severity.AVOID and found.drug not in chosen:
            issue = found.issues[0]
            by_issue.setdefault((issue.rule, issue.message), (issue, []))[1].append(found.name)
    for issue, names in by_issue.values():
        word = "do not use" if issue.severity is Severity.CONTRAINDICATED else "avoid"
        basis = Basis(
            rules=(issue.rule,), because=issue.because, sources=issue.sources, standing=issue.standing
        )
        yield PlanNote(text=f"{', '.join(names)}: {word}. {issue.message}", basis=basis)


def _therapies_left_out(consultation: Consultation, evaluation: Evaluation) -> Iterator[PlanNote]:
    chosen = consultation.decisions.therapies
    for found in evaluation.therapies:
        preference = consultation.preferences.get(found.therapy)
        if found.therapy in chosen:
            continue
        if preference is Preference.DECLINE:
            yield PlanNote(text=f"{found.name}: declined by the patient.", basis=Basis())
        elif preference is Preference.WANT and found.status in NOT_FOR_YOU:
            worst = _blocking_issues(found.issues)
            why = f" {worst[0].message}" if worst else ""
            basis = Basis(
                rules=tuple(issue.rule for issue in worst),
                because=worst[0].because if worst else (),
                sources=worst[0].sources if worst else found.sources,
            )
            yield PlanNote(
                text=f"{found.name}: the patient wants it; {_STATUS_WORDS[found.status]}.{why}", basis=basis
            )


def _blocking_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(issue for issue in issues if issue.severity >= Severity.AVOID)[:1]


def plan_follow_up(evaluation: Evaluation, signed_on: date) -> PlanFollowUp:
    found = evaluation.follow_up
    return PlanFollowUp(
        due=due_date(found.due_days, signed_on), basis=Basis(because=found.because, sources=found.sources)
    )
