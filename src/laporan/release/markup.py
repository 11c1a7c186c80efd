"""The texts of HTML, SVG and the XML of office files: words, attributes, comments, styles, scripts, what is packed."""

from __future__ import annotations

import base64
import csv
import io
import json
import mimetypes
import re
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

import lxml.etree
import lxml.html

from laporan.release.passage import Passage, split_over, values, whole

GEOMETRY = {"d", "points", "transform", "viewBox", "viewbox", "integrity"}  # attributes of numbers only
PARAGRAPHS = ("p", "si", "is", "author", "creator", "title", "subject", "description", "keywords", "lastModifiedBy")
# What begins no new line: a reader sees one number however many of these it is written in.
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "mi",
    "mn", "mo", "mrow", "mtext", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var",
    "wbr",
}  # fmt: skip
UNPRINTED = ("script", "style")
PACKED = "isi-"  # begins the ids of the page's packed files
DATA_URI = re.compile(r"data:([\w.+\-/]*)((?:;[\w.+\-]+(?:=[^;,]*)?)*),([^\s\"')>]*)")
DECLARED = re.compile(r"<[!?](?!--)[^>]*>")  # document types, entities, processing instructions
WITHIN = re.compile(r"<[a-zA-Z][^<>]*>")
GUID = re.compile(r"\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?")
SUFFIXES = {"font/woff2": ".woff2", "image/jpeg": ".jpg", "image/svg+xml": ".svg", "application/json": ".json"}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PARSER = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def read_html(name: str, content: bytes) -> Iterator[Passage]:
    """Every text of a page or a drawing.

    Parameters
    ----------
    name : str
        The file.
    content : bytes
        What is in it.
    """
    said = content.decode("utf-8", errors="replace")
    yield from (Passage(f"{name}, deklarasi", match[0]) for match in DECLARED.finditer(said))
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.fromstring(content or b"<p></p>", parser=parser)
    yield from _lines(root, name)
    for element in root.iter():
        place = f"{name}, baris {element.sourceline}"
        if not isinstance(element.tag, str):
            yield Passage(f"{name}, komentar", element.text or "")
            yield Passage(place, element.tail or "")
            continue
        for key, value in element.items():
            yield Passage(place, key)
            if key not in GEOMETRY:
                yield from _attribute(value, place)
                if WITHIN.search(value):  # a page in an attribute, as of a frame
                    yield from read_html(place, value.encode())
        if element.tag == "script" and (element.get("id") or "").startswith(PACKED):
            yield from _packed(element, name)
        else:
            yield from _attribute(element.text or "", place)
        yield Passage(place, element.tail or "")
        if element.tag == "tr":
            yield from split_over([cell.text_content() for cell in element], place)


def _lines(root: lxml.html.HtmlElement, name: str) -> Iterator[Passage]:
    """The words as they stand on a line, whatever elements they are written in."""
    line: list[str] = []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br" and event == "start":
            line.append(" ")
        elif tag and tag != "br" and tag not in INLINE and line:
            yield Passage(f"{name}, baris {element.sourceline}", " ".join("".join(line).split()))
            line = []
        if event != "start":
            line.append(element.tail or "")
        elif tag not in UNPRINTED:
            line.append(element.text or "")
    yield Passage(name, " ".join("".join(line).split()))


def _attribute(value: str, place: str) -> Iterator[Passage]:
    """A text that may hold files as data URIs."""
    if "data:" in value:
        yield from in_data_uri(value, place)
        value = DATA_URI.sub(" ", value)
    yield Passage(place, value)


def _packed(element: lxml.html.HtmlElement, name: str) -> Iterator[Passage]:
    """The page's rows of a raw file, CSV line by line."""
    place = f"{name}, berkas {element.get('id')}"
    content = json.loads(zlib.decompress(base64.b64decode(element.text or "")))
    for found in values(content, ""):
        for cells in csv.reader(io.StringIO(found.text, newline="")):
            yield from (Passage(place, cell) for cell in cells)
            yield from split_over(cells[1:], place)


def in_data_uri(text: str, place: str) -> Iterator[Passage]:
    """The files within a text.

    Parameters
    ----------
    text : str
        With data URIs in it.
    place : str
        Where it stands.
    """
    for number, match in enumerate(DATA_URI.finditer(text), 1):
        kind, parameters, written = match[1] or "text/plain", match[2], unquote_to_bytes(match[3])
        content = base64.b64decode(written) if ";base64" in parameters else written
        suffix = SUFFIXES.get(kind) or mimetypes.guess_extension(kind) or ".bin"
        yield Passage(f"{place}, data-{number}{suffix}", "", content)


def read_office_part(name: str, content: bytes) -> Iterator[Passage]:
    """Words of one paragraph or cell stand together, however many runs they are written in; attributes one by one.

    Parameters
    ----------
    name : str
        The office file and the part in it.
    content : bytes
        Its XML.
    """
    root = lxml.etree.fromstring(content, _PARSER)
    yield from (Passage(name, element.text or "") for element in root.getroottree().xpath("//comment()"))
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for value in element.attrib.values():
            yield Passage(name, GUID.sub(" ", str(value)))
        if lxml.etree.QName(element).localname in PARAGRAPHS:
            yield Passage(name, "".join(element.itertext()))
        elif lxml.etree.QName(element).localname == "tr":
            yield from split_over(["".join(cell.itertext()) for cell in element], name)
        if not len(element) and element.text:
            yield Passage(name, whole(GUID.sub(" ", element.text)))


def rows_of_workbook(name: str, archive: zipfile.ZipFile) -> Iterator[Passage]:
    """What is split over the cells of a row, in every sheet, hidden or not.

    Parameters
    ----------
    name : str
        The workbook.
    archive : ZipFile
        It, opened.
    """
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        strings = lxml.etree.fromstring(archive.read("xl/sharedStrings.xml"), _PARSER)
        shared = ["".join(item.itertext()) for item in strings.iter(f"{SHEET}si")]
    for part in (part for part in archive.namelist() if part.startswith("xl/worksheets/") and part.endswith(".xml")):
        for row in lxml.etree.fromstring(archive.read(part), _PARSER).iter(f"{SHEET}row"):
            cells = [_cell(cell, shared) for cell in row.iter(f"{SHEET}c")]
            yield from split_over(cells, f"{name}, {part}, baris {row.get('r', '')}")


def _cell(cell: lxml.etree._Element, shared: list[str]) -> str:
    value = cell.findtext(f"{SHEET}v") or ""
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(shared):
        return shared[int(value)]
    return value or "".join(text for inline in cell.iter(f"{SHEET}is") for text in inline.itertext())
