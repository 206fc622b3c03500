"""Guidelines side by side, as a clinician opens and leaves them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.application.steps import Step
from desktop_app.ui.guidelines_dialog import GuidelinesDialog
from desktop_app.ui.services import Services
from desktop_app.ui.steps.care import CareStep
from desktop_app.ui.steps.medicines import MedicinesStep
from desktop_app.ui.theme import LIGHT, TEXT_SIZES, apply_theme
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import Open, sample

ACUTE, CHRONIC, SCIATICA = 0, 1, 2


@pytest.fixture
def care(open_at: Open, clinic: Services) -> Desk:
    """Chronic pain, with acupuncture among what is offered."""
    return open_at(sample(clinic, CHRONIC, preferences={}), Step.CARE)


def dialog_of(desk: Desk) -> GuidelinesDialog:
    (found,) = [each for each in desk.window.findChildren(GuidelinesDialog) if each.isVisible()]
    desk.enter(found)
    return found


def titles(dialog: GuidelinesDialog) -> list[str]:
    return [row.title for row in dialog.table.matrix.rows]


def test_f3_compares_guidelines_on_the_option_in_focus_and_esc_goes_back_to_it(care: Desk) -> None:
    button = care.find("choose:ACUPUNCTURE")
    button.setFocus()

    care.press(Qt.Key.Key_F3)
    dialog = dialog_of(care)

    assert titles(dialog) == ["Acupuncture"]
    assert care.find("guidelines:app").text().startswith("This application: Offers it in chronic pain")
    care.leave(dialog)
    assert QApplication.focusWidget() is button


def test_badge_opens_the_same_comparison_by_mouse_and_takes_the_keyboard_by_tab(care: Desk) -> None:
    badge = care.find("differ:ACUPUNCTURE")
    assert badge.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "Guidelines differ on Acupuncture" in badge.accessibleName()
    assert "Against: NICE 2020 (strong)" in badge.accessibleDescription()

    care.click("differ:ACUPUNCTURE")

    assert titles(dialog_of(care)) == ["Acupuncture"]


def test_only_options_on_which_guidelines_differ_for_this_patient_have_the_badge(care: Desk) -> None:
    page = care.screen.page
    assert isinstance(page, CareStep)
    page.open_group("Other options")
    badges = {key for key, card in page.cards.items() if card.differs}

    assert badges == {"ACUPUNCTURE", "TENS", "LLLT"}


def test_muscle_relaxant_has_the_badge_with_nerve_root_pain_only(open_at: Open, clinic: Services) -> None:
    def badges(number: int) -> set[str]:
        page = open_at(sample(clinic, number), Step.MEDICINES).screen.page
        assert isinstance(page, MedicinesStep)
        page.medicines.blocked.open()
        return {key for key, card in page.medicines.cards.items() if card.differs}

    assert "cyclobenzaprine" not in badges(ACUTE)
    assert "cyclobenzaprine" in badges(SCIATICA)


def test_second_f3_shows_every_decision_with_the_one_asked_about_on_top(care: Desk) -> None:
    care.find("choose:MASSAGE").setFocus()
    care.press(Qt.Key.Key_F3)
    dialog = dialog_of(care)

    care.press(Qt.Key.Key_F3)

    assert titles(dialog)[0] == "Massage"
    assert {"Acetaminophen", "Bed rest", "Specialist referral"} < set(titles(dialog))


def test_menu_opens_every_decision_and_the_arrow_keys_walk_through_them(care: Desk) -> None:
    care.screen.compare_all_guidelines()
    dialog = dialog_of(care)
    first, second = titles(dialog)[:2]
    heading = dialog.findChildren(QLabel)[0]
    assert heading.text() == f"{first} - guidelines differ"

    care.press(Qt.Key.Key_Down)

    assert heading.text() == f"{second} - guidelines differ"


def test_patients_and_disagreement_filter_the_decisions(care: Desk) -> None:
    care.screen.compare_all_guidelines()
    dialog = dialog_of(care)
    whole = len(titles(dialog))

    dialog.only_differing.click()
    for_this_patient = titles(dialog)
    dialog.patients.setCurrentText("Acute, without nerve-root pain")

    assert len(for_this_patient) < whole
    assert "Opioid" in for_this_patient
    assert set(titles(dialog)) == {"Acupuncture", "TENS", "Acetaminophen"}


def test_every_cell_and_line_is_said_in_words(care: Desk) -> None:
    care.screen.compare_all_guidelines()
    table = dialog_of(care).table
    model = table.model()
    spoken = [
        model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]

    assert "Acupuncture, NICE 2020: Against, strong, read" in spoken
    assert all(words.split(": ", 1)[1] for words in spoken)
    assert table.accessibleName()


@pytest.mark.parametrize("percent", [TEXT_SIZES[0], TEXT_SIZES[-1]])
def test_comparison_fits_the_window_and_only_the_table_scrolls_sideways(
    care: Desk, dressed: QApplication, percent: int
) -> None:
    apply_theme(dressed, LIGHT, percent)
    care.screen.compare_all_guidelines()
    dialog = dialog_of(care)
    QApplication.processEvents()

    assert dialog.width() <= care.window.width()
    assert dialog.height() <= care.window.height()
    assert dialog.table.horizontalScrollBar().isVisible() is (percent == TEXT_SIZES[-1])
    assert dialog.positions.horizontalScrollBar().maximum() == 0
