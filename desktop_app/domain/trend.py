"""How a score went over the visits of an episode: plain data, drawn alike on the screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pydantic import BaseModel, ConfigDict


class TrendPoint(BaseModel):
    """The score of one day, unrounded; ``None`` where it was not measured then."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    value: float | None

    @property
    def shown(self) -> str:
        """One decimal, for reading only."""
        return "not measured" if self.value is None else f"{round(self.value, 1):g}"


class Trend(BaseModel):
    """One score, lower is better. ``better_at``: at this score or less it counts as better than at the first one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure: str
    title: str
    highest: int
    points: tuple[TrendPoint, ...]
    better_at: float | None

    @property
    def scale(self) -> str:
        """``Back pain (0 to 10)``."""
        return f"{self.title} (0 to {self.highest})"

    @property
    def limit(self) -> str:
        """The line of the meaningful change in words; empty where there is none."""
        return "" if self.better_at is None else f"better at {round(self.better_at, 1):g} or less"

    def place(self, point: TrendPoint) -> tuple[float, float]:
        """Where a measured point stands: 0 to 1 from the first day to the last, and from 0 to the highest score."""
        first, last = self.points[0].day, self.points[-1].day
        length = (last - first).days
        return (point.day - first).days / length if length else 0.0, (point.value or 0.0) / self.highest

    @property
    def measured(self) -> tuple[TrendPoint, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def words(self) -> str:
        """All of it in one sentence, for whoever does not see the drawing."""
        values = ", ".join(f"{_written(point.day)} {point.shown}" for point in self.points)
        return "; ".join(filter(None, (f"{self.scale}: {values}", self.limit))) + "."

    @property
    def pieces(self) -> Iterator[tuple[TrendPoint, TrendPoint]]:
        """Neighbours that were both measured: only between them a line may be drawn."""
        return (pair for pair in pairwise(self.points) if None not in (pair[0].value, pair[1].value))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _written(day: date) -> str:
    return f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day.year}"
