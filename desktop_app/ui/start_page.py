"""Where work begins: the worklist, a new visit, a sample patient, a PDF to verify. No patient banner stands here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.banner import written_name
from desktop_app.ui.certificate_notice import CertificateNotice
from desktop_app.ui.services import Services
from desktop_app.ui.widgets.text import SectionHeading, TextLabel
from desktop_app.ui.worklist import Worklist
from desktop_app.ui.worklist_lines import action, line

_WIDTH_IN_EMS = 40


class StartPage(QScrollArea):
    """What can be begun now."""

    new_visit_requested = Signal()
    verify_requested = Signal()
    draft_chosen = Signal(object)
    """A draft, to be resumed once the year of birth is typed."""
    draft_discarded = Signal(object)
    """A draft, to be discarded once that is confirmed."""
    plan_chosen = Signal(object)
    """A signed plan, to be opened once the year of birth is typed."""
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
        if services.plans is not None:
            self._column.addWidget(CertificateNotice(services.plans.identity, services.now().date()))
        self.worklist = Worklist(services)
        self.worklist.draft_chosen.connect(self.draft_chosen)
        self.worklist.draft_discarded.connect(self.draft_discarded)
        self.worklist.plan_chosen.connect(self.plan_chosen)
        self._find.textChanged.connect(self.worklist.show_found)
        self._column.addWidget(self.worklist)
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
        layout.addWidget(self._finding(), 1)
        self.setFocusProxy(new)
        return layout

    def _finding(self) -> QLineEdit:
        self._find = QLineEdit()
        self._find.setObjectName("find")
        self._find.setPlaceholderText("Find: name, number or date of birth")
        self._find.setAccessibleName("Find a patient by name, number or date of birth")
        self._find.setToolTip("Ctrl+K")
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        shortcut.activated.connect(self._find.setFocus)
        return self._find

    def _add_samples(self) -> None:
        samples = self._services.samples
        if samples:
            self._column.addWidget(SectionHeading("Sample patients", "Made up, for trying the application."))
        for sample in samples:
            patient = sample.consultation.patient
            name = written_name(patient.family_name, patient.given_name)
            button = action("Open", f"Open the sample patient {name}")
            button.clicked.connect(lambda _checked=False, sample=sample: self.sample_chosen.emit(sample))
            self._column.addWidget(line(name, sample.title, button))
