"""Checks that the content fits together: names are unique and lead somewhere, and nothing that is needed is missing."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.content.criteria_rules import criteria_problems
from desktop_app.content.examination_rules import examination_problems
from desktop_app.content.names import Found, Names, name_of
from desktop_app.content.references import reference_problems
from desktop_app.content.text_rules import text_problems
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.criteria import Always
from desktop_app.domain.decisions import EmergencyOverrideReason, OverrideReason
from desktop_app.domain.fact_names import STATEMENTS
from desktop_app.domain.instrument_content import MEASURES
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.shared_decision_content import DECISION_TEXTS
from desktop_app.domain.therapy_content import OverrideReason as ReasonLabel
from desktop_app.domain.value_types import CodedWord

_SHARED_NAMES = (
    ("sources",),
    ("seed_statements",),
    ("question_groups",),
    ("questions",),
    ("conditions",),
    ("definitions", "consequences"),
    ("triage_classes",),
    (
        "triage_rules",
        "therapy_rules",
        "tier_rules",
        "condition_rules",
        "classifications",
        "sublevels",
        "pathway",
        "imaging_rules",
        "referral_rules",
        "follow_up_rules",
        "contradictions",
        "prompts",
        "plan_requirements",
        "instruments",
    ),
    ("medication_rules",),
    ("nerve_roots",),
    ("movements",),
    ("strength_grades",),
    ("reflexes",),
    ("nerve_tests",),
    ("stenosis_clues",),
    ("order_codes",),
    ("referral_targets",),
    ("drug_classes",),
    ("allergy_keys",),
    ("ambiguous_names",),
    ("dose_switches",),
    ("opioid_factors",),
    ("medicines", "therapies"),
    ("guidelines",),
    ("guideline_decisions",),
    ("override_reasons",),
    ("emergency_override_reasons",),
    ("decision_options",),
    ("decision_texts",),
    ("decision_values",),
    ("handout_sections",),
    ("handout_snippets",),
    ("handout_texts",),
    ("reason_phrases",),
)
"""Sections whose entries must not share a name.

Rules are one group, because they are cited by their id alone. Medication rules stand beside it: the clinical references
number red flags and tramadol alike (``TR-01``), and a medication rule is only ever cited with its medicine.
"""

_NEEDED_STATEMENTS = {
    "definitions": ("exam_not_assessed", "pregnant_or_possible", "radicular"),
    "consequences": ("hold",),
}
"""Statements that the engine itself reads."""

_CODED_REASONS = {
    "override_reasons": OverrideReason,
    "emergency_override_reasons": EmergencyOverrideReason,
}
"""Sections that label the codes of the case format."""

_REVIEW_STATES = ("submitted", "under_review", "approved")


def integrity_problems(knowledge: KnowledgeBase, refused: frozenset[str]) -> Found:
    """Every problem between entries; ``refused`` are names of entries that were set aside before."""
    names = Names(knowledge, refused)
    yield from _repeated_names(knowledge)
    yield from _repeated_drug_names(knowledge)
    yield from criteria_problems(knowledge, names)
    yield from reference_problems(knowledge, names)
    yield from text_problems(knowledge)
    yield from examination_problems(knowledge, names)
    yield from _missing_entries(knowledge, refused)


def _repeated_names(knowledge: KnowledgeBase) -> Found:
    for sections in _SHARED_NAMES:
        computed = STATEMENTS if "definitions" in sections else ()
        first = dict.fromkeys(computed, "the computed facts")
        for section in sections:
            for index, entry in enumerate(getattr(knowledge, section)):
                name = name_of(entry)
                if name in first:
                    yield (section, index), f"stands twice: {name} is in {first[name]} already"
                first.setdefault(name, section)


def _repeated_drug_names(knowledge: KnowledgeBase) -> Found:
    """A name under two rows would be matched to whichever stands first."""
    rows = knowledge.drug_dictionary
    row_of: dict[str, int] = {}
    for index, entry in enumerate(rows):
        for name in (entry.ingredient, *entry.synonyms):
            plain = " ".join(name.casefold().split())
            if not plain:
                yield ("drug_dictionary", index), "has an empty name"
            elif (first := row_of.setdefault(plain, index)) != index:
                yield ("drug_dictionary", index), f"{name} is a name of {rows[first].ingredient} already"


def _missing_entries(knowledge: KnowledgeBase, refused: frozenset[str]) -> Found:
    for section, needed in _NEEDED_STATEMENTS.items():
        present = {entry.id for entry in getattr(knowledge, section)} | refused
        yield from _absent((section,), needed, present)
    shown = {text.key for text in knowledge.decision_texts} | refused
    yield from _absent(("decision_texts",), DECISION_TEXTS, shown)
    classes = {text.id.value for text in knowledge.triage_classes} | refused
    yield from _absent(("triage_classes",), (each.value for each in TriageClass), classes)
    yield from _measures(knowledge, refused)
    for section, codes in _CODED_REASONS.items():
        yield from _coded_reasons(section, getattr(knowledge, section), codes, refused)
    last = len(knowledge.classifications) - 1
    if last < 0:
        yield ("classifications",), "must have an entry"
    elif not isinstance(knowledge.classifications[last].when, Always):
        yield ("classifications", last), "the last classification must always hold"
    if knowledge.about.review_state not in _REVIEW_STATES:
        yield ("about", "review_state"), f"must be one of {', '.join(_REVIEW_STATES)}"


def _measures(knowledge: KnowledgeBase, refused: frozenset[str]) -> Found:
    """Each measure that a consultation records is scored by one instrument: without one, no change of it counts."""
    measured: set[str] = set()
    for index, instrument in enumerate(knowledge.instruments):
        if instrument.measure in measured:
            yield (
                ("instruments", index, "measure"),
                f"stands twice: {instrument.measure} has an instrument already",
            )
        measured.add(instrument.measure)
    if not refused:
        yield from _absent(("instruments",), MEASURES, measured)


def _coded_reasons(
    section: str, reasons: tuple[ReasonLabel, ...], codes: type[CodedWord], refused: frozenset[str]
) -> Found:
    """Every code of the case format has its label, and no other code has one."""
    words = [word.value for word in codes]
    yield from _absent((section,), words, {reason.code for reason in reasons} | refused)
    for index, reason in enumerate(reasons):
        if reason.code not in words:
            yield (section, index, "code"), f"must be one of {', '.join(words)}"


def _absent(section: tuple[str], needed: Iterable[str], present: set[str] | frozenset[str]) -> Found:
    for name in needed:
        if name not in present:
            yield section, f"has no entry for {name}"
