"""Improved, unchanged or worse since the baseline of the episode (assessment reference 5.3; OSTELO08, FARRAR01)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from desktop_app.domain.patient import BaselineScores, Measures, PatientReport, Scores

Change = Literal["improved", "unchanged", "worse", "unknown"]

_BY_REPORT: dict[PatientReport, Change] = {
    PatientReport.BETTER: "improved",
    PatientReport.SAME: "unchanged",
    PatientReport.WORSE: "worse",
}


def change_since_baseline(measures: Measures, patient_says: PatientReport | None) -> Change:
    """``worse`` if any measure is worse, else ``improved`` if any is; with no measure to compare the patient's word."""
    changes = set(_measure_changes(measures.baseline, measures.now))
    if not changes:
        return _BY_REPORT[patient_says] if patient_says is not None else "unknown"
    for outcome in ("worse", "improved"):
        if outcome in changes:
            return outcome
    return "unchanged"


def _measure_changes(before: BaselineScores, now: Scores) -> Iterator[Change]:
    yield from _pain_change(before, now)
    if before.rmdq is not None and now.rmdq is not None:
        yield _rmdq_change(before.rmdq, now.rmdq)
    if before.peg is not None and now.peg is not None:
        yield _peg_change(sum(before.peg), sum(now.peg))
    if before.odi is not None and now.odi is not None:
        yield _points_or_share(before.odi, now.odi, points=10)


def _pain_change(before: BaselineScores, now: Scores) -> Iterator[Change]:
    """The worse of back and leg at baseline; where both were equal, a rise of either decides."""
    pairs = [(before.nrs_back, now.nrs_back), (before.nrs_leg, now.nrs_leg)]
    recorded = [score for score, _ in pairs if score is not None]
    later = [new for old, new in pairs if old is not None and new is not None and old == max(recorded)]
    if later:
        old = max(recorded)
        yield _points_or_share(old, max(later) if max(later) > old else min(later), points=2)


def _points_or_share(before: float, now: float, *, points: float) -> Change:
    """Worse by a rise of ``points``; improved by the same drop, or by 30 %. A baseline of 0 cannot improve."""
    if now - before >= points:
        return "worse"
    drop = before - now
    return "improved" if before > 0 and (drop >= points or 10 * drop >= 3 * before) else "unchanged"


def _rmdq_change(before: int, now: int) -> Change:
    """Improvement is not counted below a baseline of 4, where the scale is not reliable (ROLAND83)."""
    change = _points_or_share(before, now, points=5)
    return "unchanged" if change == "improved" and before < 4 else change


def _peg_change(before: int, now: int) -> Change:
    """PEG sums of three items: 30 % either way, a rise also of at least 1 point of the mean (3 of the sum)."""
    if 10 * (now - before) >= 3 * before and now - before >= 3:
        return "worse"
    return "improved" if before > 0 and 10 * (before - now) >= 3 * before else "unchanged"
