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
        (
            *lead("Current medicines:", sentence("; ".join(plan.current_medicines) or _NOT_ASKED)),
            *lead(" Allergies:", sentence("; ".join(plan.allergies) or _NOT_ASKED)),
        ),
        run_in("Facts of the visit", plan.facts),
        run_in("Examination", plan.examination),
    ]
    return [*blocks, BulletList(tuple(lines))]


def run_in(title: str, values: tuple[Labelled, ...]) -> Text:
    """Labelled values one after another, as clinicians dictate them."""
    texts = (f"{each.label}: {each.value}" for each in values)
    return lead(f"{title}:", " · ".join(texts) or STATE_WORDS["not_assessed"])


def asked_and_answered(plan: CarePlan) -> list[Block]:
    """Every question with its state; what is not a plain "no" stands first and bold."""
    if not plan.answers:
        return []
    all_no = [group for group in plan.answers if {item.state for item in group.items} == {"no"}]
    items: list[Text] = [_answers(group) for group in plan.answers if group not in all_no]
    if all_no:
        items.append((Run("No to every question of these groups.", strong=True), *_denied(all_no)))
    return [Heading(2, "Asked and answered"), BulletList(tuple(items))]


def _denied(groups: list[AnsweredGroup]) -> Iterator[Run]:
    for group in groups:
        yield Run(f" {group.title}: ", strong=True)
        yield Run(sentence("; ".join(f"{item.id} {item.finding}" for item in group.items)))


def _answers(group: AnsweredGroup) -> tuple[Run, ...]:
    runs = [Run(f"{group.title}.", strong=True)]
    for state, word in STATE_WORDS.items():
        items = "; ".join(f"{item.id} {item.finding}" for item in group.items if item.state == state)
        if items:
            runs.append(Run(f" {word}: ", strong=True))
            runs.append(Run(sentence(items), strong=state in {"yes", "not_assessed"}))
    return tuple(runs)


def citations(sources: tuple[SourceLine, ...]) -> Iterator[Run]:
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
        blocks.append(Paragraph(tuple(citations(plan.sources)), muted=True))
    settled = content.review_state == "approved" and signed_on <= content.review_due
    anchors = f"Content hash {content.sha256[:_HASH_SHOWN]}."
    if plan.context.audit_head is not None:
        anchors += f" Audit trail up to {plan.context.audit_head[:_HASH_SHOWN]}."
    details = (Paragraph(f"{plan.disclaimer} {anchors}", muted=True),)
    return [
        *blocks,
        Notice(Severity.INFORMATION if settled else Severity.CAUTION, plan.content_notice, details),
    ]
