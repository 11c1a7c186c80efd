"""Findings as JSON and as plain text; the command line adds colour, not words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from audit.against import VERDICTS, FigureComparison
from audit.finding import Finding

VERDICT_LABELS = dict(zip(VERDICTS, ("sama", "sesuai pembulatan", "berbeda"), strict=True))
LABELS = {"error": "SALAH", "warning": "PERIKSA", "unsure": "BELUM PASTI"}


def as_json(findings: Sequence[Finding]) -> str:
    """A JSON list, one object a finding, keys as the fields of `Finding`."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)


def place_of(finding: Finding) -> str:
    """The place in words: "baris 12", "halaman 3", with the other places behind it."""
    word = "halaman" if finding.page else "baris"
    where = f"{word} {finding.place}" if finding.place else "tanpa letak"
    if finding.also:
        where += " (juga " + ", ".join(str(place) for place in finding.also) + ")"
    return where


def as_text(findings: Sequence[Finding]) -> str:
    """A plain list for a terminal: place, severity, kind, message, quote; then a count."""
    if not findings:
        return "Tidak ada temuan."
    parts = []
    for finding in findings:
        parts.append(f"{place_of(finding)} · {LABELS[finding.severity]} · {finding.kind}\n  {finding.message}")
        parts.append(f"  Kutipan: “{finding.quote}”")
        if finding.computed:
            parts.append(f"  Hitungan: {finding.computed}")
        parts.append("")
    counts = Counter(finding.severity for finding in findings)
    summary = ", ".join(f"{counts[key]} {LABELS[key].lower()}" for key in LABELS if counts[key])
    parts.append(f"{len(findings)} temuan: {summary}.")
    return "\n".join(parts)


def comparisons_as_text(comparisons: Sequence[FigureComparison], ledger: str) -> str:
    """The figures beside the ledger's, those that differ first.

    Parameters
    ----------
    comparisons : sequence of FigureComparison
    ledger : str
        Name of the report that the ledger is of ("2017 pusat").
    """
    counts = Counter(one.verdict for one in comparisons)
    told = ", ".join(f"{counts[key]} {word}" for key, word in VERDICT_LABELS.items())
    lines = [f"Angka laporan ini dibandingkan dengan buku fakta {ledger}: {told}."]
    for key in reversed(VERDICTS):
        for one in comparisons:
            if one.verdict == key:
                where = f"halaman {one.page}" if one.page else f"baris {one.line}"
                lines.append(f"  {where} · {VERDICT_LABELS[key]} · {one.text} | {one.fact_text} · {one.fact}")
                lines.append(f"    “{one.quote}”")
    return "\n".join(lines)
