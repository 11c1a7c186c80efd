"""What the files of a report say, in whatever form: every text that somebody who opens them could find.

Also what no reader sees at once: attributes and packed rows of the page, metadata and attachments of the PDF, comments
and properties of the office files, outputs and tracebacks of notebooks, what a camera writes into a photograph, files
within archives, and the names of files.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from laporan.core.errors import ReportError
from laporan.release import markup, pdf_texts, pictures
from laporan.release.passage import Passage, split_over, values, whole

MOST_UNPACKED = 2_000_000_000  # bytes of one archive
DELIMITERS = ",;\t|"
DEEPEST = 6  # archives within archives


def passages(name: str, content: bytes, seen: set[str] | None = None, depth: int = 0) -> Iterator[Passage]:
    """Every text of a file.

    Parameters
    ----------
    name : str
        The file, relative to the report's folder; its ending says how it is read; a file of any other ending is read
        as text.
    content : bytes
        What is in it.
    seen : set of str, optional
        Digests of what was gone through before, which is not gone through again; this file's is added.
    depth : int
        In how many archives it lies.

    Raises
    ------
    ReportError
        For a file that is no text and of no kind that is known here, and one that is broken.
    """
    if depth > DEEPEST:
        raise ReportError(f"{name}: arsip di dalam arsip lebih dari {DEEPEST} lapis. Keluarkan berkas itu")
    yield Passage(f"{name}, nama berkas", name.rpartition(", ")[2])
    digest = f"{PurePosixPath(name).suffix} {hashlib.sha256(content).hexdigest()}"
    if seen is not None:
        if digest in seen:
            return
        seen.add(digest)
    read = READERS.get(PurePosixPath(name).suffix.lower(), _text)
    try:
        for found in read(name, content):
            if found.file is None:
                yield found
            else:
                yield from passages(found.place, found.file, seen, depth + 1)
    except ReportError:
        raise
    except Exception as error:  # whatever a broken file raises in whichever library reads it
        raise ReportError(f"{name}: tidak terbaca ({type(error).__name__}). Bangun lagi laporannya") from error


def _decoded(content: bytes) -> str:
    marks = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encoding = next((name for mark, name in marks if content.startswith(mark)), "utf-8-sig")
    return content.decode(encoding, errors="replace")


def _plain(name: str, content: bytes) -> Iterator[Passage]:
    said = _decoded(content)
    for number, line in enumerate(said.splitlines(), 1):
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
    """Cell by cell: '1,0812' is two of them, and no decimal; and what is split over the cells of a row."""
    said = _decoded(content)
    delimiter = max(DELIMITERS, key=said.partition("\n")[0].count)
    for number, cells in enumerate(csv.reader(io.StringIO(said, newline=""), delimiter=delimiter), 1):
        place = f"{name}, baris {number}"
        yield from (Passage(place, whole(cell)) for cell in cells)
        yield from split_over(cells, place)


def _json(name: str, content: bytes) -> Iterator[Passage]:
    yield from values(json.loads(content), name)


def _notebook(name: str, content: bytes) -> Iterator[Passage]:
    notebook = json.loads(content)
    for number, cell in enumerate(notebook.pop("cells"), 1):
        place = f"{name}, sel {number}"
        yield Passage(place, "".join(cell.pop("source")))
        for output in cell.pop("outputs", []):
            shown = f"{name}, keluaran sel {number}"
            for kind, said in output.pop("data", {}).items():
                yield from _shown(kind, said, shown)
            for key in ("text", "traceback", "evalue"):
                yield Passage(shown, "".join(output.pop(key, "")))
            yield from values(output, shown)
        for attached, kinds in cell.pop("attachments", {}).items():
            yield Passage(place, attached)
            for kind, said in kinds.items():
                yield from _shown(kind, said, place)
        yield from values(cell, place)
    yield from values(notebook, name)


def _shown(kind: str, said: object, place: str) -> Iterator[Passage]:
    """An output of one MIME type, or an attachment."""
    text = "".join(said) if isinstance(said, list) else said
    if kind in ("text/html", "image/svg+xml") and isinstance(text, str):
        yield from markup.read_html(place, text.encode())
    elif kind.startswith("image/") and isinstance(text, str):
        yield from markup.in_data_uri(f"data:{kind};base64,{text}", place)
    else:
        yield from values(text, place)


def _archive(name: str, content: bytes) -> Iterator[Passage]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
            raise ReportError(f"{name}: isinya lebih dari 2 GB setelah dibuka. Keluarkan berkas itu")
        yield Passage(f"{name}, komentar arsip", archive.comment.decode("utf-8", errors="replace"))
        for item in archive.infolist():
            place = f"{name}, {item.filename}"
            yield Passage(place, item.comment.decode("utf-8", errors="replace"))
            if item.is_dir():
                yield Passage(place, item.filename)
            else:
                yield Passage(place, "", archive.read(item))


def _office(name: str, content: bytes) -> Iterator[Passage]:
    """Of an office file: its XML as it reads, all else as files of their own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield Passage(f"{name}, komentar arsip", archive.comment.decode("utf-8", errors="replace"))
        for item in archive.infolist():
            place = f"{name}, {item.filename}"
            if PurePosixPath(item.filename).suffix.lower() in (".xml", ".rels", ".vml"):
                yield Passage(place, item.filename)
                yield from markup.read_office_part(place, archive.read(item))
            elif not item.is_dir():
                yield Passage(place, "", archive.read(item))
        if "xl/workbook.xml" in archive.namelist():
            yield from markup.rows_of_workbook(name, archive)


READERS: dict[str, Callable[[str, bytes], Iterator[Passage]]] = {
    ".html": markup.read_html, ".htm": markup.read_html, ".svg": markup.read_html, ".pdf": pdf_texts.read_pdf,
    ".docx": _office, ".xlsx": _office, ".csv": _csv, ".txt": _plain, ".md": _plain, ".yml": _plain, ".bib": _plain,
    ".json": _json, ".geojson": _json, ".ipynb": _notebook, ".zip": _archive,
    **dict.fromkeys(pictures.ENDINGS, pictures.read_picture), **dict.fromkeys(pictures.FONTS, pictures.read_font),
}  # fmt: skip
