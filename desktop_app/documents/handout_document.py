"""The patient handout as a document: one language, the section order of the content, the danger signs on page one.

No word for the patient stands here: sentences come from the parts of the handout, fixed words from its labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from desktop_app.documents.blocks import (
    AsNeeded,
    Block,
    BulletList,
    Document,
    Dose,
    Heading,
    KeepTogether,
    Notice,
    Paragraph,
    Pictogram,
    PictogramRow,
    Run,
    Severity,
    SignatureBlock,
    Text,
    TextSize,
    Timetable,
)
from desktop_app.documents.record_text import day, moment
from desktop_app.domain.care_plan import CarePlan, Handout, HandoutLine, HandoutPart, TimetableRow
from desktop_app.domain.errors import RenderError

_MESSAGE, _FOUND, _MEDICINES, _EMERGENCY, _NEXT_VISIT, _SIGNATURE = 0, 1, 3, 6, 8, 10

_PICTURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "H_DO_ACTIVE": ("walking",),
        "H_DO_NOBED": ("no_bed_rest",),
        "H_DO_HEAT": ("heat_pad",),
        "H_MOVE_CHANGE": ("stand_up",),
        "H_MOVE_LIFT": ("lift_right", "lift_wrong"),
        "H_ER_BLADDER": ("cannot_pass_urine",),
        "H_ER_SADDLE": ("numb_groin",),
        "H_ER_WEAK": ("weak_foot",),
        "H_ER_FEVER": ("thermometer",),
    }
)
"""Which sentence is also drawn."""

_CONTINUES = {"H_MED_MAX", "H_MED_STOPDATE", "H_TX_BODY"}
"""Sentences that go on about the medicine or therapy of the line before."""
_NAMES = {"H_TX_ROW"}


def handout_document(plan: CarePlan, paper: Literal["a4", "letter"]) -> Document:
    """The patient's copy. Raises ``RenderError`` where a fixed word is missing or a dose cannot be drawn."""
    handout = plan.handout
    return Document(
        title=handout.title,
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
    """The parts in the order of the content, but the danger signs follow what was found: they stand on page one."""
    parts = sorted(plan.handout.parts, key=lambda part: (_place(part.number), part.number))
    yield Heading(1, plan.handout.title)
    for part in parts:
        yield from _message(part) if part.number == _MESSAGE else _part(plan, part)


def _place(number: int) -> float:
    return _FOUND + 0.5 if number == _EMERGENCY else number


def _message(part: HandoutPart) -> Iterable[Block]:
    if part.lines:
        first, *rest = (line.text for line in part.lines)
        yield Notice(Severity.PLAIN, first, tuple(Paragraph(text) for text in rest))


def _pictures(handout: Handout, lines: Iterable[HandoutLine]) -> tuple[Block, ...]:
    names = [name for line in lines for name in _PICTURES.get(line.snippet, ())]
    drawn = tuple(Pictogram(name, _word(handout, f"CAPTION_{name.upper()}")) for name in names)
    return (PictogramRow(drawn),) if drawn else ()


def _part(plan: CarePlan, part: HandoutPart) -> list[Block]:
    handout = plan.handout
    heading: list[Block] = [Heading(2, part.heading)] if part.heading else []
    if part.number == _EMERGENCY:
        return [Notice(Severity.EMERGENCY, part.heading or "", tuple(_lines(part.lines)))]
    if part.number == _MEDICINES:
        return [*heading, *_timetable(handout), *_lines(part.lines)]
    if part.number == _SIGNATURE:
        return [*heading, *(Paragraph(line.text) for line in part.lines), _patient_line(handout)]
    pictures = _pictures(handout, part.lines)
    if part.number == _NEXT_VISIT:
        pictures = _contacts(plan)
    return [KeepTogether((*heading, *pictures, *_lines(part.lines)))] if part.lines else heading


def _contacts(plan: CarePlan) -> tuple[Block, ...]:
    handout, due, phone = plan.handout, plan.follow_up.due, plan.context.clinic.phone
    drawn = []
    if due is not None:
        next_visit = f"{_word(handout, 'CAPTION_CALENDAR')}\n{day(due, _months(handout))}"
        drawn.append(Pictogram("calendar", next_visit))
    if phone is not None:
        drawn.append(Pictogram("phone", f"{_word(handout, 'CAPTION_PHONE')}\n{phone}"))
    return (PictogramRow(tuple(drawn)),) if drawn else ()


def _lines(lines: Sequence[HandoutLine]) -> list[Block]:
    """Titles bold, choices on a line of their own, the rest a list with one thing to know or do in each item."""
    blocks: list[Block] = []
    items: list[list[Run]] = []
    for line in lines:
        if line.style in {"title", "choice"}:
            _close(blocks, items)
            blocks.append(Paragraph((Run(line.text, strong=line.style == "title"),)))
        elif line.snippet in _CONTINUES and items:
            items[-1].append(Run(f" {line.text}"))
        elif line.snippet in _NAMES:
            items.append([Run(line.text if line.text.endswith(".") else f"{line.text}.", strong=True)])
        else:
            items.append([Run(line.text)])
    _close(blocks, items)
    return blocks


def _close(blocks: list[Block], items: list[list[Run]]) -> None:
    if items:
        texts: tuple[Text, ...] = tuple(tuple(runs) for runs in items)
        blocks.append(BulletList(texts))
        items.clear()


def _timetable(handout: Handout) -> Iterable[Block]:
    if not handout.timetable:
        return
    times = tuple(_word(handout, key) for key in ("TIME_AM", "TIME_NOON", "TIME_PM", "TIME_BED"))
    morning, noon, evening, bedtime = times
    each_dose = _word(handout, "EACH_DOSE")
    rows = [row for row in handout.timetable if any(_amounts(row))]
    yield Timetable(
        _word(handout, "MEDICINE"),
        (morning, noon, evening, bedtime),
        tuple(_dose(row, each_dose) for row in rows),
        tuple(AsNeeded(row.name, row.dose) for row in handout.timetable if not any(_amounts(row))),
    )


def _amounts(row: TimetableRow) -> tuple[int, int, int, int]:
    return (row.morning, row.noon, row.evening, row.bedtime)


def _dose(row: TimetableRow, each_dose: str) -> Dose:
    morning, noon, evening, bedtime = (Decimal(amount) if amount else None for amount in _amounts(row))
    try:
        return Dose(row.name, f"{each_dose} {row.dose}", morning, noon, evening, bedtime)
    except ValueError:
        raise RenderError(
            "A medicine has more than 8 doses at one time of the day.",
            "Choose a larger strength or fewer doses, then make the handout again.",
        ) from None


def _patient_line(handout: Handout) -> Block:
    line = "_" * 24
    return Paragraph(
        f"{_word(handout, 'LABEL_PATIENT_LINE')} ({_word(handout, 'LABEL_SIGNATURE_OPTIONAL')}): {line}"
    )


def _signature(plan: CarePlan) -> SignatureBlock:
    context, handout = plan.context, plan.handout
    lines = [
        f"{context.clinician.name}, {context.clinician.credential}",
        ", ".join(filter(None, (context.clinic.name, context.clinic.phone))),
        f"{moment(context.created_at, _months(handout))} ({_word(handout, 'LABEL_CLOCK')})",
        f"{_word(handout, 'LABEL_PLAN')} {context.plan_id}",
    ]
    if context.replaces is not None:
        lines.append(f"{_word(handout, 'LABEL_REPLACES')} {context.replaces}")
    return SignatureBlock(_word(handout, "LABEL_SIGNED"), tuple(lines))
