"""Reads one YAML (or JSON) document into plain data, with the line of every value.

Stricter and safer than a YAML loader. Values come from the parser's events, so that nothing is built before it is
checked: no aliases, no tags, no second value for a key, limits on size, depth and count. Plain scalars follow YAML 1.2:
``no`` stays text (in YAML 1.1 it is a boolean), dates stay text, ``010`` is not eight and ``12:30`` not a number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeAlias

import yaml

from desktop_app.domain.errors import Problem
from desktop_app.domain.refusals import dotted_path
from desktop_app.domain.value_types import Location, is_code

PlainValue: TypeAlias = "bool | int | float | str | list[PlainValue] | dict[str, PlainValue] | None"

MOST_BYTES = 5_000_000
MOST_DEPTH = 50
MOST_KEYS = 500
MOST_VALUES = 20_000
MOST_DIGITS = 15
_BOOLEANS = {"true": True, "false": False}

FLOAT_FORM = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_INTEGER_FORM = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_JSON_SURROGATES = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between kinds of file: ``kind`` is the file in a sentence (``a case file``).

    ``booleans``: ``true`` and ``false`` are booleans; otherwise they stay text, as every other plain word.
    """

    kind: str
    most_entries: int
    booleans: bool


class _UnsafeDocumentError(Exception):
    """Reading on would be unsafe or pointless; the problem is already recorded."""


@dataclass
class YamlDocument:
    """What a document holds: ``root`` is ``None`` where it could not be read; ``lines`` counts from 1."""

    root: PlainValue = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, location: Location) -> int | None:
        """The line of ``location``, or of the nearest group around it."""
        for length in range(len(location), -1, -1):
            if (line := self.lines.get(location[:length])) is not None:
                return line
        return None


def decoded(data: bytes, *, json: bool) -> str | Problem:
    """The text of a file: UTF-8, with or without byte order mark, without control characters."""
    if len(data) > MOST_BYTES:
        return Problem(f"this file is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem("this file is not UTF-8 text: save it again as UTF-8", line=line)
    if control := _CONTROL.search(text):
        return Problem("there is a control character", line=text.count("\n", 0, control.start()) + 1)
    return _JSON_SURROGATES.sub(_joined_surrogates, text) if json else text


def _joined_surrogates(pair: re.Match[str]) -> str:
    """JSON writes a character beyond U+FFFF as two escapes, YAML as one."""
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + low - 0xDC00:08x}"


def read_document(text: str, dialect: Dialect) -> YamlDocument:
    """The one document in ``text``. Never raises for any content: see ``problems``."""
    document = YamlDocument()
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    try:
        _Reader(document, events, dialect).read()
    except _UnsafeDocumentError:
        document.root = None
    except yaml.YAMLError as error:
        document.root = None
        mark = getattr(error, "problem_mark", None)
        document.problems.append(Problem("this is not a YAML file", line=mark.line + 1 if mark else None))
    return document


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Reader:
    """Builds the data of one document from the parser's events."""

    def __init__(self, document: YamlDocument, events: Iterator[Any], dialect: Dialect) -> None:
        self._document = document
        self._events = events
        self._dialect = dialect
        self._values = 0

    def read(self) -> None:
        started = False
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if started:
                    self._stop(f"{self._dialect.kind} holds one document only", event)
                started = True
                first = next(self._events)
                self._document.lines[()] = _line(first)
                self._document.root = self._value(first, ())

    def _value(self, event: Any, location: Location) -> PlainValue:
        self._refuse_references(event)
        self._values += 1
        if self._values > MOST_VALUES:
            self._stop(f"this file holds more than {MOST_VALUES} values", event)
        if len(location) > MOST_DEPTH:
            self._stop(f"values are nested more than {MOST_DEPTH} deep", event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, location)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(location)
        return self._mapping(location)

    def _refuse_references(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._stop(f"aliases are not allowed in {self._dialect.kind}", event)
        if event.anchor is not None:
            self._report(f"anchors are not allowed in {self._dialect.kind}", event)
        if event.tag is not None:
            self._stop(f"tags (!) are not allowed in {self._dialect.kind}", event)

    def _scalar(self, event: Any, location: Location) -> bool | int | float | str | None:
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in _NULLS:
            return None
        if self._dialect.booleans and text in _BOOLEANS:
            return _BOOLEANS[text]
        if FLOAT_FORM.fullmatch(text) is None:
            return text
        if sum(character.isdigit() for character in text) > MOST_DIGITS:
            self._report(f"{dotted_path(location)} has more than {MOST_DIGITS} digits", event, location)
            return None
        number = int(text) if _INTEGER_FORM.fullmatch(text) else float(text)
        return number if math.isfinite(number) else text

    def _sequence(self, location: Location) -> list[PlainValue]:
        items: list[PlainValue] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            place = (*location, len(items))
            self._document.lines[place] = _line(event)
            if len(items) == (most := self._dialect.most_entries):
                path = dotted_path(location) or "the file"
                self._stop(f"{path} has more than {most} entries, at most {most} are kept", event)
            items.append(self._value(event, place))
        return items

    def _mapping(self, location: Location) -> dict[str, PlainValue]:
        entries: dict[str, PlainValue] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            self._refuse_references(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._stop("a key must be a single word", event)
            key: str = event.value
            place = (*location, key)
            value_event = next(self._events)
            if key in entries:
                self._report_twice(key, location, event)
                self._value(value_event, place)
                continue
            if len(entries) == MOST_KEYS:
                self._stop(f"{dotted_path(location) or 'the file'} has more than {MOST_KEYS} keys", event)
            self._document.lines[place] = _line(event)
            entries[key] = self._value(value_event, place)
        return entries

    def _report_twice(self, key: str, location: Location, event: Any) -> None:
        first = self._document.lines[(*location, key)]
        lines = f"lines {first} and {_line(event)}"
        word = key if is_code(key) else "a key"
        under = f" under {dotted_path(location)}" if location else ""
        path = dotted_path((*location, key))
        self._document.problems.append(Problem(f"{word} stands twice{under}, {lines}", path))

    def _report(self, sentence: str, event: Any, location: Location = ()) -> None:
        problem = Problem(sentence, dotted_path(location), _line(event))
        self._document.problems.append(problem)

    def _stop(self, sentence: str, event: Any) -> NoReturn:
        self._report(sentence, event)
        raise _UnsafeDocumentError
