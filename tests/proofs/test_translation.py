"""The translation to the solver and the engine are two readings of one language, and agree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import z3
from hypothesis import given, settings

from desktop_app.domain import criteria as c
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from desktop_app.engine import facts as k
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate, known_facts
from desktop_app.engine.facts import Values
from desktop_app.engine.truth import compile_truth
from tests.proofs.content_criteria import content_criteria
from tests.proofs.engine_facts import LateFacts, Readout, asserted
from tests.proofs.symbolic_patient import SymbolicPatient
from tests.proofs.translation import TRANSLATIONS
from tests.spec.all_checks import table_checks
from tests.spec.generated_consultations import generated
from tests.strategies import consultations
from tests.unit.engine.test_properties import IDS


def test_every_kind_of_criterion_has_a_translation() -> None:
    assert set(TRANSLATIONS) == set(c.KINDS.values())


class Comparison:
    """Both readings of every criterion, for one consultation after another."""

    def __init__(self, patient: SymbolicPatient, compiled: CompiledKnowledge) -> None:
        self._patient, self._compiled = patient, compiled
        self._placed = list(content_criteria(patient.knowledge))
        self._tests = [compile_truth(placed.criterion, placed.drug) for placed in self._placed]
        self._readout = Readout([patient.of(placed.criterion, placed.drug) for placed in self._placed])
        self._late = LateFacts(patient)
        self._solver = z3.SolverFor("QF_LIRA")
        self._solver.add(patient.constraints)

    def differences(self, consultation: Consultation) -> Iterator[str]:
        """Where the two readings of the content differ."""
        facts = known_facts(consultation, self._compiled).facts
        evaluation = evaluate(consultation, self._compiled)
        self._solver.push()
        self._solver.add(*asserted(self._patient, consultation, facts, evaluation))
        if self._solver.check() != z3.sat:
            yield "the constraints exclude a patient who exists"
        else:
            model = self._solver.model()
            values = self._late.added_to(facts.values, model)
            truths = self._readout.truths(model)
            for placed, test, truth in zip(self._placed, self._tests, truths, strict=True):
                if test(values) is not truth:
                    yield f"{placed.place} is {test(values)} for the engine, {truth} for the solver"
            yield from _late_differences(values, evaluation)
        self._solver.pop()


def _late_differences(values: Values, evaluation: Evaluation) -> Iterator[str]:
    """What the solver derived, against what the engine published."""
    fired = {rule.id for rule in evaluation.triage.rules}
    pairs = {
        "fired": (
            {key for key, truth in values.items() if key.startswith("fired:TR") and truth},
            set(map(k.fired_key, fired)),
        ),
        "class": (values[k.category_key("triage_class")], evaluation.triage.triage_class),
        "classification": (
            values[k.category_key("classification")],
            evaluation.classification.classification,
        ),
        "gate": (values[k.category_key("gate")], evaluation.gate),
        "hold": (values[k.statement_key("hold")] is True, evaluation.hold),
    }
    yield from (f"{name}: {ours} and {theirs}" for name, (ours, theirs) in pairs.items() if ours != theirs)


@pytest.fixture(scope="module")
def comparison(patient: SymbolicPatient, compiled: CompiledKnowledge) -> Comparison:
    return Comparison(patient, compiled)


def test_engine_and_solver_agree_on_the_patients_of_the_tables(comparison: Comparison) -> None:
    """Every tenth row: patients on both sides of the borders of all rules."""
    for check in table_checks()[::10]:
        assert list(comparison.differences(from_json_dict(check.case))) == []


def test_engine_and_solver_agree_on_seeded_consultations(comparison: Comparison) -> None:
    for case in generated(seed=7, count=50):
        assert list(comparison.differences(from_json_dict(case))) == []


@settings(max_examples=100)
@given(consultation=consultations(IDS))
def test_engine_and_solver_agree_on_generated_consultations(
    consultation: Consultation, comparison: Comparison
) -> None:
    assert list(comparison.differences(consultation)) == []
