"""A process that ends at one moment of the window's start: ``empty``, ``painted``, or a page by name.

``empty`` is the floor: Qt and a bare widget. The other moments run the real window on the records in a folder: pages
are left by their own signals, as a person would leave them.

    python -m tests.benchmarks.window_process MOMENT [FOLDER PASSPHRASE]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


def stop() -> NoReturn:
    """Print the most memory held so far, and end at once: taking Qt down again is not what is measured."""
    # Not getrusage: its peak includes the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak_kb = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    os.write(sys.stdout.fileno(), peak_kb.encode())
    os._exit(0)


class _Empty(QWidget):
    def paintEvent(self, _event: QEvent) -> None:
        QTimer.singleShot(0, stop)


def run_empty() -> None:
    """Qt, one widget of the same size, its first paint."""
    application = QApplication(sys.argv[:1])
    window = _Empty()
    window.resize(1280, 720)
    window.show()
    application.exec()


class PageWatch(QObject):
    """Sees each page painted, goes on to the next by the page's own signal, and stops at the awaited one."""

    def __init__(self, awaited: str, passphrase: str) -> None:
        super().__init__()
        self._awaited = awaited
        self._passphrase = passphrase
        self._left: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            window = watched.window()
            page = window.centralWidget() if isinstance(window, QMainWindow) else None
            if page is not None and (page is watched or page.isAncestorOf(watched)):
                self._on_painted(page)
        return False

    def _on_painted(self, page: QWidget) -> None:
        name = type(page).__name__
        if name in self._left:
            return
        if name == self._awaited:
            self._left.add(name)
            QTimer.singleShot(0, stop)
        elif name == "SignInPage":
            self._left.add(name)
            QTimer.singleShot(0, lambda: page.passphrase_entered.emit(self._passphrase))  # type: ignore[attr-defined]
        elif name == "StartPage":
            self._left.add(name)
            QTimer.singleShot(0, lambda: page.sample_chosen.emit(_sample()))  # type: ignore[attr-defined]


def _sample() -> object:
    from desktop_app.composition.clinical import load_clinical
    from desktop_app.composition.demo_clinic import sample_patients

    return sample_patients(load_clinical())[0]


def run_window(awaited: str, folder: Path, passphrase: str) -> None:
    """The real window. Its entrance is asked to prepare after the first paint, which is when watching begins."""
    from desktop_app.composition.window import ClinicEntrance
    from desktop_app.ui.app import run
    from desktop_app.ui.services import Welcome

    class WatchedEntrance(ClinicEntrance):
        def prepare(self) -> Welcome:
            if awaited == "painted":
                stop()
            application = QCoreApplication.instance()
            assert application is not None
            # Here we are in a worker; events are watched in the thread of the window.
            self._watch = PageWatch(awaited, passphrase)
            self._watch.moveToThread(application.thread())
            QTimer.singleShot(0, application, lambda: application.installEventFilter(self._watch))
            return super().prepare()

    run(WatchedEntrance(folder))


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        run_empty()
    else:
        run_window(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
