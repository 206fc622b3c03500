"""Attacks on a signed plan: whatever touches it, it is never valid again."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pyhanko.sign.fields import MDPPerm

from desktop_app.domain.signature import RenderedDocument, Verdict
from desktop_app.signing.credentials import Credential
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.verification import verify
from tests.unit.signing.conftest import render_plan
from tests.unit.signing.pki import NOW, Identity, sign_with_pyhanko

Edit = Callable[[pikepdf.Pdf], list[pikepdf.Object]]


def gap(pdf: bytes) -> tuple[int, int]:
    """Where the signature's own value stands, angle brackets included: the only part it does not cover."""
    start = pdf.index(b"<", pdf.rindex(b"/Contents <"))
    return start, pdf.index(b">", start) + 1


def flipped(pdf: bytes, position: int, *, mask: int = 0x01) -> bytes:
    changed = bytearray(pdf)
    changed[position] ^= mask
    return bytes(changed)


def add_note(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Contents="Take twice as many",
        Rect=[9, 9, 99, 99],
    )
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(note)])
    return [document.pages[0].obj, document.pages[0].obj.Annots[0]]


def swap_pages(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    first, second = document.pages[0].obj, document.pages[1].obj
    first.Contents, second.Contents = second.Contents, first.Contents
    return [first, second]


def set_language(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    document.Root.Lang = pikepdf.String("es")
    return [document.Root]


def duplicate_field(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    form = document.Root.AcroForm
    twin = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Twin", V=form.Fields[0].V))
    form.Fields = pikepdf.Array([form.Fields[0], twin])
    return [form, twin]


def hide_signature(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    del document.Root.AcroForm
    return [document.Root]


def with_later_revision(pdf: bytes, edit: Edit) -> bytes:
    """Append a well-formed incremental update holding the objects that ``edit`` changed, as an editor would."""
    with pikepdf.open(BytesIO(pdf)) as document:
        root = "{} {} R".format(*document.Root.objgen)
        changed = {one.objgen[0]: one.unparse(resolved=True) for one in edit(document)}
    update, entries = b"", ""
    for number, body in changed.items():
        entries += f"{number} 1\n{len(pdf) + len(update):010} 00000 n \n"
        update += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    previous = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    trailer = (
        f"trailer\n<< /Size 99 /Root {root} /Prev {previous} >>\nstartxref\n{len(pdf) + len(update)}\n%%EOF\n"
    )
    return pdf + update + f"xref\n{entries}{trailer}".encode()


def test_verify_flipped_byte_anywhere_in_the_signed_part_is_never_valid(
    signed_plan: bytes, clinic: Identity
) -> None:
    before, after = gap(signed_plan)
    positions = [position for position in range(0, len(signed_plan), 11) if not before <= position < after]

    verdicts = {verify(flipped(signed_plan, position), [clinic.der]).verdict for position in positions}

    assert len(positions) > 250
    assert Verdict.VALID not in verdicts
    assert Verdict.CHANGED_AFTER_SIGNING in verdicts


def test_verify_flipped_digit_in_the_padding_of_the_signature_is_changed(
    signed_plan: bytes, clinic: Identity
) -> None:
    _, after = gap(signed_plan)

    for position in range(after - 400, after - 1, 7):
        report = verify(flipped(signed_plan, position), [clinic.der])
        assert report.verdict is Verdict.CHANGED_AFTER_SIGNING


@pytest.mark.parametrize("tail", [b"\n", b"\0", b"%comment"], ids=["newline", "zero", "comment"])
def test_verify_appended_bytes_are_a_change(signed_plan: bytes, clinic: Identity, tail: bytes) -> None:
    report = verify(signed_plan + tail, [clinic.der])

    assert report.verdict is Verdict.CHANGED_AFTER_SIGNING
    assert report.covers_whole_file is False
    assert report.signer is None


def test_verify_second_end_marker_is_never_valid(signed_plan: bytes, clinic: Identity) -> None:
    assert verify(signed_plan + b"\n%%EOF\n", [clinic.der]).verdict is not Verdict.VALID


def test_verify_respelled_digit_of_the_signature_is_changed(signed_plan: bytes, clinic: Identity) -> None:
    start, end = gap(signed_plan)
    letter = next(
        position for position in range(start, end) if signed_plan[position : position + 1] in b"ABCDEF"
    )

    report = verify(flipped(signed_plan, letter, mask=0x20), [clinic.der])

    assert report.verdict is Verdict.CHANGED_AFTER_SIGNING


def test_verify_prepended_bytes_are_never_valid(signed_plan: bytes, clinic: Identity) -> None:
    assert verify(b"%PDF-1.7\n" + signed_plan, [clinic.der]).verdict is not Verdict.VALID


def test_verify_truncated_file_is_never_valid(signed_plan: bytes, clinic: Identity) -> None:
    lengths = [*range(0, len(signed_plan), 256), len(signed_plan) - 1]

    verdicts = [verify(signed_plan[:length], [clinic.der]).verdict for length in lengths]

    assert Verdict.VALID not in verdicts


@pytest.mark.parametrize(
    "edit", [add_note, swap_pages, set_language, duplicate_field], ids=lambda edit: edit.__name__
)
def test_verify_later_revision_is_a_change(signed_plan: bytes, clinic: Identity, edit: Edit) -> None:
    later = with_later_revision(signed_plan, edit)
    assert later.startswith(signed_plan)

    assert verify(later, [clinic.der]).verdict is Verdict.CHANGED_AFTER_SIGNING


def test_verify_later_revision_that_hides_the_signature_cannot_be_read(
    signed_plan: bytes, clinic: Identity
) -> None:
    report = verify(with_later_revision(signed_plan, hide_signature), [clinic.der])

    assert report.verdict is Verdict.CANNOT_BE_READ
    assert "no longer belongs" in report.reason


def test_verify_second_signature_on_top_is_a_change(
    plan: RenderedDocument, clinic: Identity, clinician: Identity
) -> None:
    once = sign_with_pyhanko(plan.pdf, clinician, docmdp_permissions=MDPPerm.FILL_FORMS)
    twice = sign_with_pyhanko(once, clinician, field_name="Second", certify=False)

    report = verify(twice, [clinic.der])

    assert report.verdict is Verdict.CHANGED_AFTER_SIGNING
    assert "2 signatures" in report.reason


def test_verify_signature_moved_to_another_plan_is_a_change(
    signed_plan: bytes, credential: Credential, clinic: Identity
) -> None:
    other_plan = render_plan("Stay in bed. Come back in two months.".ljust(36))
    other = PadesSigner().sign(other_plan, credential, at=NOW, reason="Care plan")
    start, end = gap(signed_plan)
    other_start, other_end = gap(other)
    assert end - start == other_end - other_start

    forged = other[:other_start] + signed_plan[start:end] + other[other_end:]

    report = verify(forged, [clinic.der])
    assert (report.verdict, report.intact) == (Verdict.CHANGED_AFTER_SIGNING, False)


def test_verify_signed_part_narrowed_to_the_beginning_is_never_valid(
    signed_plan: bytes, clinic: Identity
) -> None:
    _, end = gap(signed_plan)
    tail = len(signed_plan) - end
    narrowed = signed_plan.replace(f" {tail}".encode(), f" {tail - 9}".encode(), 1)
    assert len(narrowed) == len(signed_plan)
    assert narrowed != signed_plan

    assert verify(narrowed, [clinic.der]).verdict is not Verdict.VALID
