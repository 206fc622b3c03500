"""Chooses where time stamps come from, and tries it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.application.signing_setup import SigningTools
from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.domain.signing_settings import TimeStampSource
from desktop_app.ui.background import run_in_background
from desktop_app.ui.dates import shown_date
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.file_field import FileField
from desktop_app.ui.widgets.text import TextLabel

_NONE, _SERVER = "none", "server"
_CHOICES: Final = ((_NONE, "None"), (_SERVER, "Our server"))
_FILES: Final = "Certificates (*.pem *.crt *.cer)"
_HINT: Final = (
    "A server of the clinic proves when a plan was signed. It learns one number, nothing of the patient."
)


class TimeStampPanel(QWidget):
    """``changed`` says that ``source`` is another, or not complete."""

    changed = Signal()

    def __init__(
        self, tools: SigningTools, source: TimeStampSource | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._on = source is not None
        self._asking = False
        self._authority = b"" if source is None else source.authority
        self._row = ChoiceRow("time_stamps", "Time stamps", _CHOICES, _HINT)
        self._row.edited.connect(lambda _path, choice: self._choose(choice))
        self._url = QLineEdit("" if source is None else source.url)
        self._url.setObjectName("time_stamp_url")
        self._url.setAccessibleName("Address of the time stamp server")
        self._url.setPlaceholderText("http://")
        self._url.textChanged.connect(lambda _text: self._forget_result())
        self._file = FileField("time_stamp_authority", "Certificate of its authority", _FILES)
        if self._authority:
            self._file.show_placeholder("Kept in these records")
        self._file.edited.connect(self._forget_authority)
        self._file.chosen.connect(self._read_authority)
        self._try = push_button("Try it", "try_time_stamp", self._ask, pressed_by_enter=False)
        self._result = TextLabel()
        self._result.setObjectName("time_stamp_result")
        self._lay_out()
        self._show_choice()

    def _lay_out(self) -> None:
        self._area = QWidget()
        inside = QVBoxLayout(self._area)
        inside.setContentsMargins(6, 0, 6, 0)
        inside.setSpacing(6)
        inside.addWidget(TextLabel("Address of the server", "strong"))
        inside.addWidget(self._url)
        inside.addWidget(TextLabel("Certificate of the authority that vouches for it", "strong"))
        inside.addWidget(self._file)
        trial = QHBoxLayout()
        trial.setSpacing(12)
        trial.addWidget(self._try, 0, Qt.AlignmentFlag.AlignTop)
        trial.addWidget(self._result, 1)
        inside.addLayout(trial)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._row)
        layout.addWidget(self._area)

    @property
    def source(self) -> TimeStampSource | None:
        """Where time stamps would come from; ``None`` where from nowhere, or ``is_missing``."""
        url = self._url.text().strip()
        if not (self._on and url and self._authority):
            return None
        return TimeStampSource(url=url, authority=self._authority)

    @property
    def is_missing(self) -> bool:
        """Whether a server is to be asked, and its address or certificate is not known yet."""
        return self._on and self.source is None

    def _choose(self, choice: object) -> None:
        if choice is not None:
            self._on = choice == _SERVER
            self._show_choice()
            self.changed.emit()

    def _show_choice(self) -> None:
        self._row.show_value(_SERVER if self._on else _NONE)
        self._area.setVisible(self._on)

    def _forget_result(self) -> None:
        self._show_result("")
        self.changed.emit()

    def _forget_authority(self) -> None:
        """What was known is not of the file in the field: it vouches for nothing any more."""
        self._authority = b""
        self._file.show_placeholder("")
        self._forget_result()

    def _read_authority(self) -> None:
        path = self._file.path
        if path is not None:
            self._forget_authority()
            run_in_background(
                lambda: self._tools.read_authority(path), self._on_authority_read, self._on_failed, self
            )

    def _on_authority_read(self, certificates: bytes) -> None:
        self._authority = certificates
        self._forget_result()

    def _ask(self) -> None:
        source = self.source
        if self._asking:
            return
        if source is None:
            self._show_result("Type the address and choose the certificate first.", "problem")
            return
        # Not disabled, which would move the keyboard away.
        self._asking = True
        self._show_result("Asking the server...")
        run_in_background(
            lambda: self._tools.ask_time_stamp(source),
            lambda moment: self._on_stamped(source, moment),
            self._on_failed,
            self,
        )

    def _on_stamped(self, source: TimeStampSource, moment: datetime) -> None:
        self._asking = False
        if source != self.source:
            # Of a server that is no longer the one in the field.
            self._forget_result()
            return
        local = moment.astimezone()
        self._show_result(
            f"The server answered with a trusted time stamp of {shown_date(local.date())} at {local:%H:%M}."
        )

    def _on_failed(self, error: LumbarPathwayError) -> None:
        self._asking = False
        self._show_result(f"{error.sentence} Check the address and the certificate.", "problem")

    def _show_result(self, words: str, role: str = "") -> None:
        self._result.setText(words)
        self._result.set_role(role)
        self._result.setVisible(bool(words))
