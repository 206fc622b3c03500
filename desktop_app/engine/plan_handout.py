"""Assemble the handout: the sentences that the evaluation names, in order, filled and repeated (therapies 4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final, NamedTuple

from desktop_app.domain import criteria as c
from desktop_app.domain.care_plan import Handout, HandoutLine, HandoutPart, TimetableRow
from desktop_app.domain.therapy_content import HandoutSnippet
from desktop_app.engine.plan_fields import (
    Fields,
    HandoutInputs,
    accepted_referrals,
    chosen_therapies,
    general_fields,
    medicine_fields,
    referral_fields,
    refused_therapies,
    snippet_fields,
    therapy_fields,
)
from desktop_app.engine.plan_medicines import ChosenMedicine

EMERGENCY_SECTION: Final = 6
"""The section of signs that cannot wait (therapies 4.2)."""
_FIRST_SECTIONS: Final = (0, 1)

_FIELD = re.compile(r"\{(\w*)\}")
_MISSING: Final = {
    "clinician": "the name of the clinician",
    "clinic_phone": "the phone number of the clinic",
    "next_date": "the date of the next visit",
    "recheck_date": "the date of the next visit",
    "dose_text": "how much of a medicine to take",
    "times": "when to take a medicine (1 to 4 times a day)",
    "stop_date": "when to stop a medicine",
    "reason_plain": "a reason in the patient's words",
}


class _Filled(NamedTuple):
    """A line, or the fields without which it cannot be printed, or neither where it does not apply."""

    line: HandoutLine | None
    missing: tuple[str, ...] = ()


def compose_handout(inputs: HandoutInputs) -> tuple[Handout, tuple[str, ...]]:
    """The handout, and every reason why it cannot be printed as it stands."""
    context, refusals = inputs.context, list(_undescribed(inputs))
    parts = []
    for section in inputs.compiled.knowledge.handout_sections:
        if section.number not in inputs.evaluation.handout.sections:
            continue
        lines, missing = _section_lines(section.number, inputs)
        refusals += [f"The handout cannot be completed: {_MISSING.get(n, n)} is missing." for n in missing]
        if lines or section.always:
            heading = None if section.heading is None else section.heading.in_language(inputs.language)
            parts.append(HandoutPart(number=section.number, heading=heading, lines=lines))
    texts = {
        item.key: item.text.in_language(inputs.language) for item in inputs.compiled.knowledge.handout_texts
    }
    handout = Handout(
        language=context.language,
        large_print=context.large_print,
        title=texts.get("TITLE", ""),
        parts=tuple(parts),
        timetable=tuple(_timetable(inputs)),
        labels={key: text for key, text in texts.items() if _FIELD.search(text) is None},
    )
    return handout, tuple(dict.fromkeys(refusals))


def safety_net(inputs: HandoutInputs) -> tuple[str, ...]:
    """The emergency signs that the patient was given, in English for the record."""
    lines, _ = _section_lines(EMERGENCY_SECTION, replace(inputs, language="en"))
    return tuple(line.text for line in lines)


def said_first(inputs: HandoutInputs) -> tuple[str, ...]:
    """The main message and what was found, as the patient is told, in English for the record."""
    in_english = replace(inputs, language="en")
    return tuple(line.text for number in _FIRST_SECTIONS for line in _section_lines(number, in_english)[0])


def _section_lines(number: int, inputs: HandoutInputs) -> tuple[tuple[HandoutLine, ...], tuple[str, ...]]:
    snippets = [snippet for snippet in _printed(inputs) if snippet.section == number]
    general = general_fields(inputs)
    filled = []
    for each, run in groupby(snippets, key=lambda snippet: snippet.each):
        together = tuple(run)
        for snippet, fields in _repeated(each, together, inputs):
            filled.append(_fill(snippet, {**general, **fields}, inputs.language))
    lines = tuple(item.line for item in filled if item.line is not None)
    return lines, tuple(name for item in filled for name in item.missing)


def _repeated(
    each: str | None, run: tuple[HandoutSnippet, ...], inputs: HandoutInputs
) -> Iterator[tuple[HandoutSnippet, Fields]]:
    """Snippets next to each other that are repeated for the same kind of item stand together for each item."""
    if each is None:
        yield from ((snippet, snippet_fields(snippet, inputs)) for snippet in run)
        return
    if each == "medicine":
        for item in _described(inputs):
            of_this = (snippet for snippet in run if _speaks_of(snippet, item))
            yield from ((snippet, medicine_fields(item, inputs)) for snippet in of_this)
        return
    said = {therapy for snippet in _printed(inputs) for therapy in snippet.says_text_of}
    fields = {
        "therapy": [
            therapy_fields(item, inputs, said=item.therapy in said) for item in chosen_therapies(inputs)
        ],
        "therapy_not_for_you": [therapy_fields(item, inputs) for item in refused_therapies(inputs)],
        "referral": [referral_fields(item, inputs) for item in accepted_referrals(inputs)],
    }[each]
    yield from ((snippet, values) for values in fields for snippet in run)


def _fill(snippet: HandoutSnippet, fields: Fields, language: str) -> _Filled:
    """Fields are replaced in one pass: what a field brings in is data and is never read as a field again."""
    template = snippet.text.in_language(language)
    names = _FIELD.findall(template)
    if any(name in fields and fields[name] is None for name in names):
        return _Filled(None)
    missing = tuple(name for name in names if not fields.get(name))
    if missing:
        return _Filled(None, missing)
    text = _capitalised(_FIELD.sub(lambda match: fields[match[1]] or "", template))
    line = HandoutLine(snippet=snippet.id, text=text, style=snippet.style, pictograms=snippet.pictograms)
    return _Filled(line)


def _capitalised(text: str) -> str:
    """A field may stand first, as the name of a medicine does, which is written small within a sentence."""
    return text[:1].upper() + text[1:]


def _named_medicines(snippet: HandoutSnippet) -> set[str]:
    """Medicines and groups that the snippet's criterion names; none means that it is about whatever was chosen."""
    parts = c.walk(snippet.when)
    return {name for part in parts if isinstance(part, c.MedicineChosen) for name in part.medicine_chosen}


