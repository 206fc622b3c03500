"""One edit of a consultation: a path and a value in, a new and fully checked consultation out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ValidationError

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import to_plain, without_nulls
from desktop_app.domain.errors import LumbarPathwayError, Problem
from desktop_app.domain.refusals import refusals
from desktop_app.domain.value_types import Location, is_code

_PART = re.compile(r"(?:^|\.)([^.\[\]]+)|\[(\d{1,4})\]")


class EditError(LumbarPathwayError):
    """A value that a consultation cannot hold. ``path`` is where the first reason lies: maybe another field."""

    code = "CASE-002"

    def __init__(self, sentence: str, path: str) -> None:
        super().__init__(sentence, "Correct the value, or leave it unanswered.")
        self.path = path


def with_value(consultation: Consultation, path: str, value: object) -> Consultation:
    """A copy where ``path`` (``exam.motor.great_toe_extension.left``, ``tried[0].weeks``) holds ``value``.

    ``value`` may be a model, plain data or text as in a case file. ``None`` makes the field unanswered, or removes the
    entry of a list; an index one past the end appends. Raises ``EditError`` where the result would not be valid.
    """
    plain = to_plain(consultation)
    try:
        _put(plain, _location(path), value, path)
        return Consultation.model_validate(plain)
    except ValidationError as error:
        location, problem = refusals(error, Consultation)[0]
    except RecursionError:
        location, problem = (), Problem("This value is nested too deeply", path)
    # Outside the handlers: pydantic's error holds the rejected value and must not travel with ours.
    raise EditError(_spoken(location, problem), problem.path)


def _spoken(location: Location, problem: Problem) -> str:
    """``nrs_leg is 0 to 10`` as ``Nrs leg is 0 to 10.``: a screen shows it beside the field."""
    names = [part for part in location if isinstance(part, str)]
    label = names[-1].replace("_", " ") if names and is_code(names[-1]) else "this"
    reason = problem.sentence.removeprefix(problem.path).strip()
    sentence = f"{label[:1].upper()}{label[1:]} {reason}" if names else reason
    return sentence if sentence.endswith("?") else f"{sentence}."


def value_at(consultation: Consultation, path: str) -> Any:
    """What stands at ``path``; ``None`` where it is unanswered. Raises ``EditError`` for a path that cannot exist."""
    value: Any = consultation
    for part in _location(path):
        if value is None:
            return None
        value = _step(value, part, path)
    return value


def _location(path: str) -> Location:
    parts = list(_PART.finditer(path))
    if not parts or "".join(part[0] for part in parts) != path:
        raise EditError("There is no such field.", "")
    return tuple(part[1] if part[1] is not None else int(part[2]) for part in parts)


def _step(value: Any, part: str | int, path: str) -> Any:
    if isinstance(value, BaseModel) and isinstance(part, str) and part in type(value).model_fields:
        return getattr(value, part)
    if isinstance(value, Mapping) and isinstance(part, str):
        return value.get(part)
    if isinstance(value, tuple) and isinstance(part, int):
        return value[part] if part < len(value) else None
    raise EditError("There is no such field.", path)


def _put(plain: dict[str, Any], location: Location, value: object, path: str) -> None:
    """Set, or remove for ``None``, the value inside ``plain``, making the groups and lists on the way."""
    target: Any = plain
    for part, following in pairwise(location):
        empty: Any = [] if isinstance(following, int) else {}
        _require_container(target, part, path)
        if isinstance(target, dict):
            target = target.setdefault(part, empty)
        elif part == len(target):
            target.append(empty)
            target = empty
        else:
            target = target[part]
    _require_container(target, location[-1], path)
    _set(target, location[-1], value)


def _require_container(target: Any, part: str | int, path: str) -> None:
    fits = isinstance(target, dict) and isinstance(part, str)
    fits = fits or (isinstance(target, list) and isinstance(part, int) and part <= len(target))
    if not fits:
        raise EditError("There is no such field.", path)


def _set(target: Any, part: Any, value: object) -> None:
    if value is None:
        if isinstance(target, dict):
            target.pop(part, None)
        elif part < len(target):
            del target[part]
    elif isinstance(target, list) and part == len(target):
        target.append(without_nulls(value))
    else:
        target[part] = without_nulls(value)
