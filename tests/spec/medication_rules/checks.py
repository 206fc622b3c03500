"""The tables on medication rules as checks: each rule at its border, and just beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop_app.domain.evaluation import Evaluation
from tests.spec.checks import Check
from tests.spec.medication_rules import (
    antidepressants,
    general,
    nsaids,
    nsaids_with_others,
    opioids,
    sedatives,
)

ROWS: Final = (
    *general.ROWS,
    *nsaids.ROWS,
    *nsaids_with_others.ROWS,
    *antidepressants.ROWS,
    *sedatives.ROWS,
    *opioids.ROWS,
)


def spoken(rule: str) -> Callable[[Evaluation], dict[str, str]]:
    """The medicines for which the rule speaks, with its level."""
    return lambda evaluation: {
        medicine.drug: issue.severity.word
        for medicine in evaluation.medications
        for issue in medicine.issues
        if issue.rule == rule
    }


FIRES: Final = tuple(
    Check(row.rule, case, spoken(row.rule), dict.fromkeys(row.targets, row.severity))
    for row in ROWS
    for case in row.fires
)
SILENT: Final = tuple(Check(row.rule, case, spoken(row.rule), {}) for row in ROWS for case in row.silent)
