"""What was asked and answered, by state: what needs attention first, a plain "no" last and quietly."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.documents.blocks import Block, BulletList, Column, Heading, Notice, SmallPrint, Table
from desktop_app.documents.record_text import STATE_WORDS, lead, lines, sentence
from desktop_app.documents.text_runs import Run, Severity, Text
from desktop_app.domain.care_plan import AnsweredGroup, AnsweredItem, CarePlan

_OPEN = ("not_assessed", "unanswered")


def open_items(plan: CarePlan) -> list[Block]:
    """What nobody knows: what the screen or a chosen medicine needs first; unknown is never normal."""
    open_lines = list(_open_lines(plan))
    if plan.incomplete_reason is not None:
        open_lines.append(lead("Reason given for signing an incomplete screen:", plan.incomplete_reason))
    if not open_lines:
        return []
    return [Notice(Severity.NOT_ASSESSED, "Open questions", (BulletList(tuple(open_lines)),))]


def _open_lines(plan: CarePlan) -> Iterator[Text]:
    items = [item for group in plan.answers for item in group.items if item.state in _OPEN]
    needed = {item.id for item in items if any(f"({item.id})" in line for line in plan.unanswered)}
    no_question = [line for line in plan.unanswered if not any(f"({each})" in line for each in needed)]
    if no_question:
        yield lead("Needed, and open:", sentence("; ".join(no_question)))
    for start, ids in (("Needed, and ", needed), ("", {item.id for item in items} - needed)):
        for state in _OPEN:
            named = [text for group in plan.answers for text in _in_state(group, state, ids)]
            if named:
                yield lead(f"{start}{STATE_WORDS[state]}:", sentence("; ".join(named)))


def _in_state(group: AnsweredGroup, state: str, ids: set[str]) -> list[str]:
    """The findings of one state among ``ids``; a whole group of several that share it by its title."""
    found = [_named(item) for item in group.items if item.state == state and item.id in ids]
    return [f"all of \u201c{group.title}\u201d"] if len(found) == len(group.items) > 1 else found


def asked_and_answered(plan: CarePlan) -> list[Block]:
    """Every question with its state; those that are not a plain "no" stand first, in a table."""
    if not plan.answers:
        return []
    rows = tuple(
        ((Run(word, strong=True),), lines(found))
        for state, word in STATE_WORDS.items()
        if state != "no" and (found := tuple(_by_group(plan, state)))
    )
    blocks: list[Block] = [Heading(2, "Asked and answered")]
    if rows:
        blocks.append(Table((Column("Answer", 1), Column("Question", 6)), rows))
    if denied := tuple(_denied(plan)):
        blocks += [Heading(3, "Asked, and the answer is no"), SmallPrint(denied, columns=3)]
    return blocks


def _denied(plan: CarePlan) -> Iterator[Text]:
    for group in plan.answers:
        findings = [item.finding for item in group.items if item.state == "no"]
        if findings:
            yield lead(f"{group.title}:", sentence("; ".join(findings)))


def _by_group(plan: CarePlan, state: str) -> Iterator[Text]:
    """A line for each group that has answers of this state."""
    for group in plan.answers:
        named = [_named(item) for item in group.items if item.state == state]
        if named:
            yield lead(f"{group.title}:", sentence("; ".join(named)))


def _named(item: AnsweredItem) -> str:
    return f"{item.id} {item.finding}"
