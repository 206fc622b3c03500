"""Export with a time stamp server: every document has its stamp, or there is no document."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Run
from tests.time_stamp_service import serving, stamping
from tests.unit.signing.pki import (
    AUTHORITY,
    PASSPHRASE,
    Profile,
    make_identity,
    pem_bundle,
    time_stamper,
)

ROUTINE = min((Path(__file__).parents[2] / "resources" / "samples").glob("*.yaml"))
CLINIC = make_identity(AUTHORITY)
CLOCKS = make_identity(replace(AUTHORITY, name="Clocks of the Harbour"))


@dataclass(frozen=True)
class Desk:
    """A folder with what a clinic needs to sign with time stamps."""

    folder: Path

    @property
    def key(self) -> list[str | Path]:
        return ["--signer", self.folder / "key.p12", "--passphrase-file", self.folder / "passphrase"]

    @property
    def trust(self) -> list[str | Path]:
        return ["--trust", self.folder / "clinic.pem"]

    @property
    def stamp_trust(self) -> list[str | Path]:
        return ["--timestamp-trust", self.folder / "clocks.pem"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "key.p12").write_bytes(make_identity(Profile(), CLINIC).p12)
    (folder / "passphrase").write_text(PASSPHRASE)
    (folder / "clinic.pem").write_bytes(pem_bundle(CLINIC))
    (folder / "clocks.pem").write_bytes(pem_bundle(CLOCKS))
    return Desk(folder)


def test_stamped_export_is_level_t_for_who_trusts_the_clock_and_no_good_for_who_does_not(
    run: Run, desk: Desk, tmp_path: Path
) -> None:
    with serving(stamping(time_stamper(CLOCKS))) as port:
        url = f"http://127.0.0.1:{port}/"
        exported = run(
            "export", ROUTINE, "--out", tmp_path / "out", *desk.key, "--timestamp-url", url, *desk.stamp_trust
        )
    assert exported.returncode == 0, exported.stderr
    files = exported.stdout.splitlines()

    trusting = run("verify", *files, *desk.trust, *desk.stamp_trust, "--json")
    doubting = run("verify", *files, *desk.trust)

    reports = [json.loads(line) for line in trusting.stdout.splitlines()]
    assert trusting.returncode == 0
    assert {report["level"] for report in reports} == {"PAdES B-T"}
    assert all(datetime.fromisoformat(report["time_stamped_at"]).tzinfo for report in reports)
    printed = subprocess.run(["pdftotext", files[0], "-"], capture_output=True, text=True, check=True).stdout
    assert "PAdES B-T, time stamp in the file" in printed
    assert doubting.returncode == 3
    assert [line.split()[0] for line in doubting.stdout.splitlines()] == ["certificate_problem"] * len(files)


def test_server_that_fails_at_the_second_document_leaves_no_first_one(
    run: Run, desk: Desk, tmp_path: Path
) -> None:
    honest, asked = stamping(time_stamper(CLOCKS)), []

    def answer(question: bytes) -> tuple[int, bytes]:
        asked.append(question)
        return honest(question) if len(asked) == 1 else (503, b"")

    with serving(answer) as port:
        url = f"http://127.0.0.1:{port}/"
        result = run(
            "export", ROUTINE, "--out", tmp_path / "out", *desk.key, "--timestamp-url", url, *desk.stamp_trust
        )

    assert (result.returncode, result.stdout) == (1, "")
    assert "HTTP 503" in result.stderr
    assert len(asked) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]
