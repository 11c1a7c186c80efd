"""What can go wrong with a report, as one tree that the command line prints plainly."""

from __future__ import annotations

from analysis.errors import AnalysisError


class ReportError(AnalysisError):
    """A report can't be planned, stitched or written."""


class ContractError(ReportError):
    """The stitched document breaks its contract: a missing alt text, a reference to nothing, …"""


class DisagreementError(ReportError):
    """Two numbers of one report contradict each other: an identity is broken."""
