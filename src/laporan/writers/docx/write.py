"""Writes the Word file from the document's AST, without any other program."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from laporan.document.ast import DocumentTree, issuer
from laporan.document.front import titled
from laporan.writers.docx.body import Body
from laporan.writers.docx.numbering import set_numbering
from laporan.writers.docx.styles import set_styles
from laporan.writers.docx.xml import el

WORD_2013 = "15"  # the mode that Word has not called a compatibility mode since
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a ZIP can say
Pagination = Callable[[], Mapping[str, str]]
LONGEST_PROPERTY = 255  # letters; more are no valid file
FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")


def write_docx(tree: DocumentTree, path: Path, pages: Pagination = dict, logo: Path | None = None) -> None:
    """Write the report as a Word file; the same AST and pages give the same bytes.

    Parameters
    ----------
    tree : DocumentTree
        The report.
    path : Path
        The file to write.
    pages : callable
        Returns the printed page of each anchor; called when all else is written. They come from the PDF, which has
        the same words on the same paper, and stand in the contents until Word computes its own (Ctrl+A, F9, or
        when it prints). By default the lists show none.
    logo : Path, optional
        PNG for the cover.
    """
    document = docx.Document()
    drop_spare_parts(document)
    set_styles(document)
    set_numbering(document)
    body = document.element.body
    for child in list(body):
        body.remove(child)
    made = Body(document, tree)
    made.write(logo)
    made.fill(pages())
    set_properties(document, tree)
    buffer = io.BytesIO()
    document.save(buffer)
    repack(buffer, path, tree)


def drop_spare_parts(document: Any) -> None:
    """Remove what python-docx's template brings along: a second sheet of styles, customXml and a thumbnail."""
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/customXml", "/thumbnail")):
                part.rels.pop(key)


def _shortened(text: str) -> str:
    """A text that a property of the file can hold; the cover has all of it."""
    return text if len(text) <= LONGEST_PROPERTY else text[: LONGEST_PROPERTY - 1] + "…"


def set_properties(document: Any, tree: DocumentTree) -> None:
    """Set the file's title, author, subject, language and time, which is the cover's day."""
    front = tree["front"]
    day = dt.datetime.fromisoformat(front["day"]).replace(hour=12)
    own = document.core_properties
    own.title = _shortened(titled(front))
    own.author = own.last_modified_by = _shortened(front["agency"])
    own.subject, own.category = _shortened(issuer(front)), "Laporan"
    own.keywords = _shortened(", ".join(filter(None, (front["title"], front["group"], str(front["year"])))))
    own.comments = _shortened(front["mark"])
    own.language, own.revision = "id-ID", 1
    own.created = own.modified = day
    settings = document.settings.element
    _set(settings, "themeFontLang", "id-ID")
    _set(settings, "decimalSymbol", ",")
    _set(settings, "listSeparator", ";")
    compatibility = settings.find(qn("w:compat"))
    for mode in compatibility.findall(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), WORD_2013)
    compatibility.insert(0, el("doNotExpandShiftReturn"))  # else a line that is broken by hand is stretched to its end


def _set(settings: Any, name: str, value: str) -> None:
    settings.find(qn(f"w:{name}")).set(qn("w:val"), value)


def repack(buffer: io.BytesIO, path: Path, tree: DocumentTree) -> None:
    """Write the file's parts in one order with one date: python-docx stamps them with the clock.

    Parameters
    ----------
    buffer : BytesIO
        The file as python-docx wrote it.
    path : Path
        The file to write.
    tree : DocumentTree
        The report, whose cover has the date.
    """
    day = dt.date.fromisoformat(tree["front"]["day"])
    stamp = max(EARLIEST, (day.year, day.month, day.day, 12, 0, 0))
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w") as packed:
        for name in sorted(made.namelist(), key=lambda name: (name not in FIRST_PARTS, name)):
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            packed.writestr(info, made.read(name))
