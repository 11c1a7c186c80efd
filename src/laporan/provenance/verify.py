"""Verifies that a report follows from its inputs: builds it afresh in another folder, and compares byte by byte.

The machine, the code and the installed packages are the same ones, so that this shows that nothing depends on time,
order or what was kept. It does not show that the numbers are right, nor that another system gives the same bytes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from laporan.build.assemble import NOTEBOOKS, chapter_tasks, identities_told, write_report
from laporan.build.manifest import MANIFEST, correction_of, is_final
from laporan.build.outputs import bundle_name
from laporan.build.pool import run_all
from laporan.cache.store import AFRESH
from laporan.core.errors import ReportError
from laporan.core.system_faults import refuse_wrong_clock
from laporan.facts.ledger import LEDGER
from laporan.project.outline import ReportPlan
from laporan.project.records import Form, Run
from laporan.writers.crate import CHECKSUMS, METADATA

TEXT = {".html", ".ipynb", ".json", ".csv"}
ARCHIVES = {".docx", ".xlsx", ".zip"}
SHOWN = 160


@dataclass(frozen=True)
class FileDifference:
    """A file that is not the same.

    Parameters
    ----------
    file : str
        Its path in the report's folder.
    why : str
        How it differs, in Indonesian.
    line : int
        Of a text, the first line that differs; 0 for other files.
    kept, fresh : str
        That line, in the report and in the fresh build, around the place where they part.
    """

    file: str
    why: str
    line: int = 0
    kept: str = ""
    fresh: str = ""

    def __str__(self) -> str:
        if not self.line:
            return f"{self.file}: {self.why}"
        return f"{self.file}, baris {self.line}:\n  yang ada : {self.kept}\n  yang baru: {self.fresh}"


@dataclass(frozen=True)
class Verification:
    """What came of verifying a report.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    files : int
        How many files were compared.
    differences : tuple of FileDifference
        In the order in which the files are made: the first is nearest to the cause.
    """

    plan: ReportPlan
    files: int
    differences: tuple[FileDifference, ...]


def verify(plan: ReportPlan, jobs: int, done: Callable[[Run], None]) -> Verification:
    """Execute every chapter again in a temporary folder, and compare all files with those of the report.

    Nothing that is kept from earlier builds is used: every chapter runs, every raw file is read.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    jobs : int
        How many chapters run at once.
    done : callable
        Called with each chapter's `Run` when it ends.

    Raises
    ------
    ReportError
        For a report that was not built, and for a chapter that fails.
    """
    if not (plan.folder / MANIFEST).is_file():
        raise ReportError(f"laporan {plan.name} belum ada. Buat dahulu: laporan build {plan.year} --unit {plan.unit}")
    refuse_wrong_clock()
    staging = Path(tempfile.mkdtemp(prefix="laporan-"))
    try:
        with _reading_raw_files():
            fresh = staging / str(plan.year) / plan.unit
            tasks = chapter_tasks(plan, fresh)
            failed = [run for run in run_all(tasks, jobs, done) if run.failure]
            if failed:
                raise ReportError("\n".join(run.explain() for run in failed))
            form: Form = "bundle" if (plan.folder / bundle_name(plan)).is_file() else "report"
            write_report(plan, fresh, form, is_final(plan.folder), correction_of(plan.folder), identities_told(tasks))
        names = sorted(names_in(plan.folder) | names_in(fresh), key=_as_made)
        return Verification(plan, len(names), tuple(differences(plan.folder, fresh, names)))
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _reading_raw_files() -> Iterator[None]:
    """The processes started within inherit it."""
    before = os.environ.get(AFRESH)
    os.environ[AFRESH] = "1"
    try:
        yield
    finally:
        os.environ.pop(AFRESH)
        if before is not None:
            os.environ[AFRESH] = before


def names_in(folder: Path) -> set[str]:
    """The files of a report but the manifest, which says when and how fast, by their paths in its folder."""
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    return files - {MANIFEST}


def _as_made(name: str) -> tuple[int, str]:
    """Notebooks, then the ledger, then what is written from them: the first difference is nearest to the cause."""
    return (0 if name.startswith(f"{NOTEBOOKS}/") else 1 if name == LEDGER else 2, name)


def differences(kept: Path, fresh: Path, names: list[str], where: str = "outputs") -> Iterator[FileDifference]:
    """The files that are not the same in both folders.

    Parameters
    ----------
    kept : Path
        The folder of the report.
    fresh : Path
        The folder of the fresh build.
    names : list of str
        The files to compare, in the order of reporting.
    where : str
        How messages name the first folder.
    """
    for name in names:
        if not (fresh / name).is_file():
            yield FileDifference(name, f"hanya ada di {where}, tidak dibuat lagi")
        elif not (kept / name).is_file():
            yield FileDifference(name, f"tidak ada di {where}")
        elif (kept / name).read_bytes() != (fresh / name).read_bytes():
            yield _difference(name, kept / name, fresh / name)


def _difference(name: str, kept: Path, fresh: Path) -> FileDifference:
    before, after = kept.read_bytes(), fresh.read_bytes()
    if kept.suffix in ARCHIVES:
        return FileDifference(name, _first_member(kept, fresh))
    if kept.suffix not in TEXT:
        place = next((n for n, (a, b) in enumerate(zip_longest(before, after)) if a != b), 0)
        return FileDifference(name, f"berbeda mulai bita ke-{place + 1}")
    lines = zip_longest(before.decode(errors="replace").split("\n"), after.decode(errors="replace").split("\n"))
    for number, (old, new) in enumerate(lines, 1):
        if old != new:
            return FileDifference(name, "berbeda", number, *_around(old or "", new or ""))
    return FileDifference(name, "berbeda")  # bytes that are no letters


def _first_member(kept: Path, fresh: Path) -> str:
    """Which file within an archive differs first; the lists of all hashes last, for they differ whenever one does."""
    with zipfile.ZipFile(kept) as before, zipfile.ZipFile(fresh) as after:
        olds, news = before.namelist(), after.namelist()
        for member in sorted({*olds, *news}, key=lambda name: (name in (METADATA, CHECKSUMS), name)):
            if member not in olds or member not in news or before.read(member) != after.read(member):
                return f"berbeda pada {member}"
    return "berbeda pada susunan arsipnya"


def _around(old: str, new: str) -> tuple[str, str]:
    """The two lines where they part: a page may have lines of a megabyte."""
    start = next((n for n, (a, b) in enumerate(zip_longest(old, new)) if a != b), 0)
    start = max(start - SHOWN // 4, 0)
    return old[start : start + SHOWN].strip(), new[start : start + SHOWN].strip()
