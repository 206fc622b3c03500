from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.application.steps import Step
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.ui.services import Services
from desktop_app.ui.steps.medicines import MedicinesStep
from desktop_app.ui.steps.override_form import ForbiddenMedicineDialog
from desktop_app.ui.widgets.amount_row import AmountRow
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import Open, sample

ACUTE, ULCER = 0, 1
UNDECIDED: dict[str, Any] = {"decisions__medications": [], "decisions__no_medication": None}
WHY = "Letter of the specialist of 2 November"


@pytest.fixture
def acute(open_at: Open, clinic: Services) -> Desk:
    """No red flag, no condition: most medicines may be given."""
    return open_at(sample(clinic, ACUTE, **UNDECIDED), Step.MEDICINES)


@pytest.fixture
def ulcer(open_at: Open, clinic: Services) -> Desk:
    """A past ulcer: NSAIDs are to be avoided, ketorolac is forbidden."""
    desk = open_at(sample(clinic, ULCER, **UNDECIDED), Step.MEDICINES)
    page(desk).medicines.blocked.open()
    return desk


def page(desk: Desk) -> MedicinesStep:
    found = desk.screen.page
    assert isinstance(found, MedicinesStep)
    return found


def entries(desk: Desk) -> list[AmountRow]:
    """The current medicines on screen."""
    return [row for row in page(desk).findChildren(AmountRow) if row.isVisible()]


def chosen(desk: Desk) -> list[str]:
    return [choice.drug for choice in desk.visit.consultation.decisions.medications]


def give_reason(desk: Desk, text: str = WHY) -> None:
    reasons = desk.find("override_reason")
    assert isinstance(reasons, QComboBox)
    reasons.setCurrentIndex(reasons.findData("specialist_advised"))
    desk.find("override_text").setText(text)
    desk.click("override_record")


def test_nothing_is_preselected(acute: Desk) -> None:
    assert chosen(acute) == []
    assert acute.visit.consultation.decisions.no_medication is None
    states = {card.button.text() for card in page(acute).medicines.cards.values()}
    assert states == {"Choose"}
    assert page(acute).medicines.no_medication.button.text() == "Choose"


def test_no_medicine_is_the_first_choice_and_the_suggestions_follow_in_rank(acute: Desk) -> None:
    cards = page(acute).medicines.cards
    ranked = [item for item in acute.visit.evaluation.medications if item.suggested_rank is not None]
    drugs = [item.drug for item in sorted(ranked, key=lambda item: item.suggested_rank or 0)]

    tops = [page(acute).medicines.no_medication.y(), *(cards[drug].y() for drug in drugs)]

    assert tops == sorted(tops)
    assert cards[drugs[0]].note.startswith("Suggestion 1.")


def test_suggested_medicine_with_its_default_dose_takes_one_key(acute: Desk) -> None:
    acute.press(Qt.Key.Key_Return)

    assert acute.visit.consultation.decisions.medications == (
        MedicationChoice(drug="ibuprofen", dose_mg=400, times_per_day=3, days=7),
    )


def test_choosing_a_medicine_is_one_step_of_undo(acute: Desk) -> None:
    acute.press(Qt.Key.Key_Return)
    acute.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert chosen(acute) == []


def test_no_medicine_takes_the_place_of_a_chosen_one(acute: Desk) -> None:
    acute.click("choose:ibuprofen")
    acute.click("choose:no_medication")

    assert chosen(acute) == []
    assert acute.visit.value("decisions.no_medication") == "yes"

    acute.click("choose:ibuprofen")

    assert chosen(acute) == ["ibuprofen"]
    assert acute.visit.value("decisions.no_medication") is None


def test_avoided_medicine_is_not_chosen_before_its_reason_is_complete(ulcer: Desk) -> None:
    ulcer.click("choose:ibuprofen")
    form = ulcer.find("override_form")
    assert chosen(ulcer) == []
    assert ulcer.find("override_reason").currentIndex() == -1

    ulcer.click("override_record")
    assert form.problem == "Choose a reason from the list."
    give_reason(ulcer, "too short")
    assert "10 characters" in form.problem
    assert chosen(ulcer) == []

    give_reason(ulcer)

    (choice,) = ulcer.visit.consultation.decisions.medications
    assert choice.override is not None
    assert (choice.drug, choice.override.reason, choice.override.text) == (
        "ibuprofen",
        "specialist_advised",
        WHY,
    )


