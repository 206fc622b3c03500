"""What the menus of the window offer, with the keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING, Protocol

from desktop_app.ui.menus import MOST_STEPS, Command, step_command
from desktop_app.ui.theme import TEXT_SIZES

if TYPE_CHECKING:
    from desktop_app.ui.visit_screen import VisitScreen

InVisit = Callable[["VisitScreen"], object]


class CommandedWindow(Protocol):
    """What the menus ask of the window."""

    def show_new_visit(self) -> None: ...

    def show_start(self) -> None: ...

    def verify_pdf(self) -> None: ...

    def show_signing_settings(self) -> None: ...

    def show_clinic_details(self) -> None: ...

    def close(self) -> bool: ...

    def set_text_size(self, percent: int) -> None: ...

    def toggle_full_screen(self) -> None: ...

    def show_keyboard_map(self) -> None: ...

    def show_about(self) -> None: ...

    def in_visit(self, act: InVisit) -> Callable[[], None]:
        """An action on the open visit; nothing happens while there is none."""


def window_commands(window: CommandedWindow) -> list[Command]:
    """Every action, in the order of the menus."""
    return [*_file(window), *_edit(window), *_view(window), *_visit(window), *_help(window)]


def _file(window: CommandedWindow) -> list[Command]:
    return [
        Command("&File", "&New visit", window.show_new_visit, ("Ctrl+N",)),
        Command("&File", "&Worklist", window.show_start, ("Ctrl+W",)),
        _in_visit(window, "&File", "&Print...", lambda screen: screen.print_document(), "Ctrl+P"),
        Command("&File", "&Verify a signed PDF...", window.verify_pdf, ("Ctrl+O",)),
        Command("&File", "&Signing settings...", window.show_signing_settings),
        Command("&File", "&Clinic details...", window.show_clinic_details),
        Command("&File", "&Quit", window.close, ("Ctrl+Q",), separated=True),
    ]


def _edit(window: CommandedWindow) -> list[Command]:
    return [
        _in_visit(window, "&Edit", "&Undo", lambda screen: screen.undo(), "Ctrl+Z"),
        _in_visit(window, "&Edit", "&Redo", lambda screen: screen.redo(), "Ctrl+Shift+Z", "Ctrl+Y"),
    ]


def _view(window: CommandedWindow) -> list[Command]:
    sizes = [
        Command("&View", f"Text size &{size} %", partial(window.set_text_size, size)) for size in TEXT_SIZES
    ]
    guidelines = _in_visit(
        window,
        "&View",
        "&Guidelines side by side",
        lambda screen: screen.compare_all_guidelines(),
        separated=True,
    )
    full_screen = Command("&View", "&Full screen", window.toggle_full_screen, ("F11",), separated=True)
    return [*sizes, guidelines, full_screen]


def _visit(window: CommandedWindow) -> list[Command]:
    steps = [
        _in_visit(
            window, "V&isit", step_command(number), methodcaller("go_to_number", number), f"Ctrl+{number}"
        )
        for number in range(1, MOST_STEPS + 1)
    ]
    return [
        *steps,
        _in_visit(
            window,
            "V&isit",
            "&Continue",
            lambda screen: screen.next_step(),
            "Ctrl+Return",
            "Ctrl+Enter",
            separated=True,
        ),
        _in_visit(window, "V&isit", "&Back", lambda screen: screen.back(), "Alt+Left"),
        _in_visit(window, "V&isit", "&Next unanswered", lambda screen: screen.go_to_unanswered(), "F8"),
        _in_visit(
            window,
            "V&isit",
            "&Previous unanswered",
            lambda screen: screen.go_to_unanswered(backwards=True),
            "Shift+F8",
        ),
        _in_visit(
            window, "V&isit", "&Why is this asked?", lambda screen: screen.explain(), "F4", separated=True
        ),
        _in_visit(
            window, "V&isit", "What do &guidelines say?", lambda screen: screen.compare_guidelines(), "F3"
        ),
        _in_visit(
            window, "V&isit", "&Show options to the patient", lambda screen: screen.show_patient(), "F9"
        ),
    ]


def _help(window: CommandedWindow) -> list[Command]:
    return [
        Command("&Help", "&Keyboard map", window.show_keyboard_map, ("F1",)),
        Command("&Help", "&About", window.show_about),
    ]


def _in_visit(
    window: CommandedWindow,
    menu: str,
    text: str,
    act: InVisit,
    *keys: str,
    separated: bool = False,
) -> Command:
    return Command(menu, text, window.in_visit(act), keys, in_visit=True, separated=separated)
