"""Compiles a content folder while the application is built (setup.py, Makefile)."""

from __future__ import annotations

from pathlib import Path

from desktop_app.atomic_file import write_atomically
from desktop_app.content.loader import load_files
from desktop_app.content.pack import packed
from desktop_app.content.source_files import content_files, hash_of_files

_READABLE_BY_ALL = 0o644


def compile_pack(source: Path, target: Path) -> None:
    """Write the content of the folder ``source`` as one file. Raises ``ContentError``; ``target`` is then unchanged."""
    files = content_files(source)
    data = packed(load_files(files), hash_of_files(files))
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, data, overwrite=True)
    # Our files are private by default; this one is installed for every user of the computer.
    target.chmod(_READABLE_BY_ALL)
