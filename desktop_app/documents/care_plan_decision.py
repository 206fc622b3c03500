"""The top of the care plan: what was decided and why, what is open, what is ordered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from desktop_app.documents.blocks import (
    Block,
    BulletList,
    Column,
    Fact,
    FactList,
    Heading,
    Notice,
    Paragraph,
    SmallPrint,
    Table,
)
from desktop_app.documents.record_text import (
    LANGUAGES,
    basis_text,
    day,
    due_text,
    joined,
    lead,
    sentence,
    with_basis,
)
from desktop_app.documents.text_runs import Run, Severity, Text
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import (
    CarePlan,
    PlannedMedication,
    PlanOrder,
    PlanOverride,
    PlanReason,
)

_SEVERITIES: Mapping[TriageClass, Severity] = MappingProxyType(
    {
        TriageClass.EMERGENCY_TODAY: Severity.EMERGENCY,
        TriageClass.URGENT_2W: Severity.CAUTION,
        TriageClass.IMAGING_LABS: Severity.CAUTION,
        TriageClass.INFLAMMATORY_REFERRAL: Severity.INFORMATION,
        TriageClass.INVESTIGATE_NONURGENT: Severity.INFORMATION,
        TriageClass.WATCH: Severity.INFORMATION,
        TriageClass.NO_FLAG: Severity.PLAIN,
        TriageClass.INCOMPLETE: Severity.NOT_ASSESSED,
    }
)


_ON_HOLD: Final = "On hold until a serious cause is excluded: hands-on treatment and new exercise."
WARNINGS: Final = frozenset({"avoid", "contraindicated"})
"""Severities of a check that an override answers."""


def decision(plan: CarePlan) -> list[Block]:
    """The urgency with the rules behind it, and the whole plan in a few lines: readable in one minute."""
    triage = plan.triage
    inside: list[Block] = [*not_followed(plan), Paragraph(triage.meaning)]
    if plan.reasons:
        inside.append(BulletList(tuple(reason_text(reason) for reason in plan.reasons)))
    inside += _steps(plan)
    if triage.hold:
        inside.append(Paragraph(lead(_ON_HOLD, "")))
    inside.append(FactList(_in_short(plan), columns=1))
    return [Notice(_SEVERITIES[triage.triage_class], triage.title, tuple(inside))]


def _steps(plan: CarePlan) -> list[Block]:
    """What is to be done by when, with a box to tick; where the advice is not followed, what it was."""
    if not plan.actions:
        return []
    steps = tuple(lead(f"{due_text(action.due, _signed_on(plan))}:", action.text) for action in plan.actions)
    if plan.emergency_override is None:
        return [BulletList(steps, "box")]
    return [Paragraph(lead("The advice was:", "")), BulletList(steps)]


def not_followed(plan: CarePlan) -> list[Block]:
    """That the emergency advice is not followed, and why: it stands wherever the urgency does."""
    override = plan.emergency_override
    if override is None:
        return []
    lead_in = f"OVERRIDE: emergency advice not followed. {sentence(override.reason)}"
    return [Paragraph(lead(lead_in, sentence(override.text)))]


def reason_text(reason: PlanReason) -> Text:
    """A rule that fired, with this patient's facts."""
    closed = "closed by the finished work-up: " if reason.closed else ""
    basis = basis_text(reason.basis.model_copy(update={"rules": ()}))
    return lead(f"{reason.id} {closed}{sentence(reason.text)}", basis)


def _signed_on(plan: CarePlan) -> date:
    """Due dates count from here."""
    return plan.context.created_at.date()


def _in_short(plan: CarePlan) -> tuple[Fact, ...]:
    today, triage = _signed_on(plan), plan.triage
    follow_up = plan.follow_up.due
    due = due_text(follow_up, today) if follow_up else "no date set"
    facts = (
        ("Kind of pain", f"{triage.classification}, {triage.duration}"),
        ("Tests and referrals", "; ".join(_accepted_in_short(plan, today)) or "none"),
        ("Medicines", "; ".join(map(_medicine_in_short, plan.medications)) or "none"),
        ("Overrides", "; ".join(_overrides_in_short(plan))),
        ("Other care", "; ".join(each.name for each in plan.therapies) or "none"),
        ("Safety-net", _safety_net_in_short(plan)),
    )
    return (
        *(Fact(label, value) for label, value in facts if value),
        Fact("Follow-up", (Run(due, strong=True),)),
    )


