"""What was made goes to its place: a finished report in one step, a failed chapter where it can be opened.

A reader finds the old report or the new one, never half, whenever the command is killed. Where the system can't
exchange two folders in one step (Windows, some network file systems), the old one stands aside for a moment; the next
command puts it back if its own was killed in that moment.
"""

from __future__ import annotations

import os
import platform
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from laporan.build.exchange import exchange
from laporan.core import paths
from laporan.core.errors import AnalysisError, ReportError
from laporan.project.records import Run

FAILED = "gagal"
STAGING = ".build-"  # begins the hidden name of a folder that a report is built in
ASIDE = ".sebelumnya"  # ends the hidden name of a report that stands aside
ABANDONED = 7 * 86_400  # seconds without a change after which nobody is at work in a folder, on whatever machine
UNSURE = 5.0  # seconds: when a process began is told by the clock of the last start of the machine
TRIES = 5  # another command may put back what we have just set aside


def promote(made: Path, place: Path) -> None:
    """Put a finished folder in its place.

    Parameters
    ----------
    made : Path
        The finished folder, on the same file system as its place.
    place : Path
        Where it goes, within the folder of outputs; what stands there is removed.

    Raises
    ------
    ReportError
        For a place outside the folder of outputs.
    """
    if paths.outputs().resolve() not in place.resolve().parents:
        raise ReportError(f"{place} berada di luar {paths.relative(paths.outputs())}: laporan tidak ditaruh di sana")
    place.parent.mkdir(parents=True, exist_ok=True)
    flush(made)
    _put_back(_aside(place))
    if not place.exists():
        made.rename(place)
    elif exchange(made, place):
        shutil.rmtree(made, ignore_errors=True)
    else:
        _replace(made, place)
    flush_names(place.parent)
    shutil.rmtree(_aside(place), ignore_errors=True)


def _replace(made: Path, place: Path) -> None:
    """By two renames. Whatever stops the second, the old report is put back."""
    aside = _aside(place)
    for left in reversed(range(TRIES)):
        shutil.rmtree(aside, ignore_errors=True)
        place.rename(aside)
        try:
            made.rename(place)
        except OSError:
            _put_back(aside)
            if not left:
                raise
        else:
            return


def staging_prefix() -> str:
    """How the name of a folder begins in which this process builds: others can tell so whether it is still at it."""
    return f"{_of_this_machine()}{os.getpid()}-"


def _of_this_machine() -> str:
    return f"{STAGING}{platform.node()}-"


def restore_interrupted() -> None:
    """Put back the reports of this project that a killed command left aside, and remove what it was building.

    To be called as a command begins.
    """
    with suppress(OSError, AnalysisError):  # no project, or one that can't be written: its reader hears of it
        sweep_staging(paths.outputs())
        for pattern in (f"*/.*{ASIDE}", f"*/*/.*{ASIDE}"):  # reports, drafts
            for aside in paths.outputs().glob(pattern):
                _put_back(aside)


def sweep_staging(folder: Path) -> None:
    """Remove what commands were making in a folder that were killed at it.

    Of another machine, which has this folder over a network or was a container with a name of its own, nobody here can
    ask whether a process lives: what was made there goes after a week in which nothing of it changed.

    Parameters
    ----------
    folder : Path
        Where they made it, under names that begin with `staging_prefix`.
    """
    for staging in folder.glob(f"{STAGING}*"):
        machine, _, process = staging.name.rpartition("-")[0].rpartition("-")  # a machine's name may have dashes
        ours = f"{machine}-" == _of_this_machine()
        if (not _is_alive(process) or _began_later(process, staging)) if ours else _is_abandoned(staging):
            shutil.rmtree(staging, ignore_errors=True)


def _is_abandoned(staging: Path) -> bool:
    """Whether nothing in a folder has changed for a long time."""
    last = max((path.lstat().st_mtime for path in (staging, *staging.rglob("*"))), default=0.0)
    return time.time() - last > ABANDONED


def _is_alive(process: str) -> bool:
    """Whether a process of this machine lives; true where one can't ask without ending it (Windows)."""
    if os.name != "posix" or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def _began_later(process: str, staging: Path) -> bool:
    """Whether a process that lives began after the folder was last changed: it has the number of one that was killed.

    In a container each command may have the number of the one before.
    """
    import psutil  # late: few commands find a folder of somebody who lives

    with suppress(OSError, ValueError, psutil.Error):
        return psutil.Process(int(process)).create_time() > staging.stat().st_mtime + UNSURE
    return False


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}{ASIDE}")


def _put_back(aside: Path) -> None:
    """Where its place is empty; else a newer report stands there, and this one is left for `promote` to remove."""
    place = aside.with_name(aside.name.removeprefix(".").removesuffix(ASIDE))
    if aside.is_dir() and not place.exists():
        with suppress(OSError):
            aside.rename(place)


def flush(folder: Path) -> None:
    """Everything in a folder on disk: before a rename, or a power cut leaves an empty report under the good name.

    Parameters
    ----------
    folder : Path
        Of a report.
    """
    for path in folder.rglob("*"):
        flush_names(path)


def flush_names(path: Path) -> None:
    """The content of a file, or the names in a folder, on disk."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def forget_failed(year: int, unit: str) -> None:
    """Remove the failed notebooks of a report: it is built anew, or stands."""
    folder = _failed(year, unit)
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # of others that failed, there is something left
        folder.parent.rmdir()
        folder.parent.parent.rmdir()


def _failed(year: int, unit: str) -> Path:
    return paths.outputs() / FAILED / str(year) / unit


def keep_failed(run: Run) -> Run:
    """Put a failed notebook where it can be opened.

    Returns
    -------
    Run
        With what can be opened as its task's output: the executed notebook, or the one that was to be executed where
        nothing came of it.
    """
    kept = _failed(run.task.year, run.task.unit) / run.task.output.name
    if not run.task.output.is_file():
        return replace(run, task=replace(run.task, output=run.task.notebook))
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(run.task.output, kept)
    return replace(run, task=replace(run.task, output=kept))
