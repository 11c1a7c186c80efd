"""What a workbook holds that a reader of its cells would lose or take for something else.

openpyxl gives the cells' values and no more. Formulas that nobody computed, errors, what is hidden, merged, or stands
beside the table are seen only in the sheet's own XML, which is read here piece by piece.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from laporan.core.errors import Fault

MOST_TOLD = 20  # cells of one file: whoever mends these finds the others
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


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


def workbook_faults(path: Path, sheet: str, width: int, file: str) -> list[Fault]:
    """Faults of one sheet, by cell; the first of them where there are many.

    Parameters
    ----------
    path : Path
        An XLSX workbook.
    sheet : str
        Name of the sheet.
    width : int
        How many columns its header has.
    file : str
        As faults name it.

    Raises
    ------
    KeyError, BadZipFile, ParseError
        For what is no workbook; entity declarations raise as `defusedxml` has them.
    """
    with zipfile.ZipFile(path) as archive:
        part, state = _part_of(archive, sheet)
        with archive.open(part) as stream:
            found = list(islice(_findings(stream, state, width), MOST_TOLD + 1))
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


def _findings(stream: IO[bytes], state: str, width: int) -> Iterator[OddCell]:
    if state != "visible":
        yield OddCell(None, "lembarnya tersembunyi", "Tampilkan lembar itu, atau sebut lembar yang dimaksud")
    row = 0
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        kind = element.tag.removeprefix(MAIN)
        if event == "start":
            if kind == "row":
                row = int(element.get("r", row + 1))
                if element.get("hidden") in ("1", "true"):
                    yield OddCell(row, "barisnya tersembunyi", "Tampilkan atau hapus baris itu")
            continue
        if kind == "col" and element.get("hidden") in ("1", "true") and int(element.get("min", 1)) <= width:
            place = f"kolom {get_column_letter(int(element.get('min', 1)))}"
            yield OddCell(None, f"{place} tersembunyi", "Tampilkan atau hapus kolom itu")
        elif kind == "mergeCell":
            place = element.get("ref", "")
            first = coordinate_to_tuple(place.partition(":")[0])[0]
            yield OddCell(first, f"sel {place} digabung", "Pisahkan sel itu dan isi satu per satu")
        elif kind == "row":
            yield from _cells(element, row, width)
            element.clear()


def _cells(row: Element, number: int, width: int) -> Iterator[OddCell]:
    column = 0
    for cell in row.iter(f"{MAIN}c"):
        column = coordinate_to_tuple(cell.get("r"))[1] if cell.get("r") else column + 1
        place = f"{get_column_letter(column)}{number}"
        value: Any = cell.find(f"{MAIN}v")
        there = (value is not None and value.text) or cell.find(f"{MAIN}is") is not None
        if cell.find(f"{MAIN}f") is not None and not there and cell.get("t") != "str":
            remedy = "Buka dan simpan buku kerja itu di aplikasi lembar kerja, atau tulis nilainya"
            yield OddCell(number, f"sel {place} berisi rumus tanpa nilai tersimpan", remedy)
        elif there and cell.get("t") == "e":
            remedy = "Perbaiki rumusnya, atau tulis nilainya"
            yield OddCell(number, f"sel {place} berisi galat {value.text}", remedy)
        elif there and column > width:
            remedy = "Beri judul kolom itu, atau hapus isinya"
            yield OddCell(number, f"sel {place} berisi sesuatu di kolom tanpa judul", remedy)
