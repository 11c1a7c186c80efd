"""`laporan import`: brings an office's source to a dataset of the year, and tells what became of every row."""

from __future__ import annotations

import datetime as dt
import json

import typer
from rich.console import Console
from rich.markup import escape

from laporan.core import paths
from laporan.core.formatting import number
from laporan.intake.fault_list import listed
from laporan.intake.importing import Imported, ImportRequest, as_json, import_source, summary
from laporan.intake.map_model import Handover

MOST_UNUSED = 12


def run_import(request: ImportRequest, in_json: bool, out: Console, err: Console) -> bool:
    """Import, and print what became of it.

    Parameters
    ----------
    request : ImportRequest
        What is to be imported.
    in_json : bool
        Whether machines read the result.
    out, err : Console
        For results, and for all else.

    Returns
    -------
    bool
        Whether it was written.
    """
    result = import_source(request)
    if in_json:
        out.print_json(json.dumps(as_json(result), ensure_ascii=False, default=str))
    else:
        show(result, out, err)
    return result.path is not None


def show(result: Imported, out: Console, err: Console) -> None:
    """Print the result of one import.

    Parameters
    ----------
    result : Imported
        Of an import.
    out, err : Console
        For results, and for all else.
    """
    for fault in result.faults:
        err.print(escape(str(fault)), style="red", soft_wrap=True)
    for warning in result.warnings:
        err.print(f"perlu diperhatikan: {escape(warning)}", style="yellow", soft_wrap=True)
    if result.path is None:
        err.print(f"{len(result.faults)} kesalahan ({summary(result)}); tidak ada yang ditulis", soft_wrap=True)
        return
    change = "" if result.changed else ", sama seperti sebelumnya"
    rows = f"{number(result.canonical)} baris{change}"
    out.print(f"[green]✓[/] {escape(paths.relative(result.path))}: {rows}; {summary(result)}", soft_wrap=True)
    for reason, aside in result.left_out.items():
        told = listed([row.label for row in aside])
        out.print(f"  disisihkan, {escape(reason)}: {number(len(aside))} (baris {escape(told)})", soft_wrap=True)
    for text in result.said:
        out.print(f"  dibaca sebagai {escape(text)}", soft_wrap=True)
    if result.unused:
        named = ", ".join(result.unused[:MOST_UNUSED]) + (", …" if len(result.unused) > MOST_UNUSED else "")
        out.print(f"  tidak dipakai dan tidak disimpan: {escape(named)}", soft_wrap=True)


def handover(by: str, date: str, letter: str) -> Handover:
    """Who handed the source over, as the command says it.

    Parameters
    ----------
    by, date, letter : str
        The office, the day as TTTT-BB-HH, the letter; '' for what is not said.

    Raises
    ------
    typer.BadParameter
        For what is no day.
    """
    try:
        return Handover(by=by, date=dt.date.fromisoformat(date) if date else None, letter=letter)
    except ValueError:
        raise typer.BadParameter(f"“{date}” bukan tanggal; tulis misalnya 2020-01-15", param_hint="--date") from None
