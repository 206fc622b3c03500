from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.ui.autosave import DELAY_MS
from tests.gui.conftest import Desk

Begin = Callable[..., Desk]


def case_of(desk: Desk) -> dict[str, object]:
    (draft,) = desk.records.kept.values()
    case: dict[str, object] = json.loads(draft.case_json)
    return case


def test_autosave_keeps_an_answer_within_a_second(begin: Begin, qtbot: QtBot) -> None:
    assert DELAY_MS <= 1000
    desk = begin(2)

    desk.type("y")

    qtbot.waitUntil(lambda: bool(desk.records.kept))
    assert case_of(desk)["answers"] == {"RF-C1": "yes"}
    assert desk.find("saved").text().startswith("Saved ")


def test_autosave_keeps_what_is_typed_when_the_window_closes(begin: Begin) -> None:
    desk = begin(1)
    desk.find("patient.identifier:input").setFocus()
    desk.type("104-22")

    desk.window.close()

    patient = case_of(desk)["patient"]
    assert isinstance(patient, dict)
    assert patient["identifier"] == "104-22"


def test_autosave_that_fails_says_so_and_is_made_up_for(begin: Begin, qtbot: QtBot) -> None:
    desk = begin(2)
    desk.records.failing = True
    desk.type("y")
    qtbot.waitUntil(lambda: desk.find("saved").text().startswith("NOT SAVED: The disk is full."))
    assert desk.records.kept == {}

    desk.records.failing = False
    desk.leave_emergency()
    desk.press(Qt.Key.Key_Down)
    desk.type("n")

    qtbot.waitUntil(lambda: desk.find("saved").text().startswith("Saved "))
    assert case_of(desk)["answers"] == {"RF-C1": "yes", "RF-C2": "no"}


def test_new_visit_is_kept_before_anything_is_answered(begin: Begin) -> None:
    desk = begin(1, family_name="Garcia")

    desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)

    patient = case_of(desk)["patient"]
    assert isinstance(patient, dict)
    assert patient["family_name"] == "Garcia"
