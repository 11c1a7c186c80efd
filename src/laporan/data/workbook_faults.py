"""What a workbook holds that a reader of its cells would lose or take for something else.

openpyxl gives the cells' values and no more. Formulas that nobody computed, errors, what is hidden, merged, or stands
beside the table are seen only in the sheet's own XML, which is read here piece by piece.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from laporan.core.errors import UNSEEN, Fault
from laporan.data.contracts import MOST_DIGITS, Column
from laporan.data.number_formats import MAIN, Shown, shown_formats
from laporan.data.text_table import LONGEST_TOLD

MOST_TOLD = 20  # cells of one file: whoever mends these finds the others
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
LAST_ROW = 1_048_576  # of a sheet
TYPES = {"n", "s", "str", "inlineStr", "b", "d"}
NUMBER = re.compile(r"-?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?")
PLACE = re.compile("[0-9]{1,9}")  # in the list of texts; Python would count -1 from its end
SAVE_AGAIN = "Simpan ulang buku kerja itu dari aplikasi lembar kerja"
AS_SHOWN: dict[Shown, str] = {
    "percent": "ditampilkan sebagai persen, jadi nilainya seperseratus dari yang terlihat",
    "scaled": "ditampilkan dalam ribuan, jadi nilainya bukan yang terlihat",
    "hidden": "berisi nilai yang tidak ditampilkan",
}


@dataclass(frozen=True)
class OddCell:
    """Something in a sheet that can't be read as a table.

    Parameters
    ----------
    row : int, optional
        Its row as a spreadsheet counts; None for a column and for the sheet.
    rule, remedy : str
        What is wrong, with the cell as a spreadsheet names it, and how to mend it; in Indonesian.
    """

    row: int | None
    rule: str
    remedy: str


def workbook_faults(path: Path, sheet: str, columns: Sequence[Column | None], file: str) -> list[Fault]:
    """Faults of one sheet, by cell; the first of them where there are many.

    Parameters
    ----------
    path : Path
        An XLSX workbook.
    sheet : str
        Name of the sheet.
    columns : sequence of Column or None
        What the contract says of each title of the header; None of one that it does not know.
    file : str
        As faults name it.

    Raises
    ------
    KeyError, ValueError, BadZipFile, ParseError
        For what is no workbook; entity declarations raise as `defusedxml` has them.
    """
    with zipfile.ZipFile(path) as archive:
        part, state = _part_of(archive, sheet)
        formats = shown_formats(archive)
        with archive.open(part) as stream:
            found = list(islice(_findings(stream, state, columns, formats), MOST_TOLD + 1))
    faults = [Fault(file, one.rule, one.remedy, sheet, one.row) for one in found[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        faults.append(Fault(file, f"masih ada lagi sesudah {MOST_TOLD} temuan ini", "Perbaiki semuanya", sheet))
    return faults


def _part_of(archive: zipfile.ZipFile, sheet: str) -> tuple[str, str]:
    """The part of the archive that a sheet is, and whether it is visible."""
    targets = {
        relation.get("Id"): relation.get("Target", "") for relation in ElementTree.fromstring(archive.read(RELATIONS))
    }
    for entry in ElementTree.fromstring(archive.read(BOOK)).iter(f"{MAIN}sheet"):
        if entry.get("name") == sheet:
            target = targets[entry.get(RELATION)]
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            return part, entry.get("state", "visible")
    raise KeyError(sheet)


def _findings(
    stream: IO[bytes], state: str, columns: Sequence[Column | None], formats: list[Shown]
) -> Iterator[OddCell]:
    if state != "visible":
        yield OddCell(None, "lembarnya tersembunyi", "Tampilkan lembar itu, atau sebut lembar yang dimaksud")
    row = 0
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        kind = element.tag.removeprefix(MAIN)
        if event == "start":
            if kind == "row":
                before, row = row, int(element.get("r", row + 1))
                if not before < row <= LAST_ROW:
                    yield OddCell(row, "barisnya tidak berurutan di dalam berkas", SAVE_AGAIN)
                if _is_hidden(element, "ht"):
                    yield OddCell(row, "barisnya tersembunyi", "Tampilkan atau hapus baris itu")
            continue
        if kind == "col" and _is_hidden(element, "width") and int(element.get("min", 1)) <= len(columns):
            place = f"kolom {get_column_letter(int(element.get('min', 1)))}"
            yield OddCell(None, f"{place} tersembunyi", "Tampilkan atau hapus kolom itu")
        elif kind == "mergeCell":
            place = element.get("ref", "")
            first = coordinate_to_tuple(place.partition(":")[0])[0]
            yield OddCell(first, f"sel {place} digabung", "Pisahkan sel itu dan isi satu per satu")
        elif kind == "row":
            yield from _cells(element, row, columns, formats)
            element.clear()


def _is_hidden(element: Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or float(element.get(size, 1)) == 0


def _cells(row: Element, number: int, columns: Sequence[Column | None], formats: list[Shown]) -> Iterator[OddCell]:
    place = 0
    for cell in row.iter(f"{MAIN}c"):
        before, own = place, number
        own, place = coordinate_to_tuple(cell.get("r", "")) if cell.get("r") else (number, before + 1)
        named = f"sel {get_column_letter(place)}{own}"
        if own != number or place <= before:
            yield OddCell(number, f"{named} tidak pada tempatnya di dalam berkas", SAVE_AGAIN)
        elif odd := _odd(cell, place, columns, formats):
            yield OddCell(number, f"{named} {odd[0]}", odd[1])


def _odd(cell: Element, place: int, columns: Sequence[Column | None], formats: list[Shown]) -> tuple[str, str] | None:
    """What is wrong with a cell, and how to mend it."""
    kind, value = cell.get("t", "n"), cell.find(f"{MAIN}v")
    text = "" if value is None else value.text or ""
    if cell.find(f"{MAIN}f") is not None and not text and kind != "str":
        remedy = "Buka dan simpan buku kerja itu di aplikasi lembar kerja, atau tulis nilainya"
        return "berisi rumus tanpa nilai tersimpan", remedy
    if not text and cell.find(f"{MAIN}is") is None:
        return None
    if kind == "e":
        return f"berisi galat {text}", "Perbaiki rumusnya, atau tulis nilainya"
    if place > len(columns):
        return "berisi sesuatu di kolom tanpa judul", "Beri judul kolom itu, atau hapus isinya"
    if (kind == "n" and not NUMBER.fullmatch(text)) or (kind == "s" and not PLACE.fullmatch(text)) or kind not in TYPES:
        return f"berisi “{UNSEEN.sub('�', text[:LONGEST_TOLD])}”, yang bukan nilai sebuah sel", SAVE_AGAIN
    if kind == "b":
        return "berisi nilai logika (BENAR atau SALAH)", "Ketik isinya sebagai teks atau angka"
    style = int(cell.get("s", 0))
    if kind == "n":
        return _odd_number(text, columns[place - 1], formats[style] if style < len(formats) else "")
    return None


def _odd_number(text: str, column: Column | None, shown: Shown) -> tuple[str, str] | None:
    """What is wrong with a number by the way it is shown, and by its length."""
    if shown in AS_SHOWN:
        return AS_SHOWN[shown], "Ubah formatnya menjadi angka biasa, dan periksa nilainya"
    if shown == "date" and column is not None:
        if column.kind != "date":
            return "berisi tanggal, padahal kolomnya bukan tanggal", "Ubah format sel itu, lalu ketik ulang isinya"
        if not float(text).is_integer():
            return "berisi jam di samping tanggal", "Tulis tanggalnya saja"
    if abs(float(text)) >= 10**MOST_DIGITS:
        return f"berisi bilangan lebih dari {MOST_DIGITS} angka: yang terakhir sudah hilang", "Ketik ulang sebagai teks"
    return None
