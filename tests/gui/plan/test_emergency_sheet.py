"""The emergency sheet from the page to the folder, on the demo clinic."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.application.steps import Step
from desktop_app.ui.document_preview import PreviewDialog
from desktop_app.ui.services import Services
from desktop_app.ui.steps.emergency import EmergencyStep
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import Open, sample
from tests.print_server import PrintServer

EMERGENCY = 3


def preview(desk: Desk, qtbot: QtBot) -> PreviewDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PreviewDialog), timeout=20_000)
    found = QApplication.activeModalWidget()
    assert isinstance(found, PreviewDialog)
    return found


def open_sheet(open_at: Open, clinic: Services) -> Desk:
    """The page of the emergency, past the interruption; the patient's name is not known."""
    nameless = sample(clinic, EMERGENCY, patient__family_name=None, patient__given_name=None)
    desk = open_at(nameless, Step.EMERGENCY)
    desk.leave_emergency()
    desk.screen.go_to(Step.EMERGENCY)
    return desk


def test_print_button_opens_the_one_page_of_the_sheet(open_at: Open, clinic: Services, qtbot: QtBot) -> None:
    desk = open_sheet(open_at, clinic)

    desk.click("print_emergency_sheet")

    shown = preview(desk, qtbot)
    assert shown.preview.page_words == "Page 1 of 1"
    assert shown.windowTitle() == "Emergency sheet, not signed"
    assert desk.find("print_preview").isDefault()


def test_control_p_on_the_page_does_the_same(open_at: Open, clinic: Services, qtbot: QtBot) -> None:
    desk = open_sheet(open_at, clinic)

    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert preview(desk, qtbot).preview.page_count == 1


def test_saved_sheet_is_in_the_folder_under_a_name_that_names_nobody_and_in_the_audit_trail(
    open_at: Open, clinic: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = open_sheet(open_at, clinic)
    page, head = desk.screen.page, clinic.records.audit_head()
    assert isinstance(page, EmergencyStep)

    page.output.save_to(tmp_path)
    qtbot.waitUntil(lambda: page.output.state.startswith("Saved"), timeout=20_000)

    (file,) = tmp_path.iterdir()
    assert file.read_bytes().startswith(b"%PDF")
    assert file.name.startswith("emergency-sheet-2")
    assert clinic.records.audit_head() != head
    assert clinic.records.verify_audit().intact


def test_sheet_is_printed_from_its_page_and_noted_in_the_audit_trail(
    print_server: PrintServer, open_at: Open, clinic: Services, qtbot: QtBot
) -> None:
    desk = open_sheet(open_at, clinic)
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog, head = preview(desk, qtbot), clinic.records.audit_head()
    desk.enter(dialog)
    words = "Print 1 page on HP-Room3 (Letter)"
    qtbot.waitUntil(lambda: desk.find("print_preview").text() == words, timeout=20_000)

    desk.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.find("print_state").text().endswith("Paper came out?"), timeout=20_000)

    assert desk.find("print_state").text().startswith("Emergency sheet. Sent to HP-Room3 at ")
    assert (print_server.finished().sides, print_server.arrived()[:5]) == ("one-sided", b"%PDF-")
    assert clinic.records.audit_head() != head
    assert clinic.records.verify_audit().intact
