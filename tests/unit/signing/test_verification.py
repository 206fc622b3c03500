"""Whose signature it is, and what is no signature of ours at all."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from desktop_app.domain.signature import RenderedDocument, Verdict
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import LARGEST_FILE, verify
from tests.unit.signing.pki import (
    AUTHORITY,
    CLINIC,
    CLINICIAN,
    NOW,
    WEB_SERVER,
    WRONG_KEY_USAGE,
    Identity,
    Profile,
    make_identity,
    pem_bundle,
    sign_with_pyhanko,
    time_stamper,
)


def test_verify_untouched_plan_reports_every_finding(signed_plan: bytes, clinic: Identity) -> None:
    report = verify(signed_plan, Trust((clinic.der,)), at=NOW)

    assert report.verdict is Verdict.VALID
    assert report.reason == f"Unchanged since {CLINICIAN} signed it."
    assert (report.signer, report.issuer) == (CLINICIAN, CLINIC)
    assert (report.signed_at, report.level) == (NOW, "PAdES B-B")
    assert (report.intact, report.covers_whole_file, report.trusted) == (True, True, True)


@pytest.mark.parametrize("form", ["pem", "bundle", "signer-itself"])
def test_verify_trust_list_in_any_form_is_read(
    signed_plan: bytes, clinic: Identity, clinician: Identity, form: str
) -> None:
    stranger = make_identity(AUTHORITY)
    trust = {
        "pem": pem_bundle(clinic),
        "bundle": pem_bundle(stranger, clinic),
        "signer-itself": clinician.der,
    }

    assert verify(signed_plan, Trust((stranger.der, trust[form]))).verdict is Verdict.VALID


def test_verify_signer_below_an_intermediate_authority_is_valid(
    plan: RenderedDocument, clinic: Identity
) -> None:
    department = make_identity(replace(AUTHORITY, name="Spine Department"), clinic)

    signed = sign_with_pyhanko(plan.pdf, make_identity(Profile(), department))

    assert verify(signed, Trust((clinic.der,))).verdict is Verdict.VALID


def test_verify_certificate_expired_since_signing_stays_valid_and_says_so(
    signed_plan: bytes, clinic: Identity
) -> None:
    report = verify(signed_plan, Trust((clinic.der,)), at=NOW + timedelta(days=400))

    assert report.verdict is Verdict.VALID
    assert f"valid then; it expired on {Profile().end:%Y-%m-%d}" in report.reason


def test_verify_small_difference_between_two_clocks_is_tolerated(
    signed_plan: bytes, clinic: Identity
) -> None:
    assert verify(signed_plan, Trust((clinic.der,)), at=NOW - timedelta(minutes=4)).verdict is Verdict.VALID


def test_verify_without_any_trusted_clinic_names_nobody(signed_plan: bytes) -> None:
    report = verify(signed_plan, Trust())

    assert report.verdict is Verdict.SIGNER_NOT_KNOWN
    assert (report.signer, report.issuer) == (None, None)
    assert CLINICIAN not in report.reason
    assert (report.intact, report.covers_whole_file, report.trusted) == (True, True, False)


@pytest.mark.parametrize("self_signed", [True, False], ids=["self-signed", "below-a-false-clinic"])
@pytest.mark.parametrize("days_valid", [300, -1], ids=["in-date", "expired"])
def test_verify_forger_under_the_same_names_is_not_known(
    plan: RenderedDocument, clinic: Identity, self_signed: bool, days_valid: int
) -> None:
    profile = replace(Profile(), end=NOW + timedelta(days=days_valid))
    forger = make_identity(profile, None if self_signed else make_identity(AUTHORITY))

    report = verify(sign_with_pyhanko(plan.pdf, forger), Trust((clinic.der,)))

    assert (report.verdict, report.signer) == (Verdict.SIGNER_NOT_KNOWN, None)


@pytest.mark.parametrize("pinned", [True, False], ids=["clinician-trusted", "clinic-trusted"])
def test_verify_certificate_issued_by_a_clinician_is_not_known(
    plan: RenderedDocument, clinic: Identity, clinician: Identity, pinned: bool
) -> None:
    impostor = make_identity(replace(Profile(), name="Dr Bo Lind"), clinician)

    report = verify(sign_with_pyhanko(plan.pdf, impostor), Trust((clinician.der if pinned else clinic.der,)))

    assert (report.verdict, report.signer) == (Verdict.SIGNER_NOT_KNOWN, None)


def test_verify_trusted_signer_itself_is_still_held_to_the_rules(
    plan: RenderedDocument, clinic: Identity
) -> None:
    identity = make_identity(WRONG_KEY_USAGE, clinic)

    report = verify(sign_with_pyhanko(plan.pdf, identity), Trust((identity.der,)))

    assert report.verdict is Verdict.CERTIFICATE_PROBLEM


def test_verify_clinic_with_weak_key_is_a_certificate_problem(plan: RenderedDocument) -> None:
    weak = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    clinic = make_identity(replace(AUTHORITY, key=weak))

    signed = sign_with_pyhanko(plan.pdf, make_identity(Profile(), clinic))

    assert verify(signed, Trust((clinic.der,))).verdict is Verdict.CERTIFICATE_PROBLEM


def test_verify_expired_intermediate_authority_is_a_certificate_problem(
    plan: RenderedDocument, clinic: Identity
) -> None:
    expired = replace(AUTHORITY, name="Spine Department", end=NOW - timedelta(days=1))
    department = make_identity(expired, clinic)

    signed = sign_with_pyhanko(plan.pdf, make_identity(Profile(), department))

    assert verify(signed, Trust((clinic.der,))).verdict is Verdict.CERTIFICATE_PROBLEM


def test_verify_sha1_digest_of_the_document_is_a_certificate_problem(
    plan: RenderedDocument, clinic: Identity, clinician: Identity
) -> None:
    signed = sign_with_pyhanko(plan.pdf, clinician, md_algorithm="sha1")

    assert verify(signed, Trust((clinic.der,))).verdict is Verdict.CERTIFICATE_PROBLEM


def test_verify_unsigned_plan_is_not_signed(plan: RenderedDocument, clinic: Identity) -> None:
    report = verify(plan.pdf, Trust((clinic.der,)))

    assert (report.verdict, report.intact, report.trusted) == (Verdict.NOT_SIGNED, None, None)


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 100, b"%PDF-1.7\n", b"[" * 100_000, b"%PDF-1.7\nxref\n0 1\ntrailer<<>>\n%%EOF"]
)
def test_verify_garbage_cannot_be_read(clinic: Identity, data: bytes) -> None:
    assert verify(data, Trust((clinic.der,))).verdict is Verdict.CANNOT_BE_READ


def test_verify_deeply_nested_pdf_cannot_be_read(clinic: Identity) -> None:
    nested = b"1 0 obj\n" + b"[" * 50_000 + b"]" * 50_000 + b"\nendobj\n"
    tail = "xref\n0 1\n0000000000 65535 f \n1 1\n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R >>\n"
    start = len(b"%PDF-1.7\n" + nested)
    data = b"%PDF-1.7\n" + nested + tail.encode() + f"startxref\n{start}\n%%EOF".encode()

    assert verify(data, Trust((clinic.der,))).verdict is Verdict.CANNOT_BE_READ


def test_verify_file_above_the_limit_cannot_be_read(signed_plan: bytes, clinic: Identity) -> None:
    report = verify(signed_plan.ljust(LARGEST_FILE + 1, b"\0"), Trust((clinic.der,)))

    assert report.verdict is Verdict.CANNOT_BE_READ
    assert "25 MB" in report.reason


def test_verify_file_at_the_limit_is_judged(signed_plan: bytes, clinic: Identity) -> None:
    report = verify(signed_plan.ljust(LARGEST_FILE, b"\n"), Trust((clinic.der,)))

    assert "25 MB" not in report.reason
    assert report.verdict is not Verdict.VALID


def test_verify_encrypted_file_cannot_be_read(plan: RenderedDocument, clinic: Identity) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(plan.pdf)) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="secret", user=""))

    report = verify(output.getvalue(), Trust((clinic.der,)))

    assert report.verdict is Verdict.CANNOT_BE_READ
    assert "encrypted" in report.reason


@pytest.mark.parametrize(
    "settings",
    [
        {"certify": False},
        {"docmdp_permissions": MDPPerm.FILL_FORMS},
        {"subfilter": SigSeedSubFilter.ADOBE_PKCS7_DETACHED},
    ],
    ids=["not-certified", "changes-allowed", "not-pades"],
)
def test_verify_signature_of_another_kind_cannot_be_read(
    plan: RenderedDocument, clinic: Identity, clinician: Identity, settings: dict[str, Any]
) -> None:
    report = verify(sign_with_pyhanko(plan.pdf, clinician, **settings), Trust((clinic.der,)))

    assert report.verdict is Verdict.CANNOT_BE_READ
    assert "not of the kind" in report.reason


def test_verify_certification_that_is_not_this_signatures_cannot_be_read(
    plan: RenderedDocument, clinic: Identity, clinician: Identity
) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(plan.pdf)) as pdf:
        permission = pikepdf.Dictionary(Type=pikepdf.Name.TransformParams, P=1, V=pikepdf.Name("/1.2"))
        reference = pikepdf.Dictionary(TransformMethod=pikepdf.Name.DocMDP, TransformParams=permission)
        decoy = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, Reference=[reference]))
        pdf.Root.Perms = pikepdf.Dictionary(DocMDP=decoy)
        pdf.save(output)

    signed = sign_with_pyhanko(output.getvalue(), clinician, anew=True, certify=False)

    report = verify(signed, Trust((clinic.der,)))
    assert report.verdict is Verdict.CANNOT_BE_READ
    assert "not of the kind" in report.reason


def test_verify_time_stamp_from_nobody_trusted_is_a_certificate_problem(
    plan: RenderedDocument, clinic: Identity, clinician: Identity
) -> None:
    stranger = make_identity(AUTHORITY)

    signed = sign_with_pyhanko(plan.pdf, clinician, time_stamper=time_stamper(stranger))

    report = verify(signed, Trust((clinic.der,)))
    assert report.verdict is Verdict.CERTIFICATE_PROBLEM
    assert "No time stamp authority that this computer trusts" in report.reason
    assert (report.level, report.time_stamped_at) == ("PAdES B-B", None)


def test_verify_signature_from_the_future_cannot_be_read(signed_plan: bytes, clinic: Identity) -> None:
    report = verify(signed_plan, Trust((clinic.der,)), at=NOW - timedelta(minutes=6))

    assert report.verdict is Verdict.CANNOT_BE_READ
    assert "clock" in report.reason


@pytest.mark.parametrize("damaged", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA", b"\x30\x82"])
@pytest.mark.parametrize("role", ["signers", "time_stamps"])
def test_verify_damaged_trust_blames_it_and_not_the_file(
    signed_plan: bytes, clinic: Identity, damaged: bytes, role: str
) -> None:
    trust = Trust((clinic.der, damaged)) if role == "signers" else Trust((clinic.der,), (damaged,))

    report = verify(signed_plan, trust)

    assert report.verdict is Verdict.CANNOT_BE_READ
    assert "certificates that this computer trusts are damaged" in report.reason


def test_verify_leaves_no_name_in_any_log(
    plan: RenderedDocument,
    clinic: Identity,
    caplog: pytest.LogCaptureFixture,
) -> None:
    signed = sign_with_pyhanko(plan.pdf, make_identity(WEB_SERVER, clinic))
    caplog.clear()

    with caplog.at_level(logging.DEBUG):
        verify(signed, Trust((clinic.der,)))
        verify(signed, Trust())

    assert CLINICIAN not in caplog.text
    assert not [record for record in caplog.records if record.name.startswith("pyhanko")]


def test_verify_gives_the_libraries_back_their_log_levels(signed_plan: bytes) -> None:
    before = logging.getLogger("pyhanko").level

    verify(signed_plan, Trust())

    assert logging.getLogger("pyhanko").level == before
