"""Proofs about each rule: somebody meets it, not everybody does, and what is unknown never silences it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
import z3

from desktop_app.domain import criteria as c
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from tests.proofs.content_criteria import groups_of, is_about_this_drug
from tests.proofs.refinement import refines
from tests.proofs.solving import Search
from tests.proofs.symbolic_patient import SymbolicPatient
from tests.proofs.witness import Witness

GATE = "follows the gate, which stays open until a flag is shown; unanswered flags make the screen incomplete"
WORK_UP = "closed by clear blood tests while fever, night pain or spinal tenderness is not shown"
KNOWN_PART = "compares the known part of a sum or a count over the current medicines"
READ_AS_NO_UNTIL_KNOWN = {
    "CX_ALL_EMERG": GATE,
    "CX_ALL_WORKUP": GATE,
    "CX_ACT_WORKUP": GATE,
    "GEN-02": GATE,
    "TR-35b": WORK_UP,
    "CX_SMT_INF": WORK_UP,
    "CX_TRAC_ABS": WORK_UP,
    "GEN-06": KNOWN_PART,
    "AC-05": KNOWN_PART,
    "OP-23": KNOWN_PART,
    "NS-69": "speaks of what is not recorded in a pregnancy: silent until the pregnancy is recorded",
}
"""The rules that can be false now and hold once more is known, each with the reviewed reason."""


class RuleFor(NamedTuple):
    """A rule; ``drug`` is one of its medicines where it speaks of "this" medicine."""

    section: str
    id: str
    when: c.Criterion
    drug: str | None = None


def rules(knowledge: KnowledgeBase) -> Iterator[RuleFor]:
    """Triage rules, medication rules (one about "this" medicine for each of its medicines) and therapy rules."""
    groups = groups_of(knowledge)
    yield from (RuleFor("triage", rule.id, rule.when) for rule in knowledge.triage_rules)
    yield from (RuleFor("therapy", rule.id, rule.when) for rule in knowledge.therapy_rules)
    for rule in knowledge.medication_rules:
        if is_about_this_drug(rule.when):
            drugs = dict.fromkeys(drug for name in rule.drugs for drug in groups[name])
            yield from (RuleFor("medication", rule.id, rule.when, drug) for drug in drugs)
        else:
            yield RuleFor("medication", rule.id, rule.when)


@pytest.fixture(scope="module")
def search(patient: SymbolicPatient) -> Search:
    return Search(patient)


def test_every_rule_speaks_for_a_patient_whom_the_solver_finds(
    patient: SymbolicPatient, search: Search, compiled: CompiledKnowledge
) -> None:
    """And the engine, given that patient as a consultation, lets the same rule speak."""
    silent = []
    for rule in rules(patient.knowledge):
        model = search.find(patient.of(rule.when, rule.drug).yes)
        assert model is not None, f"{rule.id} holds for nobody"
        evaluation = evaluate(from_json_dict(Witness(patient, model).case()), compiled)
        if rule.id not in spoken(evaluation, rule):
            silent.append((rule.id, rule.drug))
    assert silent == []


def spoken(evaluation: Evaluation, rule: RuleFor) -> set[str]:
    """The ids of the rules of this kind that spoke."""
    if rule.section == "triage":
        return {found.id for found in (*evaluation.triage.rules, *evaluation.triage.closed)}
    options = evaluation.therapies if rule.section == "therapy" else evaluation.medications
    named = [item for item in options if rule.drug is None or getattr(item, "drug", None) == rule.drug]
    return {issue.rule for item in named for issue in item.issues}


def test_no_rule_speaks_for_everybody_but_those_that_say_so(patient: SymbolicPatient, search: Search) -> None:
    for rule in rules(patient.knowledge):
        if not isinstance(rule.when, c.Always):
            assert search.find(z3.Not(patient.of(rule.when, rule.drug).yes)) is not None, rule.id


def test_every_entry_of_a_first_match_list_is_the_first_for_somebody(
    patient: SymbolicPatient, search: Search
) -> None:
    """None is hidden behind the entries before it."""
    for place, entries in _first_match_lists(patient.knowledge):
        earlier: list[z3.BoolRef] = []
        for number, when in enumerate(entries):
            holds = patient.of(when).yes
            assert search.find(holds, z3.Not(z3.Or(earlier))) is not None, f"{place} {number}"
            earlier.append(holds)


def _first_match_lists(knowledge: KnowledgeBase) -> Iterator[tuple[str, list[c.Criterion]]]:
    yield "suggestions", [context.when for context in knowledge.medication_selection.contexts]
    yield "classification", [rule.when for rule in knowledge.classifications]
    yield "sublevel", [rule.when for rule in knowledge.sublevels]
    for medicine in knowledge.medicines:
        if medicine.dosing is not None:
            yield medicine.id, [other.when for other in medicine.dosing.default_for]


def test_what_is_unknown_never_silences_a_rule(patient: SymbolicPatient) -> None:
    """A rule that does not hold now and would with more known is unknown now, never false.

    So a rule with ``must_ask_when`` asks wherever an answer could still make it speak: the verdict on what is unknown
    is never milder than every completion without a question. ``later`` is the same patient with more known: each
    *yes*, *no*, number and category word other than ``unknown`` stays.
    """
    later = SymbolicPatient(patient.knowledge, prefix="later ")
    pairs = [
        (rule, patient.of(rule.when, rule.drug), later.of(rule.when, rule.drug))
        for rule in rules(patient.knowledge)
    ]
    search = Search(patient, later)
    refined = refines(later, patient)
    hidden = {rule.id for rule, now, then in pairs if search.find(*refined, now.no, then.yes) is not None}
    assert hidden == set(READ_AS_NO_UNTIL_KNOWN)
    must_ask = {rule.id for rule in patient.knowledge.medication_rules if rule.must_ask_when is not None}
    assert hidden.isdisjoint(must_ask)
