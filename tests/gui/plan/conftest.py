"""The window on the demo clinic: the real content, engine, records, documents and signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.application.steps import Step
from desktop_app.composition.window import DemoEntrance
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import with_value
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.services import Services
from desktop_app.ui.sign_in_page import SignInPage
from desktop_app.ui.start_page import StartPage
from desktop_app.ui.steps.review import ReviewStep
from tests.fakes.visits import FakeEntrance, FakeRecords
from tests.gui.conftest import Desk

PASSPHRASE = "demo clinic"
Open = Callable[..., Desk]


@pytest.fixture(scope="session")
def clinic_entrance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoEntrance]:
    entrance = DemoEntrance(tmp_path_factory.mktemp("clinic"))
    entrance.prepare()
    yield entrance
    entrance.close()


@pytest.fixture(scope="session")
def clinic(clinic_entrance: DemoEntrance) -> Services:
    """A signed-in demo clinic that all tests share."""
    return clinic_entrance.unlock(PASSPHRASE)


def sample(clinic: Services, number: int, **changes: Any) -> Consultation:
    """A sample patient; keys of ``changes`` are paths with ``__`` for the dots."""
    consultation = clinic.samples[number].consultation
    for path, value in changes.items():
        consultation = with_value(consultation, path.replace("__", "."), value)
    return consultation


def page(desk: Desk) -> ReviewStep:
    """The review that is on."""
    found = desk.screen.page
    assert isinstance(found, ReviewStep)
    return found


def sign(desk: Desk, secret: str) -> None:
    """Attest, type the secret, and press the button."""
    desk.find("attestation").setChecked(True)
    desk.find("signing_secret").setText(secret)
    desk.click("sign")


@pytest.fixture
def open_at(qtbot: QtBot, dressed: QApplication, clinic: Services) -> Open:
    """Open a consultation at a step, in a window of its own."""

    def open_visit(consultation: Consultation, step: Step, services: Services = clinic) -> Desk:
        window = MainWindow(FakeEntrance(services))
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartPage))
        qtbot.waitUntil(window.isActiveWindow)
        window.begin(consultation)
        desk = Desk(window, FakeRecords(), qtbot)
        desk.screen.go_to(step)
        # The window of the test before may only now be gone, and take the keyboard with it.
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return desk

    return open_visit


class RememberingEntrance(DemoEntrance):
    """The demo clinic, whose records the test looks into beside the window."""

    opened: Services

    def unlock(self, passphrase: str) -> Services:
        self.opened = super().unlock(passphrase)
        return self.opened


@pytest.fixture
def entrance(tmp_path: Path) -> RememberingEntrance:
    return RememberingEntrance(tmp_path / "records")


@pytest.fixture
def own_clinic(qtbot: QtBot, dressed: QApplication, entrance: RememberingEntrance) -> Desk:
    """A clinic of this test alone, signed in by its passphrase."""
    window = MainWindow(entrance)
    qtbot.addWidget(window, before_close_func=lambda _window: entrance.close())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), SignInPage), timeout=30_000)
    first = window.centralWidget()
    assert isinstance(first, SignInPage)
    first.passphrase_entered.emit(PASSPHRASE)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartPage), timeout=30_000)
    return Desk(window, FakeRecords(), qtbot)
