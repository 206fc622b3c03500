"""The care plan: the finished agreement of one visit, complete at signing. Documents know only this.

Every text is final and every date is fixed, so that a signed plan never changes when the content does. All models are
frozen and go to JSON and back, because a plan is stored as it was signed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.clinic_details import CRISIS_LINE, EMERGENCY_NUMBER, QUIT_LINE
from desktop_app.domain.provenance import ContentStamp
from desktop_app.domain.signature import SignatureLevel
from desktop_app.domain.therapy_content import HandoutStyle, PictogramName
from desktop_app.domain.trend import Trend
from desktop_app.domain.value_types import NAME_LENGTH, Name, OptionalName, Text

Known = Annotated[str, Text(NAME_LENGTH, shortest=0)]
"""A name or a number of the clinic; empty where it is not on record."""


class PlanModel(BaseModel):
    """Base of every part of a plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ClinicProfile(PlanModel):
    """The clinic as the patient reaches it; the three public numbers default to those of the United States.

    Without a phone number the handout says where else to find it, never a blank.
    """

    name: Known
    phone: OptionalName
    after_hours_phone: OptionalName
    emergency_number: Name = EMERGENCY_NUMBER
    crisis_line: Name = CRISIS_LINE
    quit_line: Name = QUIT_LINE


class Clinician(PlanModel):
    """The responsible clinician as named on the plan."""

    name: Known
    credential: Known

    @property
    def styled(self) -> str:
        """Name and credential as signed; the name alone where no credential is on record."""
        return f"{self.name}, {self.credential}" if self.credential else self.name


class PlanContext(PlanModel):
    """What a plan needs beside the consultation: its id, who signs, where, and when (workstation clock, with offset).

    ``replaces`` names the signed plan that this one amends, and ``amendment_reason`` says why; ``audit_head`` anchors
    the audit trail in the document. ``signature_level`` is that of the signature it will carry.
    """

    plan_id: str
    clinic: ClinicProfile
    clinician: Clinician
    created_at: datetime
    language: Literal["en", "es"]
    large_print: bool
    replaces: str | None = None
    amendment_reason: str | None = None
    audit_head: str | None = None
    signature_level: SignatureLevel = SignatureLevel.B_B


class PlanPatient(PlanModel):
    """Identity as printed on each page."""

    given_name: str
    family_name: str
    identifier: str | None
    birth_date: date
    age: int
    sex: Literal["female", "male"]


class Basis(PlanModel):
    """Why something stands in the plan: rule ids, this patient's facts, source ids, and the standing of the content."""

    rules: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    standing: str | None = None


class Labelled(PlanModel):
    """A fact as printed: what it is and its value, with its unit and date in the text."""

    label: str
    value: str


class AnsweredItem(PlanModel):
    """A question with its answer. ``state`` is one of the four: not assessed and not asked are never "no"."""

    id: str
    finding: str
    state: Literal["yes", "no", "not_assessed", "unanswered"]


class AnsweredGroup(PlanModel):
    """Questions that look for the same harm."""

    title: str
    items: tuple[AnsweredItem, ...]


class PlanTriage(PlanModel):
    """The decision of the visit, first on the page; the basis is that of the classification."""

    triage_class: TriageClass
    title: str
    meaning: str
    classification: str
    duration: str
    hold: bool
    basis: Basis = Basis()


class PlanReason(PlanModel):
    """A triage rule that fired, or that a finished work-up closed (``closed``)."""

    id: str
    text: str
    closed: bool
    basis: Basis


class PlanAction(PlanModel):
    """Something to do that is no test and no referral."""

    text: str
    due: date | None


class PlanOrder(PlanModel):
    """A test to be done. ``condition`` is what it waits for; ``due`` none is routine."""

    label: str
    due: date | None
    condition: str | None
    accepted: bool
    basis: Basis


class PlanReferral(PlanModel):
    """A referral to another service; ``asks`` is what the service is asked to do."""

    to: str
    reason: str
    asks: str
    due: date | None
    accepted: bool
    basis: Basis


class PlanNote(PlanModel):
    """A sentence with its basis: a pathway action, an imaging decision, a prompt."""

    text: str
    basis: Basis


