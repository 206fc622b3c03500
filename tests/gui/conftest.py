"""A window over a tiny content, as a user meets it: signed in, with the keyboard."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app.application.visit import Visit
from desktop_app.ui.app import dress, use_own_font
from desktop_app.ui.emergency_dialog import EmergencyDialog
from desktop_app.ui.main_thread_collector import collect_what_is_due
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.start_page import StartPage
from desktop_app.ui.visit_screen import VisitScreen
from tests.fakes.visits import FakeEntrance, FakeRecords, new_visit, services


class Desk:
    """The open window and what a user does with it."""

    def __init__(self, window: MainWindow, records: FakeRecords, qtbot: QtBot) -> None:
        self.window = window
        self.records = records
        self._qtbot = qtbot

    @property
    def screen(self) -> VisitScreen:
        page = self.window.centralWidget()
        assert isinstance(page, VisitScreen)
        return page

    @property
    def visit(self) -> Visit:
        return self.screen.visit

    @property
    def focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the keyboard"
        return focused

    @property
    def focused_path(self) -> str:
        return self.focused.objectName().removesuffix(":input")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.focused, key, modifier)

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self.focused, text)

    def find(self, name: str) -> Any:
        """The widget with this object name, in sight."""
        found = [each for each in self.window.findChildren(QWidget, name) if each.isVisible()]
        assert len(found) == 1, f"{len(found)} visible widgets are called {name}"
        return found[0]

    def click(self, name: str) -> None:
        self._qtbot.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def enter(self, dialog: QWidget) -> None:
        """Wait until a dialog that was opened has the keyboard."""
        self._qtbot.waitUntil(dialog.isActiveWindow)

    @property
    def emergency_dialog(self) -> EmergencyDialog:
        """The emergency that interrupts."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, EmergencyDialog)
        return dialog

    def leave_emergency(self) -> None:
        """Go back to the answer that made the emergency."""
        dialog = self.emergency_dialog
        dialog.activateWindow()
        self.leave(dialog)

    def leave(self, dialog: QWidget) -> None:
        """Press Esc in a dialog, and wait until it is gone."""
        self._qtbot.waitUntil(dialog.isActiveWindow)
        self.press(Qt.Key.Key_Escape)
        self._qtbot.waitUntil(lambda: not isValid(dialog))
        # The offscreen platform has no window manager that would do this.
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)


@pytest.fixture(autouse=True, scope="module")
def _garbage_stays_in_the_main_thread() -> Iterator[None]:
    """As in the window: a widget of an earlier test that a worker collected would end the process."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _garbage_goes_between_tests() -> Iterator[None]:
    yield
    collect_what_is_due()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in its own look; plain again afterwards."""
    plain = qapp.font()
    dress(qapp)
    use_own_font(qapp)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(plain)


@pytest.fixture
def desk(qtbot: QtBot, dressed: QApplication) -> Desk:
    """Signed in, at the worklist."""
    records = FakeRecords()
    window = MainWindow(FakeEntrance(services(records)))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartPage))
    qtbot.waitUntil(window.isActiveWindow)
    return Desk(window, records, qtbot)


@pytest.fixture
def begin(desk: Desk) -> Callable[..., Desk]:
    """Open a visit at a step, counted from 1."""

    def open_visit(step: int = 1, **patient: Any) -> Desk:
        desk.window.begin(new_visit(**patient))
        desk.screen.go_to_number(step)
        # Qt shows what was added to a layout in the next round of its loop.
        QApplication.processEvents()
        return desk

    return open_visit
