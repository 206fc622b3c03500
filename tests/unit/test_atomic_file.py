from __future__ import annotations

import errno
import os
import re
import resource
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop_app.atomic_file import write_all_or_nothing, write_atomically
from desktop_app.domain.errors import ExportError
from tests.failing_disk import DISK_ERRORS, FailingDisk, failing_at_each_operation

FILES: Mapping[str, bytes] = {"plan.pdf": b"plan", "handout.pdf": b"handout"}


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refusal_to_write(folder: Path, files: Mapping[str, bytes] = FILES) -> ExportError | None:
    try:
        write_all_or_nothing(folder, files)
    except ExportError as error:
        return error
    return None


def test_write_all_or_nothing_writes_every_file_readable_by_its_owner_only(tmp_path: Path) -> None:
    write_all_or_nothing(tmp_path, FILES)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("error_number", DISK_ERRORS, ids=errno.errorcode.get)
def test_write_all_or_nothing_failing_at_any_operation_leaves_nothing(
    tmp_path: Path, error_number: int
) -> None:
    failures = 0
    for number, disk in enumerate(failing_at_each_operation(error_number)):
        folder = tmp_path / str(number)
        folder.mkdir()
        refusal = refusal_to_write(folder)
        assert (refusal is not None) == disk.failed
        if refusal is None:
            assert names_in(folder) == set(FILES)
        else:
            failures += 1
            assert names_in(folder) == set()
            assert "plan.pdf" not in str(refusal)
            assert "Nothing was written; your records are safe." in str(refusal)
            assert refusal.remedy
    assert failures == 10, "2 x (open, write, fsync, link) and the folder's open and fsync"


def test_write_all_or_nothing_with_a_name_taken_keeps_the_old_file_and_adds_none(tmp_path: Path) -> None:
    (tmp_path / "handout.pdf").write_bytes(b"older")

    with pytest.raises(ExportError, match="same name"):
        write_all_or_nothing(tmp_path, FILES)

    assert names_in(tmp_path) == {"handout.pdf"}
    assert (tmp_path / "handout.pdf").read_bytes() == b"older"


