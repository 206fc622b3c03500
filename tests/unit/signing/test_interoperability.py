"""Independent programs judge our signatures: poppler with NSS (``pdfsig``) and ``qpdf``."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from desktop_app.domain.signature import RenderedDocument
from desktop_app.signing.clinic_keys import (
    KeyKind,
    ca_pem,
    create_clinic_authority,
    issue_clinician_credential,
)
from desktop_app.signing.credentials import open_credential
from desktop_app.signing.pades_signer import PadesSigner
from tests.unit.signing.pki import CLINIC, CLINICIAN, NOW, PASSPHRASE


@pytest.fixture(scope="module", params=list(KeyKind))
def signed_file(
    request: pytest.FixtureRequest, plan: RenderedDocument, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A signed plan, with the clinic's certificate beside it."""
    folder = tmp_path_factory.mktemp("signed")
    authority = create_clinic_authority(CLINIC, NOW, key_kind=request.param)
    p12 = issue_clinician_credential(authority, CLINICIAN, NOW, 365, PASSPHRASE, key_kind=request.param)
    file = folder / "plan.pdf"
    file.write_bytes(PadesSigner().sign(plan, open_credential(p12, PASSPHRASE), at=NOW, reason="Care plan"))
    (folder / "clinic.pem").write_bytes(ca_pem(authority))
    return file


@pytest.fixture
def trust_store(signed_file: Path, tmp_path: Path) -> str:
    """An NSS database that trusts the clinic, as ``pdfsig`` wants it named."""
    store = f"sql:{tmp_path}"
    run("certutil", "-N", "-d", store, "--empty-password")
    run(
        "certutil",
        "-A",
        "-d",
        store,
        "-n",
        "clinic",
        "-t",
        "CT,C,C",
        "-i",
        str(signed_file.parent / "clinic.pem"),
    )
    return store


def test_pdfsig_judges_signature_valid_and_whole(signed_file: Path) -> None:
    verdict = run("pdfsig", str(signed_file))

    assert "Signature is Valid." in verdict
    assert "Total document signed" in verdict
    assert "Signature Type: ETSI.CAdES.detached" in verdict
    assert "Signing Hash Algorithm: SHA-256" in verdict
    assert f"Signing Time: {NOW:%b %d %Y %H:%M:%S}" in verdict


def test_pdfsig_that_trusts_the_clinic_trusts_the_signer(signed_file: Path, trust_store: str) -> None:
    verdict = run("pdfsig", "-nssdir", trust_store, str(signed_file))

    assert "Signature is Valid." in verdict
    assert "Certificate is Trusted." in verdict


def test_pdfsig_judges_changed_plan_not_valid(signed_file: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(signed_file.read_bytes().replace(b"/MediaBox [ 0 0 595", b"/MediaBox [ 0 0 594", 1))
    assert changed.read_bytes() != signed_file.read_bytes()

    assert "Signature Validation: Digest Mismatch." in run("pdfsig", str(changed))


def test_qpdf_finds_no_fault_in_signed_plan(signed_file: Path) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", str(signed_file))


def run(*command: str) -> str:
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"TZ": "UTC", "LC_ALL": "C"}
    )
    assert not result.stderr, result.stderr
    return result.stdout
