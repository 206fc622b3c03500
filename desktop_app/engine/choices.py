"""Facts about what was chosen in this visit, and the daily totals that the choices add to."""

from __future__ import annotations

import re

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.medication_content import Medicine
from desktop_app.engine import facts as k
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.facts import Facts
from desktop_app.engine.medication_checks import limit_mg
from desktop_app.engine.medicine_facts import (
    CurrentMedicines,
    DailyTotal,
    cns_active,
    ingredient_total,
    opioid_total,
)

ACETAMINOPHEN = "acetaminophen"
"""The one ingredient whose daily sum over all products the evaluation reports."""

_AMOUNT = re.compile(r"\d+(?:\.\d+)?")


def chosen_mg_per_day(choice: MedicationChoice, medicine: Medicine, ingredient: str) -> float | None:
    """Daily mg of an ingredient in a chosen medicine; 0 where it holds none, ``None`` where the dose is open."""
    if ingredient not in medicine.ingredients:
        return 0.0
    dose = choice.dose_mg
    if choice.strength is not None:
        amounts = [float(amount) for amount in _AMOUNT.findall(choice.strength)]
        same_count = len(amounts) == len(medicine.ingredients)
        dose = amounts[medicine.ingredients.index(ingredient)] if same_count else None
    return None if dose is None or choice.times_per_day is None else dose * choice.times_per_day


def add_choice_facts(facts: Facts, consultation: Consultation, compiled: CompiledKnowledge) -> None:
    """Which medicines, groups and therapies were chosen; what was not chosen is false."""
    knowledge, decisions = compiled.knowledge, consultation.decisions
    chosen = {choice.drug for choice in decisions.medications}
    for medicine in knowledge.medicines:
        for name in (medicine.id, *medicine.groups):
            key = k.chosen_key(name)
            facts.values[key] = facts.values.get(key) is True or medicine.id in chosen
    therapies = set(decisions.therapies)
    for therapy in knowledge.therapies:
        facts.values[k.therapy_key(therapy.id, "chosen")] = therapy.id in therapies
    active = {therapy.id for therapy in knowledge.therapies if therapy.active}
    statements = {
        "any_medicine_chosen": bool(chosen),
        "no_medicine_chosen": not chosen,
        "any_therapy_chosen": bool(therapies),
        "any_active_therapy_chosen": not therapies.isdisjoint(active),
    }
    for name, truth in statements.items():
        facts.values[k.statement_key(name)] = truth


def add_totals(
    facts: Facts, consultation: Consultation, medicines: CurrentMedicines, compiled: CompiledKnowledge
) -> tuple[DailyTotal, DailyTotal]:
    """Add opioid and acetaminophen totals (current plus chosen) and what follows from them for each medicine.

    Returns the totals (MME, acetaminophen mg). Rules compare the known part, so that an unknown dose never hides it.
    """
    opioids = _with_choices(_opioids(medicines, compiled), consultation, compiled, None)
    current = ingredient_total(medicines, ACETAMINOPHEN)
    total = _with_choices(current, consultation, compiled, ACETAMINOPHEN)
    most = acetaminophen_maximum(facts, compiled)
    facts.values[k.number_key("mme_total")] = opioids.known
    facts.values[k.number_key("acetaminophen_current")] = current.known
    facts.values[k.number_key("acetaminophen_total")] = total.known
    facts.values[k.number_key("acetaminophen_max")] = most
    active = cns_active(medicines, compiled.medicine_content.cns_active_classes)
    for medicine in compiled.knowledge.medicines:
        over = k.this_drug_key("acetaminophen_over_maximum", medicine.id)
        facts.values[over] = medicine.counts_all_products and total.known > most
        count = k.this_drug_key("cns_active_at_least_3", medicine.id)
        facts.values[count] = len(active) + 1 >= 3
        facts.causes[count] = active
    products = tuple(item.name for item in medicines.current if ACETAMINOPHEN in item.row.parts)
    facts.causes[k.number_key("acetaminophen_total")] = products
    facts.causes[k.number_key("mme_total")] = tuple(
        i.name for i in medicines.current if "opioid" in i.row.classes
    )
    return opioids, total


def acetaminophen_maximum(facts: Facts, compiled: CompiledKnowledge) -> float:
    """The lowest daily maximum that applies to this patient, in mg over all products."""
    for medicine in compiled.knowledge.medicines:
        if (
            medicine.counts_all_products
            and medicine.ingredients == (ACETAMINOPHEN,)
            and medicine.dosing is not None
        ):
            limits = (limit for limit in medicine.dosing.limits if compiled.holds(limit.when, facts))
            return min([medicine.dosing.max_mg_per_day, *(limit_mg(limit, facts) for limit in limits)])
    return 0.0


def _opioids(medicines: CurrentMedicines, compiled: CompiledKnowledge) -> DailyTotal:
    return opioid_total(medicines, compiled.medicine_content.opioid_factors)


def _with_choices(
    total: DailyTotal, consultation: Consultation, compiled: CompiledKnowledge, ingredient: str | None
) -> DailyTotal:
    """Add the chosen medicines; without an ingredient the sum is of opioids in morphine equivalents."""
    by_key = {medicine.id: medicine for medicine in compiled.knowledge.medicines}
    factors = {
        item.ingredient: item.factor
        for item in compiled.medicine_content.opioid_factors
        if not item.per_mcg_h
    }
    weights = factors if ingredient is None else {ingredient: 1.0}
    known, complete = total.known, total.complete
    for choice in consultation.decisions.medications:
        medicine = by_key.get(choice.drug)
        if medicine is None:
            continue
        for name, weight in weights.items():
            amount = chosen_mg_per_day(choice, medicine, name)
            known += (amount or 0) * weight
            complete = complete and amount is not None
    return DailyTotal(known, complete)
