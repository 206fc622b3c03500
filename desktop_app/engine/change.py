"""Improved, unchanged or worse since the baseline of the episode; the limits are content (``ChangeRule``)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from desktop_app.domain.instrument_content import ChangeRule, Measure
from desktop_app.domain.patient import Measures, PatientReport

Change = Literal["improved", "unchanged", "worse", "unknown"]

_BY_REPORT: dict[PatientReport, Change] = {
    PatientReport.BETTER: "improved",
    PatientReport.SAME: "unchanged",
    PatientReport.WORSE: "worse",
}


def change_of(rule: ChangeRule, before: float, now: float, scale: int = 1) -> Change:
    """The verdict on one measure; both values are multiplied by ``scale``. A baseline of 0 cannot improve."""
    rise = now - before
    if rise >= rule.worse_points * scale and 100 * rise >= (rule.worse_percent or 0) * before:
        return "worse"
    by_points = rule.better_points is not None and -rise >= rule.better_points * scale
    by_share = rule.better_percent is not None and -100 * rise >= rule.better_percent * before
    counts = before > 0 and before >= (rule.not_better_below or 0) * scale
    return "improved" if counts and (by_points or by_share) else "unchanged"


def overall_change(changes: Collection[str], patient_says: PatientReport | None) -> Change:
    """``worse`` if any measure is worse, else ``improved`` if any is; with no measure to compare the patient's word."""
    if not changes:
        return _BY_REPORT[patient_says] if patient_says is not None else "unknown"
    if "worse" in changes:
        return "worse"
    return "improved" if "improved" in changes else "unchanged"


def deciding_pain(measures: Measures) -> Measure | None:
    """Of back and leg the worse at baseline; where both were equal, the one that rose, else the one that fell most."""
    before, now = measures.baseline, measures.now
    pairs: dict[Measure, tuple[int | None, int | None]] = {
        "nrs_back": (before.nrs_back, now.nrs_back),
        "nrs_leg": (before.nrs_leg, now.nrs_leg),
    }
    worst = max((old for old, _ in pairs.values() if old is not None), default=None)
    later = {key: new for key, (old, new) in pairs.items() if old == worst and new is not None}
    if worst is None or not later:
        return None
    highest, lowest = max(later.values()), min(later.values())
    decides = highest if highest > worst else lowest
    return next(key for key, new in later.items() if new == decides)
