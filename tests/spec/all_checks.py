"""Every check of the tests on the shipped content that is data and a predicate, in one place."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from tests.spec import (
    consequence_borders,
    contradiction_borders,
    dose_table,
    instrument_table,
    prompt_borders,
    suggestion_borders,
    therapy_checks,
    therapy_tier_table,
    triage_borders,
)
from tests.spec.assessment_oracle import assess
from tests.spec.checks import Check
from tests.spec.compared_assessment import as_assessment
from tests.spec.generated_consultations import bordering, generated
from tests.spec.medication_rules import checks as medication_checks

ORACLE = "oracle"
_SEED, _BORDERING, _GENERATED = 1, 1500, 300


def all_checks() -> tuple[Check, ...]:
    """The tables first, which are precise; the second implementation of the assessment last, which is broad."""
    return (*table_checks(), *_oracle_checks())


def table_checks() -> tuple[Check, ...]:
    """Every row of the tables."""
    return (
        *triage_borders.FIRES,
        *triage_borders.SILENT,
        *triage_borders.IN_TIME,
        *medication_checks.FIRES,
        *medication_checks.SILENT,
        *medication_checks.ASKED,
        *dose_table.FOR_EVERYONE,
        *dose_table.FOR_SOME,
        *dose_table.LIFTED,
        *dose_table.SIGNED,
        *suggestion_borders.SUGGESTED,
        *suggestion_borders.TOTALS,
        *consequence_borders.SHOWN,
        *consequence_borders.HIDDEN,
        *contradiction_borders.NAMED,
        *contradiction_borders.SILENT,
        *prompt_borders.SHOWN,
        *prompt_borders.HIDDEN,
        *instrument_table.SCORES,
        *therapy_checks.FIRES,
        *therapy_checks.SILENT,
        *therapy_tier_table.TIERS_OF_STATES,
        *therapy_tier_table.MOVED,
    )


def _oracle_checks() -> Iterator[Check]:
    """The first of the consultations on which the tests compare both implementations of the assessment."""
    for case in (*bordering(_SEED, _BORDERING), *generated(_SEED, _GENERATED)):
        yield Check(ORACLE, case, _compared, assess(from_json_dict(case)))


def _compared(evaluation: Evaluation) -> object:
    return as_assessment(evaluation)
