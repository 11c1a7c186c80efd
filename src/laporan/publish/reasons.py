"""Why a report can't be published: what is told of its build, its files, its inputs and the versions before it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from laporan.build.manifest import MANIFEST
from laporan.build.scheduler import obstacles_ahead
from laporan.cache.digest import file_hash_if_there
from laporan.core import paths
from laporan.core.errors import Fault, Obstacle
from laporan.project.outline import ReportPlan
from laporan.release.versions import CHECKSUMS, report_flaws, versions_of

PLACE, CORRECTION = "folder terbitan", "koreksi"


def of_place(plan: ReportPlan) -> list[Obstacle]:
    """What is wrong where the report would go: nothing is published beside a version that was tampered with.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    """
    return [as_obstacle(PLACE, fault) for fault in report_flaws(plan.year, plan.unit)]


def of_build(plan: ReportPlan, manifest: Mapping[str, Any]) -> list[Obstacle]:
    """A report that was not built to be signed, with everything that can be told of why it can't be yet.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    manifest : mapping
        Of its build; empty where there is none.
    """
    command = f"laporan build {plan.year} --unit {plan.unit} --final"
    if manifest.get("final") is True:
        return []
    folder = paths.relative(plan.folder)
    kind, what = ("masih draf", f"{folder} dibangun tanpa --final") if manifest else ("belum dibangun", folder)
    return [Obstacle(kind, what, f"Bangun untuk ditandatangani: {command}"), *obstacles_ahead(plan)]


def of_files(plan: ReportPlan, manifest: Mapping[str, Any], there: Mapping[str, str]) -> list[Obstacle]:
    """Files of the report that are not those that were built.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    manifest : mapping
        Of its build.
    there : mapping of str to str
        The checksum of each file that would be published, as it was built.
    """
    built = manifest.get("files") or {}
    words = dict.fromkeys(built.keys() - there.keys(), "tidak ada lagi")
    words |= dict.fromkeys(there.keys() - built.keys(), "tidak ikut dibangun")
    words |= {name: "isinya berubah" for name in built.keys() & there.keys() if built[name] != there[name]}
    place = paths.relative(plan.folder)
    return [
        Obstacle("berkas berubah sejak dibangun", f"{place}/{name}: {words[name]}", _again(plan).capitalize())
        for name in sorted(words)
    ]


def of_inputs(plan: ReportPlan, manifest: Mapping[str, Any]) -> list[Obstacle]:
    """Parameters, notebooks and data that are others now: nobody could make this report from them again.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    manifest : mapping
        Of its build.
    """
    inputs = manifest.get("inputs") or {}
    changed = [name for name, digest in sorted(inputs.items()) if file_hash_if_there(paths.root() / name) != digest]
    return [Obstacle("masukan berubah sejak dibangun", name, f"Kembalikan, atau: {_again(plan)}") for name in changed]


def _again(plan: ReportPlan) -> str:
    return (
        f"bangun lagi (laporan build {plan.year} --unit {plan.unit} --final --force); hasil yang isinya berubah perlu "
        "disetujui dan ditandatangani lagi."
    )


def of_correction(plan: ReportPlan, corrects: Mapping[str, Any] | None) -> Iterator[Obstacle]:
    """A report that was published before is followed by a correction of its last version, and by nothing else.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    corrects : mapping, optional
        Which version it was built to correct, by the number and by the digest of its checksums; None for none.
    """
    last = max(versions_of(plan.year, plan.unit), key=lambda version: version.number, default=None)
    told = (corrects or {}).get("version")
    if last is None and corrects:
        remedy = "Bangun tanpa --corrects."
        yield Obstacle(CORRECTION, f"dibangun sebagai koreksi versi {told}, tetapi belum ada yang terbit", remedy)
    if last is None:
        return
    remedy = f'Bangun: laporan build {plan.year} --unit {plan.unit} --final --corrects {last.number} --reason "…"'
    if not corrects:
        yield Obstacle(CORRECTION, f"{last.name} sudah terbit; sesudahnya hanya ada koreksi", remedy)
    elif told != last.number:
        yield Obstacle(CORRECTION, f"mengoreksi versi {told}, padahal yang terakhir {last.name}", remedy)
    elif (last.folder / CHECKSUMS).is_file() and corrects.get("sha256sums") != last.list_digest():
        yield Obstacle(CORRECTION, f"{last.name} bukan lagi yang dibandingkan ketika dibangun", remedy)


def as_obstacle(kind: str, fault: Fault) -> Obstacle:
    """A fault of something published, as a reason."""
    return Obstacle(kind, f"{fault.file}: {fault.rule}", f"{fault.remedy}.")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a build; empty where it is missing or broken: then nothing is known of what stands there."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    parts = ("files", "inputs", "corrects")
    sound = isinstance(manifest, dict) and all(isinstance(manifest.get(key) or {}, dict) for key in parts)
    return manifest if sound else {}
