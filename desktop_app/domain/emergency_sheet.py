"""The emergency sheet: what the receiving team needs of one visit, on one page, before anything is signed.

It composes from every emergency, however little else is known: what is not known is said, and never stands in its way.
"""

from __future__ import annotations

from datetime import date

from desktop_app.domain.care_plan import Labelled, PlanContext, PlanModel, PlanOverride
from desktop_app.domain.patient import Patient
from desktop_app.domain.provenance import ContentStamp


class SheetFinding(PlanModel):
    """An emergency rule that fired, with the patient's facts; ``standing`` is how far its sources were checked."""

    id: str
    title: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    standing: str


class SheetTarget(PlanModel):
    """A service that is to take over now, and what is asked of it."""

    to: str
    asks: str


class SheetRequest(PlanModel):
    """A test or an action. ``due`` is a day; ``condition`` (text) means that it waits for that condition."""

    text: str
    due: date
    condition: str | None = None


class SheetMedicine(PlanModel):
    """A current medicine as the patient names it. ``mark`` is the word that must be seen at once (an anticoagulant)."""

    text: str
    mark: str | None = None


class EmergencySheet(PlanModel):
    """Everything that the sheet and the emergency page say.

    ``not_asked`` are mandatory questions without a yes or a no, with the state of each; ``tell_patient`` are the
    words of the handout; ``hold`` stops hands-on treatment and new exercise.
    """

    context: PlanContext
    content: ContentStamp
    disclaimer: str
    visit_date: date
    patient: Patient
    age: int
    meaning: str
    targets: tuple[SheetTarget, ...]
    findings: tuple[SheetFinding, ...]
    course: tuple[Labelled, ...]
    examination: tuple[Labelled, ...]
    actions: tuple[SheetRequest, ...]
    tests: tuple[SheetRequest, ...]
    hold: bool
    tell_patient: tuple[str, ...]
    medicines: tuple[SheetMedicine, ...]
    unchecked_medicines: tuple[str, ...]
    allergies: tuple[str, ...]
    key_facts: tuple[Labelled, ...]
    not_asked: tuple[Labelled, ...]
    override: PlanOverride | None
