"""A button with its words, its name and what it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton


def push_button(
    words: str, name: str, act: Callable[[], object], *, kind: str = "", pressed_by_enter: bool = True
) -> QPushButton:
    """``name`` is what tests and style sheets call it, ``kind`` how it looks.

    Without ``pressed_by_enter``, Enter goes to the default button of the dialog, wherever the keyboard is.
    """
    button = QPushButton(words)
    button.setObjectName(name)
    button.setProperty("kind", kind)
    if not pressed_by_enter:
        button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: act())
    return button
