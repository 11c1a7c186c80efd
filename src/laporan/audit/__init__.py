"""The audit of a report that somebody else published: what is wrong with its numbers.

`audit(path)` reads TXT, Markdown, HTML, DOCX or PDF, runs every rule of `rules/` and returns
findings in the order of the report. `as_json` and `as_text` print them. Nothing is ever
corrected: a finding says what the report's own numbers give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .against import Comparison, compare, differences
from .document import Document
from .extract import extract
from .finding import AuditError, Finding, merged
from .render import as_json, as_text, comparisons_as_text
from .rules import RULES

__all__ = [
    "AuditError",
    "Comparison",
    "Document",
    "Finding",
    "as_json",
    "as_text",
    "audit",
    "audit_document",
    "compare",
    "comparisons_as_text",
    "differences",
    "extract",
    "merged",
]


def audit(path: Path | str, ledger: Sequence[Mapping[str, Any]] | None = None) -> list[Finding]:
    """Findings on the report in `path`, in its order.

    ledger : the facts of a `fakta.json` (its list "facts"), or None. With it, figures that
        differ from the ledger's become findings of kind "ledger".
    Raises AuditError, in Indonesian, for a file that cannot be read.
    """
    return audit_document(extract(path), ledger)


def audit_document(document: Document, ledger: Sequence[Mapping[str, Any]] | None = None) -> list[Finding]:
    """As `audit`, on a document that is already extracted."""
    found = [finding for rule in RULES.values() for finding in rule(document)]
    if ledger is not None:
        found += differences(compare(document, ledger))
    return merged(found)
