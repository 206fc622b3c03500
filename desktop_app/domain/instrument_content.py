"""Content of the measuring instruments: what is asked, how it is scored, and what a score and a change of it mean."""

from __future__ import annotations

from typing import Literal, Self, get_args

from pydantic import model_validator

from desktop_app.domain.provenance import ContentModel, Entry, Sentence

Measure = Literal["nrs_back", "nrs_leg", "peg", "rmdq", "phq4", "start_back", "odi"]
"""What a consultation records under ``measures``, by the key there."""

MEASURES: tuple[Measure, ...] = get_args(Measure)

_ITEMS: dict[Measure, tuple[int, str]] = {
    "nrs_back": (1, "one"),
    "nrs_leg": (1, "one"),
    "peg": (3, "mean"),
    "rmdq": (24, "count"),
    "phq4": (4, "sum"),
    "start_back": (0, "totals"),
    "odi": (0, "totals"),
}
"""How many items each measure has in a consultation, and how its score follows from them."""

_PARTS: dict[Measure, tuple[str, ...]] = {"phq4": ("anxiety", "depression"), "start_back": ("psych",)}
"""The parts that a consultation records or that rules read, by their key."""


class InstrumentItem(ContentModel):
    """One item as the patient reads it; ``lowest`` and ``highest`` say what the ends of its scale mean."""

    text: Sentence
    lowest: Sentence | None = None
    highest: Sentence | None = None


class Band(ContentModel):
    """Scores up to and including ``up_to``, above the band before; without ``words`` it has no name."""

    up_to: float
    words: Sentence | None = None


class InstrumentPart(ContentModel):
    """A score within the score: the sum of some ``items``, counted from 1; without items it is entered as a total.

    From ``positive_from`` on the part is positive. ``question`` is the question that this part answers; where it
    belongs to the worsening review, its action is what a positive part asks for.
    """

    id: str
    title: Sentence
    highest: int
    items: tuple[int, ...] = ()
    positive_from: int | None = None
    question: str | None = None


class RiskLevels(ContentModel):
    """Risk by the total and its first part: low up to a total, high from so many points of the part, else medium."""

    low_total_up_to: int
    high_part_from: int


class ChangeRule(ContentModel):
    """How much of a change since baseline counts; points are those of the score, percent are of the baseline.

    Better by either limit that is given; worse by all that are given. Below ``not_better_below`` at baseline no
    improvement is counted; above ``worse_unreliable_above`` a worsening may not show.
    """

    better_points: float | None = None
    better_percent: float | None = None
    worse_points: float
    worse_percent: float | None = None
    not_better_below: float | None = None
    worse_unreliable_above: float | None = None

    @model_validator(mode="after")
    def _says_what_is_better(self) -> Self:
        if self.better_points is None and self.better_percent is None:
            raise ValueError("must say how much better counts: better_points, better_percent or both")
        return self


class Instrument(Entry):
    """A measuring instrument. ``answers`` are the words of the item scores from 0 where each has its own.

    ``items_may_be_shown`` is false where the licence forbids it: then only totals are entered. ``questions`` are
    the questions that its score helps to answer.
    """

    measure: Measure
    title: Sentence
    short: Sentence
    time_frame: Sentence
    instruction: Sentence | None = None
    items: tuple[InstrumentItem, ...] = ()
    answers: tuple[Sentence, ...] = ()
    highest: int
    unit: Sentence | None = None
    scoring: Sentence
    bands: tuple[Band, ...] = ()
    bands_validated: bool
    bands_note: Sentence | None = None
    parts: tuple[InstrumentPart, ...] = ()
    risk: RiskLevels | None = None
    change: ChangeRule | None = None
    items_may_be_shown: bool
    licence: Sentence
    licence_sources: tuple[str, ...]
    questions: tuple[str, ...] = ()

    @property
    def scale(self) -> int:
        """What the sum of the items is divided by: a mean is compared as a sum, so that nothing is rounded."""
        return len(self.items) if _ITEMS[self.measure][1] == "mean" else 1

    @property
    def scored_by(self) -> str:
        """``one`` number, ``mean``, ``count`` or ``sum`` of the items, or ``totals`` that are entered."""
        return _ITEMS[self.measure][1]

    @model_validator(mode="after")
    def _fits_what_is_recorded(self) -> Self:
        count, _ = _ITEMS[self.measure]
        if self.items and not self.items_may_be_shown:
            raise ValueError("must have no items: its licence does not allow to show them")
        if len(self.items) != count:
            raise ValueError(f"must have {count} items, as {self.measure} is recorded")
        if tuple(part.id for part in self.parts) != _PARTS.get(self.measure, ()):
            raise ValueError(f"must have the parts that are recorded for {self.measure}")
        limits = [band.up_to for band in self.bands]
        if limits and (limits != sorted(set(limits)) or limits[-1] != self.highest):
            raise ValueError("must have bands that rise up to the highest score")
        if any(not 1 <= item <= count for part in self.parts for item in part.items):
            raise ValueError("must have parts made of its own items")
        return self
