"""Cuts into signed files: single bytes, the signature's own dictionary, and revisions appended by an editor."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf

Edit = Callable[[pikepdf.Pdf], list[pikepdf.Object]]
"""Changes a document and says which objects it changed or made."""


def gap(pdf: bytes) -> tuple[int, int]:
    """Where the signature's own value stands, angle brackets included: the only part it does not cover."""
    start = pdf.index(b"<", pdf.rindex(b"/Contents <"))
    return start, pdf.index(b">", start) + 1


def flipped(pdf: bytes, position: int, *, mask: int = 0x01) -> bytes:
    changed = bytearray(pdf)
    changed[position] ^= mask
    return bytes(changed)


def with_byte_range(pdf: bytes, numbers: bytes) -> bytes:
    """The file with other numbers in the place of its byte range, which keeps its length."""
    found = re.search(rb"/ByteRange \[([^\]]*)\]", pdf)
    assert found is not None
    assert len(numbers) <= len(found[1])
    return pdf[: found.start(1)] + numbers.ljust(len(found[1])) + pdf[found.end(1) :]


def with_contents(pdf: bytes, value: bytes) -> bytes:
    """The file with other hexadecimal digits in the place of the signature's value."""
    start, end = gap(pdf)
    return pdf[: start + 1] + value.ljust(end - start - 2, b"0") + pdf[end - 1 :]


def with_later_revision(pdf: bytes, edit: Edit, *, compressed: bool = False, hybrid: bool = False) -> bytes:
    """Append a well-formed incremental update holding the objects that ``edit`` changed, as an editor would.

    ``compressed`` hides them in an object stream behind a cross-reference stream; ``hybrid`` shows a table without any
    change, and hides the stream that leads to them behind it.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        changed = {one.objgen[0]: _written(one) for one in edit(document)}
        root = document.trailer.Root.objgen[0]
        size = max(int(document.trailer.Size), max(changed) + 1)
    if compressed:
        return pdf + _compressed_revision(changed, root, size, _startxref(pdf), len(pdf))
    bodies, offsets = _laid_out(changed, len(pdf))
    if hybrid:
        table = _Table(root, size, _startxref(pdf))
        stream = table.as_stream(offsets, len(pdf) + len(bodies))
        return pdf + bodies + stream + table.as_text({}, len(pdf + bodies + stream), hidden=len(pdf + bodies))
    return pdf + bodies + _Table(root, size, _startxref(pdf)).as_text(offsets, len(pdf + bodies))


def with_later_table(
    pdf: bytes, offsets: Mapping[int, int | None], *, root: int | None = None, compressed: bool = False
) -> bytes:
    """Append a cross-reference table and nothing else: it leads to other places in the file, or (``None``) nowhere."""
    with pikepdf.open(BytesIO(pdf)) as document:
        root = root or document.trailer.Root.objgen[0]
        table = _Table(root, int(document.trailer.Size), _startxref(pdf))
    if compressed:
        stream = table.as_stream(offsets, len(pdf))
        return pdf + stream + b"startxref\n%d\n%%%%EOF\n" % len(pdf)
    return pdf + table.as_text(offsets, len(pdf))


@dataclass(frozen=True)
class _Table:
    """The cross-reference table of a later revision (ISO 32000-1, 7.5.4 and 7.5.8), in either form."""

    root: int
    size: int
    previous: int

    def as_text(self, offsets: Mapping[int, int | None], start: int, *, hidden: int | None = None) -> bytes:
        """With the trailer and the end of the file; ``hidden`` is where a stream with further entries stands."""
        rows = "" if offsets else "0 0\n"
        rows += "".join(
            f"{number} 1\n{offset or 0:010} {'00000 n' if offset else '65535 f'} \n"
            for number, offset in offsets.items()
        )
        more = "" if hidden is None else f" /XRefStm {hidden}"
        size = self.size if hidden is None else self.size + 1
        trailer = f"trailer\n<< /Size {size} /Root {self.root} 0 R /Prev {self.previous}{more} >>"
        return f"xref\n{rows}{trailer}\nstartxref\n{start}\n%%EOF\n".encode()

    def as_stream(self, offsets: Mapping[int, int | None], start: int) -> bytes:
        """One object, itself the first that is new; it stands at ``start``."""
        found = {**offsets, self.size: start}
        index = " ".join(f"{number} 1" for number in found)
        data = b"".join(
            bytes([bool(offset)]) + (offset or 0).to_bytes(4, "big") + bytes([not offset])
            for offset in found.values()
        )
        head = f"/Type /XRef /W [1 4 1] /Index [{index}] /Size {self.size + 1} /Root {self.root} 0 R"
        return (
            f"{self.size} 0 obj\n<< {head} /Prev {self.previous} /Length {len(data)} >>\nstream\n".encode()
            + data
            + b"\nendstream\nendobj\n"
        )


def _startxref(pdf: bytes) -> int:
    return int(pdf[pdf.rindex(b"startxref") :].split()[1])


def _laid_out(changed: Mapping[int, bytes], start: int) -> tuple[bytes, dict[int, int | None]]:
    """The objects one after another, and where each begins."""
    bodies, offsets = b"", dict[int, int | None]()
    for number, body in changed.items():
        offsets[number] = start + len(bodies)
        bodies += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return bodies, offsets


def _written(item: pikepdf.Object) -> bytes:
    if not isinstance(item, pikepdf.Stream):
        return item.unparse(resolved=True)
    data = item.read_raw_bytes()
    head = pikepdf.Dictionary({key: value for key, value in item.items() if key != "/Length"})
    head.Length = len(data)
    return head.unparse(resolved=True) + b"\nstream\n" + data + b"\nendstream"


def _compressed_revision(
    changed: dict[int, bytes], root: int, size: int, previous: int, offset: int
) -> bytes:
    """An object stream and the cross-reference stream that leads to it (ISO 32000-1, 7.5.7 and 7.5.8)."""
    head, body = b"", b""
    for number, written in changed.items():
        head += b"%d %d " % (number, len(body))
        body += written + b" "
    container, table = size, size + 1
    update = (
        b"%d 0 obj\n<< /Type /ObjStm /N %d /First %d /Length %d >>\nstream\n%s%s\nendstream\nendobj\n"
        % ((container, len(changed), len(head), len(head + body), head, body))
    )
    rows = [(number, 2, container, place) for place, number in enumerate(changed)]
    rows += [(container, 1, offset, 0), (table, 1, offset + len(update), 0)]
    index = " ".join(f"{row[0]} 1" for row in rows)
    data = b"".join(bytes([kind]) + a.to_bytes(4, "big") + bytes([b]) for _, kind, a, b in rows)
    return (
        update
        + f"{table} 0 obj\n<< /Type /XRef /W [1 4 1] /Index [{index}] /Size {size + 2} /Root {root} 0 R ".encode()
        + b"/Prev %d /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (previous, len(data), data)
        + b"startxref\n%d\n%%%%EOF\n" % (offset + len(update))
    )
