"""The canonical CSV of an import, written aside and held against the contract before anything takes its place."""

from __future__ import annotations

import csv
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from laporan.core.errors import DataError, Fault
from laporan.data.checks import check
from laporan.data.contracts import Contract
from laporan.data.read import read_table
from laporan.intake.cells import CellError
from laporan.intake.fault_list import CellPlace, FaultList
from laporan.intake.parts import ImportPart
from laporan.intake.pipeline import SourceRow, serial_text

MADE = "hasil impor"  # what messages name where no row of the source can be told
FIRST_ROW = 2  # below the head, as a spreadsheet counts


@dataclass
class Draft:
    """Rows of a dataset as they are made.

    Parameters
    ----------
    path : Path
        Where they are written.
    contract : Contract
        Of the dataset.
    headers : sequence of str
        The columns that the map fills; every other one is empty.
    origins : list of SourceRow or None
        For each row, the row of the source that it comes from; None where several came together.
    before, behind : list of ImportPart
        Rows of other imports that stand before and behind these.
    """

    path: Path
    contract: Contract
    headers: Sequence[str]
    origins: list[SourceRow | None] = field(default_factory=list)
    before: list[ImportPart] = field(default_factory=list)
    behind: list[ImportPart] = field(default_factory=list)
    _file: IO[str] | None = None
    _writer: Any = None

    def __enter__(self) -> Draft:
        self._file = self.path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(self.columns)
        self._places = {header: place for place, header in enumerate(self.headers)}
        return self

    def __exit__(self, *_error: object) -> None:
        if self._file:
            self._file.close()

    @property
    def columns(self) -> list[str]:
        """The heads of the file: all of the contract, but those that were not asked."""
        return [one.header for one in self.contract.columns if not one.may_be_absent or one.header in self.headers]

    def write(self, texts: Sequence[str], origin: SourceRow | None) -> None:
        """Add a row. texts : of the columns that the map fills; origin : where it comes from"""
        places = (self._places.get(header) for header in self.columns)
        self._writer.writerow(["" if place is None else texts[place] for place in places])
        self.origins.append(origin)

    @property
    def rows(self) -> int:
        """How many rows were written."""
        return len(self.origins)

    def faults(self, told: FaultList, heads: Mapping[str, CellPlace]) -> dict[SourceRow, str]:
        """Note what the contract refuses, by rows of the source.

        Parameters
        ----------
        told : FaultList
            Takes the faults.
        heads : mapping of str to CellPlace
            For a column of the dataset, the one of the source that it is made from.

        Returns
        -------
        dict of SourceRow to str
            The rows that are refused, and why; not those that can't be told.
        """
        try:
            _frame, found = check(read_table(self.path, self.contract), self.contract)
        except DataError as error:
            found = list(error.faults)
        refused: dict[SourceRow, str] = {}
        for fault in found:
            origin, header = self._origin(fault.row), fault.column or ""
            rule = re.sub(r"baris ([0-9]+)", self._other_row, fault.rule)
            head = heads.get(header, CellPlace("", None, header))
            if origin:
                refused.setdefault(origin, f"{head.column}: {rule}")
                place = CellPlace(origin.file, origin.sheet, head.column, head.at)
                told.cell(place, origin.label, CellError("form", rule, fault.remedy, fault.value or ""))
            elif fault.row is not None:
                told.cell(
                    CellPlace(MADE, None, header), fault.row, CellError("form", rule, fault.remedy, fault.value or "")
                )
            else:
                told.refuse(Fault(MADE, rule, fault.remedy, column=fault.column, value=fault.value))
        return refused

    def _origin(self, row: int | None) -> SourceRow | None:
        place = row - FIRST_ROW if row else -1
        return self.origins[place] if 0 <= place < len(self.origins) else None

    def _other_row(self, match: re.Match[str]) -> str:
        """Another row that a rule names, as when a value stands twice: by its row in the source."""
        origin = self._origin(int(match[1]))
        return f"baris {origin.label}" if origin else match[0]

    def without(self, refused: Container[SourceRow | None], serials: Mapping[str, str]) -> None:
        """Take rows out, and count serial numbers anew.

        Parameters
        ----------
        refused : container of SourceRow
            What is taken out is what comes from there.
        serials : mapping of str to str
            By header, the form of the first.
        """
        kept = [
            (cells, origin)
            for cells, origin in zip(self._lines(), self.origins, strict=True)
            if origin is None or origin not in refused
        ]
        columns = self.columns
        numbered = {columns.index(header): form for header, form in serials.items()}
        with self.path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            for number, (cells, _origin) in enumerate(kept, 1):
                writer.writerow(
                    [serial_text(numbered[at], number) if at in numbered else cell for at, cell in enumerate(cells)]
                )
        self.origins = [origin for _cells, origin in kept]

    def join(self, before: list[ImportPart], behind: list[ImportPart]) -> None:
        """Set rows of other imports before and behind these."""
        if not before and not behind:
            return
        self.before, self.behind = before, behind
        own = list(self._lines())
        with self.path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(self.columns)
            writer.writerows([*(line for part in before for line in part.lines), *own])
            writer.writerows(line for part in behind for line in part.lines)
        above: list[SourceRow | None] = [None for part in before for _line in part.lines]
        self.origins = [*above, *self.origins, *(None for part in behind for _line in part.lines)]

    def append(self, part: ImportPart) -> None:
        """Set rows behind all others."""
        self.behind = [*self.behind, part]
        with self.path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(part.lines)
        self.origins += [None] * len(part.lines)

    def _lines(self) -> Iterator[list[str]]:
        with self.path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            next(lines)
            yield from lines
