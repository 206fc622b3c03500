"""The visit on one page, as it is checked before signing: what is not assessed first, then every line of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.application.current_medicines import (
    MEDICINES,
    lists_in_words,
    open_name_in_words,
    repeated_in_words,
    totals_in_words,
)
from desktop_app.application.emergency import override_of
from desktop_app.application.order_decisions import is_accepted, proposed
from desktop_app.application.steps import Step, step_of
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.evaluation import Evaluation
from desktop_app.engine.plain_dates import clinician_date


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line with the place where it can be changed; without a step it cannot. ``path`` may be empty."""

    title: str
    text: str
    step: Step | None
    path: str = ""


def not_assessed(visit: Visit, form: VisitForm) -> tuple[SummaryLine, ...]:
    """What is unknown though it is asked of this patient: open, or answered with *not assessed*."""
    return (*_open_questions(visit, form), *_open_lists(visit), *_unchecked_medicines(visit))


def contradictions(visit: Visit, form: VisitForm) -> tuple[SummaryLine, ...]:
    """What does not fit together, each with the answer to look at again."""
    return tuple(
        SummaryLine(found.text, "", step_of(found.path, form), found.path)
        for found in visit.evaluation.contradictions
    )


def _open_questions(visit: Visit, form: VisitForm) -> Iterator[SummaryLine]:
    evaluation, answers = visit.evaluation, visit.consultation.answers
    labels = form.question_labels
    unsure = [key for key, answer in answers.items() if answer is Answer.NOT_ASSESSED]
    asked = [key for key in unsure if key in evaluation.asked_now]
    for key in dict.fromkeys((*evaluation.triage.unanswered, *asked)):
        if key in labels:
            state = "not assessed" if key in asked else "unanswered"
            yield SummaryLine(_sentence(labels[key]), f"{state} ({key})", Step.RED_FLAGS, f"answers.{key}")
        else:
            yield SummaryLine("Examination of the legs", "not complete", Step.EXAMINATION)


def _open_lists(visit: Visit) -> Iterator[SummaryLine]:
    for path, title, state in lists_in_words(visit.consultation):
        if visit.value(path) != Answer.YES:
            yield SummaryLine(title, state, Step.MEDICINES, path)


def _unchecked_medicines(visit: Visit) -> Iterator[SummaryLine]:
    for index, read in enumerate(visit.evaluation.current_medicines):
        if read.ingredient is None or read.question is not None:
            yield SummaryLine(read.name, open_name_in_words(read), Step.MEDICINES, f"{MEDICINES}[{index}]")
    chosen = {choice.drug for choice in visit.consultation.decisions.medications}
    for found in visit.evaluation.medications:
        if found.drug in chosen and found.needs_answer:
            needed = ", ".join(found.needs_answer)
            yield SummaryLine(found.name, f"chosen, but unknown: {needed}", Step.MEDICINES)


def summary(visit: Visit, form: VisitForm) -> tuple[SummaryLine, ...]:
    """Every line of the plan as it stands, in the order of the visit."""
    return (
        *_assessment(visit, form),
        *_patient_lists(visit),
        *_medicines(visit, form),
        *_care(visit, form),
        *_orders(visit),
        _content(form),
    )


def _assessment(visit: Visit, form: VisitForm) -> Iterator[SummaryLine]:
    evaluation, answers = visit.evaluation, visit.consultation.answers
    triage, found = evaluation.triage, evaluation.classification
    rules = "; ".join(f"{rule.title} ({rule.id})" for rule in triage.rules)
    yield SummaryLine("Urgency", ". ".join(filter(None, (triage.title, rules))), Step.RED_FLAGS)
    flags = [
        item.finding
        for group in form.red_flag_groups
        for item in group.items
        if answers.get(item.id) is Answer.YES
    ]
    yield SummaryLine("Red flags", _listed(flags, "none answered with yes"), Step.RED_FLAGS)
    roots = f" ({', '.join(found.roots)})" if found.roots else ""
    picture = ": ".join(filter(None, (found.title, found.sublevel_title)))
    examined = "" if visit.consultation.exam.was_performed else " Not examined."
    yield SummaryLine("Examination", f"{picture}{roots}.{examined}", Step.EXAMINATION)
    review = evaluation.worsening_review
    actions = [f"{key}: {text}" for key, text in review.actions]
    if review.nothing_found is not None:
        actions.append(review.nothing_found)
    if review.unanswered:
        actions.append(f"{len(review.unanswered)} questions not answered")
    yield SummaryLine("Worsening review", "\n".join(actions) or "not due", Step.WORSENING)


