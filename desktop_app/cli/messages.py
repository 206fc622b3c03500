"""What the commands say on standard error: sentences, never a traceback."""

from __future__ import annotations

import sys

from desktop_app.domain.errors import LumbarPathwayError, PlanRefusedError, ProblemsError


def complain(error: LumbarPathwayError) -> None:
    """Print what happened and what to do, one line for each problem."""
    for line in lines_of(error):
        print(line, file=sys.stderr)


def lines_of(error: LumbarPathwayError) -> list[str]:
    """The sentences of an error, one for each thing to mend."""
    if isinstance(error, ProblemsError) and error.problems:
        return [str(problem) for problem in error.problems]
    if isinstance(error, PlanRefusedError):
        return [error.sentence, *(f"- {reason}" for reason in error.reasons)]
    return [f"{error.sentence} {error.remedy}".strip()]
