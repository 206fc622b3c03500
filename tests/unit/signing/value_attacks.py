"""Attacks on the signature's own value, and on the dictionary around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from asn1crypto import cms, core, parser
from asn1crypto import x509 as asn1_x509

from tests.unit.signing.attack import CHANGED, UNREADABLE, Attack, Victim
from tests.unit.signing.pdf_surgery import gap, with_contents
from tests.unit.signing.pki import Profile, make_identity


def value_attacks() -> Iterator[Attack]:
    """Every one of them."""
    yield Attack("value: zeros", lambda victim: with_contents(victim.signed, b""), UNREADABLE)
    yield Attack("value: one zero byte", lambda victim: with_contents(victim.signed, b"0400"), UNREADABLE)
    yield Attack("value: of another plan", _with_value_of_the_other, CHANGED)
    yield Attack(
        "value: signed attributes removed", partial(_reworked, rework=_without_attributes), UNREADABLE
    )
    yield Attack(
        "value: certificate exchanged", partial(_reworked, rework=_with_forged_certificate), UNREADABLE
    )
    yield Attack("value: content put inside", partial(_reworked, rework=_with_content_inside), UNREADABLE)
    yield Attack("value: signer repeated", partial(_reworked, rework=_with_signer_twice), UNREADABLE)
    yield Attack("value: note put beside it", partial(_reworked, rework=_with_unsigned_note), UNREADABLE)
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
    content = signature_value(victim.signed)
    rework(victim, content)
    return with_signature_value(victim.signed, content)


def signature_value(pdf: bytes) -> cms.ContentInfo:
    """The signature as it stands in a file, to be read or changed."""
    start, end = gap(pdf)
    value = bytes.fromhex(pdf[start + 1 : end - 1].decode())
    return cms.ContentInfo.load(value[: parser.peek(value)])


def with_signature_value(pdf: bytes, content: cms.ContentInfo) -> bytes:
    """The file with another signature in the place of its own."""
    return with_contents(pdf, content.dump(force=True).hex().encode())


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


def _with_unsigned_note(_: Victim, content: cms.ContentInfo) -> None:
    note = cms.CMSAttribute({"type": "1.2.3.4", "values": [core.UTF8String("countersigned")]})
    content["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([note])


def _named_sha1(_: Victim, content: cms.ContentInfo) -> None:
    content["content"]["signer_infos"][0]["digest_algorithm"] = {"algorithm": "sha1"}
