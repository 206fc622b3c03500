"""Who is the same patient, and who only has a similar name. A name alone never joins two records."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Final

from desktop_app.domain.records import PatientLabel, PlanSummary

_ALIKE: Final = 0.6
"""From this share of common letters on, two given names of one family name are pointed out (``Ana``, ``Anna``)."""


def folded(text: str) -> str:
    """For comparing names: without case, accents and doubled spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def visits_of(patient: PatientLabel, plans: Iterable[PlanSummary]) -> tuple[PlanSummary, ...]:
    """The signed plans of this patient, the earliest visit first; one that another amends is left out.

    The birth date must be equal, and the patient number, or the exact name where a number is missing. A plan without
    a number belongs to nobody where more than one number goes with its name and birth date.
    """
    known = tuple(plan for plan in plans if plan.patient.birth_date == patient.birth_date)
    replaced = superseded_by(known)
    found = [
        plan
        for plan in known
        if plan.plan_id not in replaced and _same_patient(patient, plan.patient, _numbers(known, plan))
    ]
    return tuple(sorted(found, key=lambda plan: (plan.visit_date, plan.signed_at)))


def history_plans(plan: PlanSummary, plans: Iterable[PlanSummary]) -> tuple[PlanSummary, ...]:
    """The visits of the patient of ``plan``; where nothing says whose it is, that plan alone."""
    return visits_of(plan.patient, plans) or (plan,)


def patient_plans(plan: PlanSummary, plans: Iterable[PlanSummary]) -> tuple[PlanSummary, ...]:
    """As ``history_plans``, with the plans that another one amends, each before the one that replaces it."""
    known = tuple(plans)
    by_id = {each.plan_id: each for each in known}
    found: list[PlanSummary] = []
    for visit in history_plans(plan, known):
        older = [visit]
        while older[0].replaces is not None and older[0].replaces in by_id:
            older.insert(0, by_id[older[0].replaces])
        found += older
    return tuple(found)


def superseded_by(plans: Iterable[PlanSummary]) -> Mapping[str, str]:
    """For each plan that was amended the plan that replaces it."""
    return {plan.replaces: plan.plan_id for plan in plans if plan.replaces is not None}


def _same_patient(one: PatientLabel, other: PatientLabel, numbers: frozenset[str]) -> bool:
    if one.identifier and other.identifier:
        return one.identifier == other.identifier
    named = bool(one.family_name and one.given_name)
    return named and _name(one) == _name(other) and len(numbers | {one.identifier} - {""}) <= 1


def _numbers(plans: Iterable[PlanSummary], plan: PlanSummary) -> frozenset[str]:
    """Every patient number that goes with the name of a plan, among plans of one birth date."""
    alike = (each.patient for each in plans if _name(each.patient) == _name(plan.patient))
    return frozenset(each.identifier for each in alike if each.identifier)


def _name(patient: PatientLabel) -> tuple[str, str]:
    """The exact name, however its accents are encoded."""
    family, given = (unicodedata.normalize("NFC", text) for text in (patient.family_name, patient.given_name))
    return family, given


class SimilarNames:
    """Finds other patients whose name could be taken for this one, among all that are known."""

    def __init__(self, patients: Iterable[PatientLabel]) -> None:
        self._families: dict[str, dict[PatientLabel, None]] = defaultdict(dict)
        for patient in patients:
            self._families[folded(patient.family_name)].setdefault(patient)

    def of(self, patient: PatientLabel) -> PatientLabel | None:
        """One patient of the same family name and a like given name who is somebody else, or may be."""
        family = folded(patient.family_name)
        others = self._families[family] if family else ()
        return next((other for other in others if _is_alike(patient, other)), None)


def _is_alike(patient: PatientLabel, other: PatientLabel) -> bool:
    if (other.birth_date, other.identifier) == (patient.birth_date, patient.identifier):
        return False
    one, two = folded(patient.given_name), folded(other.given_name)
    return SequenceMatcher(None, one, two).ratio() >= _ALIKE
