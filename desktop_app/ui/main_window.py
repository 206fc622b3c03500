"""The window: menus, status bar, and the page that is on. It paints before anything slow is imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QWidget

if TYPE_CHECKING:
    # Everything below is imported when it is first needed: the first paint waits for none of it.
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent

    from desktop_app.application.visit import Visit
    from desktop_app.domain.consultation import Consultation
    from desktop_app.domain.errors import LumbarPathwayError
    from desktop_app.domain.history import History
    from desktop_app.domain.provenance import ContentStamp
    from desktop_app.domain.records import DraftSummary, PlanSummary
    from desktop_app.ui.autosave import Autosave
    from desktop_app.ui.menus import Menus
    from desktop_app.ui.services import Entrance, Services
    from desktop_app.ui.visit_screen import VisitScreen

TITLE: Final = "Lumbar Pathway"
_READING_MS: Final = 8000
_BLANK: Final = "background: #FFFFFF;"
"""The first frame: the paper of the page that follows at once. Words would cost the first paint the fonts."""


class MainWindow(QMainWindow):
    """Shows one page at a time: sign-in, worklist, new visit, visit."""

    painted = Signal()
    """The frame stands on the screen for the first time: from now on something may take its time."""

    def __init__(self, entrance: Entrance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entrance = entrance
        self._services: Services | None = None
        self._screen: VisitScreen | None = None
        self._autosave: Autosave | None = None
        self._painted = False
        self.setWindowTitle(TITLE)
        self.setMinimumSize(800, 600)
        self.setAcceptDrops(True)
        self.resize(1280, 720)
        self._saved, self._open, self._content = QLabel(), QLabel(), QLabel()
        self._menus: Menus
        blank = QWidget()
        blank.setStyleSheet(_BLANK)
        self.setCentralWidget(blank)

    def in_visit(self, act: Callable[[VisitScreen], object]) -> Callable[[], None]:
        """An action on the open visit; nothing happens while there is none."""

        def run() -> None:
            if self._screen is not None:
                act(self._screen)

        return run

    # The way in

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does; Qt does so in dialogs only."""
        # Here and not above: all the enumerations of Qt come with it, a tenth of the time to the first paint.
        from PySide6.QtCore import Qt

        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint starts everything else: nothing slow happens before it."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._start)

    def _start(self) -> None:
        self.painted.emit()
        self._furnish()
        self._begin()

    def _begin(self) -> None:
        from desktop_app.ui.way_in import WayIn

        way_in = WayIn(self._entrance, self._show, self)
        way_in.content_loaded.connect(self._show_content)
        way_in.signed_in.connect(self._on_signed_in)
        way_in.verify_requested.connect(self.verify_pdf)
        way_in.failed.connect(self._say)
        way_in.begin()

    def _furnish(self) -> None:
        """Menus and status bar."""
        from desktop_app.ui.commands import window_commands
        from desktop_app.ui.menus import Menus

        self._menus = Menus(self, window_commands(self))
        self._saved.setObjectName("saved")
        self._content.setObjectName("content")
        for label in (self._open, self._saved):
            self.statusBar().addWidget(label)
        self.statusBar().addPermanentWidget(self._content)
        self.statusBar().setSizeGripEnabled(False)

    def _show_content(self, stamp: ContentStamp) -> None:
        self._content.setText(f"Content {stamp.version}, {stamp.review_state.replace('_', ' ')}")

    def _on_signed_in(self, services: Services) -> None:
        self._services = services
        self._show_content(services.form.stamp)
        self.show_start()

    # Pages

    def show_start(self) -> None:
        """The worklist. An open visit is kept as a draft first."""
        if self._services is None:
            return
        from desktop_app.ui.start_page import StartPage

        self._close_visit()
        page = StartPage(self._services)
        page.new_visit_requested.connect(self.show_new_visit)
        page.verify_requested.connect(self.verify_pdf)
        page.draft_chosen.connect(self._open_draft)
        page.draft_discarded.connect(self._ask_to_discard)
        page.plan_chosen.connect(self._open_patient)
        page.sample_chosen.connect(lambda sample: self.begin(sample.consultation))
        self._show(page)

    def show_new_visit(self) -> None:
        """Ask who the patient is; a page that asks already stays, with what was typed."""
        from desktop_app.ui.new_visit_page import NewVisitPage

        if self._services is None or isinstance(self.centralWidget(), NewVisitPage):
            return
        self._close_visit()
        page = NewVisitPage(self._services.now().date())
        page.started.connect(self.begin)
        page.cancelled.connect(self.show_start)
        self._show(page)

    def _open_draft(self, draft: DraftSummary) -> None:
        """Resume a draft, once the year of birth is typed."""
        from desktop_app.ui.year_of_birth import ask_year_of_birth

        ask_year_of_birth(draft.patient, lambda: self.resume(draft.draft_id), self)

    def _ask_to_discard(self, draft: DraftSummary) -> None:
        from desktop_app.ui.discard_dialog import ask_to_discard

        ask_to_discard(draft, lambda: self._discard(draft.draft_id), self)

    def _open_patient(self, plan: PlanSummary) -> None:
        """Open the record of a patient, once the year of birth is typed."""
        from desktop_app.ui.year_of_birth import ask_year_of_birth

        ask_year_of_birth(plan.patient, lambda: self._show_patient(plan), self)

    def _show_patient(self, plan: PlanSummary) -> None:
        from desktop_app.domain.errors import LumbarPathwayError
        from desktop_app.ui.patient_page import PatientPage

        try:
            page = PatientPage(plan, self._signed_in())
        except LumbarPathwayError as error:
            self._say(error)
            return
        page.follow_up_requested.connect(self.begin_follow_up)
        page.amendment_begun.connect(self.begin)
        page.left.connect(self.show_start)
        self._show(page)

    def begin_follow_up(self, history: History) -> None:
        """Start a visit of a known patient, with what is carried forward."""
        from desktop_app.application.follow_up import follow_up_day, follow_up_of

        day = follow_up_day(history, self._signed_in().now().date())
        self.begin(follow_up_of(history, day), history)

    def begin(self, consultation: Consultation, history: History | None = None) -> None:
        """Start a visit under a new draft."""
        import uuid

        from desktop_app.application.visit import Visit

        self._close_visit()
        services, draft_id = self._signed_in(), uuid.uuid4().hex
        visit = Visit(consultation, services.evaluate, services.form, draft_id=draft_id, history=history)
        self._open_visit(visit, draft_id, is_new=True)

    def resume(self, draft_id: str) -> None:
        """Go on with a draft, at the step where it was left."""
        from desktop_app.application.resume_visit import resumed_visit

        services = self._signed_in()
        visit = resumed_visit(services.records, draft_id, services.evaluate, services.form)
        self._open_visit(visit, draft_id)

    def _discard(self, draft_id: str) -> None:
        self._signed_in().records.discard_draft(draft_id)
        self.show_start()

    def _open_visit(self, visit: Visit, draft_id: str, *, is_new: bool = False) -> None:
        from desktop_app.ui.autosave import Autosave

        services = self._signed_in()
        self._autosave = Autosave(visit, services, draft_id, self)
        self._autosave.reported.connect(self._saved.setText)
        visit.subscribe(self._show_undo)
        self._menus.set_visit_open(is_open=True)
        self._show_visit(visit)
        self._show_undo()
        if is_new:
            self._autosave.schedule()

    def _show_visit(self, visit: Visit) -> None:
        from desktop_app.ui.visit_screen import VisitScreen

        self._screen = VisitScreen(visit, self._signed_in())
        self._screen.new_visit_requested.connect(self.show_new_visit)
        self._screen.amendment_begun.connect(self.begin)
        self._screen.unanswered_counted.connect(lambda count: self._open.setText(f"{count} unanswered"))
        self._screen.walk_changed.connect(self._menus.show_steps)
        self._show(self._screen)
        self._screen.redraw()

    def _close_visit(self) -> None:
        """Keep what is typed, save the draft, and forget the patient on screen."""
        if self._screen is None or self._autosave is None:
            return
        self._screen.close_visit()
        self._autosave.close()
        self._screen = self._autosave = None
        self._menus.set_visit_open(is_open=False)
        self._saved.clear()
        self._open.clear()

    def _show(self, page: QWidget) -> None:
        self.setCentralWidget(page)
        # Now, not in the next round of the loop: only what is in sight can be given the keyboard.
        page.show()
        page.setFocus()

    def _signed_in(self) -> Services:
        if self._services is None:
            raise RuntimeError("no clinician is signed in")
        return self._services

    def _say(self, error: LumbarPathwayError) -> None:
        from desktop_app.ui.help_dialogs import ProblemPage

        self._show(ProblemPage(TITLE, error))

    def _tell(self, sentence: str) -> None:
        """In the status bar, for as long as it takes to read: it covers what else stands there."""
        self.statusBar().showMessage(sentence, _READING_MS)

    # Actions of the menus

    def _show_undo(self) -> None:
        if self._screen is None:
            return
        visit = self._screen.visit
        self._menus.show_undo(visit.undo_label, visit.redo_label)

    def set_text_size(self, percent: int) -> None:
        """Draw everything again in another size; widgets hold nothing that could be lost."""
        from PySide6.QtWidgets import QApplication

        from desktop_app.ui.theme import LIGHT, apply_theme

        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        apply_theme(application, LIGHT, percent)
        if self._screen is not None:
            self._redraw_visit(self._screen)

    def _redraw_visit(self, screen: VisitScreen) -> None:
        screen.close_visit()
        self._show_visit(screen.visit)

    def verify_pdf(self) -> None:
        """Choose PDF files and say whether they are signed and unchanged; nobody needs to be signed in."""
        from desktop_app.ui.verify_view import open_verify_dialog

        open_verify_dialog(self._entrance, self)

    def show_signing_settings(self) -> None:
        from desktop_app.ui.settings_dialogs import open_signing_settings

        open_signing_settings(self._services, self._work_with, self._tell, self)

    def show_clinic_details(self) -> None:
        from desktop_app.ui.settings_dialogs import open_clinic_details

        is_sealed = self._screen is not None and self._screen.visit.is_sealed
        open_clinic_details(self._services, self._work_with, self._tell, self, is_sealed=is_sealed)

    def _work_with(self, services: Services) -> None:
        """From now on; a page that shows what it signs with is drawn again."""
        from desktop_app.ui.start_page import StartPage

        self._services = services
        if self._screen is not None and not self._screen.visit.is_sealed:
            self._redraw_visit(self._screen)
        elif isinstance(self.centralWidget(), StartPage):
            self.show_start()

    def show_keyboard_map(self) -> None:
        from desktop_app.ui.help_dialogs import KeyboardMapDialog, open_to_read
        from desktop_app.ui.menus import keyboard_map

        open_to_read(KeyboardMapDialog(keyboard_map(self._menus.commands), self))

    def show_about(self) -> None:
        from desktop_app import __version__
        from desktop_app.ui.help_dialogs import AboutDialog, open_to_read

        form = None if self._services is None else self._services.form
        open_to_read(AboutDialog(__version__, form, self))

    def toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take every file, so that one that cannot be used is refused in words."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Verify PDF files, on any page and before sign-in too."""
        from desktop_app.ui.file_drops import REFUSAL, pdf_files
        from desktop_app.ui.verify_view import open_verify_dialog

        if files := pdf_files(event.mimeData()):
            open_verify_dialog(self._entrance, self, files)
        else:
            self._tell(REFUSAL)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing keeps the draft: nothing typed is ever lost."""
        self._close_visit()
        super().closeEvent(event)
