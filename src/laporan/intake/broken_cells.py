"""Cells of a workbook whose formula failed, or that hold no value: calamine reads them as empty, which they are not."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path

from lxml import etree

from laporan.intake.grid import place_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]+)")
UNSAVED = "rumus tanpa nilai tersimpan"
Places = dict[tuple[int, int], str]  # row from 1 and column from 0, to what stands there


def broken_cells(path: Path) -> dict[str, Places]:
    """The cells of each sheet that failed; of XLSX and ODS. An XLS does not tell.

    Parameters
    ----------
    path : Path
        A workbook that could be opened.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.namelist():
            return _of_calc(archive)
        return {name: _of_excel(archive, part) for name, part in _parts(archive).items()}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that each sheet is."""
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _parser())
    targets = {one.get("Id"): one.get("Target") for one in relations}
    sheets = etree.fromstring(archive.read("xl/workbook.xml"), _parser()).iter(f"{MAIN}sheet")
    found = {sheet.get("name"): targets.get(sheet.get(RELATION), "") for sheet in sheets}
    places = {name: posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for name, target in found.items()}
    return {name: place for name, place in places.items() if place in archive.namelist() and "worksheets" in place}


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _of_excel(archive: zipfile.ZipFile, part: str) -> Places:
    found: Places = {}
    with archive.open(part) as stream:
        for _event, cell in etree.iterparse(stream, tag=f"{MAIN}c", resolve_entities=False, no_network=True):
            value, formula = cell.findtext(f"{MAIN}v"), cell.find(f"{MAIN}f")
            failed = value if cell.get("t") == "e" else UNSAVED if formula is not None and value is None else ""
            place = REFERENCE.fullmatch(cell.get("r") or "")
            if failed and place:
                found[int(place[2]), place_of(place[1])] = failed
            cell.clear()
    return found


def _of_calc(archive: zipfile.ZipFile) -> dict[str, Places]:
    found: dict[str, Places] = {}
    tags = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell", f"{TABLE}table-row", f"{TABLE}table")
    here: Places = {}
    row, column, failed = 1, 0, dict[int, str]()
    with archive.open("content.xml") as stream:
        for _event, element in etree.iterparse(
            stream, tag=tags, resolve_entities=False, no_network=True, huge_tree=True
        ):
            if element.tag == tags[-1]:
                found[element.get(f"{TABLE}name") or ""], here, row = here, {}, 1
            elif element.tag == tags[2]:
                here |= {(row, at): told for at, told in failed.items()}
                row += int(element.get(f"{TABLE}number-rows-repeated") or 1)
                column, failed = 0, {}
                element.clear()
            else:
                if element.get(f"{CALC}value-type") == "error":
                    failed[column] = "".join(element.itertext()) or "galat"
                column += int(element.get(f"{TABLE}number-columns-repeated") or 1)
    return found
