"""Nonpharmacologic care: tiers, blocks, variants, preference and order (therapy reference 3.3)."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.evaluation import Evaluation
from tests.unit.engine.shipped import evaluated, therapy

CHRONIC = {"onset_date": "2026-01-01"}


def chronic(**groups: Any) -> Evaluation:
    return evaluated(problem=CHRONIC, **groups)


def places(found: Evaluation) -> list[str]:
    return [item.therapy for item in found.therapies]


def test_list_is_numbered_in_the_order_of_tiers() -> None:
    found = chronic()
    tiers = [item.tier or 9 for item in found.therapies]

    assert [item.rank for item in found.therapies] == list(range(1, len(found.therapies) + 1))
    assert tiers == sorted(tiers)


@pytest.mark.parametrize("wish", ["want", "decline"])
def test_preference_moves_only_inside_its_own_tier(wish: str) -> None:
    found = chronic(preferences={"YOGA": wish})
    yoga, plain = therapy(found, "YOGA"), therapy(chronic(), "YOGA")

    assert yoga.tier == plain.tier
    assert yoga.status == ("declined" if wish == "decline" else plain.status)
    if wish == "want":
        same_tier = [item.therapy for item in found.therapies if item.tier == yoga.tier]
        assert same_tier[0] == "YOGA"


def test_wish_lifts_no_block_and_moves_nothing_that_is_not_recommended() -> None:
    wanted = chronic(preferences={"TRACTION": "want", "SMT": "want"}, answers={"RF-C1": "yes"})

    assert therapy(wanted, "SMT").status == "contraindicated"
    assert therapy(chronic(preferences={"TRACTION": "want"}), "TRACTION").status == "not_recommended"


def test_caution_goes_behind_what_needs_no_care_in_the_same_tier() -> None:
    found = chronic(answers={"RF-N3": "yes"})
    careful = {
        item.therapy: any(i.severity >= 2 and i.variant is None for i in item.issues)
        for item in found.therapies
    }
    for tier in (1, 2, 3):
        flags = [careful[item.therapy] for item in found.therapies if item.tier == tier]
        assert flags == sorted(flags)


def test_therapy_is_blocked_only_where_every_variant_is() -> None:
    paced = therapy(chronic(conditions={"pacemaker_icd": "yes"}), "ACUPUNCTURE")

    assert any(issue.variant == "electro" for issue in paced.issues)
    assert paced.status in ("offered", "more_options")
    assert paced.reason is None


def test_caution_of_one_variant_does_not_move_the_therapy_down() -> None:
    plain, paced = chronic(), chronic(conditions={"pacemaker_icd": "yes"})

    assert places(paced).index("ACUPUNCTURE") == places(plain).index("ACUPUNCTURE")


def test_blocked_therapy_gives_the_rule_of_the_whole_therapy_as_its_reason() -> None:
    found = therapy(chronic(answers={"RF-C1": "yes"}), "ACUPUNCTURE")

    assert found.status == "contraindicated"
    assert found.reason == found.issues[0].rule
    assert found.issues[0].variant is None


@pytest.mark.parametrize(
    ("score", "tier"), [({}, 2), ({"total": 5, "psych": 2}, 2), ({"total": 6, "psych": 4}, 1)]
)
def test_high_psychosocial_risk_raises_the_tier(score: dict[str, int], tier: int) -> None:
    plain = therapy(chronic(measures={"now": {"start_back": score}}), "CBT")

    assert plain.tier is not None
    assert plain.tier <= tier


def test_rehabilitation_is_tier_1_only_at_high_risk_after_a_failed_treatment() -> None:
    high = {"now": {"start_back": {"total": 6, "psych": 4}}}
    failed = [{"treatment": "WALKING", "weeks": 6, "result": "no_change"}]

    def tier(**groups: Any) -> int | None:
        return therapy(chronic(**groups), "INTERDISC_REHAB").tier

    assert tier(measures=high, tried=failed) == 1
    assert (tier(measures=high), tier(tried=failed)) == (2, 2)


def test_manipulation_waits_for_the_tests_of_an_age_flag() -> None:
    course = {"onset_date": "2026-10-01", "treatment_started": "2026-10-01", "patient_says": "same"}
    older = evaluated(patient={"birth_date": "1970-01-01"}, problem=course)

    assert "TR-15" in [rule.id for rule in older.triage.rules]
    assert therapy(older, "SMT").status == "not_yet"
    assert not older.hold


def test_therapy_without_access_stays_in_the_list() -> None:
    found = therapy(chronic(access={"CBT": "no"}), "CBT")

    assert (found.available, found.status) == (False, therapy(chronic(), "CBT").status)
    assert therapy(chronic(access={"CBT": "not_assessed"}), "CBT").available


def test_refused_wish_is_told_on_the_handout_unless_it_was_chosen_all_the_same() -> None:
    wish = {"preferences": {"TRACTION": "want"}}

    assert "H_TX_NOT" in chronic(**wish).handout.snippets
    assert "H_TX_NOT" not in chronic(**wish, decisions={"therapies": ["TRACTION"]}).handout.snippets
    assert "H_TX_NOT" not in chronic().handout.snippets


def test_return_to_work_is_listed_for_those_who_work() -> None:
    working = evaluated(problem=CHRONIC | {"works": "yes"})

    assert "RETURN_TO_WORK" in places(working)
    assert "RETURN_TO_WORK" not in places(chronic())


@pytest.mark.parametrize(
    ("answers", "gate", "sections"),
    [
        ({}, "ok", {0, 2, 6, 7, 8, 10}),
        ({"RF-C1": "yes"}, "emergency", {0, 1, 6, 10}),
        ({"RF-F5": "yes"}, "urgent_workup", {0, 1, 3, 6, 7, 8, 10}),
    ],
)
def test_handout_has_the_sections_of_its_gate(answers: dict[str, str], gate: str, sections: set[int]) -> None:
    found = evaluated(answers=answers)

    assert found.gate == gate
    assert sections <= set(found.handout.sections)
    if gate != "ok":
        assert set(found.handout.sections) <= sections
