"""The audit of a report that somebody else published: what is wrong with its numbers.

`audit(path)` reads TXT, Markdown, HTML, DOCX or PDF, runs every rule of `rules/` and returns
findings in the order of the report. `as_json` and `as_text` print them. Nothing is ever
corrected: a finding says what the report's own numbers give.
"""

from __future__ import annotations

from audit.against import FigureComparison, compare, differences
from audit.document import SourceDocument
from audit.extract import extract
from audit.finding import AuditError, Finding, merged
from audit.render import as_json, as_text, comparisons_as_text
from audit.run import audit, audit_document

__all__ = [
    "AuditError",
    "FigureComparison",
    "Finding",
    "SourceDocument",
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
