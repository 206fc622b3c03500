"""What the neurological examination shows: the definitions of the assessment reference, 2.8, 3.1, 3.4, 3.5.

Each finding is true, false or unknown. What was not examined is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop_app.domain.examination import (
    MOVEMENTS,
    NORMAL_GRADE,
    SIDES,
    EarlierMotorExam,
    Examination,
    LegSymptoms,
    MotorExam,
    Movement,
    Reflex,
    Root,
    Side,
    SideReflexes,
    TestResult,
)
from desktop_app.engine.examination_rules import ExaminationRules
from desktop_app.engine.truth import Truth, truth_of

_Grades = dict[Side, dict[Movement, int | None]]
_REFLEX_STRENGTH = {Reflex.ABSENT: 0, Reflex.REDUCED: 1, Reflex.NORMAL: 2, Reflex.BRISK: 3}


def examination_statements(
    exam: Examination, onset: date | None, rules: ExaminationRules
) -> dict[str, Truth]:
    """The findings by statement name; all unknown where the examination was not performed."""
    if not exam.was_performed:
        return dict.fromkeys(_STATEMENTS) | {
            "key_movements_graded": False,
            "key_movements_graded_both_sides": False,
        }
    grades = _grades(exam.motor)
    return {
        "leg_symptoms_found": None
        if exam.leg_symptoms is None
        else exam.leg_symptoms is not LegSymptoms.NONE,
        "leg_symptoms_both": None if exam.leg_symptoms is None else exam.leg_symptoms is LegSymptoms.BOTH,
        "key_movements_graded": _graded(grades, _affected_sides(exam), rules),
        "key_movements_graded_both_sides": _graded(grades, SIDES, rules),
        "motor_deficit": _any_grade(grades, rules.weak),
        "motor_severe": _any_grade(grades, rules.major),
        "motor_several_groups": _several_groups(grades, rules),
        "motor_longstanding": truth_of(exam.motor_longstanding),
        "motor_worse": _worse(grades, exam.motor_previous, onset),
        "sensory_loss": _sensory_loss(exam),
        "reflex_deficit": _joined(map(_asymmetric, (exam.reflexes.patellar, exam.reflexes.achilles))),
        "deficit_both_legs": _deficit_both_legs(exam, grades, rules),
        "reflex_brisk_one_side": _joined(
            map(_brisk_on_one_side, (exam.reflexes.patellar, exam.reflexes.achilles))
        ),
        "tension_test_positive": _joined(_tension_tests(exam)),
        "leg_pain_dermatomal": truth_of(exam.leg_pain_dermatomal),
        "claudication": truth_of(exam.claudication),
    }


_STATEMENTS = (
    "leg_symptoms_found",
    "leg_symptoms_both",
    "motor_deficit",
    "motor_severe",
    "motor_several_groups",
    "motor_longstanding",
    "motor_worse",
    "sensory_loss",
    "reflex_deficit",
    "deficit_both_legs",
    "reflex_brisk_one_side",
    "tension_test_positive",
    "leg_pain_dermatomal",
    "claudication",
)


def examination_causes(exam: Examination, rules: ExaminationRules) -> dict[str, tuple[str, ...]]:
    """Where a deficit was found, by statement name: ``left ankle dorsiflexion 2/5``, ``right L5``."""
    if not exam.was_performed:
        return {}
    weak = _movements_up_to(rules.weak, exam.motor, rules)
    severe = _movements_up_to(rules.major, exam.motor, rules) if weak else ()
    numb = [f"{side} {root.value}" for side in SIDES for root in getattr(exam.sensory_loss, side) or ()]
    return {
        "motor_deficit": weak,
        "motor_severe": severe,
        "motor_several_groups": weak,
        "sensory_loss": tuple(numb),
    }


def _movements_up_to(limit: int, motor: MotorExam, rules: ExaminationRules) -> tuple[str, ...]:
    return tuple(
        f"{side} {rules.movement_labels[movement]} {grade}/{NORMAL_GRADE}"
        for side, of_side in _grades(motor).items()
        for movement, grade in of_side.items()
        if grade is not None and grade <= limit
    )


def _affected_sides(exam: Examination) -> tuple[Side, ...]:
    """The side of the leg symptoms; both where they do not say left or right."""
    if exam.leg_symptoms is LegSymptoms.LEFT:
        return ("left",)
    return ("right",) if exam.leg_symptoms is LegSymptoms.RIGHT else SIDES


def _graded(grades: _Grades, sides: tuple[Side, ...], rules: ExaminationRules) -> bool:
    """Whether every movement is graded without which the examination of a symptomatic leg is not complete (3.5)."""
    return all(
        grade is not None
        for side in sides
        for name, grade in grades[side].items()
        if name in rules.key_movements
    )


def affected_roots(exam: Examination, rules: ExaminationRules) -> tuple[str, ...]:
    """Roots that an objective deficit points to, by the root table 3.1, from L2 to S1."""
    if not exam.was_performed:
        return ()
    weak = (_weak(of_side, rules) for of_side in _grades(exam.motor).values())
    roots = {rules.root_of_movement[movement] for movements in weak for movement in movements}
    for roots_of_side in (exam.sensory_loss.left, exam.sensory_loss.right):
        roots.update(root.value for root in roots_of_side or ())
    for name, root in rules.root_of_reflex.items():
        if _asymmetric(getattr(exam.reflexes, name)):
            roots.add(root)
    return tuple(sorted(roots))


def _joined(truths: Iterator[Truth] | map[Truth]) -> Truth:
    found = list(truths)
    return True if True in found else (None if None in found else False)


def _grades(motor: MotorExam) -> _Grades:
    return {side: {movement: motor.grade(movement, side) for movement in MOVEMENTS} for side in SIDES}


def _all_grades(grades: _Grades) -> list[int | None]:
    return [grade for of_side in grades.values() for grade in of_side.values()]


def _any_grade(grades: _Grades, limit: int) -> Truth:
    found = _all_grades(grades)
    if any(grade is not None and grade <= limit for grade in found):
        return True
    return None if None in found else False


def _weak(of_side: dict[Movement, int | None], rules: ExaminationRules) -> frozenset[str]:
    return frozenset(name for name, grade in of_side.items() if grade is not None and grade <= rules.weak)


def _several_groups(grades: _Grades, rules: ExaminationRules) -> Truth:
    """Weakness in two groups of one leg, or in both legs."""
    weak = [_weak(of_side, rules) for of_side in grades.values()]
    if all(weak) or any(rules.level_count(movements) >= 2 for movements in weak):
        return True
    return None if None in _all_grades(grades) else False


def _deficit_both_legs(exam: Examination, grades: _Grades, rules: ExaminationRules) -> Truth:
    """Weakness or loss of feeling in each of the two legs."""
    per_leg = [_leg_deficit(grades[side], getattr(exam.sensory_loss, side), rules) for side in SIDES]
    return False if False in per_leg else None if None in per_leg else True


def _leg_deficit(
    of_side: dict[Movement, int | None], numb: tuple[Root, ...] | None, rules: ExaminationRules
) -> Truth:
    if numb or _weak(of_side, rules):
        return True
    return None if numb is None or None in of_side.values() else False


def _worse(grades: _Grades, previous: EarlierMotorExam, onset: date | None) -> Truth:
    """Lower by one grade or more than at an earlier examination of this episode; no earlier record is not worse."""
    if not previous.model_fields_set:
        return False
    if previous.date is not None and onset is not None and previous.date < onset:
        return False
    pairs = list(zip(_all_grades(grades), _all_grades(_grades(previous)), strict=True))
    if any(now is not None and before is not None and now < before for now, before in pairs):
        return True
    return None if any(now is None and before is not None for now, before in pairs) else False


def _sensory_loss(exam: Examination) -> Truth:
    sides = (exam.sensory_loss.left, exam.sensory_loss.right)
    if any(sides):
        return True
    return None if None in sides else False


def _asymmetric(reflex: SideReflexes) -> Truth:
    """One side reduced or absent and the other stronger; both sides must have been examined."""
    if reflex.left is None or reflex.right is None:
        return None
    left, right = _REFLEX_STRENGTH[reflex.left], _REFLEX_STRENGTH[reflex.right]
    return left != right and min(left, right) < _REFLEX_STRENGTH[Reflex.NORMAL]


def _brisk_on_one_side(reflex: SideReflexes) -> Truth:
    """Brisk on one side only; equally brisk reflexes are no sign by themselves (reference 2.2)."""
    if reflex.left is None or reflex.right is None:
        return None
    return (reflex.left is Reflex.BRISK) is not (reflex.right is Reflex.BRISK)


def _tension_tests(exam: Examination) -> Iterator[Truth]:
    results = (
        exam.straight_leg_raise.left,
        exam.straight_leg_raise.right,
        exam.crossed_straight_leg_raise,
        exam.femoral_stretch,
    )
    for result in results:
        yield None if result is None else result is TestResult.POSITIVE
