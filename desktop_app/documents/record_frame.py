"""What the clinicians' documents share: who the patient is on every page, the content behind it, the signature."""

from __future__ import annotations

from typing import Final

from desktop_app.documents.blocks import SignatureBlock
from desktop_app.documents.pdf_fonts import in_capitals
from desktop_app.documents.record_text import day, moment
from desktop_app.domain.care_plan import CarePlan
from desktop_app.domain.signature import SignatureLevel

_LEVELS: Final = {
    SignatureLevel.B_B: "PAdES B-B, no time stamp",
    SignatureLevel.B_T: "PAdES B-T, time stamp in the file",
}


def running_header(plan: CarePlan) -> str:
    """Who the patient is, and which plan it is."""
    patient = plan.patient
    identifier = f"ID {patient.identifier}" if patient.identifier else "no ID"
    return (
        f"{in_capitals(patient.family_name)}, {patient.given_name} · born {day(patient.birth_date)} · {identifier}"
        f" · plan {plan.context.plan_id}"
    )


def running_footer(plan: CarePlan) -> str:
    """The version of the content and how far it is reviewed."""
    state = plan.content.review_state.replace("_", " ")
    return f"Content {plan.content.version}, {state} · Supports clinical judgement, does not replace it"


def patient_line(plan: CarePlan) -> str:
    """``Nora Lindqvist, female, born 23-May-1989 (37 y), ID S-1001``."""
    patient = plan.patient
    identifier = f"ID {patient.identifier}" if patient.identifier else "no ID"
    born = f"born {day(patient.birth_date)} ({patient.age} y)"
    return f"{patient.given_name} {patient.family_name}, {patient.sex}, {born}, {identifier}"


def signature(plan: CarePlan, statement: str) -> SignatureBlock:
    """Who signed, where and when, under the ``statement`` that is signed."""
    context = plan.context
    who = (context.clinician.styled, context.clinic.name)
    lines = [
        " · ".join(filter(None, who)),
        f"{moment(context.created_at)} (workstation clock) · {_LEVELS[context.signature_level]}"
        f" · Plan {context.plan_id}",
    ]
    if context.replaces is not None:
        lines[-1] += f", replaces plan {context.replaces}"
    return SignatureBlock(f"Signed electronically: {statement}", tuple(lines))
