"""What was asked and answered: every question in one of four states, lists that say whether they were asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment_content import Question
from desktop_app.domain.care_plan import AnsweredGroup, AnsweredItem
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import CurrentMedication
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.medicine_readings import NamedMedicine
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.plain_dates import clinician_date
from desktop_app.engine.plan_medicines import ChosenMedicine
from desktop_app.engine.strengths import milligrams
from desktop_app.engine.triage import EXAMINATION

AnswerState = Literal["yes", "no", "not_assessed", "unanswered"]

STATE_WORDS: Final[dict[AnswerState, str]] = {
    "yes": "yes",
    "no": "no",
    "not_assessed": "not assessed",
    "unanswered": "unanswered",
}

_STATES: Final[dict[Answer, AnswerState]] = {
    Answer.YES: "yes",
    Answer.NO: "no",
    Answer.NOT_ASSESSED: "not_assessed",
}


def answer_groups(
    consultation: Consultation, evaluation: Evaluation, compiled: CompiledKnowledge
) -> tuple[AnsweredGroup, ...]:
    """Every question that applies to this visit, and any other that was answered all the same."""
    knowledge = compiled.knowledge
    only_in_review = {item.question for item in knowledge.worsening_review.items}
    asked = evaluation.asked_now - (set() if evaluation.worsening_review.open else only_in_review)
    groups = []
    for group in knowledge.question_groups:
        items = tuple(
            AnsweredItem(id=question.id, finding=question.finding, state=_state(question, consultation))
            for question in knowledge.questions
            if question.group == group.id and (question.id in asked or question.id in consultation.answers)
        )
        if items:
            groups.append(AnsweredGroup(title=group.title, items=items))
    return tuple(groups)


def _state(question: Question, consultation: Consultation) -> AnswerState:
    """As answered; a condition that says the same makes it *yes*, as it does for every rule."""
    if question.same_as is not None and consultation.conditions.get(question.same_as) is Answer.YES:
        return "yes"
    return answer_state(consultation.answers.get(question.id))


def answer_state(answer: Answer | None) -> AnswerState:
    """One of the four states; a missing answer is a state of its own."""
    return "unanswered" if answer is None else _STATES[answer]


def answer_word(answer: Answer | None) -> str:
    return STATE_WORDS[answer_state(answer)]


def unanswered(
    consultation: Consultation,
    evaluation: Evaluation,
    compiled: CompiledKnowledge,
    chosen: tuple[ChosenMedicine, ...],
) -> tuple[str, ...]:
    """Mandatory items that are open, and facts that a check of a chosen medicine would have needed."""
    lines = [
        f"{finding}{f' ({question})' if question else ''}: {state}"
        for question, finding, state in open_items(consultation, evaluation, compiled)
    ]
    for medicine in chosen:
        found = medicine.assessment
        lines += [f"{fact}: not recorded, and {found.name} is chosen" for fact in found.needs_answer]
    return tuple(lines)


def open_items(
    consultation: Consultation, evaluation: Evaluation, compiled: CompiledKnowledge
) -> Iterator[tuple[str, str, str]]:
    """The question of each mandatory item that is open (empty for the examination), its finding, its state in words."""
    questions = {question.id: question for question in compiled.knowledge.questions}
    for item in evaluation.triage.unanswered:
        if item == EXAMINATION:
            yield "", "Neurological examination of the legs", "not complete"
        else:
            yield item, questions[item].finding, STATE_WORDS[_state(questions[item], consultation)]


def allergies(consultation: Consultation, evaluation: Evaluation) -> tuple[str, ...]:
    """As they were recorded; what no check could read says so."""
    reviewed = consultation.allergies.reviewed
    lines = [item.text if item.is_checked else f"{item.text}, not checked" for item in evaluation.allergies]
    return _list_or_status(tuple(lines), reviewed, consultation.visit_date)


def current_medicines(consultation: Consultation, evaluation: Evaluation) -> tuple[str, ...]:
    """As the patient names them, with the ingredient that each was checked as, and what is open about them."""
    recorded = consultation.current_medications
    lines = [
        f"{_medicine_line(entry)} ({'; '.join(found)})"
        if (found := tuple(_as_read(read)))
        else _medicine_line(entry)
        for entry, read in zip(recorded.list, evaluation.current_medicines, strict=True)
    ]
    twice = [
        f"more than one product with {ingredient}: {', '.join(names)}"
        for ingredient, names in evaluation.repeated_ingredients
    ]
    return _list_or_status((*lines, *twice), recorded.reviewed, consultation.visit_date)


def _as_read(read: NamedMedicine) -> Iterator[str]:
    if read.until_answered is not None:
        yield f"{read.until_answered}: {read.ask}"
    elif read.ingredient is None:
        yield "not checked"
    elif read.ingredient.casefold() != read.name.casefold():
        yield f"checked as {read.ingredient}"
    if read.dose_missing:
        yield "daily amount not known"


def unchecked_medicines(evaluation: Evaluation) -> tuple[str, ...]:
    return tuple(
        f"{name}: not checked, it is not in the dictionary" for name in evaluation.unmatched_medications
    )


def conditions(consultation: Consultation, compiled: CompiledKnowledge) -> tuple[str, ...]:
    """Recorded conditions by label, with the free text of others."""
    known = consultation.conditions
    present = [item.label for item in compiled.knowledge.conditions if known.get(item.key) is Answer.YES]
    open_ = [
        f"{item.label} (not assessed)"
        for item in compiled.knowledge.conditions
        if known.get(item.key) is Answer.NOT_ASSESSED
    ]
    other = [f"{text} (not checked)" for text in consultation.other_conditions]
    return _list_or_status(
        (*present, *open_, *other), consultation.conditions_reviewed, consultation.visit_date
    )


def _medicine_line(entry: CurrentMedication) -> str:
    parts = [entry.name]
    dose = entry.strength if entry.dose_mg is None else milligrams(entry.dose_mg)
    parts += [] if dose is None else [dose]
    line = " ".join(parts)
    if entry.per_day is not None:
        line += f", {entry.per_day:g} a day"
    return line if entry.stopped_on is None else f"{line} (stopped {clinician_date(entry.stopped_on)})"


def _list_or_status(entries: tuple[str, ...], reviewed: Answer | None, visit: date) -> tuple[str, ...]:
    """An empty list says whether anybody asked; a list that was not gone through says so too."""
    return tuple(_with_status(entries, reviewed, visit))


def _with_status(entries: tuple[str, ...], reviewed: Answer | None, visit: date) -> Iterator[str]:
    yield from entries
    if reviewed is Answer.YES:
        if not entries:
            yield f"none, confirmed {clinician_date(visit)}"
        return
    status = "not assessed" if reviewed is Answer.NOT_ASSESSED else "not asked"
    yield f"any others: {status}" if entries else status
