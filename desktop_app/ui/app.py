"""Starts Qt, paints the empty frame, and only then lets the rest of the application load.

Until the first paint nothing is imported that it can do without: not the fonts, not the focus ring, no model.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from desktop_app.ui.import_hook import import_without_reading_sources

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.services import Entrance

_FONTS: Final = ("LumbarSans-Regular.ttf", "LumbarSans-Bold.ttf")
_FAMILY: Final = "Lumbar Sans"


def run(entrance: Entrance) -> int:
    """Open the window, and return its exit code when it is closed."""
    import_without_reading_sources()
    from desktop_app.ui.main_window import MainWindow

    application = QApplication(sys.argv[:1])
    window = MainWindow(entrance)
    window.painted.connect(lambda: _finish(application, window))
    window.show()
    window.activateWindow()
    return application.exec()


def dress(application: QApplication) -> None:
    """Name, style and colours, the same on every system."""
    from desktop_app import __version__
    from desktop_app.ui.main_window import TITLE
    from desktop_app.ui.theme import LIGHT, apply_theme

    application.setApplicationName(TITLE)
    application.setApplicationVersion(__version__)
    application.setStyle("Fusion")
    apply_theme(application, LIGHT, 100)


def _finish(application: QApplication, window: MainWindow) -> None:
    """What the first paint could do without."""
    from desktop_app.ui.focus_ring import FocusRing
    from desktop_app.ui.main_thread_collector import MainThreadCollector
    from desktop_app.ui.uncaught import UncaughtErrors

    UncaughtErrors(window).install()
    MainThreadCollector(window)
    dress(application)
    use_own_font(application)
    FocusRing(window)


def use_own_font(application: QApplication) -> None:
    """Draw all text in the face of the printed documents, in which 1, l and I cannot be mistaken for each other."""
    from PySide6.QtGui import QFontDatabase

    from desktop_app.resource_files import read_bytes

    for name in _FONTS:
        QFontDatabase.addApplicationFontFromData(read_bytes(f"fonts/{name}"))
    font = application.font()
    font.setFamily(_FAMILY)
    application.setFont(font)
