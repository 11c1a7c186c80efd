"""The command `laporan audit`: what is wrong with the numbers of a report that somebody else wrote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from audit.apart import SECONDS, audit_apart
from audit.finding import unfinished
from audit.render import as_json as json_text
from audit.render import as_text, comparisons_as_text
from laporan.core.faults import harmless

LONGEST = 86_400  # seconds: a day


def run_audit(file: Path, against: str | None, as_json: bool, seconds: float = SECONDS) -> int:
    """Print what is wrong with a report that somebody else wrote.

    Parameters
    ----------
    file : Path
        TXT, Markdown, HTML, DOCX or PDF.
    against : str or None
        A report of ours to compare it with: "2017", "2018/kanreg-10", a built folder, or a `fakta.json`.
    as_json : bool
        Whether to print JSON.
    seconds : float
        How long it may take; what was not looked at then is a finding.

    Returns
    -------
    int
        How many findings there are.

    Raises
    ------
    AuditError
        For a file that cannot be audited.
    ReportError
        For a report of ours that was not built.
    """
    from laporan.facts.ledger import open_side

    side = None if against is None else open_side(against)
    facts = None if side is None else list(side.facts.values())
    audited = audit_apart(file, facts, "" if side is None else side.page, seconds)
    findings = [*audited.findings, *unfinished(audited.unfinished, seconds)]
    shown = json_text(findings) if as_json else as_text(findings)
    if side is not None and not as_json:
        shown += f"\n\n{comparisons_as_text(audited.comparisons, side.name)}"
    sys.stdout.write(harmless(shown) + "\n")  # a quote may hold anything
    return len(findings)


def audit(
    file: Annotated[Path, typer.Argument(help="Laporan yang diperiksa: TXT, Markdown, HTML, DOCX, atau PDF")],
    against: Annotated[str | None, typer.Option(help="Laporan pembanding, misalnya 2017 atau 2018/kanreg-10")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON")] = False,
    seconds: Annotated[float, typer.Option(help="Batas waktu, dalam detik", min=0.1, max=LONGEST)] = SECONDS,
) -> None:
    """Uji coba: periksa angka dalam laporan terbitan; keluar dengan kode 1 bila ada temuan atau yang belum diperiksa."""
    if run_audit(file, against, as_json, seconds):
        raise typer.Exit(1)
