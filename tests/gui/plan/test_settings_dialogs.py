"""The settings that are kept in the records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.sign_in_page import SignInPage
from tests.gui.plan.conftest import RememberingEntrance


@pytest.mark.parametrize("open_settings", [MainWindow.show_clinic_details, MainWindow.show_signing_settings])
def test_settings_wait_for_somebody_to_sign_in(
    open_settings: Callable[[MainWindow], None], qtbot: QtBot, dressed: object, tmp_path: Path
) -> None:
    window = MainWindow(RememberingEntrance(tmp_path / "records"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), SignInPage), timeout=30_000)

    open_settings(window)

    assert window.findChild(QDialog) is None
    assert window.statusBar().currentMessage().startswith("Sign in first")
