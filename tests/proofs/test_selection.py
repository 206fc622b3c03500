"""Proofs over every possible patient: what rules speak against is never suggested and never offered."""

from __future__ import annotations

import pytest
import z3

from desktop_app.domain.medication_content import Severity
from tests.proofs.judgement import MedicineJudgement, TherapyJudgement
from tests.proofs.solving import Search
from tests.proofs.symbolic_patient import SymbolicPatient

SUGGESTED = {
    *("acetaminophen", "ibuprofen", "naproxen", "celecoxib", "meloxicam", "duloxetine"),
    *("diclofenac_topical", "lidocaine_topical", "capsaicin_topical", "methocarbamol", "cyclobenzaprine"),
}
"""The medicines of the lists of 4.1, without those in brackets."""


@pytest.fixture(scope="module")
def medicines(patient: SymbolicPatient) -> MedicineJudgement:
    return MedicineJudgement(patient)


@pytest.fixture(scope="module")
def therapies(patient: SymbolicPatient) -> TherapyJudgement:
    return TherapyJudgement(patient)


@pytest.fixture(scope="module")
def search(patient: SymbolicPatient) -> Search:
    return Search(patient)


def test_no_patient_is_suggested_a_medicine_with_a_grave_issue(
    patient: SymbolicPatient, medicines: MedicineJudgement, search: Search
) -> None:
    for medicine in patient.knowledge.medicines:
        grave = medicines.has_issue(medicine.id, Severity.AVOID)
        assert search.find(medicines.is_suggested(medicine.id), grave) is None, medicine.id


def test_no_patient_is_offered_a_therapy_with_a_grave_issue(
    patient: SymbolicPatient, therapies: TherapyJudgement, search: Search
) -> None:
    for therapy in patient.knowledge.therapies:
        grave = therapies.has_issue(therapy, Severity.AVOID)
        assert search.find(therapies.is_offered(therapy), grave) is None, therapy.id


def test_proof_fails_where_only_contraindications_rule_a_medicine_out(
    patient: SymbolicPatient, medicines: MedicineJudgement, search: Search
) -> None:
    """The rules do give patients a grave issue with a medicine of their list: the proof above is about something."""
    for drug in ("ibuprofen", "naproxen", "duloxetine", "cyclobenzaprine"):
        lax = medicines.is_suggested(drug, blocked_from=Severity.CONTRAINDICATED)
        assert search.find(lax, medicines.has_issue(drug, Severity.AVOID)) is not None, drug


def test_proof_fails_where_only_contraindications_rule_a_therapy_out(
    patient: SymbolicPatient, therapies: TherapyJudgement, search: Search
) -> None:
    by_id = {therapy.id: therapy for therapy in patient.knowledge.therapies}
    for name in ("SMT", "HEAT", "MASSAGE", "ACUPUNCTURE"):
        lax = therapies.is_offered(by_id[name], blocked_from=Severity.CONTRAINDICATED)
        assert search.find(lax, therapies.has_issue(by_id[name], Severity.AVOID)) is not None, name


def test_medicines_that_somebody_is_suggested_are_those_of_the_reference(
    patient: SymbolicPatient, medicines: MedicineJudgement, search: Search
) -> None:
    """No medicine to warn of, never to offer, in brackets, or only to prescribe beside another."""
    ids = {medicine.id for medicine in patient.knowledge.medicines}
    assert {drug for drug in ids if search.find(medicines.is_suggested(drug)) is not None} == SUGGESTED


def test_therapy_is_offered_to_somebody_exactly_where_a_tier_allows_it(
    patient: SymbolicPatient, therapies: TherapyJudgement, search: Search
) -> None:
    for therapy in patient.knowledge.therapies:
        tiers = {*therapy.tiers.model_dump().values()}
        tiers |= {rule.tier for rule in patient.knowledge.tier_rules if rule.therapy == therapy.id}
        someone = search.find(therapies.is_offered(therapy))
        assert (someone is not None) == (not tiers.isdisjoint("12")), therapy.id


def test_nobody_under_18_is_suggested_a_medicine(
    patient: SymbolicPatient, medicines: MedicineJudgement, search: Search
) -> None:
    child = patient.number("age").value < 18
    for medicine in patient.knowledge.medicines:
        assert search.find(child, medicines.is_suggested(medicine.id)) is None, medicine.id


def test_nobody_in_an_emergency_is_offered_a_therapy(
    patient: SymbolicPatient, therapies: TherapyJudgement, search: Search
) -> None:
    emergency = patient.category("gate", ("emergency",))
    for therapy in patient.knowledge.therapies:
        assert search.find(emergency, therapies.is_offered(therapy)) is None, therapy.id


def test_every_context_of_suggestions_is_the_first_for_somebody(
    patient: SymbolicPatient, search: Search
) -> None:
    earlier: list[z3.BoolRef] = []
    for context in patient.knowledge.medication_selection.contexts:
        when = patient.of(context.when).yes
        assert search.find(when, z3.Not(z3.Or(earlier))) is not None, context.id
        earlier.append(when)
