"""The compiled content: one JSON file that loads in milliseconds and shows whether it is whole."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, Final

from pydantic import ValidationError

from desktop_app.content.loader import canonical, canonical_json, load_files
from desktop_app.content.source_files import content_files, hash_of_files
from desktop_app.domain.errors import ContentError
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.resource_files import is_installed, read_bytes, resource_root

PACK_FORMAT: Final = 1
PACK_FILE: Final = "compiled/content.json"
CONTENT_FOLDER: Final = "content"
_REMEDY: Final = "Install Lumbar Pathway again; in a source tree, run make."


class PackDamagedError(ContentError):
    """The compiled content is not what was compiled."""

    code = "CONTENT-002"

    def __init__(self) -> None:
        super().__init__("The compiled clinical content is damaged.", (), _REMEDY)


class PackFormatError(ContentError):
    """The compiled content belongs to another version of the application."""

    code = "CONTENT-003"

    def __init__(self) -> None:
        super().__init__(
            "The compiled clinical content belongs to another version of Lumbar Pathway.", (), _REMEDY
        )


def packed(knowledge: KnowledgeBase, source_sha256: str) -> bytes:
    """The compiled form; the same content always gives the same bytes. ``source_sha256`` is of the files it is from."""
    content = canonical_json(knowledge)
    digest = sha256(content).hexdigest()
    head = canonical({"format": PACK_FORMAT, "sha256": digest, "source_sha256": source_sha256})
    return head[:-1] + b',"content":' + content + b"}\n"


def load_pack(data: bytes) -> KnowledgeBase:
    """The content of a compiled file.

    Raises ``PackDamagedError`` or ``PackFormatError``, both ``ContentError``.
    """
    return _knowledge(_opened(data))


def load_packaged_content() -> KnowledgeBase:
    """The content that ships with the application.

    In a source tree the YAML files are the content, and the compiled file is used only while it was made from them.
    Raises ``ContentError``, or ``ResourceError`` where an installation lacks it.
    """
    if is_installed():
        return load_pack(read_bytes(PACK_FILE))
    files = content_files(resource_root() / CONTENT_FOLDER)
    compiled = resource_root() / PACK_FILE
    if compiled.is_file():
        pack = _opened(compiled.read_bytes())
        if pack["source_sha256"] == hash_of_files(files):
            return _knowledge(pack)
    return load_files(files)


def _opened(data: bytes) -> dict[str, Any]:
    try:
        pack = json.loads(data)
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or nested without end
        raise PackDamagedError from error
    if not isinstance(pack, dict) or "format" not in pack:
        raise PackDamagedError
    if pack["format"] != PACK_FORMAT:
        raise PackFormatError
    if pack.keys() != {"format", "sha256", "source_sha256", "content"}:
        raise PackDamagedError
    return pack


def _knowledge(pack: dict[str, Any]) -> KnowledgeBase:
    content = canonical(pack["content"])
    digest = sha256(content).hexdigest()
    if pack["sha256"] != digest:
        raise PackDamagedError
    try:
        knowledge = KnowledgeBase.model_validate_json(content)
    except ValidationError as error:  # whole, but not of the form that this version reads
        raise PackFormatError from error
    return knowledge.model_copy(update={"sha256": digest})
