from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.domain.clinic_details import ClinicDetails
from desktop_app.domain.errors import Problem
from desktop_app.ui.set_up_page import RecoveryCodePage, SetUpPage
from desktop_app.ui.widgets.row import Row


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication) -> SetUpPage:
    shown = SetUpPage()
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def fill(page: SetUpPage, qtbot: QtBot, **texts: str) -> None:
    known = {
        "clinic.name:input": "Riverside",
        "clinician.name:input": "Dr R. Patel",
        "new_passphrase": "correct horse battery",
        "repeated_passphrase": "correct horse battery",
        **texts,
    }
    for name, text in known.items():
        field = page.findChild(QLineEdit, name)
        assert field is not None
        qtbot.keyClicks(field, text)


def choose_paper(page: SetUpPage, qtbot: QtBot) -> None:
    button = page.findChild(QAbstractButton, "paper=a4")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_set_up_hands_on_what_was_typed_and_forgets_the_passphrase(page: SetUpPage, qtbot: QtBot) -> None:
    handed: list[tuple[ClinicDetails, str]] = []
    page.completed.connect(lambda *both: handed.append(both))
    fill(page, qtbot)
    choose_paper(page, qtbot)

    page.finish()

    ((details, passphrase),) = handed
    assert details == {
        "clinic.name": "Riverside",
        "clinic.phone": "",
        "clinic.after_hours_phone": "",
        "clinic.emergency_number": "911",
        "clinic.crisis_line": "988",
        "clinic.quit_line": "1-800-QUIT-NOW",
        "clinician.name": "Dr R. Patel",
        "clinician.credential": "",
        "paper": "a4",
    }
    assert passphrase == "correct horse battery"
    assert {field.text() for field in page.findChildren(QLineEdit) if "passphrase" in field.objectName()} == {
        ""
    }


def problem_of(page: SetUpPage, path: str) -> str:
    row = page.findChild(Row, path)
    assert row is not None
    return row.problem


def test_set_up_preselects_no_paper_and_asks_for_it_in_place(page: SetUpPage, qtbot: QtBot) -> None:
    fill(page, qtbot)

    with qtbot.assertNotEmitted(page.completed):
        page.finish()

    assert problem_of(page, "paper") == "Choose the paper."
    choose_paper(page, qtbot)
    assert problem_of(page, "paper") == ""


def test_set_up_says_a_refusal_beside_its_row_and_keeps_what_was_typed(page: SetUpPage, qtbot: QtBot) -> None:
    fill(page, qtbot)
    choose_paper(page, qtbot)
    page.finish()

    page.show_problem("Not kept.", [Problem("Write it in another way.", "clinic.name")])

    assert problem_of(page, "clinic.name") == "Write it in another way."
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert (focused.objectName(), focused.text()) == ("clinic.name:input", "Riverside")


@pytest.mark.parametrize(("first", "second"), [("short", "short"), ("long enough words", "other long words")])
def test_set_up_refuses_a_short_or_a_mistyped_passphrase(
    page: SetUpPage, qtbot: QtBot, first: str, second: str
) -> None:
    fill(page, qtbot, new_passphrase=first, repeated_passphrase=second)
    choose_paper(page, qtbot)

    with qtbot.assertNotEmitted(page.completed):
        page.finish()


def test_recovery_code_is_left_only_after_it_was_noted(qtbot: QtBot, dressed: QApplication) -> None:
    page = RecoveryCodePage("ABCD-EFGH")
    qtbot.addWidget(page)
    page.show()
    proceed = page.findChild(QAbstractButton, "go_on")
    confirm = page.findChild(QAbstractButton, "code_noted")
    assert proceed is not None
    assert confirm is not None
    assert not proceed.isEnabled()

    confirm.click()
    with qtbot.waitSignal(page.noted):
        proceed.click()
