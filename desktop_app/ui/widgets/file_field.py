"""A line for the name of a file, typed or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget


class FileField(QWidget):
    """The field and its button. ``edited`` comes with each key, ``chosen`` once a file is named.

    That is when one is chosen, when Return is pressed, and when the field is left after typing.
    """

    edited = Signal()
    chosen = Signal()

    def __init__(self, name: str, title: str, kinds: str, parent: QWidget | None = None) -> None:
        """``kinds`` as Qt's file dialog writes them."""
        super().__init__(parent)
        self._title = title
        self._kinds = kinds
        self._edit = QLineEdit()
        self._edit.setObjectName(name)
        self._edit.setAccessibleName(title)
        self._edit.textEdited.connect(lambda _text: self.edited.emit())
        self._edit.returnPressed.connect(self._on_named)
        self._edit.editingFinished.connect(self._on_left)
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

    def _on_named(self) -> None:
        self._edit.setModified(False)
        self.chosen.emit()

    def _on_left(self) -> None:
        """What was typed counts without Return, too; Return itself has told it already."""
        if self._edit.isModified():
            self._on_named()
