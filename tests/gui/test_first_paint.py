from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SLOW = {
    "alembic",
    "argon2",
    "cryptography",
    "pikepdf",
    "pydantic",
    "pyhanko",
    "reportlab",
    "sqlalchemy",
    "sqlcipher3",
    "yaml",
}
PROGRAM = """
import json, os, sys
from desktop_app.ui import app
from desktop_app.ui.main_window import MainWindow

class Entrance:
    def prepare(self):
        raise AssertionError("the first paint did not come first")

def stop():
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)

def made(self, *arguments):
    original(self, *arguments)
    self.painted.connect(stop)

original = MainWindow.__init__
MainWindow.__init__ = made
app.run(Entrance())
"""


def test_window_paints_before_anything_slow_is_imported(project_root: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert finished.returncode == 0, finished.stderr
    loaded = set(json.loads(finished.stdout))
    assert "PySide6.QtWidgets" in loaded
    assert loaded & SLOW == set()
    assert {name for name in loaded if name.startswith("desktop_app.domain")} == set()
