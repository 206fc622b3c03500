from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.history import EarlierVisit, History
from desktop_app.domain.trend import Trend
from desktop_app.engine.change import change_of
from desktop_app.engine.trend import better_from, trends
from tests.unit.engine.shipped import compiled, knowledge, visit

DAYS = tuple(date(2026, 10, 16) + timedelta(days=7 * week) for week in range(4))


def on(day: date, now: dict[str, Any], **baseline: Any) -> Consultation:
    return visit(visit_date=day.isoformat(), measures={"now": now, "baseline": baseline})


def trend(visits: list[Consultation], measure: str = "nrs_back") -> Trend | None:
    *before, now = visits
    history = History(tuple(EarlierVisit(f"p{n}", each) for n, each in enumerate(before)))
    found = {each.measure: each for each in trends(history, now, knowledge().instruments)}
    return found.get(measure)


def test_trend_has_each_day_and_leaves_a_gap_where_nothing_was_measured() -> None:
    scores: list[dict[str, Any]] = [{"nrs_back": 7}, {}, {"nrs_back": 5}, {"nrs_back": 4}]
    visits = [on(day, score, date="2026-10-16", nrs_back=7) for day, score in zip(DAYS, scores, strict=True)]

    found = trend(visits)

    assert found is not None
    assert [point.day for point in found.points] == list(DAYS)
    assert [point.shown for point in found.points] == ["7", "not measured", "5", "4"]
    assert [(one.day, two.day) for one, two in found.pieces] == [(DAYS[2], DAYS[3])]


def test_trend_begins_at_the_baseline_where_that_is_earlier_than_the_first_visit() -> None:
    visits = [on(day, {"peg": [6, 6, 7]}, date="2026-10-01", peg=[8, 8, 8]) for day in DAYS[:2]]

    found = trend(visits, "peg")

    assert found is not None
    assert [(point.day, point.shown) for point in found.points][:2] == [
        (date(2026, 10, 1), "8"),
        (DAYS[0], "6.3"),
    ]
    assert found.better_at == pytest.approx(5.6)


def test_trend_is_none_with_one_measurement_or_on_a_first_visit() -> None:
    assert trend([on(DAYS[0], {"nrs_back": 7}), on(DAYS[1], {})]) is None
    assert trend([on(DAYS[1], {"nrs_back": 7}, date="2026-10-16", nrs_back=5)]) is None


@pytest.mark.parametrize("measure", ["nrs_back", "nrs_leg", "peg", "rmdq"])
def test_line_is_where_a_change_begins_to_count_as_better(measure: str) -> None:
    item = next(each for each in compiled().instruments if each.measure == measure)
    rule = item.content.change
    assert rule is not None
    for before in range(item.content.highest * item.scale + 1):
        counted = [now for now in range(before + 1) if change_of(rule, before, now, item.scale) == "improved"]
        line = better_from(rule, before / item.scale)
        below = [] if line is None else [now for now in range(before + 1) if now / item.scale <= line + 1e-9]
        assert below == counted, f"{measure} from {before}"
