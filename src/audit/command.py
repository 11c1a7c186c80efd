"""The command `laporan audit`: what is wrong with the numbers of a report that somebody else wrote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from audit.against import compare, differences
from audit.extract import extract
from audit.finding import merged
from audit.render import as_json as json_text
from audit.render import as_text, comparisons_as_text
from audit.run import audit_document


def run_audit(file: Path, against: str | None, as_json: bool) -> int:
    """Print what is wrong with a report that somebody else wrote.

    Parameters
    ----------
    file : Path
        TXT, Markdown, HTML, DOCX or PDF.
    against : str or None
        A report of ours to compare it with: "2017", "2018/kanreg-10", a built folder, or a `fakta.json`.
    as_json : bool
        Whether to print JSON.

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
    document = extract(file)
    findings = audit_document(document)
    if side is None:
        shown = json_text(findings) if as_json else as_text(findings)
    else:
        compared = compare(document, list(side.facts.values()), side.page)
        findings = merged([*findings, *differences(compared)])
        shown = json_text(findings) if as_json else f"{as_text(findings)}\n\n{comparisons_as_text(compared, side.name)}"
    sys.stdout.write(shown + "\n")  # a quote may hold anything
    return len(findings)


def audit(
    file: Annotated[Path, typer.Argument(help="Laporan yang diperiksa: TXT, Markdown, HTML, DOCX, atau PDF")],
    against: Annotated[str | None, typer.Option(help="Laporan pembanding, misalnya 2017 atau 2018/kanreg-10")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON")] = False,
) -> None:
    """Uji coba: periksa angka dalam laporan terbitan; keluar dengan kode 1 bila ada temuan."""
    if run_audit(file, against, as_json):
        raise typer.Exit(1)
