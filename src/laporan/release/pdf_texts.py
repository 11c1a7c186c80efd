"""The texts of a PDF: its pages, and all strings of all its objects, also of those that no page shows.

Of a signature its code alone is left out, with the signer's certificate: nothing of it can be changed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from laporan.release.passage import Passage

# Streams and long strings in hexadecimal digits, a signature's among them, are read as objects, not by their signs.
# The place of a field on its page is four lengths with fractions, whose digits in a row may be anything.
CODED = re.compile(
    rb"stream\r?\n.*?endstream|<[0-9A-Fa-f\s]{32,}>"
    rb"|/(?:Rect|BBox)\s*\[(?=[^\]]*\.)(?:\s*-?\d{1,4}(?:\.\d{1,5})?){4}\s*\]",
    re.DOTALL,
)
END = b"%%EOF"
PICTURES = {"/DCTDecode": ".jpg"}
SIGNED = (b"0\x80", b"0\x82", b"0\x83")  # begins a signature's code (CMS), and no words


def read_pdf(name: str, content: bytes) -> Iterator[Passage]:
    """Every text of a PDF.

    Parameters
    ----------
    name : str
        The file.
    content : bytes
        What is in it. What an earlier state of it said is still in it, before an earlier end.
    """
    import pikepdf
    from pypdf import PdfReader

    ends = [match.end() for match in re.finditer(re.escape(END), content)]
    for number, end in enumerate(ends[:-1], 1):
        if content[:end].count(b"startxref") == number:
            yield Passage(f"{name}, keadaan {number}.pdf", "", content[:end])
    yield Passage(f"{name}, di luar halaman", CODED.sub(b" ", content).decode("latin-1"))
    for number, page in enumerate(PdfReader(io.BytesIO(content)).pages, 1):
        yield Passage(f"{name}, halaman {number}", page.extract_text())
        yield from (Passage(f"{name}, anotasi di halaman {number}", text) for text in _annotated(page))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        yield from _object(pdf.trailer, f"{name}, bagian akhir")
        for number, thing in enumerate(pdf.objects, 1):
            yield from _object(thing, f"{name}, objek {number}")


def _annotated(page: Any) -> Iterator[str]:
    """What annotations draw on a page: stamps, form fields, the boxes of signatures."""
    for annotation in page.annotations or ():
        held = annotation.get_object()
        if "/AP" in held:
            yield from _drawn(page, held["/AP"], 2)  # by kind of appearance, and some by state below it


def _drawn(page: Any, shown: Any, depth: int) -> Iterator[str]:
    from pypdf.generic import DictionaryObject, StreamObject

    shown = shown.get_object()
    if isinstance(shown, StreamObject):
        yield page.extract_xform_text(shown)
    elif isinstance(shown, DictionaryObject) and depth:
        for below in shown.values():
            yield from _drawn(page, below, depth - 1)


def _object(thing: Any, place: str) -> Iterator[Passage]:
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        yield from _stream(thing, place)
    yield from _within(thing, place)


def _stream(stream: Any, place: str) -> Iterator[Passage]:
    import pikepdf

    filters = stream.get("/Filter", [])
    last = str(filters if isinstance(filters, pikepdf.Name) else filters[-1] if len(filters) else "")
    if last in PICTURES:
        yield Passage(f"{place}{PICTURES[last]}", "", stream.read_raw_bytes())
    elif str(stream.get("/Type", "")) == "/Metadata" or str(stream.get("/S", "")) == "/JavaScript":
        yield Passage(f"{place}, metadata", stream.read_bytes().decode("utf-8", errors="replace"))


def _within(thing: Any, place: str) -> Iterator[Passage]:
    """Strings, names, attached files; what is another object is looked at by itself."""
    import pikepdf

    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield Passage(place, str(thing))
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        held = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
        if "/EF" in held:
            yield from _attached(held, place)
        for key, value in held.items():
            yield Passage(place, key)
            if key == "/JS" and isinstance(value, pikepdf.Stream):
                yield Passage(place, value.read_bytes().decode("latin-1"))
            elif _is_object(value) and not (key == "/Contents" and "/ByteRange" in held and _is_signed(value)):
                yield from _within(value, place)
    elif isinstance(thing, pikepdf.Array):
        for value in filter(_is_object, thing):
            yield from _within(value, place)


def _attached(specification: Any, place: str) -> Iterator[Passage]:
    """The files of a file specification, wherever it stands: attachments of the PDF, and of its annotations."""
    attached = str(specification.get("/UF", specification.get("/F", "")))
    for file in specification.EF.as_dict().values():
        yield Passage(f"{place}, lampiran {attached}", "", file.read_bytes())


def _is_object(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _is_signed(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.String) and bytes(value).startswith(SIGNED)
