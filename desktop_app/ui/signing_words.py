"""What is said of the key that signs, and of the level of its signatures."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.application.sign_visit import SigningIdentity
from desktop_app.application.signing_setup import KeyReview
from desktop_app.ui.dates import shown_date

_DIGITS_IN_A_GROUP = 4


def level_words(time_stamps: str) -> str:
    """The level that a signature will have; ``time_stamps`` is the address of the server, empty for none."""
    if not time_stamps:
        return "PAdES B-B, without a time stamp: its time is that of this workstation."
    return f"PAdES B-T, with a time stamp of {time_stamps}."


def identity_words(identity: SigningIdentity) -> str:
    return f"Signing as {identity.name}, certificate to {shown_date(identity.valid_until)}."


def review_lines(review: KeyReview) -> Iterator[tuple[str, str]]:
    """Each question on the certificate, and its answer."""
    certificate, found = review.certificate, review.findings
    yield "Signer", certificate.signer
    yield "Issued by", certificate.issuer
    first, last = certificate.valid_from.astimezone().date(), certificate.valid_until.astimezone().date()
    yield "Valid", f"{shown_date(first)} to {shown_date(last)}"
    yield "Fingerprint", _fingerprint(certificate.fingerprint)
    yield "May sign", found.problem or "Yes, as far as the certificate tells."
    yield "Known here", _known(found.is_trusted)


def trust_words(review: KeyReview) -> str:
    """Whom one would trust, and what that means. Compared by its fingerprint, not by its name."""
    anchor = review.findings.anchor
    if anchor == review.certificate:
        meaning = f"this certificate of {anchor.signer} alone"
    else:
        meaning = f"{anchor.signer}, and with it everybody whom it gives a certificate"
    return (
        f"To verify what it signs, this computer must trust {meaning}. Compare the fingerprint with one that you got "
        f"from the issuer by another way: {_fingerprint(anchor.fingerprint)}"
    )


def _fingerprint(fingerprint: str) -> str:
    """In groups that can be compared by eye."""
    digits = fingerprint.upper()
    return " ".join(
        digits[start : start + _DIGITS_IN_A_GROUP] for start in range(0, len(digits), _DIGITS_IN_A_GROUP)
    )


def _known(is_trusted: bool) -> str:
    return "Yes: this computer vouches for it." if is_trusted else "No: this computer does not vouch for it."
