"""Case files: what is good reads back equal, what is bad is refused with every reason, its place and its line."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import EditError, with_value
from desktop_app.domain.consultation_record import to_json_dict
from desktop_app.domain.errors import CaseFileError, Problem
from desktop_app.domain.vocabulary import Vocabulary
from desktop_app.interop.case_file import read_case, write_case
from tests.strategies import SAMPLE_IDS, awkward_texts, case_data, consultations

BROKEN = Path(__file__).parent / "broken"
HEAD = "format: 1\nvisit_date: 2026-11-20\npatient: {birth_date: 1980-02-03, sex: female}\n"
VOCABULARY = Vocabulary(
    questions=frozenset(SAMPLE_IDS.questions) | {"RF-C2"},
    conditions=frozenset(SAMPLE_IDS.conditions),
    medicines=frozenset(SAMPLE_IDS.medicines),
    therapies=frozenset(SAMPLE_IDS.therapies),
    worsening_actions=frozenset(SAMPLE_IDS.worsening_actions),
)


def read(text: str | bytes, file_name: str = "case.yaml") -> Consultation:
    return read_case(
        text if isinstance(text, bytes) else text.encode(), file_name=file_name, vocabulary=VOCABULARY
    )


def refusal(text: str | bytes, file_name: str = "") -> list[str]:
    with pytest.raises(CaseFileError) as refused:
        read(text, file_name)
    return [str(problem) for problem in refused.value.problems]


def read_or_refusal(content: bytes, file_name: str) -> Consultation | tuple[Problem, ...]:
    try:
        return read(content, file_name)
    except CaseFileError as refused:
        return refused.problems


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("alias-bomb", "aliases are not allowed in a case file, line 6"),
        ("duplicate-key", "RF-C1 stands twice under answers, lines 6 and 8"),
        ("impossible-date", "patient.birth_date is not a date that exists: 1980-02-30, line 4"),
        ("negative-dose", "decisions.medications[0].dose_mg must be above 0, got -400, line 6"),
        ("not-yaml", "this is not a YAML file, line 2"),
        ("nrs-11", "measures.now.nrs_leg is 0 to 10, got 11, line 5"),
        ("onset-after-visit", "problem.onset_date 2026-12-01 is after visit_date 2026-11-20, line 5"),
        (
            "unknown-drug",
            "decisions.medications[0].drug ibuprofane is not a medicine of the formulary"
            " (did you mean ibuprofen?), line 6",
        ),
        ("unknown-key", "patient.birthdate is not a known key (did you mean birth_date?), line 4"),
        ("unknown-key", "patient.birth_date is missing, line 4"),
        ("unknown-question", "answers.RF-Z9 is not a question, line 6"),
        ("wrong-type", "measures.now.nrs_back is a whole number from 0 to 10, got text, line 6"),
    ],
)
def test_broken_file_is_refused_with_its_sentence_and_line(name: str, sentence: str) -> None:
    with pytest.raises(CaseFileError) as refused:
        read_case(BROKEN / f"{name}.yaml", file_name="bad.yaml", vocabulary=VOCABULARY)

    assert f"bad.yaml: {sentence}" in [str(problem) for problem in refused.value.problems]


def test_patient_of_17_is_read() -> None:
    consultation = read_case(BROKEN / "age-17.yaml", file_name="", vocabulary=VOCABULARY)

    assert consultation.patient.birth_date.isoformat() == "2008-11-21"


def test_file_with_many_problems_names_all_of_them_in_order_of_lines() -> None:
    text = """\
format: 1
visit_date: 2026-11-20
patient: {birth_date: 1980-02-03, sex: f, weight_kg: 7000}
problem:
  onset_date: 2026-12-01
measures: {now: {nrs_back: 11}}
answers: {RF-C1: true, RF-Z9: no, RF-C2: no, RF-C2: yes}
tried:
  - {treatment: ibuprofen, weeks: -1}
  - {treatment: magic}
decisions:
  medications:
    - {dose_mg: 400}
  therapies: [HEET]
