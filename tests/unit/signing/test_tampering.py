"""Attacks on a signed plan: whatever touches it, it is never valid again.

Every byte of a small plan is flipped here, and a sample of a whole one; ``make attacks`` does all of that, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from desktop_app.documents.blocks import Attachment
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.domain.signature import SignatureReport, Verdict
from desktop_app.signing.credentials import Credential
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.unit.documents.demo_documents import RECORD
from tests.unit.signing.attack import Attack, Victim
from tests.unit.signing.attacks import attacks
from tests.unit.signing.pdf_surgery import flipped, gap
from tests.unit.signing.pki import NOW, Identity

ATTACKS = tuple(attacks())


@pytest.fixture(scope="module")
def victim(credential: Credential, clinic: Identity, clinician: Identity) -> Victim:
    """Two plans as they leave the application: tagged, with embedded fonts and an attached file."""
    attachment = Attachment("consultation.json", "The visit", "application/json", b'{"format": 1}')
    plan = ReportlabRenderer().render(replace(RECORD, attachment=attachment))
    other = ReportlabRenderer().render(replace(RECORD, title="Another plan", attachment=attachment))
    signed, other_signed = (
        PadesSigner().sign(one, credential, at=NOW, reason="Care plan") for one in (plan, other)
    )
    return Victim(plan, signed, other_signed, clinic, clinician)


def flips(pdf: bytes, positions: Iterable[int], clinic: Identity) -> list[SignatureReport]:
    return [verify(flipped(pdf, position), Trust((clinic.der,))) for position in positions]


def test_verify_any_signed_byte_flipped_is_never_valid(signed_plan: bytes, clinic: Identity) -> None:
    before, after = gap(signed_plan)
    positions = [*range(before), *range(after, len(signed_plan))]

    verdicts = {report.verdict for report in flips(signed_plan, positions, clinic)}

    assert verdicts == {Verdict.CHANGED_AFTER_SIGNING, Verdict.CANNOT_BE_READ}


def test_verify_any_byte_of_the_signature_itself_flipped_is_never_valid(
    signed_plan: bytes, clinic: Identity
) -> None:
    before, after = gap(signed_plan)
    value = signed_plan[before + 1 : after - 1].rstrip(b"0")
    low_digits = range(before + 2, before + 2 + len(value), 2)

    verdicts = {report.verdict for report in flips(signed_plan, low_digits, clinic)}

    assert len(low_digits) > 900
    assert Verdict.VALID not in verdicts


def test_verify_flipped_digit_in_the_padding_of_the_signature_is_changed(
    signed_plan: bytes, clinic: Identity
) -> None:
    _, after = gap(signed_plan)

    reports = flips(signed_plan, range(after - 400, after - 1, 7), clinic)

    assert {report.verdict for report in reports} == {Verdict.CHANGED_AFTER_SIGNING}


def test_verify_respelled_digit_of_the_signature_is_changed(signed_plan: bytes, clinic: Identity) -> None:
    start, end = gap(signed_plan)
    letter = next(
        position for position in range(start, end) if signed_plan[position : position + 1] in b"ABCDEF"
    )

    report = verify(flipped(signed_plan, letter, mask=0x20), Trust((clinic.der,)))

    assert report.verdict is Verdict.CHANGED_AFTER_SIGNING


def test_attack_table_is_about_a_plan_that_was_valid(victim: Victim) -> None:
    assert verify(victim.signed, Trust((victim.clinic.der,))).verdict is Verdict.VALID
    assert verify(victim.other, Trust((victim.clinic.der,))).verdict is Verdict.VALID
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) > 100


def test_verify_plan_truncated_at_every_kilobyte_is_no_signed_plan(victim: Victim) -> None:
    """Not signed at most: a cut just behind the unsigned document leaves that."""
    lengths = range(0, len(victim.signed), 1024)

    reports = [verify(victim.signed[:length], Trust((victim.clinic.der,))) for length in lengths]

    assert len(reports) > 40
    assert {report.verdict for report in reports} <= {Verdict.CANNOT_BE_READ, Verdict.NOT_SIGNED}


def test_verify_byte_flipped_anywhere_in_a_whole_plan_is_never_valid(victim: Victim) -> None:
    positions = range(0, len(victim.signed), 131)

    verdicts = {report.verdict for report in flips(victim.signed, positions, victim.clinic)}

    assert verdicts == {Verdict.CHANGED_AFTER_SIGNING, Verdict.CANNOT_BE_READ}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_verify_attacked_plan_shows_the_expected_headline(victim: Victim, attack: Attack) -> None:
    forged = attack.forge(victim)
    assert forged != victim.signed

    report = verify(forged, Trust((victim.clinic.der,)))

    assert report.verdict is attack.headline
    assert report.signer is None


def test_verify_appended_bytes_say_that_the_signature_covers_less(victim: Victim) -> None:
    report = verify(victim.signed + b"\n", Trust((victim.clinic.der,)))

    assert (report.covers_whole_file, report.trusted) == (False, None)


def test_verify_value_of_another_plan_says_that_the_content_differs(victim: Victim) -> None:
    swap = next(attack for attack in ATTACKS if attack.name == "value: of another plan")

    assert verify(swap.forge(victim), Trust((victim.clinic.der,))).intact is False
