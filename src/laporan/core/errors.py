"""One tree of errors. A message names what failed, where, the value and the remedy, in Indonesian.

The command line prints these plainly and lets every other exception show its traceback;
so does a notebook (`_render_traceback_` is IPython's own hook for that).
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass

CELL = "ipykernel_"  # in the file name that ipykernel gives to the code of a cell


class AnalysisError(Exception):
    """Something that the reader of the message can mend: a datum, a parameter, a notebook."""

    def _render_traceback_(self) -> list[str]:
        lines = [frame.lineno for frame in traceback.extract_tb(self.__traceback__) if CELL in frame.filename]
        place = f" (baris {lines[0]} sel ini)" if lines else ""
        return [f"{type(self).__name__}{place}: {self}"]


class ProjectError(AnalysisError):
    """A command or a notebook was started outside a project."""


class SubjectError(AnalysisError):
    """A subject's folder lacks a part, or two subjects claim the same name."""


class ParameterError(AnalysisError):
    """A parameter file holds an unknown key, an ill-typed value or a duplicate."""


class MissingDataError(AnalysisError):
    """A dataset that a chapter asks for is not there."""


class UnitError(AnalysisError):
    """Two quantities of different units were added or compared."""


class OutOfScaleError(AnalysisError):
    """An answer lies off the scale of its rule."""


class EmptySurveyError(AnalysisError):
    """A survey without a single respondent has no index."""


class NarrativeError(AnalysisError):
    """A sentence asks for something that its notebook does not know, or is no valid template."""


class CellOptionError(AnalysisError):
    """The `#|` options of a cell can't be read, or one is missing."""


class ReportError(AnalysisError):
    """A report can't be planned, stitched or written."""


class ContractError(ReportError):
    """The stitched document breaks its contract: a missing alt text, a reference to nothing, …"""


class DisagreementError(ReportError):
    """Two numbers of one report contradict each other: an identity is broken."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one datum of an input file.

    `row` is the row as a spreadsheet shows it (the header is row 1); None where the whole
    file, or a whole column, is at fault. All words are Indonesian: they go back to offices.
    """

    file: str
    rule: str
    remedy: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.sheet is not None:
            place.append(f"lembar {self.sheet}")
        if self.row is not None:
            place.append(f"baris {self.row}")
        if self.column is not None:
            place.append(f"kolom {self.column}")
        value = "" if self.value is None else f"“{self.value}” "
        return f"{', '.join(place)}: {value}{self.rule}. {self.remedy}"


class DataError(AnalysisError):
    """Input files with faults: all faults of all files at once, in `faults`."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
