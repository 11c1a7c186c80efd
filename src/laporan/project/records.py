"""Records that the steps of a build pass on. All of them can be sent to another process or machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from laporan.core import paths
from laporan.core.errors import Obstacle

ASKED = "LAPORAN_REPORT"  # while a chapter runs: the report that it is run for, as '2017/pusat'
Form = Literal["draft", "report", "bundle", "check"]  # the page alone, all files, these with their archive, nothing


@dataclass(frozen=True)
class Task:
    """A chapter of a report that is to be executed.

    Parameters
    ----------
    chapter : str
        Its id in `params/struktur.yml`.
    notebook, output : Path
        The notebook to execute, and where the executed one is written.
    year, unit : int, str
        Of the report.
    """

    chapter: str
    notebook: Path
    output: Path
    year: int
    unit: str

    @property
    def report(self) -> str:
        """Its report, as '2017/pusat'."""
        return f"{self.year}/{self.unit}"

    @property
    def parameters(self) -> dict[str, Any]:
        """The values that are injected into the notebook's cell tagged `parameters`."""
        return {"year": self.year, "unit": self.unit}


@dataclass(frozen=True)
class Failure:
    """Why a chapter failed, and where.

    Parameters
    ----------
    message : str
        What went wrong, in Indonesian where the error is ours.
    cell : int, optional
        The cell, counted from 1 as in JupyterLab; None where no cell is at fault.
    line : int, optional
        The line within the cell, if known.
    """

    message: str
    cell: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class Run:
    """The record of one execution of a chapter.

    Parameters
    ----------
    task : Task
        What was executed.
    seconds : float
        How long it took.
    failure : Failure, optional
        None where every cell ran.
    read : tuple of (path, view, hash of the file, hash of what was seen)
        What it read, as `cache.read_tracking` notes it.
    """

    task: Task
    seconds: float
    failure: Failure | None
    read: tuple[tuple[str, str, str, str], ...] = ()

    def explain(self) -> str:
        """The failure in words: chapter, cell, line, parameters, and how to open the notebook. '' for a success."""
        if self.failure is None:
            return ""
        place = f", sel {self.failure.cell}" if self.failure.cell else ""
        place += f", baris {self.failure.line}" if self.failure.line else ""
        parameters = ", ".join(f"{name}={value!r}" for name, value in self.task.parameters.items())
        return (
            f"{paths.relative(self.task.notebook)}{place} ({parameters}):\n  "
            + self.failure.message.replace("\n", "\n  ")
            + f"\n  Buka: laporan lab {paths.relative(self.task.output)}"
        )


@dataclass(frozen=True)
class Correction:
    """What a report is built to correct.

    Parameters
    ----------
    version : int
        The published version.
    sha256sums : str
        The checksum of its list of checksums: that version and no other.
    reason : str
        Why, for the first page.
    """

    version: int
    sha256sums: str
    reason: str


@dataclass(frozen=True)
class Order:
    """A report whose files are to be made from its executed chapters.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    folder : Path
        Where its executed notebooks are, and where its files go.
    seconds : tuple of (str, float)
        How long each chapter took, by its id.
    form : {'draft', 'report', 'bundle', 'check'}
        The page alone, all files, all files and their archive, or nothing.
    commit : str, optional
        The commit that the working tree stands on.
    final : bool
        Whether it is to be signed: whatever stands in the way of that is then refused.
    correction : Correction, optional
        Which published version it corrects.
    identities : str
        The identities of its data that hold, as JSON: a card tells of a number those that concern it.
    """

    year: int
    unit: str
    folder: Path
    seconds: tuple[tuple[str, float], ...] = ()
    form: Form = "report"
    commit: str | None = None
    final: bool = False
    correction: Correction | None = None
    identities: str = "[]"


@dataclass(frozen=True)
class Made:
    """What came of an `Order`: what the person who builds is told of the report.

    Parameters
    ----------
    facts, figures, tables : int
        How many of each the report has.
    missing_photos : tuple of str
        Photographs that have not arrived: where each is expected.
    unlabelled : tuple of str
        Cells that show a chart or table without a label, which the report leaves out.
    unrecorded : tuple of str
        Numbers in its text that no fact stands behind.
    without_origin : tuple of str
        Facts that say neither rows nor parameters that they come from.
    identities : str
        How many identities of its data were checked, in words.
    unread : tuple of str
        Data files of the report that no chapter reads.
    obstacles : tuple of Obstacle
        Of an order that was to be final: everything that stands in the way, for which it was refused.
    read : tuple of tuple of str
        What was read to make it, as `cache.read_tracking` notes it.
    failure : str
        Why it could not be made; '' where it was.
    """

    facts: int = 0
    figures: int = 0
    tables: int = 0
    missing_photos: tuple[str, ...] = ()
    unlabelled: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()
    without_origin: tuple[str, ...] = ()
    identities: str = ""
    unread: tuple[str, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    read: tuple[tuple[str, ...], ...] = ()
    failure: str = ""
