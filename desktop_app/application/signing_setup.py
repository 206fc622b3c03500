"""The settings of signing: which key signs, whether this computer vouches for it, and where time stamps come from.

Every change is a security change: it asks for the passphrase again and stands in the audit trail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from desktop_app.application.ports import ClinicSettings
from desktop_app.application.sign_visit import VisitPlans
from desktop_app.domain.errors import CredentialError
from desktop_app.domain.signing_settings import (
    CardKey,
    KeyFile,
    SignerCertificate,
    SigningSettings,
    TimeStampSource,
)


@dataclass(frozen=True, slots=True)
class KeyFindings:
    """What this computer finds of a certificate that is to sign.

    ``problem`` says why it may not sign now, or is empty. ``anchor`` is the certificate that would have to be on the
    list of trusted clinics: the authority above, where it came with the key, else the signer's own.
    """

    problem: str
    is_trusted: bool
    anchor: SignerCertificate


class SigningTools(Protocol):
    """What the settings ask of key files, cards, trust lists and time stamp servers. Every verb may take seconds."""

    def authenticate(self, passphrase: str) -> None:
        """Raises ``WrongPassphraseError`` unless this is the passphrase of the records."""

    def own_certificate(self) -> SignerCertificate:
        """That of the key that was made for these records."""

    def renew_own_key(self) -> None:
        """A new key and certificate in place of the own one; what the old one signed stays trusted."""

    def read_key_file(self, path: Path, passphrase: str) -> KeyFile:
        """Raises ``CredentialError`` unless ``passphrase`` opens it."""

    def read_cards(self, module: Path) -> tuple[CardKey, ...]:
        """What the cards behind a module hold for signers. Raises ``CredentialError``."""

    def read_authority(self, path: Path) -> bytes:
        """The certificates in a file. Raises ``CredentialError`` where there are none."""

    def examine(self, certificate: SignerCertificate) -> KeyFindings: ...

    def trust(self, anchor: SignerCertificate) -> None:
        """Put a certificate on the list of those who vouch for signers. Raises ``StorageError``."""

    def check_address(self, source: TimeStampSource) -> None:
        """Raises ``SigningError`` where the address can be none of a time stamp server. Asks nobody."""

    def trust_time_stamps(self, source: TimeStampSource) -> None:
        """Put its authority on the list of those who vouch for time stamps. Raises ``StorageError``."""

    def ask_time_stamp(self, source: TimeStampSource) -> datetime:
        """Sign a blank page with a throw-away key and a time stamp, and say its time.

        Raises ``SigningError`` where the address cannot be used or no trusted time stamp comes back.
        """


@dataclass(frozen=True, slots=True)
class SigningChoice:
    """What is to be saved, and what the clinician confirmed about it."""

    settings: SigningSettings
    trusts_anchor: bool = False
    is_same_person: bool = False


@dataclass(frozen=True, slots=True)
class KeyReview:
    """The certificate that would sign, and what is found of it.

    ``names_another``: it writes the clinician's name otherwise than the plans do, and nobody has confirmed that yet.
    """

    certificate: SignerCertificate
    findings: KeyFindings
    names_another: bool


def reasons_against(choice: SigningChoice, review: KeyReview) -> tuple[str, ...]:
    """Every reason why the choice cannot be saved as it stands. The own key may always be gone back to."""
    return tuple(_reasons(choice, review)) if choice.settings.key is not None else ()


def _reasons(choice: SigningChoice, review: KeyReview) -> Iterator[str]:
    if review.findings.problem:
        yield review.findings.problem
    if not (review.findings.is_trusted or choice.trusts_anchor):
        yield "This computer does not vouch for the certificate. Trust it above, or choose another key."
    if review.names_another and not choice.is_same_person:
        yield "The certificate writes the name otherwise than the plans do. Confirm above that both are yours."


@dataclass(frozen=True, slots=True)
class SigningSetup:
    """The use cases of the signing settings. ``plans`` makes the review step's use cases anew from what is saved."""

    tools: SigningTools
    store: ClinicSettings
    clinician: str
    plans: Callable[[], VisitPlans]

    def current(self) -> SigningSettings:
        """What is signed with now. Raises ``StorageError``."""
        return self.store.signing()

    def review(self, settings: SigningSettings) -> KeyReview:
        """Look at the certificate that a plan would be signed with. May take a second."""
        certificate = self.tools.own_certificate() if settings.key is None else settings.key.certificate
        is_new = settings.key != self.current().key
        return KeyReview(
            certificate, self.tools.examine(certificate), is_new and certificate.signer != self.clinician
        )

    def save(self, choice: SigningChoice, passphrase: str) -> VisitPlans:
        """Keep the settings and what they need to be trusted; the result signs with them.

        Raises ``WrongPassphraseError``, ``CredentialError`` with the first reason against it, ``SigningError`` for an
        address that is none, or ``StorageError``.
        """
        self.tools.authenticate(passphrase)
        review = self.review(choice.settings)
        for reason in reasons_against(choice, review):
            raise CredentialError(reason, "Nothing was changed.")
        if choice.settings.time_stamps is not None:
            self.tools.check_address(choice.settings.time_stamps)
        self._trust(choice, review.findings)
        self.store.save_signing(choice.settings)
        return self.plans()

    def _trust(self, choice: SigningChoice, findings: KeyFindings) -> None:
        """First the entry: a trust that the audit trail does not know must not be."""
        if choice.trusts_anchor and not findings.is_trusted:
            self.store.note_trust(findings.anchor.fingerprint)
            self.tools.trust(findings.anchor)
        source = choice.settings.time_stamps
        if source is not None and source != self.current().time_stamps:
            self.store.note_trust(sha256(source.authority).hexdigest())
            self.tools.trust_time_stamps(source)

    def renew(self, passphrase: str) -> VisitPlans:
        """Give the clinician a new key of their own. Raises as ``save`` does."""
        self.tools.authenticate(passphrase)
        self.tools.renew_own_key()
        return self.plans()
