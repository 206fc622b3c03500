"""Edits of a plain consultation: a dotted path and its new value, for ``generated_consultations.edited``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.spec.generated_consultations import VISIT, born

Edits = dict[str, Any]


def answered(*questions: str, answer: str = "yes") -> Edits:
    return {f"answers.{question}": answer for question in questions}


def unasked(*questions: str) -> Edits:
    return answered(*questions, answer="not_assessed")


def aged(years: int, days: int = 0) -> Edits:
    return {"patient.birth_date": born(years, VISIT, days).isoformat()}


def since(days: int) -> Edits:
    return {"problem.onset_date": (VISIT - timedelta(days=days)).isoformat()}


def treated(days: int) -> Edits:
    return {
        "problem.treatment_started": (VISIT - timedelta(days=days)).isoformat(),
        "problem.patient_says": "same",
    }


def weak_left(grade: int, *movements: str) -> Edits:
    return {f"exam.motor.{movement}.left": grade for movement in movements}


def quiet_labs(esr: int) -> Edits:
    return {"labs": {"esr_mm_h": esr, "crp_raised": "no"}}


def examined_before(days: int) -> Edits:
    return {"exam.motor_previous": {"all_normal": "yes", "date": (VISIT - timedelta(days=days)).isoformat()}}


IMAGED = {"problem.already_imaged_same_picture": "yes"}
LONGSTANDING = {"exam.motor_longstanding": "yes"}
DERMATOMAL = {"exam.leg_pain_dermatomal": "yes", "exam.straight_leg_raise.left": "positive"}
WOMAN = {"patient.sex": "female"}
CANCER = answered("RF-M1", "RF-M1b")


# Section 2, without the modifier RF-O2, which takes X-rays and contrast away from whatever else is ordered (7).
FLAGS: tuple[str, ...] = (
    *(f"RF-C{number}" for number in range(1, 9)),
    *("RF-N1", "RF-N2", "RF-N3", "RF-M1", "RF-M1b", "RF-M2", "RF-M4", "RF-M5", "RF-M6"),
    *(f"RF-F{number}" for number in range(1, 9)),
    *(f"RF-I{number}" for number in range(1, 10)),
    *(f"RF-V{number}" for number in range(1, 8)),
    "RF-O1",
)

PATIENTS: Mapping[str, Edits] = {
    "man of 40, 10 days": {},
    "woman of 72, 100 days, treated": WOMAN | aged(72) | since(100) | treated(60),
    "man of 44, 100 days, leg pain": aged(44) | since(100) | {"exam.leg_symptoms": "left"} | DERMATOMAL,
}
