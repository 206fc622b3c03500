"""The same plan gives the same bytes in any process: a document can be made again and compared."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import hashlib
from desktop_app.composition.plans import ReportlabDocuments
from desktop_app.documents.emergency_sheet_document import render_emergency_sheet
from tests.unit.documents.plans import PLANS
from tests.unit.documents.test_emergency_sheet_document import FIVE_RULES, sheet
from tests.unit.engine.plan_cases import plan
made = [("emergency-sheet", render_emergency_sheet(sheet(FIVE_RULES), "a4"))]
for each in (*PLANS.values(), plan()):
    made += ReportlabDocuments().render(each, "letter").items()
for kind, document in made:
    print(kind, document.page_count, hashlib.sha256(document.pdf).hexdigest())
"""
_SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "77", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "86400"},
    {"PYTHONHASHSEED": "random", "TZ": "America/St_Johns", "LANG": "es_MX.UTF-8", "PYTHONUTF8": "0"},
)
"""Each with its own order of sets, time zone, language and clock: the processes start one after the other."""


def _rendered(folder: Path, project_root: Path, surroundings: dict[str, str]) -> str:
    """What another process makes of the plans, from the visit on."""
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(project_root)} | surroundings,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_same_plan_gives_the_same_bytes_in_all_surroundings(tmp_path: Path, project_root: Path) -> None:
    folders = (project_root, tmp_path, project_root / "tests")

    first, *others = (
        _rendered(folder, project_root, each) for folder, each in zip(folders, _SURROUNDINGS, strict=True)
    )

    assert others == [first, first]
    assert first.count("care-plan ") == 5
    assert first.count("emergency-sheet 1 ") == 1
