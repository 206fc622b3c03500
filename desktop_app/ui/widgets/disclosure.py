"""Something that is shown on demand, under a button that says what it holds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget


class Disclosure(QWidget):
    """A button over a body. The body is built when it is first opened."""

    def __init__(
        self, title: str, build: Callable[[QVBoxLayout], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._build: Callable[[QVBoxLayout], None] | None = build
        self._button = QPushButton()
        self._button.setProperty("kind", "link")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._on_toggled)
        self.body = QWidget()
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.body.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._button)
        layout.addWidget(self.body)
        self.show_title(title)

    @property
    def is_open(self) -> bool:
        return self._button.isChecked()

    def open(self) -> None:
        self._button.setChecked(True)

    def show_title(self, title: str) -> None:
        self._title = title
        self._button.setText(f"{'Hide' if self.is_open else 'Show'}: {title}")

    def _on_toggled(self, is_open: bool) -> None:
        if is_open and self._build is not None:
            self._build(self._column)
            self._build = None
        self.body.setVisible(is_open)
        self.show_title(self._title)
