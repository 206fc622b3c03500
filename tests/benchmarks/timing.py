"""How long something takes, always beside its floor: both sides in turn, so that a busy computer slows both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle
from statistics import median
from time import perf_counter
from typing import TypeVar

P = TypeVar("P")


def seconds(work: Callable[[], object]) -> float:
    """The duration of one run."""
    start = perf_counter()
    work()
    return perf_counter() - start


def interleaved(repeats: int, *sides: Callable[[], float]) -> tuple[float, ...]:
    """The median of what each side measures, one run of each in turn."""
    runs = [[side() for side in sides] for _ in range(repeats)]
    return tuple(median(column) for column in zip(*runs, strict=True))


def in_loops(work: Callable[[], object], loops: int) -> Callable[[], float]:
    """Measures the mean of ``loops`` runs, for work that is too short for one."""

    def measure() -> float:
        start = perf_counter()
        for _ in range(loops):
            work()
        return (perf_counter() - start) / loops

    return measure


def over_each(work: Callable[[P], object], patients: Sequence[P], rounds: int = 4) -> Callable[[], float]:
    """Measures the mean over many patients, never the same one twice in a row."""
    turns = cycle(patients)
    return in_loops(lambda: work(next(turns)), rounds * len(patients))
