"""Attacks that draw nothing new: other cross-references lead a reader to other parts of the same file.

The shadow attacks hide, replace, or hide and replace what was prepared before the signature; others leave out or bend
what an update must have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO

import pikepdf

from tests.unit.signing import shadow_edits
from tests.unit.signing.attack import CHANGED, UNREADABLE, Attack, Victim
from tests.unit.signing.pdf_surgery import with_later_revision, with_later_table
from tests.unit.signing.pki import sign_with_pyhanko

Shadow = Callable[..., bytes]


def table_attacks() -> Iterator[Attack]:
    """Every one of them."""
    shadows: dict[str, Shadow] = {"hide": _hidden, "replace": _replaced, "hide and replace": _exchanged}
    for name, shadow in shadows.items():
        for form, compressed in {"table": False, "stream": True}.items():
            yield Attack(f"shadow: {name} by a {form}", partial(shadow, compressed=compressed), CHANGED)
    for edit in (shadow_edits.note_added, shadow_edits.page_content_replaced):
        yield Attack(f"hybrid table: {edit.__name__}", partial(_hybrid, edit=edit), CHANGED)
    yield Attack("update without a table", _without_table, UNREADABLE)
    yield Attack("update without a trailer", _without_trailer, UNREADABLE)
    yield Attack("update that names the old table", _naming_the_old_table, CHANGED)
    yield Attack("update that forgets the signed part", _forgetting, UNREADABLE)


def _hybrid(victim: Victim, *, edit: Callable[[pikepdf.Pdf], list[pikepdf.Object]]) -> bytes:
    return with_later_revision(victim.signed, edit, hybrid=True)


def _hidden(victim: Victim, *, compressed: bool) -> bytes:
    """What the first page says is declared gone."""
    return with_later_table(victim.signed, {_content(victim.signed, 0): None}, compressed=compressed)


def _replaced(victim: Victim, *, compressed: bool) -> bytes:
    """The first page leads to what the second one says."""
    pdf = victim.signed
    offset = pdf.index(b"\n%d 0 obj" % _content(pdf, 1)) + 1
    return with_later_table(pdf, {_content(pdf, 0): offset}, compressed=compressed)


def _content(pdf: bytes, page: int) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return document.pages[page].obj.Contents.objgen[0]


def _exchanged(victim: Victim, *, compressed: bool) -> bytes:
    """A second catalogue waits in the file that the clinician signs; afterwards the file is led to it."""
    prepared = with_later_revision(victim.unsigned.pdf, _shadow_catalogue)
    signed = sign_with_pyhanko(prepared, victim.clinician)
    number = signed[: signed.index(b"/Shadow true")].rsplit(b" 0 obj", 1)[0].split()[-1]
    return with_later_table(signed, {}, root=int(number), compressed=compressed)


def _shadow_catalogue(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    own = document.Root
    [_, tree, page] = shadow_edits.page_tree_replaced(document)
    twin = document.make_indirect(pikepdf.Dictionary(dict(own.items())))
    twin.Shadow = True
    return [twin, tree, page]


def _without_table(victim: Victim) -> bytes:
    update = with_later_revision(victim.signed, shadow_edits.page_content_replaced)
    return update[: update.rindex(b"xref\n", 0, update.rindex(b"startxref"))] + b"%%EOF\n"


def _without_trailer(victim: Victim) -> bytes:
    update = with_later_revision(victim.signed, shadow_edits.page_content_replaced)
    return update[: update.rindex(b"trailer")] + update[update.rindex(b"startxref") :]


def _naming_the_old_table(victim: Victim) -> bytes:
    update = with_later_revision(victim.signed, shadow_edits.page_content_replaced)
    return update[: update.rindex(b"startxref")] + victim.signed[victim.signed.rindex(b"startxref") :]


def _forgetting(victim: Victim) -> bytes:
    """The new table has no predecessor: what was signed is no part of the document any more."""
    update = with_later_revision(victim.signed, shadow_edits.page_tree_replaced)
    here = update.rindex(b"/Prev")
    return update[:here] + update[here:].replace(b"/Prev", b"/Prew", 1)
