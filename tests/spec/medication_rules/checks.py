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
from tests.spec.medication_rules.patients import Traits, patient
from tests.spec.medication_rules.rows import FEMALE

ROWS: Final = (
    *general.ROWS,
    *nsaids.ROWS,
    *nsaids_with_others.ROWS,
    *antidepressants.ROWS,
    *sedatives.ROWS,
    *opioids.ROWS,
)

_QUESTIONS: Final[tuple[tuple[str, str, str, Traits, bool], ...]] = (
    ("NS-14", "ibuprofen", "eGFR", {"age": 65}, True),
    ("NS-14", "ibuprofen", "eGFR", {"age": 64}, False),
    ("BA-01", "baclofen", "eGFR", {"age": 65}, True),
    ("BA-01", "baclofen", "eGFR", {"age": 64}, False),
    ("DU-04", "duloxetine", "creatinine clearance", {"age": 65}, True),
    ("DU-04", "duloxetine", "creatinine clearance", {"age": 64}, False),
    ("GB-05", "gabapentin", "creatinine clearance", {"age": 65, "radicular": True}, True),
    ("GB-05", "gabapentin", "creatinine clearance", {"age": 64, "radicular": True}, False),
    ("GB-16", "gabapentin", "pregnant", {"sex": FEMALE, "age": 55, "radicular": True}, True),
    ("GB-16", "gabapentin", "pregnant", {"sex": FEMALE, "age": 56, "radicular": True}, False),
    *(
        (rule, drug, label, Traits(sex=FEMALE, age=age), age < 56)
        for rule, drug, label in (
            ("NS-46", "ibuprofen", "weeks of pregnancy"),
            ("MR-08", "methocarbamol", "pregnant"),
            ("DU-18", "duloxetine", "pregnant"),
        )
        for age in (55, 56)
    ),
)
"""A rule, one of its medicines, a fact, a patient of whom it is not known, and whether it is asked for."""


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


def _asks(drug: str, fact: str) -> Callable[[Evaluation], bool]:
    return lambda evaluation: any(
        fact in medicine.needs_answer for medicine in evaluation.medications if medicine.drug == drug
    )


ASKED: Final = tuple(
    Check(rule, patient(**traits), _asks(drug, fact), asked) for rule, drug, fact, traits, asked in _QUESTIONS
)
