"""Each medicine and therapy for this patient: what the checks found, the limits of its dose, how a trial went."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.medication_content import Severity


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
