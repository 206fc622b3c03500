"""The end of the care plan: the findings that it rests on, the sources, and the standing of the content."""

from __future__ import annotations

from desktop_app.documents.blocks import (
    Block,
    Column,
    Fact,
    FactList,
    Heading,
    KeepTogether,
    Notice,
    Paragraph,
    Run,
    Severity,
    Table,
    Text,
)
from desktop_app.documents.record_text import STATE_WORDS
from desktop_app.domain.care_plan import AnsweredGroup, CarePlan, Labelled

_HASH_SHOWN = 12


def patient_and_history(plan: CarePlan) -> list[Block]:
    """Facts of the visit, current medicines and allergies; an empty list was not asked, it is not "none"."""
    not_asked = STATE_WORDS["unanswered"]
    lists = (
        Fact("Current medicines", "; ".join(plan.current_medicines) or not_asked),
        Fact("Allergies", "; ".join(plan.allergies) or not_asked),
    )
    blocks: list[Block] = [Heading(2, "What this rests on"), FactList(lists, columns=1)]
    if plan.unchecked_medicines:
        names = Paragraph((Run("; ".join(plan.unchecked_medicines), strong=True),))
        advice = Paragraph("No rule knows these names: check interactions and doses by hand.")
        blocks.append(Notice(Severity.CAUTION, "Current medicines not checked", (names, advice)))
    return [
        *blocks,
        *_labelled("Facts of the visit", plan.facts),
        *_labelled("Examination", plan.examination),
    ]


def _labelled(title: str, values: tuple[Labelled, ...]) -> list[Block]:
    if not values:
        return []
    return [Heading(3, title), FactList(tuple(Fact(each.label, each.value) for each in values))]


def asked_and_answered(plan: CarePlan) -> list[Block]:
    """Every question with its state; what is not a plain "no" stands first and bold."""
    if not plan.answers:
        return []
    columns = (Column("Asked about", 1.3), Column("Answers", 6))
    rows = tuple(((Run(group.title, strong=True),), _answers(group)) for group in plan.answers)
    return [Heading(2, "Asked and answered"), Table(columns, rows)]


def _answers(group: AnsweredGroup) -> Text:
    runs: list[Run] = []
    for state, word in STATE_WORDS.items():
        items = "; ".join(f"{item.id} {item.finding}" for item in group.items if item.state == state)
        if items:
            feed = "\n" if runs else ""
            runs.append(Run(f"{feed}{word}: ", strong=True))
            runs.append(Run(items, strong=state != "no"))
    return tuple(runs)


def sources_and_standing(plan: CarePlan) -> list[Block]:
    """What the plan cites, and how far the content behind it is reviewed."""
    content, signed_on = plan.content, plan.context.created_at.date()
    blocks: list[Block] = [Heading(2, "Sources and standing of the content")]
    if plan.sources:
        cited = " ".join(
            f"[{source.id}] {source.citation} ({source.standing.replace('_', ' ')})."
            for source in plan.sources
        )
        blocks.append(Paragraph(cited, muted=True))
    settled = content.review_state == "approved" and signed_on <= content.review_due
    anchors = f"Content hash {content.sha256[:_HASH_SHOWN]}."
    if plan.context.audit_head is not None:
        anchors += f" Audit trail up to {plan.context.audit_head[:_HASH_SHOWN]}."
    details = (Paragraph(f"{plan.disclaimer} {anchors}", muted=True),)
    return [
        *blocks,
        Notice(Severity.INFORMATION if settled else Severity.CAUTION, plan.content_notice, details),
    ]


def attestation(plan: CarePlan) -> Block:
    """What the signature says; it stays with the heading above the signature."""
    return KeepTogether((Heading(2, "Attestation"), Paragraph(plan.attestation)))
