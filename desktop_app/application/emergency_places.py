"""Where the answer or finding behind an emergency rule stands, so that "Correct an answer" leads there."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.application.steps import Step
from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import value_at
from desktop_app.domain.examination import MOVEMENTS, NORMAL_GRADE, SIDES

Place = tuple[Step, str]
"""A step, and the path of the row in it; an empty path is the step itself."""


def place_of_rule(rule: str, consultation: Consultation, paths: Mapping[str, tuple[str, ...]]) -> Place:
    """The first answer or measure that the rule can have fired by; for a finding on strength the weakest movement."""
    for path in paths.get(rule, ()):
        value = value_at(consultation, path)
        if path.startswith("answers.") and value is Answer.YES:
            return Step.RED_FLAGS, path
        if path.startswith("exam.") and value is not None:
            return Step.EXAMINATION, path
    grades = [
        (grade, f"exam.motor.{movement}.{side}")
        for movement in MOVEMENTS
        for side in SIDES
        if (grade := consultation.exam.motor.grade(movement, side)) is not None and grade < NORMAL_GRADE
    ]
    return (Step.EXAMINATION, min(grades)[1]) if grades else (Step.RED_FLAGS, "")
