"""What the audit says: one finding a fault, and the one error it raises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from laporan.core.errors import ReportError

SEVERITIES = ("error", "warning", "unsure")


class AuditError(ReportError):
    """A file that cannot be audited: missing, unreadable, of an unknown kind, or too large.

    The message is Indonesian, and names the file and what would help.
    """


@dataclass(frozen=True)
class Finding:
    """One fault, at the place where a reader would see it.

    kind : the family of the fault, one of the names in `rules` ("sum", "share", "band", ...).
    severity : "error" (its own numbers refute it), "warning" (very likely wrong, or wrong by
        convention), "unsure" (the text alone cannot decide).
    line : 1-based line of a text file, source line of HTML, or ordinal of the paragraph or
        table row in a Word file; None for PDF.
    page : 1-based page of a PDF; None elsewhere.
    quote : the words of the report, markup removed.
    computed : what the report's own numbers give, or "".
    message : Indonesian; what is wrong and what would settle it. Nothing is corrected.
    also : further places (lines, or pages for PDF) of the same fault.
    """

    kind: str
    severity: str
    line: int | None
    page: int | None
    quote: str
    computed: str
    message: str
    also: tuple[int, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.severity not in SEVERITIES:
            raise ValueError(f"severity {self.severity!r} is not one of {SEVERITIES}")

    @property
    def place(self) -> int:
        """Line or page, 0 when neither is known; what findings are sorted by."""
        return self.line or self.page or 0


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with exact repeats folded into one, in the order of the document.

    Two findings are the same fault when kind, computed value and message agree; the
    places of the later ones go to `also` of the first.
    """
    first: dict[tuple[str, str, str], Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.page or 0, f.line or 0)):
        key = (finding.kind, finding.computed, finding.message)
        if key not in first:
            first[key] = finding
            continue
        kept = first[key]
        places = {*kept.also, finding.place, *finding.also} - {kept.place, 0}
        first[key] = replace(kept, also=tuple(sorted(places)))
    return sorted(first.values(), key=lambda f: (f.page or 0, f.line or 0, f.kind))
