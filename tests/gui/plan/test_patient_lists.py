"""Allergies and current medicines by keyboard alone: search, ambiguous names, unknown names, amounts."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget

from desktop_app.application.steps import Step
from desktop_app.domain.decisions import CurrentMedication
from desktop_app.ui.services import Services
from desktop_app.ui.widgets.entry_row import EntryRow
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import Open, sample

MEDICINES, ALLERGIES = "current medicines", "allergies"
HOSTILE = ["<b>Advil</b>", "'; DROP TABLE --", "%s%n{0}", "a" * 120, "Ибупрофен", "💊", "../../etc/passwd"]


@pytest.fixture
def desk(open_at: Open, clinic: Services) -> Desk:
    """Nobody asked about medicines or allergies yet."""
    unknown: Any = {"reviewed": None, "list": []}
    return open_at(sample(clinic, 0, current_medications=unknown, allergies=unknown), Step.MEDICINES)


def add(desk: Desk, text: str, *keys: Qt.Key, things: str = MEDICINES) -> None:
    """Type into the line of a list and press keys; without any, Return."""
    desk.find(f"add:{things}").setFocus()
    desk.type(text)
    for key in keys or (Qt.Key.Key_Return,):
        desk.press(key)


def taken(desk: Desk) -> tuple[CurrentMedication, ...]:
    return desk.visit.consultation.current_medications.list


def names(desk: Desk) -> list[str]:
    return [item.name for item in taken(desk)]


def row(desk: Desk, index: int = 0) -> EntryRow:
    found = desk.find(f"current_medications.list[{index}]")
    assert isinstance(found, EntryRow)
    return found


def offered(desk: Desk, things: str = MEDICINES) -> list[str]:
    found = desk.window.findChild(QListWidget, f"found:{things}")
    assert isinstance(found, QListWidget)
    return [found.item(place).text() for place in range(found.count())] if found.isVisible() else []


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_typed_letters_list_what_they_may_mean(desk: Desk) -> None:
    add(desk, "adv", Qt.Key.Key_Shift)

    assert offered(desk)[0] == "ibuprofen (oral or injected NSAID), as Advil"
    assert names(desk) == []


def test_arrow_and_return_take_the_marked_name_with_the_amount(desk: Desk) -> None:
    add(desk, "tylen 500 mg 3 a day", Qt.Key.Key_Down, Qt.Key.Key_Return)

    (entry,) = taken(desk)
    assert (entry.name, entry.dose_mg, entry.per_day) == ("Tylenol", 500, 3)
    assert offered(desk) == []


def test_return_without_a_mark_keeps_the_text_as_typed(desk: Desk) -> None:
    add(desk, "Tylen")

    assert names(desk) == ["Tylen"]
    assert row(desk).badge.word == "NOT CHECKED"


def test_escape_closes_the_list_and_keeps_the_text(desk: Desk) -> None:
    add(desk, "advil", Qt.Key.Key_Escape)

    assert offered(desk) == []
    assert desk.find(f"add:{MEDICINES}").text() == "advil"


def test_name_that_looks_like_another_is_chosen_from_the_two(desk: Desk) -> None:
    add(desk, "Celexa")

    assert names(desk) == []
    assert "Looks alike - which one is meant?" in offered(desk)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert names(desk) == ["Celebrex"]

    add(desk, "Celexa", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert names(desk) == ["Celebrex", "Celexa"]


@pytest.mark.parametrize("text", ["ibuprofeno 400", "ibuprophen"])
def test_close_spelling_is_kept_as_typed_until_one_key_takes_what_was_meant(desk: Desk, text: str) -> None:
    add(desk, text)

    assert names(desk) == [text]
    assert desk.visit.evaluation.unmatched_medications == (text,)
    assert "Did you mean?" in texts(row(desk))

    row(desk).setFocus()
    desk.press(Qt.Key.Key_1)

    assert names(desk) == ["ibuprofen"]
    assert not row(desk).badge.isVisible()


def test_unknown_name_is_marked_in_the_list_and_in_the_live_plan(desk: Desk) -> None:
    add(desk, "grandmother's drops")

    assert row(desk).badge.isVisible()
    assert "grandmother's drops: NOT CHECKED, not in the dictionary" in desk.screen.plan.text

    desk.screen.go_to(Step.REVIEW)
    assert "NOT CHECKED, not in the dictionary" in texts(desk.screen.page)


def test_ambiguous_name_is_asked_about_and_answered_by_its_number(desk: Desk) -> None:
    add(desk, "Voltaren 50 mg", Qt.Key.Key_Return)

    assert row(desk).badge.word == "ASK WHICH ONE"
    assert "Voltaren: tablets or gel?" in texts(row(desk))
    assert "Voltaren: taken as tablets until answered" in desk.screen.plan.text
    assert "current_medications.list[0]" in desk.visit.unanswered(Step.MEDICINES)

    row(desk).setFocus()
    desk.press(Qt.Key.Key_2)

    assert names(desk) == ["Voltaren gel"]
    (read,) = desk.visit.evaluation.current_medicines
    assert (read.ingredient, read.question) == ("diclofenac topical", None)
    assert not row(desk).badge.isVisible()


def test_answer_keeps_the_strength_that_stood_in_the_name(desk: Desk) -> None:
    desk.visit.edit("current_medications.list[0]", "Voltaren 50 mg")
    row(desk).setFocus()
    desk.press(Qt.Key.Key_1)

    (entry,) = taken(desk)
    assert (entry.name, entry.strength) == ("Voltaren tablets", "50 mg")


def test_next_unanswered_goes_to_the_open_question(desk: Desk) -> None:
    add(desk, "Unisom")
    desk.find("allergies.reviewed").setFocus()
    desk.press(Qt.Key.Key_F8)

    assert desk.focused is row(desk)


def test_combination_strength_is_questioned_in_place_until_it_counts(desk: Desk) -> None:
    add(desk, "Percocet")
    type_amount(desk, "dose", "5 mg")
    type_amount(desk, "per_day", "4")
    assert "in this order: oxycodone/acetaminophen, such as 5 mg/325 mg" in texts(row(desk))
    assert mme(desk) is None

    type_amount(desk, "dose", "5 mg/325 mg")

    (entry,) = taken(desk)
    assert (entry.strength, entry.dose_mg, entry.per_day) == ("5 mg/325 mg", None, 4)
    assert mme(desk) == 30
    assert "in this order" not in texts(row(desk))


def mme(desk: Desk) -> float | None:
    return desk.visit.evaluation.computed.mme_total


def type_amount(desk: Desk, part: str, text: str, index: int = 0) -> None:
    field = desk.find(f"current_medications.list[{index}]:{part}")
    field.setFocus()
    field.selectAll()
    desk.type(text)
    desk.press(Qt.Key.Key_Tab)


def test_alcohol_asks_for_drinks_a_day_and_nothing_else(desk: Desk) -> None:
    add(desk, "beer")
    assert "How many drinks a day?" in texts(row(desk))

    type_amount(desk, "per_day", "3")

    assert taken(desk)[0].per_day == 3
    dose = row(desk).findChild(QWidget, "current_medications.list[0]:dose")
    assert dose is not None
    assert not dose.isVisible()


def test_fields_open_by_key_and_keep_the_day_it_was_stopped(desk: Desk) -> None:
    add(desk, "phenelzine")
    row(desk).setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.focused.objectName() == "current_medications.list[0]:dose"

    type_amount(desk, "stopped_on", "12 nov 2026")

    assert str(taken(desk)[0].stopped_on) == "2026-11-12"
    assert row(desk).view.title == "phenelzine (stopped 12-Nov-2026)"


@pytest.mark.parametrize(
    ("part", "text", "sentence"),
    [
        ("per_day", "often", "Write a number"),
        ("per_day", "1000", "100"),
        ("stopped_on", "soon", "Write the day as"),
    ],
)
def test_amount_that_cannot_be_is_questioned_in_its_row(
    desk: Desk, part: str, text: str, sentence: str
) -> None:
    add(desk, "prednisone", Qt.Key.Key_Return, Qt.Key.Key_Return)
    row(desk).setFocus()
    desk.press(Qt.Key.Key_F2)
    type_amount(desk, part, text)

    assert sentence in row(desk).problem
    assert (taken(desk)[0].per_day, taken(desk)[0].stopped_on) == (None, None)


def test_delete_removes_an_entry_and_undo_brings_it_back(desk: Desk) -> None:
    add(desk, "Advil")
    add(desk, "Zyrtec")
    row(desk, 1).setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert names(desk) == ["Advil"]
    assert desk.focused is row(desk)

    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(desk) == ["Advil", "Zyrtec"]


def test_delete_in_a_field_of_an_entry_removes_no_entry(desk: Desk) -> None:
    add(desk, "Tylenol")
    desk.find("current_medications.list[0]:dose").setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_Backspace)

    assert names(desk) == ["Tylenol"]


def test_second_product_with_the_same_ingredient_is_pointed_out(desk: Desk) -> None:
    add(desk, "Advil")
    add(desk, "Motrin")

    assert "More than one product with ibuprofen: Advil, Motrin." in texts(desk.screen.page)


@pytest.mark.parametrize(
    ("entry", "words", "checked"),
    [
        ("morphine (itching only)", "Counts as an intolerance", True),
        ("sulfa", "Counts as an allergy to: sulfonamide", True),
        ("Aleve (hives)", "Counts as an allergy to: NSAID, naproxen", True),
        ("unheard of (rash)", "Not in the dictionary: check by hand.", False),
    ],
)
def test_allergy_says_what_it_counts_as(desk: Desk, entry: str, words: str, checked: bool) -> None:
    add(desk, entry, things=ALLERGIES)

    found = desk.find("allergies.list[0]")
    assert words in texts(found)
    assert found.badge.isVisible() is not checked


@pytest.mark.parametrize("things", [MEDICINES, ALLERGIES])
def test_none_confirmed_and_not_asked_are_two_texts_everywhere(desk: Desk, things: str) -> None:
    title = things.capitalize()
    path = "current_medications" if things == MEDICINES else things
    assert f"No {things} recorded - not asked." in texts(desk.screen.page)
    assert f"{title}: not asked" in desk.screen.plan.text

    desk.visit.edit(f"{path}.reviewed", "yes")

    assert f"None, confirmed: no {things}." in texts(desk.screen.page)
    assert f"{title}: none, confirmed" in desk.screen.plan.text
    desk.screen.go_to(Step.REVIEW)
    assert "none, confirmed" in texts(desk.screen.page)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_name_is_shown_as_typed_and_not_checked(desk: Desk, text: str) -> None:
    QApplication.clipboard().setText(text)
    desk.find(f"add:{MEDICINES}").setFocus()
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_Return)

    assert names(desk) == [text]
    assert row(desk).view.title == text
    assert text in texts(row(desk))
    assert row(desk).badge.word == "NOT CHECKED"


def test_every_part_of_an_entry_has_a_name_for_a_screen_reader(desk: Desk) -> None:
    add(desk, "Tylenol")
    parts = [
        child
        for child in row(desk).findChildren(QWidget)
        if child.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]

    assert row(desk).accessibleName().startswith("Tylenol. acetaminophen")
    assert [part.objectName() for part in parts if not part.accessibleName()] == []
