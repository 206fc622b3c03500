"""Chooses the key that signs: the own one, a key file, or a smart card."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.signing_setup import SigningTools
from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.domain.signing_settings import CardKey, ChosenKey, KeyFile
from desktop_app.ui.background import run_in_background
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.drop_down import DropDown
from desktop_app.ui.widgets.file_field import FileField
from desktop_app.ui.widgets.text import TextLabel

_OWN, _FILE, _CARD = "own", "key_file", "card"
_KINDS: Final = ((_OWN, "Own key"), (_FILE, "Key file"), (_CARD, "Smart card"))
_HINT: Final = "The own key was made for these records and is kept in them."


class SigningKeyPanel(QWidget):
    """``changed`` says that ``key`` is another, or that none is found yet."""

    changed = Signal()

    def __init__(self, tools: SigningTools, key: ChosenKey | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._kind = _OWN if key is None else key.kind
        self._file: KeyFile | None = key if isinstance(key, KeyFile) else None
        self._cards: tuple[CardKey, ...] = (key,) if isinstance(key, CardKey) else ()
        self._row = ChoiceRow("signing_key", "Sign with", _KINDS, _HINT)
        self._row.edited.connect(lambda _path, kind: self._choose_kind(kind))
        self._problems = {kind: TextLabel("", "problem") for kind in (_FILE, _CARD)}
        for label in self._problems.values():
            label.setObjectName("signing_key_problem")
            label.hide()
        self._areas = {_FILE: self._file_part(), _CARD: self._card_part()}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self._row, *self._areas.values()):
            layout.addWidget(part)
        self.setFocusProxy(self._row)
        self._show_cards()
        self._show_kind()

    def _file_part(self) -> QWidget:
        self._path = FileField("key_file", "Key file", "Key files (*.p12 *.pfx)")
        if self._file is not None:
            self._path.show_placeholder("Kept in these records")
        self._passphrase = QLineEdit()
        self._passphrase.setObjectName("key_file_passphrase")
        self._passphrase.setAccessibleName("Passphrase of the key file")
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.returnPressed.connect(self._open_file)
        self._open = push_button(
            "Open the key file", "open_key_file", self._open_file, pressed_by_enter=False
        )
        self._path.chosen.connect(self._passphrase.setFocus)
        return _area(
            TextLabel("Key file (.p12, .pfx). A copy is kept in these records.", "strong"),
            self._path,
            TextLabel("Its passphrase. It is asked for at each signing, and kept nowhere.", "strong"),
            self._passphrase,
            self._problems[_FILE],
            self._open,
        )

    def _card_part(self) -> QWidget:
        self._module = FileField("card_module", "Module of the card's maker", "Modules (*.so *.dll *.dylib)")
        if self._cards:
            self._module.show_path(self._cards[0].module)
        self._module.chosen.connect(self._look_for_cards)
        self._look = push_button(
            "Look for cards", "look_for_cards", self._look_for_cards, pressed_by_enter=False
        )
        self._certificates = DropDown()
        self._certificates.setObjectName("card_certificate")
        self._certificates.setAccessibleName("Certificate on the card")
        self._certificates.setSizeAdjustPolicy(
            DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._certificates.activated.connect(lambda _index: self.changed.emit())
        return _area(
            TextLabel("Module of the card's maker (PKCS#11)", "strong"),
            self._module,
            self._problems[_CARD],
            self._look,
            TextLabel("Certificate. The PIN is asked for at each signing, and kept nowhere.", "strong"),
            self._certificates,
        )

    @property
    def key(self) -> ChosenKey | None:
        """What would sign; ``None`` is the own key, unless ``is_missing``."""
        if self._kind == _FILE:
            return self._file
        index = self._certificates.currentIndex()
        return self._cards[index] if self._kind == _CARD and index >= 0 else None

    @property
    def is_missing(self) -> bool:
        """Whether a key file or a card is to sign, and none is found yet."""
        return self._kind != _OWN and self.key is None

    def _choose_kind(self, kind: object) -> None:
        if kind is not None:
            self._kind = str(kind)
            self._show_kind()
            self.changed.emit()

    def _show_kind(self) -> None:
        self._row.show_value(self._kind)
        for kind, area in self._areas.items():
            area.setVisible(kind == self._kind)

    def _open_file(self) -> None:
        path, passphrase = self._path.path, self._passphrase.text()
        self._passphrase.clear()
        if path is None:
            self._show_problem(_FILE, "Choose the key file first.")
            return
        self._open.setEnabled(False)
        run_in_background(
            lambda: self._tools.read_key_file(path, passphrase),
            self._on_opened,
            lambda error: self._on_opened(None, error),
            self,
        )

    def _on_opened(self, key: KeyFile | None, error: LumbarPathwayError | None = None) -> None:
        """After an error, too: what was opened before is no longer shown as found."""
        self._file = key
        self._open.setEnabled(True)
        self._on_done(_FILE, self._passphrase if error is not None else self._open, error)

    def _look_for_cards(self) -> None:
        module = self._module.path
        if module is None:
            self._show_problem(_CARD, "Choose the module first.")
            return
        self._look.setEnabled(False)
        run_in_background(
            lambda: self._tools.read_cards(module),
            self._on_found,
            lambda error: self._on_found((), error),
            self,
        )

    def _on_found(self, cards: tuple[CardKey, ...], error: LumbarPathwayError | None = None) -> None:
        """After an error, too: the cards that were found before may be gone."""
        self._cards = cards
        self._show_cards()
        self._look.setEnabled(True)
        self._on_done(_CARD, self._module if error is not None else self._certificates, error)

    def _on_done(self, kind: str, next_field: QWidget, error: LumbarPathwayError | None) -> None:
        self._show_problem(kind, "" if error is None else f"{error.sentence} {error.remedy}")
        self.changed.emit()
        if kind == self._kind:
            next_field.setFocus()

    def _show_cards(self) -> None:
        self._certificates.clear()
        for card in self._cards:
            words = f"{card.certificate.signer} (card {card.token_label}, {card.certificate_label})"
            self._certificates.addItem(words)

    def _show_problem(self, kind: str, sentence: str) -> None:
        self._problems[kind].setText(sentence)
        self._problems[kind].setVisible(bool(sentence))


def _area(*parts: QWidget) -> QWidget:
    area = QWidget()
    layout = QVBoxLayout(area)
    layout.setContentsMargins(6, 0, 6, 0)
    layout.setSpacing(6)
    for part in parts:
        left = Qt.AlignmentFlag.AlignLeft if isinstance(part, QPushButton) else Qt.AlignmentFlag(0)
        layout.addWidget(part, 0, left)
    return area
