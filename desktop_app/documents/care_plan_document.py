"""The care plan as a document: the clinician's record, the decision first, everything behind it after."""

from __future__ import annotations

from typing import Literal

from desktop_app.documents.blocks import (
    Attachment,
    Block,
    Document,
    Fact,
    FactList,
    Heading,
    TextSize,
)
from desktop_app.documents.care_plan_decision import (
    contradictions,
    decision,
    open_items,
    orders_and_referrals,
    overrides,
)
from desktop_app.documents.care_plan_record import (
    asked_and_answered,
    findings,
    sources_and_standing,
)
from desktop_app.documents.care_plan_treatment import follow_up, medicines, therapies
from desktop_app.documents.care_plan_trend import trend
from desktop_app.documents.record_frame import patient_line, running_footer, running_header, signature
from desktop_app.documents.record_text import day
from desktop_app.domain.care_plan import CarePlan

_TITLE = "Low back pain care plan"


def care_plan_document(plan: CarePlan, paper: Literal["a4", "letter"]) -> Document:
    """The signed record of one visit, in the order in which a colleague would read it."""
    context = plan.context
    body = (
        Heading(1, _TITLE),
        _who_and_when(plan),
        *decision(plan),
        *overrides(plan),
        *open_items(plan),
        *contradictions(plan),
        *orders_and_referrals(plan),
        *medicines(plan),
        *therapies(plan),
        *follow_up(plan),
        *trend(plan),
        *findings(plan),
        *asked_and_answered(plan),
        *sources_and_standing(plan),
    )
    return Document(
        title=f"{_TITLE} {context.plan_id}",
        subject=_TITLE,
        author=context.clinician.styled,
        language="en-US",
        paper=paper,
        text_size=TextSize.RECORD,
        running_header=running_header(plan),
        running_footer=running_footer(plan),
        created_at=context.created_at,
        blocks=body,
        signature=signature(plan, plan.attestation),
        attachment=Attachment(
            "consultation.json",
            "The consultation that this plan was made from, as a case file",
            "application/json",
            plan.consultation.encode(),
        ),
    )


def _who_and_when(plan: CarePlan) -> Block:
    context = plan.context
    facts = [
        Fact("Patient", patient_line(plan)),
        Fact("Visit", day(plan.visit_date)),
        Fact("Clinician", context.clinician.styled),
        Fact("Clinic", ", ".join(filter(None, (context.clinic.name, context.clinic.phone)))),
    ]
    if context.replaces is not None:
        amended = ". Reason: ".join(filter(None, (f"plan {context.replaces}", context.amendment_reason)))
        facts.append(Fact("Amends and replaces", amended))
    return FactList(tuple(facts))
