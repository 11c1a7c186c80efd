"""What the files of a report say, in whatever form: every text that somebody who opens them could find.

Also what no reader sees at once: attributes and packed rows of the page, metadata and attachments of the PDF, comments
and properties of the office files, outputs and tracebacks of notebooks, files within archives.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import lxml.etree
import lxml.html

from laporan.core.errors import ReportError

DRAWN = {
    "class",
    "style",
    "d",
    "points",
    "transform",
    "src",
    "integrity",
    "viewBox",
    "path",
}  # attributes without words
PARAGRAPHS = ("p", "si", "is", "author", "creator", "title", "subject", "description", "keywords", "lastModifiedBy")
PACKED = "isi-"  # begins the ids of the page's packed files


@dataclass(frozen=True)
class Passage:
    """A text in a file.

    Parameters
    ----------
    place : str
        The file, and where in it: 'laporan.pdf, halaman 3'.
    text : str
        What stands there.
    """

    place: str
    text: str


def passages(name: str, content: bytes) -> Iterator[Passage]:
    """Every text of a file.

    Parameters
    ----------
    name : str
        The file, relative to the report's folder; its ending says how it is read; a file
        of any other ending is read as text.
    content : bytes
        What is in it.

    Raises
    ------
    ReportError
        For a file that is no text and of no kind that is known here, and one that is broken.
    """
    read = READERS.get(PurePosixPath(name).suffix.lower(), _text)
    try:
        yield from read(name, content)
    except ReportError:
        raise
    except Exception as error:  # whatever a broken file raises in whichever library reads it
        raise ReportError(f"{name}: tidak terbaca ({type(error).__name__}). Bangun lagi laporannya") from error


def _plain(name: str, content: bytes) -> Iterator[Passage]:
    for number, line in enumerate(content.decode("utf-8-sig", errors="replace").splitlines(), 1):
        yield Passage(f"{name}, baris {number}", line)


def _text(name: str, content: bytes) -> Iterator[Passage]:
    """A file of no kind that is named here: sources and settings, if it is text at all."""
    try:
        said = content.decode("utf-8")
    except UnicodeDecodeError:
        said = "\0"
    if "\0" in said:
        raise ReportError(f"{name}: bukan teks, dan jenis berkas ini tidak dapat diperiksa. Keluarkan berkas itu")
    yield from _plain(name, content)


def _csv(name: str, content: bytes) -> Iterator[Passage]:
    """Cell by cell: '1,0812' is two of them, and no decimal."""
    for number, cells in enumerate(csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"))), 1):
        yield from (Passage(f"{name}, baris {number}", cell) for cell in cells)


def _json(name: str, content: bytes) -> Iterator[Passage]:
    yield from _values(json.loads(content), name)


def _values(value: Any, place: str) -> Iterator[Passage]:
    if isinstance(value, str):
        yield Passage(place, value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, f"{place}, {key}")
    elif isinstance(value, list):
        yield from (found for number, item in enumerate(value, 1) for found in _values(item, f"{place} {number}"))


def _notebook(name: str, content: bytes) -> Iterator[Passage]:
    for number, cell in enumerate(json.loads(content)["cells"], 1):
        yield Passage(f"{name}, sel {number}", "".join(cell["source"]))
        yield from _values(cell.get("metadata", {}), f"{name}, sel {number}")
        for output in cell.get("outputs", []):
            for kind, shown in output.get("data", {}).items():
                if kind == "text/html":
                    yield from _html(f"{name}, keluaran sel {number}", "".join(shown).encode())
                elif not kind.startswith("image/"):
                    yield Passage(
                        f"{name}, keluaran sel {number}", "".join(shown) if isinstance(shown, list) else str(shown)
                    )
            for key in ("text", "traceback", "evalue"):
                yield Passage(f"{name}, keluaran sel {number}", "".join(output.get(key, "")))
            yield from _values(output.get("metadata", {}), f"{name}, keluaran sel {number}")


def _html(name: str, content: bytes) -> Iterator[Passage]:
    for element in lxml.html.fromstring(content or b"<p></p>").iter():
        if element.tag is lxml.etree.Comment:
            yield Passage(f"{name}, komentar", element.text or "")
            continue
        if not isinstance(element.tag, str) or element.tag == "style":
            continue
        place = f"{name}, baris {element.sourceline}"
        for key, value in element.items():
            if key not in DRAWN and not value.startswith(("#", "data:")):
                yield Passage(place, value)
        if element.tag == "script" and (element.get("id") or "").startswith(PACKED):
            packed = json.loads(zlib.decompress(base64.b64decode(element.text or "")))
            lines = "\n".join(one.text for one in _values(packed, ""))
            yield from _csv(f"{name}, berkas {element.get('id')}", lines.encode())
        elif element.tag in ("p", "td", "th", "li", "figcaption", "caption", "dd", "dt", "h1", "h2", "h3", "h4", "h5"):
            yield Passage(place, " ".join(element.text_content().split()))
        else:
            yield Passage(place, element.text or "")
        yield Passage(place, element.tail or "")


def _pdf(name: str, content: bytes) -> Iterator[Passage]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    for key, value in (reader.metadata or {}).items():
        yield Passage(f"{name}, sifat {key}", str(value))
    if reader.xmp_metadata:
        yield Passage(f"{name}, metadata XMP", reader.xmp_metadata.rdf_root.toxml())
    for number, page in enumerate(reader.pages, 1):
        yield Passage(f"{name}, halaman {number}", page.extract_text())
        for annotation in page.get("/Annots") or []:
            yield Passage(f"{name}, catatan di halaman {number}", str(annotation.get_object().get("/Contents", "")))
    for attached, contents in reader.attachments.items():
        for data in contents:
            yield from passages(f"{name}, lampiran {attached}", data)


def _archive(name: str, content: bytes) -> Iterator[Passage]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for item in archive.infolist():
            if not item.is_dir():
                yield from passages(f"{name}, {item.filename}", archive.read(item))


def _office(name: str, content: bytes) -> Iterator[Passage]:
    """Words of one paragraph or cell stand together, however many runs they are written in."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for item in archive.infolist():
            if not item.filename.endswith((".xml", ".rels")):
                continue
            for element in lxml.etree.fromstring(archive.read(item), _PARSER).iter():
                place = f"{name}, {item.filename}"
                kind = lxml.etree.QName(element).localname if isinstance(element.tag, str) else ""
                if kind in PARAGRAPHS:
                    yield Passage(place, "".join(element.itertext()))
                elif kind == "Relationship" and element.get("TargetMode") == "External":
                    yield Passage(place, element.get("Target", ""))
                elif kind in ("docPr", "cNvPr"):
                    yield Passage(place, f"{element.get('title', '')} {element.get('descr', '')}")
                elif kind and not len(element) and element.text and not _in_paragraph(element):
                    yield Passage(place, element.text)


def _in_paragraph(element: lxml.etree._Element) -> bool:
    return any(lxml.etree.QName(above).localname in PARAGRAPHS for above in element.iterancestors())


def _nothing(_name: str, _content: bytes) -> Iterator[Passage]:
    return iter(())


_PARSER = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
READERS: dict[str, Callable[[str, bytes], Iterator[Passage]]] = {
    ".html": _html, ".svg": _html, ".pdf": _pdf, ".docx": _office, ".xlsx": _office, ".csv": _csv, ".txt": _plain,
    ".md": _plain, ".yml": _plain, ".bib": _plain, ".json": _json, ".geojson": _json, ".ipynb": _notebook,
    ".zip": _archive, ".jpg": _nothing, ".jpeg": _nothing, ".png": _nothing, ".woff2": _nothing, ".ttf": _nothing,
    ".otf": _nothing,
}  # fmt: skip
