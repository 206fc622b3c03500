"""What was signed stays readable in a file that was added to, and nothing else passes for it."""

from __future__ import annotations

import pytest

from desktop_app.signing.signed_revision import signed_revision
from desktop_app.signing.trust import Trust
from tests.unit.signing import shadow_edits
from tests.unit.signing.pdf_surgery import Edit, flipped, with_later_revision
from tests.unit.signing.pki import AUTHORITY, Identity, make_identity


@pytest.fixture
def trust(clinic: Identity) -> Trust:
    return Trust((clinic.der,))


@pytest.mark.parametrize(
    "edit",
    [shadow_edits.note_added, shadow_edits.page_content_replaced, shadow_edits.form_removed],
    ids=lambda edit: edit.__name__,
)
@pytest.mark.parametrize("compressed", [False, True], ids=["table", "object-stream"])
def test_signed_revision_of_an_updated_file_is_what_was_signed(
    signed_plan: bytes, trust: Trust, edit: Edit, compressed: bool
) -> None:
    once = with_later_revision(signed_plan, edit, compressed=compressed)
    twice = with_later_revision(once, shadow_edits.language_changed)

    assert signed_revision(once, trust) == signed_plan
    assert signed_revision(twice, trust) == signed_plan


@pytest.mark.parametrize("tail", [b"", b"\n", b"\n%%EOF\n", b"no PDF any more"])
def test_signed_revision_ends_where_the_signature_ends(signed_plan: bytes, trust: Trust, tail: bytes) -> None:
    assert signed_revision(signed_plan + tail, trust) == signed_plan


def test_signed_revision_of_a_signer_who_is_not_trusted_is_none(signed_plan: bytes) -> None:
    stranger = Trust((make_identity(AUTHORITY).der,))

    assert signed_revision(signed_plan + b"\n", stranger) is None


def test_signed_revision_of_a_file_that_was_changed_inside_is_none(signed_plan: bytes, trust: Trust) -> None:
    changed = flipped(signed_plan, signed_plan.index(b"stream") + 12)

    assert signed_revision(changed + b"\n", trust) is None


@pytest.mark.parametrize(
    "pdf", [b"", b"%PDF-1.7\n", b"/ByteRange [0 1 2 3]", b"/ByteRange [0 999999999 999999999 999999999]" * 99]
)
def test_signed_revision_of_what_was_never_signed_is_none(pdf: bytes, trust: Trust) -> None:
    assert signed_revision(pdf, trust) is None
