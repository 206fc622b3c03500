"""A coded question: Yes, No or Not assessed, and dashed as long as nobody answered."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_app.ui.widgets.choice_row import NOT_ASSESSED, ChoiceRow

ANSWERS: Final = (("yes", "Yes"), ("no", "No"), (NOT_ASSESSED, "Not assessed"))
YES_OR_NO: Final = ANSWERS[:2]


class AnswerRow(ChoiceRow):
    """Y, N and U answer while the row has the focus, then the focus goes to the next row."""

    def __init__(self, path: str, question: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(path, question, ANSWERS, hint, parent)
        self._keys = {"Y": "yes", "N": "no", "U": NOT_ASSESSED}
