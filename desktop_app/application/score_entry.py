"""Scores as they are typed in: what an entry changes in the consultation, and what is answered in part.

A consultation holds an instrument whole or not at all. What is answered of one is kept here until the last item is;
it counts nowhere, and is lost when the visit is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from desktop_app.domain.instrument_content import Instrument
from desktop_app.domain.patient import Measures

MOMENTS: Final = ("now", "baseline")

Items = tuple[int | None, ...]


class _PartAnswered:
    """The items of one instrument at one moment."""

    def __init__(self, count: int) -> None:
        self._nothing: Items = tuple(None for _ in range(count))
        self._before: Items = self._nothing
        self.items: Items = self._nothing

    @property
    def whole(self) -> bool:
        return None not in self.items

    def answer(self, index: int, value: int | None) -> None:
        self._before = self.items
        self.items = (*self.items[:index], value, *self.items[index + 1 :])

    def follow(self, recorded: Items | None) -> None:
        """Take over what is recorded; a whole answer that is no longer there was undone."""
        if recorded is not None:
            self._before = self.items if self.items != recorded else self._before
            self.items = recorded
        elif self.whole:
            self.items = self._before if None in self._before else self._nothing


class ScoreEntry:
    """Knows the paths of all scores; ``measures.now.peg[0]`` is the first item of the PEG."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._parts = {
            f"measures.{moment}.{item.measure}": _PartAnswered(len(item.items))
            for item in instruments
            for moment in MOMENTS
            if item.scored_by in ("mean", "sum")
        }

    def follow(self, measures: Measures) -> None:
        """Take over what the consultation holds."""
        for path, part in self._parts.items():
            _, moment, measure = path.split(".")
            part.follow(getattr(getattr(measures, moment), measure))

    def items(self, path: str) -> Items:
        """What is answered of the instrument at ``path``, whole or not."""
        return self._parts[path].items

    def answer_item(self, path: str, index: int, value: int | None) -> dict[str, Any]:
        """The changes that follow from an answer: the whole instrument, or that it no longer has a score."""
        part = self._parts[path]
        was_whole = part.whole
        part.answer(index, value)
        if part.whole:
            return {path: part.items}
        return {path: None} if was_whole else {}


def tick(recorded: tuple[int, ...] | None, statement: int, place: str) -> Mapping[str, Any]:
    """The changes that follow from ticking or unticking a statement of the RMDQ-24 under ``measures.now``.

    The ticks take the place of a typed total. The last tick taken away leaves the questionnaire unanswered: a score
    of 0 is only what was typed as 0.
    """
    ticked = sorted(set(recorded or ()) ^ {statement})
    return {f"{place}.rmdq": None, f"{place}.rmdq_items": ticked or None}


def type_total(total: object, place: str) -> Mapping[str, Any]:
    """The changes that follow from typing the total of the RMDQ-24."""
    return {f"{place}.rmdq_items": None, f"{place}.rmdq": total}