def _accepted_in_short(plan: CarePlan, today: date) -> Iterator[str]:
    for order in plan.orders:
        if order.accepted and order.condition is None:
            yield f"{order.label} ({due_text(order.due, today)})"
    for referral in plan.referrals:
        if referral.accepted:
            yield f"referral to {referral.to} ({due_text(referral.due, today)})"


def _medicine_in_short(medicine: PlannedMedication) -> str:
    return f"{medicine.name}, {medicine.dose}, stop on {day(medicine.stop_date)}"


def _overrides_in_short(plan: CarePlan) -> Iterator[str]:
    for medicine in plan.medications:
        if medicine.override is not None:
            yield f"{medicine.name}, {overridden(medicine, medicine.override)}: {medicine.override.reason}"


def overridden(medicine: PlannedMedication, override: PlanOverride) -> str:
    """What an override goes against: ``against a warning and above a limit``."""
    warned = not override.exceeded or any(issue.severity in WARNINGS for issue in medicine.issues)
    what = ("against a warning" if warned else "", "above a limit" if override.exceeded else "")
    return " and ".join(filter(None, what))


def _safety_net_in_short(plan: CarePlan) -> str:
    if not plan.safety_net:
        return ""
    language = LANGUAGES[plan.handout.language]
    return f"given: the signs that cannot wait and where to go then; also on the handout, in {language}"


def contradictions(plan: CarePlan) -> list[Block]:
    """What was on record at signing although it cannot all be right."""
    lines: tuple[Text, ...] = tuple(with_basis(note.text, note.basis) for note in plan.contradictions)
    if not lines:
        return []
    return [Notice(Severity.CAUTION, "Findings that do not fit together", (BulletList(lines),))]


def orders_and_referrals(plan: CarePlan) -> list[Block]:
    """Tests and referrals with date, condition and reason, the declined ones too."""
    today = _signed_on(plan)
    rows: list[tuple[Text, ...]] = []
    for order in plan.orders:
        condition = f"\nOnly if: {order.condition}" if order.condition else ""
        what: Text = (Run(order.label, strong=True), Run(condition))
        rows.append((what, due_text(order.due, today), _accepted(order.accepted), _why(plan, order)))
    for referral in plan.referrals:
        what = (Run(f"Referral: {referral.to}", strong=True),)
        why = joined(referral.reason, basis_text(referral.basis))
        rows.append((what, due_text(referral.due, today), _accepted(referral.accepted, "Referred"), why))
    columns = (
        Column("Test or referral", 2.2),
        Column("Due", 1.3),
        Column("Decision", 0.8),
        Column("Why", 4),
    )
    body: list[Block] = [Table(columns, tuple(rows))] if rows else []
    lines: list[Text] = [] if rows else ["No test and no referral."]
    lines += [with_basis(note.text, note.basis) for note in plan.imaging]
    if lines:
        body.append(BulletList(tuple(lines)))
    if plan.pathway:
        body.append(SmallPrint(tuple(with_basis(note.text, note.basis) for note in plan.pathway)))
    return [Heading(2, "Tests, referrals and next steps"), *body]


def _why(plan: CarePlan, order: PlanOrder) -> Text:
    """The rules by name where the decision has printed their facts, the facts themselves otherwise."""
    said = {reason.id: reason.text for reason in plan.reasons if not reason.closed}
    if not order.basis.rules or not said.keys() >= set(order.basis.rules):
        return basis_text(order.basis)
    named = "; ".join(said[rule] for rule in order.basis.rules)
    return joined(sentence(named), basis_text(order.basis.model_copy(update={"because": ()})))


def _accepted(accepted: bool, done: str = "Ordered") -> Text:
    return (Run(done if accepted else f"NOT {done.lower()}", strong=not accepted),)
