"""What earlier visits say on the steps of a follow-up: the trend, and what was agreed and overridden last time."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.application.plan_summary import dose_in_words
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.history import EarlierVisit
from desktop_app.domain.trend import Trend
from desktop_app.engine.plain_dates import clinician_date
from desktop_app.engine.plan_history import trial_words
from desktop_app.engine.trend import trends


def visit_trends(visit: Visit, form: VisitForm) -> tuple[Trend, ...]:
    """The scores of this episode over its visits, this one included."""
    return trends(visit.history, visit.consultation, [view.content for view in form.instruments])


def overridden_last_time(visit: Visit, form: VisitForm) -> tuple[str, ...]:
    """Each override of the last visit with its reason, as it was signed."""
    last = visit.history.last
    return () if last is None else tuple(_overrides(last, form))


def _overrides(last: EarlierVisit, form: VisitForm) -> Iterator[str]:
    names, reasons = _medicine_names(form), dict(form.override_reasons)
    for choice in last.consultation.decisions.medications:
        if choice.override is not None:
            reason = reasons.get(choice.override.reason, choice.override.reason)
            yield f"{names.get(choice.drug, choice.drug)}: {reason} - {choice.override.text}"


def agreed_last_time(visit: Visit, form: VisitForm) -> tuple[str, ...]:
    """Medicines, other care, and tests and referrals of the last plan, each on a line of its own."""
    last = visit.history.last
    if last is None:
        return ()
    decisions, names = last.consultation.decisions, _medicine_names(form)
    therapies = {view.id: view.name for view in form.therapies}
    lines = (
        ("Medicines", [dose_in_words(choice, names) for choice in decisions.medications]),
        ("Other care", [therapies.get(key, key) for key in decisions.therapies]),
        ("Tests and referrals, ask for the results", list(last.ordered)),
    )
    return tuple(f"{title}: {'; '.join(items)}." for title, items in lines if items)


def last_visit_words(visit: Visit) -> str:
    """``16-Oct-2026``; empty on a first visit."""
    return "" if visit.history.last is None else clinician_date(visit.history.last.day)


def tried_in_words(visit: Visit) -> tuple[tuple[str, str, str], ...]:
    """Each treatment that was tried: its name, what stands of it, and what comes next."""
    return tuple((trial.name, trial_words(trial), trial.next_step) for trial in visit.evaluation.trials)


def _medicine_names(form: VisitForm) -> dict[str, str]:
    return {view.id: view.name for view in form.medicines}
