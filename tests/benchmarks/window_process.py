"""A process that ends at one moment of the window's start: ``empty``, ``painted``, or a page by name.

``empty`` is the floor: Qt and a bare widget. The other moments run the real window on the records in a folder: pages
are left by their own signals, as a person would leave them.

    python -m tests.benchmarks.window_process MOMENT [FOLDER PASSPHRASE]
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

SAMPLE_FILE: Final = "sample.json"
"""In the folder, the case of the visit that is opened: to read it as the demo does would load the content once more."""


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

    def __init__(self, awaited: str, folder: Path, passphrase: str) -> None:
        super().__init__()
        self._folder = folder
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
            QTimer.singleShot(0, lambda: page.sample_chosen.emit(self._sample()))  # type: ignore[attr-defined]

    def _sample(self) -> object:
        from desktop_app.domain.consultation_record import from_json_dict
        from desktop_app.ui.services import SampleVisit

        case = json.loads((self._folder / SAMPLE_FILE).read_text(encoding="utf-8"))
        return SampleVisit("A sample", from_json_dict(case))


def run_to_first_paint(folder: Path) -> None:
    """The real window, until its frame stands on the screen."""
    from desktop_app.ui.import_hook import import_without_reading_sources

    # As the application does once Qt is there; here Qt comes before everything else.
    import_without_reading_sources()
    from desktop_app.composition.window import ClinicEntrance
    from desktop_app.ui.main_window import MainWindow

    application = QApplication(sys.argv[:1])
    window = MainWindow(ClinicEntrance(folder))
    window.painted.connect(stop)
    window.show()
    application.exec()


def run_to_page(awaited: str, folder: Path, passphrase: str) -> None:
    """The real window, until a page is painted. Its entrance is asked to prepare after the first paint."""
    from desktop_app.composition.window import ClinicEntrance
    from desktop_app.ui.app import run
    from desktop_app.ui.services import Welcome

    class WatchedEntrance(ClinicEntrance):
        def prepare(self) -> Welcome:
            application = QCoreApplication.instance()
            assert application is not None
            # Here we are in a worker; events are watched in the thread of the window.
            self._watch = PageWatch(awaited, folder, passphrase)
            self._watch.moveToThread(application.thread())
            QTimer.singleShot(0, application, lambda: application.installEventFilter(self._watch))
            return super().prepare()

    run(WatchedEntrance(folder))


def main(moment: str, *arguments: str) -> None:
    """Run until ``moment``."""
    if moment == "empty":
        run_empty()
        return
    # The command that opens the window has read its arguments before.
    import_module("desktop_app.cli.window")
    folder, passphrase = arguments
    if moment == "painted":
        run_to_first_paint(Path(folder))
    else:
        run_to_page(moment, Path(folder), passphrase)


if __name__ == "__main__":
    main(*sys.argv[1:])
