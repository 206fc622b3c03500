"""Visits under the content that ships: one plain patient, and whatever a test changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from desktop_app.content.loader import load_folder
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.treatment_assessments import MedicationAssessment, TherapyAssessment
from desktop_app.engine.compiled import CompiledKnowledge, compile_knowledge
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.instruments import MeasuredCourse, measured_course

ROOT = Path(__file__).parents[3]
PLAIN: dict[str, Any] = {
    "format": 1,
    "visit_date": "2026-11-20",
    "patient": {"birth_date": "1986-02-03", "sex": "male"},
}


@cache
def knowledge() -> KnowledgeBase:
    return load_folder(ROOT / "resources" / "content")


@cache
def compiled() -> CompiledKnowledge:
    return compile_knowledge(knowledge())


def visit(**groups: Any) -> Consultation:
    """A visit of a man of 40 of whom nothing is known; a group that is given replaces or extends that of the visit."""
    merged = {
        key: {**PLAIN[key], **value} if isinstance(PLAIN.get(key), dict) else value
        for key, value in groups.items()
    }
    return Consultation.model_validate(PLAIN | merged)


def evaluated(**groups: Any) -> Evaluation:
    """The evaluation of such a visit."""
    return evaluate(visit(**groups), compiled())


def measured(consultation: Consultation) -> MeasuredCourse:
    """The scores of a visit by the instruments that ship."""
    says = consultation.problem.patient_says
    return measured_course(consultation.measures, says, compiled().instruments)


def medicines(*entries: Any, reviewed: str = "yes") -> dict[str, Any]:
    """The key ``current_medications``."""
    return {"reviewed": reviewed, "list": list(entries)}


def medicine(found: Evaluation, drug: str) -> MedicationAssessment:
    """The assessment of one medicine."""
    return next(item for item in found.medications if item.drug == drug)


def therapy(found: Evaluation, name: str) -> TherapyAssessment:
    """The assessment of one therapy."""
    return next(item for item in found.therapies if item.therapy == name)


def rules(found: MedicationAssessment | TherapyAssessment) -> set[str]:
    """The rules that speak against an option."""
    return {issue.rule for issue in found.issues}


def suggested(found: Evaluation) -> list[str]:
    """The suggested medicines, best first."""
    ranked = [item for item in found.medications if item.suggested_rank is not None]
    return [item.drug for item in sorted(ranked, key=lambda item: item.suggested_rank or 0)]
