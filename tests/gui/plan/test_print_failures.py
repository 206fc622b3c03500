"""What a user sees where the command that prints fails: a sentence with the next step, above pages that stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app.application.outputs import sign_plan
from desktop_app.domain.records import PrintEvent
from desktop_app.printing.lp_queue import LpPrintQueue
from desktop_app.ui.services import Services
from tests.fakes.visits import FakeRecords
from tests.gui.plan.conftest import PASSPHRASE, sample
from tests.gui.plan.test_print_panel import PrintDesk

Desk = PrintDesk[LpPrintQueue]
ROOM = "HP-Room3"
OTHERWISE = "Nothing is lost. Choose another printer, or save the PDF."
FAILURES = {
    "gone": ("", "", f"cannot be reached; nothing was sent. {OTHERWISE}"),
    "no permission": ("-", "", f"cannot be reached; nothing was sent. {OTHERWISE}"),
    "hangs": ("exec tail -f /dev/null", "", "Look whether paper comes out. If not, choose another printer"),
    "killed": ("kill -9 $$", "", f"did not take the pages. {OTHERWISE}"),
    "no queue": (
        "echo 'lp: The printer or class does not exist.' >&2; exit 1",
        "",
        f"was not found; nothing was sent. {OTHERWISE}",
    ),
    "rejecting": (
        "echo 'lp: Destination is not accepting jobs.' >&2; exit 1",
        "",
        f"takes no pages at the moment; nothing was sent. {OTHERWISE}",
    ),
    "stopped": (
        "exit 0",
        f"printer {ROOM} disabled since today -",
        f"is stopped; nothing was sent. {OTHERWISE}",
    ),
    "forbidden": ("echo 'lp: Forbidden' >&2; exit 1", "", f"did not take the pages. {OTHERWISE}"),
    "reads nothing": ("exec 0<&-; exit 1", "", f"did not take the pages. {OTHERWISE}"),
}
"""What ``lp`` does (empty: it is not there; a dash: it may not be run), what is said of the printer, and the end of
what the user reads."""


@pytest.fixture(scope="session", params=["letter", "a4"])
def signed(request: pytest.FixtureRequest, clinic: Services) -> dict[str, bytes]:
    """The signed documents of a sample, on one paper."""
    plans, paper = clinic.plans, request.param
    assert plans is not None
    plan = plans.composer.compose(sample(clinic, 0))
    return dict(sign_plan(plan, plans.documents, plans.open_signer(PASSPHRASE), paper).documents)


def system_of(folder: Path, lp: str, state: str = "") -> LpPrintQueue:
    """A print system of two scripts, with one printer."""
    commands = {"lpstat": f'case $1 in -e) echo {ROOM};; -d) echo "x: {ROOM}";; *) echo "{state}";; esac'}
    if lp:
        commands["lp"] = lp
    for name, script in commands.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o600 if script == "-" else 0o700)
    return LpPrintQueue(str(folder / "lp"), str(folder / "lpstat"), seconds=0.5 if "tail" in lp else 20)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs put what they do not keep."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "HOME"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture
def desks(qtbot: QtBot, dressed: QApplication) -> Iterator[list[Desk]]:
    shown: list[Desk] = []
    yield shown
    for desk in shown:
        if isValid(desk.dialog):
            desk.dialog.close()


@pytest.mark.parametrize("failure", FAILURES)
def test_failure_names_the_next_step_keeps_the_pages_and_leaves_no_file(
    failure: str,
    signed: dict[str, bytes],
    desks: list[Desk],
    qtbot: QtBot,
    tmp_path: Path,
    temporary: Path,
) -> None:
    lp, state, words = FAILURES[failure]
    desk = PrintDesk(signed, system_of(tmp_path, lp, state), FakeRecords(), qtbot)
    desks.append(desk)

    desk.send()

    assert words in desk.says("print_problem")
    assert desk.says("print_state") == ""
    assert desk.dialog.isVisible()
    assert desk.dialog.preview.printable.pdf == signed["handout"]
    assert desk.find("print_preview").isEnabled()
    assert (desk.told, desk.records.printing_noted) == ([], [])
    assert list(temporary.rglob("*")) == []


def test_window_stays_alive_while_the_command_hangs(
    signed: dict[str, bytes], desks: list[Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    desk = PrintDesk(signed, system_of(tmp_path, "exec tail -f /dev/null"), FakeRecords(), qtbot)
    desks.append(desk)
    turns: list[str] = []
    timer = QTimer(desk.dialog)
    timer.timeout.connect(lambda: turns.append(desk.says("print_state")))
    timer.start(20)

    desk.send()

    assert turns.count(f"Sending to {ROOM}...") >= 5


def test_printer_without_paper_gets_the_signed_bytes_and_the_answer_no_names_the_next_step(
    signed: dict[str, bytes], desks: list[Desk], qtbot: QtBot, tmp_path: Path, temporary: Path
) -> None:
    handed = tmp_path / "handed.pdf"
    state = f"printer {ROOM} is idle. enabled since today. media-empty-error"
    desk = PrintDesk(signed, system_of(tmp_path, f"exec cat > {handed}", state), FakeRecords(), qtbot)
    desks.append(desk)
    desk.send()

    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    desk.wait(lambda: len(desk.records.printing_noted) == 2)

    assert handed.read_bytes() == signed["handout"]
    assert desk.records.printing_noted[-1] == ("PLAN-1/handout", PrintEvent.NO_PAPER)
    assert "choose another printer, or save the PDF" in desk.says("print_state")
    assert "may still come out" in desk.says("print_state")
    assert list(temporary.rglob("*")) == []
