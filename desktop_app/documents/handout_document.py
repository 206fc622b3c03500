"""The patient handout as a document: one language, the section order of the content, the danger signs on page one.

No word for the patient stands here: sentences come from the parts of the handout, fixed words from its labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from desktop_app.documents.blocks import (
    AsNeeded,
    Block,
    Columns,
    Document,
    Dose,
    Heading,
    Masthead,
    Notice,
    Paragraph,
    Pictogram,
    Section,
    SignatureBlock,
    Timetable,
)
from desktop_app.documents.handout_lines import blocks_of, word
from desktop_app.documents.record_text import day, moment
from desktop_app.documents.text_runs import Severity, TextSize
from desktop_app.domain.care_plan import CarePlan, Handout, HandoutPart, TimetableRow

_MESSAGE, _FOUND, _MEDICINES, _EMERGENCY, _CALL, _NEXT_VISIT, _SIGNATURE = 0, 1, 3, 6, 7, 8, 10

_DRAWINGS = {_CALL: "phone", _NEXT_VISIT: "calendar"}
"""Sections that a drawing helps to find again."""

_LONGEST_IN_CELL = 8
"""Characters that a cell of the timetable holds on one line: ``37.5 mg``, ``1 dosis``."""
_NO_BREAK = "\u00a0"
_BLANK = "_" * 24


def handout_document(plan: CarePlan, paper: Literal["a4", "letter"]) -> Document:
    """The patient's copy. Raises ``RenderError`` where a fixed word is missing."""
    handout = plan.handout
    return Document(
        title=f"{handout.title} {plan.context.plan_id}",
        subject=handout.title,
        author=plan.context.clinician.name,
        language="es-419" if handout.language == "es" else "en-US",
        paper=paper,
        text_size=TextSize.LARGE if handout.large_print else TextSize.HANDOUT,
        running_header=_running_header(plan),
        running_footer=_running_footer(plan),
        created_at=plan.context.created_at,
        blocks=tuple(_body(plan)),
        signature=_signature(plan),
    )


def _months(handout: Handout) -> Sequence[str]:
    return word(handout, "MONTHS").split()


def _running_header(plan: CarePlan) -> str:
    patient, handout = plan.patient, plan.handout
    born = f"{word(handout, 'LABEL_BIRTH_DATE')}: {day(patient.birth_date, _months(handout))}"
    name = f"{patient.given_name} {patient.family_name}"
    return " · ".join(filter(None, (name, born, patient.identifier)))


def _running_footer(plan: CarePlan) -> str:
    clinic, handout = plan.context.clinic, plan.handout
    plan_id = f"{word(handout, 'LABEL_PLAN')} {plan.context.plan_id}"
    version = f"{word(handout, 'LABEL_VERSION')} {plan.content.version}"
    return " · ".join(filter(None, (clinic.name, clinic.phone, plan_id, version)))


def _body(plan: CarePlan) -> Iterable[Block]:
    """The parts in the order of the content, but the danger signs move up: they stand on page one."""
    parts = sorted(plan.handout.parts, key=lambda part: _place(part, plan.handout))
    contacts = () if plan.handout.large_print else _contacts(plan)
    yield Masthead(plan.handout.title, contacts) if contacts else Heading(1, plan.handout.title)
    sections: list[Section] = []
    for part in parts:
        if part.number == _MESSAGE:
            yield from _message(part)
        elif part.number == _EMERGENCY:
            yield _danger_signs(plan.handout, part)
        elif part.number == _SIGNATURE:
            continue
        elif part.number == _FOUND or plan.handout.large_print:
            yield _section(plan.handout, part)
        else:
            sections.append(_section(plan.handout, part))
    if sections:
        yield Columns(tuple(sections))


def _place(part: HandoutPart, handout: Handout) -> float:
    """Danger signs follow what was found; in large print they fill page one and stand first.

    In an emergency what was found says where to go: nothing stands before it.
    """
    if part.number != _EMERGENCY:
        return part.number
    return _MESSAGE - 0.5 if handout.large_print and _has_next_visit(handout) else _FOUND + 0.5


def _has_next_visit(handout: Handout) -> bool:
    return any(part.number == _NEXT_VISIT for part in handout.parts)


