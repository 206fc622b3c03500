"""What current medicines say: daily totals, morphine equivalents, dose switches, duplicates, stopped ones."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.engine.shipped import evaluated, medicine, medicines, rules


def mme(*entries: Any, reviewed: str = "yes", **groups: Any) -> float | None:
    return evaluated(current_medications=medicines(*entries, reviewed=reviewed), **groups).computed.mme_total


def acetaminophen(*entries: Any, **groups: Any) -> float | None:
    found = evaluated(current_medications=medicines(*entries), **groups)
    return found.computed.acetaminophen_mg_per_day


def entry(name: str, **known: Any) -> dict[str, Any]:
    return {"name": name} | known


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([entry("Norco", strength="5 mg/325 mg", per_day=4)], 20),
        ([entry("OxyContin", dose_mg=10, per_day=2)], 30),
        ([entry("tramadol", dose_mg=50, per_day=4)], 40),
        ([entry("morphine", dose_mg=15, per_day=2), entry("oxycodone", dose_mg=5, per_day=4)], 60),
        ([entry("fentanyl patch", strength="25 mcg/h")], 60),
        ([entry("codeine", dose_mg=30, per_day=4)], 18),
        ([entry("hydromorphone", dose_mg=2, per_day=4)], 40),
        ([entry("methadone", dose_mg=10, per_day=1)], 47),
        ([entry("oxymorphone", dose_mg=5, per_day=2)], 30),
        ([entry("tapentadol", dose_mg=50, per_day=2)], 40),
        (["sertraline"], 0),
        ([], 0),
    ],
)
def test_morphine_equivalents_follow_the_cdc_factors(entries: list[Any], expected: float) -> None:
    assert mme(*entries) == pytest.approx(expected)


@pytest.mark.parametrize(
    "unknown",
    [
        "oxycodone",
        entry("oxycodone", dose_mg=5),
        entry("oxycodone", per_day=4),
        entry("Percocet", dose_mg=5, per_day=4),  # of a combination only the strength tells
        entry("Percocet", strength="5 mg", per_day=4),
        entry("fentanyl patch", dose_mg=0.6, per_day=1),  # milligrams cannot be compared with a rate
        entry("Actiq", strength="200 mcg", per_day=4),
        "fentanyl patch",
        entry("buprenorphine", dose_mg=2, per_day=1),  # no factor
        entry("Trezix", strength="16 mg/320 mg/30 mg", per_day=4),
        "a name that nobody knows",
    ],
)
def test_morphine_equivalents_are_unknown_and_never_zero_with_a_part_missing(unknown: Any) -> None:
    assert mme(unknown) is None
    assert mme(entry("morphine", dose_mg=15, per_day=4), unknown) is None


def test_rules_compare_the_known_part_of_an_unknown_total() -> None:
    found = evaluated(
        current_medications=medicines(entry("morphine", dose_mg=25, per_day=2), "oxycodone"),
    )

    assert found.computed.mme_total is None
    assert "OP-13" in rules(medicine(found, "tramadol"))


@pytest.mark.parametrize(("dose", "fires"), [(24.5, False), (25, True)])
def test_exactly_50_equivalents_reach_the_threshold(dose: float, fires: bool) -> None:
    found = evaluated(current_medications=medicines(entry("morphine", dose_mg=dose, per_day=2)))

    assert ("OP-13" in rules(medicine(found, "tramadol"))) is fires


def test_list_that_nobody_asked_for_gives_no_total() -> None:
    assert evaluated().computed.mme_total is None
    assert evaluated().computed.acetaminophen_mg_per_day is None
    assert mme("sertraline", reviewed="not_assessed") == 0


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([entry("Tylenol Extra Strength", dose_mg=1000, per_day=3)], 3000),
        ([entry("Percocet", strength="5 mg/325 mg", per_day=4)], 1300),
        (
            [
                entry("Percocet", strength="5 mg/325 mg", per_day=4),
                entry("Tylenol", strength="1 g", per_day=2),
            ],
            3300,
        ),
        ([entry("Tylenol", strength="1,000 mg", per_day=2)], 2000),
        ([entry("Tylenol", dose_mg=500, per_day=0.5)], 250),
        (["ibuprofen"], 0),
        (["Tylenol"], None),
        ([entry("Percocet", dose_mg=325, per_day=4)], None),
    ],
)
def test_acetaminophen_is_summed_over_all_products(entries: list[Any], expected: float | None) -> None:
    assert acetaminophen(*entries) == expected


def test_chosen_medicines_count_in_both_totals() -> None:
    chosen = {"drug": "hydrocodone_acetaminophen", "strength": "5 mg/325 mg", "times_per_day": 4, "days": 3}
    found = evaluated(current_medications=medicines(), decisions={"medications": [chosen]})

    assert found.computed.mme_total == 20
    assert found.computed.acetaminophen_mg_per_day == 1300


def test_chosen_combination_without_its_strength_leaves_both_totals_open() -> None:
    chosen = {"drug": "hydrocodone_acetaminophen", "dose_mg": 5, "times_per_day": 4, "days": 3}
    found = evaluated(current_medications=medicines(), decisions={"medications": [chosen]})

    assert found.computed.mme_total is None
    assert found.computed.acetaminophen_mg_per_day is None


def test_too_much_acetaminophen_names_the_products_that_hold_it() -> None:
    entries = [
        entry("Percocet", strength="5 mg/325 mg", per_day=6),
        entry("Tylenol", dose_mg=1000, per_day=3),
    ]
    found = medicine(evaluated(current_medications=medicines(*entries)), "acetaminophen")
    (issue,) = [issue for issue in found.issues if issue.rule == "AC-05"]

    assert issue.because == ("acetaminophen from all products 4950 mg a day (> 4000)",)


@pytest.mark.parametrize(
    ("aspirin", "classes"),
    [
        ("aspirin", ("aspirin_low_dose",)),
        (entry("aspirin", dose_mg=325), ("aspirin_low_dose",)),
        (entry("aspirin", dose_mg=325, per_day=1), ("aspirin_low_dose",)),
        (entry("aspirin", dose_mg=325, per_day=2), ("salicylate",)),
        (entry("aspirin", dose_mg=81, per_day=4), ("aspirin_low_dose",)),
        (entry("aspirin", dose_mg=500), ("salicylate",)),
        (entry("aspirin", strength="500 mg"), ("salicylate",)),
        ("aspirin 500 mg", ("salicylate",)),
        ("aspirin 81 mg", ("aspirin_low_dose",)),
    ],
)
def test_aspirin_above_325_mg_a_day_is_for_pain(aspirin: Any, classes: tuple[str, ...]) -> None:
    (found,) = evaluated(current_medications=medicines(aspirin)).matched_medications

    assert found.classes == classes


def test_stopped_medicine_is_not_a_current_one() -> None:
    stopped = entry("naproxen", stopped_on="2026-11-19")
    found = evaluated(current_medications=medicines(stopped))

    assert [match.ingredient for match in found.matched_medications] == ["naproxen"]
    assert all("naproxen" not in issue.caused_by for item in found.medications for issue in item.issues)


@pytest.mark.parametrize(
    ("stopped_on", "fires"), [("2026-11-06", True), ("2026-11-05", False), ("2026-11-20", True)]
)
def test_maoi_acts_for_14_days_after_it_was_stopped(stopped_on: str, fires: bool) -> None:
    found = evaluated(current_medications=medicines(entry("phenelzine", stopped_on=stopped_on)))
    issues = [issue for issue in medicine(found, "duloxetine").issues if issue.caused_by == ("phenelzine",)]

    assert bool(issues) is fires


def test_last_of_two_stopped_medicines_of_a_class_counts() -> None:
    stopped = [
        entry("phenelzine", stopped_on="2026-06-01"),
        entry("tranylcypromine", stopped_on="2026-11-12"),
    ]
    for entries in (stopped, stopped[::-1]):
        issues = medicine(evaluated(current_medications=medicines(*entries)), "duloxetine").issues
        assert any("stopped 8 days ago" in reason for issue in issues for reason in issue.because)


@pytest.mark.parametrize(
    ("current", "drug", "fires"),
    [
        ("Advil", "ibuprofen", True),
        ("Advil PM", "ibuprofen", True),
        ("Aleve", "ibuprofen", False),
        ("Voltaren gel", "diclofenac", False),  # another kind of route
        ("Voltaren gel", "diclofenac_topical", True),
        ("diclofenac tablets", "diclofenac", True),
        ("Percocet", "hydrocodone_acetaminophen", False),  # only its hydrocodone counts
        ("Norco", "hydrocodone_acetaminophen", True),
    ],
)
def test_same_ingredient_by_the_same_kind_of_route_is_a_duplicate(
    current: str, drug: str, fires: bool
) -> None:
    found = medicine(evaluated(current_medications=medicines(current)), drug)

    assert ("GEN-04" in rules(found)) is fires


def test_one_row_of_the_dictionary_counts_once_among_cns_active_medicines() -> None:
    older = {"birth_date": "1950-01-01"}
    twice = evaluated(patient=older, current_medications=medicines("Zoloft", "sertraline"))
    two = evaluated(patient=older, current_medications=medicines("Zoloft", "gabapentin"))

    assert "GEN-06" not in rules(medicine(twice, "duloxetine"))
    (issue,) = [issue for issue in medicine(two, "duloxetine").issues if issue.rule == "GEN-06"]
    assert set(issue.caused_by) == {"Zoloft", "gabapentin"}


@pytest.mark.parametrize(
    ("drinks", "heavy"),
    [
        ([{"name": "alcohol", "per_day": 2}], False),
        ([{"name": "alcohol", "per_day": 3}], True),
        (["alcohol"], False),
    ],
)
def test_three_drinks_a_day_are_heavy_use(drinks: list[Any], heavy: bool) -> None:
    found = evaluated(current_medications=medicines(*drinks))
    heavy_issues = [
        i for i in medicine(found, "acetaminophen").issues if i.severity >= 2 and "alcohol" in i.caused_by
    ]

    assert bool(heavy_issues) is heavy
    assert found.computed.acetaminophen_max_mg == (2000 if heavy else 4000)


@pytest.mark.parametrize(
    ("medicine_", "ask", "ingredient"),
    [
        ("Voltaren", True, "diclofenac"),
        ("hydrocortisone", True, "hydrocortisone systemic"),
        ("timolol", True, None),
        ("Voltaren gel", False, "diclofenac topical"),
        ("lidocaine given another way", False, None),
        ("aspirin", True, "aspirin low-dose"),
        (entry("aspirin", dose_mg=325), True, "aspirin low-dose"),
        (entry("aspirin", dose_mg=325, per_day=1), False, "aspirin low-dose"),
        (entry("aspirin 500 mg", per_day=2), False, "aspirin analgesic-dose"),
        ("aspirin 81 mg", False, "aspirin low-dose"),
        ("alcohol", True, "alcohol"),
        (entry("alcohol", per_day=2), False, "alcohol"),
    ],
)
def test_ambiguous_name_is_asked_about_until_it_is_answered(
    medicine_: Any, ask: bool, ingredient: str | None
) -> None:
    (found,) = evaluated(current_medications=medicines(medicine_)).current_medicines

    assert (found.ask is not None) is ask
    assert found.ingredient == ingredient


def test_cautious_reading_counts_until_the_question_is_answered() -> None:
    open_question = evaluated(current_medications=medicines("hydrocortisone"))
    cream = evaluated(current_medications=medicines("hydrocortisone cream"))

    assert caused_by(open_question, "ibuprofen", "hydrocortisone") > caused_by(
        cream, "ibuprofen", "hydrocortisone cream"
    )
    assert caused_by(cream, "ibuprofen", "hydrocortisone cream") == 0


def caused_by(found: Any, drug: str, name: str) -> int:
    return max(
        (issue.severity for issue in medicine(found, drug).issues if name in issue.caused_by), default=0
    )


def test_methotrexate_for_cancer_is_the_high_dose() -> None:
    weekly = evaluated(current_medications=medicines("methotrexate weekly"))
    cancer = evaluated(current_medications=medicines("methotrexate for cancer"))

    assert medicine(cancer, "ibuprofen").severity > medicine(weekly, "ibuprofen").severity


@pytest.mark.parametrize(
    ("medicine_", "missing"),
    [
        ("Tylenol", True),
        (entry("Tylenol", dose_mg=500), True),
        (entry("Tylenol", dose_mg=500, per_day=2), False),
        (entry("Tylenol 500 mg", per_day=2), False),
        (entry("Percocet", dose_mg=325, per_day=2), True),
        ("fentanyl patch 25 mcg/h", False),
        ("prednisone", True),
        (entry("prednisone", stopped_on="2026-11-01"), False),
        ("ibuprofen", False),
    ],
)
def test_dose_is_missing_only_where_a_daily_amount_is_needed(medicine_: Any, missing: bool) -> None:
    (found,) = evaluated(current_medications=medicines(medicine_)).current_medicines

    assert found.dose_missing is missing


def test_strength_within_the_name_counts() -> None:
    assert acetaminophen(entry("Tylenol 500 mg", per_day=3)) == 1500
    assert mme("fentanyl patch 25 mcg/h") == 60


def test_name_that_is_not_known_leaves_only_the_least_of_each_total() -> None:
    found = evaluated(
        current_medications=medicines(entry("Percocet", strength="5 mg/325 mg", per_day=4), "unheard of")
    ).computed

    assert (found.mme_total, found.acetaminophen_mg_per_day) == (None, None)
    assert (found.mme_known, found.acetaminophen_known_mg) == (30, 1300)


@pytest.mark.parametrize(
    ("entries", "repeated"),
    [
        (["Advil", "Motrin"], (("ibuprofen", ("Advil", "Motrin")),)),
        (["Aleve", "Advil PM"], ()),
        (["diclofenac", "Voltaren gel"], ()),
        (["Advil", entry("Motrin", stopped_on="2026-11-01")], ()),
    ],
)
def test_same_ingredient_by_the_same_route_twice_is_pointed_out(entries: list[Any], repeated: Any) -> None:
    assert evaluated(current_medications=medicines(*entries)).repeated_ingredients == repeated


def test_unmatched_name_is_kept_and_never_taken_for_harmless() -> None:
    found = evaluated(current_medications=medicines("Zoloft", "grandmother's drops"))

    assert found.unmatched_medications == ("grandmother's drops",)
    assert [match.name for match in found.matched_medications] == ["Zoloft"]
