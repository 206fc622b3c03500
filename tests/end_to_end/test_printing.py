"""Signed documents on their way to paper, through a real print server."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import traceback
from pathlib import Path

import pikepdf
import pytest

from desktop_app.application.outputs import HANDOUT, Paper, sign_plan
from desktop_app.application.printing import Printers, PrintJob
from desktop_app.composition.clinical import Clinical
from desktop_app.composition.demo_clinic import make_demo_clinic, sample_patients
from desktop_app.composition.demo_sign_in import CLINICIAN
from desktop_app.composition.plans import PlanComposer, ReportlabDocuments
from desktop_app.composition.printers import print_queue
from desktop_app.domain.care_plan import Clinician
from desktop_app.domain.errors import PrintingError
from desktop_app.printing.lp_queue import JOB_TITLE, LpPrintQueue
from tests.print_server import FULL, ROOM, STOPPED, PrintServer

POINTS = {"letter": (612, 792), "a4": (595, 842)}


@pytest.fixture(scope="session")
def handouts(clinical: Clinical) -> dict[Paper, bytes]:
    """The signed handout of a sample patient, for each paper."""
    clinic = make_demo_clinic()
    composer = PlanComposer(clinical, clinic.profile, Clinician(name=CLINICIAN, credential=""))
    plan = composer.compose(sample_patients(clinical)[0].consultation)
    papers: tuple[Paper, ...] = ("letter", "a4")
    return {
        paper: sign_plan(plan, ReportlabDocuments(), clinic.signer(), paper).documents[HANDOUT]
        for paper in papers
    }


def text_of(pdf: bytes) -> str:
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def sheet_of(pdf: bytes) -> tuple[int, ...]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(round(float(edge)) for edge in document.pages[0].mediabox[2:])


def places_of(pdf: bytes) -> list[float]:
    """The edges of every word, in points from the left and the top of its page."""
    command = ["pdftotext", "-bbox", "-", "-"]
    boxes = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return [float(edge) for edge in re.findall(r'(?:xMin|yMin|xMax|yMax)="(.*?)"', boxes)]


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def lp_that_hangs(folder: Path) -> str:
    command = folder / "lp"
    command.write_text("#!/bin/sh\nexec tail -f /dev/null\n", encoding="utf-8")
    command.chmod(0o700)
    return str(command)


def test_printers_are_those_of_the_system_with_its_default(print_server: PrintServer) -> None:
    found = LpPrintQueue().printers()

    assert (sorted(found.names), found.preferred) == (sorted((FULL, ROOM, STOPPED)), ROOM)


def test_printers_of_a_system_without_a_print_server_are_none() -> None:
    assert LpPrintQueue().printers() == Printers(())


@pytest.mark.parametrize(
    ("paper", "two_sided", "sides"),
    [("letter", True, "two-sided-long-edge"), ("a4", False, "one-sided")],
)
def test_send_puts_the_signed_pages_on_paper_as_text_under_a_title_that_names_nobody(
    print_server: PrintServer, handouts: dict[Paper, bytes], paper: Paper, two_sided: bool, sides: str
) -> None:
    pdf = handouts[paper]

    LpPrintQueue().send(PrintJob(pdf, paper, two_sided=two_sided), ROOM)

    counted = print_server.finished()
    arrived = print_server.arrived()
    assert (counted.printer, counted.title) == (ROOM, JOB_TITLE)
    assert (counted.media.casefold(), counted.sides) == (paper, sides)
    assert sheet_of(arrived) == POINTS[paper]
    assert pages_of(arrived) == pages_of(pdf)
    assert text_of(arrived) == text_of(pdf)
    assert places_of(arrived) == pytest.approx(places_of(pdf), abs=0.5)


def test_copies_come_out_one_whole_document_after_the_other(
    print_server: PrintServer, handouts: dict[Paper, bytes]
) -> None:
    pdf = handouts["letter"]

    LpPrintQueue().send(PrintJob(pdf, "letter", copies=2, two_sided=False), ROOM)

    print_server.finished()
    assert text_of(print_server.arrived()) == text_of(pdf) * 2


def test_send_leaves_no_file_of_its_own(
    print_server: PrintServer,
    handouts: dict[Paper, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    LpPrintQueue().send(PrintJob(handouts["letter"], "letter"), ROOM)

    print_server.finished()
    assert [*tmp_path.rglob("*"), *Path(os.environ["HOME"]).rglob("*")] == []


@pytest.mark.parametrize(
    ("printer", "sentence"),
    [
        ("Room-9", "The printer Room-9 was not found; nothing was sent."),
        (STOPPED, "The printer Stopped is stopped; nothing was sent."),
        (FULL, "The printer Full takes no pages at the moment; nothing was sent."),
    ],
)
def test_send_to_a_printer_that_takes_nothing_says_so_and_leaves_no_job_behind(
    print_server: PrintServer, handouts: dict[Paper, bytes], printer: str, sentence: str
) -> None:
    with pytest.raises(PrintingError) as caught:
        LpPrintQueue().send(PrintJob(handouts["letter"], "letter"), printer)

    assert caught.value.sentence == sentence
    assert "Choose another printer, or save the PDF." in caught.value.remedy
    assert print_server.waiting() == ""


def test_send_without_a_print_server_is_a_sentence(handouts: dict[Paper, bytes]) -> None:
    with pytest.raises(PrintingError, match="was not found; nothing was sent"):
        LpPrintQueue().send(PrintJob(handouts["letter"], "letter"), ROOM)


def test_send_without_the_command_is_a_sentence(
    print_server: PrintServer, handouts: dict[Paper, bytes], tmp_path: Path
) -> None:
    with pytest.raises(PrintingError, match="cannot be reached; nothing was sent"):
        LpPrintQueue(lp=str(tmp_path / "lp")).send(PrintJob(handouts["letter"], "letter"), ROOM)


def test_send_through_a_command_that_hangs_gives_up_and_says_nothing_of_the_patient(
    print_server: PrintServer, handouts: dict[Paper, bytes], tmp_path: Path
) -> None:
    queue = LpPrintQueue(lp=lp_that_hangs(tmp_path), seconds=0.5)

    with pytest.raises(PrintingError, match="does not answer") as caught:
        queue.send(PrintJob(handouts["letter"], "letter"), ROOM)

    assert "Look whether paper comes out" in caught.value.remedy
    assert "%PDF" not in "".join(traceback.format_exception(caught.value))


def test_printers_of_a_system_that_hangs_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PrintingError, match="does not answer"):
        LpPrintQueue(lpstat=lp_that_hangs(tmp_path), seconds=0.5).printers()


PRINT_AS_PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
from desktop_app.application.printing import PrintJob
from desktop_app.composition.printers import print_queue
application = QGuiApplication([])
queue = print_queue()
printers = queue.printers()
print(type(queue).__name__, printers.preferred)
queue.send(PrintJob(sys.stdin.buffer.read(), "letter", copies=1, two_sided=True), printers.preferred)
"""


def test_system_without_lp_prints_a_picture_of_the_same_pages(
    print_server: PrintServer, handouts: dict[Paper, bytes], tmp_path: Path, project_root: Path
) -> None:
    """In a process of its own: the CUPS library reads which server to talk to only once."""
    pdf, temporary = handouts["letter"], tmp_path / "temporary"
    temporary.mkdir()

    told = subprocess.run(
        [sys.executable, "-c", PRINT_AS_PICTURE],
        input=pdf,
        capture_output=True,
        cwd=project_root,
        env={**os.environ, "PATH": str(tmp_path), "TMPDIR": str(temporary)},
        check=False,
    )

    assert told.stdout.decode().split() == ["RasterPrintQueue", ROOM], told.stderr.decode()
    counted, arrived = print_server.finished(), print_server.arrived()
    assert (counted.title, counted.media, counted.sides) == (JOB_TITLE, "Letter", "two-sided-long-edge")
    assert pages_of(arrived) == pages_of(pdf)
    assert sheet_of(arrived) == POINTS["letter"]
    assert text_of(arrived).strip() == ""
    assert [file for file in temporary.rglob("*") if file.is_file()] == []


def test_system_with_lp_prints_through_it() -> None:
    assert isinstance(print_queue(), LpPrintQueue)
