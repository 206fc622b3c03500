"""Which medicines are suggested and in which order (medication reference 4.1 to 4.4)."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.medication_content import Severity
from tests.unit.engine.shipped import evaluated, medicine, medicines, rules, suggested

NOTHING_ELSE = {
    "conditions_reviewed": "yes",
    "allergies": {"reviewed": "yes"},
    "current_medications": medicines(),
    "labs": {"egfr": 90},
}
ACUTE = {"onset_date": "2026-11-10"}
CHRONIC = {"onset_date": "2026-01-01"}
ORDER = [
    "ibuprofen",
    "naproxen",
    "acetaminophen",
    "diclofenac_topical",
    "lidocaine_topical",
    "capsaicin_topical",
]


def suggestions(**groups: Any) -> list[str]:
    return suggested(found(**groups))


def found(**groups: Any) -> Evaluation:
    return evaluated(**(NOTHING_ELSE | {"problem": ACUTE, "measures": {"now": {"nrs_back": 6}}} | groups))


def tried(*entries: tuple[str, float | None, str | None]) -> list[dict[str, Any]]:
    return [{"treatment": drug, "weeks": weeks, "result": result} for drug, weeks, result in entries]


def test_healthy_adult_with_acute_pain_gets_the_list_of_the_reference() -> None:
    assert suggestions() == [*ORDER, "methocarbamol", "cyclobenzaprine", "celecoxib", "meloxicam"]
    assert found().first_suggestion == "ibuprofen"


def test_list_says_for_which_pain_it_is() -> None:
    assert found().suggested_for == "Acute or subacute pain without nerve-root pain"
    assert found(problem=CHRONIC).suggested_for == "Chronic pain without nerve-root pain"


def test_acetaminophen_as_first_suggestion_says_that_its_benefit_is_small() -> None:
    older = found(patient={"birth_date": "1958-01-01"})

    assert older.first_suggestion == "acetaminophen"
    assert older.first_suggestion_because == ("Small or no benefit shown in trials; chosen for safety.",)


def test_risk_of_the_heart_puts_naproxen_first() -> None:
    assert suggestions(conditions={"cv_risk_factors": "yes"})[-2:] != ["ibuprofen", "naproxen"]
    order = suggestions(conditions={"cv_risk_factors": "yes"})
    assert order.index("naproxen") < order.index("ibuprofen")


def test_demoted_medicines_go_behind_the_last_topical_in_their_own_order() -> None:
    order = suggestions(patient={"birth_date": "1958-01-01"})  # 68: a caution that demotes (NS-52)

    assert "NS-52" in rules(medicine(found(patient={"birth_date": "1958-01-01"}), "ibuprofen"))
    assert order[:6] == ["acetaminophen", *ORDER[3:], "ibuprofen", "naproxen"]


def test_medicine_already_behind_the_topicals_keeps_its_place_when_demoted() -> None:
    order = suggestions(patient={"birth_date": "1958-01-01"})

    assert order.index("celecoxib") > order.index("naproxen")
    assert order.index("celecoxib") < order.index("meloxicam")


@pytest.mark.parametrize(
    ("entry", "gone"),
    [
        (("ibuprofen", 2, "no_change"), ["ibuprofen"]),
        (("ibuprofen", 1.9, "no_change"), []),
        (("ibuprofen", None, "no_change"), []),
        (("ibuprofen", None, "worse"), ["ibuprofen"]),
        (("ibuprofen", 0, "not_tolerated"), ["ibuprofen"]),
        (("ibuprofen", 8, "helped"), []),
        (("ibuprofen", 8, None), []),
        (("methocarbamol", 1, "no_change"), ["methocarbamol"]),
        (("methocarbamol", 0.5, "no_change"), []),
        (("acetaminophen", 2, "no_change"), ["acetaminophen"]),
        (("EXERCISE_SUPERVISED", 8, "no_change"), []),
    ],
)
def test_failed_medicine_is_not_suggested_again(
    entry: tuple[str, float | None, str | None], gone: list[str]
) -> None:
    assert set(suggestions()) - set(suggestions(tried=tried(entry))) == set(gone)


def test_two_failed_oral_nsaids_end_every_oral_nsaid() -> None:
    order = suggestions(tried=tried(("ibuprofen", 3, "no_change"), ("naproxen", None, "not_tolerated")))

    assert set(order).isdisjoint({"ibuprofen", "naproxen", "celecoxib", "meloxicam", "diclofenac"})
    assert "diclofenac_topical" in order


def test_duloxetine_needs_8_weeks_to_fail() -> None:
    chronic = {"problem": CHRONIC}
    assert "duloxetine" in suggestions(**chronic, tried=tried(("duloxetine", 7.9, "no_change")))
    assert "duloxetine" not in suggestions(**chronic, tried=tried(("duloxetine", 8, "no_change")))


def test_entry_in_brackets_is_listed_but_never_suggested() -> None:
    radicular = {"problem": ACUTE, "answers": {"RF-N3": "yes"}}

    assert medicine(found(**radicular), "gabapentin").severity < Severity.AVOID
    assert "gabapentin" not in suggestions(**radicular)
    assert set(suggestions(**radicular)).isdisjoint({"methocarbamol", "cyclobenzaprine"})


def test_relaxant_with_a_sedating_medicine_is_listed_but_not_suggested() -> None:
    sedated = {"current_medications": medicines("alcohol")}

    assert "GEN-10" in rules(medicine(found(**sedated), "methocarbamol"))
    assert set(suggestions(**sedated)).isdisjoint({"methocarbamol", "cyclobenzaprine"})


@pytest.mark.parametrize("class_problem", [{}, {"onset_date": "2026-10-01"}])
def test_relaxants_are_suggested_in_acute_pain_only(class_problem: dict[str, str]) -> None:
    assert set(suggestions(problem=class_problem)).isdisjoint({"methocarbamol", "cyclobenzaprine"})


def test_acetaminophen_is_not_suggested_where_other_products_reach_the_maximum() -> None:
    def taking(dose: int) -> list[str]:
        return suggestions(current_medications=medicines({"name": "Tylenol", "dose_mg": dose, "per_day": 4}))

    assert "acetaminophen" in taking(990)
    assert "acetaminophen" not in taking(1000)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"measures": {"now": {"nrs_back": 3}}}, "back pain is recorded and no pain score is above 3"),
        ({"problem": ACUTE | {"patient_says": "better"}, "measures": {}}, "change since baseline: improved"),
        ({"problem": CHRONIC}, "duration: chronic"),
        ({"decisions": {"no_medication": "yes"}}, "no medicine is wanted"),
    ],
)
def test_no_medicine_comes_first_where_none_is_the_right_start(changed: dict[str, Any], reason: str) -> None:
    evaluation = found(**changed)

    assert evaluation.first_suggestion == "no_medication"
    assert reason in evaluation.first_suggestion_because


def test_chronic_pain_after_an_active_therapy_gets_a_medicine() -> None:
    walked = tried(("WALKING", 4, "no_change"))

    assert found(problem=CHRONIC, tried=walked).first_suggestion == "ibuprofen"
    assert found(problem=CHRONIC, tried=tried(("REMAIN_ACTIVE", 4, None))).first_suggestion == "no_medication"


def test_no_medicine_comes_first_where_every_candidate_is_blocked() -> None:
    minor = found(patient={"birth_date": "2010-01-01"})
    emergency = found(answers={"RF-C1": "yes"})

    assert emergency.first_suggestion == "no_medication"
    assert emergency.first_suggestion_because != ()
    assert suggested(emergency) == suggested(minor) == []


@pytest.mark.parametrize(
    ("current", "dose", "times"),
    [
        ([], 1000, 3),
        ([{"name": "Tylenol", "dose_mg": 500, "per_day": 2}], 1000, 3),
        ([{"name": "Tylenol", "dose_mg": 500, "per_day": 4}], 1000, 2),
        ([{"name": "Tylenol", "dose_mg": 1000, "per_day": 3}], 1000, 1),
        ([{"name": "Tylenol", "dose_mg": 500, "per_day": 7}], 500, 1),
        ([{"name": "Tylenol", "dose_mg": 600, "per_day": 6}], None, None),
    ],
)
def test_proposed_acetaminophen_stays_within_what_other_products_leave(
    current: list[Any], dose: float | None, times: int | None
) -> None:
    limits = medicine(found(current_medications=medicines(*current)), "acetaminophen").dose

    assert limits is not None
    assert (limits.default_dose_mg, limits.default_times_per_day) == (dose, times)
    assert limits.max_mg_per_day == 4000


def test_unknown_fact_is_asked_for_only_while_it_could_decide() -> None:
    open_ = medicine(evaluated(problem=ACUTE), "ibuprofen")
    blocked = medicine(evaluated(problem=ACUTE, answers={"RF-C1": "yes"}), "ibuprofen")

    assert open_.needs_answer != ()
    assert blocked.needs_answer == ()


@pytest.mark.parametrize(
    ("groups", "blocked"),
    [({}, False), ({"labs": {"egfr": 20}}, True), ({"conditions": {"hx_peptic_ulcer": "yes"}}, False)],
)
def test_handout_warns_of_oral_nsaids_only_where_every_one_is_contraindicated(
    groups: dict[str, Any], blocked: bool
) -> None:
    assert ("H_MED_NSAID_BLOCKED" in found(**groups).handout.snippets) is blocked
