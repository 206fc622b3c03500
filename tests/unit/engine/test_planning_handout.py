"""The patient's copy: one language, only what was confirmed, nothing blank, and data stay data."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.provenance import Bilingual
from desktop_app.engine.compiled import compile_knowledge
from tests.unit.engine.plan_cases import CLINIC, compiled, context, handout_text, knowledge, line, lines, plan
from tests.unit.engine.test_planning import WEAK_TOE

EMERGENCY = {"answers": {"RF-C2": "yes"}, "decisions": None}
WORKUP = {"answers": {"RF-F5": "yes"}, "decisions": {"therapies": []}}


def numbers(changes: dict[str, Any]) -> list[int]:
    return [part.number for part in plan(changes).handout.parts]


def test_medicine_lines_print_what_was_confirmed() -> None:
    found = plan()

    assert line(found, "H_MED_ROW") == (
        "Ibuprofen. Take 400 mg. When: in the morning, at noon, and in the evening. It is for your back pain."
    )
    assert "1200 mg (3 doses)" in line(found, "H_MED_MAX")
    assert "Friday, November 27" in line(found, "H_MED_STOPDATE")


def test_medicine_lines_stand_together_for_each_medicine() -> None:
    both = [
        {"drug": "ibuprofen", "dose_mg": 400, "times_per_day": 3, "days": 7},
        {"drug": "acetaminophen", "dose_mg": 1000, "times_per_day": 2, "days": 5},
    ]
    found = plan({"decisions": {"medications": both}})
    (medicines,) = (part for part in found.handout.parts if part.number == 3)

    dose = ["H_MED_ROW", "H_MED_MAX", "H_MED_STOPDATE"]
    assert [each.snippet for each in medicines.lines] == [
        *(*dose, "H_MED_NSAID_HOW", "H_MED_NSAID_STOP", "H_MED_NSAID_COMBINE"),
        *(*dose, "H_MED_ACET_COMBINE", "H_MED_ACET_STOP"),
        "H_MED_KEEP",
    ]
    assert medicines.lines[6].text.startswith("Acetaminophen.")
    assert "2000 mg (2 doses)" in medicines.lines[7].text


def test_medicine_that_is_stopped_step_by_step_has_no_day_to_stop() -> None:
    duloxetine = {"drug": "duloxetine", "dose_mg": 30, "times_per_day": 1, "days": 28}
    changes = {"problem": {"onset_date": "2026-01-05"}, "decisions": {"medications": [duloxetine]}}
    (medicines,) = (part for part in plan(changes).handout.parts if part.number == 3)
    found = {each.snippet: each.text for each in medicines.lines}

    assert "H_MED_STOPDATE" not in found
    assert found["H_MED_STOPDATE_SLOW"].startswith(
        "Do not stop it all at once. Call us before Friday, December 18"
    )


def test_gel_and_tablet_each_have_the_line_of_their_route() -> None:
    both = [
        {"drug": "acetaminophen", "dose_mg": 500, "times_per_day": 2, "days": 7},
        {"drug": "lidocaine_topical", "times_per_day": 1, "days": 7},
    ]
    found = plan({"decisions": {"medications": both}})

    assert line(found, "H_MED_ROW").startswith("Acetaminophen.")
    assert line(found, "H_MED_ROW_SKIN").startswith("Lidocaine patch.")
    assert [row.name for row in found.handout.timetable] == ["Acetaminophen", "Lidocaine patch"]


@pytest.mark.parametrize("drug", ["diazepam", "gabapentin", "methocarbamol", "oxycodone"])
def test_medicine_that_can_slow_the_breath_names_the_danger_sign(drug: str) -> None:
    override = {"reason": "specialist_advised", "text": "Advised by the pain clinic this week."}
    choice = {"drug": drug, "dose_mg": 5, "times_per_day": 1, "days": 3, "override": override}

    assert "hard to wake" in line(plan({"decisions": {"medications": [choice]}}), "H_ER_SLEEPY")


def test_rescue_spray_has_no_times_and_no_maximum() -> None:
    both = [
        {"drug": "acetaminophen", "dose_mg": 500, "times_per_day": 2, "days": 7},
        {"drug": "naloxone", "times_per_day": 1, "days": 7},
    ]
    found = plan({"decisions": {"medications": both}})

    assert len(lines(found, "H_MED_MAX")) == 1
    assert [row.name for row in found.handout.timetable] == ["Acetaminophen"]
    assert "911" in line(found, "H_MED_NALOXONE")


@pytest.mark.parametrize(
    ("times", "row"), [(1, (1, 0, 0, 0)), (2, (1, 0, 1, 0)), (3, (1, 1, 1, 0)), (4, (1, 1, 1, 1))]
)
def test_timetable_spreads_the_doses_over_the_day(times: int, row: tuple[int, ...]) -> None:
    choice = {"drug": "ibuprofen", "dose_mg": 200, "times_per_day": times, "days": 7}

    (found,) = plan({"decisions": {"medications": [choice]}}).handout.timetable

    assert (found.morning, found.noon, found.evening, found.bedtime) == row


def test_medicine_for_the_night_is_taken_at_bedtime() -> None:
    override = {"reason": "specialist_advised", "text": "Advised by the pain clinic this week."}
    choice = {"drug": "nortriptyline", "dose_mg": 10, "times_per_day": 1, "days": 28, "override": override}
    found = plan({"decisions": {"medications": [choice]}})

    assert "When: at bedtime." in line(found, "H_MED_ROW")
    assert found.handout.timetable[0].bedtime == 1


def test_spanish_handout_holds_no_english_text() -> None:
    changes = {**WEAK_TOE, "preferences": {"TRACTION": "want"}}
    english = _texts_that_differ(knowledge())

    text = handout_text(plan(changes, context(language="es")))

    assert [phrase for phrase in english if phrase in text] == []
    assert "viernes 27 de noviembre" in text


@pytest.mark.parametrize(
    "changes", [{}, WEAK_TOE, EMERGENCY, WORKUP], ids=["routine", "deficit", "emergency", "tests"]
)
def test_both_languages_say_the_same_and_show_the_same_drawings(changes: dict[str, Any]) -> None:
    english, spanish = (plan(changes, context(language=language)).handout for language in ("en", "es"))
    said = [
        [(part.number, line.snippet, line.pictograms) for part in handout.parts for line in part.lines]
        for handout in (english, spanish)
    ]
    assert said[0] == said[1]
    assert any(pictograms for *_, pictograms in said[0])


def test_workup_handout_speaks_of_tests_medicines_and_help_alone() -> None:
    assert numbers(WORKUP) == [0, 1, 3, 6, 7, 8, 10]
    assert {line.snippet for line in plan(WORKUP).handout.parts[1].lines} == {"H_FOUND_WORKUP"}


def _texts_that_differ(content: KnowledgeBase) -> list[str]:
    """English texts of the handout without a field; short ones could stand inside a Spanish word."""
    texts: list[Bilingual] = [snippet.text for snippet in content.handout_snippets]
    texts += [therapy.patient_text for therapy in content.therapies]
    texts += [phrase.text for phrase in content.reason_phrases]
    return [text.en for text in texts if text.en != text.es and "{" not in text.en]


def test_accepted_tests_and_referrals_are_named_with_their_dates() -> None:
    found = plan(WEAK_TOE)

    assert line(found, "H_FOUND_IMG").endswith("by Friday, December 4.")
    assert line(found, "H_NEXT_REFER") == "We asked for a spine doctor to see you by Friday, December 4."


def test_tests_and_referrals_that_were_not_accepted_are_not_promised() -> None:
    found = plan({**WEAK_TOE, "decisions": {"accepted_orders": []}})

    assert lines(found, "H_FOUND_IMG") == lines(found, "H_NEXT_REFER") == []


def test_therapy_that_the_patient_wants_in_vain_is_explained() -> None:
    found = plan({"preferences": {"TRACTION": "want"}})

    assert "studies show that it does not help" in line(found, "H_TX_NOT")


def test_section_of_therapies_is_left_out_where_none_was_chosen() -> None:
    assert 4 not in numbers({"decisions": {"therapies": []}})


def test_emergency_handout_sends_the_patient_and_offers_nothing_else() -> None:
    found = plan(EMERGENCY)

    assert numbers(EMERGENCY) == [0, 1, 6, 10]
    assert "Go to the emergency room now." in line(found, "H_FOUND_EMERG")
    assert found.handout.timetable == ()


def test_names_with_braces_and_markup_pass_through_as_data() -> None:
    hostile = "{therapy_text} <b>O'Neil</b> {0.__class__}"

    found = plan(signed=context(clinician=hostile))

    assert line(found, "H_SIGN").startswith(f"{hostile} went through this plan")


def test_clinic_without_a_number_points_to_the_visit_card() -> None:
    unknown = CLINIC.model_copy(update={"phone": None, "after_hours_phone": None})

    found = plan(signed=context(clinic=unknown))

    assert line(found, "H_CALL_TITLE") == "Call us at the number on your visit card if:"


def test_labels_are_texts_without_fields() -> None:
    labels = plan().handout.labels

    assert labels["TIME_AM"] == "Morning"
    assert not [text for text in labels.values() if "{" in text]


def test_every_chosen_medicine_of_the_formulary_has_words_for_the_patient() -> None:
    """Whatever may be chosen, some sentence names it: else its plan could never be signed."""
    content = compiled().knowledge
    named = {
        name
        for snippet in content.handout_snippets
        for part in _parts(snippet.when)
        for name in getattr(part, "medicine_chosen", ())
    }

    assert [item.id for item in content.medicines if named.isdisjoint({item.id, *item.groups})] == []


def _parts(criterion: Any) -> list[Any]:
    return [criterion, *(part for child in criterion.children() for part in _parts(child))]


def test_text_of_a_therapy_is_printed_once_where_another_sentence_says_it() -> None:
    found = plan({"decisions": {"therapies": ["REMAIN_ACTIVE", "EDUCATION_SELFCARE"]}})
    texts = {therapy.id: therapy.patient_text.en for therapy in compiled().knowledge.therapies}

    assert line(found, "H_DO_ACTIVE")
    assert lines(found, "H_TX_ROW") == ["Keep moving", "Learn about your back"]
    assert lines(found, "H_TX_BODY") == [texts["EDUCATION_SELFCARE"]]


def test_text_of_a_therapy_is_printed_where_no_other_sentence_says_it() -> None:
    snippets = tuple(
        snippet.model_copy(update={"says_text_of": ()}) for snippet in compiled().knowledge.handout_snippets
    )
    content = compile_knowledge(knowledge().model_copy(update={"handout_snippets": snippets}))

    found = plan({"decisions": {"therapies": ["REMAIN_ACTIVE"]}}, content=content)

    assert len(lines(found, "H_TX_BODY")) == 1
