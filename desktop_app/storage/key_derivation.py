"""Argon2id in a process of its own (RFC 9106): the memory that makes guessing dear is never the window's.

This file is also the program of that process. It is run by its path, so it imports nothing of the application.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

_SEPARATOR = " "


def derive(
    secret: bytes, salt: bytes, *, memory_kib: int, time_cost: int, parallelism: int, length: int
) -> bytes:
    """``length`` bytes of key from a secret. The secret goes through a pipe, never through the command line.

    A frozen application cannot run a file of its own; there, and wherever no process can be had, it is derived here.
    """
    numbers = (memory_kib, time_cost, parallelism, length)
    request = _SEPARATOR.join((secret.hex(), salt.hex(), *map(str, numbers)))
    if not getattr(sys, "frozen", False):
        # -P: the folder of this file must not shadow the modules that argon2 imports.
        command = [sys.executable, "-P", str(Path(__file__))]
        try:
            done = subprocess.run(command, input=request, capture_output=True, text=True, check=True)
            return bytes.fromhex(done.stdout)
        except (OSError, subprocess.SubprocessError, ValueError):
            pass
    return _derived(request)


def _derived(request: str) -> bytes:
    secret, salt, memory_kib, time_cost, parallelism, length = request.split(_SEPARATOR)
    return hash_secret_raw(
        bytes.fromhex(secret),
        bytes.fromhex(salt),
        time_cost=int(time_cost),
        memory_cost=int(memory_kib),
        parallelism=int(parallelism),
        hash_len=int(length),
        type=Type.ID,
    )


if __name__ == "__main__":
    sys.stdout.write(_derived(sys.stdin.read()).hex())
