"""The care plan as a document: the clinician's record, the decision first, everything behind it after."""

from __future__ import annotations

from typing import Literal

from desktop_app.documents.blocks import (
    Block,
    Document,
    Fact,
    FactList,
    Heading,
    SignatureBlock,
    TextSize,
)
from desktop_app.documents.care_plan_decision import decision, open_items, orders_and_referrals
from desktop_app.documents.care_plan_record import (
    asked_and_answered,
    findings,
    sources_and_standing,
)
from desktop_app.documents.care_plan_treatment import follow_up, medicines, therapies
from desktop_app.documents.record_text import day, moment
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
        *orders_and_referrals(plan),
        *medicines(plan),
        *therapies(plan),
        *follow_up(plan),
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
        running_header=_running_header(plan),
        running_footer=_running_footer(plan),
        created_at=context.created_at,
        blocks=body,
        signature=_signature(plan),
    )


def _running_header(plan: CarePlan) -> str:
    patient = plan.patient
    identifier = f"ID {patient.identifier}" if patient.identifier else "no ID"
    return (
        f"{patient.family_name.upper()}, {patient.given_name} · born {day(patient.birth_date)} · {identifier}"
        f" · plan {plan.context.plan_id}"
    )


def _running_footer(plan: CarePlan) -> str:
    state = plan.content.review_state.replace("_", " ")
    return f"Content {plan.content.version}, {state} · Supports clinical judgement, does not replace it"


def _who_and_when(plan: CarePlan) -> Block:
    patient, context = plan.patient, plan.context
    facts = [
        Fact("Patient", f"{patient.given_name} {patient.family_name}, {patient.sex}, {patient.age} y"),
        Fact("Visit", day(plan.visit_date)),
        Fact("Clinician", context.clinician.styled),
        Fact("Clinic", ", ".join(filter(None, (context.clinic.name, context.clinic.phone)))),
    ]
    if context.replaces is not None:
        facts.append(Fact("Amends and replaces", f"plan {context.replaces}"))
    return FactList(tuple(facts))


def _signature(plan: CarePlan) -> SignatureBlock:
    context = plan.context
    who = (context.clinician.styled, context.clinic.name)
    lines = [
        " · ".join(filter(None, who)),
        f"{moment(context.created_at)} (workstation clock) · Plan {context.plan_id}",
    ]
    if context.replaces is not None:
        lines[-1] += f", replaces plan {context.replaces}"
    return SignatureBlock(f"Signed electronically: {plan.attestation}", tuple(lines))
