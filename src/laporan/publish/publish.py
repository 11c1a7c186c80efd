"""Publish a report: its files, a record and their checksums become a version of their own, whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laporan.build.manifest import MANIFEST
from laporan.build.promote import flush, flush_names, staging_prefix, sweep_staging
from laporan.core import paths
from laporan.core.errors import NotPublishedError, Obstacle, ReportError
from laporan.page.companions import PDF
from laporan.project.outline import ReportPlan
from laporan.project.parameters import load_parameters
from laporan.publish import reasons
from laporan.publish.approval import Approval, approvals_of, report_digest
from laporan.publish.signature import REMEDY, PdfSignature, signatures
from laporan.release.gate import gate
from laporan.release.versions import (
    CHECKSUMS,
    RECORD,
    Version,
    checksum_list,
    checksums_of,
    named,
    versions_folder,
    versions_of,
)

READ_ONLY, READ_ONLY_FOLDER, WRITABLE = 0o444, 0o555, 0o644
UNSIGNED = "belum ditandatangani"


@dataclass(frozen=True)
class Candidate:
    """What would be published, and on whose word.

    Parameters
    ----------
    manifest : dict
        Of the build.
    digest : str
        Of its files, before the PDF was signed: what is approved.
    approvals : list of Approval
        Those of exactly these files.
    signatures : list of PdfSignature
        Those of the PDF.
    """

    manifest: dict[str, Any]
    digest: str
    approvals: list[Approval]
    signatures: list[PdfSignature]


def publish(plan: ReportPlan, signed: Path | None, now: dt.datetime | None = None) -> Version:
    """Publish the report that stands in the outputs as its next version.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    signed : Path, optional
        Its PDF, signed: it takes the place of the one that was built.
    now : datetime, optional
        When; by default the clock says.

    Returns
    -------
    Version
        Its files can't be written any more.

    Raises
    ------
    NotPublishedError
        With every reason at once why it can't be published; nothing was written then.
    ReportError
        Where the folder of what is published can't be one, and where another command published the same version.
    """
    now = now or dt.datetime.now(dt.UTC)
    _refuse_folder()
    manifest = reasons.read_manifest(plan.folder)
    found = [*reasons.of_place(plan), *reasons.of_build(plan, manifest)]
    if not manifest:
        raise NotPublishedError([*found, *_of_nothing_signed(signed)])
    found += reasons.of_inputs(plan, manifest)
    found += reasons.of_correction(plan, manifest.get("corrects"))
    version = _next(plan)
    with _staging(plan) as staging:
        _copy(plan.folder, staging)
        built = checksums_of(staging)
        found += reasons.of_files(plan, manifest, built)
        candidate, unready = _gathered(plan, manifest, built, staging, signed, now)
        record = _record(plan, version, candidate, now)
        (staging / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (staging / CHECKSUMS).write_text(checksum_list(checksums_of(staging)), encoding="utf-8")
        found += [*unready, *_gated(plan, staging)]
        if found:
            raise NotPublishedError(found)
        _seal(staging, version)
    return version


def _refuse_folder() -> None:
    """What is published must not stand where something is built, swept or read."""
    place = paths.releases().resolve()
    for other in (paths.outputs(), paths.params(), paths.data(), paths.notebooks(), paths.content()):
        if place == other.resolve() or other.resolve() in place.parents or place in other.resolve().parents:
            raise ReportError(
                f"{named(paths.releases())} dan {named(other)} tidak boleh satu di dalam yang lain: yang terbit harus "
                f"tetap seperti ketika diterbitkan. Ubah releases di {paths.PROJECT_FILE}"
            )


def _next(plan: ReportPlan) -> Version:
    last = max((version.number for version in versions_of(plan.year, plan.unit)), default=0)
    return Version(plan.year, plan.unit, last + 1)


@contextmanager
def _staging(plan: ReportPlan) -> Iterator[Path]:
    """A hidden folder beside the versions, which is gone afterwards unless it has become one of them."""
    folder = versions_folder(plan.year, plan.unit)
    folder.mkdir(parents=True, exist_ok=True)
    sweep_staging(folder)
    staging = Path(tempfile.mkdtemp(prefix=staging_prefix(), dir=folder))
    try:
        yield staging
    finally:
        _discard(staging)


def _discard(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(WRITABLE)  # Windows removes nothing that is read-only
    shutil.rmtree(folder, ignore_errors=True)


def _copy(folder: Path, staging: Path) -> None:
    """The files of a report; its manifest stays at home."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and name.as_posix() != MANIFEST:
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, staging / name)


