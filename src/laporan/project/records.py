"""What the steps of a build hand to each other. All of it can be sent to another process or machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from laporan.core import paths

Form = Literal["draft", "report", "bundle"]  # the page alone, all files, all files and their archive


@dataclass(frozen=True)
class Task:
    """One chapter of one report that is to run.

    Parameters
    ----------
    chapter : str
        Its id in `params/struktur.yml`.
    notebook, output : Path
        What is run, and where the executed notebook goes.
    year, unit : int, str
        Of the report.
    """

    chapter: str
    notebook: Path
    output: Path
    year: int
    unit: str

    @property
    def parameters(self) -> dict[str, Any]:
        return {"year": self.year, "unit": self.unit}


@dataclass(frozen=True)
class Failure:
    """Where a chapter failed. cell : counted from 1 as in JupyterLab; line : within the cell, if known."""

    message: str
    cell: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class Run:
    """Our own record of one execution; `failure` is None where every cell ran."""

    task: Task
    seconds: float
    failure: Failure | None

    def explain(self) -> str:
        """The failure for a person: chapter, cell, line, parameters, and how to open it."""
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
class Order:
    """A report that is to be put together.

    Parameters
    ----------
    folder : Path
        Where its executed notebooks are, and its files go.
    seconds : tuple of (str, float)
        How long each chapter took, by its id.
    commit : str, optional
        The commit that the working tree stands on.
    """

    year: int
    unit: str
    folder: Path
    seconds: tuple[tuple[str, float], ...] = ()
    form: Form = "report"
    commit: str | None = None


@dataclass(frozen=True)
class Made:
    """What the person who regenerates should hear about a report that was put together.

    Parameters
    ----------
    unrecorded : tuple of str
        Numbers in its text that no fact stands behind.
    read : tuple of tuple of str
        What was read for it, as `cache.read_tracking` notes it.
    failure : str
        Why it could not be made; '' where it was.
    """

    facts: int = 0
    figures: int = 0
    tables: int = 0
    missing_photos: tuple[str, ...] = ()
    unlabelled: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()
    read: tuple[tuple[str, ...], ...] = ()
    failure: str = ""
