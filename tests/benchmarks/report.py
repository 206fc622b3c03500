"""One line for each result: what was measured, against which floor of the same run, and what is to be reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """``ours`` and ``floor`` are medians in the same ``unit``; ``target`` is what to reach, if anything."""

    name: str
    ours: float
    floor: float
    unit: str
    of: str
    target: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    def __str__(self) -> str:
        measured = f"{_rounded(self.ours)} {self.unit} against {_rounded(self.floor)}"
        target = f"; target {self.target}" if self.target else ""
        return f"{self.name:<34}{self.ratio:>7.2f}x of {self.of} ({measured}{target})"


def _rounded(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
