from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from desktop_app.domain.errors import CredentialError
from desktop_app.signing.credentials import Credential, check_usable, open_credential
from tests.unit.signing.pki import (
    CLINICIAN,
    NOW,
    PASSPHRASE,
    Identity,
    Profile,
    make_identity,
)


def test_open_credential_right_passphrase_shows_signer_and_dates(
    clinician: Identity, clinic: Identity
) -> None:
    credential = open_credential(clinician.p12, PASSPHRASE)

    assert credential.signer == CLINICIAN
    assert credential.not_before == Profile().begin
    assert credential.not_after == Profile().end
    assert len(credential.fingerprint) == 64
    assert credential.chain == (clinic.certificate,)


def test_open_credential_repr_shows_no_key_and_no_certificate(credential: Credential) -> None:
    assert "key" not in repr(credential).lower()
    assert "certificate" not in repr(credential).lower()


@pytest.mark.parametrize(
    "passphrase", ["", "eleven walnut hinge", "Eleven walnut hinges", "élève", "x" * 5000]
)
def test_open_credential_wrong_passphrase_says_so(clinician: Identity, passphrase: str) -> None:
    with pytest.raises(CredentialError, match="passphrase does not open"):
        open_credential(clinician.p12, passphrase)


@pytest.mark.parametrize(
    "damage",
    [
        lambda p12: b"",
        lambda p12: p12[:-1],
        lambda p12: p12[:40],
        lambda p12: p12 + b"\0",
        lambda p12: b"%PDF-1.7",
    ],
    ids=["empty", "one-byte-short", "beginning-only", "one-byte-long", "another-format"],
)
def test_open_credential_damaged_file_says_so(clinician: Identity, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(CredentialError, match="damaged or is not a PKCS#12 file"):
        open_credential(damage(clinician.p12), PASSPHRASE)


def test_open_credential_any_flipped_byte_never_yields_another_signer(clinician: Identity) -> None:
    for position in range(0, len(clinician.p12), 53):
        damaged = bytearray(clinician.p12)
        damaged[position] ^= 0x01
        try:
            opened = open_credential(bytes(damaged), PASSPHRASE)
        except CredentialError:
            continue
        assert opened.certificate == clinician.certificate


def test_open_credential_file_without_private_key_is_refused(clinic: Identity) -> None:
    p12 = pkcs12.serialize_key_and_certificates(None, None, None, [clinic.certificate], NoEncryption())

    with pytest.raises(CredentialError, match="no private key"):
        open_credential(p12, "")


def test_open_credential_kind_of_key_that_cannot_sign_is_refused(clinic: Identity) -> None:
    identity = make_identity(replace(Profile(), key=ed25519.Ed25519PrivateKey.generate()), clinic)

    with pytest.raises(CredentialError, match="kind of key"):
        open_credential(identity.p12, PASSPHRASE)


@pytest.mark.parametrize(
    "curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()], ids=lambda curve: curve.name
)
def test_check_usable_good_certificate_is_accepted(clinic: Identity, curve: ec.EllipticCurve) -> None:
    identity = make_identity(replace(Profile(), key=ec.generate_private_key(curve)), clinic)

    check_usable(open_credential(identity.p12, PASSPHRASE), NOW)


@pytest.mark.parametrize("usage", ["digital_signature", "content_commitment"])
def test_check_usable_either_key_usage_suffices(clinic: Identity, usage: str) -> None:
    identity = make_identity(replace(Profile(), usages=frozenset({usage})), clinic)

    check_usable(open_credential(identity.p12, PASSPHRASE), NOW)


def test_check_usable_validity_includes_both_ends(credential: Credential) -> None:
    second = timedelta(seconds=1)

    check_usable(credential, credential.not_before)
    check_usable(credential, credential.not_after)
    with pytest.raises(CredentialError, match="not valid until"):
        check_usable(credential, credential.not_before - second)
    with pytest.raises(CredentialError, match="expired on"):
        check_usable(credential, credential.not_after + second)


def test_check_usable_time_without_zone_is_a_programming_error(credential: Credential) -> None:
    with pytest.raises(TypeError):
        check_usable(credential, NOW.replace(tzinfo=None))
