"""What must hold for every consultation: wishes lift no block, and nothing worse ever opens a therapy."""

from __future__ import annotations

from functools import cache
from itertools import islice
from random import Random
from typing import Final

import pytest

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import with_value
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from tests.spec.generated_consultations import bordering, generated
from tests.spec.therapy_patients import clinical, found
from tests.spec.therapy_rule_table import ALL

_GRADES: Final = {"contraindicated": 2, "avoid": 1}
_SEED: Final = 5


@cache
def consultations() -> tuple[Consultation, ...]:
    return tuple(from_json_dict(case) for case in (*bordering(_SEED, 60), *generated(_SEED, 60)))


def grades(evaluation: Evaluation) -> dict[str, int]:
    """0 open, 1 avoid, 2 contraindicated."""
    return {name: _GRADES.get(item.status, 0) for name, item in found(evaluation).items()}


@pytest.mark.parametrize("wish", ["want", "decline"])
def test_no_wish_changes_what_is_blocked_nor_opens_what_is_not_recommended_or_waits(wish: str) -> None:
    for consultation in consultations():
        plain = found(clinical().evaluate(consultation))
        wished = with_value(consultation, "preferences", dict.fromkeys(ALL, wish))

        for name, item in found(clinical().evaluate(wished)).items():
            assert item.tier == plain[name].tier
            if plain[name].status not in ("offered", "more_options", "declined"):
                assert item.status == plain[name].status
            elif wish == "decline":
                assert item.status == "declined"


def test_order_of_a_wanted_therapy_never_crosses_its_tier() -> None:
    random = Random(_SEED)
    for consultation in consultations():
        wished = with_value(consultation, f"preferences.{random.choice(ALL)}", "want")
        tiers = [item.tier or 9 for item in clinical().evaluate(wished).therapies]

        assert tiers == sorted(tiers)


def test_one_more_condition_never_opens_a_therapy() -> None:
    random = Random(_SEED)
    conditions = [item.key for item in clinical().compiled.knowledge.conditions]
    for consultation in islice(consultations(), 0, None, 2):
        before = grades(clinical().evaluate(consultation))
        for condition in random.sample(conditions, 6):
            after = grades(clinical().evaluate(with_value(consultation, f"conditions.{condition}", "yes")))

            opened = [name for name, grade in before.items() if after[name] < grade]
            assert opened == [], condition


def test_suggestions_are_few_offered_and_within_reach() -> None:
    for consultation in consultations():
        shown = [item for item in clinical().evaluate(consultation).therapies if item.suggested]

        assert len(shown) <= 5
        assert all(item.status == "offered" and item.tier in (1, 2) for item in shown)


def test_status_follows_from_the_gravest_issue_and_each_has_its_reason() -> None:
    for consultation in consultations():
        for item in clinical().evaluate(consultation).therapies:
            whole = [issue for issue in item.issues if issue.variant is None]
            worst = max(
                (issue.severity.word for issue in whole), key=lambda w: _GRADES.get(w, 0), default="none"
            )

            assert _GRADES.get(item.status, 0) == _GRADES.get(worst, 0)
            assert (item.reason is None) == (item.status in ("offered", "more_options"))
