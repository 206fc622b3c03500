from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import sys
from desktop_app.composition.plans import ReportlabDocuments, import_document_libraries
from tests.unit.documents.plans import PLANS

def loaded():
    owners = ("desktop_app.documents", "desktop_app.signing", "reportlab", "pikepdf", "pyhanko")
    return {name for name in sys.modules if name.startswith(owners)}

before = loaded()
import_document_libraries()
ready = loaded()
for plan in PLANS.values():
    ReportlabDocuments().render(plan, "letter")
from desktop_app.signing.pades_signer import PadesSigner
print(len(before) < 10 < len(ready), sorted(loaded() - ready))
"""


def test_libraries_imported_ahead_are_all_that_documents_need(project_root: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=project_root, capture_output=True, text=True, check=True
    )

    assert result.stdout.split(maxsplit=1) == ["True", "[]\n"]
