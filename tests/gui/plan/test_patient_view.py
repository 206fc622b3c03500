"""The screen that is turned to the patient, as clinician and patient use it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QScrollArea

from desktop_app.application.patient_view import EMERGENCY
from desktop_app.application.steps import Step
from desktop_app.ui.patient_dialog import PatientDialog
from desktop_app.ui.services import Services
from desktop_app.ui.theme import LIGHT, PATIENT_PX, TEXT_SIZES, apply_theme
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import Open, sample

CHRONIC, EMERGENCY_SAMPLE = 1, 3


@pytest.fixture
def care(open_at: Open, clinic: Services) -> Desk:
    """Chronic pain, and a patient who reads Spanish."""
    return open_at(sample(clinic, CHRONIC, preferences={}), Step.CARE)


def shown(desk: Desk) -> PatientDialog:
    desk.press(Qt.Key.Key_F9)
    (found,) = [each for each in desk.window.findChildren(PatientDialog) if each.isVisible()]
    desk.enter(found)
    return found


def test_f9_covers_the_screen_with_the_options_and_esc_goes_back(care: Desk) -> None:
    dialog = shown(care)
    words = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]

    assert dialog.geometry().contains(care.window.screen().geometry())
    assert "Caminar" in words
    assert "Rosa María" in words
    assert not any("IBÁÑEZ" in text.upper() for text in words)
    care.leave(dialog)
    assert care.screen.isVisible()


def test_what_the_patient_says_is_recorded_and_can_be_taken_back(care: Desk) -> None:
    shown(care)

    care.click("yes:WALKING")
    assert care.visit.value("preferences.WALKING") == "want"
    care.click("no:WALKING")
    assert care.visit.value("preferences.WALKING") == "decline"
    care.click("unsure:WALKING")
    assert care.visit.value("preferences.WALKING") is None


def test_answers_are_given_by_keyboard_and_nothing_is_marked_before(care: Desk) -> None:
    dialog = shown(care)
    marked = [each for each in dialog.findChildren(QAbstractButton) if each.property("state") == "chosen"]
    assert marked == []

    care.press(Qt.Key.Key_Space)

    assert care.visit.value("preferences.REMAIN_ACTIVE") == "want"
    assert care.focused.accessibleDescription() == "Sí"


def test_page_down_scrolls_the_rows_while_an_answer_has_the_keyboard(care: Desk) -> None:
    dialog = shown(care)
    (rows,) = [each for each in dialog.findChildren(QScrollArea) if each.isVisible()]

    care.press(Qt.Key.Key_PageDown)
    assert rows.verticalScrollBar().value() > 0
    care.press(Qt.Key.Key_PageUp)
    assert rows.verticalScrollBar().value() == 0


def test_what_matters_most_is_named_above_the_options_and_not_kept(care: Desk) -> None:
    dialog = shown(care)
    before = care.visit.consultation
    care.click("patient_view:turn")
    slider = care.find("value:less_pain")
    slider.setFocus()
    care.press(Qt.Key.Key_Right)
    care.click("patient_view:turn")

    words = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]

    assert "Lo que más le importa: menos dolor." in words
    assert care.visit.consultation == before


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_text_is_large_at_every_text_size_and_no_answer_is_cut(
    care: Desk, dressed: QApplication, percent: int
) -> None:
    try:
        apply_theme(dressed, LIGHT, percent)
        dialog = shown(care)
        dialog.resize(1280, 720)
        QApplication.processEvents()
        texts = [label for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]
        buttons = [each for each in dialog.findChildren(QAbstractButton) if each.isVisible() and each.text()]

        assert {part.fontInfo().pixelSize() >= PATIENT_PX for part in (*texts, *buttons)} == {True}
        assert [each.text() for each in buttons if each.width() < each.minimumSizeHint().width()] == []
        assert [each.text() for each in buttons if each.height() < 44] == []
    finally:
        apply_theme(dressed, LIGHT, 100)


def test_emergency_leaves_nothing_to_choose_and_says_why(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, EMERGENCY_SAMPLE), Step.CARE)

    desk.screen.show_patient()
    (message,) = [each for each in desk.window.findChildren(QMessageBox) if each.isVisible()]

    assert message.text() == EMERGENCY
    message.close()


def test_button_of_the_step_opens_the_same_view(care: Desk) -> None:
    care.click("patient_view")

    assert [each for each in care.window.findChildren(PatientDialog) if each.isVisible()]
