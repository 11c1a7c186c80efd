"""Places to sign: typst leaves a link where the signer's name stands, and here it becomes a form field.

typst knows no form fields. A link has all that a field needs, though: its rectangle on its page, and its place in the
structure, which is read aloud before the name.
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
ADDRESS = "laporan:"


def mark_places(tree: DocumentTree) -> None:
    """Say of each signature block which field it gets, and how much room.

    Parameters
    ----------
    tree : DocumentTree
        The report; its signature blocks get a `room` and a `field`, which is '' in a draft: nobody can sign that.
    """
    blocks: list[Any] = [block for block in blocks_of(tree) if block["t"] == "signature"]
    for number, block in enumerate(blocks, 1):
        block["room"] = ROOM
        block["field"] = ADDRESS + _name(number) if tree["front"]["final"] else ""


def add_fields(pdf: pikepdf.Pdf, elements: Iterable[Any], tree: DocumentTree) -> None:
    """Turn the links that `mark_places` left into empty signature fields, and their elements into forms.

    Parameters
    ----------
    pdf : pikepdf.Pdf
        The file.
    elements : iterable of pikepdf objects
        Its structure, in reading order.
    tree : DocumentTree
        The report.
    """
    signers = {_name(number): _signer(block) for number, block in enumerate(_blocks(tree), 1)}
    made = []
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            address = _address(link)
            if address.startswith(ADDRESS):
                name = address.removeprefix(ADDRESS)
                _become_field(pdf, link, page.obj, name, signers[name])
                made.append(link)
    fields = {link.objgen: link for link in made}
    for element in elements:
        for content in element.get("/K", ()) if element.get("/S") == "/Link" else ():
            if isinstance(content, Dictionary) and "/Obj" in content and content.Obj.objgen in fields:
                element.S, element.Alt = Name.Form, content.Obj.TU
    if made:
        pdf.Root.AcroForm = Dictionary(Fields=Array(made), SigFlags=SIGNATURES_EXIST)


def _become_field(pdf: pikepdf.Pdf, link: Any, page: Any, name: str, signer: str) -> None:
    """An empty field that both standards admit: it has a description and, though it shows nothing, an appearance."""
    left, low, right, high = map(float, link.Rect)
    empty = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, right - left, high - low]), Resources=Dictionary()
    )
    for key in ("/A", "/Border", "/C", "/Contents", "/H", "/QuadPoints"):
        if key in link:
            del link[key]
    link.Subtype, link.FT, link.T, link.P = Name.Widget, Name.Sig, String(name), page
    link.TU = String(f"Tempat tanda tangan elektronik {signer}")
    link.F, link.AP = PRINTED + LOCKED, Dictionary(N=empty)


def _address(annotation: Any) -> str:
    action = annotation.get("/A")
    return str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""


def _blocks(tree: DocumentTree) -> Iterator[SignatureNode]:
    return (block for block in blocks_of(tree) if block["t"] == "signature")


def _signer(block: SignatureNode) -> str:
    return plain(block["name"]).strip()


def _name(number: int) -> str:
    """'TTE', 'TTE-2': a full stop would part the name of a group from that of its field."""
    return "TTE" if number == 1 else f"TTE-{number}"
