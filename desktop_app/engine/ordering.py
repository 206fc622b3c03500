"""Puts entries that name each other into an order in which each can be decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from desktop_app.domain import criteria as c


class _HasWhen(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def when(self) -> c.Criterion: ...


E = TypeVar("E", bound=_HasWhen)


def dependency_order(
    entries: Sequence[E], names_in: Callable[[c.Criterion], set[str]]
) -> list[tuple[int, E]]:
    """The entries with their place in the content, each after those of the same section that its criterion names.

    Raises ``ValueError`` where entries depend on each other in a circle.
    """
    index = {entry.id: position for position, entry in enumerate(entries)}
    order: dict[int, E] = {}
    open_: set[int] = set()

    def visit(position: int) -> None:
        if position in order:
            return
        if position in open_:
            raise ValueError(f"{entries[position].id} depends on itself")
        open_.add(position)
        for name in sorted(names_in(entries[position].when) & index.keys(), key=index.__getitem__):
            visit(index[name])
        order[position] = entries[position]

    for position in range(len(entries)):
        visit(position)
    return list(order.items())


def names_fired(criterion: c.Criterion) -> set[str]:
    """The rules that a criterion names."""
    return {name for part in c.walk(criterion) if isinstance(part, c.Fired) for name in part.fired}


def names_held(criterion: c.Criterion) -> set[str]:
    """The statements that a criterion names."""
    return {name for part in c.walk(criterion) if isinstance(part, c.Holds) for name in part.holds}
