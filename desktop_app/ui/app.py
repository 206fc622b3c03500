"""Starts Qt, paints the empty frame, and only then lets the rest of the application load."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.resource_files import resource_root
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.main_window import TITLE, MainWindow
from desktop_app.ui.theme import LIGHT, apply_theme
from desktop_app.ui.uncaught import UncaughtErrors

if TYPE_CHECKING:
    from desktop_app.ui.services import Entrance

_FONTS: Final = ("LumbarSans-Regular.ttf", "LumbarSans-Bold.ttf")
_FAMILY: Final = "Lumbar Sans"


def run(entrance: Entrance) -> int:
    """Open the window, and return its exit code when it is closed."""
    application = QApplication(sys.argv[:1])
    dress(application)
    window = MainWindow(entrance)
    FocusRing(window)
    UncaughtErrors(window).install()
    window.show()
    return application.exec()


def dress(application: QApplication) -> None:
    """Name, style, font and colours, the same on every system."""
    application.setApplicationName(TITLE)
    application.setApplicationVersion(__version__)
    application.setStyle("Fusion")
    fonts = resource_root() / "fonts"
    for name in _FONTS:
        QFontDatabase.addApplicationFontFromData((fonts / name).read_bytes())
    font = application.font()
    font.setFamily(_FAMILY)
    application.setFont(font)
    apply_theme(application, LIGHT, 100)
