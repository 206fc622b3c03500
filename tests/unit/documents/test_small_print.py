"""Columns of small print: the order in which they are read, and that nothing gets lost over the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop_app.documents.blocks import Heading, Paragraph, SmallPrint
from tests.unit.documents.reading import page_texts, render, run, text_as_drawn

EACH_COUNT = pytest.mark.parametrize("columns", [2, 3])
MARK = re.compile(r"item\d{3}")


def _items(count: int) -> tuple[str, ...]:
    return tuple(f"item{number:03} with some words after it" for number in range(count))


@EACH_COUNT
def test_small_print_is_drawn_and_heard_down_one_column_before_the_next(columns: int, tmp_path: Path) -> None:
    items = _items(12)
    pdf = render(SmallPrint(items, columns=2 if columns == 2 else 3)).pdf

    words = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)".*>(item\d{3})<',
        run("pdftotext", "-bbox", "{pdf}", "-", pdf=pdf, folder=tmp_path),
    )
    places = [(float(across), float(down), item) for across, down, item in words]
    heard = MARK.findall(run("pdfinfo", "-struct-text", "{pdf}", pdf=pdf, folder=tmp_path))

    assert [item for _, _, item in sorted(places)] == [item[:7] for item in items]
    assert len({across for across, _, _ in places}) == columns
    assert heard == [item[:7] for item in items]


@EACH_COUNT
def test_small_print_longer_than_a_page_goes_on_overleaf_and_loses_nothing(
    columns: int, tmp_path: Path
) -> None:
    items = _items(700)
    pdf = render(
        Paragraph("Before"), SmallPrint(items, columns=2 if columns == 2 else 3), Paragraph("After")
    ).pdf

    assert len(page_texts(pdf, tmp_path)) > 1
    assert MARK.findall(text_as_drawn(pdf, tmp_path)) == [item[:7] for item in items]


def test_one_text_taller_than_a_page_is_split_over_columns_and_pages(tmp_path: Path) -> None:
    parts = [" ".join(f"word{part}x{number}" for number in range(600)) for part in range(8)]
    pdf = render(SmallPrint((" ".join(parts[:1]), *parts[1:]))).pdf

    drawn = re.findall(r"word\dx\d{1,3}", " ".join(page_texts(pdf, tmp_path)))

    assert sorted(drawn) == sorted(word for part in parts for word in part.split())


def test_heading_before_small_print_stays_with_its_first_lines(tmp_path: Path) -> None:
    for lines in range(54, 70):
        text = "\n".join(f"line {number}" for number in range(lines))
        pages = page_texts(
            render(Paragraph(text), Heading(2, "Looked up"), SmallPrint(_items(30))).pdf, tmp_path
        )
        (page,) = (page for page in pages if "Looked up" in page)
        assert MARK.search(page)
