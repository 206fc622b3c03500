"""The same plan gives the same bytes in any process: a document can be made again and compared."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import hashlib
from desktop_app.composition.plans import ReportlabDocuments
from tests.unit.documents.plans import PLANS
from tests.unit.engine.plan_cases import plan
for each in (*PLANS.values(), plan()):
    for kind, document in ReportlabDocuments().render(each, "letter").items():
        print(kind, document.page_count, hashlib.sha256(document.pdf).hexdigest())
"""


def _rendered(project_root: Path, hash_seed: str) -> str:
    """What another process makes of the plans, from the visit on, with its own order of sets."""
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=project_root,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_same_plan_gives_the_same_bytes_in_two_processes(project_root: Path) -> None:
    first = _rendered(project_root, "1")

    assert first == _rendered(project_root, "77")
    assert first.count("care-plan ") == 5
