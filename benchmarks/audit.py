"""How well the audit judges: recall and false alarms on the 2017 report and on our own corpus.

    python benchmarks/audit.py [REPORT] [--forms md,docx,pdf]

The truth about the 2017 report is benchmarks/audit-truth-2017.yml, that about the corpus
stands beside its fragments in tests/audit/.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from audit import Finding, audit  # noqa: E402
from tests.audit import corpus, corpus_reports, corpus_variants, unseen_reports  # noqa: E402
from tests.audit.forms import FORMS, write  # noqa: E402

PLANTED = corpus.PLANTED + corpus_variants.PLANTED + corpus_reports.PLANTED
CLEAN = corpus.CLEAN + corpus_variants.CLEAN + corpus_reports.CLEAN
Truth = list[dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints both tables; 1 when a planted fault of the corpus is missed or a clean fragment accused."""
    parser = argparse.ArgumentParser(description="Recall dan alarm palsu pemeriksa laporan.")
    parser.add_argument("report", nargs="?", default=str(ROOT / ".." / "shared" / "reference" / "laporan-2017.txt"))
    parser.add_argument("--forms", default=",".join(FORMS), help="bentuk berkas korpus")
    options = parser.parse_args(arguments)
    console = Console(width=140)
    report = Path(options.report)
    if report.is_file():
        truth = YAML(typ="safe").load((ROOT / "benchmarks" / "audit-truth-2017.yml").read_text(encoding="utf-8"))
        console.print(_report_table(truth["contradictions"], audit(report), report.name))
    else:
        console.print(f"{report.name} tidak ada: laporan 2017 dilewati.")
    table, faults = _corpus_table(options.forms.split(","))
    console.print(table)
    console.print(_reports_table())
    return int(faults > 0)


def matched(truth: Truth, findings: Sequence[Finding]) -> tuple[dict[str, Finding], list[Finding]]:
    """(finding of each contradiction that was found, findings that hit none). One finding hits one entry."""
    found: dict[str, Finding] = {}
    spare = list(findings)
    for entry in truth:
        for finding in spare:
            if finding.kind == entry["kind"] and {finding.place, *finding.also} & set(entry["lines"]):
                found[entry["id"]] = finding
                spare.remove(finding)
                break
    return found, spare


def _report_table(truth: Truth, findings: Sequence[Finding], name: str) -> Table:
    found, spare = matched(truth, findings)
    table = Table(title=f"{name}: {len(found)} dari {len(truth)} pertentangan ditemukan, {len(spare)} alarm palsu")
    for head in ("pertentangan", "jenis", "baris", "ditemukan", "apa"):
        table.add_column(head)
    for entry in truth:
        hit = found.get(entry["id"])
        lines = ", ".join(map(str, entry["lines"]))
        table.add_row(
            entry["id"],
            entry["kind"],
            lines,
            hit.severity if hit else "tidak",
            entry["why"],
            style=None if hit else "dim",
        )
    for finding in spare:
        table.add_row("alarm palsu", finding.kind, str(finding.place), finding.severity, finding.message, style="red")
    return table


def _corpus_table(forms: Sequence[str]) -> tuple[Table, int]:
    """One row a format: planted, found, alarms beside the planted fault, clean, accused."""
    table, faults = Table(title="Korpus sendiri"), 0
    for head in ("bentuk", "ditanam", "ditemukan", "recall", "temuan lain", "bersih", "alarm palsu", "yang meleset"):
        table.add_column(head)
    for form in forms:
        missed, other, accused = [], [], []
        with tempfile.TemporaryDirectory() as folder:
            for name, kinds, text in PLANTED:
                findings = audit(write(text, form, Path(folder)))
                missed += [name] if not kinds <= {finding.kind for finding in findings} else []
                other += [name] if len(findings) > len(kinds) or {finding.kind for finding in findings} - kinds else []
            for name, text in CLEAN:
                accused += [name] if audit(write(text, form, Path(folder))) else []
        faults += len(missed) + len(accused)
        hit = len(PLANTED) - len(missed)
        table.add_row(
            form, str(len(PLANTED)), str(hit), f"{hit / len(PLANTED):.1%}", str(len(other)), str(len(CLEAN)), str(len(accused)),  # noqa: E501
            ", ".join((*missed, *other, *accused)),
        )  # fmt: skip
    return table, faults


def _reports_table() -> Table:
    """One row a whole report: faults, found at the one first run and now, findings besides."""
    table = Table(title="Laporan utuh yang ditulis sebelum aturannya dilihat")
    for head in ("laporan", "salah", "putaran pertama", "sekarang", "temuan lain", "yang meleset dan yang lain"):
        table.add_column(head)
    totals = [0, 0, 0, 0]
    for name, truth in unseen_reports.TRUTH.items():
        with tempfile.TemporaryDirectory() as folder:
            missed, spare = unseen_reports.judged(truth, audit(unseen_reports.built(name, Path(folder))))
        first = sum("first_run" not in fault for fault in truth)
        row = [len(truth), first, len(truth) - len(missed), len(spare)]
        totals = [a + b for a, b in zip(totals, row, strict=True)]
        table.add_row(name, *map(str, row), "; ".join((*missed, *(one.message for one in spare))))
    table.add_row("semua", *map(str, totals), "", style="bold")
    return table


if __name__ == "__main__":
    sys.exit(main())
