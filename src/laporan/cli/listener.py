"""Who hears of a build: a person at a terminal, or a program that reads events."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Protocol

from laporan.build.outcome import Begun, Built, Unbuilt
from laporan.build.scheduler import Build
from laporan.core.stopping import StoppedError
from laporan.project.records import Run


@dataclass(frozen=True)
class Ended:
    """How a build ended.

    Parameters
    ----------
    built : sequence of Built
        Reports that are there, as all of these in the order in which they were asked for.
    failed : sequence of Unbuilt
        Reports that could not be made.
    unfinished : sequence of (int, str)
        Year and unit of each that was neither, as the command was told to stop.
    stopped : StoppedError, optional
        Who told it.
    """

    built: Sequence[Built] = ()
    failed: Sequence[Unbuilt] = ()
    unfinished: Sequence[tuple[int, str]] = ()
    stopped: StoppedError | None = None

    @property
    def left(self) -> list[tuple[int, str]]:
        """What a next command has to do."""
        return [*((report.year, report.unit) for report in self.failed), *self.unfinished]


class BuildListener(Protocol):
    """Hears of a build in this order; of chapters and reports as they come."""

    def starts(self, wanted: Sequence[tuple[int, str]]) -> None:
        """Year and unit of each report that was asked for."""

    def began(self, begun: Begun) -> None:
        """A report was looked at."""

    def chapter(self, run: Run) -> None:
        """A chapter ran, or was reused."""

    def report(self, outcome: Built | Unbuilt) -> None:
        """A report is there, or won't be."""

    def close(self) -> None:
        """Nothing more comes, whatever the reason."""

    def ends(self, ended: Ended) -> None:
        """It came to its end, or was told to stop."""


def listened(build: AbstractContextManager[Build], wanted: Sequence[tuple[int, str]], listener: BuildListener) -> Ended:
    """Build reports while somebody hears of it.

    Parameters
    ----------
    build : context manager of Build
        Has the listener's `began` and `chapter`. It is entered when the listener has heard what is wanted: whoever
        stops the command while its workers start is told that, too.
    wanted : sequence of (int, str)
        Year and unit of each report.
    listener : BuildListener
        Hears of it.

    Raises
    ------
    StoppedError
        Where the command was told to stop, after the listener has heard what was done.
    """
    built: list[Built] = []
    failed: list[Unbuilt] = []
    told: StoppedError | None = None
    listener.starts(wanted)
    with ExitStack() as until_told:
        try:
            for outcome in until_told.enter_context(build).reports(wanted):
                if isinstance(outcome, Built):
                    built.append(outcome)
                else:
                    failed.append(outcome)
                listener.report(outcome)
        except StoppedError as stopped:
            told = stopped
        finally:
            listener.close()
        ended = _in_order(wanted, built, failed, told)
        listener.ends(ended)
        if told:
            raise told
    return ended


def _in_order(
    wanted: Sequence[tuple[int, str]], built: list[Built], failed: list[Unbuilt], told: StoppedError | None
) -> Ended:
    place = {f"{year} {unit}": number for number, (year, unit) in enumerate(wanted)}
    built.sort(key=lambda report: place[report.name])
    failed.sort(key=lambda report: place[report.name])
    over = {report.name for report in built} | {report.name for report in failed}
    return Ended(built, failed, [report for report in wanted if f"{report[0]} {report[1]}" not in over], told)
