"""What the engine knows of a consultation before its rules run, put into the solver as the values of the variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import z3

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.fact_names import CATEGORIES
from desktop_app.domain.patient import PregnancyStatus
from desktop_app.engine import facts as k
from desktop_app.engine.facts import Facts, Values
from tests.proofs.kleene import Truth, known
from tests.proofs.symbolic_patient import PREGNANCY, STRONG_DOSE, SymbolicPatient
from tests.proofs.variables import NumberVariable, exact


def asserted(
    patient: SymbolicPatient, consultation: Consultation, facts: Facts, evaluation: Evaluation
) -> Iterator[z3.BoolRef]:
    """One equation for each variable of the patient."""
    values, free = facts.values, patient.free
    yield from _medicines(patient, consultation, evaluation)
    for key, truth in free.truths.items():
        yield from _truth(truth, values[key])
    for name, number in free.numbers.items():
        value = values[name if name.startswith("stopped:") else k.number_key(name)]
        yield from _number(number, None if value is False else value)
    for name, variable in free.categories.items():
        if (word := values[k.category_key(name)]) is not None:
            yield variable == CATEGORIES[name].index(word)
    for treatment, kept in free.treatments.items():
        for item in kept:
            yield is_(
                item.holds,
                any(
                    entry.treatment == treatment
                    and (not item.weeks or (entry.weeks is not None and entry.weeks >= item.weeks))
                    and (not item.results or entry.result in item.results)
                    for entry in facts.tried
                ),
            )
    status = consultation.patient.pregnancy.status
    yield patient.pregnancy == PREGNANCY.index(_pregnancy_word(status))
    yield is_(free.flag("kidney not recorded"), values[k.statement_key("labs_kidney_unknown")] is True)


def _medicines(
    patient: SymbolicPatient, consultation: Consultation, evaluation: Evaluation
) -> Iterator[z3.BoolRef]:
    current = {entry.name for entry in consultation.current_medications.list if entry.stopped_on is None}
    taken = {match.ingredient for match in evaluation.matched_medications if match.name in current}
    yield from (is_(patient.takes(row), row in taken) for row in patient.rows)
    unmatched = bool(evaluation.unmatched_medications)
    reviewed = consultation.current_medications.reviewed
    yield is_(patient.unmatched, unmatched)
    yield is_(patient.complete, reviewed is Answer.YES and not unmatched)
    chosen = {choice.drug for choice in consultation.decisions.medications}
    needs_protection = any(
        choice.drug == limit.drug and (choice.dose_mg or 0) * (choice.times_per_day or 0) > limit.mg_per_day
        for choice in consultation.decisions.medications
        for limit in patient.knowledge.medication_selection.gastroprotection_above
    )
    yield is_(patient.free.flag(STRONG_DOSE), needs_protection)
    for medicine in patient.knowledge.medicines:
        yield is_(patient.free.flag(f"chosen {medicine.id}"), medicine.id in chosen)


def is_(flag: z3.BoolRef, value: bool) -> z3.BoolRef:
    """The flag has this value."""
    return flag if value else z3.Not(flag)


def _truth(truth: Truth, value: bool | None) -> Iterator[z3.BoolRef]:
    yield is_(truth.yes, value is True)
    yield is_(truth.no, value is False)


def _number(number: NumberVariable, value: float | None) -> Iterator[z3.BoolRef]:
    yield is_(number.known, value is not None)
    if value is not None:
        yield number.value == (exact(value) if z3.is_real(number.value) else z3.IntVal(int(value)))


def _pregnancy_word(status: PregnancyStatus | None) -> str:
    return "not_recorded" if status is None else status.value


class Readout:
    """Reads many propositions out of a model at once: as the bits of one number, which is far quicker."""

    def __init__(self, truths: Iterable[Truth]) -> None:
        sides = [side for truth in truths for side in truth]
        one, zero = z3.BitVecVal(1, 1), z3.BitVecVal(0, 1)
        self._count = len(sides)
        self._bits = z3.Concat([z3.If(side, one, zero) for side in sides])

    def truths(self, model: z3.ModelRef) -> list[bool | None]:
        """The three-valued truth of each pair, in order."""
        number = model.eval(self._bits, model_completion=True)
        assert isinstance(number, z3.BitVecNumRef)
        bits = f"{number.as_long():0{self._count}b}"
        return [
            True if yes == "1" else False if no == "1" else None
            for yes, no in zip(bits[::2], bits[1::2], strict=True)
        ]


class LateFacts:
    """The facts that the engine adds after triage, as the solver derives them."""

    def __init__(self, patient: SymbolicPatient) -> None:
        knowledge = patient.knowledge
        fired = (k.fired_key(rule.id) for rule in (*knowledge.triage_rules, *knowledge.therapy_rules))
        self._truths = [*fired, *(k.statement_key(item.id) for item in knowledge.consequences)]
        self._words = [(name, word) for name in _LATE_CATEGORIES for word in CATEGORIES[name]]
        self._readout = Readout(
            [patient.truth(key) for key in self._truths]
            + [known(patient.category(name, (word,))) for name, word in self._words]
        )

    def added_to(self, values: Values, model: z3.ModelRef) -> Values:
        """On a copy of ``values``."""
        found, read = Values(values), self._readout.truths(model)
        found.update(zip(self._truths, read, strict=False))
        for (name, word), holds in zip(self._words, read[len(self._truths) :], strict=True):
            if holds:
                found[k.category_key(name)] = word
        return found


_LATE_CATEGORIES = ("triage_class", "classification", "gate", "imaging")
