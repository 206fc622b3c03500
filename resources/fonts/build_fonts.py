"""Make the two document fonts in ``resources/fonts`` from Noto Sans (development tool; not part of the application).

Needs fontTools, the PyPI package ``fontpkg-noto-sans`` 2.15 and Debian's ``fonts-noto-mono``; see the README beside
the fonts. Three steps per weight: take one static weight, put the serifed capital I in place of the plain one (so
that 1, l and I differ), add the mathematical signs that Noto Sans lacks, and keep only what documents may print.
"""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Lumbar Sans"
MONO = Path("/usr/share/fonts/truetype/noto")
SIGNS = "≤≥≠≈→←↑↓√∞"
KEPT_RANGES = (
    (0x20, 0x7E),  # Basic Latin
    (0xA0, 0xAC),  # Latin-1, leaving out the invisible soft hyphen
    (0xAE, 0x24F),  # Latin-1, Latin Extended-A and -B
    (0x2B0, 0x2FF),  # modifier letters
    (0x300, 0x36F),  # combining marks, for names that have no precomposed letters
    (0x370, 0x3FF),  # Greek
    (0x400, 0x52F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional (Vietnamese)
)
KEPT_SIGNS = "\u2010\u2011‒–—―‘’‚“”„†‡•…‰′″‹›⁄€№™−" + "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉" + "⅓⅔⅛⅜⅝⅞" + SIGNS


def main(target: Path) -> None:
    """Write both weights into ``target``."""
    source = resources.files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
    for style, weight in (("Regular", 400), ("Bold", 700)):
        with source.open("rb") as stream:
            font = instantiateVariableFont(
                TTFont(stream, recalcTimestamp=False), {"wght": weight, "wdth": 100}
            )
        _use_serifed_capital_i(font)
        _keep_only_printable(font)
        _add_signs(font, TTFont(MONO / f"NotoSansMono-{style}.ttf"))
        _rename(font, style)
        font.save(target / f"LumbarSans-{style}.ttf")


def _use_serifed_capital_i(font: TTFont) -> None:
    glyphs, metrics = font["glyf"], font["hmtx"]
    wider = metrics["I.salt"][0] - metrics["I"][0]
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.isComposite() and glyph.components[0].glyphName == "I":
            for accent in glyph.components[1:]:
                accent.x += wider // 2
            metrics[name] = (metrics[name][0] + wider, metrics[name][1])
            glyph.recalcBounds(glyphs)
    glyphs["I"], metrics["I"] = glyphs["I.salt"], metrics["I.salt"]


def _keep_only_printable(font: TTFont) -> None:
    options = Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"], glyph_names=False
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "MVAR", "DSIG"]
    subsetter = Subsetter(options)
    wanted = {code for first, last in KEPT_RANGES for code in range(first, last + 1)}
    invisible = {0x34F}
    subsetter.populate(unicodes=(wanted | {ord(sign) for sign in KEPT_SIGNS}) - invisible)
    subsetter.subset(font)


def _add_signs(font: TTFont, mono: TTFont) -> None:
    if font["head"].unitsPerEm != mono["head"].unitsPerEm:
        sys.exit("The two source fonts use different units.")
    source, names = mono.getGlyphSet(), mono.getBestCmap()
    for sign in (sign for sign in SIGNS if ord(sign) not in font.getBestCmap()):
        outline = DecomposingRecordingPen(source)
        source[names[ord(sign)]].draw(outline)
        pen = TTGlyphPen(None)
        outline.replay(pen)
        name = f"uni{ord(sign):04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (mono["hmtx"][names[ord(sign)]][0], mono["hmtx"][names[ord(sign)]][1])
        for table in font["cmap"].tables:
            table.cmap[ord(sign)] = name


def _rename(font: TTFont, style: str) -> None:
    for name_id, text in {
        1: FAMILY, 2: style, 3: f"{FAMILY} {style} 1", 4: f"{FAMILY} {style}", 6: f"LumbarSans-{style}", 7: "",
        16: FAMILY, 17: style,
    }.items():  # fmt: skip
        font["name"].removeNames(nameID=name_id)
        if text:
            font["name"].setName(text, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "resources/fonts"))
