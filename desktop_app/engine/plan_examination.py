"""The neurological examination as the plan prints it. What was not examined says so; it is never printed as normal."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.answers import Answer
from desktop_app.domain.care_plan import Labelled
from desktop_app.domain.examination import MOVEMENTS, NORMAL_GRADE, SIDES, Examination, MotorExam
from desktop_app.engine.plain_dates import clinician_date
from desktop_app.engine.plan_record import answer_word

NOT_EXAMINED = "not examined"


def examination_lines(exam: Examination) -> tuple[Labelled, ...]:
    """One line for each finding and one for what was left out, or the one line that there was no examination."""
    lines = tuple(_lines(exam))
    found = tuple(Labelled(label=label, value=value) for label, value in lines if value != NOT_EXAMINED)
    left_out = ", ".join(label[0].lower() + label[1:] for label, value in lines if value == NOT_EXAMINED)
    return (*found, Labelled(label="Not examined", value=left_out)) if left_out else found


def _lines(exam: Examination) -> Iterator[tuple[str, str]]:
    if not exam.was_performed:
        yield (
            "Neurological examination",
            "not performed" if exam.performed is Answer.NO else answer_word(exam.performed),
        )
        return
    symptoms = exam.leg_symptoms
    yield "Leg symptoms", "unanswered" if symptoms is None else symptoms.value
    yield "Leg pain in a nerve-root pattern", answer_word(exam.leg_pain_dermatomal)
    yield "Neurogenic claudication", answer_word(exam.claudication)
    yield "Strength (MRC)", _strength(exam.motor)
    if _is_graded(exam.motor_previous):
        day = exam.motor_previous.date
        when = "date not recorded" if day is None else clinician_date(day)
        yield f"Strength at an earlier visit ({when})", _strength(exam.motor_previous)
    if exam.motor_longstanding is not None:
        yield "Weakness long-standing and not worse", answer_word(exam.motor_longstanding)
    loss = exam.sensory_loss
    yield "Loss of feeling", _sides(_roots(loss.left), _roots(loss.right))
    for label, reflex in (("Knee reflex", exam.reflexes.patellar), ("Ankle reflex", exam.reflexes.achilles)):
        yield label, _sides(reflex.left, reflex.right)
    raised = exam.straight_leg_raise
    yield "Straight leg raise", _sides(raised.left, raised.right)
    yield "Crossed straight leg raise", exam.crossed_straight_leg_raise or NOT_EXAMINED
    yield "Femoral stretch", exam.femoral_stretch or NOT_EXAMINED
    residual = exam.post_void_residual_ml
    yield "Post-void residual", "not measured" if residual is None else f"{residual:g} mL"


def _strength(motor: MotorExam) -> str:
    """Movements that are normal on both sides in one phrase, each other one with its sides, and what is missing."""
    grades = {
        name.replace("_", " "): (motor.grade(name, "left"), motor.grade(name, "right")) for name in MOVEMENTS
    }
    missing = [name for name, pair in grades.items() if pair == (None, None)]
    normal = [name for name, pair in grades.items() if pair == (NORMAL_GRADE, NORMAL_GRADE)]
    others = "; ".join(
        f"{name} {_sides(*(None if grade is None else str(grade) for grade in pair))}"
        for name, pair in grades.items()
        if name not in missing and name not in normal
    )
    if len(missing) == len(grades):
        return NOT_EXAMINED
    if not missing and normal:
        return f"5 on both sides in every movement{f' except {others}' if others else ''}"
    found = f"5 on both sides in {', '.join(normal)}" if normal else ""
    gaps = f"{NOT_EXAMINED}: {', '.join(missing)}" if missing else ""
    return "; ".join(filter(None, (others, found, gaps)))


def _is_graded(motor: MotorExam) -> bool:
    return any(motor.grade(movement, side) is not None for movement in MOVEMENTS for side in SIDES)


def _roots(roots: tuple[str, ...] | None) -> str | None:
    return None if roots is None else ", ".join(roots) or "none"


def _sides(left: str | None, right: str | None) -> str:
    if left is right is None:
        return NOT_EXAMINED
    left, right = left or NOT_EXAMINED, right or NOT_EXAMINED
    return f"{left} on both sides" if left == right else f"left {left}, right {right}"
