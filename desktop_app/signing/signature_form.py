"""Whether a signature has the one form that plans carry. Whatever the form leaves open, a forger could use."""

from __future__ import annotations

from asn1crypto import parser as asn1_parser
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation import EmbeddedPdfSignature, read_certification_data

from desktop_app.domain.signature import SIGNATURE_FIELD


def covers_whole_file(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether everything but the signature's own value is signed, and that value is all there is in the gap.

    Stricter than pyHanko, which compares lengths only: the gap must hold this very signature, padded with zeros.
    """
    if len(signature.byte_range) != 4:
        return False
    start, gap_start, gap_end, tail = (int(number) for number in signature.byte_range)
    if not (start == 0 < gap_start < gap_end and gap_end + tail == len(pdf)):
        return False
    content: bytes = signature.pkcs7_content
    gap = pdf[gap_start:gap_end]
    padding = content[asn1_parser.peek(content) :]
    digits = content.hex()
    return gap in {f"<{digits}>".encode(), f"<{digits.upper()}>".encode()} and not any(padding)


def holds_what_was_signed(signature: EmbeddedPdfSignature) -> bool:
    """Whether the digest in the signature is that of the file: asked first, so that no other part need be believed.

    Who made the signature, and whether it is sound, is not asked here.
    """
    attributes = signature.signer_info["signed_attrs"]
    declared: bytes = find_unique_cms_attribute(attributes, "message_digest").native
    return bool(signature.compute_digest() == declared)


def is_plain(signature: EmbeddedPdfSignature) -> bool:
    """Whether the numbers around the signed attributes are the only ones possible (RFC 5652, 5.1 and 5.3).

    Nothing signs them and no validator needs them, so a change there would go unnoticed. One time stamp may stand
    there, too, which the signature needs not cover: it says itself what it belongs to.
    """
    data, signer = signature.signed_data, signature.signer_info
    algorithms = [one.dump() for one in data["digest_algorithms"]]
    unsigned = [one["type"].native for one in signer["unsigned_attrs"]]
    return (
        (data["version"].native, signer["version"].native) == ("v1", "v1")
        and algorithms == [signer["digest_algorithm"].dump()]
        and len(data["signer_infos"]) == 1
        and unsigned in ([], ["signature_time_stamp_token"])
    )


def certifies_no_changes(signature: EmbeddedPdfSignature) -> bool:
    """Whether this is a PAdES signature in our field, by which the document's catalogue forbids all changes."""
    certification = read_certification_data(signature.reader)
    return (
        signature.field_name == SIGNATURE_FIELD
        and certification is not None
        and certification.permission is MDPPerm.NO_CHANGES
        and certification.author_sig.container_ref == signature.sig_object.container_ref
        and signature.sig_object.get("/SubFilter") == SigSeedSubFilter.PADES.value
    )
