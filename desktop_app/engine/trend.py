"""The scores of an episode over its visits, with the line from which on a change counts as better."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.history import History
from desktop_app.domain.instrument_content import ChangeRule, Instrument
from desktop_app.domain.patient import Scores
from desktop_app.domain.trend import Trend, TrendPoint
from desktop_app.engine.instruments import score_reader

_FEWEST_POINTS = 2


def trends(
    history: History, consultation: Consultation, instruments: Iterable[Instrument]
) -> tuple[Trend, ...]:
    """Every score whose change has a meaning and that was measured at least twice, in the order of the content.

    None on a first visit of an episode: then and now stand side by side there.
    """
    if not history.episode:
        return ()
    moments = _moments(history, consultation)
    found = (_trend(item, consultation, moments) for item in instruments if item.change is not None)
    return tuple(each for each in found if len(each.measured) >= _FEWEST_POINTS)


def _moments(history: History, consultation: Consultation) -> dict[date, tuple[Scores, ...]]:
    """The scores of each day by date: what was measured at a visit before what was written down as its baseline."""
    visits = [*(visit.consultation for visit in history.episode), consultation]
    moments: dict[date, tuple[Scores, ...]] = {}
    for visit in visits:
        moments[visit.visit_date] = (visit.measures.now, *moments.get(visit.visit_date, ()))
    baseline = consultation.measures.baseline
    if baseline.date is not None:
        moments[baseline.date] = (*moments.get(baseline.date, ()), baseline)
    return dict(sorted(moments.items()))


def _trend(
    instrument: Instrument, consultation: Consultation, moments: dict[date, tuple[Scores, ...]]
) -> Trend:
    read, scale = score_reader(instrument), instrument.scale
    values = {
        day: next((raw / scale for raw in map(read, scores) if raw is not None), None)
        for day, scores in moments.items()
    }
    first, rule = read(consultation.measures.baseline), instrument.change
    return Trend(
        measure=instrument.measure,
        title=instrument.short,
        highest=instrument.highest,
        points=tuple(TrendPoint(day=day, value=value) for day, value in values.items()),
        better_at=None if first is None or rule is None else better_from(rule, first / scale),
    )


def better_from(rule: ChangeRule, before: float) -> float | None:
    """The highest score that counts as better than ``before``; ``None`` where no improvement is counted."""
    if before <= 0 or before < (rule.not_better_below or 0):
        return None
    limits = []
    if rule.better_points is not None:
        limits.append(before - rule.better_points)
    if rule.better_percent is not None:
        limits.append(before * (100 - rule.better_percent) / 100)
    reachable = [limit for limit in limits if limit >= 0]
    return max(reachable, default=None)
