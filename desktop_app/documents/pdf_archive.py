"""Makes a drawn PDF one that archives and screen readers accept: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

reportlab draws and marks; what it cannot write is added here in one pass: the structure tree, the metadata, the output
intent, the bookmarks, the attached file, and the empty signature field, which must be part of the structure before it
is signed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

from desktop_app.documents.blocks import Attachment, Document
from desktop_app.documents.pdf_metadata import xmp_packet
from desktop_app.documents.structure import Bookmark, Content, Element
from desktop_app.domain.signature import SIGNATURE_FIELD, SignatureBox
from desktop_app.resource_files import read_bytes

_UNMAPPED = re.compile(rb"(<[0-9A-F]{2}>) <0000>")
_PRINTED_AND_LOCKED = 132  # annotation flags: print, locked (ISO 32000-1, table 165)
_SIGNATURES_EXIST_APPEND_ONLY = 3  # signature flags (ISO 32000-1, table 219)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document as reportlab wrote it, and what is known about its pages."""

    pdf: bytes
    structure: Element
    bookmarks: Sequence[Bookmark]
    signature: SignatureBox
    signature_field: Element
    signature_label: str


def archived(drawn: Drawn, document: Document, title: str, subject: str, author: str) -> bytes:
    """The finished file; the same input gives the same bytes."""
    with Pdf.open(BytesIO(drawn.pdf)) as pdf:
        _mend_character_maps(pdf)
        _describe(pdf, document, title, subject, author)
        widget = _signature_field(pdf, drawn.signature, drawn.signature_label)
        _Structure(pdf, drawn.signature_field, widget).write(drawn.structure)
        _bookmark(pdf, drawn.bookmarks)
        if document.attachment is not None:
            _attach(pdf, document.attachment, document)
        del pdf.trailer.ID  # made of the environment, too; the one that saving makes is of the content alone
        target = BytesIO()
        # Saving compresses. It need not read our packet again: that states no PDF version to be brought up to date.
        pdf.save(target, deterministic_id=True, fix_metadata_version=False)
    return target.getvalue()


def _mend_character_maps(pdf: Pdf) -> None:
    """Reportlab maps unused codes to U+0000, which PDF/UA forbids; U+FFFD says the same and is allowed."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/ToUnicode" in item:
            stream = item.ToUnicode
            stream.write(_UNMAPPED.sub(rb"\1 <FFFD>", stream.read_bytes()))


def _describe(pdf: Pdf, document: Document, title: str, subject: str, author: str) -> None:
    root = pdf.Root
    packet = xmp_packet(
        title=title, subject=subject, author=author, language=document.language, created=document.created_at
    )
    root.Metadata = Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = String(document.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = Stream(pdf, _colour_profile(), N=3, Alternate=Name.DeviceRGB)
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )
    for key in ("/Keywords", "/Trapped"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]


@cache
def _colour_profile() -> bytes:
    return read_bytes("color/sRGB.icc")


def _signature_field(pdf: Pdf, box: SignatureBox, label: str) -> Dictionary:
    """An empty signature field over the visible block; it draws nothing, because the block is page content."""
    page = pdf.pages[box.page]
    rectangle = [round(edge) for edge in (box.left, box.bottom, box.right, box.top)]
    appearance = Stream(
        pdf, b"", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary(),
        BBox=Array([0, 0, rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]]),
    )  # fmt: skip
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, F=_PRINTED_AND_LOCKED, P=page.obj,
            T=String(SIGNATURE_FIELD), TU=String(label), Rect=Array(rectangle),
            AP=Dictionary(N=pdf.make_indirect(appearance)),
        )
    )  # fmt: skip
    page.Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=_SIGNATURES_EXIST_APPEND_ONLY)
    return widget


class _Structure:
    """Writes the structure tree, and the way back from each mark on a page to its element."""

    def __init__(self, pdf: Pdf, field: Element, widget: Dictionary) -> None:
        self._pdf = pdf
        self._field = field
        self._widget = widget
        self._pages = [page.obj for page in pdf.pages]
        self._elements: list[dict[int, Dictionary]] = [{} for _ in self._pages]

    def write(self, root: Element) -> None:
        pdf = self._pdf
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        numbers = Array()
        for number, (page, elements) in enumerate(zip(self._pages, self._elements, strict=True)):
            page.StructParents = number
            page.Tabs = Name.S
            numbers.append(number)
            numbers.append(pdf.make_indirect(Array([elements[mark] for mark in sorted(elements)])))
        self._widget.StructParent = len(self._pages)
        numbers.append(len(self._pages))
        numbers.append(self._form)
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self._pages) + 1
        pdf.Root.StructTreeRoot = tree

    def _element(self, element: Element, parent: Dictionary) -> Dictionary:
        written: Dictionary = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent)
        )
        if element.alternative:
            written.Alt = String(element.alternative)
        if element.spoken:
            written.ActualText = String(element.spoken)
        attributes = _attributes(element)
        if len(attributes) > 1:
            written.A = attributes
        if element is self._field:
            self._form = written
            written.K = Dictionary(Type=Name.OBJR, Obj=self._widget, Pg=self._widget.P)
        else:
            written.K = Array(
                [self._kid(kid, written) for kid in element.kids if not _is_empty(kid, self._field)]
            )
        return written

    def _kid(self, kid: Element | Content, parent: Dictionary) -> Dictionary:
        if isinstance(kid, Element):
            return self._element(kid, parent)
        self._elements[kid.page][kid.mark] = parent
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.mark)


def _is_empty(kid: Element | Content, field: Element) -> bool:
    return isinstance(kid, Element) and kid.is_empty and kid is not field and not _is_cell(kid)


def _is_cell(element: Element) -> bool:
    """A cell without content is still a cell: without it the others would stand in the wrong column."""
    return element.role in {"TH", "TD"}


def _attributes(element: Element) -> Dictionary:
    """What a figure, a list or a cell says of itself (ISO 32000-1, 14.8.5)."""
    if element.box is not None:
        return Dictionary(O=Name.Layout, BBox=Array([round(edge, 2) for edge in element.box]))
    if element.numbering is not None:
        return Dictionary(O=Name.List, ListNumbering=Name(f"/{element.numbering}"))
    attributes = Dictionary(O=Name.Table)
    if element.scope is not None:
        attributes.Scope = Name(f"/{element.scope}")
    if element.columns > 1:
        attributes.ColSpan = element.columns
    return attributes


def _bookmark(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Headings as the viewer's table of contents, nested by their level."""
    with pdf.open_outline() as outline:
        outline.root.clear()
        open_items: list[tuple[int, OutlineItem]] = []
        for bookmark in bookmarks:
            item = OutlineItem(bookmark.title, bookmark.page, "XYZ", top=bookmark.top)
            while open_items and open_items[-1][0] >= bookmark.level:
                open_items.pop()
            (open_items[-1][1].children if open_items else outline.root).append(item)
            open_items.append((bookmark.level, item))


def _attach(pdf: Pdf, attachment: Attachment, document: Document) -> None:
    """Embed a file as data behind the document (PDF/A-3: associated file)."""
    file = pikepdf.AttachedFileSpec(
        pdf,
        attachment.data,
        description=attachment.description,
        filename=attachment.name,
        mime_type=attachment.mime_type,
        creation_date=_pdf_date(document),
        mod_date=_pdf_date(document),
    )
    file.relationship = Name.Data
    pdf.attachments[attachment.name] = file
    pdf.Root.AF = Array([file.obj])


def _pdf_date(document: Document) -> str:
    return str(pikepdf.models.metadata.encode_pdf_date(document.created_at))
