"""The trend of an episode on the care plan: drawings, and the same numbers as a table."""

from __future__ import annotations

from desktop_app.documents.blocks import Block, Column, Heading, Table, TrendChart, TrendRow
from desktop_app.documents.record_text import day
from desktop_app.domain.care_plan import CarePlan

_NO_LINE = "no line"


def trend(plan: CarePlan) -> list[Block]:
    """Nothing on a first visit: its scores stand among the facts."""
    if not plan.trend:
        return []
    charts = tuple(TrendChart(each, place) for place, each in enumerate(plan.trend))
    days = sorted({point.day for each in plan.trend for point in each.points})
    rows = []
    for each in plan.trend:
        values = {point.day: point.shown for point in each.points}
        limit = each.limit.removeprefix("better at ") or _NO_LINE
        rows.append((each.scale, *(values.get(when, "not measured") for when in days), limit))
    columns = (
        Column("Score, lower is better", 2),
        *(Column(day(when)) for when in days),
        Column("Counts as better"),
    )
    return [Heading(2, "Trend over the visits"), TrendRow(charts), *_tables(columns, rows)]


def _tables(columns: tuple[Column, ...], rows: list[tuple[str, ...]]) -> list[Block]:
    """One table; so many visits that a row would not fit are continued below."""
    first, last, days = columns[0], columns[-1], columns[1:-1]
    tables: list[Block] = []
    for start in range(0, len(days), _DAYS_IN_TABLE):
        part = slice(start, start + _DAYS_IN_TABLE)
        body = tuple((row[0], *row[1:-1][part], row[-1]) for row in rows)
        tables.append(Table((first, *days[part], last), body))
    return tables


_DAYS_IN_TABLE = 6
