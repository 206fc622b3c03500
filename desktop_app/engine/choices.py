"""Facts about what was chosen in this visit, and the daily totals that the choices add to."""

from __future__ import annotations

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.medication_content import Medicine
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import holding
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.dose_ranges import limit_mg
from desktop_app.engine.facts import Facts
from desktop_app.engine.medicine_facts import (
    CurrentMedicines,
    DailyTotal,
    cns_active,
    ingredient_total,
    opioid_total,
)
from desktop_app.engine.strengths import amounts_mg
from desktop_app.engine.truth import Truth, truth_of


def chosen_mg_per_day(choice: MedicationChoice, medicine: Medicine, ingredient: str) -> float | None:
    """Daily mg of an ingredient in a chosen medicine; 0 where it holds none, ``None`` where the dose is open.

    A combination tells the amounts by its strength only: ``dose_mg`` does not say which ingredient it means.
    """
    if ingredient not in medicine.ingredients:
        return 0.0
    if choice.strength is not None:
        amounts = amounts_mg(choice.strength)
        same_count = len(amounts) == len(medicine.ingredients)
        dose = amounts[medicine.ingredients.index(ingredient)] if same_count else None
    else:
        dose = choice.dose_mg if len(medicine.ingredients) == 1 else None
    return None if dose is None or choice.times_per_day is None else dose * choice.times_per_day


def add_choice_facts(facts: Facts, consultation: Consultation, compiled: CompiledKnowledge) -> None:
    """Which medicines, groups and therapies were chosen; what was not chosen is false."""
    values, decisions = facts.values, consultation.decisions
    chosen = {choice.drug for choice in decisions.medications}
    therapies = set(decisions.therapies)
    values.update(compiled.nothing_chosen)
    if chosen:
        for item in compiled.medicines:
            if item.id in chosen:
                values.update(dict.fromkeys(map(k.chosen_key, item.names), True))
    values.update((k.therapy_key(therapy, "chosen"), True) for therapy in therapies)
    active = any(item.therapy.active for item in compiled.therapies if item.id in therapies)
    values[k.statement_key("any_medicine_chosen")] = bool(chosen)
    values[k.statement_key("no_medicine_chosen")] = not chosen
    values[k.statement_key("no_medicine_wanted")] = truth_of(decisions.no_medication)
    values[k.statement_key("any_therapy_chosen")] = bool(therapies)
    values[k.statement_key("any_active_therapy_chosen")] = active
    selection = compiled.knowledge.care_selection
    new = therapies.difference(selection.basics, (item.treatment for item in consultation.tried))
    values[k.statement_key("more_new_therapies_than_suggested")] = len(new) > selection.most_new


def add_totals(
    facts: Facts, consultation: Consultation, medicines: CurrentMedicines, compiled: CompiledKnowledge
) -> tuple[DailyTotal, DailyTotal]:
    """Add opioid and acetaminophen totals (current plus chosen) and what follows from them for each medicine.

    Returns the totals (MME, acetaminophen mg). Rules compare the known part, so that an unknown dose never hides it.
    """
    content, values = compiled.medicine_content, facts.values
    factors, summed = content.opioid_factors, content.totals.summed_ingredient
    weights = {name: item.factor for name, item in factors.items() if not item.per_mcg_h}
    opioids = _with_choices(opioid_total(medicines, content), consultation, compiled, weights)
    current = ingredient_total(medicines, summed)
    total = _with_choices(current, consultation, compiled, {summed: 1.0})
    most = summed_maximum(facts, compiled)
    values[k.number_key("mme_total")] = opioids.known
    values[k.number_key("acetaminophen_current")] = current.known
    values[k.number_key("acetaminophen_total")] = total.known
    values[k.number_key("acetaminophen_max")] = most
    _add_facts_of_each_medicine(facts, compiled, medicines, over=total.known > most)
    products = [item.name for item in medicines.current if summed in item.row.parts]
    narcotics = [item.name for item in medicines.current if content.totals.opioid_class in item.row.classes]
    facts.causes[k.number_key("acetaminophen_total")] = tuple(products)
    facts.causes[k.number_key("mme_total")] = tuple(narcotics)
    return opioids, total


def needs_gastroprotection(facts: Facts, consultation: Consultation, compiled: CompiledKnowledge) -> Truth:
    """By the patient's risks, or by a chosen daily dose above the one that is gentle enough."""
    limits = compiled.knowledge.medication_selection.gastroprotection_above
    for choice in consultation.decisions.medications:
        daily = (choice.dose_mg or 0) * (choice.times_per_day or 0)
        if any(choice.drug == limit.drug and daily > limit.mg_per_day for limit in limits):
            return True
    return compiled.gastroprotection.test(facts.values)


def summed_maximum(facts: Facts, compiled: CompiledKnowledge) -> float:
    """The lowest daily maximum that applies to this patient, in mg over all products; without any there is no room."""
    key = compiled.medicine_content.totals.maximum_of
    for item in compiled.medicines:
        dosing = item.medicine.dosing
        if item.id == key and dosing is not None and dosing.max_mg_per_day is not None:
            limits = [limit_mg(limit, facts) for limit, _ in holding(item.limits, facts)]
            return min([dosing.max_mg_per_day, *(amount for amount in limits if amount is not None)])
    return 0.0


def _add_facts_of_each_medicine(
    facts: Facts, compiled: CompiledKnowledge, medicines: CurrentMedicines, *, over: bool
) -> None:
    """Whether, with this medicine, the acetaminophen is too much or the CNS-active medicines are too many."""
    content = compiled.medicine_content
    active = cns_active(medicines, content.cns_active_classes)
    values, causes = facts.values, facts.causes
    too_many = len(active) + 1 >= content.totals.cns_active_from
    for item in compiled.medicines:
        values[item.over_maximum] = over and item.medicine.counts_all_products
        values[item.cns_active] = too_many
        causes[item.cns_active] = active


def _with_choices(
    total: DailyTotal,
    consultation: Consultation,
    compiled: CompiledKnowledge,
    weights: dict[str, float],
) -> DailyTotal:
    """Add the chosen medicines, each ingredient by its weight (1, or its factor of morphine equivalents)."""
    if not consultation.decisions.medications:
        return total
    by_key = {item.id: item.medicine for item in compiled.medicines}
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
