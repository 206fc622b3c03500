"""Find and read what ships with the application: clinical content, fonts, sample patients.

``resources/`` stands at the top of the source tree and is packaged as ``desktop_app/_resources`` (setup.cfg). Which of
the two it is, is decided here and nowhere else, and never by the working directory.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from desktop_app.domain.errors import LumbarPathwayError


class ResourceError(LumbarPathwayError):
    """A file of the installation is missing or cannot be read."""

    code = "RES-001"

    def __init__(self, relative: str) -> None:
        super().__init__(
            f"A file of the installation cannot be read: {relative}.", "Install Lumbar Pathway again."
        )


def is_installed() -> bool:
    """Whether this is an installation, not a source tree. An editable installation is a source tree."""
    return _packaged().is_dir()


def resource_root() -> Traversable:
    """The folder of packaged resources: inside the package when installed, beside it in a source tree."""
    return _packaged() if is_installed() else Path(__file__).parent.parent / "resources"


def _packaged() -> Traversable:
    return files("desktop_app") / "_resources"


def read_bytes(relative: str) -> bytes:
    """The content of one resource, named by its path with forward slashes (``fonts/NotoSans-Regular.ttf``).

    Raises ``ValueError`` for a name that leads out of the resources, ``ResourceError`` for a file that is not there.
    """
    path = PurePosixPath(relative)
    if path.is_absolute() or ".." in path.parts or "\\" in relative or not path.parts:
        raise ValueError(f"not a path inside the resources: {relative!r}")
    try:
        return resource_root().joinpath(*path.parts).read_bytes()
    except OSError as error:
        raise ResourceError(relative) from error
