"""Findings as JSON and as plain text, each beginning with how sure it is; the command line adds colour, not words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from audit.against import VERDICTS, FigureComparison
from audit.finding import Finding

VERDICT_LABELS = dict(zip(VERDICTS, ("sama", "sesuai pembulatan", "berbeda"), strict=True))
# What the auditor was measured at, in November 2026, by somebody else and on reports that it had never seen: faults
# planted in made-up reports, and excerpts of real ones. To be measured again, and written anew, when its rules change.
MEASURED = (
    "Uji coba. Pada laporan yang belum pernah dilihatnya, pemeriksa ini menemukan 41 dari 96 kesalahan yang ditanam, dan "
    "80% temuannya benar; pada kutipan laporan nyata 4 dari 14, dengan 9 alarm palsu dalam 40 kutipan (diukur November "
    "2026). Periksa setiap temuan, dan jangan anggap benar yang tidak ditemukannya."
)
LABELS = {"error": "SALAH", "warning": "PERIKSA", "unsure": "BELUM PASTI"}


def as_json(findings: Sequence[Finding]) -> str:
    """A JSON list, one object a finding, keys as the fields of `Finding`; how sure it is comes first."""
    told = [{"severity": finding.severity} | asdict(finding) for finding in findings]
    return json.dumps(told, ensure_ascii=False, indent=2)


def place_of(finding: Finding) -> str:
    """The place in words: "baris 12", "halaman 3", with the other places behind it."""
    word = "halaman" if finding.page else "baris"
    where = f"{word} {finding.place}" if finding.place else "tanpa letak"
    if finding.also:
        where += " (juga " + ", ".join(str(place) for place in finding.also) + ")"
    return where


def as_text(findings: Sequence[Finding]) -> str:
    """A plain list for a terminal: what the auditor was measured at; severity, place, kind, message, quote; a count."""
    parts = [MEASURED, ""]
    if not findings:
        return "\n".join([*parts, "Tidak ada temuan. Itu tidak berarti laporannya benar."])
    for finding in findings:
        parts.append(f"{LABELS[finding.severity]} · {place_of(finding)} · {finding.kind}\n  {finding.message}")
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
