"""Whole processes, from their start to a moment on the screen, against one that paints an empty Qt window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from desktop_app.application.clinic_setup import WorkstationProfile
from desktop_app.composition.clinical import load_clinical
from desktop_app.composition.demo_clinic import PROFILE, make_demo_clinic, sample_patients
from desktop_app.composition.workstation import SigningKeys, set_up
from desktop_app.domain.care_plan import Clinician
from desktop_app.domain.consultation_record import to_json_dict
from tests.benchmarks.report import Result
from tests.benchmarks.window_process import SAMPLE_FILE

_PASSPHRASE = "a passphrase for the benchmark"
_MOMENTS = {
    "painted": ("first paint", "1.15x"),
    "SignInPage": ("usable: sign-in page takes the passphrase", "3x"),
    "StartPage": ("worklist, passphrase given at once", ""),
}
_VISIT = "VisitScreen"


@dataclass(frozen=True)
class ProcessRun:
    """One process: how long it lived, and the most memory it held."""

    seconds: float
    peak_mb: float


def measure(repeats: int) -> Iterator[Result]:
    """Start-up off screen and, where there is Xvfb, on a virtual screen; then memory with a visit open."""
    with TemporaryDirectory() as folder:
        _make_clinic(Path(folder))
        arguments = [folder, _PASSPHRASE]
        yield from _start_up("offscreen", {"QT_QPA_PLATFORM": "offscreen"}, arguments, repeats)
        if shutil.which("Xvfb"):
            with _virtual_screen() as display:
                environment = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
                yield from _start_up("X11", environment, arguments, repeats)


def _start_up(
    platform: str, environment: dict[str, str], arguments: Sequence[str], repeats: int
) -> Iterator[Result]:
    moments = ["empty", *_MOMENTS, _VISIT]
    runs: dict[str, list[ProcessRun]] = {moment: [] for moment in moments}
    for _ in range(repeats):
        for moment in moments:
            runs[moment].append(_run([moment, *arguments], environment))
    floor = median(run.seconds for run in runs["empty"])
    for moment, (name, target) in _MOMENTS.items():
        ours = median(run.seconds for run in runs[moment])
        yield Result(f"{name} ({platform})", ours * 1e3, floor * 1e3, "ms", "an empty PySide6 window", target)
    memory = {moment: median(run.peak_mb for run in runs[moment]) for moment in moments}
    for moment, name in {"SignInPage": "usable", _VISIT: "visit open"}.items():
        of = "an empty PySide6 window"
        yield Result(f"peak memory, {name} ({platform})", memory[moment], memory["empty"], "MB", of, "150 MB")


def _run(arguments: Sequence[str], environment: dict[str, str]) -> ProcessRun:
    command = [sys.executable, "-m", "tests.benchmarks.window_process", *arguments]
    start = perf_counter()
    process = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True)
    return ProcessRun(perf_counter() - start, int(process.stdout) / 1024)


def _make_clinic(folder: Path) -> None:
    clinic = make_demo_clinic()
    profile = WorkstationProfile(clinic=PROFILE, clinician=Clinician(name="Dr. Robin Demo", credential=""))
    set_up(folder, profile, SigningKeys(clinic.pkcs12, clinic.passphrase, clinic.authority_pem), _PASSPHRASE)
    sample = sample_patients(load_clinical())[0]
    (folder / SAMPLE_FILE).write_text(json.dumps(to_json_dict(sample.consultation)), encoding="utf-8")


@contextmanager
def _virtual_screen() -> Iterator[str]:
    """The name of a screen of its own (``:99``)."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as ready:
            yield f":{ready.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
