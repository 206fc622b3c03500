from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import desktop_app.ui
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Sender(QObject):
    sent = Signal(object)

application = QApplication([])
label, sender = QLabel(), Sender()
sender.sent.connect(lambda _: None)
for _ in range(50_000):
    label.setText("x")
    sender.sent.emit(True)
"""


def test_interpreter_survives_more_qt_calls_than_there_are_references_to_none(project_root: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert finished.returncode == 0, finished.stderr
