from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.ui.services import ClinicDetails
from desktop_app.ui.set_up_page import RecoveryCodePage, SetUpPage


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication) -> SetUpPage:
    shown = SetUpPage()
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    return shown


def fill(page: SetUpPage, qtbot: QtBot, **texts: str) -> None:
    known = {
        "clinic:input": "Riverside",
        "clinician:input": "Dr R. Patel",
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
    handed: list[ClinicDetails] = []
    page.completed.connect(handed.append)
    fill(page, qtbot)
    choose_paper(page, qtbot)

    page.finish()

    (details,) = handed
    assert (details.clinic, details.clinician, details.paper) == ("Riverside", "Dr R. Patel", "a4")
    assert details.passphrase == "correct horse battery"
    assert "correct" not in repr(details)
    assert {field.text() for field in page.findChildren(QLineEdit) if "passphrase" in field.objectName()} == {
        ""
    }


def test_set_up_preselects_no_paper(page: SetUpPage, qtbot: QtBot) -> None:
    handed: list[ClinicDetails] = []
    page.completed.connect(handed.append)
    fill(page, qtbot)

    page.finish()

    assert handed == []


@pytest.mark.parametrize(("first", "second"), [("short", "short"), ("long enough words", "other long words")])
def test_set_up_refuses_a_short_or_a_mistyped_passphrase(
    page: SetUpPage, qtbot: QtBot, first: str, second: str
) -> None:
    handed: list[ClinicDetails] = []
    page.completed.connect(handed.append)
    fill(page, qtbot, new_passphrase=first, repeated_passphrase=second)
    choose_paper(page, qtbot)

    page.finish()

    assert handed == []


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
