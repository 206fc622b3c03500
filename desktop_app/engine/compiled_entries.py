"""Entries of the content with their clauses, one type for each section that needs more than one clause."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from desktop_app.domain.assessment_content import ImagingRule, RuleOrder, TriageRule
from desktop_app.domain.medication_content import (
    DefaultDoseFor,
    DoseLimit,
    Medicine,
    Severity,
    SuggestionContext,
    SuggestionEntry,
)
from desktop_app.domain.therapy_content import Therapy, TierRule
from desktop_app.domain.treatment_assessments import DoseRange
from desktop_app.engine.clauses import Clause, Conditional

E = TypeVar("E")

IssueText = tuple[str, tuple[str, ...], str | None, tuple[str, ...], str, str | None]
"""The fields of an ``Issue`` that the content alone decides: from its message on."""


class CompiledTriageRule(NamedTuple):
    """A triage rule; ``position`` is its place in the content, in which rules of one class are shown.

    ``fired`` is the key of the fact that it fired.
    """

    position: int
    rule: TriageRule
    fired: str
    when: Clause
    closed_when: Clause | None
    orders: tuple[Conditional[RuleOrder], ...]


class CompiledImagingRule(NamedTuple):
    """An imaging decision with its order, if it has one."""

    rule: ImagingRule
    when: Clause
    orders: tuple[Conditional[RuleOrder], ...]


class CompiledMedicine(NamedTuple):
    """A medicine; ``usual`` is its dose range for a patient for whom nothing limits it.

    ``identity`` is what every assessment of it begins with: key, name, class and role. ``over_maximum`` and
    ``cns_active`` are the keys of the facts about this medicine.
    """

    id: str
    identity: tuple[str, str, str, str]
    medicine: Medicine
    names: frozenset[str]
    over_maximum: str
    cns_active: str
    usual: DoseRange | None
    limits: tuple[Conditional[DoseLimit], ...]
    default_for: tuple[Conditional[DefaultDoseFor], ...]


class DoseRule(NamedTuple, Generic[E]):
    """A limit or a default dose of one medicine.

    ``alone`` is the range of a patient to whom nothing else applies; ``None`` where it needs a number of the patient.
    """

    drug: str
    rule: E
    when: Clause
    alone: DoseRange | None


class RuleCheck(NamedTuple):
    """A medication rule with its clause, and that of its ``must_ask_when``, for the same medicines.

    ``text`` is what does not depend on the patient: the fields of ``Issue`` from its message on.
    """

    id: str
    severity: Severity
    when: Clause
    must_ask: Clause | None
    drugs: tuple[str, ...]
    placement: str
    text: IssueText


class SuggestionList(NamedTuple):
    """The order of medicines for one kind of visit."""

    context: SuggestionContext
    when: Clause
    order: tuple[Conditional[SuggestionEntry], ...]


class CompiledTherapy(NamedTuple):
    """A therapy, listed ``when`` its clause holds, with the rules that may move it to another tier.

    ``offered`` is the key of the fact that it is offered.
    """

    id: str
    label: str
    summary: str
    sources: tuple[str, ...]
    therapy: Therapy
    tier_of_state: dict[str, str]
    offered: str
    when: Clause
    not_yet: Clause | None
    tier_rules: tuple[Conditional[TierRule], ...]


class TherapyCheck(NamedTuple):
    """A therapy rule with its clause and the therapies that it is about; ``fired`` is the key of the fact it sets."""

    id: str
    severity: Severity
    variant: str | None
    fired: str
    when: Clause
    therapies: tuple[str, ...]
    text: IssueText
