"""Any patient at all, for the solver: the facts that follow from others are formulas, the rest are variables.

The constraints leave out only what no consultation can say; a test holds them against generated consultations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import z3

from desktop_app.domain import criteria as c
from desktop_app.domain.assessment_content import PROMPT_ACTION_RANK, TriageClass, TriageRule
from desktop_app.domain.fact_names import CATEGORIES
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.medication_content import DoseLimit, Medicine
from desktop_app.engine import facts as k
from desktop_app.engine.drug_names import DictionaryRow, base_ingredient
from desktop_app.engine.visit_facts import CHRONIC_FROM, MILD_PAIN, SUBACUTE_FROM
from tests.proofs.kleene import FALSE, Truth, any_holds, either, every, known, negated, none_of
from tests.proofs.translation import Translator
from tests.proofs.variables import NumberVariable, Variables

TAKES = "takes "
STRONG_DOSE = "a chosen dose needs gastroprotection"
PREGNANCY = ("not_recorded", "unknown", "not_pregnant", "pregnant")


class SymbolicPatient:
    """The facts of one patient as propositions; ``constraints`` is what holds for every patient."""

    def __init__(self, knowledge: KnowledgeBase, prefix: str = "") -> None:
        self.knowledge = knowledge
        self.free = Variables(prefix)
        self.complete = self.free.flag("medicines complete")
        self.unmatched = self.free.flag("medicines unmatched")
        self.pregnancy = z3.Int(f"{prefix}pregnancy")
        self.rows = {item.ingredient: DictionaryRow.of(item) for item in knowledge.drug_dictionary}
        self._formulas: dict[str, Callable[[], Truth]] = dict(self._derived())
        self._truths: dict[str, Truth] = {}
        self._categories: dict[str, dict[str, z3.BoolRef]] = {}
        self._own_constraints: list[z3.BoolRef] = list(self._consistency())

    @property
    def constraints(self) -> list[z3.BoolRef]:
        """They grow with the facts that are asked for."""
        return [*self._own_constraints, *self.free.constraints]

    def of(self, criterion: c.Criterion | None, drug: str | None = None) -> Truth:
        """The truth of a criterion about this patient."""
        return Translator(self, drug).truth(criterion)

    def truth(self, key: str) -> Truth:
        if key not in self._truths:
            formula = self._formulas.get(key)
            self._truths[key] = self.free.truth(key) if formula is None else formula()
        return self._truths[key]

    def number(self, name: str) -> NumberVariable:
        if name == "nrs_max":
            return self._worst_pain()
        if name == "acetaminophen_max":
            return NumberVariable(self._acetaminophen_maximum(), z3.BoolVal(True))
        return self.free.number(name)

    def category(self, name: str, values: tuple[str, ...]) -> z3.BoolRef:
        if name not in self._categories:
            self._categories[name] = _CATEGORIES.get(name, _free_category(name))(self)
        return either(self._categories[name][value] for value in values)

    def stopped_within(self, drug_class: str, days: int) -> Truth:
        was, ago = self.stopped(drug_class)
        within = z3.And(was, ago <= days)
        return Truth(within, z3.And(z3.Not(within), z3.Or(was, self.complete)))

    def stopped(self, drug_class: str) -> tuple[z3.BoolRef, z3.ArithRef]:
        """Whether a medicine of this class was stopped, and how many days ago."""
        number = self.free.number(k.stopped_key(drug_class))
        return number.known, number.value

    def tried(self, treatment: str, weeks: float, results: tuple[str, ...]) -> z3.BoolRef:
        return self.free.tried(treatment, weeks, results)

    def takes(self, row: str) -> z3.BoolRef:
        """Whether a product of this row of the dictionary is a current medicine."""
        return self.free.flag(f"{TAKES}{row}")

    def statement(self, name: str) -> Truth:
        return self.truth(k.statement_key(name))

    # What follows from other facts

    def _derived(self) -> Iterable[tuple[str, Callable[[], Truth]]]:
        content = self.knowledge
        for definition in (*content.definitions, *content.consequences):
            yield k.statement_key(definition.id), partial(self.of, definition.when)
        for rule in content.triage_rules:
            yield k.fired_key(rule.id), partial(self._fired, rule)
        for check in content.therapy_rules:
            yield k.fired_key(check.id), partial(self.of, check.when)
        for item in content.drug_classes:
            rows = [row.ingredient for row in self.rows.values() if item.key in row.classes]
            yield k.class_key(item.key), partial(self._takes_any, rows)
        for name in {part for row in self.rows.values() for part in (*row.parts, row.ingredient)}:
            rows = [row.ingredient for row in self.rows.values() if name in (*row.parts, row.ingredient)]
            yield k.drug_key(name), partial(self._takes_any, rows)
        for medicine in content.medicines:
            yield from self._about(medicine)
        for name, formula in _STATEMENTS.items():
            yield k.statement_key(name), partial(formula, self)

    def _about(self, medicine: Medicine) -> Iterable[tuple[str, Callable[[], Truth]]]:
        named = {base_ingredient(name) for name in medicine.duplicate_ingredients or medicine.ingredients}
        topical = medicine.route == "topical"
        same = [
            row.ingredient
            for row in self.rows.values()
            if row.is_topical == topical and not named.isdisjoint(row.bases)
        ]
        yield k.same_ingredient_key("current", medicine.id), partial(self._takes_any, same)
        yield k.this_drug_key("cns_active_at_least_3", medicine.id), self._cns_active
        over = k.this_drug_key("acetaminophen_over_maximum", medicine.id)
        yield over, self._over_maximum if medicine.counts_all_products else lambda: FALSE
        for name in (medicine.id, *medicine.groups):
            members = [m.id for m in self.knowledge.medicines if name in (m.id, *m.groups)]
            flags = [self.free.flag(f"chosen {member}") for member in members]
            yield k.chosen_key(name), partial(known, either(flags))

    def _takes_any(self, rows: list[str]) -> Truth:
        """Absent medicines are only known to be absent where the list is complete."""
        taken = either(self.takes(row) for row in rows)
        return Truth(taken, z3.And(self.complete, z3.Not(taken)))

    def _fired(self, rule: TriageRule) -> Truth:
        """A finished work-up closes a rule that holds."""
        when = self.of(rule.when)
        closed = z3.BoolVal(False) if rule.closed_when is None else self.of(rule.closed_when).yes
        return Truth(z3.And(when.yes, z3.Not(closed)), z3.Or(when.no, z3.And(when.yes, closed)))

    def _cns_active(self) -> Truth:
        """With the medicine under test they would be too many."""
        classes = set(self.knowledge.medication_selection.cns_active_classes)
        active = [self.takes(row.ingredient) for row in self.rows.values() if classes & set(row.classes)]
        return known(z3.AtLeast(*active, self.knowledge.medicine_totals.cns_active_from - 1))

    def _over_maximum(self) -> Truth:
        return known(self.free.number("acetaminophen_total").value > self._acetaminophen_maximum())

    def _acetaminophen_maximum(self) -> z3.ArithRef:
        """The lowest of all limits that hold, for the sum over all products."""
        of = self.knowledge.medicine_totals.maximum_of
        dosing = next(medicine.dosing for medicine in self.knowledge.medicines if medicine.id == of)
        assert dosing is not None
        assert dosing.max_mg_per_day is not None
        most: z3.ArithRef = z3.RealVal(dosing.max_mg_per_day)
        for limit in dosing.limits:
            amount = self.limit_mg(limit)
            if amount is not None:
                most = z3.If(z3.And(self.of(limit.when).yes, amount < most), amount, most)
        return most

    def limit_mg(self, limit: DoseLimit) -> z3.ArithRef | None:
        """The daily maximum of a limit in mg, by the number that it grows with where that is known."""
        fixed, by = limit.max_mg_per_day, limit.by_number
        if fixed is None:
            assert by is None or by.mg_per_day is None, "a maximum by number alone has no translation"
            return None
        if by is None or by.mg_per_day is None:
            return z3.RealVal(fixed)
        number = self.number(by.number)
        grown = number.value * z3.RealVal(by.mg_per_day)
        return z3.If(z3.And(number.known, grown < fixed), grown, z3.RealVal(fixed))

    def _worst_pain(self) -> NumberVariable:
        back, leg = self.free.number("nrs_back"), self.free.number("nrs_leg")
        leg_decides = z3.And(leg.known, z3.Or(z3.Not(back.known), leg.value > back.value))
        return NumberVariable(z3.If(leg_decides, leg.value, back.value), z3.Or(back.known, leg.known))

    # What holds for every patient

    def _consistency(self) -> Iterable[z3.BoolRef]:
        yield z3.Implies(self.complete, z3.Not(self.unmatched))
        yield z3.And(self.pregnancy >= 0, self.pregnancy < len(PREGNANCY))
        yield z3.Implies(self.free.number("pregnancy_weeks").known, _is(self, "pregnant"))
        yield from self._kidney()
        yield from self._onset()
        yield from self._conditions()
        yield from self._examination()
        yield from self._amounts()

    def _kidney(self) -> Iterable[z3.BoolRef]:
        """A missing figure is taken from the other; in different bands the lower stands for both."""
        egfr, crcl = self.free.number("egfr"), self.free.number("crcl")
        yield egfr.known == crcl.known
        for limit in (15, 30, 60):
            yield (egfr.value >= limit) == (crcl.value >= limit)
        unrecorded = self.free.flag("kidney not recorded")
        yield z3.Implies(unrecorded, z3.Not(egfr.known))
        yield z3.Implies(
            z3.Not(z3.Or(unrecorded, egfr.known)),
            self.free.number("age").value < 18,  # creatinine is not used below 18
        )

    def _onset(self) -> Iterable[z3.BoolRef]:
        age, then = self.free.number("age"), self.free.number("age_at_onset")
        days = self.free.number("duration_days")
        yield then.known == days.known
        years = age.value - then.value
        yield z3.Implies(days.known, z3.And(365 * (years - 1) < days.value, days.value <= 366 * (years + 1)))

    def _conditions(self) -> Iterable[z3.BoolRef]:
        content = self.knowledge
        for condition in content.conditions:
            for implied in condition.implies:
                yield z3.Implies(self._has(condition.key), self._has(implied))
        for question in content.questions:
            if question.same_as is not None:
                yield self.truth(question.id).yes == self._has(question.same_as)
        for rule in content.condition_rules:
            yield z3.Implies(self.of(rule.when).yes, self._has(rule.condition))

    def _has(self, condition: str) -> z3.BoolRef:
        return self.truth(k.condition_key(condition)).yes

    def _examination(self) -> Iterable[z3.BoolRef]:
        """A weak muscle is behind every finding on weakness; what was not examined is unknown."""
        deficit = self.statement("motor_deficit")
        for name in ("motor_severe", "motor_several_groups", "motor_worse"):
            yield z3.Implies(self.statement(name).yes, deficit.yes)
        for name in ("motor_severe", "motor_several_groups"):
            yield z3.Implies(deficit.no, self.statement(name).no)
        graded, both = (
            self.statement(name) for name in ("key_movements_graded", "key_movements_graded_both_sides")
        )
        yield z3.Implies(both.yes, graded.yes)
        for each in (graded, both):
            yield each.no == z3.Not(each.yes)

    def _amounts(self) -> Iterable[z3.BoolRef]:
        """An amount comes from a medicine that is taken, or was chosen."""
        totals, chosen = self.knowledge.medicine_totals, self.statement("any_medicine_chosen").yes
        for number, key in (
            ("mme_total", k.class_key(totals.opioid_class)),
            ("acetaminophen_total", k.drug_key(totals.summed_ingredient)),
        ):
            yield z3.Implies(self.free.number(number).value > 0, z3.Or(self.truth(key).yes, chosen))
        alcohol = self.truth(k.class_key(totals.alcohol_class)).yes
        yield z3.Implies(self.free.number("alcohol_per_day").known, alcohol)


def _free_category(name: str) -> Callable[[SymbolicPatient], dict[str, z3.BoolRef]]:
    return lambda patient: patient.free.category(name)


def _is(patient: SymbolicPatient, *statuses: str) -> z3.BoolRef:
    return either(patient.pregnancy == PREGNANCY.index(status) for status in statuses)


def _pregnant(patient: SymbolicPatient) -> Truth:
    male = patient.category("sex", ("male",))
    no = z3.Or(_is(patient, "not_pregnant"), z3.And(_is(patient, "not_recorded"), male))
    return Truth(_is(patient, "pregnant"), no)


def _pain_mild(patient: SymbolicPatient) -> Truth:
    back, leg = patient.free.number("nrs_back"), patient.free.number("nrs_leg")
    above = either(z3.And(score.known, score.value > MILD_PAIN) for score in (back, leg))
    return Truth(z3.And(z3.Not(above), back.known), above)


def _nrs_recorded(patient: SymbolicPatient) -> Truth:
    return known(z3.Or(patient.free.number("nrs_back").known, patient.free.number("nrs_leg").known))


_STATEMENTS: dict[str, Callable[[SymbolicPatient], Truth]] = {
    "female": lambda of: known(of.category("sex", ("female",))),
    "male": lambda of: known(of.category("sex", ("male",))),
    "pregnant": _pregnant,
    "pregnancy_not_recorded": lambda of: known(_is(of, "not_recorded", "unknown")),
    "pregnancy_week_unknown": lambda of: known(
        z3.And(_is(of, "pregnant"), z3.Not(of.free.number("pregnancy_weeks").known))
    ),
    "crp_not_raised": lambda of: negated(of.statement("crp_raised")),
    "labs_kidney_unknown": lambda of: known(of.free.flag("kidney not recorded")),
    "medicines_not_checked": lambda of: known(of.unmatched),
    "gastroprotection_needed": lambda of: any_holds(
        [of.of(of.knowledge.medication_selection.gastroprotection_when), known(of.free.flag(STRONG_DOSE))]
    ),
    "pain_mild": _pain_mild,
    "nrs_recorded": _nrs_recorded,
}
"""Statements that the engine computes from facts which are variables here; the others are variables themselves."""


def _duration_class(patient: SymbolicPatient) -> dict[str, z3.BoolRef]:
    days = patient.free.number("duration_days")
    return {
        "unknown": z3.Not(days.known),
        "acute": z3.And(days.known, days.value < SUBACUTE_FROM),
        "subacute": z3.And(days.known, days.value >= SUBACUTE_FROM, days.value < CHRONIC_FROM),
        "chronic": z3.And(days.known, days.value >= CHRONIC_FROM),
    }


def _state(patient: SymbolicPatient) -> dict[str, z3.BoolRef]:
    acute, chronic = (patient.category("duration_class", (name,)) for name in ("acute", "chronic"))
    new = patient.category("change", ("unknown", "improved"))
    better = patient.category("change", ("improved",))
    subacute = none_of(acute, chronic)
    return {
        "A1": z3.And(acute, new),
        "A2": z3.And(acute, z3.Not(new)),
        "B1": z3.And(subacute, better),
        "B2": z3.And(subacute, z3.Not(better)),
        "C": chronic,
    }


def _triage_class(patient: SymbolicPatient) -> dict[str, z3.BoolRef]:
    """The highest class of all that fired; with open questions, nothing below prompt action counts."""
    rules = patient.knowledge.triage_rules
    fired = {
        found: either(patient.truth(k.fired_key(rule.id)).yes for rule in rules if rule.triage_class is found)
        for found in TriageClass
    }
    open_ = _unanswered(patient)
    classes: dict[str, z3.BoolRef] = {}
    higher: list[z3.BoolRef] = []
    for found in sorted(fired, key=lambda item: -item.rank):
        here = z3.And(fired[found], none_of(*higher))
        if found is TriageClass.NO_FLAG:
            here = none_of(*higher)
        classes[found.value] = here if found.rank >= PROMPT_ACTION_RANK else z3.And(here, z3.Not(open_))
        higher.append(fired[found])
    prompt = either(fired[found] for found in fired if found.rank >= PROMPT_ACTION_RANK)
    classes["INCOMPLETE"] = z3.And(open_, z3.Not(prompt))
    return {value: classes[value] for value in CATEGORIES["triage_class"]}


def _unanswered(patient: SymbolicPatient) -> z3.BoolRef:
    questions = [
        z3.And(patient.of(question.mandatory_when).yes, patient.truth(question.id).unknown)
        for question in patient.knowledge.questions
        if question.mandatory_when is not None
    ]
    return either([*questions, patient.statement("exam_not_assessed").yes])


def _classification(patient: SymbolicPatient) -> dict[str, z3.BoolRef]:
    found: dict[str, list[z3.BoolRef]] = {value: [] for value in CATEGORIES["classification"]}
    earlier: list[z3.BoolRef] = []
    for rule in patient.knowledge.classifications:
        when = patient.of(rule.when).yes
        found[rule.classification].append(z3.And(when, none_of(*earlier)))
        earlier.append(when)
    return {value: either(places) for value, places in found.items()}


def _gate(patient: SymbolicPatient) -> dict[str, z3.BoolRef]:
    emergency = patient.category("triage_class", ("EMERGENCY_TODAY",))
    held = patient.statement("hold").yes
    return {
        "emergency": emergency,
        "urgent_workup": z3.And(held, z3.Not(emergency)),
        "ok": every((z3.Not(held), z3.Not(emergency))),
    }


_CATEGORIES: dict[str, Callable[[SymbolicPatient], dict[str, z3.BoolRef]]] = {
    "duration_class": _duration_class,
    "state": _state,
    "triage_class": _triage_class,
    "classification": _classification,
    "gate": _gate,
}
"""Categories that follow from other facts; the others are variables."""
