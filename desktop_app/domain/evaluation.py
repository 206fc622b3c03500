"""What follows from a consultation: the results of the engine, each with its reasons and sources.

All values are immutable and hold no reference to the content, so that screens, documents and the command line draw
the same thing. Due times are days from signing: 0 is today, ``None`` is routine and not timed.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.medicine_readings import NamedMedicine, ReadAllergy
from desktop_app.domain.provenance import ContentStamp
from desktop_app.domain.scores import InstrumentScore
from desktop_app.domain.treatment_assessments import MedicationAssessment, TherapyAssessment, Trial


@dataclass(frozen=True, slots=True)
class Computed:
    """Values derived by calculation; ``None`` is unknown, never zero.

    ``mme_known`` and ``acetaminophen_known_mg`` are the known parts of their totals, which are at least that much.
    ``treatment_days`` is ``None`` where no treatment was started. ``egfr_ckdepi_2021`` comes from creatinine alone.
    """

    age: int
    duration_days: int | None
    treatment_days: int | None
    duration_class: str
    change: str
    egfr_ckdepi_2021: int | None
    crcl_cockcroft_gault: float | None
    mme_total: float | None
    mme_known: float
    acetaminophen_mg_per_day: float | None
    acetaminophen_known_mg: float
    acetaminophen_max_mg: float
    risk: str | None
    state: str


class FiredRule(NamedTuple):
    """A triage rule that fired, or that a finished work-up has closed (then ``closed_because`` says why)."""

    id: str
    title: str
    triage_class: TriageClass
    because: tuple[str, ...]
    sources: tuple[str, ...]
    standing: str
    actions: tuple[tuple[str, int | None], ...]
    closed_because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triage:
    """The urgency, every rule that fired, and what is still open."""

    triage_class: TriageClass
    title: str
    meaning: str
    rules: tuple[FiredRule, ...]
    closed: tuple[FiredRule, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """Kind of back pain, with the sublevel and the nerve roots of a radicular picture."""

    classification: str
    title: str
    because: tuple[str, ...]
    sources: tuple[str, ...]
    sublevel: str | None
    sublevel_title: str | None
    roots: tuple[str, ...]


class Reasoned(NamedTuple):
    """A statement with its reasons: a pathway row, an imaging decision, a prompt or a reason for follow-up."""

    id: str
    text: str
    because: tuple[str, ...]
    sources: tuple[str, ...]
    actions: tuple[str, ...] = ()


class Contradiction(NamedTuple):
    """Two things on record that do not fit together. ``path`` is the answer to look at again."""

    id: str
    text: str
    because: tuple[str, ...]
    path: str
    sources: tuple[str, ...]
    standing: str


class Order(NamedTuple):
    """A test. ``condition`` (text) means that it waits for that condition."""

    id: str
    kind: str
    what: str
    label: str
    due_days: int | None
    condition: str | None
    rules: tuple[str, ...]
    because: tuple[str, ...]
    sources: tuple[str, ...]


class Referral(NamedTuple):
    """A referral to another service.

    ``optional`` is the clinician's to add; ``same_day`` stands whatever was accepted, because nothing may delay it.
    """

    id: str
    to: str
    label: str
    reason: str
    asks: str
    due_days: int | None
    because: tuple[str, ...]
    sources: tuple[str, ...]
    optional: bool
    same_day: bool


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When the patient is seen again, and every rule that asks for it by then."""

    due_days: int | None
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorseningActions:
    """Whether the worsening review is open, and the actions that its *yes* answers add.

    ``unanswered`` are its questions that are open or not assessed. ``nothing_found`` is what to document where all of
    them are answered no and no red flag calls for anything; ``None`` otherwise.
    """

    open: bool
    because: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]
    unanswered: tuple[str, ...] = ()
    nothing_found: str | None = None


@dataclass(frozen=True, slots=True)
class HandoutOutline:
    """The sections and snippets that the handout carries as things stand; fields are not filled."""

    sections: tuple[int, ...]
    snippets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that follows from one consultation under one content version.

    ``nerve_root``: whether there is nerve-root pain or deficit, whatever else the pain is classified as.
    ``optional_referrals`` may be added by the clinician; once accepted by their id they stand among ``referrals``.
    """

    content: ContentStamp
    out_of_scope: str | None
    computed: Computed
    scores: tuple[InstrumentScore, ...]
    triage: Triage
    classification: Classification
    pathway: tuple[Reasoned, ...]
    orders: tuple[Order, ...]
    imaging_order: str
    imaging: tuple[Reasoned, ...]
    referrals: tuple[Referral, ...]
    optional_referrals: tuple[Referral, ...]
    hold: bool
    gate: str
    medications: tuple[MedicationAssessment, ...]
    first_suggestion: str
    first_suggestion_because: tuple[str, ...]
    suggested_for: str
    current_medicines: tuple[NamedMedicine, ...]
    repeated_ingredients: tuple[tuple[str, tuple[str, ...]], ...]
    allergies: tuple[ReadAllergy, ...]
    therapies: tuple[TherapyAssessment, ...]
    contradictions: tuple[Contradiction, ...]
    prompts: tuple[Reasoned, ...]
    handout: HandoutOutline
    worsening_review: WorseningActions
    follow_up: FollowUp
    asked_now: frozenset[str]
    blocking: tuple[str, ...]
    nerve_root: bool | None = None
    trials: tuple[Trial, ...] = ()

    @property
    def matched_medications(self) -> tuple[NamedMedicine, ...]:
        """The current medicines that the dictionary knows, those that were stopped last."""
        known = [item for item in self.current_medicines if item.ingredient is not None]
        return tuple(sorted(known, key=attrgetter("stopped")))

    @property
    def unmatched_medications(self) -> tuple[str, ...]:
        """The names that are not in the dictionary: not checked, and never taken for harmless."""
        return tuple(item.name for item in self.current_medicines if item.ingredient is None)

    @property
    def can_sign(self) -> bool:
        """Nothing stands against signing the plan."""
        return not self.blocking
