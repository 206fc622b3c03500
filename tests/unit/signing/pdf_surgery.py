"""Cuts into signed files: single bytes, the signature's own dictionary, and revisions appended by an editor."""

from __future__ import annotations

import re
from collections.abc import Callable
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


def with_later_revision(pdf: bytes, edit: Edit, *, compressed: bool = False) -> bytes:
    """Append a well-formed incremental update holding the objects that ``edit`` changed, as an editor would.

    ``compressed`` hides them in an object stream behind a cross-reference stream.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        changed = {one.objgen[0]: _written(one) for one in edit(document)}
        root = document.trailer.Root.objgen[0]
        size = max(int(document.trailer.Size), max(changed) + 1)
    previous = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    if compressed:
        return pdf + _compressed_revision(changed, root, size, previous, len(pdf))
    update, entries = b"", ""
    for number, body in changed.items():
        entries += f"{number} 1\n{len(pdf) + len(update):010} 00000 n \n"
        update += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    trailer = f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {previous} >>"
    return pdf + update + f"xref\n{entries}{trailer}\nstartxref\n{len(pdf) + len(update)}\n%%EOF\n".encode()


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
