"""The scores of the Patient step, as they are typed and ticked: live, whole or not at all, and undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.application.steps import Step
from desktop_app.domain.patient import Scores
from desktop_app.ui.services import Services
from desktop_app.ui.widgets.disclosure import Disclosure
from desktop_app.ui.widgets.explanation_view import ExplanationDialog
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import Open, sample

ACUTE = 0


@pytest.fixture
def desk(open_at: Open, clinic: Services) -> Desk:
    """Nothing measured now; at the first visit the back hurt 5 of 10."""
    empty = {"measures__now": {}, "measures__baseline": {"nrs_back": 5}}
    return open_at(sample(clinic, ACUTE, **empty), Step.PATIENT)


def now(desk: Desk) -> Scores:
    return desk.visit.consultation.measures.now


def words(desk: Desk) -> str:
    """Everything that the page says."""
    labels = desk.screen.page.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def open_part(desk: Desk, measure: str) -> Disclosure:
    found = desk.find(f"scores:{measure}")
    assert isinstance(found, Disclosure)
    found.open()
    QApplication.processEvents()
    return found


def enter(desk: Desk, path: str, text: str) -> None:
    field = desk.find(f"{path}:input")
    field.setFocus()
    field.selectAll()
    desk.type(text)


def test_pain_is_scored_with_the_digit_and_says_what_changed(desk: Desk) -> None:
    enter(desk, "measures.now.nrs_back", "7")

    assert now(desk).nrs_back == 7
    assert "Severe. Worse by 2 (2 or more counts)." in words(desk)


def test_digit_that_another_could_follow_waits_for_it(desk: Desk, qtbot: QtBot) -> None:
    enter(desk, "measures.now.nrs_back", "1")
    assert now(desk).nrs_back is None

    desk.type("0")
    assert now(desk).nrs_back == 10

    enter(desk, "measures.now.nrs_leg", "1")
    qtbot.waitUntil(lambda: now(desk).nrs_leg == 1)


def test_keyboard_goes_down_the_column_of_today(desk: Desk) -> None:
    enter(desk, "measures.now.nrs_back", "7")
    desk.press(Qt.Key.Key_Return)
    assert desk.focused_path == "measures.now.nrs_leg"
    desk.press(Qt.Key.Key_Down)

    assert desk.focused_path == "measures.now.peg[0]"


def test_peg_counts_only_when_its_last_item_is_answered(desk: Desk) -> None:
    enter(desk, "measures.now.peg[0]", "6")
    enter(desk, "measures.now.peg[1]", "5")
    assert now(desk).peg is None
    assert "Now 2 of 3 answered: no score yet." in words(desk)
    assert {score.measure for score in desk.visit.evaluation.scores} == {"nrs_back"}

    enter(desk, "measures.now.peg[2]", "8")
    assert now(desk).peg == (6, 5, 8)
    assert "6.3 of 10" in words(desk)
    assert "no score yet" not in words(desk)


def test_item_taken_back_takes_the_score_back_and_undo_restores_it(desk: Desk) -> None:
    for index, value in enumerate("658"):
        enter(desk, f"measures.now.peg[{index}]", value)
    field = desk.find("measures.now.peg[1]:input")
    field.setFocus()
    field.selectAll()
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_Return)
    assert now(desk).peg is None
    assert "Now 2 of 3 answered: no score yet." in words(desk)

    desk.visit.undo()
    assert now(desk).peg == (6, 5, 8)
    assert desk.find("measures.now.peg[1]").text == "5"


def test_item_out_of_range_is_questioned_and_changes_nothing(desk: Desk) -> None:
    enter(desk, "measures.now.peg[0]", "11")

    assert "from 0 to 10" in desk.find("measures.now.peg[0]").problem
    assert "no score yet" not in words(desk)


def test_sentences_are_ticked_by_keyboard_and_counted(desk: Desk) -> None:
    part = open_part(desk, "rmdq")
    desk.find("measures.now.rmdq:1").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)

    assert now(desk).rmdq_items == (1, 3)
    assert desk.find("measures.now.rmdq").text == "2"
    assert desk.find("measures.now.rmdq:input").isReadOnly()
    assert "2 of 24 now" in part.findChildren(QPushButton)[0].text()


def test_undo_takes_back_one_tick(desk: Desk) -> None:
    open_part(desk, "rmdq")
    for number in (4, 9):
        desk.click(f"measures.now.rmdq:{number}")
    desk.visit.undo()

    assert now(desk).rmdq_items == (4,)
    assert not desk.find("measures.now.rmdq:9").isChecked()


def test_last_tick_taken_away_leaves_no_score_of_0(desk: Desk) -> None:
    open_part(desk, "rmdq")
    for _ in range(2):
        desk.click("measures.now.rmdq:4")

    assert (now(desk).rmdq, now(desk).rmdq_items) == (None, None)
    enter(desk, "measures.now.rmdq", "0")
    assert now(desk).rmdq_score == 0


def test_phq4_is_answered_by_its_digits_and_says_what_a_positive_half_asks_for(desk: Desk) -> None:
    open_part(desk, "phq4")
    desk.find("measures.now.phq4[0]").setFocus()
    for digit in "001":
        desk.type(digit)
    assert now(desk).phq4 is None
    assert "Now 3 of 4 answered: no score yet." in words(desk)

    desk.type("2")
    assert now(desk).phq4 == (0, 0, 1, 2)
    assert "3 of 12" in words(desk)
    assert "Mild, anxiety 0 of 6, depression 3 of 6 positive." in words(desk)
    assert "ask about suicidal thoughts" in words(desk)


def test_licensed_instruments_take_totals_and_say_why(desk: Desk) -> None:
    open_part(desk, "totals")
    enter(desk, "measures.now.start_back.total", "5")
    enter(desk, "measures.now.start_back.psych", "4")
    enter(desk, "measures.now.odi", "42,5")
    desk.press(Qt.Key.Key_Return)

    assert "High risk, psychosocial part 4 of 5." in words(desk)
    assert "Copyright Keele University: its items are not embedded." in words(desk)
    assert now(desk).odi == 42.5


def test_f4_explains_the_score_with_its_licence(desk: Desk, qtbot: QtBot) -> None:
    open_part(desk, "rmdq")
    desk.find("measures.now.rmdq:4").setFocus()
    desk.press(Qt.Key.Key_F4)
    dialog = desk.window.findChild(ExplanationDialog)
    assert dialog is not None
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))

    assert "Public domain: no permission is needed" in said
    assert "OSTELO08" in said
    desk.leave(dialog)


def test_score_stands_beside_the_question_that_it_helps_to_answer(desk: Desk) -> None:
    desk.visit.edit("measures.now.phq4", [0, 0, 1, 2])
    desk.screen.go_to(Step.WORSENING)
    QApplication.processEvents()

    assert "PHQ-4 3 of 12 (mild)" in words(desk)
    assert desk.visit.consultation.answers.get("WR-15") is None
