"""Says in the words of an author why an entry of the content does not have the form it needs."""

from __future__ import annotations

from typing import Any

from pydantic_core import ErrorDetails

from desktop_app.domain.criteria import KINDS
from desktop_app.domain.refusals import dotted_path
from desktop_app.domain.value_types import Location

_REASONS = {
    "bool_type": "must be true or false",
    "date_from_datetime_parsing": "must be a date like 2026-11-20, in quotes",
    "date_type": "must be a date like 2026-11-20, in quotes",
    "dict_type": "must be a group of keys",
    "extra_forbidden": "is not a known key",
    "finite_number": "must be a number",
    "float_type": "must be a number",
    "greater_than": "must be above 0",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "missing": "is missing",
    "model_type": "must be a group of keys",
    "string_too_short": "is empty",
    "string_type": "must be text: put it in quotes",
    "tuple_type": "must be a list",
}
_NAMING_KEYS = ("id", "key", "code", "ingredient", "name", "number")


def name_of_entry(entry: Any) -> str:
    """What an author calls an entry, given as plain data: its id, key or code; empty where it has none."""
    if not isinstance(entry, dict):
        return str(entry) if isinstance(entry, str) else ""
    return next((str(entry[key]) for key in _NAMING_KEYS if isinstance(entry.get(key), str | int)), "")


def reason(detail: ErrorDetails) -> str:
    """What is wrong, such as ``must be a list``, for one error of pydantic."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "criterion_kind":
        return detail["msg"]
    if kind == "value_error":
        return str(context["error"])
    if kind in ("literal_error", "enum"):
        return f"must be {context['expected'].replace(chr(39), '')}"
    return _REASONS.get(kind, "is not a value that fits here")


def without_kinds(location: Location, data: Any) -> Location:
    """A location that pydantic reports, without the kinds of criteria that it adds on the way."""
    found: list[str | int] = []
    current, kind_left_out = data, False
    for step, part in enumerate(location, start=1):
        if not kind_left_out and step < len(location) and _is_kind(part, current):
            kind_left_out = True
            continue
        kind_left_out = False
        found.append(part)
        current = _below(current, part)
    return tuple(found)


def as_written(location: Location, data: Any) -> Location:
    """The location without an index into a list that the author wrote as one text (``sources: NG59, ACP07``)."""
    *outer, last = location
    holder = data
    for part in outer:
        holder = _below(holder, part)
    return tuple(outer) if isinstance(last, int) and not isinstance(holder, list) else location


def sentence(entry_name: str, path: Location, statement: str) -> str:
    """``TR-04, when.any[0].answer: RF-C99 is not a question``."""
    subject = ", ".join(part for part in (entry_name, dotted_path(path)) if part)
    return f"{subject}: {statement}"


def _is_kind(part: str | int, data: Any) -> bool:
    return isinstance(data, dict) and part == next((kind for kind in KINDS if kind in data), None)


def _below(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None
