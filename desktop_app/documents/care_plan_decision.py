"""The top of the care plan: what was decided and why, what is open, what is ordered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from desktop_app.documents.blocks import (
    Block,
    BulletList,
    Column,
    Fact,
    FactList,
    Heading,
    Notice,
    Paragraph,
    Run,
    Severity,
    Table,
    Text,
)
from desktop_app.documents.record_text import (
    STATE_WORDS,
    basis_text,
    due_text,
    lead,
    sentence,
    with_basis,
)
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import CarePlan, PlanReason

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


def decision(plan: CarePlan) -> list[Block]:
    """The urgency with the rules behind it, and the whole plan in a few lines: readable in one minute."""
    triage = plan.triage
    inside: list[Block] = [*not_followed(plan), Paragraph(triage.meaning)]
    if plan.reasons:
        inside.append(BulletList(tuple(reason_text(reason) for reason in plan.reasons)))
    if plan.actions:
        steps = tuple(
            lead(f"{due_text(action.due, _signed_on(plan))}:", action.text) for action in plan.actions
        )
        inside.append(BulletList(steps, "box"))
    if triage.hold:
        inside.append(
            Paragraph(
                (
                    Run(
                        "On hold until a serious cause is excluded: hands-on treatment and new exercise.",
                        strong=True,
                    ),
                )
            )
        )
    inside.append(FactList(_in_short(plan), columns=1))
    return [Notice(_SEVERITIES[triage.triage_class], triage.title, tuple(inside))]


def not_followed(plan: CarePlan) -> list[Block]:
    """That the emergency advice is not followed, and why: it stands wherever the urgency does."""
    override = plan.emergency_override
    if override is None:
        return []
    lead_in = f"OVERRIDE: emergency advice not followed. {sentence(override.reason)}"
    return [Paragraph(lead(lead_in, sentence(override.text)))]


def overrides(plan: CarePlan) -> list[Block]:
    """What the clinician decided against the advice, in a box of its own; medicines stand with the medicines."""
    override = plan.emergency_override
    if override is None:
        return []
    reason = Paragraph(lead(f"Reason of the clinician: {sentence(override.reason)}", override.text))
    return [Notice(Severity.CAUTION, "Override: emergency advice not followed", (reason,))]


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
    tests = [
        f"{each.label} ({due_text(each.due, today)})"
        for each in plan.orders
        if each.accepted and each.condition is None
    ]
    tests += [
        f"referral to {each.to} ({due_text(each.due, today)})" for each in plan.referrals if each.accepted
    ]
    medicines = [
        f"{each.name}, {each.dose}{' (OVERRIDE)' if each.override else ''}" for each in plan.medications
    ]
    follow_up = plan.follow_up.due
    return (
        Fact("Kind of pain", f"{triage.classification}, {triage.duration}. {basis_text(triage.basis)}"),
        Fact("Tests and referrals", "; ".join(tests) or "none"),
        Fact("Medicines", "; ".join(medicines) or "none"),
        Fact("Other care", "; ".join(each.name for each in plan.therapies) or "none"),
        Fact("Follow-up", (Run(due_text(follow_up, today) if follow_up else "no date set", strong=True),)),
    )


def open_items(plan: CarePlan) -> list[Block]:
    """What nobody knows: what the screen or a chosen medicine needs first; unknown is never normal."""
    lines: list[Text] = []
    if plan.unanswered:
        lines.append(lead("Needed, and open:", sentence("; ".join(plan.unanswered))))
    items = [item for group in plan.answers for item in group.items]
    for state in ("not_assessed", "unanswered"):
        others = [
            item.id
            for item in items
            if item.state == state and not any(f"({item.id})" in each for each in plan.unanswered)
        ]
        if others:
            lines.append(lead(f"{STATE_WORDS[state]}:", f"{', '.join(others)} (in words below)."))
    if plan.incomplete_reason is not None:
        lines.append(lead("Reason given for signing an incomplete screen:", plan.incomplete_reason))
    if not lines:
        return []
    return [Notice(Severity.NOT_ASSESSED, "Open questions", (BulletList(tuple(lines)),))]


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
        rows.append((what, due_text(order.due, today), _accepted(order.accepted), basis_text(order.basis)))
    for referral in plan.referrals:
        what = (Run(f"Referral: {referral.to}", strong=True),)
        why = f"{referral.reason} {basis_text(referral.basis)}"
        rows.append((what, due_text(referral.due, today), _accepted(referral.accepted, "Referred"), why))
    columns = (Column("Test or referral", 2.4), Column("Due", 1.3), Column("Decision", 1), Column("Why", 3.6))
    body: list[Block] = [Table(columns, tuple(rows))] if rows else []
    lines: list[Text] = [] if rows else ["No test and no referral."]
    lines += [with_basis(note.text, note.basis) for note in (*plan.imaging, *plan.pathway)]
    if lines:
        body.append(BulletList(tuple(lines)))
    return [Heading(2, "Tests, referrals and next steps"), *body]


def _accepted(accepted: bool, done: str = "Ordered") -> Text:
    return (Run(done if accepted else f"NOT {done.lower()}", strong=not accepted),)
