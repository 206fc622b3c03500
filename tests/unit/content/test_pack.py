"""The compiled content is the same content, and a damaged one is never used."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.content.compile import compile_pack
from desktop_app.content.loader import canonical, load_folder
from desktop_app.content.pack import (
    PackDamagedError,
    PackFormatError,
    load_pack,
    load_packaged_content,
    packed,
)
from desktop_app.domain.errors import ContentError

MINIMAL = Path(__file__).parent / "minimal"
SOURCE = "0" * 64


@pytest.fixture(scope="module")
def pack() -> bytes:
    return packed(load_folder(MINIMAL), SOURCE)


def changed(pack: bytes, **values: object) -> bytes:
    return canonical(json.loads(pack) | values)


def flipped(pack: bytes) -> Iterator[bytes]:
    """The pack with one bit of one byte changed, for every byte; the bit differs from byte to byte."""
    for index in range(len(pack)):
        damaged = bytearray(pack)
        damaged[index] ^= 1 << index % 8
        yield bytes(damaged)


def test_compile_gives_the_content_of_the_folder(tmp_path: Path) -> None:
    target = tmp_path / "new" / "content.json"

    compile_pack(MINIMAL, target)

    assert load_pack(target.read_bytes()) == load_folder(MINIMAL)


def test_compile_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    copy = shutil.copytree(MINIMAL, tmp_path / "copy")
    targets = tmp_path / "1.json", tmp_path / "2.json"

    compile_pack(MINIMAL, targets[0])
    compile_pack(copy, targets[1])

    assert targets[0].read_bytes() == targets[1].read_bytes()


def test_compiled_file_is_readable_by_every_user_of_the_computer(tmp_path: Path) -> None:
    compile_pack(MINIMAL, tmp_path / "content.json")

    assert stat.S_IMODE((tmp_path / "content.json").stat().st_mode) == 0o644


def test_compile_of_broken_content_leaves_the_compiled_file_as_it_was(tmp_path: Path) -> None:
    source = shutil.copytree(MINIMAL, tmp_path / "source")
    target = tmp_path / "content.json"
    compile_pack(source, target)
    before = target.read_bytes()
    (source / "care.yaml").write_text("therapies: [", encoding="utf-8")

    with pytest.raises(ContentError):
        compile_pack(source, target)

    assert target.read_bytes() == before


def test_pack_with_any_byte_changed_is_refused_or_means_the_same(pack: bytes) -> None:
    whole = load_pack(pack)

    for damaged in flipped(pack):
        try:
            survivor = load_pack(damaged)
        except ContentError:
            continue
        assert survivor == whole


@pytest.mark.parametrize("length", [0, 1, 100, -2])
def test_pack_cut_short_is_refused(pack: bytes, length: int) -> None:
    with pytest.raises(PackDamagedError):
        load_pack(pack[:length])


@pytest.mark.parametrize("data", [b"[]", b"{}", b"7", b"\xff", b'{"format":1}', b"[" * 100_000])
def test_file_that_is_no_pack_is_refused(data: bytes) -> None:
    with pytest.raises(PackDamagedError):
        load_pack(data)


def test_pack_with_a_changed_text_is_refused(pack: bytes) -> None:
    content = json.loads(pack)["content"]
    content["about"]["disclaimer"] = "Changed."

    with pytest.raises(PackDamagedError) as refused:
        load_pack(changed(pack, content=content))

    assert refused.value.code == "CONTENT-002"
    assert refused.value.sentence == "The compiled clinical content is damaged."


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_pack_of_another_format_is_refused(pack: bytes, version: object) -> None:
    with pytest.raises(PackFormatError) as refused:
        load_pack(changed(pack, format=version))

    assert refused.value.code == "CONTENT-003"


def test_pack_of_models_that_are_not_ours_is_refused() -> None:
    other = load_folder(MINIMAL).model_copy(update={"questions": ({"id": "RF-I1"},)})

    with pytest.warns(UserWarning, match="Pydantic serializer"):
        data = packed(other, SOURCE)

    with pytest.raises(PackFormatError):
        load_pack(data)


class TestPackagedContent:
    """What a source tree uses: its files, and the compiled file only while that was made from them."""

    @pytest.fixture
    def resources(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        shutil.copytree(MINIMAL, tmp_path / "content")
        monkeypatch.setattr("desktop_app.content.pack.resource_root", lambda: tmp_path)
        return tmp_path

    def test_without_a_compiled_file_is_read_from_the_folder(self, resources: Path) -> None:
        assert load_packaged_content() == load_folder(resources / "content")

    def test_with_a_compiled_file_of_older_files_is_read_from_the_folder(self, resources: Path) -> None:
        compile_pack(resources / "content", resources / "compiled" / "content.json")
        about = resources / "content" / "about.yaml"
        about.write_text(about.read_text(encoding="utf-8").replace('"1"', '"2"'), encoding="utf-8")

        assert load_packaged_content().about.version == "2"

    def test_with_a_compiled_file_of_these_files_is_read_from_it(self, resources: Path) -> None:
        compile_pack(resources / "content", resources / "compiled" / "content.json")
        source = json.loads((resources / "compiled" / "content.json").read_bytes())["source_sha256"]
        other = load_folder(resources / "content").model_copy(update={"formulary_keys": ("other",)})
        (resources / "compiled" / "content.json").write_bytes(packed(other, source))

        assert load_packaged_content().formulary_keys == ("other",)
