"""What in the data wants a note: soft checks that a value did not pass, and that nobody has explained yet.

Statistical data editing tells hard edits from soft ones: a fault stops the report, a soft check only asks. `data_notes`
in the parameters explains what was found, cell by cell. `laporan check` lists what is open, and what explains nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from laporan.core import paths
from laporan.core.errors import Fault
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Contract, as_written
from laporan.data.load import read_once
from laporan.data.package import resources
from laporan.data.spellings import columns_of_words, words_spelled_otherwise
from laporan.project.parameters import DataNote, load_parameters


def open_warnings(year: int, units: Iterable[str]) -> list[Fault]:
    """What no note explains, of all data files of the units; files with faults are left aside.

    Parameters
    ----------
    year : int
        Of the reports.
    units : iterable of str
        Whose data is looked at.
    """
    found: list[Fault] = []
    for unit in units:
        notes = load_parameters(year, unit).data_notes
        for resource in resources(year, unit):
            contract = contract_for(resource.dataset, year)
            if contract.soft_checks or columns_of_words(contract) or resource.dataset in notes:
                frame, faults = read_once(resource, compact=True)
                file = paths.relative(resource.path)
                found += [] if faults else unnoted(frame, contract, notes.get(resource.dataset, []), file)
    return found


def unnoted(frame: pd.DataFrame, contract: Contract, notes: Sequence[DataNote], file: str) -> list[Fault]:
    """Warnings for what no note explains, and for notes that explain nothing.

    Parameters
    ----------
    frame : DataFrame
        Parsed and without faults, indexed by row in the file.
    contract : Contract
        Whose soft checks are asked.
    notes : sequence of DataNote
        What the parameters explain.
    file : str
        As the warnings name it.
    """
    explained, met = {(note.row, note.column) for note in notes}, set()
    found = []
    for fault in (*_unlikely(frame, contract, file), *words_spelled_otherwise(frame, contract, file)):
        met.add((fault.row, fault.column))
        if (fault.row, fault.column) not in explained:
            found.append(fault)
    rule, remedy = "catatan ini tidak menjelaskan apa-apa lagi", "Hapus catatan itu dari params: data_notes"
    return found + [
        Fault(file, rule, remedy, contract.sheet, row, column, level="warning")
        for row, column in sorted(explained - met)
    ]


def _unlikely(frame: pd.DataFrame, contract: Contract, file: str) -> Iterator[Fault]:
    for check in contract.soft_checks:
        column = contract.column(check.column)
        unlikely = ~check.holds(frame).astype("boolean").fillna(True).astype(bool)
        values = frame.loc[unlikely, column.name]
        for row, value in zip(values.index.tolist(), values, strict=True):
            text = contract.told(as_written(value, column))
            yield Fault(file, check.rule, check.remedy, contract.sheet, row, column.header, text, "warning")
