"""The commands that read: what they print, where, and with which exit code, whatever they are given."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import desktop_app
from desktop_app.cli import main
from tests.end_to_end.conftest import Run

COMMANDS = {
    "evaluate": ["case.yaml"],
    "export": ["case.yaml", "--out", ".", "--signer", "key.p12"],
    "verify": ["plan.pdf"],
    "content check": [],
    "demo": ["--out", "."],
}
SAMPLES = sorted((Path(__file__).parents[2] / "resources" / "samples").glob("*.yaml"))
BROKEN = Path(__file__).parents[1] / "unit" / "interop" / "broken"
REFUSED = sorted(path for path in BROKEN.glob("*.yaml") if not path.read_bytes().startswith(b"# accepted"))
HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 64,
    "utf-16": "format: 1".encode("utf-16"),
    "huge": b"notes: " + b"x" * 6_000_000,
    "deep": b"[" * 100_000,
    "only a list": b"- 1\n- 2\n",
    "a pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
}


@pytest.fixture
def hostile_files(tmp_path: Path) -> list[Path]:
    """Alone in their folder, and named as content and case files are."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    paths = [folder / f"{name.replace(' ', '_')}.yaml" for name in HOSTILE]
    for path, data in zip(paths, HOSTILE.values(), strict=True):
        path.write_bytes(data)
    return paths


# All commands


def test_version_printed_names_command_and_version(run: Run) -> None:
    assert run("--version").stdout == f"lumbar-pathway {desktop_app.__version__}\n"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_of_each_command_prints_its_usage(command: str, run: Run) -> None:
    result = run(*command.split(), "--help")

    assert result.returncode == 0
    assert result.stdout.startswith(f"usage: lumbar-pathway {command}".rstrip())
    assert result.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_unknown_option_is_refused_with_the_usage(command: str, run: Run) -> None:
    result = run(*command.split(), *COMMANDS[command], "--no-such-option")

    assert result.returncode == 2
    assert result.stdout == ""
    assert "--no-such-option" in result.stderr


def test_unknown_command_is_refused(run: Run) -> None:
    result = run("evaluat", SAMPLES[0])

    assert (result.returncode, result.stdout) == (2, "")


@pytest.mark.parametrize("command", ["evaluate", "export", "verify", "content", "demo"])
def test_command_without_its_arguments_is_refused(command: str, run: Run) -> None:
    result = run(command)

    assert (result.returncode, result.stdout) == (2, "")


