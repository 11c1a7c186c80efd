"""What becomes of reports that are built: what those hear who wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from laporan.core import paths
from laporan.core.errors import Fault, Obstacle
from laporan.project.outline import PAGE, ReportPlan
from laporan.project.records import Form, Made, Task


@dataclass(frozen=True)
class Built:
    """A finished report.

    Parameters
    ----------
    plan : ReportPlan
    form : {'report', 'bundle', 'draft'}
    made : Made
        What the person who regenerates should hear of it.
    seconds : float, optional
        From its plan to its place; None for one that was finished before.
    always : tuple of str
        Chapters that run in every build, as nobody can see what they read: which, and why.
    read : frozenset of str
        Files and folders that its chapters read, as paths from the project's folder on.
    """

    plan: ReportPlan
    form: Form
    made: Made
    seconds: float | None
    always: tuple[str, ...] = ()
    read: frozenset[str] = frozenset()

    @property
    def page(self) -> Path:
        return self.plan.place(self.form) / PAGE

    @property
    def name(self) -> str:
        return self.plan.name

    @property
    def unchanged(self) -> str:
        """What a later build says of it that finds nothing to do."""
        return f"✓ {paths.relative(self.page)}: tidak ada yang berubah"


@dataclass(frozen=True)
class Unbuilt:
    """A report that could not be made; the one of before is untouched.

    Parameters
    ----------
    year, unit : int, str
    message : str
        Why, for the person who regenerates.
    faults : tuple of Fault
        Of its data files.
    obstacles : tuple of Obstacle
        Why it can't be signed, where it was to be.
    """

    year: int
    unit: str
    message: str
    faults: tuple[Fault, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.year} {self.unit}"


@dataclass(frozen=True)
class Begun:
    """A report that was looked at: what there is to do.

    Parameters
    ----------
    plan : ReportPlan
    tasks : sequence of Task
        All its chapters, with the identities of its data.
    stale : sequence of Task
        Those of them that have to run.
    stands : bool
        Whether it stands finished, and nothing is done.
    """

    plan: ReportPlan
    tasks: Sequence[Task]
    stale: Sequence[Task]
    stands: bool
