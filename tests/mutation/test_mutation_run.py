"""The mutation run notices what the checks notice, and reports what they do not."""

from __future__ import annotations

import pytest

from desktop_app.content.pack import load_packaged_content
from desktop_app.domain.knowledge import KnowledgeBase
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.killing import Trial
from tests.mutation.mutants import Mutant, mutants
from tests.spec.medication_rules.checks import FIRES, SILENT


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_packaged_content()


@pytest.fixture(scope="module")
def of_one_rule(knowledge: KnowledgeBase) -> list[Mutant]:
    """Every mutant of the rule on the age of 18."""
    return [
        item for item in mutants(knowledge) if (item.section, item.entry) == ("medication_rules", "GEN-01")
    ]


def test_mutants_of_a_rule_hold_each_kind_of_error(of_one_rule: list[Mutant]) -> None:
    changes = {mutant.change for mutant in of_one_rule}

    assert {"deleted", "severity contraindicated -> avoid"} <= changes
    assert {change for change in changes if "age" in change} == {
        "when.age lt 18 -> 17",
        "when.age lt 18 -> 19",
        "when.age lt 18 -> le 18",
    }


def test_checks_of_the_rule_notice_every_mutant_of_it(of_one_rule: list[Mutant]) -> None:
    checks = [check for check in (*FIRES, *SILENT) if check.about == "GEN-01"]

    assert list(Trial(of_one_rule, checks).survivors()) == []


def test_mutants_that_no_check_is_about_are_reported_as_survivors(of_one_rule: list[Mutant]) -> None:
    checks = [check for check in FIRES if check.about == "GEN-02"]

    assert list(Trial(of_one_rule, checks).survivors()) == of_one_rule


def test_mutants_known_as_equivalent_exist(knowledge: KnowledgeBase) -> None:
    assert EQUIVALENT.keys() <= {mutant.name for mutant in mutants(knowledge)}
