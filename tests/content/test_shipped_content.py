"""The content that ships is sound, and its compiled form is the same content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from desktop_app.content.check import check_folder
from desktop_app.content.compile import compile_pack
from desktop_app.content.loader import load_folder
from desktop_app.content.pack import load_pack
from desktop_app.domain.errors import ContentError

_CALLS_SAFE: Final = re.compile(r"\b(safe|safely|safer|ok|okay|harmless|no risk)\b", re.IGNORECASE)
"""Words that a verdict on a medicine never uses: what is known is only that no restriction was found."""

STRIDE = 9973
"""A prime, so that the damaged places wander through keys, texts and numbers."""


def test_shipped_content_has_no_problem_on_the_day_of_its_publication(project_root: Path) -> None:
    folder = project_root / "resources" / "content"
    published = load_folder(folder).about.published_on

    assert [str(problem) for problem in check_folder(folder, published)] == []


def test_shipped_content_compiles_to_the_same_content(project_root: Path, tmp_path: Path) -> None:
    folder = project_root / "resources" / "content"
    compile_pack(folder, tmp_path / "content.json")

    compiled = load_pack((tmp_path / "content.json").read_bytes())

    assert compiled == load_folder(folder)
    assert compiled.sha256 == load_folder(folder).sha256


def test_no_text_about_a_medicine_calls_it_safe(project_root: Path) -> None:
    content = load_folder(project_root / "resources" / "content")
    texts = [
        text
        for entry in (*content.medicines, *content.medication_rules, content.medication_selection)
        for text in _texts(entry.model_dump())
    ]

    assert len(texts) > 1000
    assert [text for text in texts if _CALLS_SAFE.search(text)] == []


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _texts(value)


def test_damage_to_the_compiled_shipped_content_is_refused_or_means_the_same(
    project_root: Path, tmp_path: Path
) -> None:
    compile_pack(project_root / "resources" / "content", tmp_path / "content.json")
    pack = (tmp_path / "content.json").read_bytes()
    whole = load_pack(pack)

    for index in range(0, len(pack), STRIDE):
        damaged = bytearray(pack)
        damaged[index] ^= 1 << index % 8
        try:
            survivor = load_pack(bytes(damaged))
        except ContentError:
            continue
        assert survivor == whole
