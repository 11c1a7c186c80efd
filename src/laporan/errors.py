"""What can go wrong with a report, as one tree that the command line prints plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from laporan.build import Built


class ReportError(AnalysisError):
    """A report can't be planned, stitched or written."""


class ContractError(ReportError):
    """The stitched document breaks its contract: a missing alt text, a reference to nothing, …"""


class BuildError(ReportError):
    """Some reports could not be made; those of before are untouched. `built` are the reports that could."""

    def __init__(self, message: str, built: list[Built]) -> None:
        super().__init__(message)
        self.built = built
