"""The steps of a visit, and what is still open in each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from desktop_app.application.visit_form import QuestionGroupView, VisitForm
from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import value_at
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.examination import MOVEMENTS, SIDES, LegSymptoms
from desktop_app.domain.patient import Sex


class Step(StrEnum):
    """The steps, in the order of the visit. None of them is ever locked; ``EMERGENCY`` is there only in one."""

    PATIENT = "patient"
    RED_FLAGS = "red_flags"
    EXAMINATION = "examination"
    EMERGENCY = "emergency"
    WORSENING = "worsening"
    MEDICINES = "medicines"
    CARE = "care"
    ORDERS = "orders"
    REVIEW = "review"


_HISTORY = (
    "problem.onset_date",
    "problem.first_visit",
    "problem.patient_says",
    "problem.flare_of_chronic",
    "problem.works",
    "problem.tasks_blocked",
    "measures.now.nrs_back",
    "measures.now.nrs_leg",
)
_MEDICINE_LISTS = ("conditions_reviewed", "allergies.reviewed", "current_medications.reviewed")

Points = Iterator[str]


def open_points(
    step: Step, consultation: Consultation, evaluation: Evaluation, form: VisitForm
) -> tuple[str, ...]:
    """The dotted paths of ``step`` that are unanswered, in reading order; only what is asked of this patient."""
    return tuple(_OPEN_POINTS[step](consultation, evaluation, form))


def step_of(path: str, form: VisitForm) -> Step:
    """The step on which the answer at ``path`` is given."""
    group, _, name = path.partition(".")
    if group == "answers":
        red_flags = {item.id for each in form.red_flag_groups for item in each.items}
        return Step.RED_FLAGS if name in red_flags else Step.WORSENING
    return Step.EXAMINATION if group == "exam" else Step.PATIENT


def questions_shown(
    groups: Iterable[QuestionGroupView], evaluation: Evaluation
) -> Iterator[tuple[QuestionGroupView, tuple[str, ...]]]:
    """Each group with the ids of its questions that are asked of this patient."""
    for group in groups:
        shown = tuple(item.id for item in group.items if item.id in evaluation.asked_now)
        if shown:
            yield group, shown


def is_unanswered(consultation: Consultation, path: str) -> bool:
    return value_at(consultation, path) is None


def _patient(consultation: Consultation, _evaluation: Evaluation, _form: VisitForm) -> Points:
    if consultation.patient.sex is Sex.FEMALE:
        yield from _still_open(consultation, ("patient.pregnancy.status", "patient.breastfeeding"))
    yield from _still_open(consultation, _HISTORY)


def _red_flags(consultation: Consultation, evaluation: Evaluation, form: VisitForm) -> Points:
    yield from _questions(form.red_flag_groups, consultation, evaluation)


def _examination(consultation: Consultation, _evaluation: Evaluation, form: VisitForm) -> Points:
    exam = consultation.exam
    yield from _still_open(consultation, ("exam.performed",))
    if not exam.was_performed:
        return
    yield from _still_open(consultation, ("exam.leg_symptoms",))
    examined = any(exam.motor.grade(movement, side) is not None for movement in MOVEMENTS for side in SIDES)
    if not examined:
        yield "exam.motor.all_normal"
    if exam.leg_symptoms in (None, LegSymptoms.NONE):
        return
    needed = (f"exam.{field}.{side}" for field in form.examination.minimum_fields for side in SIDES)
    yield from _still_open(consultation, needed)


def _worsening(consultation: Consultation, evaluation: Evaluation, form: VisitForm) -> Points:
    yield from _still_open(
        consultation, (f"tried[{index}].result" for index in range(len(consultation.tried)))
    )
    if evaluation.worsening_review.open:
        paths = (f"answers.{item.id}" for item in form.worsening_items if item.id in evaluation.asked_now)
        yield from _still_open(consultation, paths)
    yield from _questions(form.coping_groups, consultation, evaluation)


def _medicines(consultation: Consultation, evaluation: Evaluation, _form: VisitForm) -> Points:
    yield from _still_open(consultation, _MEDICINE_LISTS[:-1])
    for index, medicine in enumerate(evaluation.current_medicines):
        if medicine.question is not None:
            yield f"current_medications.list[{index}]"
    yield from _still_open(consultation, _MEDICINE_LISTS[-1:])
    decisions = consultation.decisions
    if not decisions.medications and decisions.no_medication is not Answer.YES:
        yield "decisions.medications"


def _care(consultation: Consultation, _evaluation: Evaluation, _form: VisitForm) -> Points:
    if not consultation.decisions.therapies:
        yield "decisions.therapies"


def _orders(consultation: Consultation, evaluation: Evaluation, _form: VisitForm) -> Points:
    if evaluation.orders:
        yield from _still_open(consultation, ("decisions.accepted_orders",))


def _nothing(_consultation: Consultation, _evaluation: Evaluation, _form: VisitForm) -> Points:
    yield from ()


def _questions(
    groups: Iterable[QuestionGroupView], consultation: Consultation, evaluation: Evaluation
) -> Points:
    for _, ids in questions_shown(groups, evaluation):
        yield from _still_open(consultation, (f"answers.{key}" for key in ids))


def _still_open(consultation: Consultation, paths: Iterable[str]) -> Points:
    return (path for path in paths if is_unanswered(consultation, path))


_OPEN_POINTS: dict[Step, Callable[[Consultation, Evaluation, VisitForm], Points]] = {
    Step.PATIENT: _patient,
    Step.RED_FLAGS: _red_flags,
    Step.EXAMINATION: _examination,
    Step.EMERGENCY: _nothing,
    Step.WORSENING: _worsening,
    Step.MEDICINES: _medicines,
    Step.CARE: _care,
    Step.ORDERS: _orders,
    Step.REVIEW: _nothing,
}
