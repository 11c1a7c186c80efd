"""Writes one archive with all that a third party needs to check a report: an RO-Crate.

Inside are the files that were handed out, the executed notebooks, the notebooks, parameters, code and
locked environment that they were made with, and the hash of every input. Raw files are not inside:
those that are open are in `data/` of the report, and where rows are persons a hash says enough.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from laporan.core import paths
from laporan.core.places import leads_out
from laporan.document.ast import Front, issuer
from laporan.document.front import about_correction, titled
from laporan.project.yaml import read_yaml

METADATA = "ro-crate-metadata.json"
CONTEXT, SPECIFICATION = "https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/crate/1.1"
SOURCES = "sumber"  # where in the archive the things stand that the report was made from
ENVIRONMENT = (paths.PROJECT_FILE, "requirements.lock", "pyproject.toml", "environment.yml")
TYPES = {  # said here: what a system's own list says differs from one to the next
    ".csv": "text/csv", ".html": "text/html", ".pdf": "application/pdf", ".json": "application/json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".yml": "text/yaml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".lock": "text/plain",
    ".ipynb": "application/x-ipynb+json", ".toml": "application/toml", ".py": "text/x-python", ".css": "text/css",
}  # fmt: skip
NOBODY = "(nama pejabat)"
EARLIEST = (1980, 1, 1)  # what a ZIP can say

Entity = dict[str, Any]


def write_crate(folder: Path, inputs: dict[str, str], front: Front, path: Path) -> None:
    """Write the archive; the same report gives the same bytes.

    Parameters
    ----------
    folder : Path
        The report's files, without those that tell when it was made.
    inputs : dict of str to str
        The hash of everything that was read, by its path in the project.
    front : Front
        The cover; its day is the time of all files in the archive.
    path : Path
        The file to write.
    """
    sources = [place for name in (*inputs, *ENVIRONMENT) if (place := _source(name)) is not None]
    members = dict(_below(folder))
    outputs = list(members)
    members |= {f"{SOURCES}/{paths.relative(file)}": file for file in sources}
    members |= dict(_code())
    read = Path.read_bytes if front["final"] else _unsigned
    files = [_file(name, file, read(file)) for name, file in members.items()]
    metadata = _metadata(front, files, outputs, inputs)
    _zip(members, json.dumps(metadata, ensure_ascii=False, indent=1) + "\n", front, path, read)


def _unsigned(file: Path) -> bytes:
    """A file as it travels with a draft: parameters without the signer's name, which no draft is made from."""
    content = file.read_bytes()
    if file.suffix != ".yml" or not file.is_relative_to(paths.params()):
        return content
    name = str((read_yaml(file).get("cover") or {}).get("name") or "")
    return content.replace(name.encode(), NOBODY.encode()) if name else content


def _source(name: str) -> Path | None:
    """A file that travels inside: notebooks, parameters, the environment; no raw data, nothing from outside."""
    place = paths.root() / name
    if leads_out(place, paths.root()) or not leads_out(place, paths.data()) or not place.is_file():
        return None
    return place


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files by their names in an archive, in an order that is the same on every system; no link takes others along."""
    found = [file.relative_to(folder) for file in folder.rglob("*") if file.is_file() and not leads_out(file, folder)]
    for file in sorted(found, key=lambda path: path.parts):
        yield file.as_posix(), folder / file


def _code() -> Iterator[tuple[str, Path]]:
    """The packages as they ran."""
    for folder in (paths.content(), paths.LIBRARY):
        for name, file in _below(folder):
            if "__pycache__" not in file.parts:
                yield f"{SOURCES}/src/{folder.name}/{name}", file


def _file(name: str, file: Path, content: bytes) -> Entity:
    return {
        "@id": name, "@type": "File", "name": name.rpartition("/")[2],
        "contentSize": str(len(content)), "sha256": hashlib.sha256(content).hexdigest(),
        "encodingFormat": TYPES.get(file.suffix, "application/octet-stream"),
    }  # fmt: skip


def _metadata(front: Front, files: list[Entity], outputs: list[str], inputs: dict[str, str]) -> Entity:
    """JSON-LD of the crate: what is inside, and the one action that made the report from its inputs."""
    title = titled(front)
    inside = {entity["@id"] for entity in files}
    read = {name: f"{SOURCES}/{name}" if f"{SOURCES}/{name}" in inside else f"#{name}" for name in inputs}
    outside = [
        {"@id": read[name], "@type": "CreativeWork", "name": name, "sha256": inputs[name]}
        for name in inputs
        if read[name].startswith("#")
    ]
    root: Entity = {
        "@id": "./", "@type": "Dataset", "name": title, "datePublished": front["day"], "inLanguage": "id",
        "description": f"{title}, {issuer(front)}: berkas laporan, buku catatan yang dijalankan, "
        "parameter, lingkungan, dan sidik setiap masukan. Periksa dengan: laporan verify."
        + "".join(f" {words}" for words in (front["synthetic"], about_correction(front)) if words),
        "creativeWorkStatus": "Published" if front["final"] else f"Draft ({front['mark']})",
        "license": {"@id": "#lisensi"}, "publisher": {"@id": "#penerbit"}, "hasPart": _refer(e["@id"] for e in files),
        "mentions": {"@id": "#bangun"},
    }  # fmt: skip
    graph: list[Entity] = [
        {
            "@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": SPECIFICATION},
        },
        root,
        {"@id": "#penerbit", "@type": "Organization", "name": front["agency"]},
        {
            "@id": "#lisensi", "@type": "CreativeWork", "name": "Lisensi setiap data",
            "description": "Lisensi setiap data, dan mana yang sintetis (buatan), disebut di data/datapackage.json.",
        },
        {
            "@id": "#bangun", "@type": "CreateAction", "name": "laporan build", "instrument": {"@id": "#laporan"},
            "object": _refer(read.values()), "result": _refer(outputs), "agent": {"@id": "#penerbit"},
        },
        {
            "@id": "#laporan", "@type": "SoftwareApplication", "name": "laporan-bkn",
            "softwareVersion": version("laporan-bkn"),
            "hasPart": _refer(e["@id"] for e in files if e["@id"].startswith(f"{SOURCES}/src/")),
        },
        *files, *outside,
    ]  # fmt: skip
    return {"@context": CONTEXT, "@graph": graph}


def _refer(names: Iterable[str]) -> list[Entity]:
    return [{"@id": name} for name in names]


def _zip(members: dict[str, Path], metadata: str, front: Front, path: Path, read: Callable[[Path], bytes]) -> None:
    """In one order, with one date and no owner, so that the archive is the same wherever it is made."""
    day = date.fromisoformat(front["day"])
    stamp = max(EARLIEST, (day.year, day.month, day.day))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [(METADATA, metadata.encode()), *((n, read(f)) for n, f in members.items())]:
            info = zipfile.ZipInfo(name, (*stamp, 12, 0, 0))
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, content)
