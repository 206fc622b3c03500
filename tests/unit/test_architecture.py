"""The layers stay layers: the contracts of setup.cfg hold, nothing is left out of the package, the core loads no Qt."""

from __future__ import annotations

import configparser
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import desktop_app

WITHOUT_QT = [
    "cli",
    "composition",
    "resource_files",
    "application",
    "content",
    "documents",
    "domain",
    "engine",
]
WITHOUT_QT += ["interop", "signing", "storage"]


def test_imports_of_every_module_keep_the_contracts(project_root: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    result = subprocess.run(
        [linter, "--no-cache"], cwd=project_root, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout


def test_listed_packages_are_all_packages_and_the_resources(project_root: Path) -> None:
    setup = configparser.ConfigParser()
    setup.read(project_root / "setup.cfg", encoding="utf-8")
    found = {
        module.name
        for module in pkgutil.walk_packages(desktop_app.__path__, prefix="desktop_app.")
        if module.ispkg
    }

    listed = setup["options"]["packages"].split()

    assert sorted(listed) == sorted(found | {"desktop_app", "desktop_app._resources"})


@pytest.mark.parametrize("name", WITHOUT_QT)
def test_import_of_a_layer_below_the_screens_loads_no_qt(name: str, project_root: Path) -> None:
    program = (
        "import importlib, pkgutil, sys\n"
        f"package = importlib.import_module('desktop_app.{name}')\n"
        "for module in pkgutil.walk_packages(getattr(package, '__path__', []), package.__name__ + '.'):\n"
        "    importlib.import_module(module.name)\n"
        "sys.exit(any(loaded.partition('.')[0] in {'PySide6', 'shiboken6'} for loaded in sys.modules))\n"
    )

    result = subprocess.run(
        [sys.executable, "-c", program], cwd=project_root, capture_output=True, check=False
    )

    assert result.returncode == 0, result.stderr.decode()
