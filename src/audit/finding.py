"""What the audit says: one finding a fault, and the one error it raises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from laporan.core.errors import ReportError
from laporan.core.formatting import number

SEVERITIES = ("error", "warning", "unsure")


class AuditError(ReportError):
    """A report that cannot be audited, or knowledge of the auditor that cannot be read."""


@dataclass(frozen=True)
class Finding:
    """One fault, at the place where a reader would see it.

    Parameters
    ----------
    severity : {"error", "warning", "unsure"}
        How sure it is, told first: its own numbers refute it; very likely wrong, or wrong by convention; the text alone
        cannot decide.
    kind : str
        The family of the fault ("sum", "share", "band", …).
    line : int or None
        Line of a text file, source line of HTML, or ordinal of the paragraph or table row in a Word file, counted
        from 1; None for PDF.
    page : int or None
        Page of a PDF, counted from 1; None elsewhere.
    quote : str
        The words of the report, markup removed.
    computed : str
        What the report's own numbers give, or "".
    message : str
        What is wrong and what would settle it, in Indonesian. Nothing is corrected.
    also : tuple of int
        Further places (lines, or pages for PDF) of the same fault.
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


def unfinished(steps: Sequence[str], seconds: float) -> list[Finding]:
    """The finding that an audit did not end, so that nobody takes what it found for all.

    Parameters
    ----------
    steps : sequence of str
        What was not looked at; none where it ended.
    seconds : float
        How long it was given.
    """
    if not steps:
        return []
    given = number(seconds, 0 if seconds == int(seconds) else 1)
    message = (
        f"Tidak selesai diperiksa dalam {given} detik. Yang belum: {', '.join(steps)}. "
        "Pecah berkasnya, atau beri waktu lebih lama dengan --seconds."
    )
    return [Finding("unread", "warning", None, None, "", "", message)]