def _patient_lists(visit: Visit) -> Iterator[SummaryLine]:
    """What the checks rest on, by name: "none, confirmed" is never the same as "not asked"."""
    listed = {
        "allergies.reviewed": visit.consultation.allergies.list,
        "current_medications.reviewed": tuple(
            item.name for item in visit.consultation.current_medications.list
        ),
    }
    for path, title, state in lists_in_words(visit.consultation):
        names = "; ".join(listed.get(path, ()))
        yield SummaryLine(title, f"{state}: {names}" if names else state, Step.MEDICINES, path)
    notes = (*repeated_in_words(visit.evaluation), *totals_in_words(visit.evaluation))
    if notes:
        yield SummaryLine("Daily amounts", "\n".join(notes), Step.MEDICINES, MEDICINES)


def _medicines(visit: Visit, form: VisitForm) -> Iterator[SummaryLine]:
    decisions = visit.consultation.decisions
    names = {view.id: view.name for view in form.medicines}
    for choice in decisions.medications:
        yield SummaryLine("Medicine", dose_in_words(choice, names), Step.MEDICINES, "decisions.medications")
    if not decisions.medications:
        none_given = decisions.no_medication is Answer.YES
        text = "none, decided together" if none_given else "nothing decided"
        yield SummaryLine("Medicine", text, Step.MEDICINES, "decisions.medications")
    yield _overrides(visit, form, names)


def _overrides(visit: Visit, form: VisitForm, names: dict[str, str]) -> SummaryLine:
    """Reasons against the emergency advice, then those against warnings about medicines."""
    labels = dict(form.override_reasons)
    overrides = [
        f"{names.get(choice.drug, choice.drug)}: {labels.get(choice.override.reason, choice.override.reason)} - "
        f"{choice.override.text}"
        for choice in visit.consultation.decisions.medications
        if choice.override is not None
    ]
    emergency = override_in_words(visit.consultation, visit.evaluation, form)
    if emergency is None:
        return SummaryLine("Overrides", _listed(overrides, "none"), Step.MEDICINES, "decisions.medications")
    text = "; ".join([f"Emergency advice not followed: {emergency}", *overrides])
    return SummaryLine("Overrides", text, Step.EMERGENCY)


def override_in_words(consultation: Consultation, evaluation: Evaluation, form: VisitForm) -> str | None:
    """Why the emergency advice is not followed; ``None`` where it is, or where there is no emergency."""
    override = override_of(consultation, evaluation)
    if override is None:
        return None
    return f"{form.emergency_reason_label(override.reason)} - {override.text}"


def _care(visit: Visit, form: VisitForm) -> Iterator[SummaryLine]:
    names = {item.therapy: item.name for item in visit.evaluation.therapies}
    chosen = [names.get(key, key) for key in visit.consultation.decisions.therapies]
    yield SummaryLine("Other care", _listed(chosen, "nothing chosen"), Step.CARE, "decisions.therapies")


def _orders(visit: Visit) -> Iterator[SummaryLine]:
    evaluation = visit.evaluation
    words = {True: "accepted", False: "not accepted", None: "not decided"}
    items = [
        f"{item.label}, {_due(item.due_days)}: {words[is_accepted(visit.consultation, item.id)]}"
        for item in proposed(evaluation)
    ]
    yield SummaryLine(
        "Tests, referrals", _listed(items, "none due"), Step.ORDERS, "decisions.accepted_orders"
    )
    follow_up = evaluation.follow_up
    because = f". {' '.join(follow_up.because)}" if follow_up.because else ""
    yield SummaryLine("Follow-up", f"{_sentence(_due(follow_up.due_days))}{because}", Step.ORDERS)


def _content(form: VisitForm) -> SummaryLine:
    stamp = form.stamp
    state = stamp.review_state.replace("_", " ")
    return SummaryLine(
        "Content",
        f"{form.title} {stamp.version}, {state}, review by {clinician_date(stamp.review_due)}",
        None,
    )


def dose_in_words(choice: MedicationChoice, names: dict[str, str]) -> str:
    """``ibuprofen 400 mg, 3 times a day, 7 days``; what is missing is said."""
    dose = choice.strength or (f"{choice.dose_mg:g} mg" if choice.dose_mg is not None else "")
    often = f"{choice.times_per_day} times a day" if choice.times_per_day else "times a day not said"
    days = f"{choice.days} days" if choice.days else "days not said"
    return f"{names.get(choice.drug, choice.drug)} {dose}".strip() + f", {often}, {days}"


def _listed(items: list[str], otherwise: str) -> str:
    return "; ".join(items) if items else otherwise


def _due(days: int | None) -> str:
    return "routine" if days is None else "today" if days == 0 else f"within {days} days"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
