"""Says why a value was refused: one ``Problem`` for each pydantic error, with its dotted path.

Pydantic's own texts repeat the rejected value and name Python types, so none of them is ever shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from desktop_app.domain.errors import Problem
from desktop_app.domain.value_types import Location, is_code, kind_of, suggestion

_GROUP_ERRORS = frozenset({"model_type", "model_attributes_type", "dict_type", "mapping_type"})


def dotted_path(location: Location) -> str:
    """``("decisions", "medications", 0, "drug")`` as ``decisions.medications[0].drug``; an odd key is not repeated."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += f"{'.' if path else ''}{part if is_code(part) else '(a key)'}"
    return path


def refusals(error: ValidationError, model: type[BaseModel]) -> list[tuple[Location, Problem]]:
    """Every reason why data is no ``model``, with the location inside the data; problems carry no line yet."""
    found: list[tuple[Location, Problem]] = []
    for detail in error.errors(include_url=False):
        for location, reason in _reasons(detail, model):
            path = dotted_path(location)
            found.append((location, Problem(f"{path or 'the case'} {reason}", path)))
    return found


def _reasons(detail: ErrorDetails, model: type[BaseModel]) -> Iterator[tuple[Location, str]]:
    kind, location = detail["type"], detail["loc"]
    context = detail.get("ctx", {})
    if kind == "refused":
        yield _without_key_mark(location), context["reason"]
    elif kind == "refused_together":
        for below, reason in context["found"]:
            yield (*location, *below), reason
    elif kind == "missing":
        yield location, "is missing"
    elif kind == "extra_forbidden":
        known = _known_keys(model, location[:-1])
        yield location, f"is not a known key{suggestion(str(location[-1]), known)}"
    elif kind in ("too_long", "too_short"):
        yield location, _length_reason(context)
    elif kind in _GROUP_ERRORS:
        yield location, f"must be a group of keys, got {kind_of(detail['input'])}"
    elif kind == "tuple_type":
        yield location, f"must be a list, got {kind_of(detail['input'])}"
    else:
        yield _without_key_mark(location), "is not a value that fits here"


def _without_key_mark(location: Location) -> Location:
    """Pydantic marks a refused mapping key with a last part ``[key]``."""
    return location[:-1] if location and location[-1] == "[key]" else location


def _length_reason(context: dict[str, Any]) -> str:
    actual, low, high = context["actual_length"], context.get("min_length"), context.get("max_length")
    if low is not None:
        return f"needs {low} entries, got {actual}"
    return f"has more than {high} entries, at most {high} are kept"


def _known_keys(model: type[BaseModel], location: Location) -> list[str]:
    """The keys of the model that stands at ``location`` below ``model``."""
    inner: Any = model
    for part in location:
        if isinstance(part, str) and _is_model(inner):
            inner = inner.model_fields[part].annotation if part in inner.model_fields else None
        inner = _model_within(inner)
    return sorted(inner.model_fields) if _is_model(inner) else []


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _model_within(annotation: Any) -> Any:
    """The model inside ``Model | None``, ``tuple[Model, ...]`` or ``Annotated[Model, ...]``."""
    if _is_model(annotation):
        return annotation
    parts = get_args(annotation)[:1] if get_origin(annotation) is Annotated else get_args(annotation)
    return next((found for part in parts if (found := _model_within(part)) is not None), None)
