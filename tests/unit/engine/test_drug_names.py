"""Names of medicines as people give them: trimmed of strength, form and salt, never accepted by likeness."""

from __future__ import annotations

import pytest

from desktop_app.domain.medication_content import AmbiguousName, DictionaryEntry
from desktop_app.engine.drug_names import DrugDictionary, strength_in
from tests.unit.engine.shipped import compiled, knowledge

SHIPPED = compiled().medicine_content.dictionary


@pytest.mark.parametrize(
    ("name", "ingredient"),
    [
        ("Zoloft", "sertraline"),
        ("  zoloft  ", "sertraline"),
        ("SERTRALINE", "sertraline"),
        ("Zoloft 50 mg", "sertraline"),
        ("sertraline hcl 50mg tablet", "sertraline"),
        ("sertraline hydrochloride", "sertraline"),
        ("metoprolol succinate ER 25 mg", "metoprolol"),
        ("Wellbutrin XL 150 mg", "bupropion"),
        ("Effexor XR 75mg capsules", "venlafaxine"),
        ("Percocet 5 mg/325 mg", "oxycodone/acetaminophen"),
        ("Percocet 5/325", "oxycodone/acetaminophen"),
        ("Norco 10-325", "hydrocodone/acetaminophen"),
        ("ibuprofen 800", "ibuprofen"),
        ("enteric-coated aspirin 81 mg", "aspirin low-dose"),
        ("Duragesic 25 mcg/h", "fentanyl"),
        ("fentanyl patch 25 mcg/hr", "fentanyl"),
        ("fentanyl 25 mcg/h patch", "fentanyl"),
        ("Tylenol #3", "codeine/acetaminophen"),
        ("Advil PM", "ibuprofen/diphenhydramine"),
    ],
)
def test_name_is_found_whatever_stands_beside_it(name: str, ingredient: str) -> None:
    row = SHIPPED.find(name)

    assert row is not None
    assert row.ingredient == ingredient


@pytest.mark.parametrize(
    "name",
    [
        "Zolof",
        "Zoloftt",
        "hydroxizine",
        "unheard of",
        "Tylenol 3",  # the digit is part of the name: it holds codeine, and is not Tylenol
        "50 mg",
        "tablet",
        "",
        "ibuprofen or naproxen",
    ],
)
def test_name_that_is_not_in_the_dictionary_is_never_guessed(name: str) -> None:
    assert SHIPPED.find(name) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hydroxyzine", "hydralazine"),
        ("Celexa", "Celebrex"),
        ("clonidine", "Klonopin"),
        ("tramadol", "trazodone"),
        ("Lamictal", "Lamisil"),
    ],
)
def test_look_alikes_are_two_medicines(one: str, other: str) -> None:
    assert SHIPPED.find(one) != SHIPPED.find(other)


def test_word_for_a_route_is_part_of_the_name() -> None:
    tablets, gel = SHIPPED.find("diclofenac 50 mg tablets"), SHIPPED.find("diclofenac gel 1%")

    assert tablets is not None
    assert gel is not None
    assert (tablets.is_topical, gel.is_topical) == (False, True)
    assert tablets.bases == gel.bases == ("diclofenac",)


@pytest.mark.parametrize("name", ["Voltaren", "voltaren 50 mg"])
def test_ambiguous_name_asks_and_keeps_the_safer_reading(name: str) -> None:
    reading = SHIPPED.read(name)

    assert reading.question is not None
    assert reading.question.ask == "Voltaren: tablets or gel?"
    assert reading.row == SHIPPED.row("diclofenac")


@pytest.mark.parametrize(
    ("name", "ingredient"),
    [
        ("Voltaren 50 mg tablets", "diclofenac"),
        ("Voltaren gel", "diclofenac topical"),
        ("tacrolimus ointment", "tacrolimus topical"),
        ("tacrolimus 1 mg capsules", "tacrolimus"),
        ("timolol tablets", None),
        ("ibuprofen", "ibuprofen"),
        ("Zolof", None),
    ],
)
def test_name_that_says_which_one_is_meant_asks_nothing(name: str, ingredient: str | None) -> None:
    reading = SHIPPED.read(name)

    assert reading.question is None
    assert (None if reading.row is None else reading.row.ingredient) == ingredient


@pytest.mark.parametrize("item", knowledge().ambiguous_names, ids=lambda item: item.name)
def test_each_answer_to_an_ambiguous_name_is_read_as_the_content_says(item: AmbiguousName) -> None:
    assert item.choices or item.answered_by
    assert SHIPPED.find(item.name) == (None if item.assume is None else SHIPPED.row(item.assume))
    for choice in item.choices:
        reading = SHIPPED.read(choice.name)
        assert reading.question is None
        assert reading.row == (None if choice.row is None else SHIPPED.row(choice.row))


def test_ingredient_goes_before_the_synonym_of_another_row() -> None:
    rows = [
        DictionaryEntry(ingredient="a", synonyms=("x", "b")),
        DictionaryEntry(ingredient="b", synonyms=("x",)),
    ]
    dictionary = DrugDictionary(rows, [AmbiguousName(name="B", ask="Which b?")])

    assert dictionary.row("b").ingredient == "b"
    found = dictionary.find("x")
    assert found is not None
    assert found.ingredient == "a"
    question = dictionary.read("b 5 mg").question
    assert question is not None
    assert question.ask == "Which b?"


def test_combination_is_split_at_its_slashes() -> None:
    row = SHIPPED.row("oxycodone/acetaminophen")

    assert row.parts == ("oxycodone", "acetaminophen")
    assert {"opioid", "acetaminophen"} <= set(row.classes)


@pytest.mark.parametrize(
    ("name", "strength"),
    [("aspirin 500 mg", "500 mg"), ("fentanyl 25 mcg/h patch", "25 mcg/h"), ("aspirin", None)],
)
def test_strength_in_a_name_is_found(name: str, strength: str | None) -> None:
    assert strength_in(name) == strength
