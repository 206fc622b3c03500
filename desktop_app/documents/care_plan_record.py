"""The end of the care plan: the findings that it rests on, the sources, and the standing of the content."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.documents.blocks import (
    Block,
    BulletList,
    Heading,
    Notice,
    Paragraph,
    Run,
    Severity,
    Text,
)
from desktop_app.documents.record_text import STATE_WORDS, lead, sentence
from desktop_app.domain.care_plan import AnsweredGroup, CarePlan, Labelled, SourceLine

_HASH_SHOWN = 12
_NOT_ASKED = "NOT ASKED"


def findings(plan: CarePlan) -> list[Block]:
    """What the plan rests on; a list that is empty was not asked for, it is not "none"."""
    blocks: list[Block] = [Heading(2, "What this rests on")]
    if plan.unchecked_medicines:
        names = Paragraph((Run("; ".join(plan.unchecked_medicines), strong=True),))
        blocks.append(Notice(Severity.CAUTION, "Current medicines not checked: check them by hand", (names,)))
    lines = [
        lead("Current medicines:", "; ".join(plan.current_medicines) or _NOT_ASKED),
        lead("Allergies:", "; ".join(plan.allergies) or _NOT_ASKED),
        *_run_in("Facts of the visit", plan.facts),
        *_run_in("Examination", plan.examination),
    ]
    return [*blocks, BulletList(tuple(lines))]


def _run_in(title: str, values: tuple[Labelled, ...]) -> list[tuple[Run, ...]]:
    """Labelled values one after another, as clinicians dictate them."""
    if not values:
        return [lead(f"{title}:", STATE_WORDS["not_assessed"])]
    return [lead(f"{title}:", " · ".join(f"{each.label}: {each.value}" for each in values))]


def asked_and_answered(plan: CarePlan) -> list[Block]:
    """Every question with its state; what is not a plain "no" stands first and bold."""
    if not plan.answers:
        return []
    return [Heading(2, "Asked and answered"), BulletList(tuple(_answers(group) for group in plan.answers))]


def _answers(group: AnsweredGroup) -> Text:
    runs = [Run(f"{group.title}.", strong=True)]
    for state, word in STATE_WORDS.items():
        items = "; ".join(f"{item.id} {item.finding}" for item in group.items if item.state == state)
        if items:
            runs.append(Run(f" {word}: ", strong=True))
            runs.append(Run(sentence(items), strong=state in {"yes", "not_assessed"}))
    return tuple(runs)


def _citations(sources: tuple[SourceLine, ...]) -> Iterator[Run]:
    """Sources by how far their text was checked; those of one standing keep their order."""
    for standing in dict.fromkeys(source.standing for source in sources):
        yield Run(f"{standing.replace('_', ' ').capitalize()}: ", strong=True)
        for source in sources:
            if source.standing == standing:
                yield Run(f"[{source.id}] {sentence(source.citation)} ")


def sources_and_standing(plan: CarePlan) -> list[Block]:
    """What the plan cites, and how far the content behind it is reviewed."""
    content, signed_on = plan.content, plan.context.created_at.date()
    blocks: list[Block] = [Heading(2, "Sources and standing of the content")]
    if plan.sources:
        blocks.append(Paragraph(tuple(_citations(plan.sources)), muted=True))
    settled = content.review_state == "approved" and signed_on <= content.review_due
    anchors = f"Content hash {content.sha256[:_HASH_SHOWN]}."
    if plan.context.audit_head is not None:
        anchors += f" Audit trail up to {plan.context.audit_head[:_HASH_SHOWN]}."
    details = (Paragraph(f"{plan.disclaimer} {anchors}", muted=True),)
    return [
        *blocks,
        Notice(Severity.INFORMATION if settled else Severity.CAUTION, plan.content_notice, details),
    ]
