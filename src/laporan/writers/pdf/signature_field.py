"""The place to sign: typst leaves a link where the signer's name stands, and here it becomes a form field.

typst knows no form fields. A link has all that a field needs, though: its rectangle on its page, and its place in the
structure, which is read aloud before the name.

Only the first who signs has one: pyHanko takes a second signature for a change of the report where its field is in the
structure, as a prepared one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from laporan.document.ast import DocumentTree, SignatureNode, blocks_of, plain

ROOM = (76.0, 26.0)  # mm: a QR code beside three lines and a sentence; what a report that is to be signed leaves free
PRINTED, LOCKED = 4, 128  # flags of an annotation: it is on paper, too, and nobody moves it
SIGNATURES_EXIST = 1  # flag of a form
NAME, ADDRESS = "TTE", "laporan:TTE"


def mark_place(tree: DocumentTree) -> None:
    """Say of each signature block how much room it gets, and of the first that it gets the field.

    Parameters
    ----------
    tree : DocumentTree
        The report; its signature blocks get a `room` and a `field`, which is '' in a draft: nobody can sign that.
    """
    blocks: list[Any] = list(_blocks(tree))
    for place, block in enumerate(blocks):
        block["room"], block["field"] = ROOM, ADDRESS if tree["front"]["final"] and place == 0 else ""


def add_field(pdf: pikepdf.Pdf, elements: Iterable[Any], tree: DocumentTree) -> None:
    """Turn the link that `mark_place` left into an empty signature field, and its element into a form.

    Parameters
    ----------
    pdf : pikepdf.Pdf
        The file.
    elements : iterable of pikepdf objects
        Its structure, in reading order.
    tree : DocumentTree
        The report.
    """
    links = ((page, link) for page in pdf.pages for link in page.get("/Annots", []) if _address(link) == ADDRESS)
    page, field = next(links, (None, None))
    if page is None or field is None:
        return
    _become_field(pdf, field, page.obj, plain(next(_blocks(tree))["name"]).strip())
    for element in elements:
        for content in element.get("/K", ()) if element.get("/S") == "/Link" else ():
            if isinstance(content, Dictionary) and "/Obj" in content and content.Obj.objgen == field.objgen:
                element.S, element.Alt = Name.Form, field.TU
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=SIGNATURES_EXIST)


def _become_field(pdf: pikepdf.Pdf, link: Any, page: Any, signer: str) -> None:
    """An empty field that both standards admit: it has a description and, though it shows nothing, an appearance."""
    left, low, right, high = map(float, link.Rect)
    empty = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, right - left, high - low]), Resources=Dictionary()
    )
    for key in ("/A", "/Border", "/C", "/Contents", "/H", "/QuadPoints"):
        if key in link:
            del link[key]
    link.Subtype, link.FT, link.T, link.P = Name.Widget, Name.Sig, String(NAME), page
    link.TU = String(f"Tempat tanda tangan elektronik {signer}")
    link.F, link.AP = PRINTED + LOCKED, Dictionary(N=empty)


def _address(annotation: Any) -> str:
    action = annotation.get("/A")
    return str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""


def _blocks(tree: DocumentTree) -> Iterator[SignatureNode]:
    return (block for block in blocks_of(tree) if block["t"] == "signature")
