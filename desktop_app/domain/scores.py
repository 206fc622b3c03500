"""What the measuring instruments say of one patient: then, now, and how it changed."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.instrument_content import Measure


class PartScore(NamedTuple):
    """A score within the score. ``positive`` where it reaches its cut-off; then ``advice`` may say what to do."""

    id: str
    title: str
    value: int
    highest: int
    positive: bool
    question: str | None
    advice: str | None

    @property
    def words(self) -> str:
        """``depression 3 of 6 positive``."""
        return f"{self.title} {self.value} of {self.highest}{' positive' if self.positive else ''}"


class ScoreAt(NamedTuple):
    """A score at one moment: unrounded (``None`` where only a part is known), as it is shown, and its band in words."""

    value: float | None
    shown: str
    band: str | None
    parts: tuple[PartScore, ...]

    @property
    def words(self) -> str:
        """``7 of 10 (severe)``."""
        return f"{self.shown} ({self.band})" if self.band else self.shown


class InstrumentScore(NamedTuple):
    """One instrument with a score at baseline, now, or both.

    ``change`` is improved, unchanged or worse, ``None`` where it cannot be said; ``counted`` says whether it counts
    in the overall change; ``change_text`` puts it in words, with the limit that decides. ``questions`` are those that
    the score helps to answer.
    """

    id: str
    measure: Measure
    title: str
    before: ScoreAt | None
    now: ScoreAt | None
    change: str | None
    counted: bool
    change_text: str
    questions: tuple[str, ...]
