"""The clocks and the change since baseline of the second implementation (reference, sections 4 and 5.3)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from desktop_app.domain.consultation import Consultation


class Course(NamedTuple):
    """Sections 4 and 5.3: the two clocks, the change, and what the patient says."""

    age: int
    age_at_onset: int | None
    days: int | None
    treatment_days: int | None
    change: str
    says: str | None

    @property
    def getting_worse(self) -> bool:
        return self.change == "worse" or self.says == "worse"

    @property
    def not_improved(self) -> bool:
        return self.change in ("worse", "unchanged")

    @property
    def new_or_worse(self) -> bool:
        """Precedence 6: acute, or getting worse."""
        return self.getting_worse or (self.days is not None and self.days <= 27)

    @property
    def no_better_after_treatment(self) -> bool:
        """RF-M3."""
        return self.treatment_days is not None and self.treatment_days >= 28 and self.not_improved

    def duration_class(self) -> str:
        if self.days is None:
            return "unknown"
        if self.days <= 27:
            return "acute"
        return "subacute" if self.days <= 84 else "chronic"


def course(consultation: Consultation) -> Course:
    today, birth = consultation.visit_date, consultation.patient.birth_date
    onset, treated = consultation.problem.onset_date, consultation.problem.treatment_started
    says = consultation.problem.patient_says
    return Course(
        age=_years(birth, today),
        age_at_onset=_years(birth, onset) if onset is not None else None,
        days=(today - onset).days if onset is not None else None,
        treatment_days=(today - treated).days if treated is not None else None,
        change=_change(consultation),
        says=says.value if says is not None else None,
    )


def _years(birth: date, day: date) -> int:
    years = day.year - birth.year
    return years if (day.month, day.day) >= (birth.month, birth.day) else years - 1


def _change(consultation: Consultation) -> str:
    """5.3: worse if any measure is worse, else improved if any is, else unchanged; no measure: the patient's word."""
    verdicts = {_nrs_change(consultation), _rmdq_change(consultation), _peg_change(consultation)}
    verdicts.add(_odi_change(consultation))
    for verdict in ("worse", "improved", "unchanged"):
        if verdict in verdicts:
            return verdict
    says = consultation.problem.patient_says
    return {"better": "improved", "same": "unchanged", "worse": "worse"}[says.value] if says else "unknown"


def _nrs_change(consultation: Consultation) -> str | None:
    """The worse of back and leg at baseline; both equal: precedence 6, a rise decides, else the larger drop."""
    before, now = consultation.measures.baseline, consultation.measures.now
    pairs = [
        (b, n) for b, n in ((before.nrs_back, now.nrs_back), (before.nrs_leg, now.nrs_leg)) if b is not None
    ]
    worst = max((b for b, _ in pairs), default=None)
    rises = [n - b for b, n in pairs if b == worst and n is not None]
    if worst is None or not rises:
        return None
    rise = max(rises) if max(rises) > 0 else min(rises)
    return _verdict(worst, rise, worse=rise >= 2, points=2)


def _rmdq_change(consultation: Consultation) -> str | None:
    before, now = consultation.measures.baseline.rmdq, consultation.measures.now.rmdq
    if before is None or now is None:
        return None
    verdict = _verdict(before, now - before, worse=now - before >= 5, points=5)
    return "unchanged" if verdict == "improved" and before < 4 else verdict


def _peg_change(consultation: Consultation) -> str | None:
    """Sums of three items, so that nothing is rounded: one point of the mean is three of the sum."""
    before, now = consultation.measures.baseline.peg, consultation.measures.now.peg
    if before is None or now is None:
        return None
    rise = sum(now) - sum(before)
    return _verdict(sum(before), rise, worse=rise >= 3 and 10 * rise >= 3 * sum(before), points=None)


def _odi_change(consultation: Consultation) -> str | None:
    before, now = consultation.measures.baseline.odi, consultation.measures.now.odi
    if before is None or now is None:
        return None
    return _verdict(before, now - before, worse=now - before >= 10, points=10)


def _verdict(before: float, rise: float, *, worse: bool, points: int | None) -> str:
    if worse:
        return "worse"
    enough = before > 0 and 10 * -rise >= 3 * before
    if points is not None and -rise >= points:
        enough = True
    return "improved" if enough else "unchanged"
