"""The keyboard map, the imprint, and the page that says what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.ui.dates import shown_date
from desktop_app.ui.widgets.text import TextLabel


class _TextDialog(QDialog):
    """A dialog to read: the text scrolls, Esc and Close leave it."""

    def __init__(self, title: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        em = self.fontMetrics().height()
        self.resize(em * 30, em * 26)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(title)
        scroll.setWidget(body)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(TextLabel(title, "h2"))
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)


class KeyboardMapDialog(_TextDialog):
    """Every key and what it does."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        for line, (key, meaning) in enumerate(keys):
            name = TextLabel(key, "strong")
            name.setWordWrap(False)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextLabel(meaning), line, 1)
        super().__init__("Keyboard map", body, parent)


class AboutDialog(_TextDialog):
    """The versions of the application and of its content, and what the content is for."""

    def __init__(self, version: str, form: VisitForm | None, parent: QWidget | None = None) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setSpacing(8)
        layout.addWidget(TextLabel(f"Lumbar Pathway {version}", "strong"))
        if form is not None:
            stamp = form.stamp
            layout.addWidget(TextLabel(f"{form.title}, version {stamp.version}"))
            state = stamp.review_state.replace("_", " ")
            layout.addWidget(TextLabel(f"Content {state}; next review by {shown_date(stamp.review_due)}"))
            layout.addWidget(TextLabel(form.disclaimer))
        layout.addWidget(TextLabel("Apache License 2.0. Qt is used under the LGPL version 3.", "caption"))
        layout.addStretch(1)
        super().__init__("About", body, parent)


def open_to_read(dialog: QDialog) -> None:
    """Open a dialog that is gone when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class ProblemPage(QWidget):
    """What could not be done, what to do now, and the code for support, in place of what was to be shown."""

    def __init__(self, title: str, error: LumbarPathwayError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.addWidget(TextLabel(title, "h1"))
        layout.addWidget(TextLabel(error.sentence))
        layout.addWidget(TextLabel(f"{error.remedy}\n\nCode for support: {error.code}", "caption"))
        layout.addStretch(1)
