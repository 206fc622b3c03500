"""Invented patients and what must follow for each, written from the guidelines and not from the program's output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.application.evaluation_json import evaluation_to_json
from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.composition.clinical import Clinical
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import with_value
from desktop_app.interop.case_file import read_case
from tests.end_to_end.conftest import Run
from tests.end_to_end.expectations import CHECKS, AcceptanceCase, read_acceptance_case

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))
by_name = pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)


def consultation_of(case: AcceptanceCase, clinical: Clinical) -> Consultation:
    vocabulary = vocabulary_of(clinical.compiled.knowledge)
    return read_case(case.case.encode(), file_name=f"{case.id}.yaml", vocabulary=vocabulary)


def evaluated(clinical: Clinical, case_name: str, changes: dict[str, object]) -> dict[str, Any]:
    """The evaluation of a case with some values changed."""
    path = next(path for path in CASES if path.stem == case_name)
    consultation = consultation_of(read_acceptance_case(path), clinical)
    for place, value in changes.items():
        consultation = with_value(consultation, place, value)
    return evaluation_to_json(clinical.evaluate(consultation))


@by_name
def test_case_evaluated_meets_every_expectation(path: Path, clinical: Clinical) -> None:
    case = read_acceptance_case(path)

    evaluation = evaluation_to_json(clinical.evaluate(consultation_of(case, clinical)))

    assert case.failures(evaluation) == []


def test_cases_together_from_the_command_line_meet_every_expectation(run: Run, tmp_path: Path) -> None:
    cases = [read_acceptance_case(path) for path in CASES]
    files = [tmp_path / f"{case.id}.yaml" for case in cases]
    for file, case in zip(files, cases, strict=True):
        file.write_text(case.case, encoding="utf-8")

    result = run("evaluate", *files, "--json-lines")

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert [line["file"] for line in lines] == [str(file) for file in files]
    assert [case.failures(line) for case, line in zip(cases, lines, strict=True)] == [[]] * len(cases)


def test_case_ids_of_all_files_are_different() -> None:
    ids = [read_acceptance_case(path).id for path in CASES]

    assert sorted(set(ids)) == sorted(ids)


def test_every_check_has_a_case_that_uses_it() -> None:
    used = {name for path in CASES for name in read_acceptance_case(path).expect}

    assert used == set(CHECKS)


def test_case_with_an_expectation_that_no_check_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text("id: X\ntitle: t\ncase:\n  format: 1\nexpect:\n  triage_clas: NO_FLAG\nwhy: {}\n")

    with pytest.raises(ValueError, match="triage_clas"):
        read_acceptance_case(path)


def test_case_with_other_facts_fails_its_expectations(clinical: Clinical) -> None:
    case = read_acceptance_case(CASES[0])

    failures = case.failures(evaluated(clinical, CASES[0].stem, {"answers.RF-C1": "yes"}))

    assert f"{case.id} triage_class: expected NO_FLAG, got EMERGENCY_TODAY" in failures


# The borders: one case, one value changed to either side of where the guideline draws the line


@pytest.mark.parametrize(
    ("onset", "duration_class", "row"),
    [
        ("2026-11-10", "acute", "P1"),  # day 27
        ("2026-11-09", "subacute", "P2b"),  # day 28
        ("2026-09-14", "subacute", "P2b"),  # day 84
        ("2026-09-13", "chronic", "P3"),  # day 85
    ],
)
def test_duration_class_at_the_borders_of_four_and_twelve_weeks(
    onset: str, duration_class: str, row: str, clinical: Clinical
) -> None:
    evaluation = evaluated(
        clinical,
        "19-four-weeks-not-better",
        {"problem.treatment_started": None, "tried": None, "problem.onset_date": onset},
    )

    assert evaluation["computed"]["duration_class"] == duration_class
    assert evaluation["pathway"] == ["P0", row]


@pytest.mark.parametrize(
    ("birth_date", "rules"),
    [
        ("1975-12-08", ["TR-17"]),
        ("1975-12-07", ["TR-15"]),
        ("1966-12-08", ["TR-15"]),
        ("1966-12-07", ["TR-14", "TR-15"]),
    ],
    ids=["50", "51", "59", "60"],
)
def test_weight_loss_at_the_age_borders_of_51_and_60(
    birth_date: str, rules: list[str], clinical: Clinical
) -> None:
    evaluation = evaluated(clinical, "06-age-51-weight-loss", {"patient.birth_date": birth_date})

    assert sorted(rule["id"] for rule in evaluation["triage"]["rules"]) == rules


@pytest.mark.parametrize(
    ("egfr", "severity", "rules"),
    [
        (29, "contraindicated", ["NS-14"]),
        (30, "caution", ["NS-15"]),
        (59, "caution", ["NS-15"]),
        (60, "none", []),
    ],
)
def test_ibuprofen_at_the_borders_of_kidney_function(
    egfr: int, severity: str, rules: list[str], clinical: Clinical
) -> None:
    ibuprofen = medicine(evaluated(clinical, "14-egfr-29", {"labs.egfr": egfr}), "ibuprofen")

    assert ibuprofen["severity"] == severity
    assert [issue["rule"] for issue in ibuprofen["issues"]] == rules


@pytest.mark.parametrize("drug", ["ibuprofen", "naproxen", "diclofenac_topical"])
@pytest.mark.parametrize(
    ("weeks", "days", "severity", "rule"),
    [
        (19, 6, "caution", "NS-48"),
        (20, 0, "avoid", "NS-47"),
        (29, 6, "avoid", "NS-47"),
        (30, 0, "contraindicated", "NS-46"),
    ],
)
def test_nsaid_at_the_borders_of_pregnancy(
    weeks: int, days: int, severity: str, rule: str, drug: str, clinical: Clinical
) -> None:
    pregnancy = {"status": "pregnant", "weeks": weeks, "days": days}

    found = medicine(evaluated(clinical, "16-pregnant-30-weeks", {"patient.pregnancy": pregnancy}), drug)

    assert found["severity"] == severity
    assert {"NS-46", "NS-47", "NS-48"} & {issue["rule"] for issue in found["issues"]} == {rule}


@pytest.mark.parametrize(
    ("grade", "triage_class", "rules"),
    [(3, "EMERGENCY_TODAY", ["TR-05"]), (4, "URGENT_2W", ["TR-09"]), (5, "NO_FLAG", [])],
)
def test_weak_foot_at_the_borders_of_strength(
    grade: int, triage_class: str, rules: list[str], clinical: Clinical
) -> None:
    place = "exam.motor.ankle_dorsiflexion.right"

    triage = evaluated(clinical, "04-foot-lift-mrc-3", {place: grade})["triage"]

    assert triage["class"] == triage_class
    assert [rule["id"] for rule in triage["rules"]] == rules


@pytest.mark.parametrize(("residual", "rules"), [(199, []), (200, ["TR-02"])])
def test_post_void_residual_at_its_border(residual: int, rules: list[str], clinical: Clinical) -> None:
    triage = evaluated(clinical, "03-residual-200-ml", {"exam.post_void_residual_ml": residual})["triage"]

    assert [rule["id"] for rule in triage["rules"]] == rules


@pytest.mark.parametrize(("birth_date", "in_scope"), [("2008-12-08", False), ("2008-12-07", True)])
def test_scope_on_the_day_before_and_on_the_eighteenth_birthday(
    birth_date: str, in_scope: bool, clinical: Clinical
) -> None:
    evaluation = evaluated(clinical, "22-seventeen-years-old", {"patient.birth_date": birth_date})

    assert (evaluation["out_of_scope"] is None) == in_scope
    assert evaluation["can_sign"] == in_scope


@pytest.mark.parametrize("question", ["RF-C1", "RF-N2", "RF-M1", "RF-F3", "RF-I1", "RF-V1", "RF-O1"])
@pytest.mark.parametrize("answer", ["not_assessed", None])
def test_mandatory_question_without_an_answer_is_never_read_as_no(
    question: str, answer: str | None, clinical: Clinical
) -> None:
    evaluation = evaluated(clinical, "01-first-week-no-flag", {f"answers.{question}": answer})

    assert evaluation["triage"]["class"] == "INCOMPLETE"
    assert evaluation["triage"]["unanswered"] == [question]
    assert evaluation["can_sign"] is False


def medicine(evaluation: dict[str, Any], drug: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in evaluation["medications"] if item["drug"] == drug)
    return found
