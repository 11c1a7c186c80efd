"""How a workbook shows a number, where that is not the number itself: as a day, in percent, in thousands, not at all.

A cell holds 0,905 and shows 90,5%; another holds 3852 and shows 4. Whoever typed it means what he sees.
"""

from __future__ import annotations

import re
import zipfile
from typing import Literal

from defusedxml import ElementTree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

Shown = Literal["", "date", "percent", "scaled", "hidden"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STYLES = "xl/styles.xml"
# Of a format: text, what is escaped, spaces, colours and conditions.
WORDS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
SCALED = re.compile(r"[0#?],+(?![0-9#?,])")  # a comma behind the last digit divides by a thousand
PLACES = re.compile(r"[0#?@]|general", re.IGNORECASE)


def shown_formats(archive: zipfile.ZipFile) -> list[Shown]:
    """How numbers of each cell style are shown, by the number that cells have of it.

    Parameters
    ----------
    archive : ZipFile
        The workbook.
    """
    if STYLES not in archive.namelist():
        return []
    root = ElementTree.fromstring(archive.read(STYLES))
    codes = {
        **BUILTIN_FORMATS,
        **{int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in root.iter(f"{MAIN}numFmt")},
    }
    styles = root.find(f"{MAIN}cellXfs")
    return [shown(codes.get(int(style.get("numFmtId", 0)), "")) for style in (() if styles is None else styles)]


def shown(code: str) -> Shown:
    """How a number format shows a number.

    Parameters
    ----------
    code : str
        As the workbook has it.

    Examples
    --------
    >>> [shown(code) for code in ("0.0%", "#,##0", "#,##0,", "dd/mm/yyyy", ";;;", "General")]
    ['percent', '', 'scaled', 'date', 'hidden', '']
    """
    if is_date_format(code):
        return "date"
    plain = WORDS.sub("", code)
    first = plain.split(";")[0]
    if "%" in plain:
        return "percent"
    if SCALED.search(plain):
        return "scaled"
    return "hidden" if code and not PLACES.search(first) else ""
