"""``content check``: every problem of a content folder, each with file and line."""

from __future__ import annotations

import argparse
from datetime import date

from desktop_app.cli.parser import FAILED, OK
from desktop_app.composition.clinical import check_content


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 if there is any problem."""
    problems = check_content(arguments.folder, date.today())
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems found." if problems else "No problems found.")
    return FAILED if problems else OK
