"""`laporan gate`: what in a built report may not leave."""

from __future__ import annotations

import json

from rich.console import Console
from rich.markup import escape

from laporan.core import paths
from laporan.core.errors import ReportError
from laporan.project.outline import PAGE, ReportPlan
from laporan.release.gate import gate


def show_gate(plan: ReportPlan, as_json: bool, out: Console) -> bool:
    """Go through the files of a built report and print every finding.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    as_json : bool
        Whether the findings are printed as a JSON list.
    out : Console
        Where they are printed.

    Returns
    -------
    bool
        Whether nothing was found.

    Raises
    ------
    ReportError
        For a report that was not built, and a file that can't be read.
    """
    if not (plan.folder / PAGE).is_file():
        raise ReportError(f"{paths.relative(plan.folder)} belum ada. Bangun dahulu: laporan build {plan.year}")
    found = gate(plan, plan.folder)
    if as_json:
        out.print_json(json.dumps([one.__dict__ for one in found]))
        return not found
    for one in found:
        out.print(f"[red]✗[/] {escape(one.kind)}: {escape(one.what)}. {escape(one.remedy)}", soft_wrap=True)
    if not found:
        out.print(
            f"[green]✓[/] {escape(plan.name)}: tidak ada NIK, NIP, NPWP, nomor telepon, alamat surel, kode orang, atau "
            "jejak komputer. Nama orang tidak dapat dikenali mesin: baca yang ditulis masyarakat sebelum dibagikan",
            soft_wrap=True,
        )
    return not found
