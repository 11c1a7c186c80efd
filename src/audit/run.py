"""The audit itself: a document read, every rule asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from audit.against import compare, differences
from audit.document import SourceDocument
from audit.extract import extract
from audit.finding import Finding, merged
from audit.rules import RULES


def audit(path: Path | str, ledger: Sequence[Mapping[str, Any]] | None = None) -> list[Finding]:
    """Findings on the report in a file, in its order.

    Parameters
    ----------
    path : Path or str
    ledger : sequence of mapping, optional
        The list "facts" of a `fakta.json`. With it, figures that differ from the ledger's become findings of kind
        "ledger".

    Raises
    ------
    AuditError
        For a file that cannot be read.
    """
    return audit_document(extract(path), ledger)


def audit_document(document: SourceDocument, ledger: Sequence[Mapping[str, Any]] | None = None) -> list[Finding]:
    """As `audit`, on a document that is already extracted."""
    found = [finding for rule in RULES.values() for finding in rule(document)]
    if ledger is not None:
        found += differences(compare(document, ledger))
    return merged(found)