def _message(part: HandoutPart) -> Iterable[Block]:
    if part.lines:
        first, *rest = (line.text for line in part.lines)
        yield Notice(Severity.PLAIN, first, tuple(Paragraph(text) for text in rest))


def _danger_signs(handout: Handout, part: HandoutPart) -> Notice:
    """The box says in its title what to do, where the first line is that."""
    title, lines = part.heading or "", part.lines
    if lines and lines[0].style == "title":
        title, lines = f"{title}. {lines[0].text}", lines[1:]
    return Notice(Severity.EMERGENCY, title, tuple(blocks_of(handout, lines)))


def _section(handout: Handout, part: HandoutPart) -> Section:
    heading = part.heading or ""
    blocks = tuple(blocks_of(handout, part.lines))
    if part.number == _MEDICINES:
        return Section(heading, (*_timetable(handout), *blocks))
    return Section(heading, blocks, _DRAWINGS.get(part.number, ""), framed=part.number == _CALL)


def _contacts(plan: CarePlan) -> tuple[Pictogram, ...]:
    """The next visit and the phone in pictures, where the handout speaks of a next visit at all."""
    handout, due, phone = plan.handout, plan.follow_up.due, plan.context.clinic.phone
    if not _has_next_visit(handout):
        return ()
    drawn = []
    if due is not None:
        next_visit = f"{word(handout, 'CAPTION_CALENDAR')}\n{day(due, _months(handout))}"
        drawn.append(Pictogram("calendar", next_visit))
    if phone is not None:
        drawn.append(Pictogram("phone", f"{word(handout, 'CAPTION_PHONE')}\n{phone}"))
    return tuple(drawn)


def _timetable(handout: Handout) -> Iterable[Block]:
    if not handout.timetable:
        return
    morning, noon, evening, bedtime = (word(handout, f"TIME_{time}") for time in ("AM", "NOON", "PM", "BED"))
    yield Timetable(
        (morning, noon, evening, bedtime),
        tuple(_dose(handout, row) for row in handout.timetable if any(_times(row))),
        tuple(
            AsNeeded(row.name, _one_dose(handout, row)) for row in handout.timetable if not any(_times(row))
        ),
    )


def _times(row: TimetableRow) -> tuple[bool, bool, bool, bool]:
    return (row.morning, row.noon, row.evening, row.bedtime)


def _one_dose(handout: Handout, row: TimetableRow) -> str:
    return f"{word(handout, 'EACH_DOSE')} {row.dose}" if row.dose else ""


def _dose(handout: Handout, row: TimetableRow) -> Dose:
    """A short dose stands in the cells; a long one stands beside the medicine, and the cells count doses in words."""
    if 0 < len(row.dose) <= _LONGEST_IN_CELL:
        detail, cell = "", row.dose.replace(" ", _NO_BREAK)
    else:
        detail, cell = _one_dose(handout, row), f"1{_NO_BREAK}{word(handout, 'UNIT_DOSE')}"
    return Dose(row.name, detail, *(cell if taken else None for taken in _times(row)))


def _signature(plan: CarePlan) -> SignatureBlock:
    context, handout = plan.context, plan.handout
    who = (
        context.clinician.styled,
        context.clinic.name,
        context.clinic.phone,
    )
    when = f"{moment(context.created_at, _months(handout))} ({word(handout, 'LABEL_CLOCK')})"
    lines = [
        " · ".join(filter(None, who)),
        f"{when} · {word(handout, 'LABEL_PLAN')} {context.plan_id}",
    ]
    if context.replaces is not None:
        lines.append(f"{word(handout, 'LABEL_REPLACES')} {context.replaces}")
    return SignatureBlock(word(handout, "LABEL_SIGNED"), tuple(lines), tuple(_above_signature(handout)))


def _above_signature(handout: Handout) -> Iterable[Block]:
    """What the clinician did, and a line for the patient."""
    for part in handout.parts:
        if part.number == _SIGNATURE:
            said = " ".join(line.text for line in part.lines)
            line = f"{word(handout, 'LABEL_PATIENT_LINE')} ({word(handout, 'LABEL_SIGNATURE_OPTIONAL')}): {_BLANK}"
            yield Section(part.heading or "", (*([Paragraph(said)] if said else ()), Paragraph(line)))
