"""The worklist: start a visit, resume a draft, open a sample patient, verify a PDF. No patient banner stands here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.errors import StorageError
from desktop_app.domain.records import DraftSummary, PatientLabel
from desktop_app.ui.banner import written_name
from desktop_app.ui.dates import shown_date
from desktop_app.ui.services import Services
from desktop_app.ui.widgets.text import SectionHeading, TextLabel

_WIDTH_IN_EMS = 40


class StartPage(QScrollArea):
    """What can be begun now."""

    new_visit_requested = Signal()
    verify_requested = Signal()
    draft_chosen = Signal(str)
    draft_discarded = Signal(str)
    sample_chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        # The height follows from the width; Qt's own minimum assumes every text wrapped to its narrowest.
        body.setMinimumHeight(1)
        box = QWidget()
        box.setMaximumWidth(_WIDTH_IN_EMS * self.fontMetrics().height())
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(32, 20, 32, 24)
        self._column.setSpacing(4)
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(box, 1)
        across.addStretch(0)
        self._column.addWidget(TextLabel("Visits", "h1"))
        self._column.addLayout(self._buttons())
        self._add_drafts()
        self._add_signed()
        self._add_samples()
        self._column.addStretch(1)
        self._column.addWidget(TextLabel(services.form.disclaimer, "caption"))
        self.setWidget(body)

    def _buttons(self) -> QHBoxLayout:
        new = QPushButton("New visit")
        new.setObjectName("new_visit")
        new.setProperty("kind", "primary")
        new.setToolTip("Ctrl+N")
        new.clicked.connect(self.new_visit_requested)
        verify = QPushButton("Verify a signed PDF...")
        verify.setObjectName("verify")
        verify.clicked.connect(self.verify_requested)
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(new)
        layout.addWidget(verify)
        layout.addStretch(1)
        self.setFocusProxy(new)
        return layout

    def _add_drafts(self) -> None:
        self._column.addWidget(SectionHeading("Drafts"))
        try:
            drafts = self._services.records.drafts()
        except StorageError as error:
            self._column.addWidget(TextLabel(f"{error.sentence} {error.remedy}", "problem"))
            return
        if not drafts:
            self._column.addWidget(TextLabel("No drafts. Press Ctrl+N to start a visit.", "caption"))
        for draft in drafts:
            self._column.addWidget(self._draft_line(draft))

    def _draft_line(self, draft: DraftSummary) -> QWidget:
        name = label_name(draft.patient)
        saved = draft.saved_at.astimezone()
        note = f"born {shown_date(draft.patient.birth_date)}, saved {shown_date(saved.date())} {saved:%H:%M}"
        resume = _action("Resume", f"Resume the draft of {name}")
        resume.clicked.connect(lambda: self.draft_chosen.emit(draft.draft_id))
        discard = _action("Discard draft", f"Discard the draft of {name}", kind="link")
        discard.clicked.connect(lambda: self.draft_discarded.emit(draft.draft_id))
        return _line(name, note, discard, resume)

    def _add_signed(self) -> None:
        try:
            plans = self._services.records.signed_plans()
        except StorageError:
            return
        if plans:
            self._column.addWidget(SectionHeading("Signed plans"))
        for plan in plans:
            born, signed = shown_date(plan.patient.birth_date), shown_date(plan.signed_at.date())
            note = f"born {born}, signed {signed} by {plan.signer}"
            self._column.addWidget(_line(label_name(plan.patient), note))

    def _add_samples(self) -> None:
        samples = self._services.samples
        if samples:
            self._column.addWidget(SectionHeading("Sample patients", "Made up, for trying the application."))
        for sample in samples:
            patient = sample.consultation.patient
            name = written_name(patient.family_name, patient.given_name)
            button = _action("Open", f"Open the sample patient {name}")
            button.clicked.connect(lambda _checked=False, sample=sample: self.sample_chosen.emit(sample))
            self._column.addWidget(_line(name, sample.title, button))


def label_name(patient: PatientLabel) -> str:
    """``GARCIA, Ana`` from a row of the store."""
    return written_name(patient.family_name, patient.given_name)


def _action(word: str, name: str, kind: str = "") -> QPushButton:
    button = QPushButton(word)
    button.setProperty("kind", kind)
    button.setAccessibleName(name)
    return button


def _line(name: str, note: str, *buttons: QPushButton) -> QWidget:
    line = QFrame()
    line.setProperty("area", "row")
    layout = QHBoxLayout(line)
    layout.setContentsMargins(6, 6, 6, 6)
    layout.setSpacing(12)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(TextLabel(name, "strong"))
    words.addWidget(TextLabel(note, "caption"))
    layout.addLayout(words, 1)
    for button in buttons:
        layout.addWidget(button)
    return line
