"""Case files: a consultation as YAML or JSON text, read with every problem named, and written so that it reads back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from desktop_app.domain.consultation import CASE_FORMAT, Consultation
from desktop_app.domain.consultation_record import to_plain, without_nulls
from desktop_app.domain.errors import CaseFileError, Problem
from desktop_app.domain.patient import Sex
from desktop_app.domain.refusals import refusals
from desktop_app.domain.value_types import EARLIEST_DATE, LATEST_DATE, LIST_LENGTH, CodedWord, Location
from desktop_app.domain.vocabulary import Vocabulary, located_unknown_ids
from desktop_app.strict_yaml import FLOAT_FORM, MOST_BYTES, Dialect, YamlDocument, decoded, read_document

MOST_PROBLEMS: Final = 100
CASE_DIALECT: Final = Dialect("a case file", most_entries=LIST_LENGTH, booleans=False)
_LINE_WIDTH: Final = 110
_ROUNDS: Final = 4

Found = list[tuple[Location, Problem]]


def read_case(source: Path | bytes, *, file_name: str, vocabulary: Vocabulary) -> Consultation:
    """The consultation in a case file; ``file_name`` is how the user calls it.

    Raises ``CaseFileError`` with every problem that was found, each with its path and line.
    """
    document = _document(_content(source, file_name), file_name)
    problems = list(document.problems)
    consultation = None
    if isinstance(document.root, dict):
        consultation, found = _checked(without_nulls(document.root), vocabulary)
        problems += [replace(problem, line=document.line_of(location)) for location, problem in found]
    elif not problems:
        problems.append(Problem("this is not a case file: it holds no keys", line=document.line_of(())))
    if problems or consultation is None:
        raise _refusal(sorted(problems, key=lambda problem: problem.line or 0), file_name)
    return consultation


def write_case(consultation: Consultation) -> str:
    """The case file of ``consultation``: keys in the documented order, only what is known."""
    plain = to_plain(consultation)
    if medications := plain.get("current_medications", {}).get("list"):
        # A plain name stands for an entry that has nothing else.
        medications[:] = [entry["name"] if entry.keys() == {"name"} else entry for entry in medications]
    return yaml.dump(
        plain,
        Dumper=_CaseDumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=_LINE_WIDTH,
    )


def _content(source: Path | bytes, file_name: str) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        with source.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (
            "there is no such file" if isinstance(error, FileNotFoundError) else "this file cannot be read"
        )
    raise _refusal([Problem(reason)], file_name)


def _document(content: bytes, file_name: str) -> YamlDocument:
    text = decoded(content, json=file_name.lower().endswith(".json"))
    return YamlDocument(problems=[text]) if isinstance(text, Problem) else read_document(text, CASE_DIALECT)


def _refusal(problems: list[Problem], file_name: str) -> CaseFileError:
    shown = tuple(replace(problem, file=file_name) for problem in problems[:MOST_PROBLEMS])
    return CaseFileError("This case file cannot be accepted.", shown, "Correct each point and open it again.")


def _checked(data: dict[str, Any], vocabulary: Vocabulary) -> tuple[Consultation | None, Found]:
    """The consultation, or every reason why there is none.

    Contradictions and unknown ids only show once each value is sound. So what was refused is taken out, and the rest is
    checked again: the user hears everything at once.
    """
    found: dict[Location, Problem] = {}
    for _ in range(_ROUNDS):
        try:
            consultation = Consultation.model_validate(data)
        except ValidationError as error:
            for location, problem in refusals(error, Consultation):
                found.setdefault(
                    location, problem
                )  # the first reason; "is missing" may follow from taking it out
                _take_out(data, location)
            _fill_required(data)
        else:
            unknown = located_unknown_ids(consultation, vocabulary)
            refused = list(found.items()) + unknown
            return (None if refused else consultation), refused
    return None, list(found.items())


def _take_out(data: dict[str, Any], location: Location) -> None:
    """Remove the innermost key on the way to ``location``: no entry of a list, so that the others keep their place."""
    holder, key = data, ""
    current: Any = data
    for part in location:
        if isinstance(current, dict) and part in current:
            holder, key, current = current, str(part), current[part]
        elif isinstance(current, list) and isinstance(part, int) and part < len(current):
            current = current[part]
        else:
            break
    holder.pop(key, None)


def _fill_required(data: dict[str, Any]) -> None:
    """Stand-ins for what was taken out, in contradiction to nothing else. The result is never handed out."""
    data.setdefault("format", CASE_FORMAT)
    data.setdefault("visit_date", LATEST_DATE)
    patient = data.setdefault("patient", {})
    patient.setdefault("birth_date", EARLIEST_DATE)
    patient.setdefault("sex", Sex.FEMALE)


class _CaseDumper(yaml.CSafeDumper):
    """Quotes every text that would read back as something else, here or by the rules of YAML 1.1."""


def _represent_word(dumper: yaml.CSafeDumper, word: CodedWord) -> yaml.ScalarNode:
    """A coded word stands bare: ``RF-C1: no``."""
    tag = "bool" if word.value in ("yes", "no") else "str"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", word.value)


_CaseDumper.add_multi_representer(CodedWord, _represent_word)
_CaseDumper.add_implicit_resolver("tag:yaml.org,2002:float", FLOAT_FORM, list("-+.0123456789"))
