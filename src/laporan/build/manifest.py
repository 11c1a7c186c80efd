"""`manifest.json`: what a report was made from, when, by what. The one place where times may stand."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from laporan.core import paths
from laporan.document.stitch import Stitched
from laporan.project.outline import ReportPlan
from laporan.project.records import Correction, Order

MANIFEST = "manifest.json"
PORTAL = "portal.yml"  # which numbers the portal shows of a report is no input of the report
TOOLS = ("papermill", "nbconvert", "pandas", "matplotlib", "jupyterlab")


def write_manifest(plan: ReportPlan, order: Order, stitched: Stitched) -> None:
    """Write inputs by hash, versions, and the hash of each file that was written.

    Parameters
    ----------
    plan : ReportPlan
    order : Order
        What was asked for; all other files are in its folder.
    stitched : Stitched
        Its facts name the datasets that they rest on.
    """
    folder = order.folder
    manifest: dict[str, Any] = {
        "year": plan.year,
        "unit": plan.unit,
        "final": order.final,
        "corrects": asdict(order.correction) if order.correction else None,
        "built_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "commit": order.commit,
        "python": platform.python_version(),
        "versions": {"laporan-bkn": version("laporan-bkn")} | {tool: version(tool) for tool in TOOLS},
        "chapters": [{"id": chapter, "seconds": round(took, 2)} for chapter, took in order.seconds],
        "inputs": inputs(plan, stitched),
        "facts": len(stitched.facts),
        "files": {
            path.relative_to(folder).as_posix(): digest(path) for path in sorted(folder.rglob("*")) if path.is_file()
        },
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def is_final(folder: Path) -> bool:
    """Whether the report that stands in the folder was built to be signed."""
    file = folder / MANIFEST
    return file.is_file() and bool(json.loads(file.read_text(encoding="utf-8")).get("final"))


def correction_of(folder: Path) -> Correction | None:
    """Which published version the report that stands in the folder corrects."""
    file = folder / MANIFEST
    told = json.loads(file.read_text(encoding="utf-8")).get("corrects") if file.is_file() else None
    return Correction(**told) if told else None


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs(plan: ReportPlan, stitched: Stitched) -> dict[str, str]:
    """Notebooks, parameters, and the datasets and other files that the facts rest on, by hash."""
    read = {dataset["path"]: dataset["sha256"] for fact in stitched.facts.values() for dataset in fact["datasets"]}
    files = [chapter.notebook for chapter in plan.chapters if chapter.notebook]
    files += sorted({paths.root() / entry["path"] for fact in stitched.facts.values() for entry in fact["params"]})
    files += [file for file in sorted(paths.params().rglob("*.yml")) if _concerns(file, plan)]
    return read | {paths.relative(path): digest(path) for path in files}


def _concerns(file: Path, plan: ReportPlan) -> bool:
    """Parameters of later years, of other units and of the portal are no input of this report."""
    folder = file.parent.name
    if file == paths.params() / PORTAL:
        return False
    if paths.is_year(folder):
        return int(folder) <= plan.year and file.stem == plan.unit
    return not paths.is_year(file.stem) or int(file.stem) <= plan.year
