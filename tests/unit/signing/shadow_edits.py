"""What an editor could change in a later revision of a signed plan, so that it shows or does something else."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

_ANYWHERE = [60, 60, 300, 90]


def _annotated(document: Pdf, **annotation: Any) -> list[Object]:
    page = document.pages[0].obj
    added = document.make_indirect(Dictionary(Type=Name.Annot, Rect=_ANYWHERE, **annotation))
    page.Annots = Array([*page.get("/Annots", []), added])
    return [page, added]


def _fonts(document: Pdf) -> list[Object]:
    return [item for item in document.objects if isinstance(item, Dictionary) and "/ToUnicode" in item]


def note_added(document: Pdf) -> list[Object]:
    return _annotated(document, Subtype=Name.FreeText, Contents="Take twice as many", DA="/Helv 12 Tf")


def link_added(document: Pdf) -> list[Object]:
    action = Dictionary(S=Name.URI, URI="https://example.org/")
    return _annotated(document, Subtype=Name.Link, A=action)


def stamp_added(document: Pdf) -> list[Object]:
    return _annotated(document, Subtype=Name.Stamp, Name=Name.Approved)


def white_box_laid_over_text(document: Pdf) -> list[Object]:
    return _annotated(document, Subtype=Name.Square, IC=[1, 1, 1], C=[1, 1, 1])


def text_redacted(document: Pdf) -> list[Object]:
    return _annotated(document, Subtype=Name.Redact, QuadPoints=[60, 90, 300, 90, 60, 60, 300, 60])


def text_field_added(document: Pdf) -> list[Object]:
    changed = _annotated(document, Subtype=Name.Widget, FT=Name.Tx, T="Dose", V="1000 mg")
    form = document.Root.AcroForm
    form.Fields = Array([*form.Fields, changed[1]])
    return [*changed, document.Root]


def xfa_form_added(document: Pdf) -> list[Object]:
    document.Root.AcroForm.XFA = document.make_indirect(Stream(document, b"<xdp/>"))
    return [document.Root, document.Root.AcroForm.XFA]


def pages_swapped(document: Pdf) -> list[Object]:
    first, second = document.pages[0].obj, document.pages[1].obj
    first.Contents, second.Contents = second.Contents, first.Contents
    return [first, second]


def page_content_replaced(document: Pdf) -> list[Object]:
    page = document.pages[0].obj
    page.Contents = document.make_indirect(Stream(document, b"0 0 99 99 re f"))
    return [page, page.Contents]


def page_content_stream_overwritten(document: Pdf) -> list[Object]:
    content = document.pages[0].obj.Contents
    content.write(b"0 0 99 99 re f")
    return [content]


def page_content_added(document: Pdf) -> list[Object]:
    page = document.pages[0].obj
    more = document.make_indirect(Stream(document, b"0 0 99 99 re f"))
    page.Contents = Array([page.Contents, more])
    return [page, more]


def page_removed(document: Pdf) -> list[Object]:
    pages = document.Root.Pages
    pages.Kids = Array(list(pages.Kids)[1:])
    pages.Count = len(pages.Kids)
    return [pages]


def page_repeated(document: Pdf) -> list[Object]:
    pages = document.Root.Pages
    pages.Kids = Array([*pages.Kids, pages.Kids[0]])
    pages.Count = len(pages.Kids)
    return [pages]


def page_tree_replaced(document: Pdf) -> list[Object]:
    page = document.make_indirect(Dictionary(Type=Name.Page, MediaBox=[0, 0, 99, 99]))
    tree = document.make_indirect(Dictionary(Type=Name.Pages, Kids=[page], Count=1))
    page.Parent = tree
    document.Root.Pages = tree
    return [document.Root, tree, page]


def page_turned(document: Pdf) -> list[Object]:
    document.pages[0].obj.Rotate = 180
    return [document.pages[0].obj]


def page_cropped(document: Pdf) -> list[Object]:
    document.pages[0].obj.CropBox = Array([0, 0, 300, 300])
    return [document.pages[0].obj]


def font_program_replaced(document: Pdf) -> list[Object]:
    program = _fonts(document)[0].FontDescriptor.FontFile2
    program.write(b"\0\1\0\0" + bytes(8))
    return [program]


def font_exchanged(document: Pdf) -> list[Object]:
    first, second = _fonts(document)[:2]
    first.FontDescriptor = second.FontDescriptor
    return [first]


def character_map_replaced(document: Pdf) -> list[Object]:
    characters = _fonts(document)[0].ToUnicode
    characters.write(characters.read_bytes().replace(b"<0031>", b"<0039>"))
    return [characters]


def resources_overlaid(document: Pdf) -> list[Object]:
    page = document.pages[0].obj
    form = Stream(document, b"0 0 99 99 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99])
    page.Resources = Dictionary(XObject=Dictionary(Fm=document.make_indirect(form)))
    return [page, page.Resources.XObject.Fm]


def signature_appearance_drawn(document: Pdf) -> list[Object]:
    appearance = document.Root.AcroForm.Fields[0].AP.N
    appearance.write(b"0 0 99 99 re f")
    return [appearance]


def language_changed(document: Pdf) -> list[Object]:
    document.Root.Lang = String("es")
    return [document.Root]


def metadata_replaced(document: Pdf) -> list[Object]:
    document.Root.Metadata.write(b"<x/>")
    return [document.Root.Metadata]


def open_action_added(document: Pdf) -> list[Object]:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    return [document.Root]


def page_action_added(document: Pdf) -> list[Object]:
    document.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    return [document.pages[0].obj]


def layer_hidden(document: Pdf) -> list[Object]:
    group = document.make_indirect(Dictionary(Type=Name.OCG, Name="Dose"))
    document.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(OFF=[group]))
    return [document.Root, group]


def bookmark_renamed(document: Pdf) -> list[Object]:
    bookmark = document.Root.Outlines.First
    bookmark.Title = String("Something else")
    return [bookmark]


def structure_text_replaced(document: Pdf) -> list[Object]:
    element = document.Root.StructTreeRoot.K
    element.ActualText = String("Take twice as many")
    return [element]


def attachment_replaced(document: Pdf) -> list[Object]:
    data = document.Root.AF[0].EF.F
    data.write(b"{}")
    return [data]


def attachment_detached(document: Pdf) -> list[Object]:
    del document.Root.AF, document.Root.Names
    return [document.Root]


def attachment_added(document: Pdf) -> list[Object]:
    data = document.make_indirect(Stream(document, b"MZ", Type=Name.EmbeddedFile))
    file = document.make_indirect(Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=data)))
    document.Root.AF = Array([*document.Root.AF, file])
    return [document.Root, file, data]


def catalogue_replaced(document: Pdf) -> list[Object]:
    twin = document.make_indirect(Dictionary(dict(document.Root.items())))
    twin.Lang = String("es")
    document.trailer.Root = twin
    return [twin]


def field_duplicated(document: Pdf) -> list[Object]:
    form = document.Root.AcroForm
    twin = document.make_indirect(Dictionary(FT=Name.Sig, T="Twin", V=form.Fields[0].V))
    form.Fields = Array([form.Fields[0], twin])
    return [document.Root, twin, form] if form.is_indirect else [document.Root, twin]


def second_empty_field_added(document: Pdf) -> list[Object]:
    form = document.Root.AcroForm
    field = document.make_indirect(Dictionary(FT=Name.Sig, T="Second"))
    form.Fields = Array([form.Fields[0], field])
    return [document.Root, field, form] if form.is_indirect else [document.Root, field]


def permissions_removed(document: Pdf) -> list[Object]:
    del document.Root.Perms
    return [document.Root]


def permissions_widened(document: Pdf) -> list[Object]:
    signature = document.Root.Perms.DocMDP
    signature.Reference[0].TransformParams.P = 3
    return [signature, *([signature.Reference[0]] if signature.Reference[0].is_indirect else [])]


def signature_moved(document: Pdf) -> list[Object]:
    field = document.Root.AcroForm.Fields[0]
    moved = document.make_indirect(pikepdf.Dictionary(dict(field.V.items())))
    field.V = document.Root.Perms.DocMDP = moved
    return [field, document.Root, moved]


def signature_date_changed(document: Pdf) -> list[Object]:
    signature = document.Root.AcroForm.Fields[0].V
    signature.M = String("D:20200101000000Z")
    return [signature]


def byte_range_emptied(document: Pdf) -> list[Object]:
    signature = document.Root.AcroForm.Fields[0].V
    signature.ByteRange = Array([0, 0, 0, 0])
    return [signature]


def nothing_changed(document: Pdf) -> list[Object]:
    return [document.pages[0].obj]


def form_removed(document: Pdf) -> list[Object]:
    del document.Root.AcroForm
    return [document.Root]


def signature_taken_out_of_its_field(document: Pdf) -> list[Object]:
    field = document.Root.AcroForm.Fields[0]
    del field.V
    return [field]


def signature_value_removed(document: Pdf) -> list[Object]:
    signature = document.Root.AcroForm.Fields[0].V
    del signature.Contents
    return [signature]


def signature_replaced_by_null(document: Pdf) -> list[Object]:
    field = document.Root.AcroForm.Fields[0]
    field.V = document.make_indirect(Dictionary(Type=Name.Sig))
    return [field, field.V]


SHOWN_OR_DONE_OTHERWISE = (
    note_added,
    link_added,
    stamp_added,
    white_box_laid_over_text,
    text_redacted,
    text_field_added,
    xfa_form_added,
    pages_swapped,
    page_content_replaced,
    page_content_stream_overwritten,
    page_content_added,
    page_removed,
    page_repeated,
    page_tree_replaced,
    page_turned,
    page_cropped,
    font_program_replaced,
    font_exchanged,
    character_map_replaced,
    resources_overlaid,
    signature_appearance_drawn,
    language_changed,
    metadata_replaced,
    open_action_added,
    page_action_added,
    layer_hidden,
    bookmark_renamed,
    structure_text_replaced,
    attachment_replaced,
    attachment_detached,
    attachment_added,
    catalogue_replaced,
    second_empty_field_added,
    permissions_removed,
    permissions_widened,
    field_duplicated,
    signature_date_changed,
    nothing_changed,
)
SIGNATURE_BROKEN = (
    signature_moved,
    byte_range_emptied,
    form_removed,
    signature_taken_out_of_its_field,
    signature_value_removed,
    signature_replaced_by_null,
)
