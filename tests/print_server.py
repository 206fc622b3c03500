"""A print server of the tests' own: CUPS, on a socket in a temporary folder, with printers that write files."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOM, STOPPED, FULL = "HP-Room3", "Stopped", "Full"
"""A printer that works and is the default, one that is stopped, and one that accepts nothing."""

_SERVER = """\
Listen {root}/cups.sock
LogLevel warn
PageLogFormat %p|%T|%{{job-name}}|%{{media}}|%{{sides}}|%{{copies}}
DefaultAuthType None
WebInterface No
Browsing No
PreserveJobFiles No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
_FILES = """\
FileDevice Yes
Sandboxing relaxed
SystemGroup root
ServerRoot {root}/etc
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/run
AccessLog {root}/access.log
ErrorLog {root}/error.log
PageLog {root}/page.log
"""
_PRINTER = """\
<{kind} {name}>
DeviceURI file://{root}/{name}.pdf
State {state}
Accepting {accepting}
Shared No
</{kind}>
"""
_SHEETS = """\
*OpenUI *{name}/Media Size: PickOne
*Default{name}: Letter
*{name} Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*{name} A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *{name}
"""
_DRIVER = f"""\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test printer"
*ShortNickName: "Test printer"
*NickName: "Test printer"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsManualCopies: True
*cupsFilter: "application/vnd.cups-pdf 0 -"
{_SHEETS.format(name="PageSize")}{_SHEETS.format(name="PageRegion")}\
*DefaultImageableArea: Letter
*ImageableArea Letter/Letter: "12 12 600 780"
*ImageableArea A4/A4: "12 12 583 830"
*DefaultPaperDimension: Letter
*PaperDimension Letter/Letter: "612 792"
*PaperDimension A4/A4: "595 842"
*OpenUI *Duplex/2-Sided Printing: PickOne
*DefaultDuplex: None
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long Edge: "<</Duplex true/Tumble false>>setpagedevice"
*Duplex DuplexTumble/Short Edge: "<</Duplex true/Tumble true>>setpagedevice"
*CloseUI: *Duplex
"""


@dataclass(frozen=True, slots=True)
class PageLogLine:
    """What the server counted of one job, in its own words."""

    printer: str
    at: str
    title: str
    media: str
    sides: str
    copies: str


@dataclass(frozen=True, slots=True)
class PrintServer:
    """The running server, in ``root``, seen by one test: ``earlier`` jobs belong to others."""

    root: Path
    earlier: int = 0

    @property
    def socket(self) -> Path:
        """What ``CUPS_SERVER`` names."""
        return self.root / "cups.sock"

    def without_earlier_jobs(self) -> PrintServer:
        """For the next test."""
        return PrintServer(self.root, self.earlier + len(self.log()))

    def arrived(self, printer: str = ROOM) -> bytes:
        """The last pages of a printer."""
        return (self.root / f"{printer}.pdf").read_bytes()

    def log(self) -> list[PageLogLine]:
        """Every finished job, the last at the end."""
        file = self.root / "page.log"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [PageLogLine(*line.split("|")) for line in lines[self.earlier :]]

    def waiting(self) -> str:
        """The jobs that are not done yet, in the words of ``lpstat``."""
        environment = {**os.environ, "CUPS_SERVER": str(self.socket)}
        return subprocess.run(
            ["lpstat", "-o"], env=environment, capture_output=True, text=True, check=True
        ).stdout

    def finished(self) -> PageLogLine:
        """Wait until a job is counted and none is left, and say what the last was."""
        deadline = time.monotonic() + 30
        while not self.log() or self.waiting():
            assert time.monotonic() < deadline, (self.root / "error.log").read_text(encoding="utf-8")
            time.sleep(0.02)
        return self.log()[-1]


@contextmanager
def running_print_server() -> Iterator[PrintServer]:
    """Start the server, and stop it at the end."""
    with TemporaryDirectory(prefix="print-server-") as folder:
        # Started by root, CUPS runs its filters as another user, who must get in here.
        Path(folder).chmod(0o755)
        yield from _serve(Path(folder))


def _serve(root: Path) -> Iterator[PrintServer]:
    found = shutil.which("cupsd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    assert found is not None, "cupsd is missing: .ci/system-packages test"
    _configure(root)
    command = [found, "-f", "-c", str(root / "etc/cupsd.conf"), "-s", str(root / "etc/cups-files.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = PrintServer(root)
    try:
        while not server.socket.exists():
            assert process.poll() is None, (root / "error.log").read_text(encoding="utf-8")
            time.sleep(0.02)
        yield server
    finally:
        process.terminate()
        process.wait()


def _configure(root: Path) -> None:
    for folder in ("etc/ppd", "spool/tmp", "cache", "run"):
        (root / folder).mkdir(parents=True)
    printers = ((ROOM, "Idle", "Yes"), (STOPPED, "Stopped", "Yes"), (FULL, "Idle", "No"))
    blocks = [
        _PRINTER.format(
            kind="DefaultPrinter" if name == ROOM else "Printer",
            name=name,
            root=root,
            state=state,
            accepting=accepting,
        )
        for name, state, accepting in printers
    ]
    for file, text in {
        "cupsd.conf": _SERVER.format(root=root),
        "cups-files.conf": _FILES.format(root=root),
        "printers.conf": "".join(blocks),
        f"ppd/{ROOM}.ppd": _DRIVER,
    }.items():
        (root / "etc" / file).write_text(text, encoding="utf-8")
