"""How a form looks: colours, and formats of a workbook that are made once each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

INK, PALE, GREY, ENTRY = "#1F3A5F", "#E8EEF5", "#5A5A5A", "#FFF8DC"
HEAD = {"bold": True, "bg_color": INK, "font_color": "white"}
BIG = {"bold": True, "font_size": 13, "font_color": INK}
OPEN = ("autofilter", "sort", "format_columns", "format_rows")  # what a protected sheet still lets an office do
A4 = 9


@dataclass
class Styles:
    """Formats of a workbook, by their properties. book : the workbook"""

    book: Workbook
    _made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def __call__(self, **properties: Any) -> Format:
        """The format of these properties of xlsxwriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format({"valign": "top", "font_name": "Calibri", **properties})
        return self._made[key]


def protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in; there is no password, as nothing is kept from anybody. sheet : the sheet"""
    sheet.protect("", dict.fromkeys(OPEN, True))


def on_paper(sheet: Worksheet) -> None:
    """Print a sheet as wide as a page of A4. sheet : the sheet"""
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
