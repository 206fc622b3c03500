"""The way in while the content is still loading, and when it cannot be loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from desktop_app.domain.clinic_details import ClinicDetails
from desktop_app.domain.errors import ContentError
from desktop_app.domain.provenance import ContentStamp
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.services import Services, Welcome
from desktop_app.ui.set_up_page import SetUpPage
from desktop_app.ui.sign_in_page import SignInPage
from desktop_app.ui.start_page import StartPage
from desktop_app.ui.widgets.text import TextLabel
from tests.fakes.visits import FakeEntrance, services

PASSPHRASE = "correct horse"
DAMAGED = ContentError("The clinical content is damaged.", (), "Install it again.")


class SlowEntrance(FakeEntrance):
    """Loads when the test says so, and then fails if it shall; whoever needs the content waits for it."""

    def __init__(self, failure: ContentError | None = None, *, needs_set_up: bool = False) -> None:
        super().__init__(services(), PASSPHRASE)
        self.may_load = Event()
        self._failure = failure
        self._needs_set_up = needs_set_up

    def prepare(self) -> Welcome:
        return Welcome(needs_passphrase=True, needs_set_up=self._needs_set_up)

    def load(self) -> ContentStamp:
        self.may_load.wait()
        if self._failure is not None:
            raise self._failure
        return super().load()

    def set_up(self, details: ClinicDetails, passphrase: str) -> str:
        self.load()
        return super().set_up(details, passphrase)

    def unlock(self, passphrase: str) -> Services:
        self.load()
        return super().unlock(passphrase)


Enter = Callable[[SlowEntrance], MainWindow]


@pytest.fixture
def enter(qtbot: QtBot, dressed: QApplication) -> Iterator[Enter]:
    """Open the window at its first page."""
    entrances = []

    def open_window(entrance: SlowEntrance) -> MainWindow:
        entrances.append(entrance)
        window = MainWindow(entrance)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: isinstance(window.centralWidget(), SignInPage | SetUpPage))
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_window
    for entrance in entrances:
        entrance.may_load.set()


def type_passphrase(qtbot: QtBot) -> QLineEdit:
    """Into whatever has the keyboard."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, PASSPHRASE)
    return field


def content_line(window: MainWindow) -> str:
    """The end of the status bar."""
    label = window.findChild(QLabel, "content")
    assert label is not None
    return label.text()


def words_on(window: QMainWindow) -> str:
    page = window.centralWidget()
    assert page is not None
    return " ".join(label.text() for label in page.findChildren(TextLabel))


def test_sign_in_takes_the_passphrase_while_the_content_loads_and_then_opens(
    enter: Enter, qtbot: QtBot
) -> None:
    entrance = SlowEntrance()
    window = enter(entrance)

    field = type_passphrase(qtbot)
    assert field.text() == PASSPHRASE
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert isinstance(window.centralWidget(), SignInPage)
    entrance.may_load.set()

    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartPage))


def test_sign_in_keeps_what_is_typed_when_the_content_arrives_and_names_its_version(
    enter: Enter, qtbot: QtBot
) -> None:
    entrance = SlowEntrance()
    window = enter(entrance)
    field = type_passphrase(qtbot)
    assert content_line(window) == ""

    entrance.may_load.set()

    qtbot.waitUntil(lambda: content_line(window) == "Content 2026.11, under review")
    assert (field.text(), field.hasFocus()) == (PASSPHRASE, True)


def test_sign_in_says_that_the_content_cannot_be_used_and_opens_nothing(enter: Enter, qtbot: QtBot) -> None:
    entrance = SlowEntrance(DAMAGED)
    window = enter(entrance)
    entrance.may_load.set()
    told = "The clinical content is damaged. Install it again. Code for support: CONTENT-001"
    qtbot.waitUntil(lambda: told in words_on(window))

    field = type_passphrase(qtbot)
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert told not in words_on(window)
    qtbot.waitUntil(lambda: told in words_on(window))
    assert isinstance(window.centralWidget(), SignInPage)


def test_set_up_says_that_the_content_cannot_be_used(enter: Enter, qtbot: QtBot) -> None:
    entrance = SlowEntrance(DAMAGED, needs_set_up=True)
    window = enter(entrance)

    entrance.may_load.set()

    qtbot.waitUntil(lambda: "Code for support: CONTENT-001" in words_on(window))
    assert isinstance(window.centralWidget(), SetUpPage)
