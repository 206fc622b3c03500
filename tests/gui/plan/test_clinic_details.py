"""What a clinic entered at set-up, changed in the window and carried by the next document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app.application.steps import Step
from desktop_app.composition.demo_sign_in import CLINICIAN
from desktop_app.domain.clinic_details import ClinicDetails
from desktop_app.ui.clinic_dialog import ClinicDialog
from desktop_app.ui.document_preview import PreviewDialog
from desktop_app.ui.start_page import StartPage
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import PASSPHRASE, RememberingEntrance, page, sign


class Details:
    """The details of the clinic over the window, and what a user sees and does there."""

    def __init__(self, desk: Desk, entrance: RememberingEntrance, qtbot: QtBot) -> None:
        self.desk, self._entrance, self._qtbot = desk, entrance, qtbot

    def ask_for(self) -> None:
        (action,) = (
            each for each in self.desk.window.findChildren(QAction) if each.text() == "&Clinic details..."
        )
        action.trigger()

    def open(self) -> None:
        self.ask_for()
        dialog = self.desk.window.findChild(ClinicDialog)
        assert isinstance(dialog, ClinicDialog)
        self.dialog = dialog
        self.desk.enter(dialog)

    def write(self, path: str, text: str) -> None:
        """Paste ``text`` in place of what stands in the row."""
        self.desk.find(f"{path}:input").setFocus()
        self.desk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.desk.press(Qt.Key.Key_Delete)
        QApplication.clipboard().setText(text)
        self.desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def save(self) -> None:
        self.desk.click("save_clinic")
        self.wait_until_gone()

    def wait_until_gone(self) -> None:
        self._qtbot.waitUntil(lambda: not isValid(self.dialog), timeout=20_000)
        self.desk.window.activateWindow()
        self._qtbot.waitUntil(self.desk.window.isActiveWindow)

    def refused(self) -> None:
        """Press the button and wait for the sentence that nothing is kept."""
        self.desk.click("save_clinic")
        self._qtbot.waitUntil(self._says_problem, timeout=20_000)

    def _says_problem(self) -> bool:
        label = self.dialog.findChild(QLabel, "clinic_problem")
        assert label is not None
        return label.isVisible()

    def shown(self, path: str) -> str:
        return str(self.desk.find(f"{path}:input").text())

    def hint(self, path: str) -> str:
        """The quiet line under the label of a row."""
        (line,) = (
            each.text()
            for each in self.desk.find(path).findChildren(QLabel)
            if each.isVisible() and each.property("role") == "caption"
        )
        return str(line)

    @property
    def words(self) -> str:
        return "\n".join(each.text() for each in self.dialog.findChildren(QLabel) if each.isVisible())

    @property
    def saved(self) -> ClinicDetails:
        clinic = self._entrance.opened.clinic
        assert clinic is not None
        return clinic.current()

    def preview_of_handout(self) -> str:
        """The text of the handout as the review shows it before signing."""
        self.desk.click("preview_draft")
        window = self.desk.window
        self._qtbot.waitUntil(lambda: window.findChild(PreviewDialog) is not None, timeout=20_000)
        dialog = window.findChild(PreviewDialog)
        assert dialog is not None
        dialog.preview.show_kind("handout")
        view = dialog.preview.findChild(QPdfView)
        assert view is not None
        document = view.document()
        text = "\n".join(document.getAllText(number).text() for number in range(document.pageCount()))
        self.desk.leave(dialog)
        return text

    def review(self, sample: int = 0) -> None:
        self.desk.window.begin(self._entrance.opened.samples[sample].consultation)
        self.desk.screen.go_to(Step.REVIEW)
        QApplication.processEvents()


@pytest.fixture
def details(own_clinic: Desk, entrance: RememberingEntrance, qtbot: QtBot) -> Details:
    return Details(own_clinic, entrance, qtbot)


def test_changed_numbers_stand_on_the_next_handout_of_the_open_visit(details: Details, qtbot: QtBot) -> None:
    details.review()
    assert "555-0100" in details.preview_of_handout()
    details.desk.find("attestation").setChecked(True)

    details.open()
    assert (details.shown("clinic.phone"), details.shown("clinic.emergency_number")) == ("555-0100", "911")
    details.write("clinic.phone", "555-0177")
    details.write("clinic.emergency_number", "112")
    details.save()

    assert details.desk.window.statusBar().currentMessage().startswith("Clinic details saved")
    assert not details.desk.find("attestation").isChecked()
    handout = details.preview_of_handout()
    assert "555-0177" in handout
    assert "112" in handout
    assert "555-0100" not in handout
    sign(details.desk, PASSPHRASE)
    qtbot.waitUntil(lambda: page(details.desk).signed_panel is not None, timeout=30_000)
    details.ask_for()
    assert details.desk.window.findChild(ClinicDialog) is None
    assert details.desk.window.statusBar().currentMessage().startswith("This plan is signed")


def test_paper_is_chosen_by_keyboard_and_saved_with_enter(details: Details) -> None:
    details.open()
    details.desk.find("paper").setFocus()

    details.desk.press(Qt.Key.Key_A)
    assert details.desk.focused.objectName() == "save_clinic"
    details.desk.press(Qt.Key.Key_Return)
    details.dialog.reject()  # too late: it is being saved, and the window must hear of it
    details.wait_until_gone()

    assert details.saved["paper"] == "a4"
    assert details.desk.window.statusBar().currentMessage().startswith("Clinic details saved")
    assert isinstance(details.desk.window.centralWidget(), StartPage)


@pytest.mark.parametrize("way_out", ["button", "escape"])
def test_cancelled_details_stay_as_they_were(details: Details, way_out: str) -> None:
    before = details.saved
    details.open()
    details.write("clinic.phone", "555-0177")

    if way_out == "button":
        details.desk.click("cancel_clinic")
    else:
        details.desk.press(Qt.Key.Key_Escape)
    details.wait_until_gone()

    assert details.saved == before
    details.open()
    assert details.shown("clinic.phone") == "555-0100"


def test_details_that_cannot_be_kept_are_refused_beside_their_rows(details: Details) -> None:
    before = details.saved
    details.open()
    details.write("clinic.crisis_line", "")

    details.desk.click("save_clinic")

    row = details.desk.find("clinic.crisis_line")
    assert row.problem == "The number of the crisis line is needed."
    assert details.desk.focused_path == "clinic.crisis_line"
    details.write("clinic.crisis_line", "988")
    details.write("clinic.phone", "555 \N{BLACK TELEPHONE}")
    details.refused()
    assert "cannot be printed: U+260E BLACK TELEPHONE" in details.desk.find("clinic.phone").problem
    assert row.problem == ""
    assert details.desk.focused_path == "clinic.phone"
    assert details.saved == before

    details.write("clinic.phone", "")
    details.save()

    assert details.saved == {**before, "clinic.phone": ""}


def test_name_of_the_clinician_is_shown_and_cannot_be_typed(details: Details) -> None:
    details.open()

    assert f"Your name: {CLINICIAN}\nYour name is part of your signing certificate" in details.words
    assert details.dialog.findChild(QWidget, "clinician.name:input") is None


def test_handout_without_a_phone_says_what_the_hint_says(details: Details) -> None:
    details.open()
    details.write("clinic.phone", "")
    _, said, _ = details.hint("clinic.phone").split('"')
    details.save()

    details.review()

    assert said in " ".join(details.preview_of_handout().split())
