"""Reads the files of a content folder into sections, and remembers where each entry stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import Any, Final

from desktop_app.domain.errors import ContentError, Problem
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.refusals import dotted_path
from desktop_app.domain.value_types import Location, suggestion
from desktop_app.strict_yaml import Dialect, YamlDocument, decoded, read_document

DICTIONARY_FILE: Final = "drug_dictionary.csv"
DICTIONARY_SECTION: Final = "drug_dictionary"
_DICTIONARY_COLUMNS: Final = ("ingredient", "synonyms", "atc", "rxcui", "classes")
_CONTENT_DIALECT: Final = Dialect("a content file", most_entries=2_000, booleans=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section or an entry of a section stands: the file, and what leads to it inside the document."""

    file: str
    document: YamlDocument
    location: Location

    def problem(self, below: Location, sentence: str) -> Problem:
        """A problem at ``below`` this place, with the nearest line that is known."""
        location = (*self.location, *below)
        return Problem(sentence, dotted_path(location), self.document.line_of(location), self.file)


@dataclass
class SourceFiles:
    """A content folder as plain data. ``places`` runs parallel to a section that is a list: one place for each entry.

    ``homes`` is where each section stands first.
    ``unread``: a part could not be read at all, so that what is missing here may stand there.
    """

    sections: dict[str, Any] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    homes: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: bool = False

    def refuse(self, problem: Problem) -> None:
        """Note why a part could not be read."""
        self.problems.append(problem)
        self.unread = True

    def problem(self, location: Location, sentence: str) -> Problem:
        """A problem at a location inside the joined sections: ``("questions", 3, "ask")``."""
        section, *below = location
        places, home = self.places.get(str(section), []), self.homes.get(str(section))
        if places and below and isinstance(below[0], int):
            return places[below[0]].problem(tuple(below[1:]), sentence)
        return Problem(sentence, str(section)) if home is None else home.problem(tuple(below), sentence)


def content_files(root: Traversable) -> list[tuple[str, bytes]]:
    """Every file that is content, by its path below ``root`` with forward slashes, in the order of the paths.

    Raises ``ContentError`` for a folder that cannot be read.
    """
    try:
        return sorted((name, file.read_bytes()) for name, file in _files(root, ""))
    except OSError as error:
        raise ContentError(
            "The content folder cannot be read.", (), "Check the name of the folder."
        ) from error


def hash_of_files(files: Iterable[tuple[str, bytes]]) -> str:
    """One SHA-256 over names and bytes, which changes with any of them."""
    total = sha256()
    for name, data in files:
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def read_sections(files: Iterable[tuple[str, bytes]]) -> SourceFiles:
    """Join the sections of all files in the order of their paths. Never raises for any content: see ``problems``."""
    source = SourceFiles()
    for name, data in files:
        text = decoded(data, json=False)
        if isinstance(text, Problem):
            source.refuse(replace(text, file=name))
        elif name == DICTIONARY_FILE:
            _add_dictionary(source, name, text)
        else:
            _add_document(source, name, read_document(text, _CONTENT_DIALECT))
    return source


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = prefix + entry.name
        if entry.is_dir():
            yield from _files(entry, f"{name}/")
        elif name.endswith((".yaml", ".yml")) or name == DICTIONARY_FILE:
            yield name, entry


def _add_document(source: SourceFiles, name: str, document: YamlDocument) -> None:
    source.problems += [replace(problem, file=name) for problem in document.problems]
    if isinstance(document.root, dict):
        for section, value in document.root.items():
            _add_section(source, section, value, Place(name, document, (section,)))
    elif document.problems:
        source.unread = True
    else:
        source.refuse(Problem("this file holds no sections", line=document.line_of(()), file=name))


def _add_section(source: SourceFiles, section: str, value: Any, place: Place) -> None:
    fields = KnowledgeBase.model_fields.keys() - {"sha256"}
    if section not in fields:
        hint = suggestion(section, fields)
        source.refuse(place.problem((), f"{section} is not a section of the content{hint}"))
    elif section not in source.sections:
        source.sections[section] = list(value) if isinstance(value, list) else value
        source.homes[section] = place
        source.places[section] = _places(value, place)
    elif isinstance(value, list) and isinstance(source.sections[section], list):
        source.sections[section] += value
        source.places[section] += _places(value, place)
    else:
        first = source.homes[section].file
        source.refuse(place.problem((), f"{section} stands here and in {first}"))


def _places(value: Any, place: Place) -> list[Place]:
    count = len(value) if isinstance(value, list) else 0
    return [replace(place, location=(*place.location, index)) for index in range(count)]


def _add_dictionary(source: SourceFiles, name: str, text: str) -> None:
    """The drug dictionary is a table, for the spreadsheet of whoever maintains it."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    document = YamlDocument(lines={(): 1})
    entries: list[dict[str, Any]] = []
    try:
        if tuple(next(reader, ())) != _DICTIONARY_COLUMNS:
            columns = ",".join(_DICTIONARY_COLUMNS)
            source.refuse(Problem(f"the first line must be {columns}", line=1, file=name))
            return
        for row in reader:
            if len(row) != len(_DICTIONARY_COLUMNS):
                sentence = f"there are {len(row)} columns instead of {len(_DICTIONARY_COLUMNS)}"
                source.refuse(Problem(sentence, line=reader.line_num, file=name))
                continue
            document.lines[len(entries),] = reader.line_num
            entries.append(_dictionary_entry(dict(zip(_DICTIONARY_COLUMNS, row, strict=True))))
    except csv.Error:
        source.refuse(Problem("this is not a CSV table", line=reader.line_num, file=name))
    _add_section(source, DICTIONARY_SECTION, entries, Place(name, document, ()))


def _dictionary_entry(row: dict[str, str]) -> dict[str, Any]:
    synonyms, classes = (row[column].split("|") if row[column] else [] for column in ("synonyms", "classes"))
    return {"ingredient": row["ingredient"], "synonyms": synonyms, "classes": classes}
