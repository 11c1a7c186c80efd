"""The texts of a PDF: its pages, and all strings of all its objects, also of those that no page shows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from laporan.release.passage import Passage

# Streams and long strings in hexadecimal digits, a signature's among them, are read as objects, not by their signs.
CODED = re.compile(rb"stream\r?\n.*?endstream|<[0-9A-Fa-f\s]{32,}>", re.DOTALL)
END = b"%%EOF"
PICTURES = {"/DCTDecode": ".jpg"}
TEXTS = ("/Metadata", "/EmbeddedFile")


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
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for attached, specification in pdf.attachments.items():
            yield Passage(f"{name}, lampiran {attached}", "", specification.get_file().read_bytes())
        for number, thing in enumerate(pdf.objects, 1):
            yield from _object(thing, f"{name}, objek {number}")


def _object(thing: Any, place: str) -> Iterator[Passage]:
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        yield from _stream(thing, place)
    yield from (Passage(place, text) for text in _strings(thing))


def _stream(stream: Any, place: str) -> Iterator[Passage]:
    import pikepdf

    filters = stream.get("/Filter", [])
    last = str(filters if isinstance(filters, pikepdf.Name) else filters[-1] if len(filters) else "")
    if last in PICTURES:
        yield Passage(f"{place}{PICTURES[last]}", "", stream.read_raw_bytes())
    elif str(stream.get("/Type", "")) == "/Metadata" or str(stream.get("/S", "")) == "/JavaScript":
        yield Passage(f"{place}, metadata", stream.read_bytes().decode("utf-8", errors="replace"))


def _strings(thing: Any, depth: int = 0) -> Iterator[str]:
    """Strings, names of keys; what is another object is looked at by itself."""
    import pikepdf

    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        items = thing.stream_dict.items() if isinstance(thing, pikepdf.Stream) else thing.items()
        for key, value in items:
            yield key
            if key == "/JS" and isinstance(value, pikepdf.Stream):
                yield value.read_bytes().decode("latin-1")
            elif key not in ("/ID", "/Contents") or not isinstance(value, pikepdf.Stream):
                yield from _within(value, depth)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from _within(value, depth)


def _within(value: Any, depth: int) -> Iterator[str]:
    import pikepdf

    if isinstance(value, pikepdf.Object) and not value.is_indirect and depth < 20:
        yield from _strings(value, depth + 1)
