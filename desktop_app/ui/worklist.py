"""The lists of the start page: drafts, who is due, and what was signed lately, as far as what is typed finds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.application.patients import SimilarNames, superseded_by
from desktop_app.application.worklist import DueFollowUp, due_follow_ups, is_found
from desktop_app.domain.errors import StorageError
from desktop_app.domain.records import DraftSummary, PatientLabel, PlanSummary
from desktop_app.ui.services import Services
from desktop_app.ui.widgets.text import SectionHeading, TextLabel
from desktop_app.ui.worklist_lines import (
    action,
    draft_note,
    due_note,
    label_name,
    line,
    signed_note,
    similar_note,
)

_MOST_SHOWN: Final = 25


class Worklist(QWidget):
    """Reads the records once; ``show_found`` draws what fits the words that were typed."""

    draft_chosen = Signal(object)
    draft_discarded = Signal(object)
    plan_chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafts: tuple[DraftSummary, ...] = ()
        self._plans: tuple[PlanSummary, ...] = ()
        self._problem = ""
        try:
            self._drafts, self._plans = services.records.drafts(), services.records.signed_plans()
        except StorageError as error:
            self._problem = f"{error.sentence} {error.remedy}"
        self._due = due_follow_ups(self._plans, services.now().date())
        self._replaced = superseded_by(self._plans)
        self._similar = SimilarNames(
            [*(each.patient for each in self._drafts), *(each.patient for each in self._plans)]
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._lists = QWidget()
        self._column.addWidget(self._lists)
        self.show_found("")

    def show_found(self, typed: str) -> None:
        """Draw the lists again; empty text finds everybody."""
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in self._parts(typed):
            column.addWidget(part)
        self._column.replaceWidget(self._lists, lists)
        self._lists.hide()
        self._lists.deleteLater()
        self._lists = lists
        lists.show()

    def _parts(self, typed: str) -> Iterator[QWidget]:
        if self._problem:
            yield TextLabel(self._problem, "problem")
        drafts = [draft for draft in self._drafts if is_found(draft.patient, typed)]
        due = [each for each in self._due if is_found(each.plan.patient, typed)]
        plans = [plan for plan in self._plans if is_found(plan.patient, typed)]
        yield SectionHeading("Drafts")
        if not drafts:
            empty = "No drafts. Press Ctrl+N to start a visit."
            yield TextLabel("None found." if typed else empty, "caption")
        yield from map(self._draft_line, drafts)
        if due:
            yield SectionHeading("Due")
            yield from map(self._due_line, due[:_MOST_SHOWN])
        if plans:
            yield SectionHeading("Signed plans")
            yield from map(self._plan_line, plans[:_MOST_SHOWN])
        if self._plans:
            shown = min(len(plans), _MOST_SHOWN)
            yield TextLabel(f"{shown} of {len(self._plans)} signed plans shown.", "caption")

    def _warning(self, patient: PatientLabel) -> str:
        return similar_note(self._similar.of(patient))

    def _draft_line(self, draft: DraftSummary) -> QWidget:
        name = label_name(draft.patient)
        resume = action("Resume", f"Resume the draft of {name}")
        resume.clicked.connect(lambda: self.draft_chosen.emit(draft))
        discard = action("Discard draft", f"Discard the draft of {name}", kind="link")
        discard.clicked.connect(lambda: self.draft_discarded.emit(draft))
        return line(name, draft_note(draft), discard, resume, warning=self._warning(draft.patient))

    def _due_line(self, due: DueFollowUp) -> QWidget:
        button = self._opening("Follow-up", f"Follow-up of {label_name(due.plan.patient)}", due.plan)
        button.setObjectName(f"due:{due.plan.plan_id}")
        patient = due.plan.patient
        return line(label_name(patient), due_note(due), button, warning=self._warning(patient))

    def _plan_line(self, plan: PlanSummary) -> QWidget:
        name = label_name(plan.patient)
        button = self._opening("Open", f"Open the signed plan of {name}", plan)
        button.setObjectName(f"plan:{plan.plan_id}")
        note = signed_note(plan, self._replaced.get(plan.plan_id))
        return line(name, note, button, warning=self._warning(plan.patient))

    def _opening(self, word: str, name: str, plan: PlanSummary) -> QPushButton:
        button = action(word, name)
        button.clicked.connect(lambda: self.plan_chosen.emit(plan))
        return button
