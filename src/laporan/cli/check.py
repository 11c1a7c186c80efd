"""`laporan check` on a terminal: what is wrong with the inputs of a year, by cause, and what only wants a note."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from laporan.build.readiness import readiness
from laporan.cli.build import show_faults, show_warnings
from laporan.data.check import write_fault_workbook
from laporan.portal.parameters import shown_indicators
from laporan.publish.approval import checklist

AFTER_A_BUILD = (shown_indicators, checklist)  # what reads params when the reports stand already


def run_check(
    year: int, units: Sequence[str] | None, as_json: bool, workbook: Path | None, out: Console, err: Console
) -> bool:
    """Look at the inputs and print what was found.

    Parameters
    ----------
    year : int
        The year.
    units : sequence of str, optional
        Codes of the offices; by default all that have data.
    as_json : bool
        Whether all of it is printed as one JSON list.
    workbook : Path, optional
        Where the list is written for the offices, if there is any.
    out, err : Console
        Where results and faults are printed.

    Returns
    -------
    bool
        Whether reports can be made of the inputs.
    """
    found = readiness(year, units, AFTER_A_BUILD)
    told = [*found.faults, *found.warnings]
    if workbook and told:
        write_fault_workbook(told, workbook)
    if as_json:
        out.print_json(json.dumps([fault.__dict__ for fault in told]))
        return not found.faults
    show_warnings(found.warnings, err)
    if found.faults:
        show_faults(found.faults, err, workbook)
    else:
        units_told = ", ".join(found.units)
        out.print(f"[green]✓[/] {year}: parameter dan {found.files} berkas data tanpa kesalahan ({units_told})")
    return not found.faults
