"""Files that went out and come back: compared with the records of the workstation that signed them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.application.clinic_setup import WorkstationProfile
from desktop_app.application.outputs import sign_plan
from desktop_app.composition.clinical import Clinical
from desktop_app.composition.demo_clinic import sample_patients
from desktop_app.composition.plans import ReportlabDocuments
from desktop_app.composition.window import ClinicEntrance
from desktop_app.composition.workstation import (
    new_signing_keys,
    open_workstation,
    set_up,
)
from desktop_app.domain.care_plan import CarePlan, Clinician, ClinicProfile
from desktop_app.domain.signature import RecordMatch, Verdict
from tests.end_to_end.conftest import Run

PASSPHRASE = "four quiet red horses"
PROFILE = WorkstationProfile(
    clinic=ClinicProfile(name="Hill Street Clinic", phone="555-0142", after_hours_phone=None),
    clinician=Clinician(name="Dr. Iris Okafor", credential="MD"),
)


@dataclass(frozen=True)
class Place:
    """A workstation's folder, and files: signed there, signed there again under the same number, signed elsewhere."""

    folder: Path
    files: Mapping[str, Path]

    @property
    def secret(self) -> Path:
        return self.folder / "passphrase"


@pytest.fixture(scope="module")
def place(clinical: Clinical, tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("workstation")
    set_up(folder, PROFILE, new_signing_keys(PROFILE), PASSPHRASE)
    (folder / "passphrase").write_text(PASSPHRASE)
    workstation = open_workstation(folder, clinical, PASSPHRASE)
    plans, case = workstation.plans, sample_patients(clinical)[0].consultation
    kept = plans.sign(case, PASSPHRASE, None)
    stored = workstation.records.load_signed_plan(kept.context.plan_id)
    workstation.close()
    plan = CarePlan.model_validate_json(stored.plan_json)
    others = {"again": plan, "elsewhere": plans.composer.compose(case)}
    documents = {"kept": kept.documents["care-plan"], "handout": kept.documents["handout"]}
    for name, other in others.items():
        signer = plans.open_signer(PASSPHRASE)
        documents[name] = sign_plan(other, ReportlabDocuments(), signer, "letter").documents["care-plan"]
    files = {name: folder / f"{name}.pdf" for name in documents}
    for name, file in files.items():
        file.write_bytes(documents[name])
    return Place(folder, files)


EXPECTED = {
    "again": (Verdict.DIFFERS_FROM_RECORD, RecordMatch.NO),
    "kept": (Verdict.VALID, RecordMatch.YES),
    "handout": (Verdict.VALID, RecordMatch.YES),
    "elsewhere": (Verdict.VALID, RecordMatch.NO_SUCH_RECORD),
}


def test_window_compares_as_soon_as_somebody_is_signed_in(place: Place, clinical: Clinical) -> None:
    entrance = ClinicEntrance(place.folder)
    files = {name: file.read_bytes() for name, file in place.files.items()}

    before = {(report.verdict, report.record) for report in map(entrance.verify, files.values())}
    entrance.unlock(PASSPHRASE)
    reports = {name: entrance.verify(pdf) for name, pdf in files.items()}
    entrance.close()

    assert before == {(Verdict.VALID, RecordMatch.NOT_CHECKED)}
    assert {name: (report.verdict, report.record) for name, report in reports.items()} == EXPECTED
    assert entrance.verify(files["kept"]).record is RecordMatch.NOT_CHECKED


def test_window_shows_the_signed_beginning_of_a_file_that_was_added_to(place: Place) -> None:
    kept = place.files["kept"].read_bytes()

    assert ClinicEntrance(place.folder).signed_revision(kept + b"\n% more\n") == kept


def test_verify_with_the_records_compares_each_file_and_puts_the_worst_first(place: Place, run: Run) -> None:
    result = run(
        "--data-dir", place.folder, "verify", *place.files.values(), "--json",
        "--records", "--passphrase-file", place.secret,
    )  # fmt: skip

    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 1
    assert {Path(one["file"]).stem: (one["verdict"], one["record"]) for one in found} == EXPECTED
    assert found[0]["verdict"] == "differs_from_record"
    assert "same plan number" in result.stderr


def test_verify_without_the_records_trusts_the_workstation_of_the_folder(place: Place, run: Run) -> None:
    result = run("--data-dir", place.folder, "verify", place.files["kept"])

    assert (result.returncode, result.stdout) == (0, f"valid {place.files['kept']}\n")


def test_verify_with_records_that_do_not_open_judges_nothing(place: Place, run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("four quiet red houses")

    for folder, secret in ((place.folder, wrong), (tmp_path, place.secret)):
        result = run(
            "--data-dir", folder, "verify", place.files["kept"], "--records", "--passphrase-file", secret
        )
        assert (result.returncode, result.stdout) == (6, "")
        assert result.stderr