"""

    assert refusal(text) == [
        "RF-C2 stands twice under answers, lines 7 and 7",
        "patient.sex must be female or male, got text, line 3",
        "patient.weight_kg is 20 to 400, got 7000 (did you mean another unit? kg is expected), line 3",
        "problem.onset_date 2026-12-01 is after visit_date 2026-11-20, line 5",
        "measures.now.nrs_back is 0 to 10, got 11, line 6",
        "answers.RF-C1 must be yes, no or not_assessed, not true or false: use yes or no, line 7",
        "answers.RF-Z9 is not a question, line 7",
        "tried[0].weeks is 0 to 5200, got -1, line 9",
        "tried[1].treatment magic is not a medicine or therapy of the reference, line 10",
        "decisions.medications[0].drug is missing, line 13",
        "decisions.therapies[0] HEET is not a therapy (did you mean HEAT?), line 14",
    ]


def test_refusal_never_repeats_names_notes_or_free_text() -> None:
    text = f"""\
{HEAD}Sentinel A: 1
other_conditions: ["Sentinel{"x" * 300}"]
allergies: {{reviewed: Sentinel, list: Sentinel}}
current_medications: {{list: [{{name: "Sentinel\\u202e"}}]}}
answers: {{Sentinel B: no, RF-C1: Sentinel}}
measures: {{now: {{nrs_back: Sentinel, peg: Sentinel}}}}
exam: {{sensory_loss: {{left: [Sentinel]}}}}
decisions: {{notes: [Sentinel], accepted_orders: Sentinel, medications: [{{drug: Sentinel C}}]}}
problem: {{onset_date: Sentinel}}
"""

    with pytest.raises(CaseFileError) as refused:
        read(text)

    assert len(refused.value.problems) >= 12
    assert not [str(problem) for problem in refused.value.problems if "Sentinel" in str(problem)]
    assert "Sentinel" not in str(refused.value)
    assert refused.value.__context__ is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "this is not a case file: it holds no keys"),
        (b"just words", "this is not a case file: it holds no keys, line 1"),
        (b"- a list", "this is not a case file: it holds no keys, line 1"),
        (b"\xff\xfef\x00o\x00", "this file is not UTF-8 text: save it again as UTF-8, line 1"),
        (b"format: 1\nname: caf\xe9", "this file is not UTF-8 text: save it again as UTF-8, line 2"),
        (b"format: 1\na: \x00", "there is a control character, line 2"),
        (f"{HEAD}---\nformat: 1".encode(), "a case file holds one document only, line 4"),
        (
            f"{HEAD}labs: !!python/object:os.system {{}}".encode(),
            "tags (!) are not allowed in a case file, line 4",
        ),
        (f"{HEAD}? [a, b]\n: c".encode(), "a key must be a single word, line 4"),
        (f"{HEAD}labs: {{egfr: 1234567890123456}}".encode(), "labs.egfr has more than 15 digits, line 4"),
        (f"{HEAD}labs: {{egfr: {'9' * 5000}}}".encode(), "labs.egfr has more than 15 digits, line 4"),
        (
            f"{HEAD}tried: [{'a, ' * 201}]".encode(),
            "tried has more than 200 entries, at most 200 are kept, line 4",
        ),
    ],
)
def test_file_that_is_no_case_file_is_refused_with_one_sentence(text: bytes, problem: str) -> None:
    assert refusal(text) == [problem]


@pytest.mark.parametrize(
    ("nested", "line"),
    [
        (f"tried: {'[' * 200_000}", 1),
        ("{" + '"a": {' * 200_000, 1),
        (f"tried:\n  {'- ' * 100_000}", 2),
        (f"tried: {'[' * 51}{']' * 51}", 1),
    ],
)
def test_deep_nesting_is_refused_without_recursion(nested: str, line: int) -> None:
    assert refusal(nested) == [f"values are nested more than 50 deep, line {line}"]


def test_file_of_50_megabytes_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()

    with pytest.raises(CaseFileError) as refused:
        read_case(huge, file_name="", vocabulary=VOCABULARY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [str(problem) for problem in refused.value.problems] == ["this file is larger than 5 MB"]
    assert peak < 12_000_000


@pytest.mark.parametrize("padding", [-1, 0, 1])
def test_file_around_the_size_cap_is_refused_only_above_it(padding: int) -> None:
    text = HEAD.encode()
    comment = b"#" + b"x" * (5_000_000 + padding - len(text) - 1)

    if padding > 0:
        assert refusal(text + comment) == ["this file is larger than 5 MB"]
    else:
        assert read(text + comment) == read(text)


def test_alias_bomb_is_refused_in_little_memory() -> None:
    bomb = (BROKEN / "alias-bomb.yaml").read_bytes()
    tracemalloc.start()

    problems = refusal(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert problems[-1] == "aliases are not allowed in a case file, line 6"
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("".join(f"k{number}: 1\n" for number in range(60_000)), "the file has more than 500 keys, line 501"),
        (
            "".join(f"k{number}: [{'[1, 1, 1, 1, 1, 1, 1, 1, 1], ' * 50}]\n" for number in range(60)),
            "this file holds more than 20000 values, line 40",
        ),
    ],
)
def test_file_with_very_many_values_stops_early(text: str, problem: str) -> None:
    assert refusal(text) == [problem]


def test_file_with_very_many_problems_names_the_first_hundred() -> None:
    assert len(refusal(HEAD + "format: 1\n" * 60_000)) == 100


def test_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError) as refused:
        read_case(tmp_path / "none.yaml", file_name="none.yaml", vocabulary=VOCABULARY)

    assert [str(problem) for problem in refused.value.problems] == ["none.yaml: there is no such file"]


@pytest.mark.parametrize(
    "value", [".nan", "NaN", ".inf", "-.inf", "Infinity", "1e999", "nan", "'29'", "0x1D", "1_000"]
)
def test_number_that_is_none_is_refused(value: str) -> None:
    assert refusal(f"{HEAD}labs: {{egfr: {value}}}")[0].startswith(
        "labs.egfr is a number above 0 and at most 250, got "
    )


@pytest.mark.parametrize("value", ["true", "false", "on", "off", "y", "Yes", "NO", "1", "0", "[]"])
def test_answer_is_yes_no_or_not_assessed_only(value: str) -> None:
    assert refusal(f"{HEAD}answers: {{RF-C1: {value}}}")[0].startswith(
        "answers.RF-C1 must be yes, no or not_assessed"
    )


@pytest.mark.parametrize("value", ["null", "~", ""])
def test_null_is_unanswered(value: str) -> None:
    consultation = read(f"{HEAD}answers: {{RF-C1: {value}}}\nlabs: {value}\n")

    assert consultation == read(HEAD)


@pytest.mark.parametrize("text", ["010", "12:30:45", "yes", "off", "1_000", "0x1D", "2026-11-20", "=", "<<"])
def test_plain_text_that_yaml_1_1_would_change_is_kept(text: str) -> None:
    consultation = read(HEAD.replace("sex: female", f"sex: female, identifier: {text}"))

    assert consultation.patient.identifier == text


def test_number_written_for_a_text_is_refused_without_repeating_it() -> None:
    problems = refusal(HEAD.replace("sex: female", "sex: female, identifier: 7734"))

    assert problems == ["patient.identifier must be text: put it in quotes, line 3"]


def test_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    assert read(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode()) == read(HEAD)


@given(case_data())
def test_json_file_is_read_as_the_yaml_file(data: dict[str, Any]) -> None:
    expected = Consultation.model_validate(data)

    assert read(json.dumps(data), "case.json") == expected
    assert read(json.dumps(data, ensure_ascii=False, indent="\t"), "case.json") == expected


def test_json_booleans_are_refused() -> None:
    data = {**to_json_dict(read(HEAD)), "answers": {"RF-C1": True}}

    assert refusal(json.dumps(data, indent=1), "case.json") == [
        "case.json: answers.RF-C1 must be yes, no or not_assessed, not true or false: use yes or no, line 9"
    ]


@given(consultations())
def test_written_case_reads_back_equal(consultation: Consultation) -> None:
    assert read(write_case(consultation)) == consultation


@pytest.mark.parametrize(
    "name",
    [
        "yes",
        "null",
        "010",
        "1e5",
        'O\'Brien "Bo"',
        "'); DROP TABLE patients; --",
        "<img src=http://x/y>",
        "{{7*7}} %s ${HOME} ../../etc/passwd",
        "\u200fשלום \u0639\u0631\u0628\u064a 张伟 Łukasz \N{BONE}",
    ],
)
def test_hostile_name_is_data_and_reads_back(name: str) -> None:
    named = with_value(with_value(read(HEAD), "patient.family_name", name), "patient.identifier", name)

    assert named.patient.family_name == name
    assert read(write_case(named)) == named


@given(st.text() | awkward_texts | st.from_regex(r"\A[-+]?[0-9._]{1,6}(e[-+]?[0-9]{1,3})?\Z"))
def test_any_text_reads_back_or_is_refused_at_entry(text: str) -> None:
    consultation = read(HEAD)
    for path in ("patient.family_name", "decisions.notes", "other_conditions[0]", "allergies.list[0]"):
        try:
            edited = with_value(consultation, path, text)
        except EditError:
            edited = consultation
        assert read(write_case(edited)) == edited
        assert edited != consultation or not text.strip() or not text.isprintable()


def test_written_case_keeps_the_documented_order_and_spelling() -> None:
    text = """\
