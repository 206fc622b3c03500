"""Patients for the rules on therapies: a plain one with nothing found, and what may be added to her."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from desktop_app.composition.clinical import Clinical, load_clinical
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.treatment_assessments import TherapyAssessment

Changes = dict[str, Any]

VISIT: Final = date(2026, 11, 20)

SAID_NO: Final = (
    *(f"RF-C{number}" for number in range(1, 9)),
    *("RF-N1", "RF-N2", "RF-N3", "RF-M1", "RF-M2", "RF-M4", "RF-M5", "RF-M6"),
    *(f"RF-F{number}" for number in range(1, 9)),
    *(f"RF-I{number}" for number in range(1, 10)),
    *(f"RF-V{number}" for number in range(1, 8)),
    *("RF-O1", "RF-O2"),
)


def with_(*changes: Changes) -> Changes:
    """Several changes to the plain patient; lists and scalars of a later one replace those of an earlier one."""
    merged: Changes = {}
    for change in changes:
        for key, value in change.items():
            both = isinstance(value, dict) and isinstance(merged.get(key), dict)
            merged[key] = with_(merged[key], value) if both else value
    return merged


def has(*conditions: str) -> Changes:
    return {"conditions": dict.fromkeys(conditions, "yes")}


def yes(*questions: str) -> Changes:
    return {"answers": dict.fromkeys(questions, "yes")}


def takes(*names: str) -> Changes:
    return {"current_medications": {"list": list(names)}}


def aged(years: int) -> Changes:
    return {"patient": {"birth_date": VISIT.replace(year=VISIT.year - years).isoformat()}}


def pressure(systolic: int, diastolic: int) -> Changes:
    return {"labs": {"bp_systolic": systolic, "bp_diastolic": diastolic}}


def big_toe(grade: int, *, before: int | None = None, longstanding: bool = False) -> Changes:
    """Strength of one big toe, now and perhaps at an earlier examination of this episode."""
    exam: Changes = {"motor": {"great_toe_extension": {"left": grade}}}
    if before is not None:
        earlier = (VISIT - timedelta(days=3)).isoformat()
        exam["motor_previous"] = {
            "date": earlier,
            "all_normal": "yes",
            "great_toe_extension": {"left": before},
        }
    return {"exam": {**exam, "motor_longstanding": "yes" if longstanding else "no"}}


def since(days: int | None, now: int | None = None) -> Changes:
    """The age of the pain, and the pain of today after 6 of 10 at the start."""
    onset = None if days is None else (VISIT - timedelta(days=days)).isoformat()
    scores: Changes = {} if now is None else {"baseline": {"nrs_back": 6}, "now": {"nrs_back": now}}
    return {"problem": {"onset_date": onset}, "measures": scores}


def wants(therapy: str, wish: str = "want") -> Changes:
    return {"preferences": {therapy: wish}}


def chosen(drug: str) -> Changes:
    medicine = {"drug": drug, "times_per_day": 3, "days": 7}
    return {"decisions": {"medications": [medicine]}}


IMPROVED, SAME, WORSE = 3, 6, 8
NEW_SINCE_CANCER: Final = yes("RF-M1", "RF-M1b")
CANCER_AFTER_PAIN: Final = with_(yes("RF-M1"), {"answers": {"RF-M1b": "no"}})
MINOR_FALL: Final = yes("RF-F2")
PREGNANT: Final[Changes] = {"patient": {"pregnancy": {"status": "pregnant", "weeks": 20}}}
BREASTFEEDING: Final[Changes] = {"patient": {"breastfeeding": "yes"}}
SCIATICA: Final[Changes] = {
    "exam": {
        "leg_symptoms": "left",
        "leg_pain_dermatomal": "yes",
        "straight_leg_raise": {"left": "positive"},
    }
}
PLAIN_LEG_PAIN: Final[Changes] = {"exam": {"leg_symptoms": "left", "leg_pain_dermatomal": "no"}}
NOBODY_ELSE: Final[Changes] = {}


@cache
def clinical() -> Clinical:
    """The content that ships, compiled once."""
    return load_clinical()


def plain(changes: Changes) -> Changes:
    """A woman of 40 with ten days of pain, everything asked and nothing found, and all 28 therapies listed."""
    nothing_found: Changes = {
        "format": 1,
        "visit_date": VISIT.isoformat(),
        "patient": {"sex": "female", "pregnancy": {"status": "not_pregnant"}, "breastfeeding": "no"},
        "problem": {"works": "yes", "flare_of_chronic": "no"},
        "answers": dict.fromkeys(SAID_NO, "no"),
        "exam": {
            "performed": "yes",
            "leg_symptoms": "none",
            "leg_pain_dermatomal": "no",
            "claudication": "no",
            "motor": {"all_normal": "yes"},
            "sensory_loss": {"left": [], "right": []},
            "reflexes": {joint: {"left": "normal", "right": "normal"} for joint in ("patellar", "achilles")},
            "straight_leg_raise": {"left": "negative", "right": "negative"},
            "crossed_straight_leg_raise": "negative",
            "femoral_stretch": "negative",
        },
        "conditions_reviewed": "yes",
        "allergies": {"reviewed": "yes", "list": []},
        "current_medications": {"reviewed": "yes", "list": []},
    }
    return with_(nothing_found, aged(40), since(10), has("smoker", "wants_weight_help"), changes)


def evaluated(*changes: Changes) -> Evaluation:
    return clinical().evaluate(Consultation.model_validate(plain(with_(*changes))))


def found(evaluation: Evaluation) -> dict[str, TherapyAssessment]:
    return {therapy.therapy: therapy for therapy in evaluation.therapies}


def touched(evaluation: Evaluation, rule: str) -> dict[str, tuple[str, str | None]]:
    """The therapies that this rule speaks about, with its severity and variant."""
    return {
        therapy.therapy: (issue.severity.word, issue.variant)
        for therapy in evaluation.therapies
        for issue in therapy.issues
        if issue.rule == rule
    }
