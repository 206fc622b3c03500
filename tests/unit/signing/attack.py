"""What is attacked, and what an attack is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.domain.signature import RenderedDocument, Verdict
from tests.unit.signing.pki import Identity

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
