"""Text reaches the page unchanged, or the document is refused: T6 (markup injection) and T8 (huge inputs)."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.documents.blocks import (
    BulletList,
    Column,
    Fact,
    FactList,
    Heading,
    Notice,
    Paragraph,
    Run,
    Severity,
    Table,
    TextSize,
)
from desktop_app.documents.pdf_fonts import printable_characters
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.pdf_text import MAX_DOCUMENT, MAX_TEXT, Typesetter
from desktop_app.documents.pdf_theme import theme_for
from desktop_app.domain.errors import RenderError
from tests.unit.documents.demo_documents import RECORD
from tests.unit.documents.reading import page_texts, render, run, squeezed, text_as_drawn

HOSTILE = (
    "<b>bold</b> & <i>x</i>",
    "a<b and b>c",
    "R&D &amp; Co &#x41; &lt;",
    "<jr>O'Neil</jr>",
    "unclosed <font color='red'>",
    '<a href="file:///etc/passwd">click</a>',
    '<a href="javascript:app.alert(1)">x</a>',
    '<img src="/etc/passwd"/>',
    '<img src="http://example.invalid/x.png" width="9" height="9"/>',
    "<font color=\"[[[getattr(pow, Word('__globals__'))['os'].system('touch /tmp/owned')]]]\">x</font>",
    "<evalString>1+1</evalString>",
    "<para alignment='center'>x</para><br/>",
    "]]> <![CDATA[ x ]]> <!-- x --> <?xml?>",
    "(unbalanced \\ ) parentheses \\n \\051",
    "{page} {pages} %s %(x)s ${x}",
    "/JS /Launch /URI endobj endstream",
    "Łukasz Nguyễn Thị Ánh Ñandú Жанна Ωμέγα 50 % ≤ 60 mL/min",
    "non\u00a0breaking 38.4\u00a0°C",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_stands_in_every_block(text: str, tmp_path: Path) -> None:
    pdf = render(
        Heading(2, text),
        Paragraph(text),
        Paragraph((Run("A "), Run(text, strong=True), Run(" Z"))),
        BulletList((text,), "check"),
        FactList((Fact(text, text),)),
        Table((Column(text),), ((text,),)),
        Notice(Severity.CAUTION, text, (Paragraph(text),)),
        base=replace(RECORD, running_header=text, running_footer=text, title=text),
    ).pdf
    assert text_as_drawn(pdf, tmp_path).count(squeezed(text)) == 12


def test_hostile_text_leaves_no_active_content(tmp_path: Path) -> None:
    pdf = render(*(Paragraph(text) for text in HOSTILE if "/JS" not in text)).pdf
    plain = run("qpdf", "--qdf", "--stream-data=uncompress", "{pdf}", "-", pdf=pdf, folder=tmp_path)
    names = re.findall(r"/(\w+)", plain)
    assert {"Page", "Font", "Catalog"} <= set(names)
    assert not set(names) & {
        "URI", "JS", "JavaScript", "Launch", "EmbeddedFile", "AA", "OpenAction", "Link", "Image", "GoToR",
    }  # fmt: skip
    assert (names.count("Annot"), names.count("Widget")) == (1, 1)  # the empty signature field


def test_rendering_hostile_text_opens_no_file_and_no_connection(project_root: Path) -> None:
    program = (
        "import sys\n"
        "from tests.unit.documents.demo_documents import RECORD\n"
        "from tests.unit.documents.reading import render\n"
        "from tests.unit.documents.test_pdf_text import HOSTILE\n"
        "from desktop_app.documents.blocks import Paragraph\n"
        "render(*RECORD.blocks)\n"
        "opened = []\n"
        "watched = ('open', 'socket', 'subprocess', 'os.system', 'urllib')\n"
        "sys.addaudithook(lambda event, arguments: event.startswith(watched) and opened.append(event))\n"
        "render(*(Paragraph(text) for text in HOSTILE))\n"
        "sys.exit(str(opened) if opened else 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=project_root, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.text(st.sampled_from("<>&;\"'=/\\()[]{}%#!-?abcß ≤½Ñệ"), min_size=1, max_size=60), max_size=12
    )
)
def test_any_printable_text_is_printed_in_order(tmp_path: Path, texts: list[str]) -> None:
    pdf = render(Paragraph("BEGIN"), *(Paragraph(text) for text in texts), Paragraph("FINISH")).pdf
    printed = text_as_drawn(pdf, tmp_path)
    assert (
        squeezed("BEGIN" + "".join(unicodedata.normalize("NFC", text) for text in texts) + "FINISH")
        in printed
    )


@pytest.mark.parametrize(
    ("character", "named"),
    [
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\u00ad", "U+00AD SOFT HYPHEN"),
        ("\x00", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x85", "U+0085"),
        ("\ud800", "U+D800"),
        ("张", "U+5F20 CJK UNIFIED IDEOGRAPH-5F20"),
        ("م", "U+0645 ARABIC LETTER MEEM"),
        ("😀", "U+1F600 GRINNING FACE"),
        ("\ue000", "U+E000"),
        ("\ufffd", "U+FFFD REPLACEMENT CHARACTER"),
    ],
)
def test_character_without_glyph_is_refused_by_name_without_the_text(character: str, named: str) -> None:
    with pytest.raises(RenderError) as refusal:
        render(Paragraph(f"Garcia{character}Ana"))
    assert named in str(refusal.value)
    assert "Garcia" not in str(refusal.value)


@pytest.mark.parametrize("field", ["title", "subject", "author", "running_header", "running_footer"])
def test_character_without_glyph_is_refused_outside_the_blocks_too(field: str) -> None:
    change: dict[str, Any] = {field: "张"}
    with pytest.raises(RenderError, match=r"U\+5F20"):
        ReportlabRenderer().render(replace(RECORD, **change))


def test_line_feed_breaks_the_line_and_space_runs_count_once(tmp_path: Path) -> None:
    pdf = render(Paragraph("first  line \r\n second\tline")).pdf
    lines = [line.strip() for line in page_texts(pdf, tmp_path)[0].splitlines()]
    assert "first line" in lines
    assert "second line" in lines


def test_paragraph_has_the_height_of_the_width_it_was_asked_for_last() -> None:
    style = theme_for(TextSize.RECORD).styles["body"]
    paragraph = Typesetter().paragraph("Four lines where narrow", style)

    (_, wide), (_, narrow) = paragraph.wrap(400, 100), paragraph.wrap(40, 100)
    paragraph.split(40, 1)

    assert (wide, narrow) == (style.leading, 4 * style.leading)
    assert paragraph.wrap(40, 100) == (40, narrow)
    assert paragraph.wrap(400, 100) == (400, wide)


def test_decomposed_text_is_composed(tmp_path: Path) -> None:
    assert "José" in page_texts(render(Paragraph("Jose\u0301")).pdf, tmp_path)[0]


def test_fonts_print_what_clinical_text_needs() -> None:
    needed = set("≤≥≠≈→←↑↓±×÷−°µ½¼¾²³€–—‘’“”…·•№™®©§¿¡ÁÉÍÓÚÜÑáéíóúüñßøåłđệαβγΔЖж")
    assert needed <= printable_characters()


def test_longest_permitted_word_is_broken_and_printed_whole(tmp_path: Path) -> None:
    pdf = render(Paragraph("x" * MAX_TEXT)).pdf
    assert "".join(page_texts(pdf, tmp_path)).count("x") >= MAX_TEXT


def test_text_over_the_cap_is_refused() -> None:
    with pytest.raises(RenderError, match="too long"):
        render(Paragraph("x" * (MAX_TEXT + 1)))


def test_hundred_kilobyte_word_is_refused_in_a_cell() -> None:
    with pytest.raises(RenderError, match="too long"):
        render(Table((Column("Reason"),), (("x" * 100_000,),)))


def test_document_over_the_cap_is_refused() -> None:
    text = "word " * (MAX_TEXT // 5)
    with pytest.raises(RenderError, match="too long"):
        render(*[Paragraph(text)] * (MAX_DOCUMENT // MAX_TEXT + 1))
