"""The care plan as a document: the clinician's record, the decision first, everything behind it after."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from desktop_app.documents.blocks import Attachment, Block, Document, Fact, FactList, Heading
from desktop_app.documents.care_plan_decision import (
    contradictions,
    decision,
    orders_and_referrals,
)
from desktop_app.documents.care_plan_record import (
    findings,
    sources,
    standing_of_content,
)
from desktop_app.documents.care_plan_treatment import follow_up, medicines, therapies
from desktop_app.documents.care_plan_trend import trend
from desktop_app.documents.record_answers import asked_and_answered, open_items
from desktop_app.documents.record_frame import patient_line, running_footer, running_header, signature
from desktop_app.documents.record_text import day
from desktop_app.documents.text_runs import TextSize
from desktop_app.domain.care_plan import CarePlan

_TITLE = "Low back pain care plan"


def care_plan_document(plan: CarePlan, paper: Literal["a4", "letter"]) -> Document:
    """The signed record of one visit, in the order in which a colleague would read it."""
    context = plan.context
    body = (
        Heading(1, _TITLE),
        _who_and_when(plan),
        *decision(plan),
        *open_items(plan),
        *contradictions(plan),
        *orders_and_referrals(plan),
        *medicines(plan),
        *therapies(plan),
        *follow_up(plan),
        *trend(plan),
        *findings(plan),
        *asked_and_answered(plan),
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
        blocks=(*body, *sources(plan, body)),
        signature=replace(signature(plan, plan.attestation), above=(standing_of_content(plan),)),
        attachment=Attachment(
            "consultation.json",
            "The consultation that this plan was made from, as a case file",
            "application/json",
            plan.consultation.encode(),
        ),
    )


def _who_and_when(plan: CarePlan) -> Block:
    context = plan.context
    clinic = context.clinic
    seen = (day(plan.visit_date), context.clinician.styled, clinic.name, clinic.phone)
    facts = [
        Fact("Patient", patient_line(plan)),
        Fact("Visit", ", ".join(filter(None, seen))),
    ]
    if context.replaces is not None:
        amended = ". Reason: ".join(filter(None, (f"plan {context.replaces}", context.amendment_reason)))
        facts.append(Fact("Amends and replaces", amended))
    return FactList(tuple(facts), columns=1)