def test_write_all_or_nothing_never_follows_a_link_that_has_the_name(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere.pdf"
    folder.mkdir()
    (folder / "plan.pdf").symlink_to(elsewhere)

    with pytest.raises(ExportError, match="same name"):
        write_all_or_nothing(folder, FILES)

    assert not elsewhere.exists()


_HOSTILE = (
    "", ".", "..", "/", "\\", ":", "\0", "\n", "\r", "\t", "\x7f", "\x85", "\u2028", "~", "$HOME", "%00",
    "*", "?", "|", "<", ">", '"', "'", ";", "&", "#", "`id`", "{}", "\u202e", "\u2066", "\u200b",
    "\ufeff", "é", "e\u0301", "張", "ﬁ", "／", "．．", "\ud800", "😀", " ", "con", "NUL", "Com1", "lpt9",
    "aux", "PRN.", "x" * 120, "../", "file:///",
)  # fmt: skip
_AROUND = (
    "{}", "{}.pdf", "plan{}", "plan{}.pdf", "plan.pdf{}", ".{}", "{}.", "{} ", " {}", "-{}", "{}{}",
    "../{}", "{}/../x", "/srv/{}", "C:{}", "C:\\{}", "\\\\server\\{}", "plan.pdf:{}", "{}:stream",
    "sub/{}", "{}/", "{}\\", "..\\{}", "~/{}", "plan\0{}", "{}\0.pdf", "a\n{}", "\u202e{}", "{}.pdf.",
    "{}.pdf ", "{}..", "...{}", "${{{}}}", "%2e%2e%2f{}", "file://{}", "{}.tar.gz", "A{}z", "{}-1",
    "_{}", "{}_",
)  # fmt: skip
HOSTILE_NAMES = {around.format(*[text] * 2) for around in _AROUND for text in _HOSTILE}


def test_there_are_nearly_two_thousand_hostile_names() -> None:
    assert len(HOSTILE_NAMES) > 1_900


def test_hostile_name_is_refused_or_names_one_file_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    written = set()
    for name in HOSTILE_NAMES:
        refusal = refusal_to_write(folder, {"first.pdf": b"first", name: b"x"})
        assert names_in(folder) == (set() if refusal else {"first.pdf", name})
        assert names_in(tmp_path) == {"folder"}
        if refusal is None:
            written.add(name)
            for file in folder.iterdir():
                file.unlink()
    assert [name for name in written if not re.fullmatch(r"[\w.-]{1,120}", name, re.ASCII)] == []
    assert [name for name in written if name[0] in ".-_" or name[-1] in "._-"] == []
    assert [name for name in written if name.partition(".")[0].casefold() in {"con", "nul", "com1"}] == []


def test_symlink_that_has_the_name_is_kept_with_what_it_leads_to(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside.pdf"
    folder.mkdir()
    outside.write_bytes(b"older")
    for target in (outside, tmp_path / "nothing there"):
        (folder / "plan.pdf").symlink_to(target)

        with pytest.raises(ExportError, match="same name"):
            write_all_or_nothing(folder, FILES)

        assert names_in(folder) == {"plan.pdf"}
        (folder / "plan.pdf").unlink()
    assert outside.read_bytes() == b"older"
    assert names_in(tmp_path) == {"folder", "outside.pdf"}


def test_folder_behind_a_symlink_holds_the_files_and_nothing_stands_beside_it(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "chosen").symlink_to("stick")

    write_all_or_nothing(tmp_path / "chosen", FILES)

    assert names_in(tmp_path / "stick") == set(FILES)
    assert names_in(tmp_path) == {"stick", "chosen"}


@pytest.mark.parametrize("folder", ["missing", "a_file/inside", "a\0b"])
def test_write_all_or_nothing_without_the_folder_says_so(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a_file").write_bytes(b"")

    with pytest.raises(ExportError, match="cannot be found"):
        write_all_or_nothing(tmp_path / folder, FILES)


@pytest.mark.parametrize(
    ("error_number", "sentence"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EROFS, "does not allow writing"),
        (errno.EIO, "could not be written"),
    ],
)
def test_write_all_or_nothing_failing_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error_number: int, sentence: str
) -> None:
    monkeypatch.setattr(os, "write", FailingDisk(survives=0, error_number=error_number).around(os.write))

    with pytest.raises(ExportError, match=sentence):
        write_all_or_nothing(tmp_path, FILES)


def test_write_all_or_nothing_beyond_what_the_system_lets_write_leaves_nothing(tmp_path: Path) -> None:
    """No injection: the kernel itself refuses the second file half way."""
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, unlimited[1]))
    try:
        with pytest.raises(ExportError, match="no room left"):
            write_all_or_nothing(tmp_path, {"small.pdf": b"small", "large.pdf": bytes(200_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)

    assert names_in(tmp_path) == set()


def test_write_all_or_nothing_on_a_memory_stick_without_hard_links_still_never_overwrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_link(*_arguments: Any, **_options: Any) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse_link)
    write_all_or_nothing(tmp_path, FILES)

    with pytest.raises(ExportError, match="same name"):
        write_all_or_nothing(tmp_path, {"plan.pdf": b"other"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES


def test_write_atomically_with_short_writes_writes_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))

    write_atomically(tmp_path / "plan.pdf", b"0123456789", overwrite=False)

    assert (tmp_path / "plan.pdf").read_bytes() == b"0123456789"


@pytest.mark.parametrize("error_number", DISK_ERRORS, ids=errno.errorcode.get)
def test_write_atomically_failing_at_any_operation_keeps_old_or_new_whole(
    tmp_path: Path, error_number: int
) -> None:
    failures = 0
    for disk in failing_at_each_operation(error_number):
        path = tmp_path / "keys.json"
        path.write_bytes(b"old")
        try:
            write_atomically(path, b"new and longer", overwrite=True)
        except OSError:
            failures += 1
            assert path.read_bytes() in {b"old", b"new and longer"}
        else:
            assert not disk.failed
            assert path.read_bytes() == b"new and longer"
        assert names_in(tmp_path) == {"keys.json"}
    assert failures == 6, "open, write, fsync, replace, and the folder's open and fsync"


def test_write_atomically_without_overwrite_refuses_a_taken_name(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_bytes(b"old")

    with pytest.raises(FileExistsError):
        write_atomically(tmp_path / "keys.json", b"new", overwrite=False)

    assert (tmp_path / "keys.json").read_bytes() == b"old"
    assert names_in(tmp_path) == {"keys.json"}
