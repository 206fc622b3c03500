"""Where a workstation keeps its records, and whether there are any: asked before anything slow is imported."""

from __future__ import annotations

from pathlib import Path


def records_folder(data_folder: Path) -> Path:
    """The folder of the encrypted records."""
    return data_folder / "records"


def is_set_up(data_folder: Path) -> bool:
    """Whether this folder holds records. A folder of records that lost its key file is not set up anew."""
    return records_folder(data_folder).exists()
