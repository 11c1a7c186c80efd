"""`laporan audit` on a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from laporan.audit import as_json as json_text
from laporan.audit import as_text, audit_document, compare, comparisons_as_text, differences, extract, merged


def run_audit(file: Path, against: str | None, as_json: bool) -> int:
    """Print what is wrong with a report that somebody else wrote. Returns how many findings there are.

    against : a report of ours to compare it with ('2017', '2018/kanreg-10', or a folder)
    """
    from laporan.compare.facts import open_side

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
