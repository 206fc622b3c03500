"""The engine's evaluation in the form in which the second implementation gives its own."""

from __future__ import annotations

from desktop_app.domain.evaluation import Evaluation
from tests.spec.assessment_oracle import Assessment
from tests.spec.oracle_orders import Order


def as_assessment(evaluation: Evaluation) -> Assessment:
    triage = evaluation.triage
    return Assessment(
        fired=frozenset(rule.id for rule in triage.rules),
        closed=frozenset(rule.id for rule in triage.closed),
        triage_class=triage.triage_class.value,
        unanswered=frozenset(triage.unanswered),
        classification=evaluation.classification.classification,
        sublevel=evaluation.classification.sublevel,
        duration_class=evaluation.computed.duration_class,
        change=evaluation.computed.change,
        hold=evaluation.hold,
        orders={
            order.what: Order(order.due_days, order.condition is not None) for order in evaluation.orders
        },
        imaging_order=evaluation.imaging_order,
        referrals=_earliest_referrals(evaluation),
        follow_up_due=evaluation.follow_up.due_days,
        pathway=frozenset(row.id for row in evaluation.pathway),
        worsening_open=evaluation.worsening_review.open,
    )


def _earliest_referrals(evaluation: Evaluation) -> dict[str, int | None]:
    """What the clinician may add is not compared: the second implementation computes what is due."""
    found: dict[str, int | None] = {}
    for referral in evaluation.referrals:
        if referral.optional:
            continue
        known = [due for due in (found.get(referral.to), referral.due_days) if due is not None]
        found[referral.to] = min(known) if known else None
    return found
