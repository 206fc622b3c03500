"""The two embedded fonts, and which text they print: known without a page, so that it can be said before signing."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from io import BytesIO

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from desktop_app.resource_files import read_bytes

REGULAR = "LumbarSans"
BOLD = "LumbarSans-Bold"

_NEVER_PRINTED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Zl", "Zp"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_OVERLAYS = frozenset("\u0334\u0335\u0336\u0337\u0338")
_MARKS_ON_A_LETTER = 2

_SPACES = re.compile(r"[ \t]+")
_LINE_ENDS = re.compile(r" ?(?:\r\n|\r|\n) ?")
_EMPTY_LINES = re.compile(r"\n{3,}")
_SUBSTITUTE = "?"


@cache
def printable_characters() -> frozenset[str]:
    """What both weights can print, and the line feed. Registers the fonts with reportlab on the first call.

    Whatever the fonts hold, nothing that is invisible, that turns the direction of reading, or that strikes through
    what it follows: in a name it could reorder or cross out the dose that is printed behind it.
    """
    faces = []
    for name, file in ((REGULAR, "LumbarSans-Regular.ttf"), (BOLD, "LumbarSans-Bold.ttf")):
        font = TTFont(name, BytesIO(read_bytes(f"fonts/{file}")))
        registerFont(font)
        faces.append({chr(code) for code in font.face.charToGlyph if code >= 0x20})
    return frozenset(filter(_is_plain, faces[0] & faces[1])) - _OVERLAYS | {"\n"}


def _is_plain(character: str) -> bool:
    known = unicodedata.category(character) not in _NEVER_PRINTED
    return known and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT


def as_printed(text: str) -> str:
    """``text`` as it stands on paper: NFC, single spaces, line feeds kept, one empty line for many.

    Thousands of them would move what is printed below out of sight.
    """
    lines = _LINE_ENDS.sub("\n", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", _EMPTY_LINES.sub("\n\n", lines))


def unprintable(printed: str) -> str:
    """A character of a text ``as_printed`` that cannot be printed, by number and name; empty where there is none.

    Invisible characters and those that turn the direction of reading count, like every character without a glyph:
    what cannot be seen cannot be checked by who signs. A mark is printed on a letter only, two at most: piled up or
    on a digit it would cover what stands around it.
    """
    found = _unprintable(printed)
    return _described(min(found)) if found else ""


def in_capitals(printed: str) -> str:
    """``printed`` in capitals, but for a letter whose capital the fonts lack."""
    pairs = ((letter, letter.upper()) for letter in printed)
    return "".join(letter if unprintable(capital) else capital for letter, capital in pairs)


def with_substitutes(text: str) -> str:
    """``text`` with a question mark for each character that cannot be printed."""
    shown = as_printed(text)
    # A mark may have stood on a letter that is gone now, hence again.
    while found := _unprintable(shown):
        for character in found:
            shown = shown.replace(character, _SUBSTITUTE)
    return shown


def _unprintable(printed: str) -> set[str]:
    return set(printed) - printable_characters() or _stray_marks(printed)


def _stray_marks(text: str) -> set[str]:
    """Combining marks that stand on no letter, or on top of two others."""
    stray, room = set(), 0
    for character in text if not text.isascii() else "":
        if not unicodedata.combining(character):
            room = _MARKS_ON_A_LETTER if character.isalpha() else 0
        elif room:
            room -= 1
        else:
            stray.add(character)
    return stray


def _described(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"
