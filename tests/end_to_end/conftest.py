"""The content that ships, compiled once, and the command as a person starts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.composition.clinical import Clinical, load_clinical

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def clinical() -> Clinical:
    return load_clinical()


@pytest.fixture(scope="session")
def run(project_root: Path) -> Run:
    """Start ``lumbar-pathway`` with these arguments in a process of its own. A traceback is never an answer."""

    def start(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "desktop_app", *map(str, arguments)]
        result = subprocess.run(
            command,
            cwd=project_root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert "Traceback" not in result.stdout + result.stderr, result.stderr
        return result

    return start
