"""What the rules say of any patient, in the solver's terms: severities, suggestions, and the status of a therapy.

Written from the clinical reference on medicines (4.1 to 4.4) and on therapies (3.3). Suggestions leave out what only
ever takes a medicine away (it has failed before, or its daily maximum is already taken), so that there are no fewer of
them here than in the application: what is proved of these holds for those.
"""

from __future__ import annotations

from collections.abc import Iterable

import z3

from desktop_app.domain.fact_names import CATEGORIES
from desktop_app.domain.medication_content import MedicationRule, Severity
from desktop_app.domain.therapy_content import Therapy, TherapyRule
from tests.proofs.content_criteria import groups_of, is_about_this_drug
from tests.proofs.kleene import either, every, none_of
from tests.proofs.symbolic_patient import SymbolicPatient


class MedicineJudgement:
    """The rules on medicines, and the order of suggestions."""

    def __init__(self, patient: SymbolicPatient) -> None:
        self._patient = patient
        self._selection = patient.knowledge.medication_selection
        groups = groups_of(patient.knowledge)
        self.drugs_of = {
            rule.id: tuple(dict.fromkeys(drug for name in rule.drugs for drug in groups[name]))
            for rule in patient.knowledge.medication_rules
        }

    def fires(self, rule: MedicationRule, drug: str) -> z3.BoolRef:
        return self._patient.of(rule.when, drug if is_about_this_drug(rule.when) else None).yes

    def has_issue(self, drug: str, least: Severity) -> z3.BoolRef:
        """An issue of this severity or a graver one."""
        return either(self.fires(rule, drug) for rule in self._rules(drug) if severity(rule) >= least)

    def is_suggested(self, drug: str, blocked_from: Severity = Severity.AVOID) -> z3.BoolRef:
        """Suggested by the first context that holds; ``blocked_from`` is the severity that rules a medicine out."""
        found: list[z3.BoolRef] = []
        earlier: list[z3.BoolRef] = []
        for context in self._selection.contexts:
            when = self._patient.of(context.when).yes
            entries = [entry for entry in context.order if entry.drug == drug]
            listed = either(self._patient.of(entry.when).yes for entry in entries)
            in_brackets = either(self._patient.of(entry.when).yes for entry in entries if entry.list_only)
            found.append(every((when, none_of(*earlier), listed, z3.Not(in_brackets))))
            earlier.append(when)
        set_apart = either(
            self.fires(rule, drug) for rule in self._rules(drug) if rule.placement == "list_only"
        )
        return every((either(found), z3.Not(self.has_issue(drug, blocked_from)), z3.Not(set_apart)))

    def _rules(self, drug: str) -> list[MedicationRule]:
        rules = self._patient.knowledge.medication_rules
        return [rule for rule in rules if drug in self.drugs_of[rule.id]]


class TherapyJudgement:
    """The rules on therapies, tiers, and what is offered."""

    def __init__(self, patient: SymbolicPatient) -> None:
        self._patient = patient
        self._content = patient.knowledge

    def has_issue(self, therapy: Therapy, least: Severity) -> z3.BoolRef:
        """An issue for the whole therapy, or for every one of its variants."""
        whole = self._variant_has_issue(therapy, None, least)
        each = [self._variant_has_issue(therapy, variant, least) for variant in therapy.variants]
        return z3.Or(whole, every(each)) if each else whole

    def is_offered(self, therapy: Therapy, blocked_from: Severity = Severity.AVOID) -> z3.BoolRef:
        """As far as no wish of the patient is against it."""
        waits = z3.BoolVal(False)
        if therapy.not_yet_when is not None:
            waits = self._patient.of(therapy.not_yet_when).yes
        return every(
            (
                self._patient.of(therapy.listed_when).yes,
                self._is_in_offered_tier(therapy),
                z3.Not(waits),
                z3.Not(self.has_issue(therapy, blocked_from)),
            )
        )

    def rules_about(self, therapy: Therapy) -> list[TherapyRule]:
        return [
            rule
            for rule in self._content.therapy_rules
            if (therapy.id in rule.therapies or "ALL" in rule.therapies)
            and therapy.id not in rule.except_therapies
        ]

    def _variant_has_issue(self, therapy: Therapy, variant: str | None, least: Severity) -> z3.BoolRef:
        rules = self.rules_about(therapy)
        return either(
            self._patient.of(rule.when).yes
            for rule in rules
            if rule.variant == variant and severity(rule) >= least
        )

    def _is_in_offered_tier(self, therapy: Therapy) -> z3.BoolRef:
        """The best of the tier of the phase and of the tier rules that hold is 1 or 2."""
        tiers, moves = therapy.tiers.model_dump(), self._content.tier_rules
        places: list[z3.BoolRef] = []
        for state in CATEGORIES["state"]:
            raised: Iterable[z3.BoolRef] = (
                self._patient.of(rule.when).yes
                for rule in moves
                if rule.therapy == therapy.id and state in rule.states and rule.tier in ("1", "2")
            )
            here = z3.BoolVal(tiers[state] in ("1", "2"))
            places.append(z3.And(self._patient.category("state", (state,)), either([here, *raised])))
        return either(places)


def severity(rule: MedicationRule | TherapyRule) -> Severity:
    return Severity[rule.severity.upper()]