def test_escape_in_the_reason_goes_back_without_the_medicine(ulcer: Desk) -> None:
    ulcer.click("choose:ibuprofen")
    ulcer.press(Qt.Key.Key_Escape)

    assert chosen(ulcer) == []
    assert ulcer.focused.objectName() == "choose:ibuprofen"


def forbidden(desk: Desk, qtbot: QtBot) -> ForbiddenMedicineDialog:
    desk.click("choose:ketorolac")
    give_reason(desk)
    dialog = desk.window.findChild(ForbiddenMedicineDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_forbidden_medicine_is_left_out_by_escape_and_by_every_key_of_the_default_button(
    ulcer: Desk, qtbot: QtBot, key: Qt.Key
) -> None:
    forbidden(ulcer, qtbot)
    assert chosen(ulcer) == []

    ulcer.press(key)

    qtbot.waitUntil(lambda: ulcer.window.findChild(ForbiddenMedicineDialog) is None)
    assert chosen(ulcer) == []


def test_forbidden_medicine_needs_the_second_confirmation(ulcer: Desk, qtbot: QtBot) -> None:
    dialog = forbidden(ulcer, qtbot)
    button = dialog.findChild(QWidget, "use_anyway")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert chosen(ulcer) == ["ketorolac"]


def test_use_above_a_limit_waits_for_its_reason(acute: Desk) -> None:
    acute.click("choose:ibuprofen")
    set_days(acute, "15")
    assert page(acute).chosen.rows[0].problem == "15 days is longer than 14 days without a review."
    assert acute.visit.value("decisions.medications[0].days") == 7

    give_reason(acute)

    (choice,) = acute.visit.consultation.decisions.medications
    assert choice.days == 15
    assert choice.override is not None
    assert choice.override.text == WHY


def test_reason_for_another_warning_does_not_cover_a_limit(ulcer: Desk) -> None:
    ulcer.click("choose:ibuprofen")
    give_reason(ulcer)
    set_days(ulcer, "60")

    assert page(ulcer).chosen.rows[0].problem.startswith("60 days is longer than")
    assert ulcer.visit.value("decisions.medications[0].days") == 7


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ("3000", "3000 mg is above the label's largest single dose of 800 mg."),
        ("801", "2403 mg a day is above this patient's maximum of 2400 mg a day."),
    ],
)
def test_dose_above_a_maximum_that_no_reason_lifts_is_never_taken(acute: Desk, dose: str, said: str) -> None:
    acute.click("choose:ibuprofen")
    set_dose(acute, dose)

    row = page(acute).chosen.rows[0]
    assert said in row.problem
    assert row.problem.endswith("No reason lifts this limit.")
    assert acute.visit.value("decisions.medications[0].dose_mg") == 400


def test_combination_is_chosen_with_the_mg_of_each_ingredient(acute: Desk) -> None:
    page(acute).medicines.blocked.open()
    acute.click("choose:hydrocodone_acetaminophen")
    give_reason(acute)

    (choice,) = acute.visit.consultation.decisions.medications
    assert (choice.strength, choice.dose_mg) == ("5 mg/325 mg", None)
    assert acute.visit.evaluation.computed.mme_total == 20
    assert acute.visit.evaluation.computed.acetaminophen_mg_per_day == 1300


def test_gel_is_chosen_with_its_usual_frequency_and_length(acute: Desk) -> None:
    acute.click("choose:diclofenac_topical")

    assert acute.visit.consultation.decisions.medications == (
        MedicationChoice(drug="diclofenac_topical", times_per_day=4, days=14),
    )


def test_dose_within_the_limits_is_taken(acute: Desk) -> None:
    acute.click("choose:ibuprofen")
    set_dose(acute, "600")

    assert page(acute).chosen.rows[0].problem == ""
    assert acute.visit.value("decisions.medications[0].dose_mg") == 600


def test_chosen_medicine_can_be_removed(acute: Desk) -> None:
    acute.click("choose:ibuprofen")
    acute.click("remove:decisions.medications[0]")

    assert chosen(acute) == []


def test_current_medicine_says_what_it_was_taken_for_or_that_it_was_not_checked(ulcer: Desk) -> None:
    texts = [label.text() for label in page(ulcer).findChildren(QLabel)]

    assert "escitalopram (SSRI, prolongs the QT interval)" in texts
    assert "Not in the dictionary: no check knows it, and no total counts it." in texts
    (row,) = [row for row in entries(ulcer) if row.view.title == "feverfew"]
    assert (row.badge.isVisible(), row.badge.word) == (True, "NOT CHECKED")


