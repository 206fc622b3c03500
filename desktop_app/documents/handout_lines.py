"""The lines of a part of the handout as blocks: titles, choices, lists, with the drawings that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from desktop_app.documents.blocks import Block, BulletList, Paragraph, Pictogram, Pictured
from desktop_app.documents.text_runs import Run, Text
from desktop_app.domain.care_plan import Handout, HandoutLine
from desktop_app.domain.errors import RenderError


def word(handout: Handout, key: str) -> str:
    """A fixed word of the handout. Raises ``RenderError`` where the content has none."""
    try:
        return handout.labels[key]
    except KeyError:
        raise RenderError(
            f"The handout has no text for {key}.", "Install complete content, then make it again."
        ) from None


@dataclass
class _Item:
    """An item of a list that is being put together."""

    runs: list[Run]
    pictograms: tuple[Pictogram, ...] = ()

    def finished(self) -> Text | Pictured:
        text = tuple(self.runs)
        return Pictured(text, self.pictograms) if self.pictograms else text


def blocks_of(handout: Handout, lines: Sequence[HandoutLine]) -> list[Block]:
    """Titles bold, choices on a line of their own, the rest a list with one thing to know or do in each item.

    Names of which nothing more is said stand together in the item of the first.
    """
    blocks: list[Block] = []
    items: list[_Item] = []
    names: _Item | None = None
    for line, following in zip_longest(lines, lines[1:]):
        if line.style in {"title", "choice"}:
            _close(blocks, items)
            blocks.append(Paragraph((Run(line.text, strong=line.style == "title"),)))
        elif line.style == "continued" and items:
            items[-1].runs.append(Run(f" {line.text}"))
        elif line.style != "name":
            items.append(_Item(_runs(line), _pictograms(handout, line)))
        elif following is not None and following.style == "continued":
            items.append(_Item([_name(line)]))
        elif names is not None:
            names.runs += (Run(" "), _name(line))
        else:
            names = _Item([_name(line)])
            items.append(names)
    _close(blocks, items)
    return blocks


def _runs(line: HandoutLine) -> list[Run]:
    if line.style != "named":
        return [Run(line.text)]
    name, _, rest = line.text.partition(". ")
    return [Run(f"{name}.", strong=True), Run(f" {rest}")]


def _name(line: HandoutLine) -> Run:
    return Run(line.text if line.text.endswith(".") else f"{line.text}.", strong=True)


def _pictograms(handout: Handout, line: HandoutLine) -> tuple[Pictogram, ...]:
    return tuple(pictogram(handout, name) for name in line.pictograms)


def pictogram(handout: Handout, name: str) -> Pictogram:
    return Pictogram(name, word(handout, f"CAPTION_{name.upper()}"))


def _close(blocks: list[Block], items: list[_Item]) -> None:
    if items:
        blocks.append(BulletList(tuple(item.finished() for item in items)))
        items.clear()
