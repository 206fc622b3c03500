"""A known patient: the signed visits in order, their documents as signed, and the start of a follow-up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.application.history_record import history_of, signed_documents
from desktop_app.application.patients import patient_plans, superseded_by
from desktop_app.domain.history import History
from desktop_app.domain.records import PlanSummary
from desktop_app.ui.banner import PatientBanner
from desktop_app.ui.dates import shown_date
from desktop_app.ui.services import Services
from desktop_app.ui.steps.signed_panel import SignedPanel
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.text import SectionHeading, TextLabel

_WIDTH_IN_EMS = 44
_EPISODES = (("same", "No, the same pain"), ("new", "Yes, a new pain"), ("unknown", "Not known"))


class PatientPage(QWidget):
    """Opened after the year of birth was typed. Raises ``StorageError`` or ``CaseFileError`` where it cannot be."""

    follow_up_requested = Signal(object)
    """The history that the follow-up visit begins with."""
    amendment_begun = Signal(object, object)
    left = Signal()

    def __init__(self, plan: PlanSummary, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._plans = patient_plans(plan, services.records.signed_plans())
        self._history = history_of(services.records, plan)
        self._episode: object = None
        self._panel: QWidget | None = None
        banner = PatientBanner()
        banner.show_patient(self._history.visits[-1].consultation)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._column.addWidget(TextLabel("Signed visits", "h1"))
        for each in self._plans:
            self._column.addWidget(self._line(each))
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self._add_follow_up()
        self._column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(banner)
        layout.addWidget(self._scrolled(), 1)
        self.show_plan(plan.plan_id)
        self.setFocusProxy(self.episode.input)

    def _scrolled(self) -> QScrollArea:
        box = QWidget()
        box.setMaximumWidth(_WIDTH_IN_EMS * self.fontMetrics().height())
        box.setLayout(self._column)
        self._column.setContentsMargins(32, 16, 32, 24)
        body = QWidget()
        body.setMinimumHeight(1)
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(box, 1)
        across.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        return scroll

    def _line(self, plan: PlanSummary) -> QWidget:
        replaced = superseded_by(self._plans).get(plan.plan_id)
        words = [f"Visit of {shown_date(plan.visit_date)}", plan.triage_class.replace("_", " ")]
        words += [f"replaced by plan {replaced}"] if replaced else []
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(6, 2, 6, 2)
        layout.addWidget(TextLabel(", ".join(filter(None, words))), 1)
        show = QPushButton("Show")
        show.setObjectName(f"show:{plan.plan_id}")
        show.setAccessibleName(f"Show the plan of {shown_date(plan.visit_date)}")
        show.clicked.connect(lambda: self.show_plan(plan.plan_id))
        layout.addWidget(show)
        return line

    def show_plan(self, plan_id: str) -> None:
        """The documents of one plan, byte for byte as signed: to read, export and print."""
        plans = self._services.plans
        if plans is None:
            return
        if self._panel is not None:
            self._place.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
        signed = signed_documents(self._services.records, plan_id)
        panel = SignedPanel(signed, plans, self._services.printing, just_signed=False)
        panel.amendment_begun.connect(self.amendment_begun)
        self._panel = panel
        self._place.addWidget(panel)

    def _add_follow_up(self) -> None:
        form = self._services.form
        self._column.addWidget(SectionHeading("Follow-up visit", form.new_episode_note))
        self.episode = ChoiceRow("new_episode", form.new_episode_question, _EPISODES)
        self.episode.show_value(None)
        self.episode.edited.connect(self._on_answered)
        self._column.addWidget(self.episode)
        self.start = QPushButton("Start follow-up visit")
        self.start.setObjectName("start_follow_up")
        self.start.setProperty("kind", "primary")
        self.start.clicked.connect(self._on_started)
        back = QPushButton("Back to the worklist")
        back.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.addWidget(back)
        buttons.addStretch(1)
        buttons.addWidget(self.start)
        self._column.addLayout(buttons)

    def _on_answered(self, _path: str, value: object) -> None:
        self._episode = value
        self.episode.show_problem("")
        self.episode.show_value(value)

    def _on_started(self) -> None:
        """Whether the pain is a new one decides what is carried: it is asked, and never assumed."""
        if self._episode is None:
            self.episode.show_problem("Answer this first: it decides what is carried forward.")
            self.episode.input.setFocus()
            return
        self.follow_up_requested.emit(History(self._history.visits, self._episode == "new"))
