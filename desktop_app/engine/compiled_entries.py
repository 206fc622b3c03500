"""Entries of the content with their clauses, one type for each section that needs more than one clause."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.assessment_content import ImagingRule, RuleOrder, TriageRule
from desktop_app.domain.evaluation import DoseRange
from desktop_app.domain.medication_content import (
    DefaultDoseFor,
    DoseLimit,
    MedicationRule,
    Medicine,
    Severity,
    SuggestionContext,
    SuggestionEntry,
)
from desktop_app.domain.therapy_content import HandoutSection, HandoutSnippet, Therapy, TherapyRule, TierRule
from desktop_app.engine.clauses import Clause, Conditional


class CompiledTriageRule(NamedTuple):
    """A triage rule; ``position`` is its place in the content, in which rules of one class are shown."""

    position: int
    rule: TriageRule
    when: Clause
    closed_when: Clause | None
    orders: tuple[Conditional[RuleOrder], ...]


class CompiledImagingRule(NamedTuple):
    """An imaging decision with its order, if it has one."""

    rule: ImagingRule
    when: Clause
    orders: tuple[Conditional[RuleOrder], ...]


class CompiledMedicine(NamedTuple):
    """A medicine; ``usual`` is its dose range for a patient for whom nothing limits it."""

    medicine: Medicine
    names: frozenset[str]
    usual: DoseRange | None
    limits: tuple[Conditional[DoseLimit], ...]
    default_for: tuple[Conditional[DefaultDoseFor], ...]
    guidelines_differ: Clause | None


class RuleCheck(NamedTuple):
    """A medication rule with its clause, and that of its ``must_ask_when``, for the same medicines."""

    rule: MedicationRule
    severity: Severity
    when: Clause
    must_ask: Clause | None
    drugs: tuple[str, ...]


class SuggestionList(NamedTuple):
    """The order of medicines for one kind of visit."""

    context: SuggestionContext
    when: Clause
    order: tuple[Conditional[SuggestionEntry], ...]


class CompiledTherapy(NamedTuple):
    """A therapy with the rules that may move it to another tier."""

    therapy: Therapy
    listed: Clause
    not_yet: Clause | None
    guidelines_differ: Clause | None
    tier_rules: tuple[Conditional[TierRule], ...]


class TherapyCheck(NamedTuple):
    """A therapy rule with its clause and the therapies that it is about."""

    rule: TherapyRule
    severity: Severity
    when: Clause
    therapies: tuple[str, ...]


class CompiledSection(NamedTuple):
    """A section of the handout with its snippets."""

    section: HandoutSection
    snippets: tuple[Conditional[HandoutSnippet], ...]
