"""The attacks on a signed plan, each with the one headline that a person must see afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfTimeStamper

from tests.unit.signing import shadow_edits
from tests.unit.signing.attack import CHANGED, NOT_KNOWN, NOT_SIGNED, UNREADABLE, Attack, Victim
from tests.unit.signing.pdf_surgery import Edit, gap, with_byte_range, with_later_revision
from tests.unit.signing.pki import AUTHORITY, Profile, make_identity, sign_with_pyhanko, time_stamper
from tests.unit.signing.table_attacks import table_attacks
from tests.unit.signing.value_attacks import value_attacks


def attacks() -> Iterator[Attack]:
    """Every constructed attack."""
    yield from _revisions()
    yield from _cuts()
    yield from _byte_ranges()
    yield from value_attacks()
    yield from table_attacks()
    yield from _wrappings()
    yield from _second_signatures()
    yield from _rewritings()
    yield from _impostors()


def _revisions() -> Iterator[Attack]:
    hidden = {"form_removed", "signature_taken_out_of_its_field"} | {
        "signature_value_removed",
        "signature_replaced_by_null",
    }
    for edit in (*shadow_edits.SHOWN_OR_DONE_OTHERWISE, *shadow_edits.SIGNATURE_BROKEN):
        headline = UNREADABLE if edit.__name__ in hidden else CHANGED
        yield Attack(f"revision: {edit.__name__}", partial(_revised, edit=edit), headline)
    for edit in (shadow_edits.note_added, shadow_edits.language_changed, shadow_edits.catalogue_replaced):
        forge = partial(_revised, edit=edit, compressed=True)
        yield Attack(f"object stream: {edit.__name__}", forge, CHANGED)


def _revised(victim: Victim, *, edit: Edit, compressed: bool = False) -> bytes:
    return with_later_revision(victim.signed, edit, compressed=compressed)


def _cuts() -> Iterator[Attack]:
    tails = {
        "newline": b"\n",
        "zero": b"\0",
        "comment": b"%comment",
        "megabyte of blanks": b" " * 2**20,
        "archive": b"PK\x05\x06" + bytes(18),
    }
    for name, tail in tails.items():
        headline = UNREADABLE if len(tail) > 2**10 else CHANGED
        yield Attack(f"appended: {name}", partial(_appended, tail=tail), headline)
    yield Attack("appended: second end marker", lambda victim: victim.signed + b"\n%%EOF\n", UNREADABLE)
    yield Attack("appended: other plan", lambda victim: victim.signed + victim.other, UNREADABLE)
    yield Attack("prepended: newline", lambda victim: b"\n" + victim.signed, UNREADABLE)
    yield Attack("prepended: other header", lambda victim: b"%PDF-1.7\n" + victim.signed, UNREADABLE)
    yield Attack("prepended: other plan", lambda victim: victim.other + victim.signed, UNREADABLE)
    yield Attack(
        "end marker removed", lambda victim: victim.signed.rstrip().removesuffix(b"%%EOF"), UNREADABLE
    )
    yield Attack("last byte removed", lambda victim: victim.signed[:-1], CHANGED)
    yield Attack(
        "header exchanged", lambda victim: victim.signed.replace(b"%PDF-1.7", b"%PDF-1.4", 1), CHANGED
    )
    yield Attack(
        "table offset moved",
        lambda victim: victim.signed[: victim.signed.rindex(b"startxref")] + b"startxref\n0\n%%EOF\n",
        UNREADABLE,
    )
    yield Attack("table pointed into a loop", _table_in_a_loop, UNREADABLE)


def _appended(victim: Victim, *, tail: bytes) -> bytes:
    return victim.signed + tail


def _table_in_a_loop(victim: Victim) -> bytes:
    pdf = victim.signed
    here = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    previous = pdf.index(b"/Prev ", here) + len(b"/Prev ")
    digits = len(pdf[previous:].split(maxsplit=1)[0])
    return pdf[:previous] + str(here).encode().ljust(digits) + pdf[previous + digits :]


def _byte_ranges() -> Iterator[Attack]:
    """Universal forgery and its relatives: the numbers say that less is signed, or nothing."""
    numbers = {
        "empty": b"",
        "zeros": b"0 0 0 0",
        "two": b"0 100",
        "negative": b"0 -1 0 -1",
        "huge": b"0 9999999 0 9",
        "names": b"/a /b /c /d",
        "null": b"null",
    }
    for name, written in numbers.items():
        forge = partial(_with_range, numbers=written)
        headline = UNREADABLE if name == "names" else CHANGED
        yield Attack(f"byte range: {name}", forge, headline)
    yield Attack("byte range: without the tail", partial(_shifted, end=0, tail=-9), CHANGED)
    yield Attack("byte range: wider gap", partial(_shifted, end=9, tail=-9), CHANGED)
    yield Attack(
        "byte range: renamed", lambda victim: victim.signed.replace(b"/ByteRange", b"/ByteRangy"), UNREADABLE
    )


def _with_range(victim: Victim, *, numbers: bytes) -> bytes:
    return with_byte_range(victim.signed, numbers)


def _shifted(victim: Victim, *, end: int, tail: int) -> bytes:
    start, stop = gap(victim.signed)
    rest = len(victim.signed) - stop
    return with_byte_range(victim.signed, b"0 %d %d %d" % (start, stop + end, rest + tail))


def _wrappings() -> Iterator[Attack]:
    """The signed bytes are all there, moved or wrapped around something else."""
    yield Attack("wrapping: signed tail repeated at the end", _tail_repeated, CHANGED)
    yield Attack("wrapping: objects in a widened gap", _gap_filled, UNREADABLE)
    yield Attack("wrapping: objects in the padding", _padding_filled, CHANGED)
    yield Attack("wrapping: beginning exchanged", _beginning_exchanged, CHANGED)
    yield Attack("wrapping: revision before the signature", _revision_slipped_in, UNREADABLE)


def _tail_repeated(victim: Victim) -> bytes:
    _, end = gap(victim.signed)
    return with_later_revision(victim.signed, shadow_edits.note_added) + victim.signed[end:]


def _gap_filled(victim: Victim) -> bytes:
    start, end = gap(victim.signed)
    more = b"\n99 0 obj\n<< /Evil true >>\nendobj\n"
    wider = b"0 %d %d %d" % (start, end + len(more), len(victim.signed) - end)
    return with_byte_range(victim.signed[:end] + more + victim.signed[end:], wider)


def _padding_filled(victim: Victim) -> bytes:
    _, end = gap(victim.signed)
    more = b"> /Evil true /Rest <"
    return victim.signed[: end - 1 - len(more)] + more + victim.signed[end - 1 :]


def _beginning_exchanged(victim: Victim) -> bytes:
    return victim.other[: len(victim.other) // 4] + victim.signed[len(victim.other) // 4 :]


def _revision_slipped_in(victim: Victim) -> bytes:
    unsigned = victim.unsigned.pdf
    revised = with_later_revision(unsigned, shadow_edits.language_changed)
    return revised + victim.signed[len(unsigned) :]


def _second_signatures() -> Iterator[Attack]:
    yield Attack("second signature: by the clinician", _signed_twice, CHANGED)
    yield Attack("second signature: time stamp over the document", _stamped_over, CHANGED)
    yield Attack("certified for forms, then filled in", _filled_in, CHANGED)
    yield Attack("certified for notes, then annotated", _annotated, CHANGED)
    others: dict[str, dict[str, Any]] = {
        "in another field": {"field_name": "Approval"},
        "not certified": {"certify": False},
        "form filling allowed": {"docmdp_permissions": MDPPerm.FILL_FORMS},
        "notes allowed": {"docmdp_permissions": MDPPerm.ANNOTATE},
        "not PAdES": {"subfilter": SigSeedSubFilter.ADOBE_PKCS7_DETACHED},
    }
    for name, settings in others.items():
        forge = partial(_signed_otherwise, settings=settings)
        yield Attack(f"weaker signature: {name}", forge, UNREADABLE)


def _signed_otherwise(victim: Victim, *, settings: dict[str, Any]) -> bytes:
    return sign_with_pyhanko(victim.unsigned.pdf, victim.clinician, **settings)


def _signed_twice(victim: Victim) -> bytes:
    once = sign_with_pyhanko(victim.unsigned.pdf, victim.clinician, docmdp_permissions=MDPPerm.FILL_FORMS)
    return sign_with_pyhanko(once, victim.clinician, field_name="Second", certify=False)


def _stamped_over(victim: Victim) -> bytes:
    output = BytesIO()
    stamper = PdfTimeStamper(time_stamper(victim.clinic))
    stamper.timestamp_pdf(IncrementalPdfFileWriter(BytesIO(victim.signed)), "sha256", output=output)
    return output.getvalue()


def _filled_in(victim: Victim) -> bytes:
    once = sign_with_pyhanko(victim.unsigned.pdf, victim.clinician, docmdp_permissions=MDPPerm.FILL_FORMS)
    return with_later_revision(once, shadow_edits.text_field_added)


def _annotated(victim: Victim) -> bytes:
    """The evil annotation: a certification that allows notes lets one cover the text."""
    once = sign_with_pyhanko(victim.unsigned.pdf, victim.clinician, docmdp_permissions=MDPPerm.ANNOTATE)
    return with_later_revision(once, shadow_edits.white_box_laid_over_text)


def _rewritings() -> Iterator[Attack]:
    """The whole file written anew by an editor."""
    yield Attack("rewritten: as it is", partial(_saved), CHANGED)
    yield Attack("rewritten: linearized", partial(_saved, linearize=True), CHANGED)
    yield Attack(
        "rewritten: object streams",
        partial(_saved, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        CHANGED,
    )
    encryption = pikepdf.Encryption(owner="secret", user="")
    yield Attack("rewritten: encrypted", partial(_saved, encryption=encryption), UNREADABLE)
    yield Attack("rewritten: without the signature", _stripped, NOT_SIGNED)
    yield Attack("first revision only", lambda victim: victim.unsigned.pdf, NOT_SIGNED)
    for edit in (shadow_edits.signature_appearance_drawn, shadow_edits.stamp_added):
        forge = partial(_only_to_be_seen, edit=edit)
        yield Attack(f"never signed, only looks so: {edit.__name__}", forge, NOT_SIGNED)


def _only_to_be_seen(victim: Victim, *, edit: Edit) -> bytes:
    return with_later_revision(victim.unsigned.pdf, edit)


def _saved(victim: Victim, **options: Any) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(victim.signed)) as document:
        document.save(output, **options)
    return output.getvalue()


def _stripped(victim: Victim) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(victim.signed)) as document:
        del document.Root.AcroForm.Fields[0].V, document.Root.Perms
        document.save(output)
    return output.getvalue()


def _impostors() -> Iterator[Attack]:
    """Technically perfect signatures by somebody else, who writes the clinician's name into a certificate."""
    yield Attack("impostor: self-signed under the same name", _self_signed, NOT_KNOWN)
    yield Attack("impostor: below a clinic of the same name", _below_false_clinic, NOT_KNOWN)
    yield Attack("impostor: issued by the clinician", _issued_by_clinician, NOT_KNOWN)
    yield Attack("impostor: claims the clinic as issuer", _claims_issuer, NOT_KNOWN)


def _self_signed(victim: Victim) -> bytes:
    return sign_with_pyhanko(victim.unsigned.pdf, make_identity(Profile()))


def _below_false_clinic(victim: Victim) -> bytes:
    return sign_with_pyhanko(victim.unsigned.pdf, make_identity(Profile(), make_identity(AUTHORITY)))


def _issued_by_clinician(victim: Victim) -> bytes:
    return sign_with_pyhanko(victim.unsigned.pdf, make_identity(Profile(), victim.clinician))


def _claims_issuer(victim: Victim) -> bytes:
    """The true clinic's certificate travels along, but another key made the clinician's."""
    false = replace(make_identity(AUTHORITY), certificate=victim.clinic.certificate)
    return sign_with_pyhanko(victim.unsigned.pdf, make_identity(Profile(), false))
