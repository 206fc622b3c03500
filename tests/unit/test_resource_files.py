"""Resources are found wherever the application lies, and nothing outside them can be named."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.resource_files import ResourceError, read_bytes, resource_root


def test_resource_root_in_a_source_tree_is_the_top_folder(
    project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert Path(str(resource_root())) == project_root / "resources"


@pytest.mark.parametrize(
    "name", ["../setup.cfg", "content/../../setup.cfg", "/etc/hostname", "..\\setup.cfg", "", "."]
)
def test_read_bytes_of_a_name_leading_outside_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a path inside"):
        read_bytes(name)


def test_read_bytes_of_a_missing_file_says_which_and_what_to_do() -> None:
    with pytest.raises(ResourceError) as caught:
        read_bytes("fonts/none.ttf")

    assert "fonts/none.ttf" in caught.value.sentence
    assert caught.value.remedy
