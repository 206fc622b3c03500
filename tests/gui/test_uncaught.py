from __future__ import annotations

import logging
import threading

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.ui.uncaught import UncaughtErrors


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    return shown


def shown_text(window: QWidget, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box is not None
    return f"{box.text()}\n{box.informativeText()}"


def report(errors: UncaughtErrors, error: ValueError | LumbarPathwayError) -> None:
    try:
        raise error
    except (ValueError, LumbarPathwayError) as raised:
        errors.report(type(raised), raised, raised.__traceback__)


def test_uncaught_error_shows_a_number_and_neither_its_text_nor_a_traceback(
    window: QWidget, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        report(UncaughtErrors(window), ValueError("Ana Garcia, born 1968"))

    text = shown_text(window, qtbot)

    assert "Reference number" in text
    assert "Garcia" not in text
    assert "Traceback" not in text
    assert "Garcia" not in caplog.text
    assert "ValueError" in caplog.text
    assert "test_uncaught" in caplog.text


def test_uncaught_error_of_ours_shows_its_sentence_and_remedy(window: QWidget, qtbot: QtBot) -> None:
    report(UncaughtErrors(window), LumbarPathwayError("The disk is full.", "Free some space."))

    text = shown_text(window, qtbot)

    assert "The disk is full." in text
    assert "Free some space." in text


def test_uncaught_error_of_a_worker_is_shown_in_the_window(window: QWidget, qtbot: QtBot) -> None:
    errors = UncaughtErrors(window)
    worker = threading.Thread(target=lambda: report(errors, ValueError("in a thread")))
    worker.start()
    worker.join()

    assert "Reference number" in shown_text(window, qtbot)
