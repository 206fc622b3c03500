"""Five hundred texts that somebody may type or paste into a field, and those that no document may print."""

from __future__ import annotations

from typing import Final

_MARKUP: Final = (
    "<b>bold</b>", "<i>x", "</para>", "<br/>", "a<b and b>c", "<font color='red'>", "<para alignment='center'>x</para>",
    "R&D &amp; Co", "&#x41;&lt;", "&nbsp;", "<jr>O'Neil</jr>", "<evalString>1+1</evalString>", "<!-- x -->",
    "]]> <![CDATA[ x ]]>", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<img src='/etc/passwd'/>", "<img src='http://example.invalid/x.png' width='9'/>", "<svg onload=alert(1)>",
    "<a href='javascript:app.alert(1)'>x</a>", "<a href='file:///etc/passwd'>x</a>", "<a name='top'/>",
    "<link href='http://example.invalid'>x</link>", "<onDraw name='x'/>", "<seq id='x'/>", "<unichar code='65'/>",
    "<font color=\"[[[getattr(pow, Word('__globals__'))['os'].system('touch /tmp/owned')]]]\">x</font>",
)  # fmt: skip
_TEMPLATES: Final = (
    "{page} {pages}", "{med_name}", "{clinic_phone}", "{}", "{0}", "{{x}}", "{x!r:>{y}}", "%s %(x)s %d", "${HOME}",
    "$(reboot)", "`id`", "#{1+1}", "{% raw %}", "[[x]]", "<%= 1 %>", "@@x@@", "__import__('os')",
)  # fmt: skip
_PDF: Final = (
    "/JS (app.alert(1))", "/Launch /URI /AA", "endobj endstream", "%%EOF", "<< /S /JavaScript >>", "1 0 obj",
    "(unbalanced ( \\ )", "\\n \\051 \\\\", "BT (x) Tj ET", "/P <</MCID 0>> BDC EMC", "q 1 0 0 1 0 0 cm Q",
    "<FEFF0041>", "xref trailer startxref", "/EmbeddedFile /Filespec", "BX EX Do",
)  # fmt: skip
_PATHS: Final = (
    "/etc/passwd", "../../etc/shadow", "C:\\Windows\\win.ini", "\\\\server\\share", "file:///etc/hosts", "CON.txt",
    "http://example.invalid/?q=1&r=2#x", "https://[::1]/", "mailto:x@example.invalid", "javascript:void(0)",
    "data:text/html,<b>x", "~/.ssh/id_rsa", "smb://x/y",
)  # fmt: skip
_DATA: Final = (
    '{"name": "x", "a": [1, null]}', '"quoted"', "O'Neil", "'; DROP TABLE patient; --", '" OR "1"="1', "a,b;c\\td",
    "=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-1", "NaN", "Infinity", "null", "None", "true", "no", "1e309", "0x41",
    "yes: no", "- item", "&anchor *alias", "!!python/object:os.system", "|", "---", "0.1 mg", ".5 mg", "5.0 mg", "10x",
)  # fmt: skip
_LETTERS: Final = (
    "Łukasz Nguyễn Thị Ánh", "Ñandú Ibáñez Güell", "Жанна Щукина", "Ωμέγα Ψυχή", "Þórður Æsir", "İstanbul ıI", "ßẞ ſ",
    "Dvořák Šťastný", "Ẹ̀bùn Ọ̀ṣun", "Ɛ́ Ŋ ŋ", "Ǆ ǅ ǆ", "Å Å", "José", "e\u0323\u0301x", "½ ¾ ² µg",
    "≤ 60 ≥ ± ×", "“curly” ‘quotes’ …", "€ £ ¥ ¢", "50 % 38.4\u00a0°C", "– — − -", "™ © ® № ¿ ¡", "′ ″ • · ÷",
)  # fmt: skip
_LENGTHS: Final = (
    "x" * 300,
    "W" * 70,
    "-" * 90,
    "ab" * 100,
    "a " * 60,
    "Ñ" * 80,
    "1" * 60,
    "<" * 50,
    "&" * 50,
)

_SEEDS: Final = (*_MARKUP, *_TEMPLATES, *_PDF, *_PATHS, *_DATA, *_LETTERS, *_LENGTHS)
_FRAMES: Final = ("{}", "Ana {} Ruiz", "5{}mg", "({})", "{}<")

PRINTED: Final = tuple(frame.replace("{}", seed, 1) for seed in _SEEDS for frame in _FRAMES)
"""What is printed as it was typed, but for white space and the composed form (NFC)."""

_INVISIBLE: Final = (
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\u00ad\u034f\u061c\u115f\u17b4\u180e\u3164\uffa0"
    "\ufff9\ufffb\U000e0041\U000e007f\ufe0f\ufe00"
)
_BIDI: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROL: Final = "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9b\u2028\u2029"
_NO_CHARACTER: Final = "\ud800\udbff\udc00\udfff\ufdd0\ufffe\uffff\ue000\uf8ff\U0010ffff\u0378\ufffd\ufffc"
_OTHER_SCRIPTS: Final = "ﬁﬂ张伟김さクशमمحمדהไพხ\u1200\u0531😀👍🏽❤☠\U0001f468𝟓𝑨𓀀"
_OVERLAYS: Final = "\u0334\u0335\u0336\u0337\u0338\u20d2\u20dd\u20e0\u0488"

REFUSED: Final = tuple(
    (character, text)
    for character in _INVISIBLE + _BIDI + _CONTROL + _NO_CHARACTER + _OTHER_SCRIPTS + _OVERLAYS
    for text in (character, f"Ana {character}Ruiz", f"5{character} mg")
)
"""A character that no document prints, and a text that holds it."""

STRAY_MARKS: Final = (
    "\u0301Ana",
    "5\u0301 mg",
    "- \u0323x",
    "Z\u0351\u036b\u0343\u036a",
    "e\u0323\u0301\u0302\u0308x",
)
"""Marks on no letter, or piled up."""
