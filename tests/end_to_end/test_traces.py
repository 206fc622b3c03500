"""A patient whose plan is previewed, signed, exported, printed and verified stands in the pages and nowhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from desktop_app.printing.lp_queue import JOB_TITLE
from tests.print_server import PrintServer
from tests.unit.storage.test_secrecy import disguises, files_showing

GIVEN, FAMILY, NUMBER = "Zq7Kx2Vw", "Rt4Mn8Pz", "Xk9-44-Wy7"
PATIENT = (GIVEN, FAMILY, NUMBER, FAMILY.upper())

PROGRAM = """
import json, sys
from pathlib import Path
opened, started = [], []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str | bytes) and arguments[2] & 3:
        opened.append(str(arguments[0]))
    elif event == "subprocess.Popen":
        started.append(str(arguments[1]))
sys.addaudithook(watch)
from desktop_app.application.printing import Printing, PrintJob
from desktop_app.composition.demo_sign_in import WORDS
from desktop_app.composition.window import DemoEntrance
from desktop_app.domain.consultation_edit import with_value
entrance = DemoEntrance(Path(sys.argv[1]))
services = entrance.unlock(WORDS)
visit = services.samples[0].consultation
for path, value in json.loads(sys.argv[3]).items():
    visit = with_value(visit, path, value)
services.plans.preview(visit)
signed = services.plans.sign(visit, WORDS, None)
written = services.plans.export(signed, Path(sys.argv[2]))
printer = services.printing.printers().preferred
services.printing.send(PrintJob(signed.documents["handout"], "letter"), printer, signed.record_id("handout"))
verdicts = [entrance.verify(path.read_bytes()).verdict for path in written]
entrance.close()
print(json.dumps({"opened": opened, "started": started, "verdicts": verdicts}))
"""


@dataclass(frozen=True)
class Session:
    """What a process did with the patient, and what it left."""

    folder: Path
    said: str
    opened: list[str]
    started: list[str]
    verdicts: list[str]
    print_title: str

    @property
    def documents(self) -> list[Path]:
        return sorted((self.folder / "out").iterdir())


@pytest.fixture(scope="module")
def session(
    _print_server: PrintServer, tmp_path_factory: pytest.TempPathFactory, project_root: Path
) -> Session:
    folder, server = tmp_path_factory.mktemp("session"), _print_server.without_earlier_jobs()
    for name in ("records", "out", "temporary", "home"):
        (folder / name).mkdir()
    patient = {
        "patient.given_name": GIVEN,
        "patient.family_name": FAMILY,
        "patient.identifier": NUMBER,
    }
    own = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary"), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, folder / "records", folder / "out", json.dumps(patient)],
        cwd=project_root,
        env=os.environ | own | {"CUPS_SERVER": str(server.socket)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    *said, last = ended.stdout.splitlines()
    title = server.finished().title
    return Session(folder, "\n".join([*said, ended.stderr]), **json.loads(last), print_title=title)


def texts_of(pdf: Path) -> Iterator[bytes]:
    """Every text and every stream of a file but what is drawn on its pages and what is attached."""
    with pikepdf.open(pdf) as opened:
        attached = {file.get_file().obj.objgen for file in opened.attachments.values()}
        drawn = {part.objgen for page in opened.pages for part in _parts(page.Contents)}
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream) and item.objgen not in attached | drawn:
                yield item.read_bytes()
            yield from _strings(item)


def _parts(contents: Any) -> list[Any]:
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _strings(value: Any) -> Iterator[bytes]:
    if isinstance(value, pikepdf.String):
        yield str(value).encode("utf-8", "replace")
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
        below = value if isinstance(value, pikepdf.Array) else dict(value.items()).values()
        for item in below:
            if not getattr(item, "is_indirect", False):
                yield from _strings(item)


def test_patient_leaves_no_trace_outside_the_pages(session: Session) -> None:
    names = [*session.opened, *session.started, session.print_title, session.said]
    names += [str(path) for path in session.folder.rglob("*")]

    assert [name for name in names for part in PATIENT if part in name] == []
    assert [file for part in PATIENT for file in files_showing(part, session.folder)] == []
    assert session.print_title == JOB_TITLE
    assert session.verdicts == ["valid"] * len(session.documents)


def test_nothing_is_written_but_the_records_and_the_documents(session: Session) -> None:
    kept = tuple(str(session.folder / name) for name in ("records", "out"))

    assert [path for path in session.opened if not path.startswith(kept) and path != os.devnull] == []
    assert session.opened, "the export, at least"
    assert [*(session.folder / "temporary").rglob("*"), *(session.folder / "home").rglob("*")] == []


def test_description_of_a_signed_document_names_no_patient(session: Session) -> None:
    wanted = [form for part in PATIENT for form in disguises(part)]

    assert any(b"Low back pain care plan" in text for text in texts_of(session.documents[0]))
    for pdf in session.documents:
        found = [text[:40] for text in texts_of(pdf) if any(form in text for form in wanted)]
        assert found == [], pdf.name
