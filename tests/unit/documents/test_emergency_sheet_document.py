"""The emergency sheet, read back from the printed page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import pytest

from desktop_app.documents.emergency_sheet_document import render_emergency_sheet
from desktop_app.domain.emergency_sheet import EmergencySheet
from desktop_app.engine.emergency_sheet import compose_emergency_sheet
from desktop_app.engine.evaluate import evaluate
from tests.unit.documents.reading import page_texts
from tests.unit.engine.plan_cases import compiled, context, visit

SADDLE: dict[str, Any] = {"answers": {"RF-C4": "yes"}}
LONG = "Wolfeschlegelsteinhausenbergerdorff " * 3
FIVE_RULES: dict[str, Any] = {
    "patient": {"given_name": LONG.strip(), "family_name": LONG.strip(), "identifier": "9" * 60},
    "answers": {
        "RF-C1": "yes",
        "RF-C4": "yes",
        "RF-N2": "yes",
        "RF-I1": "yes",
        "RF-I3": "yes",
        "RF-V1": "yes",
        **dict.fromkeys(("RF-C5", "RF-C6", "RF-M2", "RF-M4", "RF-F1", "RF-F2", "RF-F3", "RF-I4")),
    },
    "exam": {
        "post_void_residual_ml": 420,
        "motor": {"all_normal": None, "ankle_dorsiflexion": {"left": 2, "right": 5}},
        "motor_previous": {"date": "2026-11-15", "ankle_dorsiflexion": {"left": 4}},
        "sensory_loss": {"left": ["L5", "S1"], "right": []},
    },
    "current_medications": {
        "reviewed": None,
        "list": [{"name": f"herbal product with a very long name, number {n}"} for n in range(40)]
        + [{"name": "warfarin"}],
    },
    "allergies": {"reviewed": None, "list": [f"substance {n} (rash, swelling)" for n in range(30)]},
    "decisions": {"emergency_override": {"reason": "other", "text": "The words of the clinician. " * 40}},
}


def sheet(changes: dict[str, Any]) -> EmergencySheet:
    consultation = visit(changes)
    return compose_emergency_sheet(consultation, evaluate(consultation, compiled()), compiled(), context())


def page(changes: dict[str, Any], folder: Path, paper: Literal["a4", "letter"] = "letter") -> str:
    """The text of the one page."""
    (text,) = page_texts(render_emergency_sheet(sheet(changes), paper).pdf, folder)
    return re.sub(r"\s+", " ", text)


def test_sheet_says_everything_that_the_receiving_team_needs(tmp_path: Path) -> None:
    text = page(SADDLE, tmp_path)

    for said in (
        "EMERGENCY: please take over this patient now",
        "Emergency department or spine surgery on duty",
        "LOVELL, Ines · born 02-May-1990 (36 y) · female · ID T-1",
        "Dr R. Patel, MD, Test Clinic. Call back: 555-0100, after hours 555-0199",
        "EMERGENCY: Found on 20-Nov-2026",
        "Suspected cauda equina syndrome: ",
        "(rule TR-01)",
        "Onset: 11-Nov-2026.",
        "No hands-on treatment and no new exercise",
        "Asked for: TODAY, 20-Nov-2026",
        "MRI of the lumbar spine without contrast",
        "Strength (MRC): 5 on both sides in every movement.",
        "Post-void residual: not measured.",
        "Medicines now: none, confirmed 20-Nov-2026.",
        "Allergies: none, confirmed 20-Nov-2026.",
        "Pregnancy: not pregnant.",
        "eGFR: 92 mL/min/1.73 m2.",
        "Not signed: printed during the visit on 20-Nov-2026 at 14:09.",
        "Content 2026.11",
    ):
        assert said in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_sheet_of_five_rules_many_medicines_and_long_names_is_one_page(
    tmp_path: Path, paper: Literal["a4", "letter"]
) -> None:
    text = page(FIVE_RULES, tmp_path, paper)

    for rule in ("TR-01", "TR-02", "TR-03", "TR-04", "TR-30", "TR-42"):
        assert f"(rule {rule})" in text
    assert "ankle dorsiflexion left 2, right 5" in text
    assert "Post-void residual: 420 mL" in text
    assert "ANTICOAGULANT: warfarin" in text
    assert re.search(r"and \d+ more, see the care plan", text)
    assert "does not follow the emergency advice" in text


def test_every_rule_at_once_is_one_page(tmp_path: Path) -> None:
    everything = dict.fromkeys((*_questions("C", 8), *_questions("V", 6)), "yes")
    everything |= dict.fromkeys(("RF-O1", "RF-M1", "RF-M1b", "RF-F1", "RF-I5"), "yes")

    text = page({**FIVE_RULES, "answers": {**FIVE_RULES["answers"], **everything}}, tmp_path)

    assert "(rule TR-45)" in text
    assert "(rule TR-11)" in text


def _questions(group: str, count: int) -> list[str]:
    return [f"RF-{group}{number}" for number in range(1, count + 1)]


def test_sheet_without_a_name_has_blanks_to_fill_in(tmp_path: Path) -> None:
    nobody = {"given_name": None, "family_name": None, "identifier": None}

    text = page({**SADDLE, "patient": nobody}, tmp_path)

    assert "Family name ____" in text
    assert "given name ____" in text
    assert "ID ____" in text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            "<b>Anna</b> & <a href='file:///etc/passwd'>x</a>",
            "<b>Anna</b> & <a href='file:///etc/passwd'>x</a>",
        ),
        ("Анна", "Анна"),
        ("An\u4e2dna", "An?na"),
        ("\u0301Ana", "?Ana"),
        ("\u4e2d\u0301Ana", "??Ana"),
        ("e\u0323\u0301\u0302\u0308x", "?x"),
        ("A\u0336na \u200bx", "A?na ?x"),
        ("Jose\u0301", "José"),
    ],
)
def test_hostile_and_unprintable_names_never_stop_the_sheet(tmp_path: Path, typed: str, printed: str) -> None:
    changes = {**SADDLE, "patient": {"given_name": typed}, "allergies": {"list": [typed]}}

    text = page(changes, tmp_path)
    assert text.count(printed) >= 2
    assert ("write it in by hand" in text) == ("?" in printed)


@pytest.mark.parametrize(
    ("recorded", "printed"),
    [
        ({"reviewed": "yes", "list": []}, "Allergies: none, confirmed 20-Nov-2026."),
        ({"reviewed": None, "list": []}, "Allergies: not asked."),
        ({"reviewed": "yes", "list": ["naproxen (rash)"]}, "Allergies: naproxen (rash)."),
    ],
)
def test_allergies_print_in_three_states(tmp_path: Path, recorded: dict[str, Any], printed: str) -> None:
    assert printed in page({**SADDLE, "allergies": recorded}, tmp_path)


def test_questions_that_nobody_asked_stand_in_a_box_of_their_own(tmp_path: Path) -> None:
    text = page({"answers": {"RF-C4": "yes", "RF-C1": None, "RF-V1": "not_assessed"}}, tmp_path)

    assert re.search(
        r"do not read as no .*NOT ASKED: [^.]*numbness or changed feeling in the saddle area", text
    )
    assert re.search(r"NOT ASSESSED: [^.]*pulsating mass in the abdomen", text)