format: 1
visit_date: 2026-11-20
patient:
  family_name: 'yes'
  identifier: '010'
  birth_date: 1980-02-03
  sex: female
  weight_kg: 70
  pregnancy: {status: pregnant, weeks: 21, days: 3}
measures:
  baseline: {date: 2026-10-16, nrs_back: 6}
answers: {RF-C1: no, RF-C2: not_assessed}
exam:
  performed: yes
  motor:
    all_normal: yes
    great_toe_extension: {left: 4}
labs: {creatinine_mg_dl: 1.1}
current_medications:
  reviewed: yes
  list:
  - Zoloft
  - {name: Percocet, strength: 5 mg/325 mg, per_day: 4}
decisions: {accepted_orders: all}
"""

    assert write_case(read(text)) == text


def test_written_case_is_the_same_to_any_strict_yaml_reader() -> None:
    consultation = with_value(read(HEAD), "patient.family_name", "1e5")

    loaded = yaml.safe_load(write_case(consultation))

    assert loaded["patient"]["family_name"] == "1e5"


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(["x.yaml", "x.json"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes, file_name: str) -> None:
    for content in (data, HEAD.encode() + data):
        assert read_or_refusal(content, file_name)


@given(consultations(), st.integers(0, 10_000), st.integers(0, 255))
def test_any_changed_byte_is_read_or_refused_with_a_sentence(
    consultation: Consultation, position: int, byte: int
) -> None:
    content = bytearray(write_case(consultation).encode())
    content[position % len(content)] = byte

    changed = read_or_refusal(bytes(content), "case.yaml")

    assert changed
    if isinstance(changed, Consultation):
        assert all(isinstance(answer, Answer) for answer in changed.answers.values())
