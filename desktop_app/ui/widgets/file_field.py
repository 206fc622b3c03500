"""A line for the name of a file, typed or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget


class FileField(QWidget):
    """The field and its button. ``chosen`` comes when a file is chosen, or Return is pressed on a typed name."""

    chosen = Signal()

    def __init__(self, name: str, title: str, kinds: str, parent: QWidget | None = None) -> None:
        """``kinds`` as Qt's file dialog writes them."""
        super().__init__(parent)
        self._title = title
        self._kinds = kinds
        self._edit = QLineEdit()
        self._edit.setObjectName(name)
        self._edit.setAccessibleName(title)
        self._edit.returnPressed.connect(self.chosen)
        button = QPushButton("Choose file...")
        button.setObjectName(f"{name}:choose")
        button.setAccessibleName(f"Choose: {title}")
        button.setAutoDefault(False)
        button.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._edit, 1)
        layout.addWidget(button)
        self.setFocusProxy(self._edit)

    @property
    def path(self) -> Path | None:
        """The file that is named; ``None`` while nothing is."""
        text = self._edit.text().strip()
        return Path(text) if text else None

    def show_path(self, path: str) -> None:
        self._edit.setText(path)

    def show_placeholder(self, words: str) -> None:
        """What stands there while nothing is named."""
        self._edit.setPlaceholderText(words)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._title, "", self._kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    def _on_file_selected(self, name: str) -> None:
        self._edit.setText(name)
        self.chosen.emit()