def _gathered(
    plan: ReportPlan,
    manifest: dict[str, Any],
    built: Mapping[str, str],
    staging: Path,
    signed: Path | None,
    now: dt.datetime,
) -> tuple[Candidate, list[Obstacle]]:
    """Put the signed PDF in its place, and read what is said of exactly these files."""
    digest = report_digest(built)
    approvals, unready = approvals_of(plan, digest, now.astimezone().date())
    missing = _of_nothing_signed(signed)
    found: list[PdfSignature] = []
    if signed is not None and not missing:
        content, ours = signed.read_bytes(), (staging / PDF).read_bytes() if PDF in built else b"\0"
        try:
            found, faults = signatures(content, ours)
        except ReportError as error:
            faults = [str(error)]
        missing = [Obstacle("tanda tangan tidak dapat dipakai", f"{signed.name}: {fault}", REMEDY) for fault in faults]
        if not faults:
            (staging / PDF).write_bytes(content)
    return Candidate(manifest, digest, approvals, found), [*unready, *missing]


def _gated(plan: ReportPlan, staging: Path) -> list[Obstacle]:
    try:
        return gate(plan, staging)
    except ReportError as error:
        return [Obstacle("berkas tidak terbaca", str(error), "Yang tidak dapat diperiksa tidak diterbitkan.")]


def _of_nothing_signed(signed: Path | None) -> list[Obstacle]:
    if signed is None:
        remedy = (
            f"Tanda tangani {PDF} (laporan sign, atau aplikasi BSrE instansi), lalu serahkan hasilnya: "
            "--signed laporan-ttd.pdf"
        )
        return [Obstacle(UNSIGNED, f"{PDF}: tidak ada tanda tangan elektronik", remedy)]
    if not signed.is_file():
        return [Obstacle(UNSIGNED, f"{signed.name}: berkas tidak ada", "Periksa namanya.")]
    return []


def _record(plan: ReportPlan, version: Version, candidate: Candidate, now: dt.datetime) -> dict[str, Any]:
    """What was published, from what, and on whose word."""
    manifest: Mapping[str, Any] = candidate.manifest
    return {
        "year": plan.year,
        "unit": plan.unit,
        "version": version.number,
        "title": load_parameters(plan.year, plan.unit).cover.title,
        "published_at": now.isoformat(timespec="seconds"),
        "corrects": manifest.get("corrects"),
        "report_digest": candidate.digest,
        "approvals": [
            {"name": one.name, "role": one.role, "date": one.date.isoformat(), "checked": one.checked}
            for one in candidate.approvals
        ],
        "signatures": [one.told() for one in candidate.signatures],
        "gate": {"findings": 0},
        "built": {key: manifest.get(key) for key in ("built_at", "commit", "python", "versions")},
        "inputs": manifest.get("inputs"),
        "unsigned": {PDF: (manifest.get("files") or {}).get(PDF)},
    }


def _seal(staging: Path, version: Version) -> None:
    """Give it its name in one step, on disk and read-only; never in the place of something."""
    flush(staging)
    for path in staging.rglob("*"):
        if path.is_file():
            path.chmod(READ_ONLY)
    place = version.folder
    try:
        if place.exists() or place.is_symlink():
            raise FileExistsError
        staging.rename(place)  # over a folder with files no system renames
    except OSError as error:
        if not (place.exists() or place.is_symlink()):
            raise
        raise ReportError(f"{version.name} sementara itu sudah ada, dan tidak ditimpa. Ulangi perintahnya") from error
    flush_names(place.parent)
    for folder in (*(path for path in place.rglob("*") if path.is_dir()), place):
        folder.chmod(READ_ONLY_FOLDER)
