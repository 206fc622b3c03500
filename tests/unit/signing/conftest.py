"""One throw-away clinic, one clinician, one unsigned plan."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop_app.domain.signature import RenderedDocument, SignatureBox
from desktop_app.signing.credentials import Credential, open_credential
from desktop_app.signing.pades_signer import PadesSigner
from tests.unit.signing.pki import (
    AUTHORITY,
    NOW,
    PASSPHRASE,
    Identity,
    Profile,
    make_identity,
)


@pytest.fixture(scope="session")
def plan() -> RenderedDocument:
    return render_plan("Stay active. Come back in two weeks.")


@pytest.fixture(scope="session")
def clinic() -> Identity:
    return make_identity(AUTHORITY)


@pytest.fixture(scope="session")
def clinician(clinic: Identity) -> Identity:
    return make_identity(Profile(), clinic)


@pytest.fixture(scope="session")
def credential(clinician: Identity) -> Credential:
    return open_credential(clinician.p12, PASSPHRASE)


@pytest.fixture(scope="session")
def signed_plan(plan: RenderedDocument, credential: Credential) -> bytes:
    return PadesSigner().sign(plan, credential, at=NOW, reason="Care plan")


def render_plan(text: str) -> RenderedDocument:
    output = BytesIO()
    canvas = Canvas(output, invariant=True)
    canvas.drawString(72, 720, text)
    canvas.showPage()
    canvas.drawString(72, 720, "Signed by")
    canvas.save()
    return RenderedDocument(output.getvalue(), 2, SignatureBox(1, 72.4, 600, 300, 660.5))
