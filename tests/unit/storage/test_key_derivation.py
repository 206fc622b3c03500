"""The key is the same wherever it is derived, and the window does not carry the memory that it costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from argon2.low_level import Type, hash_secret_raw

from desktop_app.storage.key_derivation import derive

SECRET, SALT = b"five plain words are enough", bytes(range(16))
COST: Final = {"memory_kib": 64, "time_cost": 2, "parallelism": 1, "length": 32}


def test_key_of_a_known_secret_is_the_one_of_the_reference_implementation() -> None:
    key = derive(SECRET, SALT, **COST)

    assert key == hash_secret_raw(SECRET, SALT, 2, 64, 1, 32, Type.ID)


def test_key_derived_in_this_process_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = derive(SECRET, SALT, **COST)
    monkeypatch.setattr(sys, "executable", str(Path("/nowhere/python")))

    assert derive(SECRET, SALT, **COST) == elsewhere


def test_memory_of_the_derivation_stays_out_of_the_asking_process() -> None:
    program = (
        "import resource\n"
        "from desktop_app.storage.key_derivation import derive\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak()\n"
        "derive(b'secret', bytes(16), memory_kib=65536, time_cost=1, parallelism=1, length=32)\n"
        "print(peak() - before)\n"
    )
    grown_kib = int(
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout
    )

    assert grown_kib < 16 * 1024
