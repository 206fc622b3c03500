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

    @property
    def pieces(self) -> Iterator[tuple[TrendPoint, TrendPoint]]:
        """Neighbours that were both measured: only between them a line may be drawn."""
        return (pair for pair in pairwise(self.points) if None not in (pair[0].value, pair[1].value))
