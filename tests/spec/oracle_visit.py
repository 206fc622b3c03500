"""The facts of one visit for the second implementation, read straight from the consultation.

Section numbers are those of the clinical reference of the assessment. Nothing here comes from the engine or the
content: the two are compared in ``test_assessment_against_oracle``.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.examination import MOVEMENTS, SIDES, MotorExam, Movement, Reflex, TestResult
from tests.spec.oracle_course import course

# The answer and the condition that say the same: yes in either is yes.
SAME_AS = {"RF-F4": "osteoporosis", "RF-I8": "diabetes", "RF-V6": "hypertension"}

# 2.8: L4 and L5 weakness of one foot counts as one level.
GROUPS: tuple[tuple[Movement, ...], ...] = (
    ("hip_flexion", "knee_extension"),
    ("ankle_dorsiflexion", "great_toe_extension", "hip_abduction"),
    ("plantarflexion",),
)
L4_PAIR = {"knee_extension", "ankle_dorsiflexion"}

# 3.5: hip abduction is examined, but not needed for a complete neurological examination.
KEY_MOVEMENTS: tuple[Movement, ...] = (
    "hip_flexion",
    "knee_extension",
    "ankle_dorsiflexion",
    "great_toe_extension",
    "plantarflexion",
)

CAUDA_EQUINA = tuple(f"RF-C{number}" for number in range(1, 9))

REFLEX_STRENGTH = {Reflex.ABSENT: 0, Reflex.REDUCED: 1, Reflex.NORMAL: 2, Reflex.BRISK: 3}

Weakness = dict[tuple[Movement, str], int]


class Answers:
    """Section 0: ``yes``, ``no`` or unknown; not assessed and left out are the same."""

    def __init__(self, consultation: Consultation) -> None:
        self._answers = consultation.answers
        self._conditions = consultation.conditions

    def yes(self, *questions: str) -> bool:
        return any(self._is(question, Answer.YES) for question in questions)

    def all_no(self, *questions: str) -> bool:
        return all(self._is(question, Answer.NO) for question in questions)

    def open(self, question: str) -> bool:
        return not self.yes(question) and not self.all_no(question)

    def count_yes(self, *questions: str) -> int:
        return sum(self.yes(question) for question in questions)

    def has(self, condition: str) -> bool:
        return self._conditions.get(condition) is Answer.YES

    def _is(self, question: str, answer: Answer) -> bool:
        if question in SAME_AS and self.has(SAME_AS[question]):
            return answer is Answer.YES
        return self._answers.get(question) is answer


class Examined(NamedTuple):
    """Sections 2.8 and 3.4: what the examination found. Not performed: nothing was found."""

    worst_grade: int | None
    several_levels: bool
    lower_than_before: bool
    sensory_or_reflex_deficit: bool
    sensory_loss: bool
    radicular_pain: bool
    claudication: bool
    residual_ml: float | None
    longstanding: bool

    @property
    def weak(self) -> bool:
        return self.worst_grade is not None and self.worst_grade <= 4

    @property
    def very_weak(self) -> bool:
        return self.worst_grade is not None and self.worst_grade <= 3


NOT_EXAMINED = Examined(None, False, False, False, False, False, False, None, False)


def examined(consultation: Consultation) -> Examined:
    exam = consultation.exam
    if exam.performed is not Answer.YES:
        return NOT_EXAMINED
    weak = {place: grade for place, grade in _grades(exam.motor).items() if grade <= 4}
    sensory = bool(exam.sensory_loss.left) or bool(exam.sensory_loss.right)
    return Examined(
        worst_grade=min(_grades(exam.motor).values(), default=None),
        several_levels=_several_levels(weak),
        lower_than_before=_lower_than_before(consultation),
        sensory_or_reflex_deficit=sensory or _reflex_deficit(consultation),
        sensory_loss=sensory,
        radicular_pain=exam.leg_pain_dermatomal is Answer.YES and _tension_test_positive(consultation),
        claudication=exam.claudication is Answer.YES,
        residual_ml=exam.post_void_residual_ml,
        longstanding=exam.motor_longstanding is Answer.YES,
    )


def _grades(motor: MotorExam) -> Weakness:
    found: Weakness = {}
    for movement in MOVEMENTS:
        for side in SIDES:
            grade = motor.grade(movement, side)
            if grade is not None:
                found[movement, side] = grade
    return found


def _several_levels(weak: Weakness) -> bool:
    """2.8: weakness in two or more groups of one leg, or in both legs."""
    legs = [{movement for movement, side in weak if side == leg} for leg in SIDES]
    if legs[0] and legs[1]:
        return True
    return any(leg != L4_PAIR and sum(any(m in leg for m in group) for group in GROUPS) >= 2 for leg in legs)


def _lower_than_before(consultation: Consultation) -> bool:
    """2.8, TR-04: an earlier examination dated before the onset is not of this episode."""
    earlier, onset = consultation.exam.motor_previous, consultation.problem.onset_date
    if earlier.date is not None and onset is not None and earlier.date < onset:
        return False
    before = _grades(earlier)
    return any(
        place in before and grade < before[place] for place, grade in _grades(consultation.exam.motor).items()
    )


def _reflex_deficit(consultation: Consultation) -> bool:
    """3.4: reduced or absent, the other side stronger; both examined."""
    for pair in (consultation.exam.reflexes.patellar, consultation.exam.reflexes.achilles):
        if pair.left is None or pair.right is None:
            continue
        weaker, stronger = sorted((REFLEX_STRENGTH[pair.left], REFLEX_STRENGTH[pair.right]))
        if weaker <= 1 and stronger > weaker:
            return True
    return False


def _tension_test_positive(consultation: Consultation) -> bool:
    exam = consultation.exam
    slr = exam.straight_leg_raise
    results = (slr.left, slr.right, exam.crossed_straight_leg_raise, exam.femoral_stretch)
    return TestResult.POSITIVE in results


class Visit:
    """Everything that the rules of the reference read, under the names that it uses."""

    def __init__(self, consultation: Consultation) -> None:
        self.consultation = consultation
        self.answers = Answers(consultation)
        self.exam = examined(consultation)
        self.course = course(consultation)

    def yes(self, *questions: str) -> bool:
        return self.answers.yes(*questions)

    @property
    def cauda_equina_item(self) -> bool:
        """2.1: RF-C1 to RF-C8 answered yes, or RF-C9, a residual of 200 mL or more."""
        residual = self.exam.residual_ml
        return self.yes(*CAUDA_EQUINA) or (residual is not None and residual >= 200)

    @property
    def age(self) -> int:
        return self.course.age

    @property
    def cancer_and_new_pain(self) -> bool:
        return self.yes("RF-M1") and self.yes("RF-M1b")

    @property
    def immunosuppressed(self) -> bool:
        return self.yes("RF-I3", "RF-F3")

    @property
    def leg_nrs(self) -> int:
        return self.consultation.measures.now.nrs_leg or 0

    @property
    def worst_nrs(self) -> int:
        return max(self.consultation.measures.now.nrs_back or 0, self.leg_nrs)

    @property
    def tasks_blocked(self) -> bool:
        return self.consultation.problem.tasks_blocked is Answer.YES

    @property
    def imaged(self) -> bool:
        """2.8."""
        return (
            self.consultation.problem.already_imaged_same_picture is Answer.YES
            and not self.course.getting_worse
        )

    @property
    def labs_clear(self) -> bool:
        """2.8."""
        labs = self.consultation.labs
        quiet = labs.esr_mm_h is not None and labs.esr_mm_h <= 20 and labs.crp_raised is Answer.NO
        return quiet and not self.yes("RF-M4", "RF-F6", "RF-I1") and not self.course.getting_worse

    @property
    def inflammation_and_risk(self) -> bool:
        """2.5, RF-I10."""
        labs = self.consultation.labs
        raised = (labs.esr_mm_h is not None and labs.esr_mm_h > 20) or labs.crp_raised is Answer.YES
        risks = ("RF-I1", "RF-I2", "RF-I3", "RF-I4", "RF-I5", "RF-I6", "RF-I7", "RF-I9", "RF-F3")
        return raised and self.yes(*risks)

    @property
    def infection_risks(self) -> int:
        """TR-36."""
        return self.immunosuppressed + self.answers.count_yes("RF-I2", "RF-I4", "RF-I6", "RF-I7")

    @property
    def radicular(self) -> bool:
        """3.4."""
        found = self.exam
        return found.radicular_pain or found.weak or found.sensory_or_reflex_deficit or self.yes("RF-N3")

    @property
    def leg_symptoms_reported(self) -> bool:
        """3.5."""
        where = self.consultation.exam.leg_symptoms
        told = self.consultation.exam.performed is Answer.YES and where is not None and where.value != "none"
        return told or self.leg_nrs > 0 or self.yes("RF-C7", "RF-N1", "RF-N3")

    @property
    def legs_examined(self) -> bool:
        """3.5: every key movement of the affected side, both where no side is known."""
        exam = self.consultation.exam
        side = exam.leg_symptoms.value if exam.leg_symptoms is not None else None
        sides = [s for s in SIDES if side == s and not self.yes("RF-C7")] or list(SIDES)
        return exam.performed is Answer.YES and all(
            exam.motor.grade(movement, s) is not None for movement in KEY_MOVEMENTS for s in sides
        )

    @property
    def axial_gate(self) -> bool:
        """2.6."""
        onset_age, days = self.course.age_at_onset, self.course.days
        return onset_age is not None and onset_age < 45 and days is not None and days >= 85