class PlanIssue(PlanModel):
    """A rule that speaks to a chosen medicine or therapy, with its severity word."""

    severity: Literal["info", "caution", "avoid", "contraindicated"]
    text: str
    basis: Basis


class PlanOverride(PlanModel):
    """Why the clinician goes on against a rule or above a limit; ``exceeded`` says which limits of the dose."""

    reason: str
    text: str
    exceeded: tuple[str, ...] = ()


class PlannedMedication(PlanModel):
    """A chosen medicine with dose, limits, duration and stop date (the last day is the day before it)."""

    drug: str
    name: str
    dose: str
    times_per_day: int
    days: int
    stop_date: date
    maximum: str
    monitoring: tuple[str, ...]
    counselling: tuple[str, ...]
    issues: tuple[PlanIssue, ...]
    override: PlanOverride | None
    guideline_note: str | None
    basis: Basis


class PlannedTherapy(PlanModel):
    """A chosen nonpharmacologic option."""

    therapy: str
    name: str
    dose: str | None
    provider: str | None
    cost: str | None = None
    certainty: str | None = None
    issues: tuple[PlanIssue, ...]
    guideline_note: str | None
    available: bool
    instead: tuple[str, ...] = ()
    basis: Basis


class PlanFollowUp(PlanModel):
    """When the patient is seen again, and why by then."""

    due: date | None
    basis: Basis


class SourceLine(PlanModel):
    """A cited source, printed at the end."""

    id: str
    citation: str
    standing: str


class HandoutLine(PlanModel):
    """One text of the handout; ``style`` says how it is set (an emergency item, a title, a choice to tick)."""

    snippet: str
    text: str
    style: HandoutStyle = "text"
    pictograms: tuple[PictogramName, ...] = ()


class HandoutPart(PlanModel):
    """A section of the handout with its heading; section 0 is the main message and has none."""

    number: int
    heading: str | None
    lines: tuple[HandoutLine, ...]


class TimetableRow(PlanModel):
    """A medicine in the daily timetable: one dose in words, and at which of the four times it is taken."""

    name: str
    dose: str
    morning: bool
    noon: bool
    evening: bool
    bedtime: bool


class Handout(PlanModel):
    """The patient's copy, in one language. ``labels`` are the fixed words that the paper needs (``handout_texts``)."""

    language: Literal["en", "es"]
    large_print: bool
    title: str
    parts: tuple[HandoutPart, ...]
    timetable: tuple[TimetableRow, ...]
    labels: dict[str, str]


class CarePlan(PlanModel):
    """Everything that the three documents say: care plan, handout, and referral letter.

    ``consultation`` is the case file that it was made from, as JSON text: it travels inside the signed care plan.
    """

    format: Literal[1] = 1
    consultation: str
    context: PlanContext
    content: ContentStamp
    content_notice: str
    disclaimer: str
    visit_date: date
    patient: PlanPatient
    triage: PlanTriage
    reasons: tuple[PlanReason, ...]
    actions: tuple[PlanAction, ...]
    unanswered: tuple[str, ...]
    incomplete_reason: str | None
    contradictions: tuple[PlanNote, ...]
    emergency_override: PlanOverride | None = None
    trend: tuple[Trend, ...] = ()
    facts: tuple[Labelled, ...]
    answers: tuple[AnsweredGroup, ...]
    examination: tuple[Labelled, ...]
    current_medicines: tuple[str, ...]
    unchecked_medicines: tuple[str, ...]
    allergies: tuple[str, ...]
    orders: tuple[PlanOrder, ...]
    imaging: tuple[PlanNote, ...]
    referrals: tuple[PlanReferral, ...]
    pathway: tuple[PlanNote, ...]
    medications: tuple[PlannedMedication, ...]
    no_medication: PlanNote | None
    therapies: tuple[PlannedTherapy, ...]
    not_chosen: tuple[PlanNote, ...]
    worsening_actions: tuple[PlanNote, ...]
    prompts: tuple[PlanNote, ...]
    safety_net: tuple[str, ...]
    follow_up: PlanFollowUp
    notes: str | None
    attestation: str
    sources: tuple[SourceLine, ...]
    handout: Handout
