from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from desktop_app.domain.errors import CredentialError
from desktop_app.domain.signature import RenderedDocument, Verdict
from desktop_app.signing.clinic_keys import (
    ClinicAuthority,
    KeyKind,
    ca_pem,
    create_clinic_authority,
    issue_clinician_credential,
)
from desktop_app.signing.credentials import check_usable, open_credential
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.unit.signing.pki import CLINIC, CLINICIAN, PASSPHRASE

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority() -> ClinicAuthority:
    return create_clinic_authority(CLINIC, AT)


@pytest.mark.parametrize("kind", KeyKind)
def test_issued_credential_signs_a_plan_that_the_clinics_trust_list_confirms(
    plan: RenderedDocument, kind: KeyKind
) -> None:
    authority = create_clinic_authority(CLINIC, AT, key_kind=kind)
    p12 = issue_clinician_credential(authority, CLINICIAN, AT, 365, PASSPHRASE, key_kind=kind)

    signed = PadesSigner().sign(plan, open_credential(p12, PASSPHRASE), at=AT, reason="Care plan")

    report = verify(signed, Trust((ca_pem(authority),)))
    assert (report.verdict, report.signer, report.issuer) == (Verdict.VALID, CLINICIAN, CLINIC)


def test_issued_credential_is_usable_for_the_days_given(authority: ClinicAuthority) -> None:
    credential = open_credential(
        issue_clinician_credential(authority, CLINICIAN, AT, 30, PASSPHRASE), PASSPHRASE
    )

    check_usable(credential, AT)
    check_usable(credential, AT + timedelta(days=30))
    with pytest.raises(CredentialError, match="expired on 2026-04-01"):
        check_usable(credential, AT + timedelta(days=31))


def test_issued_credential_never_outlives_the_authority(authority: ClinicAuthority) -> None:
    p12 = issue_clinician_credential(authority, CLINICIAN, AT, 20_000, PASSPHRASE)

    assert open_credential(p12, PASSPHRASE).not_after == authority.certificate.not_valid_after_utc


def test_issued_certificate_names_its_purposes_and_its_issuer_key(authority: ClinicAuthority) -> None:
    p12 = issue_clinician_credential(authority, CLINICIAN, AT, 30, PASSPHRASE)
    extensions = open_credential(p12, PASSPHRASE).certificate.extensions

    usage = extensions.get_extension_for_class(x509.KeyUsage)
    purposes = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    own_key_id = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    issuer_key_id = extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    assert usage.critical
    assert (usage.value.digital_signature, usage.value.content_commitment) == (True, True)
    assert not usage.value.key_cert_sign
    assert set(purposes) == {
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),
    }
    assert issuer_key_id.key_identifier == own_key_id.digest


def test_authority_may_issue_clinicians_but_no_further_authorities(authority: ClinicAuthority) -> None:
    constraints = authority.certificate.extensions.get_extension_for_class(x509.BasicConstraints)

    assert constraints.critical
    assert (constraints.value.ca, constraints.value.path_length) == (True, 0)


def test_ca_pem_holds_the_certificate_and_no_key(authority: ClinicAuthority) -> None:
    pem = ca_pem(authority)

    assert x509.load_pem_x509_certificates(pem) == [authority.certificate]
    assert b"PRIVATE" not in pem


def test_authority_repr_shows_no_key(authority: ClinicAuthority) -> None:
    assert repr(authority) == f"ClinicAuthority(name={CLINIC!r})"


@pytest.mark.parametrize("name", ["", "x" * 65, "ñ" * 33])
def test_names_that_do_not_fit_a_certificate_are_refused(authority: ClinicAuthority, name: str) -> None:
    with pytest.raises(CredentialError, match="1 to 64 characters"):
        create_clinic_authority(name, AT)
    with pytest.raises(CredentialError, match="1 to 64 characters"):
        issue_clinician_credential(authority, name, AT, 30, PASSPHRASE)


def test_issue_without_passphrase_is_refused(authority: ClinicAuthority) -> None:
    with pytest.raises(CredentialError, match="passphrase"):
        issue_clinician_credential(authority, CLINICIAN, AT, 30, "")
