"""Where a report stands, as far as its files tell it quickly: draft, final, approved, published; and whether stale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from laporan.build.manifest import MANIFEST
from laporan.cache.digest import file_hash_if_there
from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.project.outline import plan_report
from laporan.publish.approval import approvals_of, report_digest
from laporan.release.versions import APPROVALS, Version, versions_folder, versions_of


class Stage(StrEnum):
    """How far a report has come; the words are the portal's."""

    DRAFT = "draf"
    FINAL = "final"
    APPROVED = "disetujui"
    PUBLISHED = "terbit"


@dataclass(frozen=True)
class Standing:
    """Where one report stands.

    Parameters
    ----------
    stage : Stage
        Of the files that stand in the outputs.
    stale : bool
        Whether data, parameters or notebooks are others now than those that it was built from, or its own files than
        those that were built.
    version : int, optional
        The last that was published.
    signers : tuple of str
        Who signed that.
    """

    stage: Stage
    stale: bool = False
    version: int | None = None
    signers: tuple[str, ...] = ()


def standing_of(
    year: int, unit: str, manifest: Mapping[str, Any], hash_of: Callable[[Path], str] = file_hash_if_there
) -> Standing:
    """Where a report stands. What only `laporan status` looks at: the code.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    manifest : mapping
        Of its build.
    hash_of : callable
        Hashes a file; many reports ask for the same ones.
    """
    root = paths.root()
    as_built = _is_as_built(paths.outputs() / str(year) / unit, manifest["files"], hash_of)
    stale = not as_built or any(
        hash_of(root / name) != digest for name, digest in (manifest.get("inputs") or {}).items()
    )
    last = max(versions_of(year, unit), key=lambda version: version.number, default=None)
    record = _record_of(last)
    built = report_digest({name: digest for name, digest in manifest["files"].items() if name != MANIFEST})
    stage = Stage.FINAL if manifest.get("final") is True else Stage.DRAFT
    if stage == Stage.FINAL and as_built and record.get("report_digest") == built:
        stage = Stage.PUBLISHED
    elif stage == Stage.FINAL and as_built and _is_approved(year, unit, built):
        stage = Stage.APPROVED
    signers = tuple(str(one.get("signer", "")) for one in record.get("signatures") or ())
    return Standing(stage, stale, last.number if last else None, signers)


def _is_as_built(folder: Path, built: Mapping[str, str], hash_of: Callable[[Path], str]) -> bool:
    """Whether a report's files are those of its build; those that nobody touched since are not read."""
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    written = there.pop(MANIFEST).stat().st_mtime_ns  # a build writes it last
    if there.keys() != built.keys() - {MANIFEST}:
        return False
    touched = (name for name, path in there.items() if _changed_at(path) > written)
    return all(hash_of(there[name]) == built[name] for name in touched)


def _changed_at(path: Path) -> int:
    """When a file's content or place last changed: the first can be set back, the second can't where it is known."""
    found = path.stat()
    return max(found.st_mtime_ns, found.st_ctime_ns)


def _record_of(version: Version | None) -> dict[str, Any]:
    """What was published; nothing where it can't be read: `laporan publish --verify` tells why."""
    try:
        return version.record() if version else {}
    except AnalysisError:
        return {}


def _is_approved(year: int, unit: str, digest: str) -> bool:
    if not (versions_folder(year, unit) / APPROVALS).is_file():
        return False
    try:
        approvals, _ = approvals_of(plan_report(year, unit), digest, dt.datetime.now().astimezone().date())
    except AnalysisError:
        return False
    return bool(approvals)
