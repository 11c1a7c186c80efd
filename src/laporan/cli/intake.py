"""`laporan import`: brings an office's source to a dataset of the year, and tells what became of every row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from laporan.core import paths
from laporan.core.formatting import number
from laporan.core.paths import relative
from laporan.data.units import all_units
from laporan.intake.again import Repeated, repeat_imports
from laporan.intake.fault_list import listed
from laporan.intake.importing import Imported, ImportRequest, as_json, contract_of, import_source, summary
from laporan.intake.map_file import OPEN
from laporan.intake.proposal import propose
from laporan.intake.proposal_text import preview, write_proposal

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
    if result.appended:
        out.print(f"  ditambah {escape(result.appended)}", soft_wrap=True)
    for text in result.said:
        out.print(f"  dibaca sebagai {escape(text)}", soft_wrap=True)
    if result.unused:
        named = ", ".join(result.unused[:MOST_UNUSED]) + (", …" if len(result.unused) > MOST_UNUSED else "")
        out.print(f"  tidak dipakai dan tidak disimpan: {escape(named)}", soft_wrap=True)


def run_again(year: int, unit: str, folders: list[Path], in_json: bool, out: Console, err: Console) -> bool:
    """Repeat the imports of a year, and print what is other than before.

    Parameters
    ----------
    year, unit : int, str
        Whose imports; of all offices where none is named.
    folders : list of Path
        Where sources outside the project are.
    in_json : bool
        Whether machines read the result.
    out, err : Console
        For results, and for all else.

    Returns
    -------
    bool
        Whether all of them were written.
    """
    found = list(repeat_imports(year, [unit] if unit else all_units(year), folders))
    if in_json:
        out.print_json(json.dumps([_repeated_json(one) for one in found], ensure_ascii=False, default=str))
        return all(not one.failure for one in found)
    for one in found:
        name = f"{one.unit}/{one.dataset} ({one.map})"
        if one.failure:
            err.print(f"✗ {escape(name)}: tidak ada yang ditulis", style="red", soft_wrap=True)
            err.print(escape(one.failure), style="red", soft_wrap=True)
        else:
            told = "; ".join(one.changes) or "sama seperti sebelumnya"
            out.print(f"[green]✓[/] {escape(name)}: {escape(told)}", soft_wrap=True)
    if not found:
        out.print(f"{year}: belum ada data hasil impor")
    return all(not one.failure for one in found)


def _repeated_json(one: Repeated) -> dict[str, Any]:
    told = {"dataset": one.dataset, "unit": one.unit, "map": one.map, "failure": one.failure, "changes": one.changes}
    return told | {"result": as_json(one.result) if one.result else None}


def run_proposal(source: Sequence[str], dataset: str, year: int, unit: str, out: Console) -> None:
    """Propose a map for a source, and show what it was made from.

    Parameters
    ----------
    source : sequence of str
        Files, a folder, or 'env:NAME' of a database.
    dataset : str
        Where it is to go.
    year, unit : int, str
        Whose data.
    out : Console
        Where it is shown.
    """
    named = ", ".join(Path(one).name for one in source)
    proposal = propose(source, contract_of(dataset, year), year, unit)
    path = write_proposal(proposal, named)
    titles, rows = preview(proposal)
    out.print(f"{escape(named)}: {escape(', '.join(proposal.said))}", soft_wrap=True)
    for place, title in enumerate(titles):
        cells = " | ".join(row[place] for row in rows)
        person = " (tampak pribadi: dibuang)" if title in proposal.personal else ""
        out.print(f"  {escape(title)}{person}: {escape(cells)}", soft_wrap=True)
    text = path.read_text(encoding="utf-8")
    found = sum(bool(column.title) for column in proposal.columns)
    out.print(
        f"[green]✓[/] {relative(path)}: {found} dari {len(proposal.columns)} kolom ditemukan, "
        f"{text.count(OPEN) - 1} yang harus Anda putuskan tertulis {OPEN}",
        soft_wrap=True,
    )
