"""``python -m tests.attacks``: flip every byte of a whole signed document; it is never valid, never a crash.

A minute of work, so no part of the test suite, which does the same with a small file and samples a whole one.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.domain.signature import Verdict
from desktop_app.signing.credentials import open_credential
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.unit.documents.demo_documents import RECORD
from tests.unit.signing.pdf_surgery import flipped
from tests.unit.signing.pki import AUTHORITY, NOW, PASSPHRASE, Profile, make_identity


def main() -> int:
    """Print the verdicts; 1 where a changed file is valid, 2 where the unchanged one is not."""
    clinic = make_identity(AUTHORITY)
    credential = open_credential(make_identity(Profile(), clinic).p12, PASSPHRASE)
    signed = PadesSigner().sign(ReportlabRenderer().render(RECORD), credential, at=NOW, reason="Care plan")
    if verify(signed, Trust((clinic.der,))).verdict is not Verdict.VALID:
        return 2
    with ProcessPoolExecutor() as workers:
        judge = partial(_verdict, signed, clinic.der)
        verdicts = Counter(workers.map(judge, range(len(signed)), chunksize=500))
    print(f"{len(signed)} bytes flipped: " + ", ".join(f"{n} {verdict}" for verdict, n in verdicts.items()))
    return 1 if verdicts[Verdict.VALID] else 0


def _verdict(signed: bytes, clinic: bytes, position: int) -> Verdict:
    return verify(flipped(signed, position), Trust((clinic,))).verdict


if __name__ == "__main__":
    sys.exit(main())
