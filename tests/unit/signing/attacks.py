"""The attacks on a signed plan, each with the one headline that a person must see afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Any

import pikepdf
from asn1crypto import cms, parser
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfTimeStamper

from desktop_app.domain.signature import RenderedDocument, Verdict
from tests.unit.signing import shadow_edits
from tests.unit.signing.pdf_surgery import Edit, gap, with_byte_range, with_contents, with_later_revision
from tests.unit.signing.pki import (
    AUTHORITY,
    Identity,
    Profile,
    make_identity,
    sign_with_pyhanko,
    time_stamper,
)

CHANGED, UNREADABLE = Verdict.CHANGED_AFTER_SIGNING, Verdict.CANNOT_BE_READ
NOT_KNOWN, NOT_SIGNED = Verdict.SIGNER_NOT_KNOWN, Verdict.NOT_SIGNED


@dataclass(frozen=True)
class Victim:
    """A plan as signed, another one by the same clinician, and what an attacker inside the clinic could hold."""

    unsigned: RenderedDocument
    signed: bytes
    other: bytes
    clinic: Identity
    clinician: Identity


@dataclass(frozen=True)
class Attack:
    """``forge`` makes the attacked file. It must differ from the signed one."""

    name: str
    forge: Callable[[Victim], bytes]
    headline: Verdict


def attacks() -> Iterator[Attack]:
    """Every constructed attack."""
    yield from _revisions()
    yield from _cuts()
    yield from _byte_ranges()
    yield from _values()
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
    for twentieth in range(20):
        yield Attack(f"truncated to {5 * twentieth} %", partial(_truncated, twentieth=twentieth), UNREADABLE)


def _appended(victim: Victim, *, tail: bytes) -> bytes:
    return victim.signed + tail


def _truncated(victim: Victim, *, twentieth: int) -> bytes:
    return victim.signed[: len(victim.signed) * twentieth // 20]


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


def _values() -> Iterator[Attack]:
    """The signature's own value, and the dictionary around it."""
    yield Attack("value: zeros", lambda victim: with_contents(victim.signed, b""), UNREADABLE)
    yield Attack("value: one zero byte", lambda victim: with_contents(victim.signed, b"0400"), UNREADABLE)
    yield Attack("value: of another plan", _with_value_of_the_other, CHANGED)
    yield Attack("value: signed attributes removed", partial(_reworked, rework=_without_attributes), CHANGED)
    yield Attack(
        "value: certificate exchanged", partial(_reworked, rework=_with_forged_certificate), UNREADABLE
    )
    yield Attack("value: content put inside", partial(_reworked, rework=_with_content_inside), UNREADABLE)
    yield Attack("value: signer repeated", partial(_reworked, rework=_with_signer_twice), UNREADABLE)
    yield Attack("value: digest named SHA-1", partial(_reworked, rework=_named_sha1), CHANGED)
    yield Attack(
        "value: renamed", lambda victim: victim.signed.replace(b"/Contents <", b"/Kontents <"), UNREADABLE
    )
    words = {
        b"/ETSI.CAdES.detached": (b"/adbe.pkcs7.sha1    ", UNREADABLE),
        b"/DocMDP": (b"/FieldM", CHANGED),
    }
    for old, (new, headline) in words.items():
        forge = partial(_replaced, old=old, new=new)
        yield Attack(f"dictionary: {old.decode()} exchanged", forge, headline)


def _replaced(victim: Victim, *, old: bytes, new: bytes) -> bytes:
    return victim.signed.replace(old, new)


def _with_value_of_the_other(victim: Victim) -> bytes:
    start, end = gap(victim.other)
    return with_contents(victim.signed, victim.other[start + 1 : end - 1])


def _reworked(victim: Victim, *, rework: Callable[[Victim, cms.ContentInfo], None]) -> bytes:
    start, end = gap(victim.signed)
    value = bytes.fromhex(victim.signed[start + 1 : end - 1].decode())
    content = cms.ContentInfo.load(value[: parser.peek(value)])
    rework(victim, content)
    return with_contents(victim.signed, content.dump(force=True).hex().encode())


def _without_attributes(_: Victim, content: cms.ContentInfo) -> None:
    del content["content"]["signer_infos"][0]["signed_attrs"]


def _with_forged_certificate(victim: Victim, content: cms.ContentInfo) -> None:
    forged = make_identity(Profile())
    content["content"]["certificates"] = [asn1_x509.Certificate.load(forged.der)]


def _with_content_inside(victim: Victim, content: cms.ContentInfo) -> None:
    content["content"]["encap_content_info"]["content"] = b"something else"


def _with_signer_twice(_: Victim, content: cms.ContentInfo) -> None:
    signers = content["content"]["signer_infos"]
    signers.append(signers[0].copy())


def _named_sha1(_: Victim, content: cms.ContentInfo) -> None:
    content["content"]["signer_infos"][0]["digest_algorithm"] = {"algorithm": "sha1"}


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
    others: dict[str, dict[str, Any]] = {
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
