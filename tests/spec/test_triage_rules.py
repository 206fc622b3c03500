"""Each triage rule fires on its condition and stays silent just beside its border."""

from __future__ import annotations

from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.checks import Check, each
from tests.spec.conftest import Evaluate
from tests.spec.generated_consultations import quiet
from tests.spec.triage_borders import BORDERS, FIRES, IN_TIME, SILENT


@each(FIRES)
def test_triage_rule_on_its_condition_fires_with_its_class(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


@each(SILENT)
def test_triage_rule_beside_its_border_is_silent(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


@each(IN_TIME)
def test_triage_rule_asks_for_its_tests_and_actions_in_time(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


def test_borders_name_every_rule_of_the_content(knowledge: KnowledgeBase) -> None:
    assert {border.rule for border in BORDERS} == {rule.id for rule in knowledge.triage_rules}


def test_quiet_consultation_fires_nothing(evaluated: Evaluate) -> None:
    triage = evaluated(quiet()).triage
    assert (triage.triage_class, triage.rules, triage.unanswered) == ("NO_FLAG", (), ())
