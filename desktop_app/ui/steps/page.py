"""The base of a step: rows in one column, bound to the visit. A page shows and asks; it decides nothing clinical."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.application.basis import Basis
from desktop_app.application.plan_summary import SummaryLine, contradictions
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.consultation_edit import EditError
from desktop_app.ui.services import Services
from desktop_app.ui.steps.review_lines import ReviewCard
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.row import Explanation, Row
from desktop_app.ui.widgets.text import SectionHeading, TextColumn, TextLabel, show_tint

_MARGIN = 24
_GAP = 8


class StepPage(QScrollArea):
    """A step of the visit. A subclass sets ``title``, fills ``self.column`` in its constructor, and redraws itself.

    ``redraw`` runs after every change of the visit while the page is on screen, and before it comes on screen.
    """

    title = ""
    new_visit_requested = Signal()
    amendment_begun = Signal(object, object)
    """The visit is finished, and the next one may begin."""
    guidelines_requested = Signal(str)
    """What guidelines say to a medicine or therapy is to be shown."""
    patient_view_requested = Signal()
    """The options are to be shown to the patient."""

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.visit = visit
        self.form = form
        self.services = services
        self._rows: list[Row] = []
        self._checks: ReviewCard | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.title)
        body = TextColumn()
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        # A stretch keeps the rows on top. Alignment would not: it ignores how tall wrapped text is.
        outer = QVBoxLayout(body)
        outer.setContentsMargins(_MARGIN, 12, _MARGIN, _MARGIN)
        outer.addLayout(self.column)
        outer.addStretch(1)
        self._heading = TextLabel(self.title, "h1")
        self.column.addWidget(self._heading)
        self._stopped = _stopped_notice()
        self.column.addWidget(self._stopped)
        self.setWidget(body)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def show_title(self, title: str) -> None:
        """Change the heading of the page."""
        self._heading.setText(title)

    def show_stopped(self, *, stopped: bool) -> None:
        """Say at the top that an emergency stopped this step, which stays open all the same."""
        self._stopped.setVisible(stopped)

    def print_document(self) -> None:
        """Print what this step has to print; most have nothing."""

    def add_section(self, title: str, note: str = "") -> SectionHeading:
        heading = SectionHeading(title, note)
        self.column.addWidget(heading)
        return heading

    def add_row(self, row: Row, basis: Basis | None = None, rule: str = "") -> None:
        """Put a row under the others; with ``basis`` the row can say why it is there (F4)."""
        self.column.addWidget(row)
        self.bind(row)
        if basis is not None:
            row.explanation = lambda: explained(row.label, basis, rule, self._facts_of(row))

    def bind(self, row: Row) -> None:
        """Send the edits of a row to the visit, and redraw it with the page, wherever it is laid out."""
        self._rows.append(row)
        row.edited.connect(lambda path, value: self.edit(row, path, value))

    def edit(self, row: Row, path: str, value: object) -> None:
        """Make one edit; what cannot be is questioned in the row."""
        self.edit_together(row, {path: value}, row.label)

    def edit_together(self, row: Row, changes: Mapping[str, object], label: str) -> None:
        """Make edits that are undone together."""
        try:
            self.visit.edit_together(changes, label)
        except EditError as error:
            row.show_problem(error.sentence)
        else:
            row.show_problem("")

    def redraw(self) -> None:
        """Show what the consultation holds."""
        for row in self._rows:
            self.draw_row(row)
        if self._checks is not None:
            self._checks.show_lines(contradictions(self.visit, self.form))

    def draw_row(self, row: Row) -> None:
        """Show what the consultation holds at the path of a row, and what earlier visits say of it."""
        row.show_value(self.visit.value(row.path))
        if self.visit.history.visits:
            row.show_earlier(self.visit.earlier(row.path))

    def focus_path(self, path: str) -> bool:
        """Give the keyboard to the row of ``path``; whether there is one in sight."""
        row = next((row for row in self.findChildren(Row, path) if row.isVisibleTo(self)), None)
        if row is None:
            return False
        row.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(row, 0, 80)
        return True

    def focus_first(self) -> None:
        """Give the keyboard to the first open row, or to the first control, or to the page to scroll it."""
        open_paths = self.visit.unanswered(self.visit.step)
        if any(self.focus_path(path) for path in open_paths):
            return
        shown = next((child for child in self.findChildren(QWidget) if _takes_tab(child, self)), self)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_check_notice(self, link: str = "Review answer") -> None:
        """Point out on this page what does not fit together, each with a way to the answer in question."""
        self._checks = checks = ReviewCard("contradictions", Level.CAUTION, "CHECK", link)
        checks.lines.change_requested.connect(self.go_to_line)
        self.column.addWidget(checks)
        self.column.addSpacing(_GAP)

    def go_to_line(self, line: SummaryLine) -> None:
        """Go where a line can be changed, with the keyboard on its row."""
        if line.step is None:
            return
        self.visit.go_to(line.step)
        page = _shown_page(self)
        if line.path and page is not None:
            page.focus_path(line.path)

    def _facts_of(self, row: Row) -> tuple[str, ...]:
        value = self.visit.value(row.path)
        return () if value is None else (f"{row.label}: {str(value).replace('_', ' ')}",)


def _shown_page(page: QWidget) -> StepPage | None:
    """The page that is on screen after a jump: pages are siblings in one stack."""
    stack = page.parentWidget()
    pages = (
        ()
        if stack is None
        else stack.findChildren(StepPage, options=Qt.FindChildOption.FindDirectChildrenOnly)
    )
    return next((each for each in pages if each.isVisible()), None)


def _stopped_notice() -> QFrame:
    notice = QFrame()
    notice.setObjectName("stopped_notice")
    show_tint(notice, Level.EMERGENCY)
    layout = QVBoxLayout(notice)
    layout.setContentsMargins(12, 8, 12, 8)
    layout.addWidget(SeverityBadge(Level.EMERGENCY, "STOPPED"))
    layout.addWidget(
        TextLabel("This step belongs to the routine pathway, which stops while there is an emergency.")
    )
    notice.hide()
    return notice


def _takes_tab(widget: QWidget, page: QWidget) -> bool:
    takes = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(takes) and widget.isEnabled() and widget.isVisibleTo(page)


def explained(title: str, basis: Basis, rule: str = "", facts: tuple[str, ...] = ()) -> Explanation:
    """The explanation of a piece of content, with the facts of this patient."""
    sources = tuple(f"{source.id}: {source.citation}" for source in basis.sources)
    evidence = (f"Evidence: {basis.evidence}",) if basis.evidence else ()
    return Explanation(title, rule, facts, (*sources, *evidence), basis.standing, basis.note or "")
