"""Loads a content folder: everything is checked, and every problem is named, before anything is handed out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import Any, Final

from pydantic import ValidationError

from desktop_app.content.integrity import integrity_problems
from desktop_app.content.source_files import SourceFiles, content_files, read_sections
from desktop_app.content.wording import as_written, name_of_entry, reason, sentence, without_kinds
from desktop_app.domain.errors import ContentError, Problem
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.value_types import Location, is_code

REMEDY: Final = "Correct each point, then check the content again."


def load_folder(root: Traversable) -> KnowledgeBase:
    """The content in a folder of YAML files.

    Raises ``ContentError`` with every problem, each with its file and line.
    """
    return load_files(content_files(root))


def load_files(files: Iterable[tuple[str, bytes]]) -> KnowledgeBase:
    """As ``load_folder``, from (path, bytes) of each file."""
    knowledge, _, problems = checked_files(files)
    if knowledge is None or problems:
        raise ContentError("The clinical content cannot be used.", problems, REMEDY)
    return stamped(knowledge)


def checked_files(
    files: Iterable[tuple[str, bytes]],
) -> tuple[KnowledgeBase | None, SourceFiles, tuple[Problem, ...]]:
    """The content if it can be read at all, where each entry stands, and every problem in the order of the lines."""
    source = read_sections(files)
    knowledge, found = _checked(source)
    problems = {*source.problems, *found}
    ordered = sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.sentence))
    return knowledge, source, tuple(ordered)


def canonical_json(knowledge: KnowledgeBase) -> bytes:
    """The one form of the content that its hash is taken over: without layout, comments and defaults."""
    plain = knowledge.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"sha256"})
    return canonical(plain)


def canonical(plain: Any) -> bytes:
    """JSON in its only form: keys in order, no spaces, UTF-8."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def stamped(knowledge: KnowledgeBase) -> KnowledgeBase:
    """The content with its hash."""
    return knowledge.model_copy(update={"sha256": sha256(canonical_json(knowledge)).hexdigest()})


def _checked(source: SourceFiles) -> tuple[KnowledgeBase | None, list[Problem]]:
    """The content, with every problem of form and every broken reference.

    Entries of a wrong form are set aside, so that the references of all others are checked in the same run. References
    are not checked while a part is missing: those to it would all look broken.
    """
    try:
        knowledge = _validated(source.sections)
    except ValidationError as error:
        problems = _form_problems(error, source)
        refused = _set_aside(error, source)
    else:
        return knowledge, [] if source.unread else _integrity_problems(knowledge, source, frozenset())
    try:
        rest = _validated(source.sections)
    except ValidationError:
        return None, problems
    return None, problems if source.unread else problems + _integrity_problems(rest, source, refused)


def _validated(sections: dict[str, Any]) -> KnowledgeBase:
    # Through JSON, as the compiled content is: the two can never be read differently.
    return KnowledgeBase.model_validate_json(json.dumps(sections))


def _form_problems(error: ValidationError, source: SourceFiles) -> list[Problem]:
    return [
        _located(without_kinds(detail["loc"], source.sections), reason(detail), source)
        for detail in error.errors(include_url=False)
        if not (source.unread and detail["type"] == "missing" and len(detail["loc"]) == 1)
    ]


def _located(found_at: Location, statement: str, source: SourceFiles) -> Problem:
    location = as_written(found_at, source.sections)
    section, *below = location
    value = source.sections.get(str(section))
    if below and isinstance(value, list) and isinstance(below[0], int):
        name = name_of_entry(value[below[0]]) or f"[{below[0]}]"
        name = name if is_code(name) and not name.isdigit() else f"{section} {name}"
        return source.problem(location, sentence(name, tuple(below[1:]), statement))
    return source.problem(location, sentence("", location, statement))


def _set_aside(error: ValidationError, source: SourceFiles) -> frozenset[str]:
    """Take every refused entry out of the sections; returns the names of these entries, which exist all the same."""
    refused = {detail["loc"][:2] for detail in error.errors(include_url=False) if len(detail["loc"]) > 1}
    names = set()
    for section, value in source.sections.items():
        if isinstance(value, list):
            kept = [index for index in range(len(value)) if (section, index) not in refused]
            names |= {name_of_entry(entry) for index, entry in enumerate(value) if index not in set(kept)}
            source.sections[section] = _picked(value, kept)
            source.places[section] = _picked(source.places[section], kept)
    return frozenset(names)


def _picked(items: Sequence[Any], indexes: Iterable[int]) -> list[Any]:
    return [items[index] for index in indexes]


def _integrity_problems(
    knowledge: KnowledgeBase, source: SourceFiles, refused: frozenset[str]
) -> list[Problem]:
    found = integrity_problems(knowledge, refused)
    return [_located(location, statement, source) for location, statement in found]
