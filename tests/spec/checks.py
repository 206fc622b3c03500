"""A check: one consultation, what to look at in its evaluation, and what the reference says it must be.

The tests run every check on the shipped content. The mutation run (`python -m tests.mutation`) runs the same checks
on content with one deliberate error, and expects at least one of them to fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pytest

from desktop_app.domain.evaluation import Evaluation

Case = dict[str, Any]


class Check(NamedTuple):
    """``about`` is the rule, medicine or therapy that the check was written for."""

    about: str
    case: Case
    found: Callable[[Evaluation], object]
    expected: object


def each(checks: Iterable[Check]) -> pytest.MarkDecorator:
    """Parametrizes a test over checks, each named by what it is about."""
    named = [pytest.param(check, id=f"{check.about}-{place}") for place, check in enumerate(checks)]
    return pytest.mark.parametrize("check", named)
