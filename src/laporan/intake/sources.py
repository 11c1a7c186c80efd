"""Opens a source by what it is: the map's word counts, and must agree with the content."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from laporan.core.errors import DataError, Fault
from laporan.intake.grid import Grid
from laporan.intake.patterns import ANY, wildcard
from laporan.intake.source_shape import SourceKind, SourceShape

ASIDE = (".", "~$")  # what systems and Excel put beside files
OLE, PARQUET, SQLITE = b"\xd0\xcf\x11\xe0", b"PAR1", b"SQLite format 3\0"
PACKED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!")
UNREAD = {b"%PDF": "PDF", b"{\\rtf": "RTF", b"\x89PNG": "gambar (PNG)", b"\xff\xd8\xff": "gambar (JPEG)"}
DOCUMENTS = {"word": "dokumen Word", "ppt": "salindia PowerPoint"}
UNPACK = "Keluarkan dulu berkas di dalamnya"
OTHERWISE = "Minta sebagai CSV atau XLSX, atau tulis buku catatan sendiri yang menghasilkan CSV kanonis (docs/impor.md)"
XML = f"Bila Excel dapat membukanya, simpan sebagai XLSX. {OTHERWISE}"
WORDS: dict[SourceKind, str] = {
    "csv": "teks (CSV)", "workbook": "buku kerja", "html": "HTML", "json": "JSON", "parquet": "Parquet",
    "sql": "SQLite",
}  # fmt: skip


def chosen_files(given: Sequence[Path], shape: SourceShape) -> list[Path]:
    """The files of a source: those that were named, and of a folder those that the map means.

    Parameters
    ----------
    given : sequence of Path
        Files and folders.
    shape : SourceShape
        Whose `file` a file of a folder must fit.

    Raises
    ------
    DataError
        Where there is none.
    """
    found: list[Path] = []
    for path in given:
        if not path.exists():
            raise DataError([Fault(path.name, "berkas tidak ada", "Periksa nama sumbernya")])
        found += files_called(path, shape.file or ANY) if path.is_dir() else [path]
    if twice := [path.name for place, path in enumerate(found) if path.resolve() in map(Path.resolve, found[:place])]:
        raise DataError([Fault(twice[0], "disebut dua kali: barisnya akan terhitung dua kali", "Sebut sekali saja")])
    if not found:
        wanted = f"tidak ada berkas “{shape.file}” di folder itu" if shape.file else "folder itu kosong"
        raise DataError([Fault(given[0].name, wanted, "Periksa folder, atau file di source peta")])
    return found


def files_called(folder: Path, pattern: str) -> list[Path]:
    """Files of a folder that a pattern fits, by name and by the numbers in it: 'hal-2' before 'hal-10'."""
    fits = wildcard(pattern).fullmatch
    found = [path for path in folder.iterdir() if path.is_file() and fits(path.name)]
    return sorted((path for path in found if not path.name.startswith(ASIDE)), key=_by_numbers)


def _by_numbers(path: Path) -> list[tuple[int, int, str]]:
    parts = re.split(r"([0-9]+)", path.name)
    return [(0, int(part), part) if part.isdecimal() and part.isascii() else (1, 0, part) for part in parts]


def content_kind(path: Path) -> SourceKind:
    """What a file is by its first bytes, whatever it is called.

    Raises
    ------
    DataError
        For an empty file, and for what no import reads.
    """
    with path.open("rb") as stream:
        start = stream.read(4096)
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start.strip():
        raise DataError([Fault(path.name, "berkas kosong", "Minta berkasnya sekali lagi")])
    if start.startswith(SQLITE):
        return "sql"
    if start.startswith(PARQUET):
        return "parquet"
    if start.startswith((OLE, b"PK\x03\x04")):
        if not start.startswith(OLE):
            _refuse_other_archive(path)
        return "workbook"
    if start.startswith(PACKED):
        raise DataError([Fault(path.name, "berkas yang dimampatkan (gzip, 7z, RAR)", UNPACK)])
    if name := next((name for sign, name in UNREAD.items() if start.startswith(sign)), ""):
        raise DataError([Fault(path.name, f"jenis berkas {name} tidak diimpor", OTHERWISE)])
    if bare.startswith(b"<?xml") and b"<html" not in bare and b"<table" not in bare:
        raise DataError([Fault(path.name, "jenis berkas XML tidak diimpor", XML)])
    if bare.startswith((b"<?xml", b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"<div")):
        return "html"
    return "json" if bare.startswith((b"{", b"[")) and path.suffix.lower() not in (".csv", ".txt", ".tsv") else "csv"


def _begins_as_json(path: Path) -> bool:
    """Whether it may be JSON under the name of a text, which a table of text may look like, too."""
    with path.open("rb") as stream:
        return stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _refuse_other_archive(path: Path) -> None:
    """Refuse a ZIP that is certainly no workbook; one that is cut off may be."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return
    if document := next((DOCUMENTS[top] for name in names if (top := name.partition("/")[0]) in DOCUMENTS), ""):
        raise DataError([Fault(path.name, f"jenis berkas {document} tidak diimpor", OTHERWISE)])
    if "[Content_Types].xml" not in names and "content.xml" not in names:
        raise DataError([Fault(path.name, "arsip ZIP yang bukan buku kerja", UNPACK)])


def open_file(path: Path, shape: SourceShape) -> list[Grid]:
    """The tables of one file.

    Parameters
    ----------
    path : Path
        A file that exists; databases are opened elsewhere.
    shape : SourceShape
        What the map says of it.

    Raises
    ------
    DataError
        For a file that is not what the map says, and what the readers refuse.
    """
    kind = content_kind(path)
    if kind == "csv" and shape.kind == "json" and _begins_as_json(path):
        kind = "json"
    if shape.kind and shape.kind != kind:
        rule = f"isinya {WORDS[kind]}, padahal peta menyebut {WORDS[shape.kind]}"
        raise DataError([Fault(path.name, rule, f"Minta ekspor yang benar, atau tulis kind: {kind} di source peta")])
    if (
        path.suffix.lower() in (".sqlite", ".db", ".sqlite3", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet")
        and kind == "csv" != shape.kind
    ):
        remedy = "Minta berkasnya sekali lagi; bila memang tabel berupa teks, tulis kind: csv di source peta"
        raise DataError([Fault(path.name, f"isinya teks, bukan {path.suffix[1:]}", remedy)])
    if path.suffix.lower() == ".sql":
        raise DataError(
            [Fault(path.name, "salinan SQL", "Muat ke basis data, lalu impor dengan kueri (docs/impor.md)")]
        )
    return _grids(kind, path, shape)


def _grids(kind: SourceKind, path: Path, shape: SourceShape) -> list[Grid]:
    """Each kind's own reader; imported where it works, so that the command line starts quickly."""
    match kind:
        case "workbook":
            from laporan.intake.workbook import workbook_grids

            return workbook_grids(path, shape, path.name)
        case "html":
            from laporan.intake.web_page import page_grid

            return [page_grid(path, shape, path.name)]
        case "json":
            from laporan.intake.json_file import json_grid

            return [json_grid(path, shape, path.name)]
        case "parquet":
            from laporan.intake.parquet_file import parquet_grid

            return [parquet_grid(path, path.name)]
        case _:
            from laporan.intake.text_file import text_grid

            return [text_grid(path, shape, path.name)]