def test_commands_run_one_after_another_import_no_qt(project_root: Path, tmp_path: Path) -> None:
    out, sample = str(tmp_path), str(SAMPLES[0])
    program = f"""
import sys
from pathlib import Path
from desktop_app.cli import main
codes = [
    main(["evaluate", {sample!r}, "--json"]),
    main(["content", "check"]),
    main(["demo", "--out", {out!r}]),
    main(["export", {sample!r}, "--out", {out!r}, "--signer", {out + "/demo-signer.p12"!r},
          "--passphrase-file", {out + "/demo-signer.passphrase"!r}]),
    main(["verify", *map(str, Path({out!r}).glob("*.pdf")), "--trust", {out + "/demo-clinic-ca.pem"!r}]),
]
qt = [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))]
sys.exit(f"{{codes}} {{qt}}" if any(codes) or qt else 0)
"""

    result = subprocess.run(
        [sys.executable, "-c", program], cwd=project_root, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stderr


def test_reader_that_goes_away_is_left_in_peace(project_root: Path) -> None:
    command = [sys.executable, "-m", "desktop_app", "evaluate", *map(str, SAMPLES * 5), "--json-lines"]

    with subprocess.Popen(
        command, cwd=project_root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        complaints = process.stderr.read()

    assert complaints == b""


# evaluate


def test_evaluate_json_prints_one_object_and_nothing_else(run: Run) -> None:
    result = run("evaluate", SAMPLES[0], "--json")

    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["triage"]["class"] == "NO_FLAG"


def test_evaluate_in_words_says_decision_suggestion_and_follow_up(run: Run) -> None:
    result = run("evaluate", SAMPLES[3])

    assert result.returncode == 0
    assert "TR-01" in result.stdout
    assert "Order: " in result.stdout
    assert "First suggestion: no medication" in result.stdout
    assert "Follow-up: today" in result.stdout


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_evaluate_broken_file_prints_what_must_be_said_and_nothing_on_stdout(path: Path, run: Run) -> None:
    said = path.read_text().splitlines()[0].removeprefix("# must be said: ")
    sentence = said.split(";")[0].split(", line")[0]

    result = run("evaluate", path, "--json")

    assert (result.returncode, result.stdout) == (2, "")
    assert all(line.startswith(f"{path}: ") for line in result.stderr.splitlines())
    assert sentence in result.stderr


def test_evaluate_minor_is_accepted_and_out_of_scope(run: Run) -> None:
    result = run("evaluate", BROKEN / "age-17.yaml", "--json")

    evaluation = json.loads(result.stdout)
    assert result.returncode == 0
    assert evaluation["out_of_scope"]
    assert {medicine["severity"] for medicine in evaluation["medications"]} == {"contraindicated"}
    assert evaluation["can_sign"] is False


def test_evaluate_json_lines_with_a_refused_file_still_answers_for_the_others(run: Run) -> None:
    files = [SAMPLES[0], BROKEN / "nrs-11.yaml", SAMPLES[1]]

    result = run("evaluate", *files, "--json-lines")

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 2
    assert [line["file"] for line in lines] == [str(file) for file in files]
    assert ["triage" in line for line in lines] == [True, False, True]
    assert lines[1].keys() == {"file", "error"}
    assert "nrs_leg is 0 to 10, got 11" in lines[1]["error"][0]


def test_evaluate_hostile_files_are_refused_in_words(hostile_files: list[Path], run: Run) -> None:
    result = run("evaluate", *hostile_files, "--json")

    lines = result.stderr.splitlines()
    assert (result.returncode, result.stdout) == (2, "")
    assert {line.split(": ")[0] for line in lines} == set(map(str, hostile_files))
    assert max(map(len, lines)) < 500


def test_evaluate_missing_file_and_folder_are_refused_in_words(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", tmp_path / "none.yaml", tmp_path, "--json")

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f"{tmp_path / 'none.yaml'}: there is no such file",
        f"{tmp_path}: this file cannot be read",
    ]


def test_evaluate_refused_file_keeps_the_patient_off_standard_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "format: 1\nvisit_date: 2026-12-07\n"
        "patient: {given_name: Wilhelmina, family_name: Oakenshield, birth_date: 1980-13-45, sex: female}\n"
    )

    result = run("evaluate", path)

    assert result.returncode == 2
    assert "Wilhelmina" not in result.stderr
    assert "Oakenshield" not in result.stderr


# content check


def test_content_check_of_what_ships_finds_nothing(run: Run) -> None:
    result = run("content", "check")

    assert (result.returncode, result.stdout, result.stderr) == (0, "No problems found.\n", "")


def test_content_check_names_file_and_line_of_each_problem(run: Run, tmp_path: Path) -> None:
    (tmp_path / "about.yaml").write_text("about:\n  version: 1\n  surprise: yes\n")

    result = run("content", "check", tmp_path)

    assert result.returncode == 1
    assert "about.yaml: about.surprise: is not a known key, line 3" in result.stdout


def test_content_check_of_hostile_files_and_no_folder_says_so_in_words(
    hostile_files: list[Path], run: Run
) -> None:
    folder = hostile_files[0].parent
    checked = run("content", "check", folder)
    no_folders = [run("content", "check", path) for path in (hostile_files[0], folder / "none")]

    assert [path.name for path in hostile_files if path.name not in checked.stdout] == []
    for result in (checked, *no_folders):
        assert result.returncode == 1
        assert result.stdout.endswith("found.\n")
        assert result.stderr == ""


def test_unexpected_failure_is_one_sentence_without_what_it_held(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> int:
        raise RuntimeError("GARCIA, Ana")

    monkeypatch.setattr("desktop_app.cli.evaluate.run", fail)

    assert main(["evaluate", "case.yaml"]) == 1
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "GARCIA" not in said
    assert "Traceback" not in said


def test_verify_with_a_file_that_is_no_certificate_names_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")

    result = run("verify", tmp_path / "plan.pdf", "--trust", tmp_path / "ca.pem")

    assert result.returncode == 2
    assert "ca.pem holds no certificate" in result.stderr
