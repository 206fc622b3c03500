"""Rank the medicines that may be suggested (medication reference 4.1 to 4.4). Nothing blocked is ever suggested."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.medication_content import MedicationSelection, Medicine, Severity
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import holding
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.compiled_entries import SuggestionList
from desktop_app.engine.facts import Facts, TriedTreatment
from desktop_app.engine.medication_checks import CheckedMedicine

NO_MEDICATION = "no_medication"

# Bound once: to look a member up in its enumeration takes longer than to compare it.
_CAUTION, _AVOID = Severity.CAUTION, Severity.AVOID


class Suggestions(NamedTuple):
    """Rank (from 1) of each suggested medicine, the first suggestion, what is said of it, and for whom the list is."""

    ranks: dict[str, int]
    first: str
    because: tuple[str, ...]
    suggested_for: str


def suggest(facts: Facts, compiled: CompiledKnowledge, checked: dict[str, CheckedMedicine]) -> Suggestions:
    """The order of the context's list, without what is blocked, with what needs care moved down."""
    selection = compiled.knowledge.medication_selection
    found = next((item for item in compiled.suggestion_lists if item.when.holds(facts)), None)
    listed = [] if found is None else _listed(found, facts, checked, selection)
    ranks = {drug: place for place, drug in enumerate(listed, start=1)}
    title = "" if found is None else found.context.title
    if compiled.no_medication.holds(facts):
        return Suggestions(ranks, NO_MEDICATION, compiled.no_medication.because(facts), title)
    if not listed:
        return Suggestions(ranks, NO_MEDICATION, (selection.no_medication_reason,), title)
    note = checked[listed[0]].compiled.medicine.first_choice_note
    return Suggestions(ranks, listed[0], () if note is None else (note,), title)


def _listed(
    context: SuggestionList,
    facts: Facts,
    checked: dict[str, CheckedMedicine],
    selection: MedicationSelection,
) -> list[str]:
    order = [
        entry
        for entry, _ in holding(context.order, facts)
        if entry.drug in checked and checked[entry.drug].severity < _AVOID
    ]
    drugs = _demoted([entry.drug for entry in order], checked, selection)
    brackets = {entry.drug for entry in order if entry.list_only}
    failed = _failed(facts, checked, selection)
    groups_exhausted = _exhausted_groups(failed, checked, selection)
    return [
        drug
        for drug in drugs
        if drug not in brackets
        and not _list_only(checked[drug])
        and drug not in failed
        and groups_exhausted.isdisjoint(checked[drug].compiled.names)
        and not _already_at_maximum(checked[drug].compiled.medicine, facts)
    ]


def _demoted(
    drugs: list[str], checked: dict[str, CheckedMedicine], selection: MedicationSelection
) -> list[str]:
    """Move a medicine with a demoting caution, or with several cautions, behind acetaminophen and the topicals."""
    last = max((place for place, drug in enumerate(drugs) if drug in selection.demote_below), default=-1)
    before, behind = drugs[: last + 1], drugs[last + 1 :]
    demoted = [drug for drug in before if _to_demote(checked[drug], selection)]
    return [*(drug for drug in before if drug not in demoted), *demoted, *behind]


def _to_demote(medicine: CheckedMedicine, selection: MedicationSelection) -> bool:
    if medicine.compiled.names.isdisjoint(selection.demote_groups):
        return False
    cautions = [check for check, _ in medicine.fired if check.severity is _CAUTION]
    return len(cautions) >= selection.demote_at_cautions or any(
        check.placement == "demote" for check in cautions
    )


def _list_only(medicine: CheckedMedicine) -> bool:
    return any(check.placement == "list_only" for check, _ in medicine.fired)


def _failed(
    facts: Facts, checked: dict[str, CheckedMedicine], selection: MedicationSelection
) -> frozenset[str]:
    """The medicines that were tried in this episode without success."""
    return frozenset(
        entry.treatment
        for entry in facts.tried
        if entry.treatment in checked and _no_success(entry, checked[entry.treatment], selection)
    )


def _no_success(entry: TriedTreatment, item: CheckedMedicine, selection: MedicationSelection) -> bool:
    """Worse or not tolerated at once; no change only after the time that the medicine needs."""
    if entry.result in ("worse", "not_tolerated"):
        return True
    if entry.result != "no_change" or entry.weeks is None:
        return False
    limits = [rule.weeks for rule in selection.failed_after if rule.group in item.compiled.names]
    return bool(limits) and entry.weeks >= min(limits)


def _exhausted_groups(
    failed: frozenset[str], checked: dict[str, CheckedMedicine], selection: MedicationSelection
) -> frozenset[str]:
    """Groups of which so many medicines have failed that no other is suggested."""
    exhausted = set()
    for rule in selection.failed_after:
        if rule.stop_group_after is not None:
            of_group = [drug for drug in failed if rule.group in checked[drug].compiled.names]
            if len(of_group) >= rule.stop_group_after:
                exhausted.add(rule.group)
    return frozenset(exhausted)


def _already_at_maximum(medicine: Medicine, facts: Facts) -> bool:
    """The patient's other products already reach the maximum: no dose is left to propose."""
    if not medicine.counts_all_products:
        return False
    values = facts.values
    return bool(values[k.number_key("acetaminophen_current")] >= values[k.number_key("acetaminophen_max")])
