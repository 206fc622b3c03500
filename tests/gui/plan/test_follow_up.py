"""A known patient comes back: found on the worklist, opened by the year of birth, followed up and signed again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.application.steps import Step
from desktop_app.composition.window import DemoEntrance
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict, to_json_dict
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.patient_page import PatientPage
from desktop_app.ui.services import Services
from desktop_app.ui.start_page import StartPage
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.year_of_birth import YearOfBirthDialog
from tests.fakes.visits import FakeEntrance, FakeRecords
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import PASSPHRASE

DAYS_AGO = 28
FIRST_SCORES = {"nrs_back": 7, "nrs_leg": 3, "peg": [7, 6, 7], "rmdq": 14}


def first_visit(services: Services) -> Consultation:
    """The sample patient with an override, seen four weeks ago."""
    case = to_json_dict(services.samples[1].consultation)
    day = services.now().date() - timedelta(days=DAYS_AGO)
    case["visit_date"] = day.isoformat()
    case["measures"] = {"now": FIRST_SCORES}
    case["problem"] |= {"onset_date": (day - timedelta(days=90)).isoformat(), "first_visit": "yes"}
    case["problem"].pop("treatment_started", None)
    return from_json_dict(case)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A demo clinic with one signed plan."""
    entrance = DemoEntrance(tmp_path_factory.mktemp("clinic"))
    entrance.prepare()
    services = entrance.unlock(PASSPHRASE)
    assert services.plans is not None
    services.plans.sign(first_visit(services), PASSPHRASE, None)
    yield services
    entrance.close()


@pytest.fixture
def at_start(qtbot: QtBot, dressed: QApplication, known: Services) -> Desk:
    window = MainWindow(FakeEntrance(known))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartPage))
    qtbot.waitUntil(window.isActiveWindow)
    return Desk(window, FakeRecords(), qtbot)


def opening(desk: Desk, kind: str) -> QPushButton:
    """The button of the first line of a list."""
    buttons = desk.window.findChildren(QPushButton)
    return next(each for each in buttons if each.objectName().startswith(kind) and each.isVisible())


def guard(desk: Desk, qtbot: QtBot) -> YearOfBirthDialog:
    dialog = desk.window.findChild(YearOfBirthDialog)
    assert isinstance(dialog, YearOfBirthDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.fixture
def opened(at_start: Desk, qtbot: QtBot, known: Services) -> Desk:
    """The patient, opened from the list of who is due."""
    opening(at_start, "due:").click()
    dialog = guard(at_start, qtbot)
    at_start.type(str(known.records.signed_plans()[-1].patient.birth_date.year))
    at_start.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(at_start.window.centralWidget(), PatientPage))
    assert not dialog.isVisible()
    return at_start


@pytest.fixture
def followed(opened: Desk, qtbot: QtBot) -> Desk:
    """The follow-up visit of the same pain."""
    page = opened.window.centralWidget()
    assert isinstance(page, PatientPage)
    page.episode.edited.emit("new_episode", "same")
    opened.click("start_follow_up")
    qtbot.waitUntil(lambda: opened.window.findChild(QPushButton, "continue") is not None)
    opened.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return opened


def test_worklist_says_who_is_due_in_words(at_start: Desk, known: Services) -> None:
    line = opening(at_start, "due:").parentWidget()
    assert line is not None

    words = " ".join(label.text() for label in line.findChildren(TextLabel))
    due = known.records.signed_plans()[0].follow_up_due
    assert due is not None
    assert f"due in {(due - known.now().date()).days} days" in words
    assert "ID S-1002" in words


def test_find_leaves_only_who_is_found(at_start: Desk) -> None:
    at_start.find("find").setFocus()
    at_start.type("nobody")

    found = [
        each for each in at_start.window.findChildren(QPushButton) if each.objectName().startswith("due:")
    ]
    assert not any(button.isVisible() for button in found)


def test_wrong_year_of_birth_opens_nothing(at_start: Desk, qtbot: QtBot) -> None:
    opening(at_start, "plan:").click()
    dialog = guard(at_start, qtbot)

    at_start.type("1900")
    at_start.press(Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert "Nothing was opened" in dialog.problem
    assert isinstance(at_start.window.centralWidget(), StartPage)
    assert not at_start.window.findChildren(PatientPage)
    at_start.leave(dialog)


def test_follow_up_asks_about_a_new_episode_before_it_begins(opened: Desk) -> None:
    opened.click("start_follow_up")

    page = opened.window.centralWidget()
    assert isinstance(page, PatientPage)
    assert "decides what is carried" in page.episode.problem


def test_signed_plan_opened_again_can_be_exported(opened: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = opened.find("signed_panel")
    panel.export_to(tmp_path)

    qtbot.waitUntil(lambda: "Exported" in panel.state)
    assert len(list(tmp_path.glob("*.pdf"))) == 3


def test_follow_up_tells_last_answers_and_fills_none_in(followed: Desk) -> None:
    followed.screen.go_to(Step.RED_FLAGS)
    row = next(row for row in followed.screen.page.rows if row.path == "answers.RF-C1")

    assert row.earlier.startswith("On ")
    assert row.earlier.endswith(": no")
    assert followed.visit.value(row.path) is None
    assert followed.visit.consultation.answers == {}


def test_follow_up_marks_what_is_carried_with_its_day(followed: Desk) -> None:
    weight = next(row for row in followed.screen.page.rows if row.path == "patient.weight_kg")

    assert weight.earlier.startswith("Carried forward, of ")
    assert followed.visit.value("problem.treatment_started") == first_day(followed)


def first_day(desk: Desk) -> object:
    return desk.visit.history.visits[0].day


def test_follow_up_draws_the_trend_and_says_it_as_a_table(followed: Desk) -> None:
    followed.visit.edit("measures.now.nrs_back", 5)
    followed.screen.go_to(Step.WORSENING)
    panel = followed.screen.page.trend  # type: ignore[attr-defined]  # the page of this step

    (chart,) = panel.charts
    assert "7" in chart.accessibleDescription()
    assert "5; better at 5 or less" in chart.accessibleDescription()
    followed.press(Qt.Key.Key_T)
    assert panel.table
    assert panel.charts == ()


def test_follow_up_shows_the_override_and_asks_what_each_treatment_did(followed: Desk) -> None:
    followed.screen.go_to(Step.WORSENING)
    tried = followed.screen.page.tried  # type: ignore[attr-defined]  # the page of this step
    entry = next(each for each in tried.entries if "celecoxib" in each.name)
    assert entry.weeks.path in {f"tried[{n}].weeks" for n in range(20)}
    count = len(tried.entries)
    followed.click(f"{entry.result.path.removesuffix('.result')}:remove")
    assert len(tried.entries) == count - 1

    followed.screen.go_to(Step.MEDICINES)
    assert followed.find("overridden_last_time").isVisible()


def test_draft_of_a_follow_up_resumes_with_its_history(followed: Desk, known: Services) -> None:
    draft_id = followed.visit.draft_id
    followed.window.show_start()
    assert draft_id is not None

    followed.window.resume(draft_id)

    assert [visit.plan_id for visit in followed.visit.history.visits] == [
        plan.plan_id for plan in known.records.signed_plans()
    ]
    known.records.discard_draft(draft_id)
