"""One number of a scale, typed by its digits and sent as soon as it is whole."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.ui.widgets.field_rows import NumberRow, pause, read_number
from desktop_app.ui.widgets.text import TextLabel


class ScoreField(NumberRow):
    """A cell of a score table: only the field. A number that no further digit could follow is sent at once.

    ``problem_label`` says what is questioned; the table shows it under its line. ``whole`` refuses decimals.
    """

    def __init__(
        self, path: str, label: str, highest: int, *, whole: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(path, label, parent=parent)
        self._highest = highest
        self._whole = whole
        self.setProperty("area", "cell")
        self._edit.setPlaceholderText(f"0-{highest}")
        self._edit.setAccessibleName(f"{label}, 0 to {highest}")
        self._pause = pause(self, self.commit)
        self._edit.textEdited.connect(self._on_text_edited)

    def _lay_out(self) -> None:
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._split.setContentsMargins(2, 2, 2, 2)
        self._split.addLayout(self._controls)
        for part in (self._words, self._hint, self._earlier, self._problem):
            part.setParent(self)
        self._words.hide()

    @property
    def problem_label(self) -> TextLabel:
        return self._problem

    def show_fixed(self, value: object, *, fixed: bool) -> None:
        """Draw a value that comes from elsewhere, and that can then not be typed over."""
        self._edit.setReadOnly(fixed)
        self.show_value(value)

    def read(self, text: str) -> object:
        number = read_number(text)
        if not 0 <= number <= self._highest or (self._whole and not isinstance(number, int)):
            kind = "whole number" if self._whole else "number"
            raise ValueError(f"{self.label}: write a {kind} from 0 to {self._highest}.")
        return number

    def _on_text_edited(self, text: str) -> None:
        self._pause.stop()
        if text.isdecimal() and (text == "0" or int(text) * 10 > self._highest):
            self.commit()
        else:
            self._pause.start()
