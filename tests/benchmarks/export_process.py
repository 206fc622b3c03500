"""A process that exports one plan several times and prints the seconds of each, as JSON; the first is a cold start.

    python -m tests.benchmarks.export_process ours|bare FOLDER TIMES

``FOLDER`` holds what ``export.prepare`` left: key, passphrase, consultation, and the plain pages for the floor.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from tests.benchmarks.timing import seconds

SAMPLE = "case.yaml"
PAGES = "pages.json"
KEY = "demo-signer.p12"
PASSPHRASE = "demo-signer.passphrase"

Export = Callable[[], object]


def _passphrase(folder: Path) -> str:
    return (folder / PASSPHRASE).read_text().rstrip()


def ours(folder: Path) -> Export:
    """The application's own way, from the consultation to the files; content and key are already open."""
    from desktop_app.application.outputs import export
    from desktop_app.composition.clinical import load_clinical
    from desktop_app.composition.demo_clinic import PROFILE
    from desktop_app.composition.plans import open_signer, plan_publisher

    clinical = load_clinical()
    consultation = clinical.read_case(folder / SAMPLE)
    publisher = plan_publisher(clinical, open_signer(folder / KEY, _passphrase(folder)), PROFILE, "letter")
    return lambda: export(publisher.sign(consultation), Path(mkdtemp(dir=folder)), publisher.write)


def bare(folder: Path) -> Export:
    """The libraries alone, on the same texts; the key is already open."""
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

    from tests.benchmarks.bare_export import export

    stored = json.loads((folder / PAGES).read_text())
    fonts = {name: Path(file) for name, file in stored["fonts"].items()}
    key = pkcs12.load_pkcs12((folder / KEY).read_bytes(), _passphrase(folder).encode())
    assert key.cert is not None
    chain = [above.certificate for above in key.additional_certs]
    open_key = pkcs12.serialize_key_and_certificates(
        b"key",
        key.key,  # type: ignore[arg-type]  # a key that signs, so one that serializes
        key.cert.certificate,
        chain,
        NoEncryption(),
    )
    return lambda: export(stored["documents"], fonts, open_key, Path(mkdtemp(dir=folder)))


if __name__ == "__main__":
    work = {"ours": ours, "bare": bare}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps([seconds(work) for _ in range(int(sys.argv[3]))]))
