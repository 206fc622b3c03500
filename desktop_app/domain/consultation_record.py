"""A consultation as plain data and back: the shape of the case file, for JSON, YAML and the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from pydantic import ValidationError

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.errors import CaseFileError
from desktop_app.domain.refusals import refusals


def to_plain(consultation: Consultation) -> dict[str, Any]:
    """Only what is known, in the documented key order; answers stay ``Answer`` and dates stay ``date``."""
    plain: dict[str, Any] = _known(consultation.model_dump(exclude_defaults=True))
    return plain


def to_json_dict(consultation: Consultation) -> dict[str, Any]:
    """As ``to_plain``, of JSON types only."""
    plain: dict[str, Any] = _json(to_plain(consultation))
    return plain


def to_json(consultation: Consultation) -> str:
    """The case file as JSON text."""
    return json.dumps(to_json_dict(consultation), ensure_ascii=False)


def from_json_dict(data: Mapping[str, Any]) -> Consultation:
    """The inverse of ``to_json_dict``. Ids are not checked: a stored visit may be older than the content.

    Raises ``CaseFileError`` with every problem.
    """
    try:
        return Consultation.model_validate(without_nulls(data))
    except ValidationError as error:
        problems = tuple(problem for _, problem in refusals(error, Consultation))
    # Outside the handler: pydantic's error holds the rejected values and must not travel with ours.
    raise CaseFileError("This consultation cannot be read.", problems, "Restore it from a backup.")


def without_nulls(value: Any) -> Any:
    """``value`` where each mapping key with ``None`` is left out: null in a file means unanswered."""
    if isinstance(value, Mapping):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list | tuple) else value


def _known(value: Any) -> Any:
    """Without the empty groups that ``exclude_defaults`` leaves; a whole number without a decimal point."""
    if isinstance(value, dict):
        items = ((key, _known(item)) for key, item in value.items())
        return {key: item for key, item in items if item is not None and item != {}}
    if isinstance(value, list | tuple):
        return [_known(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
