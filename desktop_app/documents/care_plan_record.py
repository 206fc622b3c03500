"""The end of the care plan: the findings that it rests on, the sources, and the standing of the content."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.documents.blocks import Block, BulletList, Heading, Notice, Paragraph, SmallPrint
from desktop_app.documents.record_abbreviations import abbreviations
from desktop_app.documents.record_text import STATE_WORDS, basis_text, joined, lead, sentence
from desktop_app.documents.text_runs import Run, Severity, Text
from desktop_app.domain.care_plan import CarePlan, Labelled, SourceLine

_HASH_SHOWN = 12
_NOT_ASKED = "NOT ASKED"
_BRACKETS = (
    "In square brackets: the rule, its sources, how far these were checked. Verified: the text was read. Mixed: its "
    "core was read, a detail was not. From knowledge: it was not at hand. Local convention: no guideline gives it."
)


def findings(plan: CarePlan) -> list[Block]:
    """What the plan rests on; a list that is empty was not asked for, it is not "none"."""
    blocks: list[Block] = [Heading(2, "What this rests on")]
    if plan.unchecked_medicines:
        names = sentence("; ".join(plan.unchecked_medicines))
        title = "Current medicines not checked, check them by hand"
        blocks.append(Notice(Severity.CAUTION, title, (Paragraph(names),)))
    lines: tuple[Text, ...] = (
        lead("Current medicines:", sentence("; ".join(plan.current_medicines) or _NOT_ASKED)),
        lead("Allergies:", sentence("; ".join(plan.allergies) or _NOT_ASKED)),
    )
    return [*blocks, BulletList(lines), *_facts(plan), *_examination(plan)]


def _facts(plan: CarePlan) -> list[Block]:
    """What was recorded of the course and the patient, and what the kind of pain was read from."""
    triage = plan.triage
    kind = joined(
        (Run("Kind of pain:", muted=True),), sentence(triage.classification), basis_text(triage.basis)
    )
    return [Heading(3, "Facts of the visit"), SmallPrint((kind, *labelled(plan.facts)), columns=3)]


def _examination(plan: CarePlan) -> list[Block]:
    """What was examined and what was not."""
    texts = labelled(plan.examination) or (STATE_WORDS["not_assessed"],)
    return [Heading(3, "Examination"), SmallPrint(texts, columns=3)]


def labelled(values: Iterable[Labelled]) -> tuple[Text, ...]:
    """Each value after its label, which steps back."""
    return tuple((Run(f"{each.label}: ", muted=True), Run(each.value)) for each in values)


def citations(sources: Iterable[SourceLine]) -> tuple[Text, ...]:
    """A text for each standing, with the sources of that standing under the ids by which they are cited."""
    by_standing: dict[str, list[SourceLine]] = {}
    for source in sources:
        by_standing.setdefault(source.standing, []).append(source)
    return tuple(
        lead(f"{standing.replace('_', ' ').capitalize()}:", joined(*map(_citation, found)))
        for standing, found in by_standing.items()
    )


def _citation(source: SourceLine) -> Text:
    return (Run(f"[{source.id}] "), Run(sentence(source.citation), muted=True))


def sources(plan: CarePlan, body: Iterable[Block]) -> list[Block]:
    """How to read what ``body`` says in short, and the publications that it cites."""
    return [
        Heading(2, "Sources and standing of the content"),
        SmallPrint((_BRACKETS, *abbreviations(body), *citations(plan.sources))),
    ]


def standing_of_content(plan: CarePlan) -> Block:
    """Which content the plan was made with, how far it is reviewed, and where the records stood."""
    content, signed_on = plan.content, plan.context.created_at.date()
    settled = content.review_state == "approved" and signed_on <= content.review_due
    anchors = f"Content hash {content.sha256[:_HASH_SHOWN]}. {_audit_trail(plan.context.audit_head)}"
    details = Paragraph(f"{plan.disclaimer} {anchors}", muted=True)
    return Notice(Severity.INFORMATION if settled else Severity.CAUTION, plan.content_notice, (details,))


def _audit_trail(head: str | None) -> str:
    if head is None:
        return "No audit trail: made outside the records of a clinic."
    return f"Audit trail up to {head[:_HASH_SHOWN]}."
