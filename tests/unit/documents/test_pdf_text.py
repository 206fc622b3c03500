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
    Masthead,
    Notice,
    Paragraph,
    Pictogram,
    Table,
)
from desktop_app.documents.pdf_fonts import in_capitals, printable_characters, unprintable
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.pdf_text import MAX_DOCUMENT, MAX_TEXT, Typesetter
from desktop_app.documents.pdf_theme import theme_for
from desktop_app.documents.text_runs import Run, Severity, TextSize
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


OUTCOMES = {
    "Polish": ("Łukasz Żółć", "Łukasz Żółć"),
    "Polish, decomposed": ("Wa\u0328sik", "Wąsik"),
    "Vietnamese": ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
    "Vietnamese, decomposed": ("Nguye\u0302\u0303n", "Nguyễn"),
    "Yoruba, no composed form": ("O\u0323\u0300s\u0323un", "Ọ̀ṣun"),
    "Turkish": ("İstanbul ıI", "İstanbul ıI"),
    "Icelandic": ("Þórður Æsir", "Þórður Æsir"),
    "Greek": ("Ωμέγα", "Ωμέγα"),
    "Cyrillic": ("Жанна Щукина", "Жанна Щукина"),
    "sign of ohm": ("50 \u2126m", "50 Ωm"),
    "digits above the line": ("m² 10³", "m² 10³"),
    "mark on a digit": ("5\u0301 mg", "U+0301 COMBINING ACUTE ACCENT"),
    "marks piled up": ("e\u0323\u0301\u0302\u0308x", "U+0308 COMBINING DIAERESIS"),
    "struck through": ("5\u0336 mg", "U+0336 COMBINING LONG STROKE OVERLAY"),
    "ligature": ("ﬁsh", "U+FB01 LATIN SMALL LIGATURE FI"),
    "Arabic": ("محمد", "U+062D ARABIC LETTER HAH"),
    "Hebrew": ("דָּוִד", "U+05B4 HEBREW POINT HIRIQ"),
    "Devanagari": ("क्षमा", "U+0915 DEVANAGARI LETTER KA"),
    "Thai": ("ไพ", "U+0E1E THAI CHARACTER PHO PHAN"),
    "Chinese": ("张伟", "U+4F1F CJK UNIFIED IDEOGRAPH-4F1F"),
    "Japanese": ("さ", "U+3055 HIRAGANA LETTER SA"),
    "Korean, decomposed": ("\u1100\u1161", "U+AC00 HANGUL SYLLABLE GA"),
    "emoji": ("😀", "U+1F600 GRINNING FACE"),
    "emoji with a skin tone": ("👍🏽", "U+1F3FD EMOJI MODIFIER FITZPATRICK TYPE-4"),
    "flag": ("🇺🇸", "U+1F1F8 REGIONAL INDICATOR SYMBOL LETTER S"),
    "keycap": ("1\ufe0f\u20e3", "U+20E3 COMBINING ENCLOSING KEYCAP"),
    "right-to-left override": ("Ana \u202e gm 005", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    "isolate": ("Ana \u2066x\u2069", "U+2066 LEFT-TO-RIGHT ISOLATE"),
    "zero width space": ("An\u200ba", "U+200B ZERO WIDTH SPACE"),
    "zero width joiner": ("An\u200da", "U+200D ZERO WIDTH JOINER"),
    "soft hyphen": ("An\u00ada", "U+00AD SOFT HYPHEN"),
    "byte order mark": ("\ufeffAna", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    "null": ("An\x00a", "U+0000"),
    "escape": ("An\x1ba", "U+001B"),
    "next line": ("An\x85a", "U+0085"),
    "half a surrogate pair": ("An\ud800a", "U+D800"),
    "private use": ("An\ue000a", "U+E000"),
    "what a lost character became": ("An\ufffda", "U+FFFD REPLACEMENT CHARACTER"),
}
"""What somebody may type, and how it is printed, or by which name it is refused."""


@pytest.mark.parametrize("kind", OUTCOMES)
def test_text_of_every_script_is_printed_right_or_refused_by_name_without_the_text(
    kind: str, tmp_path: Path
) -> None:
    typed, outcome = OUTCOMES[kind]
    if outcome.startswith("U+"):
        with pytest.raises(RenderError) as refusal:
            render(Paragraph(typed))
        assert outcome in str(refusal.value)
        assert typed not in str(refusal.value)
    else:
        assert outcome in page_texts(render(Paragraph(typed)).pdf, tmp_path)[0]


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


def test_empty_lines_count_once(tmp_path: Path) -> None:
    assert (
        "first\n\nsecond"
        in page_texts(render(Paragraph("first" + " \n" * 3_000 + "second")).pdf, tmp_path)[0]
    )


def test_name_in_capitals_is_printable_wherever_the_name_is() -> None:
    assert in_capitals("Muȿ Groß-Öz") == "MUȿ GROSS-ÖZ"
    letters = {letter for letter in printable_characters() if not unprintable(letter)}
    assert {letter for letter in letters if unprintable(in_capitals(letter))} == set()


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


def test_row_that_no_page_can_hold_is_refused_and_not_set_for_ever() -> None:
    with pytest.raises(RenderError, match="too large for a page"):
        render(Masthead("Plan", (Pictogram("phone", "555-0142\n" * 90),)))


def test_document_over_the_cap_is_refused() -> None:
    text = "word " * (MAX_TEXT // 5)
    with pytest.raises(RenderError, match="too long"):
        render(*[Paragraph(text)] * (MAX_DOCUMENT // MAX_TEXT + 1))
