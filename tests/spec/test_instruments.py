"""Scores, bands, parts and verdicts of the measuring instruments are those of the reference at each border."""

from __future__ import annotations

from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.checks import Check, each
from tests.spec.conftest import Evaluate
from tests.spec.instrument_table import BANDS, CHANGES, SCORES


@each(SCORES)
def test_score_at_the_border_is_that_of_the_reference(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


def test_tables_name_every_instrument_and_limit_of_change(knowledge: KnowledgeBase) -> None:
    instruments = knowledge.instruments
    assert {measure for measure, *_ in BANDS} == {item.measure for item in instruments}
    assert {measure for measure, *_ in CHANGES} == {item.measure for item in instruments if item.change}
