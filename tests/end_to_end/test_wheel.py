"""The wheel is complete: installed alone, from any folder, the command finds the application and its content."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import desktop_app

BUILT_FROM = ["setup.cfg", "setup.py", "pyproject.toml", "README.md", "LICENSE", "desktop_app", "resources"]
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
OFFLINE = ["--no-index", "--no-deps"]


def _run(command: list[str | Path], folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources so that nothing generated before can slip in."""
    source = tmp_path_factory.mktemp("source")
    generated = shutil.ignore_patterns("__pycache__", "compiled")
    for name in BUILT_FROM:
        origin = project_root / name
        if origin.is_dir():
            shutil.copytree(origin, source / name, ignore=generated)
        else:
            shutil.copy(origin, source / name)
    target = tmp_path_factory.mktemp("wheel")
    _run([*PIP, "wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", target, source], source)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a fresh environment that holds the wheel, and borrows the dependencies from this one."""
    environment = tmp_path_factory.mktemp("installed")
    venv.create(environment, symlinks=True)
    scripts = environment / "bin"
    _run([*PIP, "--python", scripts / "python", "install", *OFFLINE, wheel], environment)
    # Named in a .pth file, a folder only gives its packages: our own editable installation in it stays out of reach.
    site_packages = next(environment.glob("lib/python*/site-packages"))
    (site_packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts


def test_wheel_holds_every_resource_and_the_compiled_content(wheel: Path, project_root: Path) -> None:
    resources = project_root / "resources"
    shipped = {
        f"desktop_app/_resources/{path.relative_to(resources).as_posix()}"
        for path in resources.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    held = set(zipfile.ZipFile(wheel).namelist())

    assert shipped - held == set()
    assert "desktop_app/_resources/compiled/content.json" in held


def test_installed_command_in_another_folder_runs_the_installed_code(installed: Path, tmp_path: Path) -> None:
    location = _run([installed / "python", "-c", "import desktop_app; print(desktop_app.__file__)"], tmp_path)

    version = _run([installed / "lumbar-pathway", "--version"], tmp_path)

    assert Path(location.strip()).is_relative_to(installed.parent)
    assert desktop_app.__version__ in version


def test_installed_command_in_another_folder_finds_sound_content(installed: Path, tmp_path: Path) -> None:
    _run([installed / "lumbar-pathway", "content", "check"], tmp_path)
