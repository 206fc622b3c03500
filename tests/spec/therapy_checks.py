"""The table on therapy rules as checks: each rule for its patient, and its silence for the neighbour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop_app.domain.evaluation import Evaluation
from tests.spec.checks import Check
from tests.spec.therapy_patients import plain, touched
from tests.spec.therapy_rule_table import RULES


def _touched_by(rule: str) -> Callable[[Evaluation], object]:
    return lambda evaluation: touched(evaluation, rule)


_FOR_EVERYBODY: Final = Check(
    "CX_LLLT_EYE", plain({}), _touched_by("CX_LLLT_EYE"), {"LLLT": ("caution", None)}
)
FIRES: Final = (
    _FOR_EVERYBODY,
    *(
        Check(
            rule.id,
            plain(rule.fires),
            _touched_by(rule.id),
            dict.fromkeys(rule.therapies, (rule.severity, rule.variant)),
        )
        for rule in RULES
    ),
)
SILENT: Final = tuple(Check(rule.id, plain(rule.silent), _touched_by(rule.id), {}) for rule in RULES)
