"""The clinic's profile and what its clinician signs with, in the encrypted database."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence

from pydantic import ValidationError
from sqlalchemy import delete, insert, select

from desktop_app.domain.records import StoredCredential
from desktop_app.domain.signing_settings import SigningSettings
from desktop_app.storage.audit_log import AuditAction, AuditLog
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.schema import settings

_PROFILE = "clinic_profile"
_CREDENTIAL = "signing_credential"
_SIGNING = "signing"


class EncryptedSettings:
    """The ``ClinicSettings`` port."""

    def __init__(self, database: EncryptedDatabase, audit: AuditLog) -> None:
        self._database = database
        self._audit = audit

    def store_credential(self, pkcs12: bytes, passphrase: str) -> None:
        """Keep the signing key and the passphrase that opens it, in place of the one before."""
        value = json.dumps({"pkcs12": b64encode(pkcs12).decode(), "passphrase": passphrase})
        self._store(_CREDENTIAL, value, AuditAction.CREDENTIAL_STORED)

    def credential(self) -> StoredCredential | None:
        """The signing key, or ``None`` before there is one."""
        value = self._load(_CREDENTIAL)
        if value is None:
            return None
        stored = json.loads(value)
        return StoredCredential(b64decode(stored["pkcs12"]), stored["passphrase"])

    def save_profile(self, profile_json: str, changed: Sequence[str] = ()) -> None:
        """Keep the clinic's profile in place of the one before; the audit trail says what ``changed``, not to what."""
        self._store(_PROFILE, profile_json, AuditAction.PROFILE_SAVED, " ".join(changed))

    def profile(self) -> str | None:
        """The clinic's profile as it was saved, or ``None`` before there is one."""
        return self._load(_PROFILE)

    def save_signing(self, settings: SigningSettings) -> None:
        """Keep what is signed with in place of what it was before."""
        self._store(_SIGNING, settings.model_dump_json(), AuditAction.SIGNING_SETTINGS_SAVED)

    def signing(self) -> SigningSettings:
        """What is signed with; the defaults before anything else was chosen."""
        value = self._load(_SIGNING)
        try:
            return SigningSettings() if value is None else SigningSettings.model_validate_json(value)
        except ValidationError:
            # Of a version that knows more kinds of keys. The own key then signs, and the sign step names it.
            return SigningSettings()

    def note_trust(self, fingerprint: str) -> None:
        """Add to the audit trail that a certificate, or a file of them, is trusted from now on, by its SHA-256."""
        with self._database.writing() as connection:
            self._audit.append(connection, AuditAction.CERTIFICATE_TRUSTED, record_id=fingerprint)

    def _store(self, name: str, value: str, action: AuditAction, changed: str = "") -> None:
        with self._database.writing() as connection:
            connection.execute(delete(settings).where(settings.c.name == name))
            connection.execute(insert(settings).values(name=name, value=value))
            self._audit.append(connection, action, record_id=changed)

    def _load(self, name: str) -> str | None:
        with self._database.reading() as connection:
            return connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar()
