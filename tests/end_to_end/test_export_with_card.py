"""The command with a signing key that stays on its card."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.end_to_end.conftest import Run
from tests.unit.signing.pki import AUTHORITY, Profile, make_identity
from tests.unit.signing.soft_card import MODULE, PIN, new_reader

CASE = min((Path(__file__).parents[2] / "resources" / "samples").glob("*.yaml"))


def test_export_with_a_card_writes_documents_that_verify(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = new_reader(tmp_path)
    for name, value in reader.environment.items():
        monkeypatch.setenv(name, value)
    clinic = make_identity(AUTHORITY)
    reader.insert("Dr Ruiz", {"signature": make_identity(Profile(), clinic)})
    (tmp_path / "clinic.pem").write_bytes(clinic.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "pin").write_text(PIN)
    (tmp_path / "wrong-pin").write_text("000000")
    card = ("--token", MODULE, "--token-label", "Dr Ruiz", "--out", tmp_path / "out", "--passphrase-file")

    refused = run("export", CASE, *card, tmp_path / "wrong-pin")
    exported = run("export", CASE, *card, tmp_path / "pin")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "The PIN is wrong" in refused.stderr
    assert exported.returncode == 0
    files = exported.stdout.splitlines()
    assert len(files) >= 2
    assert run("verify", *files, "--trust", tmp_path / "clinic.pem").returncode == 0
