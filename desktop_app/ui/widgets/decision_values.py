"""What matters to the patient, each from 0 to 10. It guides the talk and is not kept."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSlider, QVBoxLayout, QWidget

from desktop_app.application.patient_view import PatientView
from desktop_app.ui.widgets.text import TextLabel

_HIGHEST: Final = 10
_MOST_NAMED: Final = 3
_OPEN: Final = "-"


class DecisionValues(QWidget):
    """A slider for each value; one that was not moved counts for nothing."""

    def __init__(self, view: PatientView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = dict(view.values)
        self.sliders: dict[str, QSlider] = {}
        self._moved: set[str] = set()
        layout = QVBoxLayout(self)
        layout.addWidget(TextLabel(view.words["values_title"], "patient-strong"))
        layout.addWidget(TextLabel(view.words["values_scale"], "patient"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (key, label) in enumerate(view.values):
            self._add(grid, row, key, label)
        layout.addLayout(grid)
        layout.addStretch(1)

    def _add(self, grid: QGridLayout, row: int, key: str, label: str) -> None:
        words, number = TextLabel(label, "patient"), TextLabel(_OPEN, "patient-strong")
        words.setWordWrap(False)
        number.setWordWrap(False)
        number.setMinimumWidth(3 * number.fontMetrics().height())
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _HIGHEST)
        slider.setPageStep(1)
        slider.setProperty("kind", "patient")
        slider.setObjectName(f"value:{key}")
        slider.setAccessibleName(label)
        slider.valueChanged.connect(lambda value: self._on_moved(key, value, number))
        self.sliders[key] = slider
        for column, part in enumerate((words, slider, number)):
            grid.addWidget(part, row, column)

    def _on_moved(self, key: str, value: int, number: TextLabel) -> None:
        self._moved.add(key)
        number.setText(str(value))

    @property
    def most(self) -> tuple[str, ...]:
        """The values that were put highest, a few at most; none while nothing was moved above 0."""
        rated = {key: self.sliders[key].value() for key in self._labels if key in self._moved}
        highest = max(rated.values(), default=0)
        named = [self._labels[key] for key, value in rated.items() if value == highest > 0]
        return tuple(named[:_MOST_NAMED])
