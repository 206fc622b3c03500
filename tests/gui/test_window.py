from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.application.steps import Step
from desktop_app.ui.discard_dialog import DiscardDialog
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.new_visit_page import NewVisitPage
from desktop_app.ui.sign_in_page import SignInPage
from desktop_app.ui.start_page import StartPage
from desktop_app.ui.visit_screen import VisitScreen
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.year_of_birth import YearOfBirthDialog
from tests.fakes.visits import FakeEntrance, services
from tests.gui.conftest import Desk

Begin = Callable[..., Desk]
STEPS = range(1, 9)
CONTROL = Qt.KeyboardModifier.ControlModifier


def page_text(desk: Desk) -> str:
    """Every text of the page that is in sight."""
    return "\n".join(each.text() for each in desk.screen.page.findChildren(QLabel) if each.isVisible())


def banner(desk: Desk) -> str:
    return str(desk.find("banner").accessibleName())


def test_last_answer_of_a_new_visit_leads_to_its_start_not_to_cancel(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    desk.find("sex").setFocus()

    desk.press(Qt.Key.Key_F)

    assert desk.window.focusWidget() is desk.find("start_visit")


def test_new_visit_needs_birth_date_and_sex_and_says_so_in_place(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    page = desk.window.centralWidget()
    assert isinstance(page, NewVisitPage)

    desk.click("start_visit")

    assert desk.find("birth_date").problem == "The date of birth is needed."
    assert "sex is needed" in desk.find("sex").problem
    assert desk.window.centralWidget() is page


def test_new_visit_asked_for_twice_keeps_what_was_typed(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    desk.type("Garcia")
    desk.press(Qt.Key.Key_N, CONTROL)

    assert desk.find("family_name").text == "Garcia"


def test_new_visit_by_keyboard_opens_the_first_step(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    desk.type("Garcia")
    desk.press(Qt.Key.Key_Return)
    desk.type("Ana")
    desk.press(Qt.Key.Key_Return)
    desk.type("104-22")
    desk.press(Qt.Key.Key_Return)
    desk.type("14-Mar-1968")
    desk.press(Qt.Key.Key_Return)
    desk.type("f")
    desk.press(Qt.Key.Key_Return)

    assert banner(desk) == (
        "Patient: GARCIA, Ana, Born 14-Mar-1968 (58 y)   Female   ID 104-22, Allergies: not asked"
    )


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("1968-02-30", "Date of birth is not a date that exists: 1968-02-30."),
        ("14031968", "Date of birth is not a date that exists: 1403-19-68."),
        ("yesterday", "Write the date as 2026-11-20 or 20-Nov-2026."),
        ("03/04/1968", "Write the date as 2026-11-20 or 20-Nov-2026."),
    ],
)
def test_new_visit_questions_a_birth_date_that_cannot_be(desk: Desk, typed: str, problem: str) -> None:
    desk.press(Qt.Key.Key_N, CONTROL)
    desk.find("birth_date:input").setFocus()
    desk.type(typed)

    desk.click("start_visit")

    assert desk.find("birth_date").problem == problem
    assert isinstance(desk.window.centralWidget(), NewVisitPage)


def test_banner_tells_confirmed_from_unasked_allergies(begin: Begin) -> None:
    desk = begin()
    assert "Allergies: not asked" in banner(desk)

    desk.visit.edit("allergies.reviewed", "yes")
    assert "Allergies: none, confirmed" in banner(desk)

    desk.visit.edit("allergies.list", ["penicillin (rash)"])
    assert "Allergies: penicillin (rash)" in banner(desk)


def test_banner_shows_a_name_as_it_is_written_never_as_markup(begin: Begin) -> None:
    desk = begin(family_name="<b>Garcia</b>")

    assert "<B>GARCIA</B>" in banner(desk)
    formats = {label.textFormat() for label in desk.find("banner").findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("number", STEPS)
def test_control_and_number_go_to_the_step(begin: Begin, number: int) -> None:
    desk = begin(8 if number == 1 else 1)

    desk.press(Qt.Key(Qt.Key.Key_0.value + number), CONTROL)

    assert f"Step {number}" in desk.find(f"step:{desk.visit.step.value}").accessibleName()
    assert "this step" in desk.find(f"step:{desk.visit.step.value}").accessibleName()


def test_continue_and_back_by_keyboard(begin: Begin) -> None:
    desk = begin()

    desk.press(Qt.Key.Key_Return, CONTROL)
    assert desk.visit.step.value == "red_flags"
    desk.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert desk.visit.step.value == "patient"


def test_f8_goes_through_open_rows_in_reading_order_and_shift_f8_back(begin: Begin) -> None:
    desk = begin(2)
    seen = [desk.focused_path]
    for _ in range(4):
        desk.press(Qt.Key.Key_F8)
        seen.append(desk.focused_path)

    assert seen == [f"answers.{key}" for key in ("RF-C1", "RF-C2", "RF-M1", "RF-M2")] + ["exam.performed"]
    desk.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert desk.focused_path == "answers.RF-M2"


def test_redo_brings_an_undone_answer_back(begin: Begin) -> None:
    desk = begin(2)
    desk.type("y")
    desk.leave_emergency()
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert dict(desk.visit.consultation.answers) == {}

    desk.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)

    assert dict(desk.visit.consultation.answers) == {"RF-C1": "yes"}


def test_text_being_typed_is_kept_when_the_step_changes(begin: Begin) -> None:
    desk = begin()
    desk.find("patient.weight_kg:input").setFocus()
    desk.type("72,5")

    desk.press(Qt.Key.Key_Return, CONTROL)

    assert desk.visit.consultation.patient.weight_kg == 72.5


def test_number_out_of_range_is_questioned_in_place_and_keeps_what_was_typed(begin: Begin) -> None:
    desk = begin()
    desk.find("measures.now.nrs_back:input").setFocus()
    desk.type("11")
    desk.press(Qt.Key.Key_Return)

    row = desk.find("measures.now.nrs_back")

    assert "0 to 10" in row.problem
    assert row.text == "11"
    assert desk.visit.consultation.measures.now.nrs_back is None


def test_number_corrected_takes_the_question_back(begin: Begin) -> None:
    desk = begin()
    field = desk.find("measures.now.nrs_back:input")
    field.setFocus()
    desk.type("11")
    desk.press(Qt.Key.Key_Return)
    field.setFocus()
    field.selectAll()
    desk.type("7")
    desk.press(Qt.Key.Key_Return)

    assert desk.find("measures.now.nrs_back").problem == ""
    assert desk.visit.consultation.measures.now.nrs_back == 7


@pytest.mark.parametrize("typed", ["2026-11-06", "2 weeks"])
def test_date_is_shown_back_with_the_name_of_its_month(begin: Begin, typed: str) -> None:
    desk = begin()
    desk.find("problem.onset_date:input").setFocus()
    desk.type(typed)
    desk.press(Qt.Key.Key_Return)

    row = desk.find("problem.onset_date")
    assert row.text == "06-Nov-2026"
    assert desk.visit.evaluation.computed.duration_days == 14


def test_pregnancy_is_asked_of_women_and_its_weeks_only_with_one(begin: Begin) -> None:
    desk = begin(sex="female")
    desk.click("patient.pregnancy.status=pregnant")
    desk.find("patient.pregnancy.weeks:input").setFocus()
    desk.type("21")
    desk.press(Qt.Key.Key_Return)
    weeks = [desk.visit.value("patient.pregnancy.weeks")]

    desk.click("patient.pregnancy.status=not_pregnant")
    weeks.append(desk.visit.value("patient.pregnancy.weeks"))
    desk.press(Qt.Key.Key_Z, CONTROL)
    weeks.append(desk.visit.value("patient.pregnancy.weeks"))

    assert weeks == [21, None, 21]


def test_examination_findings_come_only_with_an_examination(begin: Begin) -> None:
    desk = begin(3)
    page = desk.screen.page
    cell = page.findChild(QWidget, "exam.motor.great_toe_extension.left")
    assert cell is not None
    assert not cell.isVisible()

    desk.type("y")
    cell.setFocus()
    desk.type("4")

    assert desk.visit.consultation.exam.motor.great_toe_extension.left == 4
    assert cell.accessibleName() == "L5 great toe extension, left: 4"


def test_grade_that_changed_says_what_it_was_and_keeps_the_sides_apart(begin: Begin) -> None:
    desk = begin(3)
    desk.visit.edit("exam.performed", "yes")
    desk.visit.edit("exam.motor_previous", {"date": "2026-11-11", "all_normal": "yes"})
    desk.visit.edit("exam.motor.great_toe_extension", {"left": 4, "right": 5})

    left = desk.find("exam.motor.great_toe_extension.left")
    right = desk.find("exam.motor.great_toe_extension.right")

    assert left.accessibleName() == "L5 great toe extension, left: 4, was 5"
    assert right.accessibleName() == "L5 great toe extension, right: 5"
    assert right.x() < left.x()
    assert "Compared with the examination of 11-Nov-2026: 1 changed." in page_text(desk)


def test_finding_says_on_f4_how_it_is_tested(begin: Begin) -> None:
    desk = begin(3)
    desk.visit.edit("exam.performed", "yes")
    row = desk.find("exam.straight_leg_raise.left")

    explanation = row.explanation()

    assert explanation.rule == "How to test Straight leg raise."
    assert explanation.sources == ("ACP07: A guideline of 2007",)


def test_contradiction_is_shown_and_its_button_leads_to_the_answer(begin: Begin) -> None:
    desk = begin(3)
    for path, value in (
        ("answers.RF-C2", "no"),
        ("exam.performed", "yes"),
        ("exam.post_void_residual_ml", 199),
    ):
        desk.visit.edit(path, value)
    assert not desk.window.findChild(QWidget, "change:answers.RF-C2")

    desk.visit.edit("exam.post_void_residual_ml", 250)
    assert "The bladder is full, but passing urine is answered no." in desk.screen.plan.text
    desk.click("change:answers.RF-C2")

    assert desk.visit.step is Step.RED_FLAGS
    assert desk.focused_path == "answers.RF-C2"
    assert desk.find("contradictions").isVisible()


def test_examined_leg_without_loss_differs_from_one_not_examined(begin: Begin) -> None:
    desk = begin(3)
    desk.type("y")
    row = desk.find("exam.sensory_loss.left")
    assert row.state_word == "Not examined"
    row.setFocus()

    desk.type("n")
    assert desk.visit.value("exam.sensory_loss.left") == ()
    row.setFocus()
    desk.type("4")

    assert desk.visit.value("exam.sensory_loss.left") == ("L5",)


def test_all_normal_shows_in_every_movement_without_a_grade(begin: Begin) -> None:
    desk = begin(3)
    desk.visit.edit("exam.performed", "yes")
    desk.visit.edit("exam.motor.all_normal", "yes")

    cell = desk.find("exam.motor.knee_extension.right")

    assert cell.accessibleName().endswith("5 (all normal)")


def test_worsening_review_shows_only_while_open(begin: Begin) -> None:
    desk = begin(4)
    row = desk.screen.page.findChild(QWidget, "answers.WR-01")
    assert row is not None
    assert not row.isVisible()

    desk.visit.edit("problem.patient_says", "worse")

    assert row.isVisible()


def test_open_worsening_review_leads_back_to_red_flags_and_examination_first(begin: Begin) -> None:
    desk = begin(4)
    desk.visit.edit("problem.patient_says", "worse")
    assert "Ask and examine again first." in page_text(desk)

    desk.click(f"change:{Step.EXAMINATION}")

    assert desk.visit.step is Step.EXAMINATION


def test_action_of_the_worsening_review_stands_under_its_yes_only(begin: Begin) -> None:
    desk = begin(4)
    desk.visit.edit("problem.patient_says", "worse")

    shown = []
    for answer in ("no", "not_assessed", "yes"):
        desk.visit.edit("answers.WR-01", answer)
        shown.append("Adds to the plan: Think again." in page_text(desk))

    assert shown == [False, False, True]


@pytest.mark.parametrize(
    ("path", "value", "beside", "heading"),
    [
        ("answers.RF-C1", "no", "needed before signing", "Still to answer before signing"),
        ("answers.RF-C1", "yes", "not asked; tell the receiving team", "Not asked - tell the receiving team"),
        (
            "decisions.incomplete_reason",
            "The interpreter had to leave.",
            "left open, with your reason",
            "Left open, with your reason",
        ),
    ],
)
def test_open_mandatory_question_says_what_it_means_for_this_visit(
    begin: Begin, path: str, value: str, beside: str, heading: str
) -> None:
    desk = begin(2)

    desk.visit.edit(path, value)

    assert f"RF-C2 · {beside}" in page_text(desk)
    assert heading in desk.screen.plan.text


@pytest.mark.parametrize("number", STEPS)
def test_every_control_that_takes_the_keyboard_has_an_accessible_name(begin: Begin, number: int) -> None:
    desk = begin(number, sex="female")
    desk.visit.edit("exam.performed", "yes")
    desk.visit.edit("problem.patient_says", "worse")

    controls = [
        each for each in desk.window.findChildren(QWidget) if each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    controls = [each for each in controls if each.isVisible()]
    unnamed = [each for each in controls if not (each.accessibleName() or _button_text(each))]

    assert controls
    assert unnamed == []


def _button_text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


class _WindowsShown(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


def test_no_step_opens_a_window_of_its_own(begin: Begin, dressed: QApplication) -> None:
    shown = _WindowsShown()
    dressed.installEventFilter(shown)

    desk = begin(1, sex="female")
    for number in STEPS:
        desk.screen.go_to_number(number)
        QApplication.processEvents()
    dressed.removeEventFilter(shown)

    assert shown.kinds == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_last_answer_of_a_step_leads_to_continue_not_to_another_step(begin: Begin, number: int) -> None:
    desk = begin(number)
    page = desk.screen.page
    while page.isAncestorOf(desk.focused):
        desk.press(Qt.Key.Key_Tab)

    assert desk.focused.objectName() == "continue"


@pytest.mark.parametrize("number", STEPS)
def test_tab_reaches_every_control_and_comes_round(begin: Begin, number: int) -> None:
    desk = begin(number)
    desk.visit.edit("exam.performed", "yes")
    desk.press(Qt.Key.Key_Tab)
    start = desk.focused
    reached = [start]
    for _ in range(400):
        desk.press(Qt.Key.Key_Tab)
        if desk.focused is start:
            break
        reached.append(desk.focused)

    tab_stops = {
        each
        for each in desk.screen.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    }
    assert desk.focused is start, "the keyboard is trapped"
    assert tab_stops <= set(reached)


def top_of(desk: Desk) -> int:
    """Where the page begins on the screen, wherever it is scrolled to."""
    body = desk.screen.page.widget()
    assert body is not None
    return body.mapToGlobal(body.rect().topLeft()).y()


def test_tab_order_of_a_step_is_reading_order(begin: Begin) -> None:
    desk = begin(1)
    rows = [row for row in desk.screen.page.rows if row.isVisible()]
    heights = []
    for _ in rows[:12]:
        heights.append(desk.focused.mapToGlobal(desk.focused.rect().topLeft()).y() - top_of(desk))
        desk.press(Qt.Key.Key_Tab)

    assert heights == sorted(heights)


def test_escape_leaves_a_dialog_and_never_a_visit(begin: Begin) -> None:
    desk = begin(2)
    desk.type("y")
    desk.leave_emergency()
    desk.press(Qt.Key.Key_Escape)
    assert isinstance(desk.window.centralWidget(), VisitScreen)

    desk.press(Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    desk.leave(dialog)

    assert dict(desk.visit.consultation.answers) == {"RF-C1": "yes"}


@pytest.mark.parametrize("size", [100, 125, 150, 175, 200])
def test_text_of_any_size_is_nowhere_clipped(begin: Begin, size: int, qtbot: QtBot) -> None:
    desk = begin(2)
    desk.window.resize(1280, 720)

    desk.window.set_text_size(size)
    qtbot.wait(10)

    assert desk.window.width() == 1280
    for label in desk.screen.findChildren(TextLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()
    for button in desk.screen.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()


def test_text_size_keeps_every_answer(begin: Begin) -> None:
    desk = begin(2)
    desk.type("y")

    desk.window.set_text_size(150)

    assert desk.find("answers.RF-C1").state_word == "Yes"
    assert desk.visit.step.value == "red_flags"


def test_focus_ring_lies_around_the_focused_row_and_survives_a_change_of_page(
    desk: Desk, dressed: QApplication
) -> None:
    ring = FocusRing(desk.window)
    desk.press(Qt.Key.Key_N, CONTROL)
    desk.press(Qt.Key.Key_Tab)
    assert ring.isVisible()
    field = desk.focused

    gap = ring.geometry().width() - field.width()
    desk.window.show_start()
    desk.press(Qt.Key.Key_Tab)

    assert gap == 6
    assert ring.isVisible()


def test_draft_is_resumed_at_the_step_where_it_was_left(begin: Begin) -> None:
    desk = begin(2)
    desk.type("y")
    desk.leave_emergency()
    desk.press(Qt.Key.Key_W, CONTROL)
    assert isinstance(desk.window.centralWidget(), StartPage)
    (draft,) = desk.records.drafts()

    desk.window.resume(draft.draft_id)

    assert desk.visit.step.value == "red_flags"
    assert dict(desk.visit.consultation.answers) == {"RF-C1": "yes"}


@pytest.fixture
def kept(begin: Begin) -> Desk:
    """The start page, with the draft of the visit that was left."""
    desk = begin(2)
    desk.press(Qt.Key.Key_W, CONTROL)
    return desk


def beside_the_draft(desk: Desk, word: str) -> QAbstractButton:
    buttons = desk.window.findChildren(QAbstractButton)
    (found,) = [each for each in buttons if each.accessibleName().startswith(f"{word} the draft of")]
    return found


def test_draft_is_opened_by_the_year_of_birth_alone(kept: Desk) -> None:
    (draft,) = kept.records.drafts()

    beside_the_draft(kept, "Resume").click()
    dialog = kept.window.findChild(YearOfBirthDialog)
    assert dialog is not None
    kept.enter(dialog)
    kept.type("1900")
    kept.press(Qt.Key.Key_Return)
    assert isinstance(kept.window.centralWidget(), StartPage)
    kept.type(f"{draft.patient.birth_date.year}")
    kept.press(Qt.Key.Key_Return)

    assert kept.visit.step.value == "red_flags"


def test_draft_is_discarded_once_that_is_confirmed(kept: Desk) -> None:
    beside_the_draft(kept, "Discard").click()
    dialog = kept.window.findChild(DiscardDialog)
    assert dialog is not None
    kept.enter(dialog)
    kept.press(Qt.Key.Key_Return)
    assert len(kept.records.drafts()) == 1

    beside_the_draft(kept, "Discard").click()
    kept.click("confirm_discard")

    assert kept.records.drafts() == ()


def test_sign_in_refused_empties_the_field_and_says_why_beside_it(
    qtbot: QtBot, dressed: QApplication
) -> None:
    window = MainWindow(FakeEntrance(services(), passphrase="correct horse"))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), SignInPage))
    field = window.findChild(QWidget, "passphrase")
    assert field is not None

    qtbot.keyClicks(field, "wrong")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "did not match" in field.accessibleDescription())
    qtbot.keyClicks(field, "correct horse")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartPage))
