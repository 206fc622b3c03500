"""From a case file to signed PDFs that others verify too, and everything that must not happen on the way."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import page
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.end_to_end.conftest import Run
from tests.end_to_end.expectations import read_acceptance_case
from tests.unit.signing.pki import AUTHORITY, NOW, PASSPHRASE, Identity, Profile, make_identity

ROOT = Path(__file__).parents[2]
ROUTINE, CHRONIC, SCIATICA, EMERGENCY = sorted((ROOT / "resources" / "samples").glob("*.yaml"))
CASES = ROOT / "tests" / "cases"


@dataclass(frozen=True)
class Demo:
    """What ``demo`` left in its folder."""

    folder: Path

    @property
    def key(self) -> list[str | Path]:
        return ["--signer", self.folder / "demo-signer.p12", *self.passphrase]

    @property
    def passphrase(self) -> list[str | Path]:
        return ["--passphrase-file", self.folder / "demo-signer.passphrase"]

    @property
    def trust(self) -> list[str | Path]:
        return ["--trust", self.folder / "demo-clinic-ca.pem"]

    @property
    def plans(self) -> list[Path]:
        return sorted(self.folder.glob("*.pdf"))


@dataclass(frozen=True)
class Exported:
    """The documents of one export, by kind."""

    files: Mapping[str, Path]

    @property
    def care_plan(self) -> Path:
        return self.files["care-plan"]

    @property
    def handout(self) -> Path:
        return self.files["handout"]

    @property
    def made_on(self) -> datetime:
        return datetime.strptime(self.care_plan.name.split("-")[2], "%Y%m%d").astimezone()


def kind_of(pdf: Path) -> str:
    """``care-plan`` of ``care-plan-20261121-32E9968A.pdf``."""
    return pdf.name.rsplit("-", 2)[0]


@pytest.fixture(scope="module")
def demo(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    assert run("demo", "--out", folder).returncode == 0
    return Demo(folder)


@pytest.fixture(scope="module")
def clinic() -> Identity:
    return make_identity(AUTHORITY)


def export(run: Run, demo: Demo, case: Path, folder: Path, *options: str) -> Exported:
    result = run("export", case, "--out", folder, *demo.key, *options)
    assert result.returncode == 0, result.stderr
    return Exported({kind_of(pdf): pdf for pdf in map(Path, result.stdout.splitlines())})


def text_of(pdf: Path) -> str:
    """The words of all pages, with single spaces."""
    return " ".join(output_of("pdftotext", pdf, "-").split())


def output_of(*command: str | Path) -> str:
    return subprocess.run([*command], capture_output=True, text=True, check=True).stdout


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# What is exported


@pytest.fixture(scope="module")
def routine(run: Run, demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export(run, demo, ROUTINE, tmp_path_factory.mktemp("routine"))


@pytest.mark.parametrize(
    "standard",
    [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1],
    ids=["PDF/A-3a", "PDF/UA-1"],
)
def test_demo_signed_documents_meet_the_standard(demo: Demo, standard: page.ValidationProfile) -> None:
    reports = {path.name: page.validate_pdf(path, profile=standard) for path in demo.plans}

    assert len(reports) >= 11
    assert {name: report.failures for name, report in reports.items() if not report.is_compliant} == {}


def test_demo_care_plan_carries_the_consultation(demo: Demo, run: Run, tmp_path: Path) -> None:
    care_plan = next(path for path in demo.plans if path.name.startswith("care-plan"))
    subprocess.run(["pdfdetach", "-saveall", "-o", str(tmp_path), str(care_plan)], check=True)

    result = run("evaluate", tmp_path / "consultation.json", "--json")

    assert result.returncode == 0
    assert json.loads(result.stdout)["format"] == 1


def test_export_routine_visit_states_decision_medicine_dose_and_follow_up(
    run: Run, routine: Exported
) -> None:
    days = json.loads(run("evaluate", ROUTINE, "--json").stdout)["follow_up"]["due_days"]
    text = text_of(routine.care_plan)

    assert "No red flag" in text
    assert "naproxen" in text
    assert "250 mg by mouth, 2 times a day, 7 days (14 doses)" in text
    assert f"{routine.made_on + timedelta(days=days):%d-%b-%Y}" in text
    assert "No audit trail: made outside the records of a clinic." in text


def test_export_handout_carries_the_emergency_list_the_dose_and_the_next_visit(routine: Exported) -> None:
    text = text_of(routine.handout)

    assert "Call 911 or go to the ER now if" in text
    assert "You cannot pee, or pee or stool now leaks out." in text
    assert "A leg or foot gets weak or weaker" in text
    assert "250 mg" in text
    assert f"{routine.made_on + timedelta(days=28):%B} {(routine.made_on + timedelta(days=28)).day}" in text


@pytest.mark.parametrize(
    ("url", "words"), [("clock.example", "address"), ("http://127.0.0.1:1/", "did not answer")]
)
def test_export_without_the_time_stamp_that_was_asked_for_writes_nothing(
    run: Run, demo: Demo, tmp_path: Path, url: str, words: str
) -> None:
    result = run("export", ROUTINE, "--out", tmp_path / "out", *demo.key, "--timestamp-url", url)

    assert result.returncode == 1
    assert words in result.stderr
    assert contents(tmp_path) == {}


def test_export_with_spanish_chosen_writes_the_handout_in_spanish_and_the_record_in_english(
    run: Run, demo: Demo, tmp_path: Path
) -> None:
    exported = export(run, demo, ROUTINE, tmp_path, "--language", "es")

    handout = text_of(exported.handout)
    assert "Llame al 911 o vaya a urgencias ya si" in handout
    assert "naproxeno" in handout
    assert "Call 911" not in handout
    assert "No red flag" in text_of(exported.care_plan)


def test_export_in_large_print_sets_the_handout_larger(
    run: Run, demo: Demo, routine: Exported, tmp_path: Path
) -> None:
    large = export(run, demo, ROUTINE, tmp_path, "--large-print")

    assert largest_common_height(large.handout) >= 1.3 * largest_common_height(routine.handout)
    assert largest_common_height(large.care_plan) == largest_common_height(routine.care_plan)


def largest_common_height(pdf: Path) -> float:
    """The height of most words, in points."""
    words = re.findall(
        r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', output_of("pdftotext", "-bbox", pdf, "-")
    )
    heights = [round(float(bottom) - float(top), 1) for top, bottom in words]
    return max(set(heights), key=heights.count)


@pytest.mark.parametrize(("paper", "size"), [("a4", "A4"), ("letter", "letter")])
def test_export_on_chosen_paper_has_its_size(
    paper: str, size: str, run: Run, demo: Demo, tmp_path: Path
) -> None:
    exported = export(run, demo, ROUTINE, tmp_path, "--paper", paper)

    assert f"({size})" in output_of("pdfinfo", exported.care_plan)
    assert f"({size})" in output_of("pdfinfo", exported.handout)


def test_export_emergency_states_it_and_offers_no_routine_care(run: Run, demo: Demo, tmp_path: Path) -> None:
    exported = export(run, demo, EMERGENCY, tmp_path)

    assert "EMERGENCY" in text_of(exported.care_plan)
    assert "TR-01" in text_of(exported.care_plan)
    handout = text_of(exported.handout)
    assert "Go to the emergency room now" in handout
    assert "Keep moving" not in handout


def test_export_override_stands_in_the_record_with_its_reason(run: Run, demo: Demo, tmp_path: Path) -> None:
    text = text_of(export(run, demo, CHRONIC, tmp_path).care_plan)

    assert "NS-03" in text
    assert "Gastroenterology letter of 2 November 2026" in text


def test_export_writes_a_referral_letter_only_where_one_is_due(
    run: Run, demo: Demo, routine: Exported, tmp_path: Path
) -> None:
    referred = export(run, demo, SCIATICA, tmp_path)

    assert set(routine.files) == {"care-plan", "handout"}
    assert set(referred.files) == {"care-plan", "handout", "referral"}
    assert "REF-02" in text_of(referred.care_plan)
    assert "Achebe" in text_of(referred.files["referral"])


@pytest.mark.parametrize("case", [ROUTINE, CHRONIC, SCIATICA, EMERGENCY], ids=lambda path: path.stem)
def test_exported_files_are_valid_for_us_for_poppler_and_for_qpdf(
    case: Path, run: Run, demo: Demo, tmp_path: Path
) -> None:
    exported = export(run, demo, case, tmp_path)

    verdicts = run("verify", *exported.files.values(), *demo.trust)
    assert verdicts.returncode == 0
    assert verdicts.stdout == "".join(f"valid {pdf}\n" for pdf in exported.files.values())
    for pdf in exported.files.values():
        signature = output_of("pdfsig", "-nocert", pdf)
        assert "Signature is Valid." in signature
        assert "Total document signed" in signature
        assert "No syntax or stream encoding errors found" in output_of("qpdf", "--check", pdf)


def test_export_names_no_patient_in_file_names_or_messages(run: Run, demo: Demo, tmp_path: Path) -> None:
    result = run("export", CHRONIC, "--out", tmp_path, *demo.key)

    said = (result.stdout + result.stderr + " ".join(contents(tmp_path))).casefold()
    assert [name for name in ("rosa", "ibáñez", "ibanez", "s-1002", "1978") if name in said] == []


def test_export_twice_adds_files_and_changes_none(run: Run, demo: Demo, tmp_path: Path) -> None:
    export(run, demo, ROUTINE, tmp_path)
    before = contents(tmp_path)

    export(run, demo, ROUTINE, tmp_path)

    after = contents(tmp_path)
    assert len(after) == 4
    assert before.items() <= after.items()


def test_export_into_a_new_folder_makes_it(run: Run, demo: Demo, tmp_path: Path) -> None:
    exported = export(run, demo, ROUTINE, tmp_path / "new")

    assert exported.care_plan.parent == tmp_path / "new"


# What is refused


def test_export_of_an_incomplete_screen_says_why_and_writes_nothing(
    run: Run, demo: Demo, tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(read_acceptance_case(CASES / "07-question-not-asked.yaml").case)

    result = run("export", case, "--out", tmp_path / "out", *demo.key)

    assert (result.returncode, result.stdout) == (3, "")
    assert "RF-C5" in result.stderr
    assert not (tmp_path / "out").exists()


def test_export_of_a_blocked_medicine_without_override_is_refused(
    run: Run, demo: Demo, tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    text = CHRONIC.read_text(encoding="utf-8")
    case.write_text(re.sub(r"      override:\n(        .*\n)+", "", text), encoding="utf-8")

    result = run("export", case, "--out", tmp_path / "out", *demo.key)

    assert result.returncode == 3
    assert "NS-03" in result.stderr


def test_export_of_text_that_cannot_be_printed_names_its_field_and_leaves_nothing(
    run: Run, demo: Demo, tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    text = ROUTINE.read_text(encoding="utf-8").replace("Lindqvist", "Lindqvist \N{GRINNING FACE}")
    case.write_text(text, encoding="utf-8")

    result = run("export", case, "--out", tmp_path / "out", *demo.key)

    assert (result.returncode, result.stdout) == (3, "")
    assert "The family name holds a character that cannot be printed: U+1F600" in result.stderr
    assert "Lindqvist" not in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("value", "code", "sentence"),
    [
        ("W" * 121, 2, "phone has 121 characters, at most 120 are kept"),
        ("555-0142\n555-0143", 2, "phone holds a control character or a line break"),
        ("555 ☎", 3, "The phone of the clinic holds a character that cannot be printed: U+260E"),
    ],
)
def test_export_for_a_clinic_that_no_page_could_show_names_what_is_wrong(
    value: str, code: int, sentence: str, run: Run, demo: Demo, tmp_path: Path
) -> None:
    clinic = tmp_path / "clinic.json"
    clinic.write_text(json.dumps({"name": "Hill Street", "phone": value, "after_hours_phone": None}))

    result = run("export", ROUTINE, "--out", tmp_path / "out", *demo.key, "--clinic", clinic)

    assert (result.returncode, result.stdout) == (code, "")
    assert sentence in result.stderr
    assert not (tmp_path / "out").exists()


def test_export_of_a_broken_case_names_the_problem(run: Run, demo: Demo, tmp_path: Path) -> None:
    broken = ROOT / "tests" / "unit" / "interop" / "broken" / "nrs-11.yaml"

    result = run("export", broken, "--out", tmp_path, *demo.key)

    assert (result.returncode, result.stdout) == (2, "")
    assert "nrs_leg is 0 to 10, got 11" in result.stderr
    assert contents(tmp_path) == {}


def test_export_where_nothing_can_be_written_says_so(run: Run, demo: Demo, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("kept")

    for folder in (in_the_way, in_the_way / "below", tmp_path / "none" / "below"):
        result = run("export", ROUTINE, "--out", folder, *demo.key)
        assert (result.returncode, result.stdout) == (1, "")
        assert "Nothing was written" in result.stderr
    assert contents(tmp_path) == {"file": b"kept"}


def test_export_with_a_wrong_passphrase_or_none_is_refused(run: Run, demo: Demo, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("a passphrase of another key\n")
    signer = ["--signer", demo.folder / "demo-signer.p12"]
    out = tmp_path / "out"

    for options in ([*signer, "--passphrase-file", wrong], signer, [*signer, "--passphrase-file", out]):
        result = run("export", ROUTINE, "--out", out, *options)
        assert (result.returncode, result.stdout) == (2, "")
        assert "passphrase" in result.stderr
        assert "another key" not in result.stderr
    assert not out.exists()


@pytest.mark.parametrize("content", [b"", b"\x30\x82\xff\xff", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_export_with_a_key_file_that_is_none_is_refused(
    content: bytes, run: Run, demo: Demo, tmp_path: Path
) -> None:
    key = tmp_path / "key.p12"
    key.write_bytes(content)

    for signer in (key, tmp_path, tmp_path / "none"):
        result = run("export", ROUTINE, "--out", tmp_path, "--signer", signer, *demo.passphrase)
        assert (result.returncode, result.stdout) == (2, "")
        assert "key" in result.stderr


@pytest.mark.parametrize(
    "profile",
    [
        Profile(end=NOW - timedelta(days=1)),
        Profile(begin=NOW + timedelta(days=1)),
        Profile(usages=frozenset({"key_encipherment"})),
    ],
    ids=["expired", "not yet valid", "not for signing"],
)
def test_export_with_a_key_that_may_not_sign_is_refused(
    profile: Profile, clinic: Identity, run: Run, tmp_path: Path
) -> None:
    key, passphrase, out = tmp_path / "key.p12", tmp_path / "passphrase", tmp_path / "out"
    key.write_bytes(make_identity(profile, clinic).p12)
    passphrase.write_text(PASSPHRASE)

    result = run("export", ROUTINE, "--out", out, "--signer", key, "--passphrase-file", passphrase)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr
    assert not out.exists()


@pytest.mark.parametrize(("days", "words"), [(45, "Plan for a new one"), (5, "URGENT"), (90, "")])
def test_export_warns_of_a_certificate_that_ends_soon_and_signs(
    days: int, words: str, clinic: Identity, run: Run, tmp_path: Path
) -> None:
    key, passphrase, out = tmp_path / "key.p12", tmp_path / "passphrase", tmp_path / "out"
    key.write_bytes(make_identity(Profile(end=NOW + timedelta(days=days, hours=1)), clinic).p12)
    passphrase.write_text(PASSPHRASE)

    result = run("export", ROUTINE, "--out", out, "--signer", key, "--passphrase-file", passphrase)

    assert result.returncode == 0
    assert len(contents(out)) == 2
    assert words in result.stderr
    assert bool(words) == bool(result.stderr)


# verify


def test_verify_without_the_clinics_authority_does_not_know_the_signer(run: Run, routine: Exported) -> None:
    result = run("verify", routine.care_plan)

    assert result.returncode == 3
    assert result.stdout == f"signer_not_known {routine.care_plan}\n"
    assert str(routine.care_plan) in result.stderr


def test_verify_changed_unsigned_and_unreadable_files_tells_them_apart(
    run: Run, demo: Demo, routine: Exported, tmp_path: Path
) -> None:
    signed = routine.care_plan.read_bytes()
    middle = signed.index(b"stream", len(signed) // 3) + 30
    files = {
        "changed.pdf": signed[:middle] + bytes([signed[middle] ^ 1]) + signed[middle + 1 :],
        "added.pdf": signed + b"\n% one more line\n",
        "cut.pdf": signed[: len(signed) // 2],
        "binary.pdf": bytes(range(256)) * 64,
        "empty.pdf": b"",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    canvas = Canvas(str(tmp_path / "unsigned.pdf"))
    canvas.drawString(72, 72, "A plan that nobody signed")
    canvas.save()
    names = [*files, "unsigned.pdf", "none.pdf"]

    result = run("verify", *(tmp_path / name for name in names), *demo.trust)

    assert result.returncode == 1
    assert [(line.split()[0], Path(line.split()[1]).name) for line in result.stdout.splitlines()] == [
        ("changed_after_signing", "changed.pdf"),
        ("changed_after_signing", "added.pdf"),
        ("cannot_be_read", "cut.pdf"),
        ("cannot_be_read", "binary.pdf"),
        ("cannot_be_read", "empty.pdf"),
        ("cannot_be_read", "none.pdf"),
        ("not_signed", "unsigned.pdf"),
    ]


def test_verify_exit_code_tells_the_worst_file_as_the_rest_is_listed_below_it(
    run: Run, demo: Demo, routine: Exported, tmp_path: Path
) -> None:
    result = run("verify", routine.care_plan, tmp_path / "none.pdf", routine.handout, *demo.trust)

    assert result.returncode == 5
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["cannot_be_read", "valid", "valid"]


def test_verify_json_prints_one_object_a_line_with_signer_and_time(
    run: Run, demo: Demo, routine: Exported
) -> None:
    result = run("verify", routine.care_plan, routine.handout, *demo.trust, "--json")

    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["file"], first["verdict"]) == (str(routine.care_plan), "valid")
    assert (second["file"], second["verdict"]) == (str(routine.handout), "valid")
    assert datetime.fromisoformat(first["signed_at"]).tzinfo is not None
    assert first["signer"] == "Dr. Robin Demo"
    assert (first["level"], first["time_stamped_at"], first["record"]) == ("PAdES B-B", None, "not_checked")


@pytest.mark.parametrize("role", ["--trust", "--timestamp-trust"])
def test_verify_with_an_authority_that_cannot_be_read_is_refused(
    run: Run, routine: Exported, tmp_path: Path, role: str
) -> None:
    result = run("verify", routine.care_plan, role, tmp_path / "none.pem")

    assert (result.returncode, result.stdout) == (2, "")
    assert "none.pem holds no certificate" in result.stderr


# demo


def test_demo_leaves_both_documents_of_every_sample_and_the_keys_to_try(run: Run, demo: Demo) -> None:
    kinds = [kind_of(path) for path in demo.plans]

    assert kinds.count("care-plan") == kinds.count("handout") == 4
    assert {path.name for path in demo.folder.iterdir()} - {path.name for path in demo.plans} == {
        "demo-signer.p12",
        "demo-signer.passphrase",
        "demo-clinic-ca.pem",
    }
    assert run("verify", *demo.plans, *demo.trust).returncode == 0


def test_demo_again_in_the_same_folder_keeps_the_first(run: Run, tmp_path: Path) -> None:
    run("demo", "--out", tmp_path / "out")
    before = contents(tmp_path / "out")

    again = run("demo", "--out", tmp_path / "out")

    assert again.returncode == 0
    kept = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert kept == before
    (fresh,) = (path for path in (tmp_path / "out").iterdir() if path.is_dir())
    assert len(list(fresh.glob("*.pdf"))) == len(before) - 3


def test_demo_where_no_folder_can_be_made_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")

    result = run("demo", "--out", tmp_path / "file")

    assert (result.returncode, result.stdout) == (1, "")
    assert "Nothing was written" in result.stderr