def _speaks_of(snippet: HandoutSnippet, item: ChosenMedicine) -> bool:
    named = _named_medicines(snippet)
    return not named or _is_named(item, named)


def _is_named(item: ChosenMedicine, names: Iterable[str]) -> bool:
    return not {item.medicine.id, *item.medicine.groups}.isdisjoint(names)


def _printed(inputs: HandoutInputs) -> list[HandoutSnippet]:
    names = set(inputs.evaluation.handout.snippets)
    return [snippet for snippet in inputs.compiled.knowledge.handout_snippets if snippet.id in names]


def _described(inputs: HandoutInputs) -> list[ChosenMedicine]:
    """Medicines that have a line of their own; dose, maximum and stop date are printed for these only."""
    own_lines = (snippet for snippet in _printed(inputs) if snippet.each == "medicine")
    names = {name for snippet in own_lines for name in _named_medicines(snippet)}
    return [item for item in inputs.chosen if _is_named(item, names)]


def _undescribed(inputs: HandoutInputs) -> Iterator[str]:
    """A chosen medicine that no sentence names would go home without a word."""
    snippets = [snippet for snippet in _printed(inputs) if snippet.section != EMERGENCY_SECTION]
    if any(snippet.each == "medicine" for snippet in snippets):
        names = {name for snippet in snippets for name in _named_medicines(snippet)}
        for item in inputs.chosen:
            if not _is_named(item, names):
                yield f"The handout has no text for {item.assessment.name}."


def _timetable(inputs: HandoutInputs) -> Iterator[TimetableRow]:
    """One row for each medicine with a line of its own."""
    for item in _described(inputs):
        at = item.daytimes
        yield TimetableRow(
            name=_capitalised(item.medicine.name.in_language(inputs.language)),
            dose=item.amount(inputs.language) or "",
            morning="AM" in at,
            noon="NOON" in at,
            evening="PM" in at,
            bedtime="BED" in at,
        )
