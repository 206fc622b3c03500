"""The fixed frame of a visit: banner on top, steps on the left, the step in the middle, the live plan on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.application.emergency import OVERRIDE, Walk, is_emergency
from desktop_app.application.emergency_places import place_of_rule
from desktop_app.application.steps import Step
from desktop_app.application.visit import Visit
from desktop_app.domain.consultation_edit import EditError
from desktop_app.domain.evaluation import FiredRule
from desktop_app.ui.banner import PatientBanner
from desktop_app.ui.emergency_bar import EmergencyBar
from desktop_app.ui.emergency_dialog import EmergencyDialog
from desktop_app.ui.guidelines_dialog import open_guidelines
from desktop_app.ui.live_plan import LivePlan
from desktop_app.ui.patient_dialog import open_patient_view
from desktop_app.ui.services import Services
from desktop_app.ui.step_list import StepList
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.steps.registry import TITLES, build_page
from desktop_app.ui.widgets.explanation_view import ExplanationDialog
from desktop_app.ui.widgets.option_card import OptionCard
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import TextLabel

_NARROW_IN_EMS = 46
_STEPS_IN_EMS = 9
_PLAN_IN_EMS = 14.5
_PLAN_HEIGHT_IN_EMS = 4
_UNLIMITED = 16777215
# Row, column, rows and columns of the steps, the page, the bar with Back and Continue, and the plan.
_WIDE_PLACES = ((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (0, 2, 2, 1))
_NARROW_PLACES = ((0, 0, 1, 1), (1, 0, 1, 2), (0, 1, 1, 1), (2, 0, 1, 2))


class VisitScreen(QWidget):
    """Draws one visit. Pages are built when they are first shown."""

    unanswered_counted = Signal(int)
    walk_changed = Signal(tuple)
    """The titles of the steps, in the order of the list."""
    new_visit_requested = Signal()
    amendment_begun = Signal(object, object)

    def __init__(self, visit: Visit, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.visit = visit
        self._services = services
        self._pages: dict[Step, StepPage] = {}
        self._shown_step: Step | None = None
        self._narrow = False
        self._walk: Walk | None = None
        self._banner = PatientBanner()
        self._emergency = EmergencyBar(services.form)
        self._emergency.page_requested.connect(lambda: self.go_to(Step.EMERGENCY))
        self._steps = StepList()
        self._steps.step_chosen.connect(self.go_to)
        self._stack = QStackedWidget()
        self.plan = LivePlan(services.form)
        self._lay_out()
        self._unsubscribe = visit.subscribe(self.redraw)

    def _lay_out(self) -> None:
        self._bar = self._footer()
        self._middle = QGridLayout()
        self._middle.setSpacing(0)
        self._middle.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._banner)
        layout.addWidget(self._emergency)
        layout.addLayout(self._middle, 1)
        self._arrange()

    def _footer(self) -> QWidget:
        footer = QFrame()
        footer.setProperty("area", "footer")
        self._back = QPushButton("Back")
        self._back.setToolTip("Alt+Left")
        self._back.clicked.connect(self.back)
        self._open = TextLabel("", "caption")
        self._open.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._continue = QPushButton("Continue")
        self._continue.setObjectName("continue")
        self._continue.setProperty("kind", "primary")
        self._continue.setToolTip("Ctrl+Enter")
        self._continue.clicked.connect(self.next_step)
        layout = QHBoxLayout(footer)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.addWidget(self._back)
        layout.addWidget(self._open, 1)
        layout.addWidget(self._continue)
        return footer

    @property
    def page(self) -> StepPage:
        """The page of the current step."""
        step = self.visit.step
        if step not in self._pages:
            page = build_page(step, self.visit, self._services.form, self._services)
            self._pages[step] = page
            page.new_visit_requested.connect(self.new_visit_requested)
            page.amendment_begun.connect(self.amendment_begun)
            page.guidelines_requested.connect(self._compare_guidelines_on)
            page.patient_view_requested.connect(self.show_patient)
            self._stack.addWidget(page)
        return self._pages[step]

    def redraw(self) -> None:
        """Show the visit as it stands; a step that is newly shown gets the keyboard on its first open row."""
        visit = self.visit
        page, walk = self.page, visit.walk
        page.redraw()
        page.show_stopped(stopped=visit.step in walk.stopped)
        self._banner.show_patient(visit.consultation)
        self._emergency.show_visit(visit)
        counts = {step: len(visit.unanswered(step)) for step in walk.steps}
        self._show_walk(walk, counts)
        self.plan.redraw(visit)
        self._give_way()
        self._back.setEnabled(visit.step is not walk.before(visit.step))
        self._continue.setVisible(visit.step is not walk.after(visit.step))
        here = len(visit.unanswered(visit.step))
        self._open.setText(f"{here} unanswered here - you may go on" if here else "Nothing unanswered here")
        self.unanswered_counted.emit(sum(counts.values()))
        if self._shown_step is not visit.step:
            self._shown_step = visit.step
            self._stack.setCurrentWidget(page)
            # From its last row the keyboard goes on to Continue, not round to the list of steps.
            QWidget.setTabOrder(_last_stop(page), self._continue)
            QWidget.setTabOrder(self._continue, self._back)
            page.focus_first()
        self._tell_emergency()

    def _show_walk(self, walk: Walk, counts: dict[Step, int]) -> None:
        self._steps.show_steps(walk, self.visit.step, counts)
        if walk != self._walk:
            self._walk = walk
            self.walk_changed.emit(tuple(TITLES[step] for step in walk.steps))

    def _tell_emergency(self) -> None:
        """Interrupt once for each emergency rule that newly fired."""
        rules = self.visit.tell_emergency()
        if not rules:
            return
        evaluation = self.visit.evaluation
        to = "; ".join(each.label for each in evaluation.referrals if each.due_days == 0)
        where = f"Today: {to}" if to else evaluation.triage.meaning
        dialog = EmergencyDialog(rules, where, self._services.form.emergency_override_reasons, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.plan_started.connect(lambda: self.go_to(Step.EMERGENCY))
        dialog.correction_requested.connect(lambda: self._correct(rules[0]))
        dialog.not_followed.connect(lambda reason, text: self._do_not_follow(dialog, reason, text))
        dialog.open()

    def _correct(self, rule: FiredRule) -> None:
        """Lead to the answer or the finding that made the rule fire."""
        step, path = place_of_rule(rule.id, self.visit.consultation, self._services.form.rule_paths)
        self.visit.go_to(step)
        if path:
            self.page.focus_path(path)

    def _do_not_follow(self, dialog: EmergencyDialog, reason: str, text: str) -> None:
        try:
            self.visit.edit(OVERRIDE, {"reason": reason, "text": text}, "Emergency advice not followed")
        except EditError as error:
            dialog.show_problem(error.sentence)
        else:
            dialog.accept()

    def print_document(self) -> None:
        """Print what the step on screen has to print (Ctrl+P)."""
        self.commit()
        self.page.print_document()

    def go_to(self, step: Step) -> None:
        self.commit()
        self.visit.go_to(step)

    def go_to_number(self, number: int) -> None:
        """Go to a step by its place in the list, counted from 1; nothing happens where there is none."""
        steps = self.visit.walk.steps
        if number <= len(steps):
            self.go_to(steps[number - 1])

    def next_step(self) -> None:
        self.commit()
        self.visit.next_step()

    def back(self) -> None:
        self.commit()
        self.visit.back()

    def go_to_unanswered(self, *, backwards: bool = False) -> None:
        """Give the keyboard to the next open row of the visit; back to this step's own end at the last."""
        self.commit()
        found = self.visit.next_unanswered(self._focused_path(), backwards=backwards)
        if found is not None:
            step, path = found
            self.visit.go_to(step)
            self.page.focus_path(path)

    def undo(self) -> None:
        self.commit()
        self.visit.undo()

    def redo(self) -> None:
        self.visit.redo()

    def explain(self) -> None:
        """Say why the item in focus is asked (F4)."""
        widget = QApplication.focusWidget()
        while widget is not None and getattr(widget, "explanation", None) is None:
            widget = widget.parentWidget()
        explanation = getattr(widget, "explanation", None)
        if explanation is not None:
            dialog = ExplanationDialog(explanation(), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def compare_guidelines(self) -> None:
        """What guidelines say to the option in focus (F3); without one, to every decision."""
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, OptionCard):
            widget = widget.parentWidget()
        self._compare_guidelines_on("" if widget is None else widget.key)

    def show_patient(self) -> None:
        """Turn the screen to the patient: options to choose between, together (F9)."""
        self.commit()
        open_patient_view(self.visit, self._services.form, self)

    def compare_all_guidelines(self) -> None:
        """What guidelines say to every decision, for this patient."""
        self._compare_guidelines_on("")

    def _compare_guidelines_on(self, treatment: str) -> None:
        self.commit()
        guidelines = self._services.form.guidelines
        open_guidelines(guidelines, self.visit.evaluation, guidelines.decision_about(treatment), self)

    def commit(self) -> None:
        """Send what is typed and not sent yet: no way of leaving a field may lose it."""
        row = _row_of(QApplication.focusWidget())
        if row is not None:
            row.commit()

    def close_visit(self) -> None:
        self.commit()
        self._unsubscribe()

    def _focused_path(self) -> str | None:
        row = _row_of(QApplication.focusWidget())
        return None if row is None else row.path

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW_IN_EMS * self.fontMetrics().height()
        if narrow is not self._narrow:
            self._narrow = narrow
            self._arrange()

    def _arrange(self) -> None:
        """Three columns; with large text one column, the steps in a row above and the plan below."""
        parts = (self._steps, self._stack, self._bar, self.plan)
        for part, place in zip(parts, _NARROW_PLACES if self._narrow else _WIDE_PLACES, strict=True):
            self._middle.removeWidget(part)
            self._middle.addWidget(part, *place)
        self._middle.setRowStretch(0, 0 if self._narrow else 1)
        self._middle.setRowStretch(1, 1 if self._narrow else 0)
        self._open.setVisible(not self._narrow)
        self._steps.set_narrow(self._narrow)
        self._emergency.set_narrow(self._narrow)
        self._give_way()
        em = self.fontMetrics().height()
        for side, ems in ((self._steps, _STEPS_IN_EMS), (self.plan, _PLAN_IN_EMS)):
            side.setMinimumWidth(0 if self._narrow else round(ems * em))
            side.setMaximumWidth(_UNLIMITED if self._narrow else round(ems * em))
        self.plan.setMinimumHeight(round(_PLAN_HEIGHT_IN_EMS * em) if self._narrow else 0)
        self.plan.setMaximumHeight(round(_PLAN_HEIGHT_IN_EMS * em) if self._narrow else _UNLIMITED)

    def _give_way(self) -> None:
        """With large text the step gets the room of the plan in an emergency: the bar says what the plan would."""
        self.plan.setVisible(not (self._narrow and is_emergency(self.visit.evaluation)))


def _row_of(widget: QWidget | None) -> Row | None:
    while widget is not None and not isinstance(widget, Row):
        widget = widget.parentWidget()
    return widget


def _last_stop(page: QWidget) -> QWidget:
    """The last widget of the page that Tab reaches; the page itself where there is none.

    Not by ``nextInFocusChain``: after PySide has walked that chain, the next key in a dialog can crash the program.
    """
    stops = (
        each for each in reversed(page.findChildren(QWidget)) if each.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    return next(stops, page)
