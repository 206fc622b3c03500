"""The emergency sheet: one page for the receiving team, to be read in seconds, handed over or sent by fax.

Nothing stands in its way: what is unknown is a blank to fill in by hand, what does not fit is counted, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from desktop_app.documents.blocks import (
    Block,
    BulletList,
    Document,
    Fact,
    FactList,
    Heading,
    Notice,
    Paragraph,
    SignatureBlock,
)
from desktop_app.documents.pdf_fonts import as_printed, in_capitals, with_substitutes
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.record_text import day, due_text, lead, sentence
from desktop_app.documents.text_runs import Run, Severity, Text, TextSize
from desktop_app.domain.care_plan import Labelled
from desktop_app.domain.emergency_sheet import EmergencySheet, SheetFinding, SheetRequest
from desktop_app.domain.errors import RenderError
from desktop_app.domain.signature import RenderedDocument

_TITLE: Final = "EMERGENCY: please take over this patient now"
_BLANK: Final = "_" * 22
_HOLD: Final = "No hands-on treatment and no new exercise until a serious cause is excluded."
_SUBSTITUTED: Final = (
    "A question mark may stand for a character that could not be printed: write it in by hand."
)
_MOST_ACTIONS_TO_TICK: Final = 5
_MOST_FINDINGS_APART: Final = 5


@dataclass(frozen=True, slots=True)
class Density:
    """How large the print is, how many entries of a list stand, and how many characters of what somebody typed.

    Findings of the examination are never shortened: the last words of one may be the weak movement.
    """

    size: TextSize
    entries: int
    characters: int


_DENSITIES: Final = (
    Density(TextSize.HANDOUT, 40, 200),
    Density(TextSize.SHEET, 40, 200),
    Density(TextSize.SHEET, 8, 120),
    Density(TextSize.RECORD, 40, 200),
    Density(TextSize.RECORD, 12, 120),
    Density(TextSize.COMPACT, 12, 120),
    Density(TextSize.COMPACT, 4, 120),
    Density(TextSize.COMPACT, 2, 60),
    Density(TextSize.COMPACT, 1, 40),
)
"""The largest print and the longest lists first."""


def render_emergency_sheet(sheet: EmergencySheet, paper: Literal["a4", "letter"]) -> RenderedDocument:
    """One page: in the largest print, and with the longest lists, that fit on it."""
    shown, substituted = _printable(sheet)
    for density in _DENSITIES:
        document = emergency_sheet_document(shown, paper, density, substituted=substituted)
        try:
            rendered = ReportlabRenderer().render(document)
        except RenderError:
            if density is _DENSITIES[-1]:
                raise
            continue
        if rendered.page_count == 1:
            break
    return rendered


def emergency_sheet_document(
    sheet: EmergencySheet,
    paper: Literal["a4", "letter"],
    density: Density = _DENSITIES[0],
    *,
    substituted: bool = False,
) -> Document:
    """Who is to do what now and why, then what else the team must know, and what nobody knows."""
    context = sheet.context
    content = f"Content {sheet.content.version}, {sheet.content.review_state.replace('_', ' ')}"
    body: tuple[Block, ...] = (
        Heading(1, _TITLE),
        FactList(tuple(_who(sheet, density)), columns=1),
        *([Paragraph((Run(_SUBSTITUTED, strong=True),))] if substituted else []),
        *_override(sheet, density),
        _found(sheet, density),
        Heading(2, f"Asked for: {due_text(context.created_at.date(), context.created_at.date())}"),
        BulletList(tuple(_requests(sheet)), "box"),
        Heading(2, "Also known"),
        BulletList(tuple(_known(sheet, density))),
        *_open(sheet, density),
        Paragraph(sheet.disclaimer, muted=True),
    )
    return Document(
        title=f"Emergency sheet {context.plan_id}",
        subject="Emergency sheet",
        author=context.clinician.styled,
        language="en-US",
        paper=paper,
        text_size=density.size,
        running_header=f"EMERGENCY · {_name(sheet, density)} · born {day(sheet.patient.birth_date)}",
        running_footer=f"{content}. Supports clinical judgement, does not replace it",
        created_at=context.created_at,
        blocks=body,
        signature=_hand_over(sheet),
    )


def _who(sheet: EmergencySheet, density: Density) -> Iterator[Fact]:
    context = sheet.context
    to = "; ".join(target.to for target in sheet.targets) or sheet.meaning
    yield Fact("To", (Run(to, strong=True),))
    yield Fact("Patient", (Run(_identity(sheet, density), strong=True),))
    clinic = context.clinic
    phones = (clinic.phone, f"after hours {clinic.after_hours_phone}" if clinic.after_hours_phone else None)
    call = ", ".join(filter(None, phones)) or f"phone {_BLANK}"
    name = clinic.name or f"clinic {_BLANK}"
    yield Fact("From", f"{context.clinician.styled}, {name}. Call back: {call}")


def _identity(sheet: EmergencySheet, density: Density) -> str:
    patient = sheet.patient
    number = _short(patient.identifier, density) if patient.identifier else _BLANK[:12]
    born = f"born {day(patient.birth_date)} ({sheet.age} y)"
    return f"{_name(sheet, density)} · {born} · {patient.sex.value} · ID {number}"


def _name(sheet: EmergencySheet, density: Density) -> str:
    """Family name first; what is not on record is a blank to fill in by hand."""
    patient = sheet.patient
    known = in_capitals(patient.family_name or "")
    family = _short(known, density) if known else f"Family name {_BLANK}"
    given = _short(patient.given_name, density) if patient.given_name else f"given name {_BLANK}"
    return f"{family}, {given}"


def _override(sheet: EmergencySheet, density: Density) -> list[Block]:
    override = sheet.override
    if override is None:
        return []
    why = Paragraph(lead(f"{sentence(override.reason)}", _short(override.text, density)))
    return [Notice(Severity.CAUTION, "The clinician does not follow the emergency advice", (why,))]


def _found(sheet: EmergencySheet, density: Density) -> Notice:
    items = [_finding(finding, density) for finding in sheet.findings[:_MOST_FINDINGS_APART]]
    others = "; ".join(f"{each.title} (rule {each.id})" for each in sheet.findings[_MOST_FINDINGS_APART:])
    items += [lead("Also:", sentence(others))] if others else []
    stop = f" {_HOLD}" if sheet.hold else ""
    rest = Paragraph((*_run_in(sheet.course), Run(stop, strong=True)))
    return Notice(Severity.EMERGENCY, f"Found on {day(sheet.visit_date)}", (BulletList(tuple(items)), rest))


def _finding(finding: SheetFinding, density: Density) -> Text:
    return lead(f"{finding.title}:", f"{sentence(_listed(finding.facts, density))} (rule {finding.id})")


def _requests(sheet: EmergencySheet) -> Iterator[Text]:
    """What is asked of the services, then all tests of a day in one line, then the actions; a later day is named."""
    today = sheet.context.created_at.date()
    asks = " ".join(dict.fromkeys(target.asks for target in sheet.targets))
    yield asks or sheet.meaning
    for due in dict.fromkeys(test.due for test in sheet.tests):
        when = "" if due == today else f" {due_text(due, today)}"
        yield lead(
            f"Tests{when}:", sentence("; ".join(_test(test) for test in sheet.tests if test.due == due))
        )
    actions = [
        action.text if action.due == today else f"{due_text(action.due, today)}: {action.text}"
        for action in sheet.actions
    ]
    yield from actions if len(actions) <= _MOST_ACTIONS_TO_TICK else (" ".join(map(sentence, actions)),)


def _test(test: SheetRequest) -> str:
    return f"{test.text} (only if: {test.condition})" if test.condition else test.text


def _known(sheet: EmergencySheet, density: Density) -> Iterator[Text]:
    yield _run_in(sheet.examination)
    yield (Run("Medicines now: ", strong=True), *_medicines(sheet, density))
    if sheet.unchecked_medicines:
        yield lead("Check by hand:", sentence(_typed(sheet.unchecked_medicines, density)))
    allergies = lead("Allergies:", sentence(_typed(sheet.allergies, density)))
    yield (*allergies, Run(" "), *_run_in(sheet.key_facts))


def _run_in(lines: Iterable[Labelled]) -> tuple[Run, ...]:
    return tuple(run for line in lines for run in (*lead(f"{line.label}:", sentence(line.value)), Run(" ")))


def _medicines(sheet: EmergencySheet, density: Density) -> tuple[Run, ...]:
    """Those with a mark stand first and are never left out."""
    marked = [f"{each.mark}: {_short(each.text, density)}" for each in sheet.medicines if each.mark]
    others = [each.text for each in sheet.medicines if not each.mark]
    listed = sentence(_typed(others, density)) if others else ""
    return (Run("; ".join(marked), strong=True), Run("; " if marked and listed else ""), Run(listed))


def _open(sheet: EmergencySheet, density: Density) -> list[Block]:
    """By state: nobody may take silence for a no."""
    lines: list[Text] = []
    for state in dict.fromkeys(line.value for line in sheet.not_asked):
        named = [line.label for line in sheet.not_asked if line.value == state]
        lines.append(lead(f"{state.upper()}:", sentence(_listed(named, density))))
    return [Notice(Severity.NOT_ASSESSED, "do not read as no", (BulletList(tuple(lines)),))] if lines else []


def _hand_over(sheet: EmergencySheet) -> SignatureBlock:
    at = sheet.context.created_at
    return SignatureBlock(
        f"Not signed: printed during the visit on {day(at.date())} at {at:%H:%M}. To sign by hand:",
        (sheet.context.clinician.styled, f"Signature {_BLANK}  Handed to {_BLANK}  at {_BLANK[:8]}"),
    )


def _typed(texts: Iterable[str], density: Density) -> str:
    """What somebody typed, of any length."""
    return _listed((_short(text, density) for text in texts), density)


def _listed(texts: Iterable[str], density: Density) -> str:
    """As many as fit, and how many more there are."""
    entries = tuple(texts)
    shown = "; ".join(entries[: density.entries])
    left = len(entries) - density.entries
    return f"{shown}; and {left} more, see the care plan" if left > 0 else shown


def _short(text: str, density: Density) -> str:
    if len(text) <= density.characters:
        return text
    return f"{text[: density.characters].rstrip()}... (shortened)"


def _printable(sheet: EmergencySheet) -> tuple[EmergencySheet, bool]:
    """The sheet with a question mark for what the fonts lack, and whether it has one.

    An emergency is never held up by a character.
    """
    typed = sheet.model_dump()
    shown = _each_text(typed, with_substitutes)
    return EmergencySheet.model_validate(shown), shown != _each_text(typed, as_printed)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(item, change) for key, item in value.items()}
    return tuple(_each_text(item, change) for item in value) if isinstance(value, list | tuple) else value
