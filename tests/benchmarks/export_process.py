"""A process that exports one plan several times and prints the seconds of each, as JSON; the first is a cold start.

    python -m tests.benchmarks.export_process ours|ready|bare FOLDER TIMES

``FOLDER`` holds what ``export.prepare`` left: key, passphrase, consultation, and the plain pages for the floor. Both
sides begin where a clinician presses the button: content and key are open, and the plan is composed; no library for
pages or signatures is loaded yet. They end with files on the disk. ``ready`` is ours as the window runs it: it imports
the libraries while the clinician reads the page before.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from tests.benchmarks.timing import seconds

if TYPE_CHECKING:
    from desktop_app.composition.plans import CredentialSigner
    from desktop_app.domain.care_plan import CarePlan

SAMPLE = "case.yaml"
PAGES = "pages.json"
KEY = "demo-signer.p12"
PASSPHRASE = "demo-signer.passphrase"

Export = Callable[[], object]


def ours(folder: Path) -> Export:
    """The application's own way."""
    from desktop_app.application.outputs import export, sign_plan
    from desktop_app.atomic_file import write_all_or_nothing
    from desktop_app.composition.plans import ReportlabDocuments

    plan, signer = _started(folder)

    def work() -> object:
        signed = sign_plan(plan, ReportlabDocuments(), signer, "letter")
        return export(signed, Path(mkdtemp(prefix="ours-", dir=folder)), write_all_or_nothing)

    return work


def ready(folder: Path) -> Export:
    """The application's own way, its libraries imported before."""
    from desktop_app.composition.plans import import_document_libraries

    import_document_libraries()
    return ours(folder)


def bare(folder: Path) -> Export:
    """The libraries alone, on the same pages."""
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

    from tests.benchmarks.bare_export import exporter

    _started(folder)
    stored = json.loads((folder / PAGES).read_text())
    fonts = {name: Path(file) for name, file in stored["fonts"].items()}
    key = pkcs12.load_pkcs12((folder / KEY).read_bytes(), _passphrase(folder).encode())
    assert key.cert is not None
    open_key = pkcs12.serialize_key_and_certificates(
        b"key",
        key.key,  # type: ignore[arg-type]  # a key that signs, so one that serializes
        key.cert.certificate,
        [above.certificate for above in key.additional_certs],
        NoEncryption(),
    )
    export = exporter(fonts, open_key)
    return lambda: export(stored["documents"], Path(mkdtemp(prefix="bare-", dir=folder)))


def _started(folder: Path) -> tuple[CarePlan, CredentialSigner]:
    from desktop_app.composition.clinical import load_clinical
    from desktop_app.composition.demo_clinic import PROFILE
    from desktop_app.composition.plans import open_signer, plan_publisher

    clinical, signer = load_clinical(), open_signer(folder / KEY, _passphrase(folder))
    consultation = clinical.read_case(folder / SAMPLE)
    return plan_publisher(clinical, signer, PROFILE, "letter").composer.compose(consultation), signer


def _passphrase(folder: Path) -> str:
    return (folder / PASSPHRASE).read_text().rstrip()


if __name__ == "__main__":
    work = {"ours": ours, "ready": ready, "bare": bare}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps([seconds(work) for _ in range(int(sys.argv[3]))]))
