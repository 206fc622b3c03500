"""Each handout sentence that serves a starting statement is in the handout on its condition, and not beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.generated_consultations import edited, quiet
from tests.spec.visit_edits import DERMATOMAL, Edits, aged, answered, since, weak_left

Evaluate = Callable[[Mapping[str, Any]], Evaluation]


class Border(NamedTuple):
    """Edits of a quiet consultation (a man of 40, pain for 10 days) with and without the snippet."""

    snippet: str
    shown: Edits
    hidden: Edits


def _chosen(drug: str) -> Edits:
    choice = {"drug": drug, "dose_mg": 100, "times_per_day": 2, "days": 5}
    return {"decisions.medications": [choice]}


def _therapies(*chosen: str) -> Edits:
    return {"decisions.therapies": list(chosen)}


EMERGENCY = answered("RF-C2")
WORKUP = answered("RF-F5")
TESTS_ONLY = answered("RF-M2") | aged(51)
MRC_4 = weak_left(4, "great_toe_extension")
MEDIUM_RISK = {"measures.now.start_back": {"total": 4, "psych": 3}}
LOW_RISK = {"measures.now.start_back": {"total": 3, "psych": 3}}

BORDERS: tuple[Border, ...] = (
    Border("H_MAIN_NEW", since(84), since(85)),
    Border("H_MAIN_CHRONIC", since(85), since(84)),
    Border("H_MAIN_URGENT", EMERGENCY, WORKUP),
    Border("H_MAIN_WORKUP", WORKUP, TESTS_ONLY),
    Border("H_FOUND_NONSPEC", {}, TESTS_ONLY),
    Border("H_FOUND_RADIC", DERMATOMAL, {"exam.leg_pain_dermatomal": "yes"}),
    Border("H_FOUND_DEFICIT", MRC_4, DERMATOMAL),
    Border("H_FOUND_ACUTE", since(27), since(28)),
    Border("H_FOUND_SUBACUTE", since(28), since(27)),
    Border("H_FOUND_CHRONIC", since(85), since(84)),
    Border("H_FOUND_NOIMG", {}, TESTS_ONLY),
    Border("H_FOUND_IMG", TESTS_ONLY, {}),
    Border("H_FOUND_SCORE", {}, {"measures": {}}),
    Border("H_FOUND_EMERG", EMERGENCY, answered("RF-V1")),
    Border("H_FOUND_WORKUP", TESTS_ONLY, {}),
    Border("H_DO_ACTIVE", {}, WORKUP),
    Border("H_DO_HURT_HARM", {}, WORKUP),
    Border("H_DO_NOBED", {}, WORKUP),
    Border("H_DO_HEAT", _therapies("HEAT"), _therapies("WALKING")),
    Border("H_DO_MOOD", MEDIUM_RISK, LOW_RISK),
    Border("H_MED_STOPDATE", _chosen("naproxen"), _chosen("duloxetine")),
    Border("H_MED_NSAID_HOW", _chosen("naproxen"), _chosen("acetaminophen")),
    Border("H_MED_NSAID_STOP", _chosen("naproxen"), _chosen("acetaminophen")),
    Border("H_MED_NSAID_COMBINE", _chosen("naproxen"), _chosen("acetaminophen")),
    Border("H_MED_NSAID_BLOCKED", {"labs": {"egfr": 29}}, {"labs": {"egfr": 30}}),
    Border("H_MED_SMR", _chosen("cyclobenzaprine"), _chosen("naproxen")),
    Border("H_MED_GABA", _chosen("gabapentin"), _chosen("duloxetine")),
    Border("H_MED_OPIOID", _chosen("tramadol"), _chosen("gabapentin")),
    Border("H_TX_INTRO", _therapies("YOGA"), {}),
    Border("H_MOVE_CHANGE", {}, WORKUP),
    Border("H_MOVE_LIFT", {}, WORKUP),
    Border("H_MOVE_SIT", {"conditions.sitting_job": "yes"}, {"conditions.sitting_job": "no"}),
    Border("H_MOVE_WALK", _therapies("WALKING"), _therapies("YOGA")),
    Border("H_ER_BLEED", _chosen("naproxen"), _chosen("acetaminophen")),
    Border("H_ER_SLEEPY", _chosen("cyclobenzaprine"), _chosen("naproxen")),
    Border("H_CALL_NOBETTER", {}, WORKUP),
    Border("H_CALL_LEG", {}, DERMATOMAL),
    Border("H_CALL_LEGMORE", DERMATOMAL, {}),
    Border("H_CALL_MOOD", MEDIUM_RISK, LOW_RISK),
    Border("H_NEXT_WHAT", {}, WORKUP),
    Border("H_NEXT_4W", since(84), since(85)),
    Border("H_NEXT_12W", since(85), since(84)),
    Border("H_NEXT_REFER", MRC_4, {}),
    Border("H_TB_INTRO", {}, WORKUP),
)

ALWAYS = (
    *("H_ER_TITLE", "H_ER_BLADDER", "H_ER_SADDLE", "H_ER_WEAK", "H_ER_SELFHARM"),
    *("H_CALL_TITLE", "H_CALL_WORSE", "H_NEXT_DATE", "H_SIGN_NOTE"),
)


@pytest.mark.parametrize("border", BORDERS, ids=lambda border: border.snippet)
def test_snippet_on_its_condition_is_in_the_handout(border: Border, evaluated: Evaluate) -> None:
    assert border.snippet in evaluated(edited(quiet(), border.shown)).handout.snippets


@pytest.mark.parametrize("border", BORDERS, ids=lambda border: border.snippet)
def test_snippet_beside_its_condition_is_not_in_the_handout(border: Border, evaluated: Evaluate) -> None:
    assert border.snippet not in evaluated(edited(quiet(), border.hidden)).handout.snippets


@pytest.mark.parametrize("snippet", ALWAYS)
@pytest.mark.parametrize("patient", [{}, WORKUP], ids=["quiet", "waiting for tests"])
def test_snippet_for_everybody_is_in_the_handout(snippet: str, patient: Edits, evaluated: Evaluate) -> None:
    assert snippet in evaluated(edited(quiet(), patient)).handout.snippets


def test_snippets_that_serve_a_statement_are_all_checked(knowledge: KnowledgeBase) -> None:
    serving = {snippet.id for snippet in knowledge.handout_snippets if snippet.seeds}
    assert serving == {*ALWAYS, *(border.snippet for border in BORDERS)}