def test_typed_medicine_keeps_dose_and_frequency(acute: Desk) -> None:
    field = acute.find("add:current medicines")
    field.setFocus()
    acute.type("Tylenol 500 mg 3 a day")
    acute.press(Qt.Key.Key_Return)

    last = acute.visit.consultation.current_medications.list[-1]
    assert (last.name, last.dose_mg, last.per_day) == ("Tylenol", 500, 3)


def test_condition_of_a_group_changes_the_verdicts(acute: Desk) -> None:
    acute.click("conditions:stomach")
    row = acute.find("conditions.hx_peptic_ulcer")
    row.setFocus()
    acute.press(Qt.Key.Key_Y)

    badges = page(acute).medicines
    badges.blocked.open()
    assert badges.cards["ibuprofen"].badge.word == "AVOID"


def test_group_of_conditions_says_none_only_where_the_whole_list_was_asked_about(
    open_at: Open, clinic: Services
) -> None:
    asked = open_at(sample(clinic, ACUTE, **UNDECIDED), Step.MEDICINES).find("conditions:kidney").text()
    open_list = open_at(sample(clinic, ACUTE, **UNDECIDED, conditions_reviewed=None), Step.MEDICINES)

    assert asked == "Kidney: none"
    assert open_list.find("conditions:kidney").text() == "Kidney: not asked"


def test_group_of_conditions_opens_with_the_keyboard_on_its_first_and_goes_on_to_the_next_group(
    acute: Desk,
) -> None:
    group = acute.find("conditions:devices")
    group.setFocus()
    acute.press(Qt.Key.Key_Return)
    reached = [acute.focused_path]
    while acute.focused_path.startswith("conditions."):
        acute.press(Qt.Key.Key_N)
        reached.append(acute.focused_path)

    assert len(reached) == 4
    assert reached[-1] == "conditions:daily_life"


def test_page_of_medicines_is_never_wider_than_its_place(acute: Desk) -> None:
    for size in (100, 200):
        acute.window.set_text_size(size)
        QApplication.processEvents()

        body = acute.screen.page.widget()
        assert body is not None
        assert body.width() <= acute.screen.page.viewport().width()


def test_medicine_that_needs_an_answer_leads_to_its_question(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, ACUTE, **UNDECIDED, current_medications__reviewed=None), Step.MEDICINES)
    desk.click("answer:ibuprofen")

    assert desk.focused_path == "current_medications.reviewed"
    desk.press(Qt.Key.Key_Y)
    assert page(desk).medicines.cards["ibuprofen"].badge.word == "No restriction found"


def test_what_is_named_in_place_of_a_medicine_is_one_key_away(ulcer: Desk) -> None:
    ulcer.click("choose:ibuprofen")
    ulcer.click("instead:acetaminophen")

    assert ulcer.focused.objectName() == "choose:acetaminophen"
    assert not page(ulcer).medicines.cards["ibuprofen"].is_asking
    assert chosen(ulcer) == []


def test_card_names_the_dose_that_one_key_takes_and_the_most_of_a_day(acute: Desk) -> None:
    cards = page(acute).medicines.cards

    assert "400 mg, 3 times a day for 7 days; most 2400 mg a day" in cards["ibuprofen"].note
    assert "4 times a day for 14 days" in cards["diclofenac_topical"].note


def test_basis_of_a_verdict_without_a_restriction_names_the_content_and_never_calls_it_safe(
    acute: Desk,
) -> None:
    card = page(acute).medicines.cards["ibuprofen"]
    assert card.explanation is not None

    version = acute.visit.evaluation.content.version
    assert card.explanation().rule == f"No restriction found in content {version} for the answers given."


def test_unknown_facts_never_read_as_no_restriction(open_at: Open, clinic: Services) -> None:
    asked = {"conditions_reviewed": None, "current_medications__reviewed": None, "allergies__reviewed": None}
    desk = open_at(sample(clinic, ACUTE, **UNDECIDED, **asked), Step.MEDICINES)

    words = {key: card.badge.word for key, card in page(desk).medicines.cards.items()}

    assert words["ibuprofen"] == "NEEDS ANSWER"


def set_dose(desk: Desk, text: str) -> None:
    _retype(desk, "dose_mg", text)


def set_days(desk: Desk, text: str) -> None:
    _retype(desk, "days", text)


def _retype(desk: Desk, part: str, text: str) -> None:
    field = desk.find(f"decisions.medications[0]:{part}")
    field.setFocus()
    field.selectAll()
    desk.type(text)
    desk.press(Qt.Key.Key_Tab)
