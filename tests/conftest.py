"""What every test stands on: no screen, no network, no folder of the user's, and reproducible examples."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Qt reads the platform once, when it is first imported.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from hypothesis import settings

from tests.print_server import PrintServer, running_print_server

ROOT = Path(__file__).parent.parent

settings.register_profile("deterministic", derandomize=True, max_examples=100, deadline=None, database=None)
settings.register_profile("thorough", max_examples=5000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("LUMBAR_TEST_PROFILE", "deterministic"))


@pytest.fixture(scope="session", autouse=True)
def own_servers() -> Iterator[set[tuple[str, int]]]:
    """Refuse every connection but those to local sockets, such as the virtual screen's.

    A test that starts a server in its own process adds that one address to the set, and takes it out again.
    """
    connect = socket.socket.connect
    permitted: set[tuple[str, int]] = set()

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family is not socket.AF_UNIX and address not in permitted:
            raise AssertionError(f"a test reached for the network: {address!r}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket.socket, "connect_ex", refuse)
        yield permitted


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test, and the processes it starts, empty user folders."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in {
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
    }.items():
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.delenv("LUMBAR_DATABASE_URL", raising=False)
    # No printer of the user's either.
    monkeypatch.setenv("CUPS_SERVER", str(home / "no-print-server"))


@pytest.fixture(scope="session")
def project_root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def xvfb_display() -> Iterator[str]:
    """The name of a virtual screen (``:99``), for a process started with ``DISPLAY`` and ``QT_QPA_PLATFORM=xcb``."""
    server = shutil.which("Xvfb")
    assert server is not None, "Xvfb is missing: .ci/system-packages test"
    reader, writer = os.pipe()
    command = [server, "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        # The server writes its number when it is ready, and closes the pipe if it cannot start.
        with os.fdopen(reader) as ready:
            number = ready.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def _print_server() -> Iterator[PrintServer]:
    with running_print_server() as server:
        yield server


@pytest.fixture
def print_server(
    _print_server: PrintServer, _home_of_its_own: None, monkeypatch: pytest.MonkeyPatch
) -> PrintServer:
    """A running CUPS of the tests' own, which every command started by this test finds."""
    monkeypatch.setenv("CUPS_SERVER", str(_print_server.socket))
    return _print_server.without_earlier_jobs()
