"""The cells of the score tables: each bound to one score or one item at one moment, and to the reason for asking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from desktop_app.application.score_entry import ScoreEntry, type_total
from desktop_app.application.score_words import meaning_of
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import InstrumentView
from desktop_app.domain.instrument_content import InstrumentPart
from desktop_app.ui.steps.page import explained
from desktop_app.ui.widgets.row import Explanation, Row
from desktop_app.ui.widgets.score_field import ScoreField
from desktop_app.ui.widgets.side_table import SideCell

WHEN: Final = {"now": "now", "baseline": "at the first visit"}

Send = Callable[[Row | None, Mapping[str, Any], str], None]
"""Makes the changes of an entry: the row that questions it, the changes by path, and what undo calls them."""


class ScoreCells:
    """Makes the cells and keeps them drawn."""

    def __init__(self, visit: Visit, entry: ScoreEntry, send: Send) -> None:
        self._visit = visit
        self._entry = entry
        self._send = send
        self._totals: list[ScoreField] = []
        self._counts: dict[str, ScoreField] = {}
        self._items: list[tuple[str, int, Row]] = []

    def score(self, view: InstrumentView, moment: str) -> ScoreField:
        """A field for a score that is a single number."""
        instrument = view.content
        place, label = f"measures.{moment}", f"{instrument.title}, {WHEN[moment]}"
        if instrument.scored_by == "count":
            field = self._field(view, f"{place}.{instrument.measure}", label, instrument.highest)
            field.edited.connect(lambda _path, value: self._send(field, type_total(value, place), label))
            self._counts[place] = field
            return field
        path = f"{place}.{instrument.measure}{'.total' if instrument.parts else ''}"
        return self._total(view, path, label, instrument.highest)

    def part(self, view: InstrumentView, part: InstrumentPart, moment: str) -> ScoreField:
        """A field for a part that is entered as a total."""
        instrument = view.content
        label = f"{instrument.short}, {part.title}, {WHEN[moment]}"
        return self._total(view, f"measures.{moment}.{instrument.measure}.{part.id}", label, part.highest)

    def item(self, view: InstrumentView, moment: str, index: int) -> Row:
        """A cell for one item: a field, or a button where each score has its own word."""
        instrument = view.content
        place = f"measures.{moment}.{instrument.measure}"
        path, label = f"{place}[{index}]", f"{instrument.items[index].text} {WHEN[moment].capitalize()}"
        cell: Row
        if instrument.answers:
            scores = [str(score) for score in range(len(instrument.answers))]
            words = [f"{score} {word}" for score, word in zip(scores, instrument.answers, strict=True)]
            choices = tuple(zip(scores, words, strict=True))
            cell = SideCell(path, label, choices, {score: score for score in scores}, unanswered="unanswered")
            self._explain(cell, view)
        else:
            cell = self._field(view, path, label, instrument.highest)
        cell.edited.connect(lambda _path, value: self._answer(cell, place, index, value))
        self._items.append((place, index, cell))
        return cell

    def redraw(self) -> None:
        for field in self._totals:
            field.show_value(self._visit.value(field.path))
        for place, field in self._counts.items():
            scores = self._visit.value(place)
            field.show_fixed(scores.rmdq_score, fixed=bool(scores.rmdq_items))
        for place, index, cell in self._items:
            cell.show_value(self._entry.items(place)[index])

    def _total(self, view: InstrumentView, path: str, label: str, highest: int) -> ScoreField:
        field = self._field(view, path, label, highest)
        field.edited.connect(lambda path, value: self._send(field, {path: value}, label))
        self._totals.append(field)
        return field

    def _field(self, view: InstrumentView, path: str, label: str, highest: int) -> ScoreField:
        field = ScoreField(path, label, highest, whole=view.content.unit is None)
        self._explain(field, view)
        return field

    def _answer(self, cell: Row, place: str, index: int, value: int | None) -> None:
        self._send(cell, self._entry.answer_item(place, index, value), cell.label)

    def _explain(self, cell: Row, view: InstrumentView) -> None:
        cell.explanation = lambda: why_scored(view, self._visit)


def why_scored(view: InstrumentView, visit: Visit) -> Explanation:
    """How an instrument is scored and read, its licence and its sources, and what this patient scored."""
    measure = view.content.measure
    score = next((score for score in visit.evaluation.scores if score.measure == measure), None)
    moments = () if score is None else (("At the first visit", score.before), ("Now", score.now))
    facts = tuple(f"{moment}: {found.words}" for moment, found in moments if found is not None)
    return explained(view.content.title, view.basis, meaning_of(view.content), facts)
