"""``content check``: every problem of a content folder, each with file and line."""

from __future__ import annotations

import argparse

from desktop_app.cli.parser import FAILED, OK
from desktop_app.composition.clinical import check_content
from desktop_app.composition.clock import now


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 if there is any problem."""
    problems = check_content(arguments.folder, now().date())
    for problem in problems:
        print(problem)
    print(f"{len(problems) or 'No'} {'problem' if len(problems) == 1 else 'problems'} found.")
    return FAILED if problems else OK
