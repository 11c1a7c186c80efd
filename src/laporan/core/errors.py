"""The library's tree of errors. A message names what failed, where, the value and the remedy, in Indonesian.

The command line prints these errors plainly and lets every other exception show its traceback;
so does a notebook (`_render_traceback_` is IPython's own hook for that).
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass

from laporan.core.faults import UNSEEN as UNSEEN  # noqa: PLC0414 - whoever writes a message asks for it here
from laporan.core.faults import Fault as Fault  # noqa: PLC0414 - whoever raises it asks for it here
from laporan.core.faults import told_once

MAGIC = "run_cell_magic("  # what IPython makes of a cell like %%narasi, which is one line then
CELL = "ipykernel_"  # in the file name that ipykernel gives to the code of a cell


class AnalysisError(Exception):
    """The base of all errors that the reader of the message can mend: in a datum, a parameter or a notebook."""

    def _render_traceback_(self) -> list[str]:
        frames = [frame for frame in traceback.extract_tb(self.__traceback__) if CELL in frame.filename]
        lines = [frame.lineno for frame in frames if MAGIC not in (frame.line or "")]
        place = f" (baris {lines[0]} sel ini)" if lines else ""
        return [f"{type(self).__name__}{place}: {self}"]


class ProjectError(AnalysisError):
    """A command or a notebook was started outside a project."""


class SubjectError(AnalysisError):
    """A subject's folder lacks a part, or two subjects define the same name."""


class ParameterError(AnalysisError):
    """A parameter file holds an unknown key, an ill-typed value or a key twice."""


class MissingDataError(AnalysisError):
    """A dataset that a chapter asks for is not there."""


class BusyError(AnalysisError):
    """Another command is changing the same data."""


class UnitError(AnalysisError):
    """Two quantities of different units were added, subtracted, compared or taken as part and whole."""


class LostRowsError(AnalysisError):
    """A frame that came of a raw file no longer tells which of its rows it consists of."""


class EmptySelectionError(AnalysisError):
    """A mean, a median or a share was asked of nothing."""


class NotANumberError(AnalysisError):
    """A number, or a value of a column that is added up, is missing, infinite or something else."""


class MethodChangedError(AnalysisError):
    """Two quantities that were made by different rules were compared or computed with."""


class OutOfScaleError(AnalysisError):
    """An answer of a survey lies off the scale of its regulation."""


class EmptySurveyError(AnalysisError):
    """A survey has no respondent, so that it has no index."""


class NarrativeError(AnalysisError):
    """A sentence of a notebook is no valid template, names an unknown variable, or prints what is no number or text."""


class CellOptionError(AnalysisError):
    """The `#|` options of a cell can't be read, or one is missing."""


class ReportError(AnalysisError):
    """A report can't be planned, stitched or written."""


class ReviewError(ReportError):
    """Comments on a report can't be read, found or kept."""


class ContractError(ReportError):
    """The stitched document breaks what every report promises, as by a figure without alt text or a dead reference."""


class DisagreementError(ReportError):
    """Two numbers of one report contradict each other: an identity is broken."""


class DisclosureError(ReportError):
    """A report tells of so few persons that one of them could be found in it."""


class WorkerKilledError(ReportError):
    """The system killed one process after another at the same work."""


class DataError(AnalysisError):
    """Input files have faults: all faults of all files at once, so that an office mends them in one go.

    Parameters
    ----------
    faults : sequence of Fault
        What is wrong, one fault a datum. The message has a line for each, or for each cause of many.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(told_once(self.faults)))


@dataclass(frozen=True)
class Obstacle:
    """One reason why a report can only be a draft.

    Parameters
    ----------
    kind : str
        What sort of reason, in Indonesian, as the heading of its list.
    what : str
        What stands in the way, with its file where it has one.
    remedy : str
        A sentence that says how to mend it.
    """

    kind: str
    what: str
    remedy: str


class NotFinalError(ReportError):
    """A report that was to be signed can only be a draft: every reason at once, each kind under its heading.

    Parameters
    ----------
    obstacles : sequence of Obstacle
        The reasons.
    """

    what_not = "belum dapat ditandatangani"

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        lines = [f"{self.what_not}, {len(self.obstacles)} sebab:"]
        for kind in dict.fromkeys(one.kind for one in self.obstacles):
            own = [one for one in self.obstacles if one.kind == kind]
            lines.append(f"  {kind} ({len(own)}):")
            for remedy in dict.fromkeys(one.remedy for one in own):
                lines += [f"    {one.what}" for one in own if one.remedy == remedy]
                lines.append(f"      → {remedy}")
        super().__init__("\n".join(lines))


class NotApprovedError(NotFinalError):
    """A report can't be approved: every reason at once."""

    what_not = "belum dapat disetujui"


class NotPublishedError(NotFinalError):
    """A report that was to be published can't be: every reason at once."""

    what_not = "belum dapat diterbitkan"
