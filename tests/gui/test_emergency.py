"""The emergency as a user meets it: one interruption, a frame that changes, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.application.emergency import OVERRIDE
from desktop_app.application.steps import Step
from desktop_app.ui.emergency_bar import EmergencyBar
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.theme import LIGHT, Level
from desktop_app.ui.widgets.explanation_view import ExplanationDialog
from desktop_app.ui.widgets.text import TextLabel
from tests.gui.conftest import Desk

Begin = Callable[..., Desk]
CONTROL = Qt.KeyboardModifier.ControlModifier
RED_FLAGS = 2
WORDS = "Seen by the spine team on 19-Nov-2026."


@pytest.fixture
def emergency(begin: Begin) -> Desk:
    """An emergency reached by an answer, with its question still open."""
    desk = begin(RED_FLAGS)
    desk.type("y")
    return desk


def start_plan(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(desk.emergency_dialog.isActiveWindow)
    desk.press(Qt.Key.Key_Return)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)


def record_reason(desk: Desk) -> None:
    desk.click("do_not_follow")
    desk.find("override_reason").setCurrentIndex(0)
    desk.find("override_text").setText(WORDS)
    desk.find("override_record").click()


def titles(desk: Desk) -> list[str]:
    """The steps in the list, as they are read out, from top to bottom."""
    buttons = [each for each in desk.screen.findChildren(QPushButton) if each.property("kind") == "step"]
    shown = sorted((each for each in buttons if each.isVisible()), key=lambda each: each.y())
    return [each.accessibleName().split(",")[0] for each in shown]


def test_emergency_interrupts_with_the_patients_own_answer_and_its_source(emergency: Desk) -> None:
    dialog = emergency.emergency_dialog

    text = "\n".join(label.text() for label in dialog.findChildren(TextLabel))

    assert "EMERGENCY - act now" in dialog.accessibleName()
    assert "Finding RF-C1." in text
    assert "TR-01; ACP07" in text


def test_emergency_rings_the_choice_that_enter_takes(emergency: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(emergency.emergency_dialog.isActiveWindow)
    ring = emergency.emergency_dialog.findChild(FocusRing)

    assert emergency.focused.objectName() == "start_emergency_plan"
    assert ring is not None
    qtbot.waitUntil(ring.isVisible, timeout=1000)


def test_enter_starts_the_plan_and_the_same_emergency_does_not_interrupt_again(
    emergency: Desk, qtbot: QtBot
) -> None:
    start_plan(emergency, qtbot)
    assert emergency.visit.step is Step.EMERGENCY

    emergency.visit.edit("answers.RF-C2", "no")
    emergency.visit.edit("answers.RF-M1", "yes")

    assert QApplication.activeModalWidget() is None


def test_escape_leads_to_the_answer_that_fired_it(emergency: Desk) -> None:
    emergency.screen.go_to(Step.PATIENT)

    emergency.leave_emergency()

    assert emergency.visit.step is Step.RED_FLAGS
    assert emergency.focused_path == "answers.RF-C1"


def test_correction_brings_the_routine_frame_back(emergency: Desk) -> None:
    emergency.leave_emergency()
    assert emergency.find("emergency_bar").isVisible()

    emergency.type("n")

    assert emergency.screen.findChildren(QPushButton, "step:emergency")[0].isHidden()
    assert not emergency.screen.findChildren(QPushButton, "step:medicines")[0].isHidden()
    assert "Step 5: Medicines" in titles(emergency)
    (bar,) = emergency.screen.findChildren(EmergencyBar)
    assert bar.isHidden()


def test_list_menu_and_numbers_follow_the_emergency(emergency: Desk) -> None:
    emergency.leave_emergency()

    assert titles(emergency) == [
        "Step 1: Patient",
        "Step 2: Red flags",
        "Step 3: Examination",
        "Step 4: Emergency",
        "Step 5: Orders",
        "Step 6: Review and sign",
        "Worsening",
        "Medicines",
        "Other care",
    ]
    emergency.press(Qt.Key.Key_6, CONTROL)
    assert emergency.visit.step is Step.REVIEW
    emergency.press(Qt.Key.Key_7, CONTROL)
    assert emergency.visit.step is Step.REVIEW


def test_stopped_step_opens_with_a_notice(emergency: Desk) -> None:
    emergency.leave_emergency()

    emergency.click("step:care")

    assert emergency.visit.step is Step.CARE
    assert emergency.find("stopped_notice").isVisible()


def test_bar_says_what_how_soon_and_leads_to_the_page(emergency: Desk) -> None:
    emergency.leave_emergency()
    bar = emergency.find("emergency_bar")
    assert bar.accessibleName() == (
        "EMERGENCY - act now: Suspected cauda equina Finding RF-C1. What it means."
    )

    emergency.click("to_emergency_page")

    assert emergency.visit.step is Step.EMERGENCY


def test_words_of_the_bar_contrast_with_its_red() -> None:
    colours = LIGHT.levels[Level.EMERGENCY]

    assert contrast(colours.fill, colours.label) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, relative luminance."""

    def luminance(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_reason_needs_a_choice_and_ten_characters_and_nothing_is_preselected(emergency: Desk) -> None:
    emergency.click("do_not_follow")
    reason, text = emergency.find("override_reason"), emergency.find("override_text")
    assert reason.currentIndex() == -1
    record = emergency.find("override_record")

    record.click()
    reason.setCurrentIndex(1)
    text.setText("too short")
    record.click()
    assert emergency.visit.value(OVERRIDE) is None

    text.setText("long enough now")
    record.click()

    recorded = emergency.visit.value(OVERRIDE)
    assert (recorded.reason.value, recorded.text) == ("other", "long enough now")


def test_reason_that_cannot_be_kept_is_questioned_in_the_form(emergency: Desk) -> None:
    emergency.click("do_not_follow")
    emergency.find("override_reason").setCurrentIndex(0)
    emergency.find("override_text").setText("turned \u202e round and round")

    emergency.find("override_record").click()

    assert emergency.emergency_dialog.isVisible()
    assert "direction" in emergency.find("override_form").problem


def test_advice_not_followed_stays_on_the_bar_and_is_undone(emergency: Desk) -> None:
    record_reason(emergency)

    bar = emergency.find("emergency_bar")
    assert "EMERGENCY advice not followed: Already assessed" in bar.accessibleName()
    assert "Step 6: Medicines" in titles(emergency)
    emergency.visit.undo()

    assert "act now" in bar.accessibleName()
    assert "Medicines" in titles(emergency)


def test_finding_is_explained_on_the_emergency_page(emergency: Desk, qtbot: QtBot) -> None:
    start_plan(emergency, qtbot)
    emergency.find("finding:TR-01").setFocus()

    emergency.press(Qt.Key.Key_F4)

    dialog = emergency.screen.findChild(ExplanationDialog)
    assert dialog is not None
    text = "\n".join(label.text() for label in dialog.findChildren(TextLabel))
    assert "finding RF-C1" in text
    assert "ACP07: A guideline of 2007" in text


def test_draft_in_an_emergency_interrupts_when_it_is_opened(emergency: Desk) -> None:
    emergency.leave_emergency()
    emergency.press(Qt.Key.Key_W, CONTROL)
    (draft,) = emergency.records.drafts()

    emergency.window.resume(draft.draft_id)

    assert emergency.emergency_dialog.isVisible()


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("step", [Step.RED_FLAGS, Step.EMERGENCY, Step.WORSENING])
def test_emergency_frame_covers_and_clips_nothing(
    emergency: Desk, qtbot: QtBot, size: int, step: Step
) -> None:
    emergency.leave_emergency()
    emergency.window.resize(1280, 720)
    emergency.window.set_text_size(size)
    emergency.screen.go_to(step)
    qtbot.wait(10)

    bar, banner = emergency.find("emergency_bar"), emergency.find("banner")
    assert emergency.window.width() == 1280
    assert bar.y() == banner.geometry().bottom() + 1
    assert emergency.screen.page.mapTo(emergency.screen, emergency.screen.page.rect().topLeft()).y() > bar.y()
    assert emergency.screen.page.height() > 5 * emergency.window.fontMetrics().height()
    for label in emergency.screen.findChildren(TextLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()
    for button in emergency.screen.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()


def test_choices_show_whole_in_the_largest_text(begin: Begin, qtbot: QtBot) -> None:
    desk = begin(RED_FLAGS)
    desk.window.resize(1280, 720)
    desk.window.set_text_size(200)
    desk.visit.edit("answers.RF-C1", "yes")
    dialog = desk.emergency_dialog
    qtbot.waitUntil(dialog.isVisible)

    assert dialog.width() <= 1280
    assert dialog.height() <= 720
    for name in ("start_emergency_plan", "correct_answer", "do_not_follow"):
        button = desk.find(name)
        assert dialog.rect().contains(button.geometry().translated(button.parentWidget().pos()))
        assert button.width() >= button.sizeHint().width()
