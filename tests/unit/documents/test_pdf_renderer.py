"""Pages, fonts, frames and the signature box, read back with poppler and qpdf."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

import pikepdf
import pytest

from desktop_app.documents.blocks import (
    Block,
    BulletList,
    Column,
    Columns,
    Document,
    Dose,
    Heading,
    KeepTogether,
    Mark,
    Notice,
    Paragraph,
    Section,
    SignatureBlock,
    Table,
    Timetable,
)
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.text_runs import Severity, TextSize
from desktop_app.domain.errors import RenderError
from tests.unit.documents.demo_documents import HANDOUT, LARGE_SPANISH, RECORD
from tests.unit.documents.reading import page_texts, render, run

DEMOS = pytest.mark.parametrize(
    "document", [RECORD, HANDOUT, LARGE_SPANISH], ids=["record", "handout", "large"]
)
FILLER = Paragraph("word " * 300)
LONG_TABLE = Table(
    (Column("Medicine", 2), Column("Dose", align="right"), Column("Reason", 3)),
    tuple((f"medicine {number}", f"{number} mg", "because of this " * 12) for number in range(60)),
)


@DEMOS
def test_render_same_document_twice_gives_the_same_bytes(document: Document) -> None:
    assert ReportlabRenderer().render(document).pdf == ReportlabRenderer().render(document).pdf


@DEMOS
def test_render_gives_a_sound_file(document: Document, tmp_path: Path) -> None:
    pdf = ReportlabRenderer().render(document).pdf
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", "{pdf}", pdf=pdf, folder=tmp_path)


@DEMOS
def test_every_font_is_embedded_and_ours(document: Document, tmp_path: Path) -> None:
    pdf = ReportlabRenderer().render(document).pdf
    fonts = run("pdffonts", "{pdf}", pdf=pdf, folder=tmp_path).splitlines()[2:]
    assert len(fonts) >= 2
    assert all(re.match(r"[A-Z]{6}\+LumbarSans-(Regular|Bold) .* yes yes yes ", font) for font in fonts)


@DEMOS
def test_every_page_names_the_patient_and_its_number(document: Document, tmp_path: Path) -> None:
    rendered = render(*document.blocks, FILLER, FILLER, base=document)
    pages = page_texts(rendered.pdf, tmp_path)
    label = "Página {} de {}" if document.language == "es-419" else "Page {} of {}"
    assert len(pages) == rendered.page_count > 1
    for number, text in enumerate(pages, 1):
        assert document.running_header in text
        assert document.running_footer[:20] in text
        assert label.format(number, len(pages)) in text


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612, 792))])
def test_pages_have_the_paper_asked_for(
    paper: Literal["a4", "letter"], size: tuple[float, float], tmp_path: Path
) -> None:
    (tmp_path / "d.pdf").write_bytes(ReportlabRenderer().render(replace(RECORD, paper=paper)).pdf)
    with pikepdf.open(tmp_path / "d.pdf") as pdf:
        boxes = [[float(value) for value in page.mediabox] for page in pdf.pages]
    assert all(box == pytest.approx([0, 0, *size], abs=0.01) for box in boxes)


def test_metadata_is_the_documents_own(tmp_path: Path) -> None:
    created = datetime(2026, 11, 20, 14, 9, 30, tzinfo=timezone(-timedelta(hours=3, minutes=30)))
    (tmp_path / "d.pdf").write_bytes(ReportlabRenderer().render(replace(RECORD, created_at=created)).pdf)
    with pikepdf.open(tmp_path / "d.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == RECORD.title
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261120140930-03'30'"
        assert str(pdf.docinfo["/ModDate"]) == "D:20261120140930-03'30'"
        assert str(pdf.Root["/Lang"]) == "en-US"
        assert "ReportLab" not in str(dict(pdf.docinfo))


@DEMOS
def test_signature_box_lies_within_its_page_and_frames_the_signature(
    document: Document, tmp_path: Path
) -> None:
    rendered = ReportlabRenderer().render(document)
    box = rendered.signature_box
    width, height = (612.0, 792.0) if document.paper == "letter" else (595.28, 841.89)
    assert 0 <= box.page < rendered.page_count
    assert 0 < box.left < box.right < width
    assert 0 < box.bottom < box.top < height
    crop = [
        "-f", str(box.page + 1), "-l", str(box.page + 1), "-r", "72", "-x", str(int(box.left)), "-y",
        str(int(height - box.top)), "-W", str(int(box.right - box.left) + 1), "-H", str(int(box.top - box.bottom) + 1),
    ]  # fmt: skip
    inside = run("pdftotext", *crop, "{pdf}", "-", pdf=rendered.pdf, folder=tmp_path)
    assert [line for line in inside.splitlines() if line.strip("\f")] == [
        f"{document.signature.label} {document.signature.lines[0]}",
        *document.signature.lines[1:],
    ]


def test_signed_statement_stands_on_a_line_of_its_own_before_the_name(tmp_path: Path) -> None:
    statement = "Signed electronically: I saw this patient and reviewed this plan."
    base = replace(RECORD, signature=replace(RECORD.signature, label=statement))
    text = page_texts(render(base=base).pdf, tmp_path)[0]
    assert f"{statement}\n" in re.sub(r" +", " ", text)


def test_signature_moves_whole_to_a_new_page_with_what_stands_above_it(tmp_path: Path) -> None:
    above = (Section("Who signed", (Paragraph("We went over it."),)),)
    base = replace(RECORD, signature=replace(RECORD.signature, above=above))
    for lines in range(40, 56):
        rendered = render(Paragraph("x\n" * lines), base=base)
        page = page_texts(rendered.pdf, tmp_path)[rendered.signature_box.page]
        assert "Who signed" in page
        assert "We went over it." in page
        assert all(line in page for line in RECORD.signature.lines)


def test_signature_taller_than_a_page_is_refused() -> None:
    with pytest.raises(RenderError, match="too large"):
        ReportlabRenderer().render(replace(RECORD, signature=SignatureBlock("Signed", ("x",) * 90)))


def test_long_table_repeats_its_header_and_loses_no_row(tmp_path: Path) -> None:
    pages = page_texts(render(LONG_TABLE).pdf, tmp_path)
    with_rows = [page for page in pages if re.search(r"medicine \d", page)]
    assert len(with_rows) > 1
    assert all(re.search(r"Medicine +Dose +Reason", page) for page in with_rows)
    assert re.findall(r"medicine (\d+)", "".join(pages)) == [str(number) for number in range(60)]


def test_row_taller_than_a_page_is_split_not_lost(tmp_path: Path) -> None:
    words = " ".join(f"w{number}" for number in range(1400))
    pages = page_texts(render(FILLER, Table((Column("a"), Column("b", 6)), ((words, "x"),))).pdf, tmp_path)
    assert re.findall(r"\bw(\d+)\b", "".join(pages)) == [str(number) for number in range(1400)]


def test_table_gives_a_long_word_the_room_it_needs(tmp_path: Path) -> None:
    table = Table((Column("Rule", 0.1), Column("Reason", 9)), (("CX_NSAID_GASTROINTESTINAL", "word " * 60),))
    assert "CX_NSAID_GASTROINTESTINAL" in page_texts(render(table).pdf, tmp_path)[0]


def test_heading_never_stands_last_on_a_page(tmp_path: Path) -> None:
    following = (Paragraph("follows " * 40), LONG_TABLE, Notice(Severity.CAUTION, "follows", (FILLER,)))
    for lines in range(36, 56, 2):
        for block in following:
            pages = page_texts(render(Paragraph("x\n" * lines), Heading(2, "HEADING"), block).pdf, tmp_path)
            (page,) = [page for page in pages if "HEADING" in page]
            assert re.search(r"follows|medicine 0", page[page.index("HEADING") :])


def test_item_of_a_few_lines_is_never_parted(tmp_path: Path) -> None:
    """Half of what is said of a dose must not end a page."""
    item = " ".join(["FIRST", *["word"] * 60, "LAST"])
    for lines in range(30, 60, 3):
        for base in (HANDOUT, RECORD):
            pages = page_texts(render(Paragraph("x\n" * lines), BulletList((item,)), base=base).pdf, tmp_path)
            (page,) = [page for page in pages if "FIRST" in page]
            assert "LAST" in page


def test_item_taller_than_a_page_is_parted_not_lost(tmp_path: Path) -> None:
    words = " ".join(f"w{number}" for number in range(1400))
    printed = "".join(page_texts(render(BulletList((words,))).pdf, tmp_path))
    assert re.findall(r"\bw(\d+)\b", printed) == [str(number) for number in range(1400)]


def test_keep_together_stays_on_one_page_when_it_fits(tmp_path: Path) -> None:
    group = KeepTogether((Heading(2, "FIRST"), Paragraph("x\n" * 20), Paragraph("LAST")))
    for lines in range(20, 56, 4):
        pages = page_texts(render(Paragraph("y\n" * lines), group).pdf, tmp_path)
        assert any("FIRST" in page and "LAST" in page for page in pages)


@pytest.mark.parametrize("lines", [50, 54, 56, 58, 60, 70, 150])
def test_group_that_fits_no_page_is_split_and_whole_text_printed(lines: int, tmp_path: Path) -> None:
    body = "\n".join(f"n{number}" for number in range(lines))
    group = KeepTogether((Heading(2, "FIRST"), Notice(Severity.EMERGENCY, "title", (Paragraph(body),))))
    printed = "".join(page_texts(render(Paragraph("before"), group).pdf, tmp_path))
    assert re.findall(r"\bn(\d+)\b", printed) == [str(number) for number in range(lines)]


@pytest.mark.parametrize("language", ["en-US", "es-419"])
@pytest.mark.parametrize("severity", [each for each in Severity if each is not Severity.PLAIN])
def test_notice_carries_a_word_for_its_severity(
    severity: Severity, language: Literal["en-US", "es-419"], tmp_path: Path
) -> None:
    words = {
        "en-US": ("EMERGENCY", "DO NOT USE", "CAUTION", "INFORMATION", "NOT ASSESSED"),
        "es-419": ("EMERGENCIA", "NO USAR", "PRECAUCIÓN", "INFORMACIÓN", "NO EVALUADO"),
    }
    word = dict(zip(Severity, words[language], strict=False))[severity]
    pdf = render(Notice(severity, "title"), base=replace(RECORD, language=language)).pdf
    assert f"{word}: title" in page_texts(pdf, tmp_path)[0]


def test_severities_differ_without_colour_and_word(tmp_path: Path) -> None:
    framed = [each for each in Severity if each is not Severity.PLAIN]
    marks = {_black_and_white(Table((Column("a"),), ((Mark(each, "same"),),)), tmp_path) for each in framed}
    assert len(marks) == len(framed)


def _black_and_white(block: Block, folder: Path) -> bytes:
    target = folder / "page"
    run(
        "pdftoppm",
        "-mono",
        "-r",
        "100",
        "-singlefile",
        "{pdf}",
        str(target),
        pdf=render(block).pdf,
        folder=folder,
    )
    return target.with_suffix(".pbm").read_bytes()


def test_timetable_says_each_dose_in_words_or_a_dash(tmp_path: Path) -> None:
    dose = Dose("ibuprofen", "detail", "200\u00a0mg", "37.5\u00a0mg", None, "1\u00a0dosis")
    for base in (HANDOUT, LARGE_SPANISH):
        table = Timetable(("Am", "Noon", "Pm", "Bed"), (dose,))
        text = page_texts(render(table, base=base).pdf, tmp_path)[0]
        assert re.search(r"200.mg +37\.5.mg +– +1.dosis", text)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_timetable_in_a_column_breaks_no_dose_and_no_caption(
    paper: Literal["a4", "letter"], tmp_path: Path
) -> None:
    captions = ("Mañana", "Mediodía", "Tarde", "Al acostarse")
    dose = Dose("metocarbamol", "", *["1500\u00a0mg"] * 4)
    columns = Columns((Section("x", (Timetable(captions, (dose,)),)), Section("y", (Paragraph("z"),))))
    text = page_texts(render(columns, base=replace(HANDOUT, paper=paper)).pdf, tmp_path)[0]
    assert re.search(r"Mañana +Mediodía +Tarde +Al acostarse", text)
    assert re.search(r"(1500.mg\s+){4}", text)


def test_large_print_is_large(tmp_path: Path) -> None:
    heights = {}
    for size in TextSize:
        pdf = render(Paragraph("Measure"), base=replace(HANDOUT, text_size=size)).pdf
        boxes = run("pdftotext", "-bbox", "{pdf}", "-", pdf=pdf, folder=tmp_path)
        found = re.search(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">Measure<', boxes)
        assert found is not None
        heights[size] = float(found[2]) - float(found[1])
    assert heights[TextSize.LARGE] / heights[TextSize.HANDOUT] == pytest.approx(18 / 12, rel=0.02)
    assert heights[TextSize.HANDOUT] / heights[TextSize.RECORD] == pytest.approx(12 / 9, rel=0.02)
