"""The signing settings by the adapters of this application, and the signer that they lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.application.sign_visit import SigningIdentity, SigningSecret
from desktop_app.application.signing_setup import KeyFindings
from desktop_app.composition.clock import now
from desktop_app.composition.plans import CredentialSigner
from desktop_app.composition.records_folder import records_folder
from desktop_app.composition.trust import (
    read_authority,
    trust_signers,
    trust_time_stamps,
    workstation_trust,
)
from desktop_app.domain.errors import CredentialError
from desktop_app.domain.signing_settings import (
    CardKey,
    KeyFile,
    SignerCertificate,
    SigningSettings,
    TimeStampSource,
)
from desktop_app.signing.credentials import Credential, check_usable, open_credential
from desktop_app.storage.key_slots import unlock

if TYPE_CHECKING:
    from desktop_app.domain.records import StoredCredential
    from desktop_app.signing.credentials import SigningCredential
    from desktop_app.signing.time_stamp_server import TimeStampServer


_LARGEST_KEY_FILE: Final = 1024 * 1024
"""A key with a long chain takes 20 KB; of a larger file the beginning is no key file."""


@dataclass(frozen=True, slots=True)
class SignerOpener:
    """Opens the signing key that the settings name, with the secret that is typed for every signature."""

    data_folder: Path
    own: StoredCredential
    settings: SigningSettings

    def __call__(self, secret: str, *, time_stamped: bool = True) -> CredentialSigner:
        """Raises ``WrongPassphraseError`` or ``CredentialError``."""
        credential = self._credential(secret)
        chosen, source = self.settings.key, self.settings.time_stamps
        if chosen is not None and credential.fingerprint != chosen.certificate.fingerprint:
            raise CredentialError(
                "The key has another certificate than the one that was chosen.",
                "Choose it anew under File, Signing settings.",
            )
        check_usable(credential, now())
        stamps = _server(source) if source is not None and time_stamped else None
        return CredentialSigner(credential, stamps)

    def _credential(self, secret: str) -> SigningCredential:
        key = self.settings.key
        if isinstance(key, KeyFile):
            return open_credential(key.pkcs12, secret)
        if isinstance(key, CardKey):
            from desktop_app.signing.smart_cards import CardChoice, open_card

            return open_card(CardChoice(Path(key.module), key.token_label, key.certificate_label), secret)
        # The passphrase is proved again: an unlocked screen alone signs nothing.
        unlock(records_folder(self.data_folder), secret)
        return open_credential(self.own.pkcs12, self.own.passphrase)


def signing_identity(own: StoredCredential, settings: SigningSettings, note: str) -> SigningIdentity:
    """Who signs by these settings, and with what. Raises ``CredentialError`` where the own key is broken."""
    key, source = settings.key, settings.time_stamps
    if key is None:
        credential = open_credential(own.pkcs12, own.passphrase)
        name, until, secret = credential.signer, credential.not_after, SigningSecret.RECORDS
    else:
        name, until = key.certificate.signer, key.certificate.valid_until
        secret = SigningSecret.CARD if isinstance(key, CardKey) else SigningSecret.KEY_FILE
    return SigningIdentity(name, until.date(), note, secret, "" if source is None else source.url)


@dataclass(frozen=True, slots=True)
class SigningDesk:
    """The ``SigningTools`` port. What is slow to import waits until the settings are opened."""

    data_folder: Path
    own: Callable[[], StoredCredential]
    renew: Callable[[], None]

    def authenticate(self, passphrase: str) -> None:
        unlock(records_folder(self.data_folder), passphrase)

    def own_certificate(self) -> SignerCertificate:
        own = self.own()
        return _described(open_credential(own.pkcs12, own.passphrase))

    def renew_own_key(self) -> None:
        self.renew()

    def read_key_file(self, path: Path, passphrase: str) -> KeyFile:
        try:
            with path.open("rb") as file:
                pkcs12 = file.read(_LARGEST_KEY_FILE)
        except OSError:
            raise CredentialError("The key file cannot be read.", "Choose it again.") from None
        return KeyFile(pkcs12=pkcs12, certificate=_described(open_credential(pkcs12, passphrase)))

    def read_cards(self, module: Path) -> tuple[CardKey, ...]:
        from desktop_app.signing.signer_certificates import described
        from desktop_app.signing.smart_cards import certificates_on_cards

        return tuple(
            CardKey(
                module=str(module),
                token_label=found.token_label,
                certificate_label=found.certificate_label,
                certificate=described(found.certificate, found.chain),
            )
            for found in certificates_on_cards(module)
        )

    def read_authority(self, path: Path) -> bytes:
        return read_authority(path)

    def examine(self, certificate: SignerCertificate) -> KeyFindings:
        from desktop_app.signing.certificate_rules import certificate_problem
        from desktop_app.signing.signer_certificates import anchor_of, certificates_of, is_vouched_for

        own = certificates_of(certificate)[0]
        return KeyFindings(
            problem=certificate_problem(own, now()) or "",
            is_trusted=is_vouched_for(certificate, workstation_trust(self.data_folder)),
            anchor=anchor_of(certificate),
        )

    def trust(self, anchor: SignerCertificate) -> None:
        trust_signers(self.data_folder, anchor.chain[0])

    def check_address(self, source: TimeStampSource) -> None:
        _server(source)

    def trust_time_stamps(self, source: TimeStampSource) -> None:
        trust_time_stamps(self.data_folder, source.authority)

    def ask_time_stamp(self, source: TimeStampSource) -> datetime:
        from desktop_app.signing.time_stamp_trial import ask_time_stamp

        return ask_time_stamp(_server(source), now())


def _described(credential: Credential) -> SignerCertificate:
    from desktop_app.signing.signer_certificates import described

    return described(credential.certificate, credential.chain)


def _server(source: TimeStampSource) -> TimeStampServer:
    from desktop_app.signing.time_stamp_server import TimeStampServer

    return TimeStampServer(source.url, (source.authority,))
