"""What follows from a consultation: the results of the engine, each with its reasons and sources.

All values are immutable and hold no reference to the content, so that screens, documents and the command line draw
the same thing. Due times are days from signing: 0 is today, ``None`` is routine and not timed.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.provenance import ContentStamp
from desktop_app.domain.scores import InstrumentScore


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


class Issue(NamedTuple):
    """A rule meeting this patient's facts. ``caused_by`` names current medicines as they were written."""

    rule: str
    severity: Severity
    because: tuple[str, ...]
    caused_by: tuple[str, ...]
    message: str
    instead: tuple[str, ...]
    instead_text: str | None
    sources: tuple[str, ...]
    standing: str
    variant: str | None = None


class DoseRange(NamedTuple):
    """The patient's own limits; ``reasons`` say what lowered them. Amounts are ``None`` where a dose is told in words.

    The default dose is ``None`` also where other products leave no room for one; ``default_strength`` is that of a
    combination. ``label_single_mg`` is how far a recorded reason can lift a single dose.
    """

    min_mg_per_day: float | None
    max_mg_per_day: float | None
    max_single_mg: float | None
    label_single_mg: float | None
    doses_per_day: int | None
    max_times_per_day: int
    max_days: int
    default_dose_mg: float | None
    default_strength: str | None
    default_times_per_day: int | None
    default_days: int
    reasons: tuple[str, ...]


class MedicationAssessment(NamedTuple):
    """One medicine of the formulary for this patient. ``suggested_rank`` is ``None`` where it is never suggested.

    ``guideline_note``: the positions for and against it, where guidelines differ for such a patient.
    """

    drug: str
    name: str
    drug_class: str
    role: str
    severity: Severity
    suggested_rank: int | None
    issues: tuple[Issue, ...]
    needs_answer: tuple[str, ...]
    guideline_note: str | None
    dose: DoseRange | None


class NameQuestion(NamedTuple):
    """What to ask about an ambiguous name; each choice is its label and the name that it puts into the list.

    ``taken_as`` is the label of the cautious reading (``tablets``); empty where no choice is that reading alone.
    """

    ask: str
    taken_as: str
    choices: tuple[tuple[str, str], ...]


class NamedMedicine(NamedTuple):
    """What a current medicine was read as, by the name that it was given; not checked without an ``ingredient``.

    ``question``: its bare name is ambiguous, and the reading is only the cautious one until that is answered.
    ``dose_missing``: its daily amount is added up, and not known. ``counted_in``: by what else than doses in mg.
    """

    name: str
    ingredient: str | None
    classes: tuple[str, ...]
    question: NameQuestion | None = None
    dose_missing: bool = False
    stopped: bool = False
    counted_in: str | None = None

    @property
    def ask(self) -> str | None:
        return None if self.question is None else self.question.ask

    @property
    def until_answered(self) -> str | None:
        """How it is read while its question is open (``taken as tablets until answered``); ``None`` where none is."""
        if self.question is None:
            return None
        if self.ingredient is None:
            return "not checked until answered"
        taken_as = self.question.taken_as or self.ingredient
        if taken_as.casefold() == self.name.casefold():
            return "not settled until answered"
        return f"taken as {taken_as} until answered"


class ReadAllergy(NamedTuple):
    """What a recorded allergy counts as: labels of allergies that checks know, and medicines with that ingredient.

    Without any, it is an ``intolerance`` (no check counts it), a known product that no check asks about
    (``known``), or a name that nothing could be read from.
    """

    text: str
    counts_as: tuple[str, ...]
    intolerance: bool
    known: bool

    @property
    def is_checked(self) -> bool:
        """Whether a check or the dictionary knows it."""
        return self.known or bool(self.counts_as)


class TherapyAssessment(NamedTuple):
    """One nonpharmacologic option for this patient; ``rank`` is its place in the list, the note as of a medicine.

    ``tier_because``: the facts that moved it to a better tier. ``suggested``: among the few to begin with. ``instead``
    is what comes nearest where it is not ``available``.
    """

    therapy: str
    name: str
    status: str
    tier: int | None
    rank: int
    reason: str | None
    guideline_note: str | None
    issues: tuple[Issue, ...]
    available: bool
    summary: str
    sources: tuple[str, ...]
    tier_because: tuple[str, ...] = ()
    suggested: bool = False
    instead: tuple[str, ...] = ()


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


class Trial(NamedTuple):
    """A treatment that was tried. ``adequate``: long enough to judge, ``None`` where that cannot be said.

    ``verdict`` says that in words; ``next_step`` is what follows from it and from the result.
    """

    treatment: str
    name: str
    weeks: float | None
    result: str | None
    adequate: bool | None
    verdict: str
    next_step: str
    rule: str
    sources: tuple[str, ...]


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
