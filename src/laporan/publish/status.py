"""Where each report stands: built when and from what, what has changed since, approved by whom, published as what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from laporan.build.assemble import IDENTITIES, chapter_tasks
from laporan.build.chapter_cache import ChapterCache
from laporan.build.fingerprints import Fingerprints
from laporan.build.manifest import MANIFEST
from laporan.build.outputs import bundle_name
from laporan.build.report_cache import ReportCache
from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.core.formatting import listing, long_date
from laporan.data.inventory import data_of
from laporan.data.load import known_faults
from laporan.engines.select import DEFAULT
from laporan.project.outline import ReportPlan, plan_report
from laporan.project.records import Correction, Form
from laporan.publish.approval import NOT_APPROVED, Approval, approvals_of, earlier_approvals, parts_of, report_digest
from laporan.publish.reasons import of_files, read_manifest
from laporan.release.versions import checksums_of, versions_of
from laporan.review.store import comments_of

PUT_TOGETHER = "hasil babnya, atau yang dipakai menyusunnya, lebih baru daripada laporan ini"
CHECKS = "pemeriksaan kesamaan"
FEW = 2  # chapters that are named of those that one reason concerns


@dataclass(frozen=True)
class ReportStatus:
    """Where one report stands.

    Parameters
    ----------
    year, unit : int, str
    built_at : str
        When the report that stands was built, as ISO 8601; '' where none was.
    commit : str
        The commit that it was built from; '' where nobody knows.
    final : bool
        Whether it was built to be signed.
    corrects : int, optional
        Which published version it corrects.
    stale : tuple of str
        What has changed since, so that a build would do something, each reason with the chapters that it concerns;
        empty where nothing has.
    data_faults : int
        Faults of its data files, as they are now.
    approved : tuple of str
        Who approved exactly these files.
    approvals : tuple of str
        The same with role and day: 'Siti, Kepala Biro, 1 Maret 2018'.
    approved_before : tuple of str
        Who approved other bytes of it, and what has changed since.
    approvals_uncounted : tuple of str
        Why an approval of exactly these files does not count, or none can be read.
    comments : int, optional
        Comments of reviewers that nobody has settled; None where they can't be read.
    published : int, optional
        The last published version.
    published_at : str
        When; '' where it is not published, or its record can't be read.
    signed : tuple of str
        Who signed that version.
    fault : str
        Why nothing can be told of the report; '' where it can.
    """

    year: int
    unit: str
    built_at: str = ""
    commit: str = ""
    final: bool = False
    corrects: int | None = None
    stale: tuple[str, ...] = ()
    data_faults: int = 0
    approved: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()
    approved_before: tuple[str, ...] = ()
    approvals_uncounted: tuple[str, ...] = ()
    comments: int | None = 0
    published: int | None = None
    published_at: str = ""
    signed: tuple[str, ...] = ()
    fault: str = ""


def statuses(wanted: Iterable[tuple[int, str]]) -> Iterator[ReportStatus]:
    """Where reports stand; one that can't be planned is told with its fault.

    Parameters
    ----------
    wanted : iterable of (int, str)
        Year and unit of each.
    """
    fingerprints = Fingerprints(DEFAULT)
    for year, unit in wanted:
        try:
            yield _status(plan_report(year, unit), fingerprints)
        except AnalysisError as error:
            yield _unplanned(year, unit, str(error))


def _unplanned(year: int, unit: str, fault: str) -> ReportStatus:
    """What stands there all the same."""
    manifest = read_manifest(paths.outputs() / str(year) / unit)
    return ReportStatus(year, unit, str(manifest.get("built_at", "")), final=bool(manifest.get("final")), fault=fault)


def _status(plan: ReportPlan, fingerprints: Fingerprints) -> ReportStatus:
    manifest = read_manifest(plan.folder)
    faults = sum(len(known_faults(resource)) for resource in data_of(plan.year, plan.unit).resources)
    last = max(versions_of(plan.year, plan.unit), key=lambda version: version.number, default=None)
    try:
        record = last.record() if last else {}
    except AnalysisError:
        record = {}
    known = ReportStatus(
        plan.year, plan.unit, data_faults=faults, comments=open_comments(plan),
        published=last.number if last else None,
        published_at=str(record.get("published_at", "")),
        signed=tuple(str(one.get("signer", "")) for one in record.get("signatures") or ()),
    )  # fmt: skip
    if not manifest:
        return known
    there = {name: sha256 for name, sha256 in checksums_of(plan.folder).items() if name != MANIFEST}
    approvals, faults_of_approvals = approvals_of(plan, report_digest(there), dt.datetime.now().astimezone().date())
    return replace(
        known,
        built_at=str(manifest.get("built_at", "")),
        commit=str(manifest.get("commit") or ""),
        final=bool(manifest.get("final")),
        corrects=(manifest.get("corrects") or {}).get("version"),
        stale=tuple(_stale(plan, manifest, there, fingerprints)),
        approved=tuple(one.name for one in approvals),
        approvals=tuple(_signed(one) for one in approvals),
        approved_before=tuple(_before(plan, there)),
        approvals_uncounted=tuple(one.what for one in faults_of_approvals if one.kind != NOT_APPROVED),
    )


def _signed(approval: Approval) -> str:
    return f"{approval.name}, {approval.role}, {long_date(approval.date)}"


def _before(plan: ReportPlan, there: dict[str, str]) -> Iterator[str]:
    for approval, changed in earlier_approvals(plan, report_digest(there), parts_of(there)):
        yield f"{_signed(approval)}: berubah sejak itu: {listing(changed) or 'isinya'}"


def open_comments(plan: ReportPlan) -> int | None:
    """How many comments of reviewers nobody has settled; None where they can't be read."""
    try:
        return sum(one.is_open for one in comments_of(plan.year, plan.unit))
    except AnalysisError:
        return None


def _stale(
    plan: ReportPlan, manifest: dict[str, Any], there: dict[str, str], fingerprints: Fingerprints
) -> Iterator[str]:
    """What a build would do again, and why: each reason once, with what it concerns."""
    chapters, tasks = ChapterCache(fingerprints), chapter_tasks(plan, plan.folder)
    reasons: dict[str, list[str]] = {}
    for task in sorted(tasks, key=lambda task: task.notebook == IDENTITIES):
        for why in chapters.why(task)[:1]:
            reasons.setdefault(why, []).append(CHECKS if task.notebook == IDENTITIES else f"bab {task.chapter}")
    found = [f"{why} ({_concerned(names)})" for why, names in reasons.items()]
    found += [obstacle.what for obstacle in of_files(plan, manifest, there)]
    yield from found
    if found:
        return
    form: Form = "bundle" if bundle_name(plan) in there else "report"
    corrects = manifest.get("corrects")
    correction = Correction(**corrects) if corrects else None
    if ReportCache(fingerprints, chapters, form, bool(manifest.get("final")), correction).recall(plan, tasks) is None:
        yield PUT_TOGETHER


def _concerned(names: list[str]) -> str:
    return listing(names if len(names) <= FEW + 1 else [*names[:FEW], f"{len(names) - FEW} lagi"])
