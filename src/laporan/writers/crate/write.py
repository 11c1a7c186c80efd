"""Writes one archive with all that a third party needs to check a report: an RO-Crate.

Inside are the files that were handed out, the executed notebooks, the notebooks, parameters, code and library that
they were made with, the raw files that may leave, and the hash of every input.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from laporan.core import paths
from laporan.core.places import files_below, leads_out
from laporan.document.ast import Front
from laporan.facts.ledger import LEDGER
from laporan.project.outline import PAGE, ReportPlan
from laporan.project.yaml import read_yaml
from laporan.release.versions import Version, checksum_list
from laporan.writers.crate import about
from laporan.writers.crate.describe import METADATA, Member, describe
from laporan.writers.crate.library import MADE_AGAIN, NAME, library, licence_of_library
from laporan.writers.crate.raw_data import Licences, hashes, needed_data
from laporan.writers.open_data import PACKAGE

SOURCES = "sumber"  # where in the archive the things stand that the report was made from
LIBRARY = f"{SOURCES}/pustaka"
README, LICENCE, CHECKSUMS = "README.md", "LICENSE", "SHA256SUMS"
OPEN_DATA = "data"
LOCK, PROJECT = "requirements.lock", "pyproject.toml"
TYPES = {  # said here: what a system's own list says differs from one to the next
    ".csv": "text/csv", ".html": "text/html", ".pdf": "application/pdf", ".json": "application/json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".yml": "text/yaml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".lock": "text/plain",
    ".ipynb": "application/x-ipynb+json", ".toml": "application/toml", ".py": "text/x-python", ".css": "text/css",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".md": "text/markdown", ".txt": "text/plain", "": "text/plain",
}  # fmt: skip
FONT_LICENCE = "OFL-1.1"
NOBODY = "(nama pejabat)"
EARLIEST = (1980, 1, 1)  # what a ZIP can say

Content = Path | bytes


def write_crate(
    folder: Path, plan: ReportPlan, inputs: dict[str, str], read: Iterable[str], front: Front, path: Path
) -> None:
    """Write the archive; the same report gives the same bytes.

    Parameters
    ----------
    folder : Path
        The report's files, without those that tell when it was made.
    plan : ReportPlan
        The report.
    inputs : dict of str to str
        The hash of everything that its facts rest on, by its path in the project.
    read : iterable of str
        Files of the project that its chapters read.
    front : Front
        The cover; its day is the time of all files in the archive.
    path : Path
        The file to write.
    """
    data = needed_data(plan, read)
    inputs = inputs | dict(hashes([*data, *_corrected(plan, front)]))
    outputs: dict[str, Content] = dict(files_below(folder))
    code = {f"{LIBRARY}/{name}": content for name, content in library()} | dict(_content())
    inside = [*_sources(inputs), *(paths.root() / name for name, held in data.items() if held is not None)]
    files = outputs | {f"{SOURCES}/{paths.relative(file)}": file for file in inside} | code
    opened = _of_open_data(folder)
    licences = {name: opened[name] if name in opened else _licences(name, data) for name in files}
    missing = [name for name, held in data.items() if held is None]
    files |= {
        README: about.readme(front, path.name, missing, locked=f"{SOURCES}/{LOCK}" in files).encode(),
        LICENCE: about.licence_text(front, licences).encode(),
    }
    unsigned = not front["final"]
    members = [_member(name, _bytes(held, unsigned), licences.get(name, ())) for name, held in files.items()]
    places = {name: f"{SOURCES}/{name}" if f"{SOURCES}/{name}" in files else f"#{name}" for name in inputs}
    read_from = {name: (places[name], sha256) for name, sha256 in inputs.items()}
    metadata = _json(describe(front, members, read_from, list(outputs), list(code)))
    sums = {METADATA: hashlib.sha256(metadata).hexdigest()} | {one.name: one.sha256 for one in members}
    _zip({METADATA: metadata, CHECKSUMS: checksum_list(sums).encode(), **files}, front, path)


def _bytes(content: Content, unsigned: bool) -> bytes:
    """A file as it travels; with a draft, parameters go without the signer's name, which no draft is made from."""
    if isinstance(content, bytes):
        return content
    held = content.read_bytes()
    if not unsigned or content.suffix != ".yml" or not content.is_relative_to(paths.params()):
        return held
    name = str((read_yaml(content).get("cover") or {}).get("name") or "")
    return held.replace(name.encode(), NOBODY.encode()) if name else held


def _sources(inputs: Iterable[str]) -> list[Path]:
    """Notebooks, parameters, and what the project is installed by.

    The `pyproject.toml` of this library itself stays: it needs files that are not inside, and `LIBRARY` has its own.
    """
    project = [] if _project().get("name") == NAME else [PROJECT]
    names = (*inputs, paths.PROJECT_FILE, LOCK, LICENCE, *project)
    return [place for name in names if (place := _source(name)) is not None]


def _corrected(plan: ReportPlan, front: Front) -> list[str]:
    """What the published version that a report corrects is compared by: its ledger and its page."""
    if front["correction"] is None:
        return []
    folder = Version(plan.year, plan.unit, front["correction"]["corrects"]).folder
    return [paths.relative(folder / name) for name in (LEDGER, PAGE)]


def _source(name: str) -> Path | None:
    """A file that travels inside; no data, which is judged file by file, and nothing from outside."""
    place = paths.root() / name
    if leads_out(place, paths.root()) or not leads_out(place, paths.data()) or not place.is_file():
        return None
    return place


def _project() -> dict[str, Any]:
    file = paths.root() / PROJECT
    return tomllib.loads(file.read_text(encoding="utf-8")).get("project", {}) if file.is_file() else {}


def _content() -> Iterator[tuple[str, Content]]:
    """The package of subjects as it ran."""
    folder = paths.content()
    for name, file in files_below(folder):
        if MADE_AGAIN not in file.parts:
            yield f"{SOURCES}/{paths.relative(folder)}/{name}", file


def _licences(name: str, data: dict[str, Licences | None]) -> Licences:
    """Of a file of the archive; none where whoever reports has not settled one."""
    if name.startswith(f"{LIBRARY}/"):
        return ((FONT_LICENCE if "fonts" in PurePosixPath(name).parts else licence_of_library(), ""),)
    if name.startswith(f"{SOURCES}/"):
        held = data.get(name.removeprefix(f"{SOURCES}/"))
        if held is not None:
            return held
        own = _project().get("license")
        return ((own, ""),) if isinstance(own, str) else ()
    return ()


def _of_open_data(folder: Path) -> dict[str, Licences]:
    """Licences of the files below `data/`, as their own package tells them."""
    package = folder / OPEN_DATA / PACKAGE
    if not package.is_file():
        return {}
    listed = json.loads(package.read_text(encoding="utf-8"))["resources"]
    return {
        f"{OPEN_DATA}/{one['path']}": tuple((held["name"], held.get("title", "")) for held in one.get("licenses", ()))
        for one in listed
    }


def _member(name: str, content: bytes, licences: Licences) -> Member:
    media_type = TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
    return Member(name, len(content), hashlib.sha256(content).hexdigest(), media_type, licences)


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _zip(files: dict[str, Content], front: Front, path: Path) -> None:
    """In one order, with one date and no owner, so that the archive is the same wherever it is made."""
    day = date.fromisoformat(front["day"])
    stamp = max(EARLIEST, (day.year, day.month, day.day))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (*stamp, 12, 0, 0))
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, _bytes(content, not front["final"]))
