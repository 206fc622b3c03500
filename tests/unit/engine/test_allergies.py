"""Recorded allergies: words, brands, reactions in brackets, and what is none (medication reference 2.15)."""

from __future__ import annotations

import pytest

from tests.unit.engine.shipped import evaluated, medicine, rules


def fired(entry: str, drug: str) -> set[str]:
    found = medicine(evaluated(allergies={"reviewed": "yes", "list": [entry]}), drug)
    return {issue.rule for issue in found.issues if any(entry in reason for reason in issue.because)}


@pytest.mark.parametrize(
    ("entry", "drug", "rule"),
    [
        ("aspirin", "naproxen", "NS-44"),
        ("ASA", "naproxen", "NS-44"),
        ("Aleve", "ibuprofen", "NS-44"),
        ("anti-inflammatory medicines (hives)", "ibuprofen", "NS-44"),
        ("sulfa", "celecoxib", "NS-62"),
        ("Bactrim DS", "celecoxib", "NS-62"),
        ("sulfasalazine (rash)", "celecoxib", "NS-62"),
        ("lidocaine", "lidocaine_topical", "TP-07"),
        ("bupivacaine", "lidocaine_topical", "TP-07"),
        ("red pepper", "capsaicin_topical", "TP-10"),
        ("meprobamate", "carisoprodol", "CA-02"),
        ("codeine", "tramadol", "OP-26"),
        ("codeine (rash)", "oxycodone", "OP-26"),
        ("morphine (anaphylaxis)", "oxycodone", "OP-26"),
        ("Tylenol", "acetaminophen", "GEN-03"),
        ("Tylenol (swelling)", "hydrocodone_acetaminophen", "GEN-03"),
        ("acetaminophen - rash", "acetaminophen", "GEN-03"),
        ("diclofenac", "diclofenac_topical", "GEN-03"),
        ("Voltaren gel", "diclofenac", "GEN-03"),
        ("morphine", "morphine", "GEN-03"),
    ],
)
def test_allergy_fires_its_rule(entry: str, drug: str, rule: str) -> None:
    assert rule in fired(entry, drug)


@pytest.mark.parametrize(
    ("entry", "drug"),
    [
        ("sulfite", "celecoxib"),
        ("sulfate", "celecoxib"),
        ("morphine sulfate", "celecoxib"),
        ("procaine", "lidocaine_topical"),
        ("benzocaine", "lidocaine_topical"),
        ("sulfa", "ibuprofen"),
        ("codeine (nausea only)", "tramadol"),
        ("codeine (Nausea only)", "oxycodone"),
        ("morphine (itching or nausea only)", "morphine"),
        ("morphine (intolerance)", "morphine"),
        ("oxycodone (GI intolerance)", "oxycodone"),
        ("penicillin", "ibuprofen"),
    ],
)
def test_entry_that_is_no_such_allergy_fires_nothing(entry: str, drug: str) -> None:
    assert fired(entry, drug) == set()


@pytest.mark.parametrize(
    "reaction", ["rash, intolerance", "intolerance and anaphylaxis", "nausea", "itching", ""]
)
def test_reaction_that_may_be_an_allergy_stays_one(reaction: str) -> None:
    assert "OP-26" in fired(f"codeine ({reaction})", "tramadol")


def test_intolerance_of_a_non_opioid_stays_an_allergy() -> None:
    assert "NS-44" in fired("naproxen (nausea only)", "ibuprofen")


def test_every_entry_behind_an_issue_is_named() -> None:
    allergies = {"reviewed": "yes", "list": ["Aleve", "Motrin (hives)"]}
    (issue,) = [
        issue
        for issue in medicine(evaluated(allergies=allergies), "celecoxib").issues
        if issue.rule == "NS-44"
    ]

    assert issue.because == ("recorded allergy: Aleve, Motrin (hives)",)


def test_list_that_was_not_reviewed_leaves_allergies_unknown_but_fires_none() -> None:
    found = evaluated()

    assert all("GEN-03" not in rules(item) for item in found.medications)


@pytest.mark.parametrize(
    ("entry", "counts_as", "intolerance", "known"),
    [
        ("Aleve (hives)", ("NSAID", "naproxen"), False, True),
        ("codeine (nausea only)", (), True, True),
        ("sulfa", ("sulfonamide",), False, False),
        ("penicillin (rash)", (), False, False),
        ("amoxicillin", (), False, True),
    ],
)
def test_recorded_allergy_says_what_it_counts_as(
    entry: str, counts_as: tuple[str, ...], intolerance: bool, known: bool
) -> None:
    (found,) = evaluated(allergies={"list": [entry]}).allergies

    assert (found.text, found.counts_as, found.intolerance, found.known) == (
        entry,
        counts_as,
        intolerance,
        known,
    )
