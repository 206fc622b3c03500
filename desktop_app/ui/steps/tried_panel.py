"""What was tried so far: how long, what it did, and what follows from that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.application.earlier_visits import agreed_last_time, last_visit_words, tried_in_words
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.field_rows import NumberRow
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import SectionHeading, TextLabel

_RESULTS = (
    ("helped", "Helped"),
    ("no_change", "No change"),
    ("worse", "Worse"),
    ("not_tolerated", "Not tolerated"),
)


class _TriedEntry(QWidget):
    """One treatment with its length and its result; what was never done is taken out."""

    def __init__(self, index: int, name: str, remove: Callable[[int], None]) -> None:
        super().__init__()
        path = f"tried[{index}]"
        self.name = name
        self.result = ChoiceRow(f"{path}.result", name, _RESULTS)
        self.weeks = NumberRow(f"{path}.weeks", "For how long?", "weeks")
        gone = QPushButton("Was not done")
        gone.setProperty("kind", "link")
        gone.setObjectName(f"{path}:remove")
        gone.setAccessibleName(f"{name} was not done: take it out")
        gone.clicked.connect(lambda: remove(index))
        self.weeks.add_control(gone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(0)
        for row in (self.result, self.weeks):
            layout.addWidget(row)

    def show_next(self, verdict: str, next_step: str) -> None:
        self.weeks.show_hint(f"{verdict}. {next_step}")


class TriedPanel(QWidget):
    """The treatments of this episode before today. ``bind`` makes a row send its edits to the visit."""

    def __init__(
        self, visit: Visit, form: VisitForm, bind: Callable[[Row], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._form = form
        self._bind = bind
        self.entries: list[_TriedEntry] = []
        self._agreed = TextLabel("", "caption")
        self._agreed.setObjectName("agreed_last_time")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self._column.addWidget(
            SectionHeading("Tried so far", "What did each do? Correct the weeks where they differ.")
        )
        self._column.addWidget(self._agreed)

    def redraw(self, draw: Callable[[Row], None]) -> None:
        """Show the visit as it stands; ``draw`` draws a row."""
        tried, lines = tried_in_words(self._visit), agreed_last_time(self._visit, self._form)
        self.setVisible(bool(tried or lines))
        title = f"Agreed on {last_visit_words(self._visit)}"
        self._agreed.setText("\n".join((title, *lines)) if lines else "")
        self._agreed.setVisible(bool(lines))
        if [name for name, _, _ in tried] != [entry.name for entry in self.entries]:
            self._rebuild([name for name, _, _ in tried])
        for entry, (_, verdict, next_step) in zip(self.entries, tried, strict=True):
            entry.show_next(verdict, next_step)
            draw(entry.result)
            draw(entry.weeks)

    def _rebuild(self, names: list[str]) -> None:
        for entry in self.entries:
            self._column.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self.entries = [_TriedEntry(index, name, self._remove) for index, name in enumerate(names)]
        for entry in self.entries:
            self._column.addWidget(entry)
            self._bind(entry.result)
            self._bind(entry.weeks)
            entry.show()

    def _remove(self, index: int) -> None:
        name = self.entries[index].name
        self._visit.edit(f"tried[{index}]", None, f"take {name} out of what was tried")
