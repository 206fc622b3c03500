"""The measuring instruments of the Patient step: at the first visit and now, each scored as it is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.application.score_entry import MOMENTS, ScoreEntry, tick
from desktop_app.application.score_words import advice, score_line
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import InstrumentView
from desktop_app.domain.scores import InstrumentScore
from desktop_app.ui.steps.score_cells import WHEN, ScoreCells, Send, why_scored
from desktop_app.ui.widgets.disclosure import Disclosure
from desktop_app.ui.widgets.score_table import ScoreLine, ScoreTable
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.widgets.tick_table import TickTable

_TOTALS = "totals"


class ScoresPanel(QWidget):
    """Pain and PEG in sight; the longer questionnaires, and those that are entered as totals, open on demand."""

    def __init__(
        self, visit: Visit, views: tuple[InstrumentView, ...], send: Send, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._views = views
        self._entry = ScoreEntry(view.content for view in views)
        self._send = send
        self._cells = ScoreCells(visit, self._entry, send)
        self._lines: dict[str, ScoreLine] = {}
        self._ticks: TickTable | None = None
        self._disclosures: dict[str, Disclosure] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._build()

    def _build(self) -> None:
        shown = [view for view in self._views if view.content.items_may_be_shown]
        totals = [view for view in self._views if not view.content.items_may_be_shown]
        self._add_scores(shown, self._column)
        for view in shown:
            if view.content.scored_by in ("count", "sum"):
                build = self._add_ticks if view.content.scored_by == "count" else self._add_items
                self._add_disclosure(view.content.measure, partial(build, view))
        if totals:
            self._add_disclosure(_TOTALS, partial(self._add_scores, totals))

    def _add_disclosure(self, key: str, build: Callable[[QVBoxLayout], None]) -> None:
        def build_and_draw(column: QVBoxLayout) -> None:
            build(column)
            self.redraw()

        self._disclosures[key] = Disclosure(key, build_and_draw)
        self._disclosures[key].setObjectName(f"scores:{key}")
        self._column.addWidget(self._disclosures[key])

    def _add_scores(self, views: list[InstrumentView], column: QVBoxLayout) -> None:
        """One table; the keyboard goes down the column of today first."""
        table = ScoreTable()
        column.addWidget(table)
        for view in views:
            self._add_lines(table, view)
        for moment in MOMENTS:
            for view in views:
                self._fill(table, view, moment)

    def _add_lines(self, table: ScoreTable, view: InstrumentView) -> None:
        instrument = view.content
        self._lines[instrument.measure] = table.add_line(TextLabel(instrument.title))
        if not instrument.items_may_be_shown:
            self._lines[instrument.measure].show_note(instrument.licence)
            for part in instrument.parts:
                label = TextLabel(f"{instrument.short}: {part.title}")
                self._lines[f"{instrument.measure}.{part.id}"] = table.add_line(label)
        elif instrument.scored_by == "mean":
            self._add_item_lines(table, view)

    def _add_item_lines(self, table: ScoreTable, view: InstrumentView) -> None:
        for index, item in enumerate(view.content.items):
            line = table.add_line(TextLabel(f"{index + 1}. {item.text}"))
            if item.lowest and item.highest:
                line.show_note(f"0 {item.lowest}, {view.content.highest} {item.highest}")
            self._lines[f"{view.content.measure}[{index}]"] = line

    def _fill(self, table: ScoreTable, view: InstrumentView, moment: str) -> None:
        instrument = view.content
        line = self._lines[instrument.measure]
        if instrument.scored_by in ("mean", "sum"):
            table.add_result(line, moment)
            if instrument.scored_by == "mean":
                self._fill_items(table, view, moment)
            return
        table.add_cell(line, moment, self._cells.score(view, moment))
        if not instrument.items_may_be_shown:
            for part in instrument.parts:
                cell = self._cells.part(view, part, moment)
                table.add_cell(self._lines[f"{instrument.measure}.{part.id}"], moment, cell)

    def _fill_items(self, table: ScoreTable, view: InstrumentView, moment: str) -> None:
        for index in range(len(view.content.items)):
            line = self._lines[f"{view.content.measure}[{index}]"]
            table.add_cell(line, moment, self._cells.item(view, moment, index))

    def _add_items(self, view: InstrumentView, column: QVBoxLayout) -> None:
        """The questions of an instrument whose answers have words."""
        column.addWidget(TextLabel(view.content.instruction or "", "caption"))
        table = ScoreTable()
        column.addWidget(table)
        self._add_item_lines(table, view)
        for moment in MOMENTS:
            self._fill_items(table, view, moment)

    def _add_ticks(self, view: InstrumentView, column: QVBoxLayout) -> None:
        column.addWidget(TextLabel(view.content.instruction or "", "caption"))
        ticks = TickTable([item.text for item in view.content.items], MOMENTS, view.content.measure)
        ticks.explanation = lambda: why_scored(view, self._visit)
        ticks.ticked.connect(self._on_ticked)
        column.addWidget(ticks)
        self._ticks = ticks

    def _on_ticked(self, moment: str, statement: int) -> None:
        place = f"measures.{moment}"
        changes = tick(self._visit.value(place).rmdq_items, statement, place)
        self._send(None, changes, f"sentence {statement}, {WHEN[moment]}")

    def redraw(self) -> None:
        """Draw every score as the consultation and the entry hold it."""
        measures = self._visit.consultation.measures
        self._entry.follow(measures)
        self._cells.redraw()
        if self._ticks is not None:
            for moment in MOMENTS:
                self._ticks.show_ticks(moment, self._visit.value(f"measures.{moment}").rmdq_items or ())
        scores = {score.measure: score for score in self._visit.evaluation.scores}
        for view in self._views:
            self._draw(view, scores.get(view.content.measure))

    def _draw(self, view: InstrumentView, score: InstrumentScore | None) -> None:
        instrument = view.content
        state = "; ".join(self._unfinished(view))
        words = "" if score is None else score_line(score)
        if (line := self._lines.get(instrument.measure)) is not None:
            line.show_change(" ".join(filter(None, (state, words))))
            for moment, result in line.results.items():
                found = None if score is None else score.now if moment == "now" else score.before
                result.setText("\u2013" if found is None else found.shown)
            if instrument.items_may_be_shown:
                line.show_note("" if score is None else advice(score), "problem")
        self._draw_titles(view, score, state)

    def _draw_titles(self, view: InstrumentView, score: InstrumentScore | None, state: str) -> None:
        instrument = view.content
        if (disclosure := self._disclosures.get(instrument.measure)) is not None:
            kind = "sentences" if instrument.scored_by == "count" else "questions"
            now = "not answered" if score is None or score.now is None else f"{score.now.shown} now"
            disclosure.show_title(f"{instrument.short} {kind} ({state or now})")
        elif (totals := self._disclosures.get(_TOTALS)) is not None:
            names = [each.content.short for each in self._views if not each.content.items_may_be_shown]
            totals.show_title(f"totals of {' and '.join(names)}")

    def _unfinished(self, view: InstrumentView) -> Iterator[str]:
        """``Now 2 of 3 answered: no score yet``."""
        if view.content.scored_by not in ("mean", "sum"):
            return
        for moment in MOMENTS:
            items = self._entry.items(f"measures.{moment}.{view.content.measure}")
            answered = len(items) - items.count(None)
            if 0 < answered < len(items):
                when = WHEN[moment].capitalize()
                yield f"{when} {answered} of {len(items)} answered: no score yet."
