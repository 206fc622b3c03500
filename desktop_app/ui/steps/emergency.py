"""The emergency step: what was found, what to do now, and the sheet that goes with the patient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.application.emergency import OVERRIDE, is_emergency
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.consultation_edit import EditError
from desktop_app.domain.emergency_sheet import EmergencySheet, SheetFinding, SheetRequest
from desktop_app.ui.dates import shown_date
from desktop_app.ui.services import Services
from desktop_app.ui.steps.emergency_output import EmergencyOutput
from desktop_app.ui.steps.emergency_override import EmergencyOverridePanel
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.row import Explanation
from desktop_app.ui.widgets.text import TextLabel, show_tint

_HOLD = "No hands-on treatment and no new exercise until a serious cause is excluded."


class FindingCard(QFrame):
    """An emergency rule with the patient's facts; it takes the keyboard, so that F4 can explain it."""

    def __init__(self, finding: SheetFinding, form: VisitForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.explanation = lambda: _explained(finding, form)
        self.setObjectName(f"finding:{finding.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        show_tint(self, Level.EMERGENCY)
        facts = "; ".join(finding.facts)
        text = f"{facts[:1].upper()}{facts[1:]}."
        self.setAccessibleName(f"{finding.title}: {text}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(2)
        layout.addWidget(TextLabel(finding.title, "h3"))
        layout.addWidget(TextLabel(text))
        layout.addWidget(TextLabel(f"{finding.id}; {', '.join(finding.sources)}. F4 why", "caption"))


class EmergencyStep(StepPage):
    """Shows the sheet as it would be printed now, and prints it."""

    title = "Emergency - act now"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self._drawn: EmergencySheet | None = None
        self.output = EmergencyOutput(services.emergency, visit, services.printing)
        self.override = EmergencyOverridePanel(form.emergency_override_reasons)
        self.override.recorded.connect(self._on_not_followed)
        self.override.withdrawn.connect(self._on_followed_again)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(4)
        self.column.addWidget(self.output)
        self.column.addLayout(self._parts)
        self.column.addWidget(self.override)

    def print_document(self) -> None:
        self.output.show_preview()

    def redraw(self) -> None:
        super().redraw()
        visit = self.visit
        if not is_emergency(visit.evaluation):
            return
        sheet = self.services.emergency.compose(visit.consultation, visit.evaluation)
        self.override.show_override(sheet.override, sealed=visit.is_sealed)
        if self._drawn is None or _told(sheet) != _told(self._drawn):
            self._drawn = sheet
            self._draw(sheet)

    def _draw(self, sheet: EmergencySheet) -> None:
        while (item := self._parts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._add_section("Found")
        for finding in sheet.findings:
            self._parts.addWidget(FindingCard(finding, self.form))
        for title, lines in _sections(sheet, self._pathway()):
            self._add_section(title)
            for line in lines:
                self._parts.addWidget(TextLabel(line))

    def _add_section(self, title: str) -> None:
        heading = TextLabel(title, "h2")
        heading.setContentsMargins(0, 12, 0, 0)
        self._parts.addWidget(heading)

    def _pathway(self) -> tuple[str, ...]:
        rows = self.visit.evaluation.pathway
        return tuple(f"{action} ({row.id})" for row in rows for action in row.actions)

    def _on_not_followed(self, reason: str, text: str) -> None:
        try:
            self.visit.edit(OVERRIDE, {"reason": reason, "text": text}, "Emergency advice not followed")
        except EditError as error:
            self.override.show_problem(error.sentence)

    def _on_followed_again(self) -> None:
        self.visit.edit(OVERRIDE, None, "Emergency advice followed again")


def _told(sheet: EmergencySheet) -> dict[str, object]:
    """What the page says: not the second at which it was composed."""
    return sheet.model_dump(exclude={"context"})


def _sections(sheet: EmergencySheet, pathway: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    today = sheet.context.created_at.date()
    where = [f"To: {target.to}. {target.asks}" for target in sheet.targets]
    tests = [f"Test: {_requested(test, today)}" for test in sheet.tests]
    do_now = [*where, *(_requested(action, today) for action in sheet.actions), *tests]
    yield "Do now", tuple(f"{number}. {line}" for number, line in enumerate(do_now, start=1))
    course = [f"{line.label}: {line.value}" for line in sheet.course]
    yield "When", (f"Found on {shown_date(sheet.visit_date)}. {'. '.join(course)}.",)
    yield "Examination", tuple(f"{line.label}: {line.value}" for line in sheet.examination)
    if sheet.hold:
        yield "What must not happen", (_HOLD,)
    yield "The pathway today", pathway
    yield "Tell the patient", sheet.tell_patient
    unknown = tuple(_unknown(sheet))
    if unknown:
        yield "Not known: do not read as no", unknown


def _unknown(sheet: EmergencySheet) -> Iterator[str]:
    """The open questions by state, so that a list of twenty stays readable."""
    for state in dict.fromkeys(line.value for line in sheet.not_asked):
        yield f"{state.upper()}: {'; '.join(line.label for line in sheet.not_asked if line.value == state)}."


def _requested(request: SheetRequest, today: date) -> str:
    condition = f" (only if: {request.condition})" if request.condition else ""
    when = "" if request.due == today else f" (by {shown_date(request.due)})"
    return f"{request.text}{condition}{when}"


def _explained(finding: SheetFinding, form: VisitForm) -> Explanation:
    known = (form.sources[key] for key in finding.sources if key in form.sources)
    sources = tuple(f"{source.id}: {source.citation}" for source in known)
    return Explanation(
        finding.title, f"{finding.title} ({finding.id})", finding.facts, sources, finding.standing
    )
