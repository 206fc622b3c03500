"""Care plan and handout, laid out, tagged, signed, verified and written: against bare reportlab and pyHanko.

The floor sets the same pages without tags: see ``plain_pages``, ``bare_pages`` and ``bare_export``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pikepdf

from desktop_app.composition.clinical import load_clinical
from desktop_app.composition.demo_clinic import PROFILE, make_demo_clinic
from desktop_app.composition.plans import open_signer, plan_publisher
from desktop_app.documents.care_plan_document import care_plan_document
from desktop_app.documents.handout_document import handout_document
from desktop_app.resource_files import resource_root
from tests.benchmarks import export_process as process
from tests.benchmarks.plain_pages import plain
from tests.benchmarks.report import Result

_FONTS = {"LumbarSans": "LumbarSans-Regular.ttf", "LumbarSans-Bold": "LumbarSans-Bold.ttf"}
_CASE = "1-acute-routine.yaml"
_TIMES = 6


def measure(repeats: int) -> Iterator[Result]:
    """The first export of a process, its libraries still to be imported or not, and the later ones."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        sides: dict[str, list[list[float]]] = {"ours": [], "ready": [], "bare": []}
        for _ in range(max(1, repeats // 2)):
            for side, runs in sides.items():
                runs.append(_run(side, folder))
        of = f"bare reportlab + pyHanko (pages: {_pages(folder, 'ours')} against {_pages(folder, 'bare')})"
    first, ready, bare = (median(run[0] for run in runs) * 1e3 for runs in sides.values())
    later, _, later_bare = (median(time for run in runs for time in run[1:]) * 1e3 for runs in sides.values())
    yield Result("export and sign both, first", first, bare, "ms", of, "1.3x")
    yield Result("the same, libraries ready", ready, bare, "ms", of)
    yield Result("export and sign both, later", later, later_bare, "ms", of, "1.3x")


def prepare(folder: Path) -> None:
    """Leave in ``folder`` what both sides start from: the key, the consultation, and the pages of its documents."""
    clinical, clinic = load_clinical(), make_demo_clinic()
    (folder / process.KEY).write_bytes(clinic.pkcs12)
    (folder / process.PASSPHRASE).write_text(clinic.passphrase)
    case = folder / process.SAMPLE
    case.write_bytes((resource_root() / "samples" / _CASE).read_bytes())
    signer = open_signer(folder / process.KEY, clinic.passphrase)
    plan = plan_publisher(clinical, signer, PROFILE, "letter").composer.compose(clinical.read_case(case))
    pages = {
        "fonts": {name: str(resource_root() / "fonts" / file) for name, file in _FONTS.items()},
        "documents": {
            "care-plan.pdf": plain(care_plan_document(plan, "letter")),
            "handout.pdf": plain(handout_document(plan, "letter")),
        },
    }
    (folder / process.PAGES).write_text(json.dumps(pages))


def _run(side: str, folder: Path) -> list[float]:
    command = [sys.executable, "-m", "tests.benchmarks.export_process", side, str(folder), str(_TIMES)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    times: list[float] = json.loads(output)
    return times


def _pages(folder: Path, side: str) -> int:
    """The pages of both documents, as one of the exports left them."""
    total = 0
    for path in next(folder.glob(f"{side}-*")).iterdir():
        with pikepdf.open(path) as pdf:
            total += len(pdf.pages)
    return total
