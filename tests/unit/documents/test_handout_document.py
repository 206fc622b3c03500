"""The patient's copy, read back from the printed page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal, TypeGuard

import pytest

from desktop_app.documents.blocks import (
    Block,
    BulletList,
    Columns,
    Dose,
    Masthead,
    Notice,
    Pictured,
    Section,
    Timetable,
)
from desktop_app.documents.handout_document import handout_document
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.text_runs import Run, Severity, TextSize
from desktop_app.domain.care_plan import CarePlan, TimetableRow
from desktop_app.domain.errors import RenderError
from tests.unit.documents.plan_parts import labels
from tests.unit.documents.plans import EMERGENCY, MAXIMAL, OVERRIDE, PLANS, ROUTINE
from tests.unit.documents.reading import body_as_drawn, page_texts, squeezed

EACH_PLAN = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
PAPERS = pytest.mark.parametrize("paper", ["a4", "letter"])


def _pages(plan: CarePlan, folder: Path, paper: Literal["a4", "letter"] = "letter") -> list[str]:
    return page_texts(ReportlabRenderer().render(handout_document(plan, paper)).pdf, folder)


def _drawn(plan: CarePlan, folder: Path) -> str:
    return body_as_drawn(handout_document(plan, "letter"), folder)


def _with(plan: CarePlan, **changes: object) -> CarePlan:
    return plan.model_copy(update={"handout": plan.handout.model_copy(update=changes)})


@PAPERS
@pytest.mark.parametrize(("plan", "most"), [(ROUTINE, 2), (EMERGENCY, 1)], ids=["routine", "emergency"])
def test_handout_in_normal_print_stays_short(
    plan: CarePlan, most: int, paper: Literal["a4", "letter"], tmp_path: Path
) -> None:
    assert len(_pages(plan, tmp_path, paper)) <= most


@PAPERS
@pytest.mark.parametrize("plan", [ROUTINE, OVERRIDE, EMERGENCY], ids=["routine", "override", "emergency"])
def test_all_danger_signs_stand_on_page_one(
    plan: CarePlan, paper: Literal["a4", "letter"], tmp_path: Path
) -> None:
    page = squeezed(_pages(plan, tmp_path, paper)[0])
    (part,) = [part for part in plan.handout.parts if part.number == 6]
    assert len(part.lines) >= 12
    for line in part.lines:
        assert squeezed(line.text) in page


def test_phone_and_next_visit_stand_on_page_one(tmp_path: Path) -> None:
    page = _pages(ROUTINE, tmp_path)[0]
    assert "555-0142" in page
    assert "18-Dec-2026" in page


@EACH_PLAN
def test_every_line_of_the_handout_is_printed(plan: CarePlan, tmp_path: Path) -> None:
    text = _drawn(plan, tmp_path)
    for part in plan.handout.parts:
        assert squeezed(part.heading or "") in text
        for line in part.lines:
            assert squeezed(line.text) in text


@EACH_PLAN
def test_sections_keep_their_order_but_for_the_danger_signs(plan: CarePlan) -> None:
    document = handout_document(plan, "a4")
    printed = str((*document.blocks, *document.signature.above))
    shown = [part for part in plan.handout.parts if part.number != 6]
    places = [printed.index(repr(part.heading or part.lines[0].text)) for part in shown]
    assert places == sorted(places)


def test_in_an_emergency_where_to_go_stands_before_the_danger_signs(tmp_path: Path) -> None:
    text = _drawn(_with(EMERGENCY, large_print=True), tmp_path)
    assert text.index("Donotdrive") < text.index("Youcannotpee")


def test_large_print_opens_with_the_danger_signs(tmp_path: Path) -> None:
    document = handout_document(MAXIMAL, "letter")
    assert document.text_size is TextSize.LARGE
    assert "No puede orinar" in _pages(MAXIMAL, tmp_path)[0]


@pytest.mark.parametrize("plan", [OVERRIDE, MAXIMAL], ids=["normal", "large"])
def test_spanish_handout_has_no_english_word_of_the_labels(plan: CarePlan, tmp_path: Path) -> None:
    text = re.sub(r"\s+", " ", " ".join(_pages(plan, tmp_path)))
    document = handout_document(plan, "letter")
    assert document.language == "es-419"
    english, spanish = labels("en"), labels("es")
    shown = {key for key, word in spanish.items() if word in text}
    assert {"LABEL_SIGNED", "LABEL_BIRTH_DATE", "TIME_BED", "CAPTION_PHONE", "LABEL_CLOCK"} <= shown
    for key in english.keys() - {"MONTHS"}:
        if english[key].casefold() not in spanish[key].casefold():
            assert not re.search(rf"\b{re.escape(english[key])}\b", _without_data(text, plan))
    assert "20-nov-2026" in text
    assert "Nov-2026" not in text


def _without_data(text: str, plan: CarePlan) -> str:
    """The text without names, which have no language."""
    for known in (plan.context.clinic.name, plan.context.clinician.name):
        text = text.replace(known, "")
    return text


@EACH_PLAN
def test_every_page_says_whose_it_is_in_the_language_of_the_handout(plan: CarePlan, tmp_path: Path) -> None:
    word = plan.handout.labels["LABEL_BIRTH_DATE"]
    for page in _pages(plan, tmp_path):
        top = page.strip().splitlines()[0]
        assert f"{plan.patient.given_name} {plan.patient.family_name}" in top
        assert re.search(rf"{word}: 14-[Mm]ar-(1992|1978)", top)
        assert plan.context.plan_id in page


def _sections(plan: CarePlan) -> list[Section]:
    blocks = handout_document(plan, "a4").blocks
    in_columns = [section for block in blocks if isinstance(block, Columns) for section in block.sections]
    return [*in_columns, *(block for block in blocks if isinstance(block, Section))]


def _all_blocks(plan: CarePlan) -> list[Block]:
    """What stands in the sections and in the box of danger signs."""
    boxes = [block for block in handout_document(plan, "a4").blocks if _is_danger(block)]
    held = [section.blocks for section in _sections(plan)] + [box.blocks for box in boxes]
    return [block for blocks in held for block in blocks]


def _table(plan: CarePlan) -> Timetable:
    (table,) = [block for block in _all_blocks(plan) if isinstance(block, Timetable)]
    return table


def test_timetable_says_the_dose_itself_at_each_time() -> None:
    table = _table(ROUTINE)
    assert table.time_headers == ("Morning", "Noon", "Evening", "Bedtime")
    assert table.doses == (Dose("ibuprofen", "", "400\u00a0mg", "400\u00a0mg", "400\u00a0mg", None),)


@pytest.mark.parametrize(("plan", "cell", "lead"), [(ROUTINE, "1 dose", "One"), (OVERRIDE, "1 dosis", "Una")])
def test_timetable_says_a_long_dose_beside_the_medicine(plan: CarePlan, cell: str, lead: str) -> None:
    gel = TimetableRow(
        name="gel", dose="4 g, see the card", morning=True, noon=False, evening=False, bedtime=True
    )
    (dose,) = _table(_with(plan, timetable=(gel,))).doses
    assert str(dose.detail).startswith(lead)
    assert str(dose.detail).endswith(": 4 g, see the card")
    assert [amount and amount.replace("\u00a0", " ") for amount in dose.amounts] == [cell, None, None, cell]


def test_medicine_without_fixed_times_stands_apart_in_the_timetable() -> None:
    table = _table(MAXIMAL)
    assert [each.medicine for each in table.as_needed] == ["diclofenaco gel"]
    assert len(table.doses) == 2


@pytest.mark.parametrize("plan", [ROUTINE, MAXIMAL], ids=["English", "large Spanish"])
def test_drawings_stand_beside_what_they_show_and_are_named_in_its_language(plan: CarePlan) -> None:
    drawn = {
        item.text: [(each.name, each.caption) for each in item.pictograms]
        for block in _all_blocks(plan)
        if isinstance(block, BulletList)
        for item in block.items
        if isinstance(item, Pictured)
    }
    words = labels(plan.handout.language)
    assert drawn == {
        (Run(line.text),): [(name, words[f"CAPTION_{name.upper()}"]) for name in line.pictograms]
        for part in plan.handout.parts
        for line in part.lines
        if line.pictograms
    }
    assert len(drawn) >= 8


def test_box_of_danger_signs_says_in_its_title_what_to_do() -> None:
    (box,) = [block for block in handout_document(ROUTINE, "a4").blocks if _is_danger(block)]
    assert box.title == "Get help right away. Call 911 or go to the ER now if:"


def _is_danger(block: Block) -> TypeGuard[Notice]:
    return isinstance(block, Notice) and block.severity is Severity.EMERGENCY


def test_when_to_call_is_framed_and_nothing_else_is() -> None:
    assert [section.heading for section in _sections(ROUTINE) if section.framed] == ["When to call us"]


@pytest.mark.parametrize("key", ["MONTHS", "LABEL_SIGNED", "CAPTION_PHONE", "CAPTION_WALKING"])
def test_missing_fixed_word_is_refused_not_left_blank(key: str) -> None:
    words = {name: word for name, word in ROUTINE.handout.labels.items() if name != key}
    with pytest.raises(RenderError, match=key):
        handout_document(_with(ROUTINE, labels=words), "a4")


def test_what_is_said_of_one_medicine_or_therapy_stays_in_one_item(tmp_path: Path) -> None:
    text = _drawn(ROUTINE, tmp_path)
    assert "Itisforpain.Donotusemorethan3pillsinoneday.StoponFriday,November27" in text
    assert "•Heat.Heatcanease" in text


def test_medicine_leads_what_is_said_of_it_in_bold() -> None:
    lists = [block for block in _all_blocks(ROUTINE) if isinstance(block, BulletList)]
    first = [item[0] for each in lists for item in each.items if isinstance(item, tuple)]
    (named,) = [line.text for part in ROUTINE.handout.parts for line in part.lines if line.style == "named"]
    assert Run(named.split(". ")[0] + ".", strong=True) in first


def test_clinic_without_phone_prints_no_blank(tmp_path: Path) -> None:
    clinic = ROUTINE.context.clinic.model_copy(update={"phone": None, "name": ""})
    plan = ROUTINE.model_copy(update={"context": ROUTINE.context.model_copy(update={"clinic": clinic})})
    text = " ".join(_pages(plan, tmp_path))
    assert "None" not in text
    assert "·  ·" not in text


def test_amended_handout_names_the_plan_it_replaces() -> None:
    assert handout_document(MAXIMAL, "a4").signature.lines[-1] == "Reemplaza el plan 11AA-22BB"


def test_hostile_text_is_printed_as_it_was_typed(tmp_path: Path) -> None:
    typed = "<b>Ana</b> & {x} %s <a href='http://x'>"
    patient = ROUTINE.patient.model_copy(update={"given_name": typed, "birth_date": date(1990, 1, 2)})
    plan = ROUTINE.model_copy(update={"patient": patient})
    pages = _pages(plan, tmp_path)
    assert all(squeezed(typed) in squeezed(page) for page in pages)


@EACH_PLAN
def test_same_plan_gives_the_same_document(plan: CarePlan) -> None:
    again = CarePlan.model_validate_json(plan.model_dump_json())
    assert handout_document(plan, "a4") == handout_document(again, "a4")


def test_title_of_the_file_is_the_heading_with_the_plan_number() -> None:
    document = handout_document(OVERRIDE, "a4")
    assert document.title == f"Su plan para la espalda {OVERRIDE.context.plan_id}"
    assert isinstance(document.blocks[0], Masthead)
    assert document.blocks[0].title == "Su plan para la espalda"
