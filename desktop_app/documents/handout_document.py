"""The patient handout as a document: one language, the section order of the content, the danger signs on page one.

No word for the patient stands here: sentences come from the parts of the handout, fixed words from its labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Literal

from desktop_app.documents.blocks import (
    AsNeeded,
    Block,
    BulletList,
    Document,
    Dose,
    Heading,
    Masthead,
    Notice,
    Paragraph,
    Pictogram,
    Run,
    Section,
    Severity,
    SignatureBlock,
    TextSize,
    Timetable,
)
from desktop_app.documents.record_text import day, moment
from desktop_app.domain.care_plan import CarePlan, Handout, HandoutLine, HandoutPart, TimetableRow
from desktop_app.domain.errors import RenderError

_MESSAGE, _FOUND, _MEDICINES, _EMERGENCY, _NEXT_VISIT, _SIGNATURE = 0, 1, 3, 6, 8, 10

_DRAWINGS = {7: "phone", _NEXT_VISIT: "calendar"}
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


def _word(handout: Handout, key: str) -> str:
    try:
        return handout.labels[key]
    except KeyError:
        raise RenderError(
            f"The handout has no text for {key}.", "Install complete content, then make it again."
        ) from None


def _months(handout: Handout) -> Sequence[str]:
    return _word(handout, "MONTHS").split()


def _running_header(plan: CarePlan) -> str:
    patient, handout = plan.patient, plan.handout
    born = f"{_word(handout, 'LABEL_BIRTH_DATE')}: {day(patient.birth_date, _months(handout))}"
    name = f"{patient.given_name} {patient.family_name}"
    return " · ".join(filter(None, (name, born, patient.identifier)))


def _running_footer(plan: CarePlan) -> str:
    clinic, handout = plan.context.clinic, plan.handout
    plan_id = f"{_word(handout, 'LABEL_PLAN')} {plan.context.plan_id}"
    version = f"{_word(handout, 'LABEL_VERSION')} {plan.content.version}"
    return " · ".join(filter(None, (clinic.name, clinic.phone, plan_id, version)))


def _body(plan: CarePlan) -> Iterable[Block]:
    """The parts in the order of the content, but the danger signs move up: they stand on page one."""
    parts = sorted(plan.handout.parts, key=lambda part: _place(part, plan.handout))
    contacts = () if plan.handout.large_print else _contacts(plan)
    yield Masthead(plan.handout.title, contacts) if contacts else Heading(1, plan.handout.title)
    for part in parts:
        if part.number == _MESSAGE:
            yield from _message(part)
        elif part.number != _SIGNATURE:
            yield from _part(plan, part)


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


def _part(plan: CarePlan, part: HandoutPart) -> list[Block]:
    handout, heading = plan.handout, part.heading or ""
    if part.number == _EMERGENCY:
        return [Notice(Severity.EMERGENCY, heading, tuple(_lines(part.lines)))]
    if part.number == _MEDICINES:
        return [Section(heading, (*_timetable(handout), *_lines(part.lines)))]
    return [Section(heading, tuple(_lines(part.lines)), _DRAWINGS.get(part.number, ""))]


def _contacts(plan: CarePlan) -> tuple[Pictogram, ...]:
    """The next visit and the phone in pictures, where the handout speaks of a next visit at all."""
    handout, due, phone = plan.handout, plan.follow_up.due, plan.context.clinic.phone
    if not _has_next_visit(handout):
        return ()
    drawn = []
    if due is not None:
        next_visit = f"{_word(handout, 'CAPTION_CALENDAR')}\n{day(due, _months(handout))}"
        drawn.append(Pictogram("calendar", next_visit))
    if phone is not None:
        drawn.append(Pictogram("phone", f"{_word(handout, 'CAPTION_PHONE')}\n{phone}"))
    return tuple(drawn)


def _lines(lines: Sequence[HandoutLine]) -> list[Block]:
    """Titles bold, choices on a line of their own, the rest a list with one thing to know or do in each item.

    Names of which nothing more is said stand together in the item of the first.
    """
    blocks: list[Block] = []
    items: list[list[Run]] = []
    names: list[Run] = []
    for line, following in zip_longest(lines, lines[1:]):
        if line.style in {"title", "choice"}:
            _close(blocks, items)
            blocks.append(Paragraph((Run(line.text, strong=line.style == "title"),)))
        elif line.style == "continued" and items:
            items[-1].append(Run(f" {line.text}"))
        elif line.style != "name":
            items.append([Run(line.text)])
        elif following is not None and following.style == "continued":
            items.append([_name(line)])
        elif names:
            names += (Run(" "), _name(line))
        else:
            names = [_name(line)]
            items.append(names)
    _close(blocks, items)
    return blocks


def _name(line: HandoutLine) -> Run:
    return Run(line.text if line.text.endswith(".") else f"{line.text}.", strong=True)


def _close(blocks: list[Block], items: list[list[Run]]) -> None:
    if items:
        blocks.append(BulletList(tuple(tuple(runs) for runs in items)))
        items.clear()


def _timetable(handout: Handout) -> Iterable[Block]:
    if not handout.timetable:
        return
    morning, noon, evening, bedtime = (_word(handout, f"TIME_{time}") for time in ("AM", "NOON", "PM", "BED"))
    yield Timetable(
        _word(handout, "MEDICINE"),
        (morning, noon, evening, bedtime),
        tuple(_dose(handout, row) for row in handout.timetable if any(_times(row))),
        tuple(
            AsNeeded(row.name, _one_dose(handout, row)) for row in handout.timetable if not any(_times(row))
        ),
    )


def _times(row: TimetableRow) -> tuple[bool, bool, bool, bool]:
    return (row.morning, row.noon, row.evening, row.bedtime)


def _one_dose(handout: Handout, row: TimetableRow) -> str:
    return f"{_word(handout, 'EACH_DOSE')} {row.dose}" if row.dose else ""


def _dose(handout: Handout, row: TimetableRow) -> Dose:
    """A short dose stands in the cells; a long one stands beside the medicine, and the cells count doses in words."""
    if 0 < len(row.dose) <= _LONGEST_IN_CELL:
        detail, cell = "", row.dose.replace(" ", _NO_BREAK)
    else:
        detail, cell = _one_dose(handout, row), f"1{_NO_BREAK}{_word(handout, 'UNIT_DOSE')}"
    return Dose(row.name, detail, *(cell if taken else None for taken in _times(row)))


def _signature(plan: CarePlan) -> SignatureBlock:
    context, handout = plan.context, plan.handout
    who = (
        context.clinician.styled,
        context.clinic.name,
        context.clinic.phone,
    )
    when = f"{moment(context.created_at, _months(handout))} ({_word(handout, 'LABEL_CLOCK')})"
    lines = [
        " · ".join(filter(None, who)),
        f"{when} · {_word(handout, 'LABEL_PLAN')} {context.plan_id}",
    ]
    if context.replaces is not None:
        lines.append(f"{_word(handout, 'LABEL_REPLACES')} {context.replaces}")
    return SignatureBlock(_word(handout, "LABEL_SIGNED"), tuple(lines), tuple(_above_signature(handout)))


def _above_signature(handout: Handout) -> Iterable[Block]:
    """What the clinician did, and a line for the patient."""
    for part in handout.parts:
        if part.number == _SIGNATURE:
            said = " ".join(line.text for line in part.lines)
            line = f"{_word(handout, 'LABEL_PATIENT_LINE')} ({_word(handout, 'LABEL_SIGNATURE_OPTIONAL')}): {_BLANK}"
            yield Section(part.heading or "", (*([Paragraph(said)] if said else ()), Paragraph(line)))
