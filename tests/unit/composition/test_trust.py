"""The two lists of a workstation, kept as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.composition.trust import (
    read_authority,
    trust_signers,
    trust_time_stamps,
    verify_file,
    workstation_trust,
)
from desktop_app.domain.errors import CredentialError, StorageError
from desktop_app.domain.signature import Verdict
from desktop_app.signing.trust import Trust
from tests.unit.signing.pki import AUTHORITY, make_identity, pem_bundle

CLINIC, CLOCKS, GUEST = (make_identity(AUTHORITY) for _ in range(3))


def test_new_workstation_trusts_nobody(tmp_path: Path) -> None:
    assert workstation_trust(tmp_path) == Trust()


def test_each_list_holds_what_was_added_to_it_once_and_nothing_of_the_other(tmp_path: Path) -> None:
    for _ in range(2):
        trust_signers(tmp_path, CLINIC.der)
        trust_time_stamps(tmp_path, pem_bundle(CLOCKS))

    assert workstation_trust(tmp_path) == Trust((CLINIC.der,), (pem_bundle(CLOCKS),))


def test_files_that_are_named_count_for_this_time_only(tmp_path: Path) -> None:
    guest = tmp_path / "guest.pem"
    guest.write_bytes(pem_bundle(GUEST))

    named = workstation_trust(tmp_path, signers=[guest])

    assert named == Trust((pem_bundle(GUEST),))
    assert workstation_trust(tmp_path) == Trust()


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_file_without_a_certificate_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "clinic.pem"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CredentialError, match=r"clinic\.pem holds no certificate"):
        read_authority(path)


def test_certificate_that_cannot_be_kept_says_so(tmp_path: Path) -> None:
    (tmp_path / "trust").write_text("in the way")

    with pytest.raises(StorageError, match="could not be kept"):
        trust_signers(tmp_path, CLINIC.der)


def test_file_that_cannot_be_opened_is_never_valid(tmp_path: Path) -> None:
    assert verify_file(tmp_path, Trust()).verdict is Verdict.CANNOT_BE_READ
