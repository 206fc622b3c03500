"""Sections in two columns: the left one is read first, nothing is lost, and little is parted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop_app.documents.blocks import BulletList, Columns, Paragraph, Section
from tests.unit.documents.demo_documents import HANDOUT
from tests.unit.documents.reading import page_texts, render, run


def _section(name: str, items: int) -> Section:
    return Section(f"{name}-head", (BulletList(tuple(f"{name}-{number}" for number in range(items))),))


def _all_words(name: str, items: int) -> list[str]:
    return [f"{name}-head", *(f"{name}-{number}" for number in range(items))]


def _words(text: str) -> list[str]:
    return re.findall(r"\b[a-e]-(?:head|\d+)\b", text)


def _halves(pdf: bytes, folder: Path) -> list[list[str]]:
    """The words of each column, page after page."""
    left, right = (
        run("pdftotext", "-x", x, "-y", "0", "-W", "297", "-H", "842", "{pdf}", "-", pdf=pdf, folder=folder)
        for x in ("0", "298")
    )
    pages = zip(left.split("\f")[:-1], right.split("\f")[:-1], strict=True)
    return [_words(half) for page in pages for half in page]


def test_columns_are_drawn_and_heard_left_one_first(tmp_path: Path) -> None:
    pdf = render(Columns((_section("a", 5), _section("b", 5))), base=HANDOUT).pdf
    assert _halves(pdf, tmp_path) == [_all_words("a", 5), _all_words("b", 5)]
    for command in (("pdftotext", "-raw", "{pdf}", "-"), ("pdfinfo", "-struct-text", "{pdf}")):
        heard = _words(run(*command, pdf=pdf, folder=tmp_path))
        assert heard == [*_all_words("a", 5), *_all_words("b", 5)]


@pytest.mark.parametrize("counts", [(3, 9, 2), (1, 1, 30), (20, 20, 20), (12, 3, 4)])
def test_section_stays_in_one_column_where_the_page_has_room(counts: tuple[int, ...], tmp_path: Path) -> None:
    sections = [_section(name, count) for name, count in zip("abc", counts, strict=True)]
    halves = _halves(render(Columns(tuple(sections)), base=HANDOUT).pdf, tmp_path)
    assert len(halves) == 2
    for name in "abc":
        assert len([half for half in halves if any(word.startswith(name) for word in half)]) == 1


@pytest.mark.parametrize("lines_above", range(1, 40, 5))
def test_section_goes_on_in_the_other_column_rather_than_on_the_next_page(
    lines_above: int, tmp_path: Path
) -> None:
    above = Paragraph("\n".join("x" * lines_above))
    columns = Columns((_section("a", 12), _section("b", 30)))
    pages = page_texts(render(above, columns, base=HANDOUT).pdf, tmp_path)
    (page,) = [page for page in pages if "b-head" in page]
    assert set(_all_words("b", 30)) <= set(_words(page))


def test_section_is_parted_where_that_saves_a_page_and_nothing_is_lost(tmp_path: Path) -> None:
    columns = Columns(tuple(_section(name, 30) for name in "abcde"))
    halves = _halves(render(columns, base=HANDOUT).pdf, tmp_path)
    assert len(halves) == 4  # Whole, each section would take more than half of a column: six columns.
    assert [word for half in halves for word in half] == [
        word for name in "abcde" for word in _all_words(name, 30)
    ]


def test_heading_never_stands_last_in_a_column(tmp_path: Path) -> None:
    columns = Columns((_section("a", 18), _section("b", 40), _section("c", 9)))
    for lines in range(1, 40, 4):
        halves = _halves(render(Paragraph("\n".join("x" * lines)), columns, base=HANDOUT).pdf, tmp_path)
        assert not [half for half in halves if half and half[-1].endswith("head")]
