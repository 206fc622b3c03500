from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.answers import Answer
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.answer_row import AnswerRow
from desktop_app.ui.widgets.choice_row import UNANSWERED
from desktop_app.ui.widgets.explanation_view import ExplanationDialog
from desktop_app.ui.widgets.text import TextLabel
from tests.gui.conftest import Desk

RED_FLAGS = 2
Begin = Callable[..., Desk]


def test_red_flags_of_a_new_visit_are_all_unanswered(begin: Begin) -> None:
    desk = begin(RED_FLAGS)

    rows = desk.screen.page.findChildren(AnswerRow)

    assert rows
    assert {row.state_word for row in rows} == {UNANSWERED}
    buttons = [button for row in rows for button in row.findChildren(QPushButton)]
    assert {button.property("state") for button in buttons} == {"open"}


def test_first_emergency_question_has_the_keyboard(begin: Begin) -> None:
    assert begin(RED_FLAGS).focused_path == "answers.RF-C1"


def test_letters_answer_the_focused_question_and_go_on(begin: Begin) -> None:
    desk = begin(RED_FLAGS)

    desk.type("n")
    assert desk.focused_path == "answers.RF-C2"
    desk.type("u")
    assert desk.focused_path == "answers.RF-M1"
    desk.type("y")

    answers = desk.visit.consultation.answers
    assert dict(answers) == {"RF-C1": Answer.NO, "RF-C2": Answer.NOT_ASSESSED, "RF-M1": Answer.YES}


def test_delete_makes_the_answer_unanswered(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    desk.type("y")
    desk.press(Qt.Key.Key_Up)

    desk.press(Qt.Key.Key_Delete)

    assert dict(desk.visit.consultation.answers) == {}
    assert desk.find("answers.RF-C1").state_word == UNANSWERED


def test_space_cycles_through_the_answers(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    seen = []
    for _ in range(4):
        desk.press(Qt.Key.Key_Space)
        seen.append(desk.find("answers.RF-C1").state_word)

    assert seen == ["Yes", "No", "Not assessed", "Yes"]


def test_letters_do_nothing_while_no_question_has_the_keyboard(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    desk.find("continue").setFocus()

    desk.type("ynu")

    assert dict(desk.visit.consultation.answers) == {}


def test_click_on_an_answer_gives_it_and_a_second_click_takes_it_back(begin: Begin) -> None:
    desk = begin(RED_FLAGS)

    desk.click("answers.RF-C1=no")
    assert desk.visit.consultation.answers["RF-C1"] is Answer.NO
    desk.click("answers.RF-C1=no")

    assert dict(desk.visit.consultation.answers) == {}


def test_accessible_name_of_a_question_tells_its_state(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    row = desk.find("answers.RF-C1")
    assert row.accessibleName() == "Numb where a saddle would touch?: Unanswered"

    desk.type("u")

    assert row.accessibleName() == "Numb where a saddle would touch?: Not assessed"


def test_emergency_answer_turns_the_live_plan(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    levels = [desk.screen.plan.badge.level]

    desk.type("y")

    levels.append(desk.screen.plan.badge.level)
    assert levels == [Level.NOT_ASSESSED, Level.EMERGENCY]
    assert "Suspected cauda equina" in desk.screen.plan.text
    assert "finding RF-C1" in desk.screen.plan.text


def test_emergency_blocks_neither_typing_nor_going_on(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    desk.type("y")
    desk.leave_emergency()

    desk.press(Qt.Key.Key_Down)
    desk.type("n")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert desk.visit.consultation.answers["RF-C2"] is Answer.NO
    assert desk.visit.step.value == "examination"


def test_question_that_applies_later_is_hidden_until_then(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    hidden = desk.screen.page.findChild(AnswerRow, "answers.RF-M9")
    assert hidden is not None
    assert not hidden.isVisible()

    desk.click("answers.RF-M1=yes")

    assert hidden.isVisible()


def test_rest_of_an_emergency_group_is_never_offered(begin: Begin) -> None:
    desk = begin(RED_FLAGS)

    button = desk.screen.page.findChild(QPushButton, "rest:cauda_equina")

    assert button is not None
    assert not button.isVisible()


def test_rest_of_a_group_names_its_questions_and_is_undone_in_one_step(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    section = desk.find("rest:cancer_signs").parentWidget()
    words = [label.text() for label in section.findChildren(TextLabel)]
    assert "Answers No to: finding RF-M1; finding RF-M2." in words

    desk.click("rest:cancer_signs")
    assert dict(desk.visit.consultation.answers) == {"RF-M1": Answer.NO, "RF-M2": Answer.NO}
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert dict(desk.visit.consultation.answers) == {}


def test_rest_of_a_group_leaves_given_answers_alone(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    desk.visit.edit("answers.RF-M1", "yes")

    desk.click("rest:cancer_signs")

    assert desk.visit.consultation.answers["RF-M1"] is Answer.YES
    assert desk.visit.consultation.answers["RF-M2"] is Answer.NO


def test_why_shows_rule_facts_sources_and_standing(begin: Begin) -> None:
    desk = begin(RED_FLAGS)
    desk.type("y")
    desk.leave_emergency()

    desk.press(Qt.Key.Key_F4)

    dialog = desk.screen.findChild(ExplanationDialog)
    assert dialog is not None
    text = "\n".join(label.text() for label in dialog.findChildren(TextLabel))
    assert "It matters." in text
    assert "Numb where a saddle would touch?: yes" in text
    assert "ACP07: A guideline of 2007" in text
    assert "The text of the source was read." in text
    desk.leave(dialog)
    assert desk.focused_path == "answers.RF-C1"
