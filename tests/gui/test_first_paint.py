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
FRAME_PAINTED = """
import json, os, sys
from desktop_app.ui import app
from desktop_app.ui.main_window import MainWindow

class Entrance:
    def prepare(self):
        raise AssertionError("the first paint did not come first")

def stop():
    made_of_qt = [f"PySide6.QtCore.{name}" for name in vars(sys.modules["PySide6.QtCore"])]
    print(json.dumps([*sys.modules, *made_of_qt]), flush=True)
    os._exit(0)

def made(self, *arguments):
    original(self, *arguments)
    self.painted.connect(stop)

original = MainWindow.__init__
MainWindow.__init__ = made
app.run(Entrance())
"""
SIGN_IN_SHOWN = """
import json, os, sys
from pathlib import Path
from desktop_app.composition.window import ClinicEntrance
from desktop_app.ui import app

class Entrance(ClinicEntrance):
    def load(self):
        print(json.dumps(sorted(sys.modules)), flush=True)
        os._exit(0)

app.run(Entrance(Path(sys.argv[1])))
"""
SOURCES_KEPT = """
import json, linecache
from desktop_app.ui import app
from desktop_app.ui.import_hook import import_without_reading_sources

import_without_reading_sources()
import desktop_app.domain.knowledge
print(json.dumps(list(linecache.cache)))
"""


def printed_by(project_root: Path, program: str, *arguments: str) -> set[str]:
    """The JSON list that a process of its own prints."""
    finished = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert finished.returncode == 0, finished.stderr
    return set(json.loads(finished.stdout))


def test_sign_in_page_is_shown_before_anything_slow_is_imported(project_root: Path, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()

    loaded = printed_by(project_root, SIGN_IN_SHOWN, str(tmp_path))

    assert "desktop_app.ui.sign_in_page" in loaded
    assert loaded & SLOW == set()


def test_window_paints_before_anything_slow_is_imported(project_root: Path) -> None:
    loaded = printed_by(project_root, FRAME_PAINTED)

    assert "PySide6.QtWidgets" in loaded
    assert loaded & SLOW == set()
    assert {name for name in loaded if name.startswith("desktop_app.domain")} == set()
    assert "PySide6.QtCore.Signal" in loaded
    # Made when it is first named: every enumeration there is.
    assert "PySide6.QtCore.Qt" not in loaded


def test_sources_of_imported_modules_are_not_read_after_qt_is_imported(project_root: Path) -> None:
    kept = printed_by(project_root, SOURCES_KEPT)

    assert [name for name in kept if "pydantic" in name] == []
