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
    """A predicate, such as ``must be a list``, for one error of pydantic."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "criterion_kind":
        return detail["msg"]
    if kind == "value_error":
        return f"is refused: {context['error']}"
    if kind in ("literal_error", "enum"):
        return f"must be {context['expected'].replace(chr(39), '')}"
    return _REASONS.get(kind, "is not a value that fits here")


def location_in_data(location: Location, data: Any) -> Location:
    """The location inside ``data``, without the kinds of criteria that pydantic adds on the way."""
    found: list[str | int] = []
    current, kind_skipped = data, False
    for step, part in enumerate(location):
        is_last = step + 1 == len(location)
        if not kind_skipped and not is_last and _is_kind(part, current):
            kind_skipped = True
            continue
        kind_skipped = False
        found.append(part)
        current = _below(current, part)
    return tuple(found)


def sentence(entry_name: str, path: Location, predicate: str) -> str:
    """``TR-04: when.any[0] must be a list``."""
    subject = dotted_path(path) or "it"
    return f"{entry_name}: {subject} {predicate}" if entry_name else f"{subject} {predicate}"


def _is_kind(part: str | int, data: Any) -> bool:
    return isinstance(data, dict) and part == next((kind for kind in KINDS if kind in data), None)


def _below(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None
