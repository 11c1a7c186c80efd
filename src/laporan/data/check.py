"""Every fault of every input of a year at once; also as a workbook to send back to the office."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from laporan.core import paths
from laporan.core.errors import Fault
from laporan.data.load import known_faults
from laporan.data.package import resources
from laporan.project.parameters import load_parameters

HEADINGS = ("Berkas", "Lembar", "Baris", "Kolom", "Tertulis", "Masalah", "Cara memperbaiki", "Tingkat")
LONGEST_CELL = 32_767  # letters; a workbook holds no more, and a longer text would be left out
WIDTHS = (34, 12, 8, 20, 24, 50, 60, 16)
LEVELS = {"error": "Kesalahan", "warning": "Perlu catatan"}


def check_changed_inputs(year: int, units: Iterable[str]) -> list[Fault]:
    """Faults of all data files of the units, in the package's order, and of what is said of their rows.

    A file that was without faults, and did not change, is not read again.
    """
    units = list(units)
    found = [fault for unit in units for resource in resources(year, unit) for fault in known_faults(resource)]
    return found + [fault for unit in units for fault in exclusion_faults(year, unit)]


def exclusion_faults(year: int, unit: str) -> list[Fault]:
    """Datasets of which the parameters leave out rows, and which there are not.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    """
    known = [resource.dataset for resource in resources(year, unit)]
    own = "" if unit == paths.main_unit() else f"/{unit}"
    return [
        Fault(
            f"{paths.relative(paths.params())}/{year}{own}.yml",
            f"exclude.{name}: data itu tidak ada",
            f"Sebut salah satu: {', '.join(get_close_matches(name, known, n=3, cutoff=0)) or 'belum ada data'}",
        )
        for name in load_parameters(year, unit).exclude
        if name not in known
    ]


def fault_cells(fault: Fault) -> list[str | int]:
    """A fault as a row below `HEADINGS`."""
    place = (fault.file, fault.sheet, fault.row, fault.column)
    cells = (*place, fault.value, fault.rule, fault.remedy, LEVELS[fault.level])
    return [cell[:LONGEST_CELL] if isinstance(cell, str) else "" if cell is None else cell for cell in cells]


def write_fault_workbook(faults: list[Fault], path: Path) -> None:
    """One row a fault, in Indonesian, as an XLSX file at `path`.

    Cells are text: what an office typed can't become a formula.

    Raises
    ------
    OSError
        Where the file can't be written.
    """
    import xlsxwriter

    path.open("ab").close()  # the writer would hide what the system refuses in an error of its own
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Kesalahan")
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write_row(0, 0, HEADINGS, bold)
        for number, fault in enumerate(faults, 1):
            for column, cell in enumerate(fault_cells(fault)):
                sheet.write(number, column, cell, wrapped)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(faults), len(HEADINGS) - 1)
