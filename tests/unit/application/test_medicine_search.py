"""Names as they are typed: what is offered first, what is kept apart, and that nothing is taken by likeness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.application.medicine_search import (
    FoundName,
    NameFinder,
    allergy_finder,
    edits,
    medicine_finder,
)
from desktop_app.engine.drug_names import plain
from tests.unit.engine.shipped import compiled, knowledge

DICTIONARY = compiled().medicine_content.dictionary
CONTENT = knowledge()
FINDER = medicine_finder(DICTIONARY, CONTENT.drug_classes, CONTENT.look_alikes)
ALLERGIES = allergy_finder(DICTIONARY, CONTENT.drug_classes, CONTENT.look_alikes, CONTENT.allergy_keys)
OFFERED = [
    name
    for name in DICTIONARY.spelled.values()
    if DICTIONARY.find(name) is not None or DICTIONARY.read(name).question is not None
]
typed = st.sampled_from(OFFERED).flatmap(
    lambda name: st.tuples(st.just(name), st.integers(0, len(name)), st.text(max_size=2)).map(
        lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + 1 :]
    )
)


def names(found: tuple[FoundName, ...]) -> list[str]:
    return [item.name for item in found]


def test_every_name_of_the_dictionary_finds_itself_first() -> None:
    not_first = [name for name in OFFERED if plain(FINDER.search(name).matching[0].name) != plain(name)]

    assert not_first == []


@given(typed | st.text(max_size=12))
def test_only_a_name_that_the_engine_reads_is_exact(text: str) -> None:
    found = FINDER.search(text)
    reading = DICTIONARY.read(text)

    assert found.is_exact is (reading.row is not None or reading.question is not None)
    if found.is_exact:
        assert DICTIONARY.find(found.matching[0].name) == reading.row
    else:
        assert not (found.matching and found.similar)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("adv", "Advil"),
        ("ADVIL 200mg tabs", "Advil"),
        ("Advil 2", "Advil"),
        ("cold & s", "Advil Cold & Sinus"),
        ("hctz", "HCTZ"),
        ("butalb", "butalbital/aspirin/caffeine"),
        ("clavul", "amoxicillin/clavulanate"),
    ],
)
def test_beginnings_of_words_come_first(text: str, first: str) -> None:
    assert names(FINDER.search(text).matching)[0] == first


def test_beginning_of_a_name_goes_before_a_word_in_it_and_that_before_a_part_of_a_word() -> None:
    finder = NameFinder(
        FoundName(name, name) for name in ("xpanadol", "Extra Panadol", "Panadol Night", "Panadol")
    )

    assert names(finder.search("pana").matching) == ["Panadol", "Panadol Night", "Extra Panadol", "xpanadol"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ibuprofeno 400", "ibuprofen"),
        ("Tylenl PM", "Tylenol PM"),
        ("Zolotf", "Zoloft"),
        ("acetaminofen", "acetaminophen"),
        ("hydroxizine", "hydroxyzine"),
    ],
)
def test_close_spelling_is_offered_apart_and_never_taken(text: str, meant: str) -> None:
    found = FINDER.search(text)

    assert (found.matching, found.is_exact) == ((), False)
    assert names(found.similar)[0] == meant
    assert DICTIONARY.find(text) is None


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Celexa", "Celebrex"),
        ("hydroxyzine 25 mg", "hydralazine"),
        ("tramadol", "trazodone"),
        ("Klonopin", "clonidine"),
        ("prednisone", "prednisolone"),
        ("Remeron", "Demerol"),
    ],
)
def test_look_alike_stands_beside_an_exact_name(text: str, beside: str) -> None:
    found = FINDER.search(text)

    assert found.is_exact
    assert beside in names(found.look_alikes)


def test_look_alike_of_a_close_spelling_is_offered_too() -> None:
    assert names(FINDER.search("hydroxizine").similar) == ["hydroxyzine", "hydralazine"]


def test_number_that_is_part_of_the_name_is_no_strength() -> None:
    found = FINDER.search("Tylenol 3")

    assert not found.is_exact
    assert "Tylenol #3" in names(found.matching)


@pytest.mark.parametrize("text", ["", " ", "a", "50 mg", "\x00", "((", "<b>", "a" * 500, "\u202e\U0001f48a"])
def test_text_that_is_no_name_finds_nothing(text: str) -> None:
    found = FINDER.search(text)

    assert not found.is_exact
    assert found.similar == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Advil", "ibuprofen (oral or injected NSAID), as Advil"),
        ("ibuprofen", "ibuprofen (oral or injected NSAID)"),
        ("Zyrtec", "cetirizine, as Zyrtec"),
        ("Voltaren", "diclofenac (oral or injected NSAID), as Voltaren - asks which one"),
        ("timolol", "timolol - asks which one"),
    ],
)
def test_found_name_says_what_it_stands_for(name: str, words: str) -> None:
    assert FINDER.search(name).matching[0].words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [("sulfa", "sulfonamide allergy, as sulfa"), ("Aleve", "naproxen (oral or injected NSAID), as Aleve")],
)
def test_allergy_is_found_by_a_word_or_by_a_product(text: str, words: str) -> None:
    assert ALLERGIES.search(text).matching[0].words == words


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abcd", 1), ("abc", "xbc", 1), ("abcdef", "badcfe", 3)],
)
def test_edits_count_letters_changed_added_left_out_or_swapped(one: str, other: str, distance: int) -> None:
    assert edits(one, other, 5) == edits(other, one, 5) == distance
    assert edits(one, other, distance - 1) > distance - 1 or distance == 0
