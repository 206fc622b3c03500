"""What does not fit together, at its border and just beside it, as checks (reference of the assessment, 2, 3, 5, 6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from desktop_app.domain.evaluation import Evaluation
from tests.spec.checks import Check
from tests.spec.generated_consultations import edited, quiet
from tests.spec.visit_edits import (
    LONGSTANDING,
    WOMAN,
    Edits,
    answered,
    examined_before,
    since,
    unasked,
    weak_left,
)


class Contradiction(NamedTuple):
    """Edits of a quiet consultation, in which every question is answered no, on both sides of a border."""

    rule: str
    named: Edits
    silent: Edits


_WEAK: Final = weak_left(4, "great_toe_extension")
_SEVERE: Final = weak_left(3, "great_toe_extension")
_NUMB: Final[Edits] = {"exam.sensory_loss.left": ["L5"]}
_BOTH_LEGS: Final[Edits] = {"exam.leg_symptoms": "both"}
_NO_LEGS: Final[Edits] = {"exam.leg_symptoms": "none"}
_DERMATOMAL: Final[Edits] = {"exam.leg_pain_dermatomal": "yes"}
_WALKING: Final[Edits] = {"exam.claudication": "yes"}


def _phq4(*items: int) -> Edits:
    return {"measures.now.phq4": list(items)}


def _leg(nrs: int) -> Edits:
    return {"measures.now.nrs_leg": nrs}


def _residual(ml: int) -> Edits:
    return {"exam.post_void_residual_ml": ml}


def _said(answer: str) -> Edits:
    return {"problem.patient_says": answer}


def _scores(before: int, now: int) -> Edits:
    return {"measures.baseline.nrs_back": before, "measures.now.nrs_back": now}


CONTRADICTIONS: Final = (
    Contradiction("CHK-WEAKER", _WEAK | examined_before(5), _WEAK),
    Contradiction("CHK-NEW-WEAKNESS", _WEAK | since(14), _WEAK | since(15)),
    Contradiction("CHK-NEW-WEAKNESS", _WEAK | since(14), _WEAK | since(14) | LONGSTANDING),
    Contradiction("CHK-NEW-WEAKNESS", _SEVERE | since(15), _WEAK | since(15)),
    Contradiction("CHK-NEW-NUMBNESS", _NUMB | since(14), _NUMB | since(15)),
    Contradiction("CHK-RESIDUAL", _residual(200), _residual(199)),
    Contradiction("CHK-SADDLE", answered("RF-C8"), answered("RF-C8") | unasked("RF-C1")),
    Contradiction(
        "CHK-BOTH-LEGS-DEFICIT",
        _WEAK | {"exam.sensory_loss.right": ["S1"]},
        _WEAK | {"exam.sensory_loss.right": ["S1"]} | LONGSTANDING,
    ),
    Contradiction("CHK-BOTH-LEGS-NEW", _BOTH_LEGS | since(14), _BOTH_LEGS | since(15)),
    Contradiction("CHK-BRISK", {"exam.reflexes.patellar.left": "brisk"}, {}),
    Contradiction("CHK-LEGS-NONE-ASKED", _NO_LEGS | answered("RF-N1"), _NO_LEGS),
    Contradiction("CHK-LEGS-NONE-SCORE", _NO_LEGS | _leg(1), _NO_LEGS | _leg(0)),
    Contradiction("CHK-LEGS-NONE-FOUND", _NO_LEGS | _WEAK, _NO_LEGS),
    Contradiction("CHK-ROOT-PAIN-ZERO", _DERMATOMAL | _leg(0), _DERMATOMAL | _leg(1)),
    Contradiction("CHK-LONGSTANDING", _WEAK | LONGSTANDING | answered("RF-N1"), _WEAK | LONGSTANDING),
    Contradiction("CHK-CLAUDICATION", answered("WR-07"), _WALKING | answered("WR-07")),
    Contradiction(
        "CHK-CLAUDICATION-REVIEW",
        _WALKING | answered("WR-07", answer="no"),
        _WALKING | unasked("WR-07"),
    ),
    Contradiction("CHK-INJURY", answered("RF-F5"), answered("RF-F5", "RF-F2")),
    Contradiction("CHK-STEROIDS", answered("RF-F3"), answered("RF-F3", "RF-I3")),
    Contradiction("CHK-CANCER", {"conditions.cancer_active": "yes"}, {}),
    Contradiction(
        "CHK-ANEURYSM",
        {"conditions.aaa": "yes"} | since(27),
        {"conditions.aaa": "yes"} | since(28),
    ),
    Contradiction("CHK-SMOKING", {"conditions.smoker": "yes"}, {}),
    Contradiction("CHK-PREGNANCY", WOMAN | {"patient.pregnancy.status": "pregnant"}, WOMAN),
    Contradiction("CHK-COURSE", _said("better") | _scores(3, 6), _said("worse") | _scores(3, 6)),
    Contradiction("CHK-ANXIETY", _phq4(2, 1, 0, 0), _phq4(1, 1, 0, 0)),
    Contradiction("CHK-DEPRESSION", _phq4(0, 0, 2, 1), _phq4(0, 0, 1, 1)),
    Contradiction("CHK-MOOD", _phq4(2, 1, 0, 0), _phq4(1, 1, 1, 1)),
    Contradiction("CHK-MOOD", _phq4(0, 0, 2, 1), _phq4(1, 1, 1, 1)),
    Contradiction(
        "CHK-OFF-WORK",
        {"problem.off_work_days": 29} | answered("YF-7", answer="no"),
        {"problem.off_work_days": 28} | answered("YF-7", answer="no"),
    ),
)


def _is_named(rule: str) -> Callable[[Evaluation], object]:
    return lambda evaluation: rule in {item.id for item in evaluation.contradictions}


_NO_MOOD: Final = answered("WR-14", "WR-15", "YF-4", answer="no")
NAMED: Final = tuple(
    Check(item.rule, edited(quiet(), _NO_MOOD | item.named), _is_named(item.rule), True)
    for item in CONTRADICTIONS
)
SILENT: Final = tuple(
    Check(item.rule, edited(quiet(), _NO_MOOD | item.silent), _is_named(item.rule), False)
    for item in CONTRADICTIONS
)
