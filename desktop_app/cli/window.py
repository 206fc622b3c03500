"""Without a command: the window. The only command that imports Qt, and only when it runs."""

from __future__ import annotations

import argparse


def run(arguments: argparse.Namespace) -> int:
    """Open the window and return its exit code when it is closed."""
    from desktop_app.composition.window import open_window

    return open_window(demo=arguments.demo, data_dir=arguments.data_dir)
