"""Two roles that never lend themselves to each other: who names signers, and who dates signatures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from desktop_app.domain.signature import RenderedDocument, Verdict
from desktop_app.signing.trust import Trust, are_certificates
from desktop_app.signing.verification import verify
from tests.unit.signing.pki import (
    AUTHORITY,
    CLINICIAN,
    CLOCK,
    Identity,
    Profile,
    make_identity,
    pem_bundle,
    sign_with_pyhanko,
    time_stamper,
)


@pytest.fixture(scope="module")
def clock_authority() -> Identity:
    """Vouches for time stamp servers."""
    return make_identity(replace(AUTHORITY, name="Clocks of the Harbour"))


@pytest.fixture(scope="module")
def stamped_plan(plan: RenderedDocument, clinician: Identity, clock_authority: Identity) -> bytes:
    return sign_with_pyhanko(plan.pdf, clinician, time_stamper=time_stamper(clock_authority))


def test_each_in_its_own_role_makes_a_stamped_plan_valid(
    stamped_plan: bytes, clinic: Identity, clock_authority: Identity
) -> None:
    report = verify(stamped_plan, Trust((clinic.der,), (clock_authority.der,)))

    assert (report.verdict, report.level, report.signer) == (Verdict.VALID, "PAdES B-T", CLINICIAN)


@pytest.mark.parametrize("certificate", ["clinic", "clinician"])
def test_certificate_trusted_for_time_stamps_alone_names_no_signer(
    signed_plan: bytes, clinic: Identity, clinician: Identity, certificate: str
) -> None:
    trusted = {"clinic": clinic, "clinician": clinician}[certificate]

    report = verify(signed_plan, Trust(time_stamps=(trusted.der,)))

    assert (report.verdict, report.signer, report.level) == (Verdict.SIGNER_NOT_KNOWN, None, None)


def test_signer_certificate_issued_by_a_time_stamp_authority_is_not_known(
    plan: RenderedDocument, clinic: Identity, clock_authority: Identity
) -> None:
    signed = sign_with_pyhanko(plan.pdf, make_identity(Profile(), clock_authority))

    report = verify(signed, Trust((clinic.der,), (clock_authority.der,)))

    assert (report.verdict, report.signer) == (Verdict.SIGNER_NOT_KNOWN, None)


def test_time_stamp_issued_below_a_clinic_proves_nothing(
    plan: RenderedDocument, clinic: Identity, clinician: Identity, clock_authority: Identity
) -> None:
    stamped = sign_with_pyhanko(plan.pdf, clinician, time_stamper=time_stamper(clinic))

    report = verify(stamped, Trust((clinic.der,), (clock_authority.der,)))

    assert (report.verdict, report.level) == (Verdict.CERTIFICATE_PROBLEM, "PAdES B-B")
    assert report.reason == (
        "Unchanged since it was signed, but its time stamp is not in order. "
        "No time stamp authority that this computer trusts vouches for it."
    )


def test_certificate_for_time_stamps_that_a_clinic_issued_signs_no_plan(
    plan: RenderedDocument, clinic: Identity
) -> None:
    clock = make_identity(replace(Profile(), purposes=(ExtendedKeyUsageOID.TIME_STAMPING,)), clinic)

    report = verify(sign_with_pyhanko(plan.pdf, clock), Trust((clinic.der,), (clinic.der,)))

    assert report.verdict is Verdict.CERTIFICATE_PROBLEM
    assert "not meant for signing documents" in report.reason


def test_certificate_for_signatures_makes_no_time_stamp_even_where_it_is_trusted_for_them(
    plan: RenderedDocument, clinic: Identity, clinician: Identity
) -> None:
    clock = time_stamper(clinic, replace(CLOCK, purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION,)))
    stamped = sign_with_pyhanko(plan.pdf, clinician, time_stamper=clock)

    report = verify(stamped, Trust((clinic.der,), (clinic.der,)))

    assert report.verdict is Verdict.CERTIFICATE_PROBLEM
    assert "not meant for time stamps alone" in report.reason


def test_file_with_certificates_is_told_from_any_other(clinic: Identity, clinician: Identity) -> None:
    assert are_certificates(clinic.der)
    assert are_certificates(pem_bundle(clinic, clinician))
    assert not are_certificates(b"")
    assert not are_certificates(b"-----BEGIN CERTIFICATE-----\nAAAA\n")
