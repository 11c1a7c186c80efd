"""Verifies an archive for third parties by itself: every checksum, and, where all data is there, the whole report.

The report is built from the sources in the archive, by the library in the archive, in a folder of its own; it is then
compared byte by byte. So code of the archive runs: whoever does not trust its sender asks for the checksums alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from laporan.build.assemble import NOTEBOOKS
from laporan.cache.digest import file_hash
from laporan.cache.store import AFRESH
from laporan.compare.correction import CHANGES
from laporan.core import paths
from laporan.core.errors import ReportError
from laporan.core.places import inner_name
from laporan.facts import KEY
from laporan.facts.ledger import LEDGER
from laporan.provenance.verify import FileDifference, differences, names_in
from laporan.release.passages import MOST_UNPACKED
from laporan.release.versions import read_checksums
from laporan.writers.crate import CHECKSUMS, CORRECTED, LIBRARY, METADATA, SOURCES

OURS = "LAPORAN_"  # how the variables that steer this library begin
COMMAND = "from laporan.cli.__main__ import main; main()"
CORRECTION = "arsip lama ini tidak membawa terbitan yang dikoreksinya; bangun ulang di proyek yang menyimpannya"


@dataclass(frozen=True)
class BundleVerification:
    """What came of verifying an archive.

    Parameters
    ----------
    files : int
        How many files have a checksum.
    flaws : tuple of str
        What is not as its checksum says, in Indonesian; then nothing was built.
    not_built : str
        Why the report was not built again; '' where it was.
    compared : int
        How many files of the report were compared.
    differences : tuple of FileDifference
        Files that came out differently.
    """

    files: int
    flaws: tuple[str, ...] = ()
    not_built: str = ""
    compared: int = 0
    differences: tuple[FileDifference, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against the archive."""
        return not self.flaws and not self.differences


def verify_bundle(
    archive: Path, data: Path | None, rebuild: bool = True, building: Callable[[], None] = lambda: None
) -> BundleVerification:
    """Check the checksums of an archive, and build its report again where all of its data is there.

    Parameters
    ----------
    archive : Path
        As `laporan build --bundle` wrote it.
    data : Path, optional
        A folder with data that is not inside: the project's `data`, or a part of it.
    rebuild : bool
        Whether code of the archive may run.
    building : callable
        Called when the build begins.

    Raises
    ------
    ReportError
        For a file that is no such archive, and for a report that can't be built.
    """
    if data is not None and not data.is_dir():
        raise ReportError(f"{data}: folder itu tidak ada. Sebut folder data proyeknya dengan --data")
    with tempfile.TemporaryDirectory(prefix="laporan-") as place, _opened(archive) as held:
        names = _names(archive, held)
        told = _checksums(archive, held)
        flaws = tuple(_flaws(held, names, told))
        if flaws or not rebuild:
            return BundleVerification(len(told), flaws, "" if flaws else "diminta sidiknya saja")
        crate = _crate(archive, held)
        supplied, lacking = _supplied(crate, data)
        why = CORRECTION if CHANGES in names and CORRECTED not in crate else _told(lacking)
        if why:
            return BundleVerification(len(told), not_built=why)
        folder = Path(place)
        held.extractall(folder)
        for name, file in supplied.items():
            _copy(file, folder / SOURCES / name)
        building()
        fresh = _build(archive, folder, crate)
        if not _is_final(crate):
            _forget_what_was_read(folder, fresh)
        outputs = {ref["@id"] for ref in _listed(_action(crate)["result"])}
        compared = sorted(outputs | names_in(fresh))
        return BundleVerification(
            len(told), compared=len(compared), differences=tuple(differences(folder, fresh, compared, "arsip"))
        )


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except OSError as error:
        raise ReportError(f"{archive}: tidak dapat dibuka. Sebut arsip dari laporan build --bundle") from error
    except zipfile.BadZipFile as error:
        raise ReportError(f"{archive}: bukan arsip ZIP yang utuh. Minta lagi kepada pengirimnya") from error


def _names(archive: Path, held: zipfile.ZipFile) -> set[str]:
    """The files inside, each once and below the folder that the archive is unpacked into."""
    names = held.namelist()
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ReportError(f"{archive.name}: {twice!r} ada dua kali di dalamnya. Minta lagi kepada pengirimnya")
    for name in names:
        try:
            inner_name(name)
        except ValueError as error:
            raise ReportError(f"{archive.name}: {error}") from error
    if sum(item.file_size for item in held.infolist()) > MOST_UNPACKED:
        raise ReportError(f"{archive.name}: isinya lebih dari 2 GB setelah dibuka, jadi tidak diperiksa")
    return set(names)


def _read(archive: Path, held: zipfile.ZipFile, name: str) -> bytes:
    try:
        return held.read(name)
    except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise ReportError(
            f"{archive.name}: {name} tidak ada atau tidak terbaca; ini bukan arsip utuh dari laporan build --bundle"
        ) from error


def _checksums(archive: Path, held: zipfile.ZipFile) -> dict[str, str]:
    try:
        return read_checksums(_read(archive, held, CHECKSUMS).decode())
    except ValueError as error:
        raise ReportError(f"{archive.name}: {CHECKSUMS} bukan daftar sidik. Minta lagi kepada pengirimnya") from error


def _flaws(held: zipfile.ZipFile, names: set[str], told: dict[str, str]) -> Iterator[str]:
    for name, expected in sorted(told.items()):
        if name not in names:
            yield f"{name}: hilang dari arsip"
        elif _hash(held, name) != expected:
            yield f"{name}: isinya bukan lagi yang dibangun"
    for name in sorted(names - told.keys() - {CHECKSUMS}):
        yield f"{name}: tidak ada di {CHECKSUMS}"


def _hash(held: zipfile.ZipFile, name: str) -> str:
    """Of a file inside; '' where it can't be read, as with a broken or encrypted one."""
    try:
        with held.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, OSError, EOFError, ValueError):
        return ""
    except Exception as error:  # what a decompressor raises has no common name
        if type(error).__module__ in ("zlib", "lzma", "bz2"):
            return ""
        raise


def _crate(archive: Path, held: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    """The entities of the archive's description by their ids."""
    try:
        graph = json.loads(_read(archive, held, METADATA))["@graph"]
        crate = {entity["@id"]: entity for entity in graph}
        _action(crate)["object"], _action(crate)["result"]
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{archive.name}: {METADATA} tidak menyebut cara laporan dibangun") from error
    return crate


def _action(crate: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return crate["#bangun"]


def _listed(refs: Any) -> list[dict[str, str]]:
    return refs if isinstance(refs, list) else [refs]


def _is_final(crate: dict[str, dict[str, Any]]) -> bool:
    return crate["./"].get("creativeWorkStatus") == "Published"


def _supplied(crate: dict[str, dict[str, Any]], data: Path | None) -> tuple[dict[str, Path], dict[str, str]]:
    """Inputs that are not inside: where `data` has them, and what is wrong with the others."""
    found, lacking = {}, {}
    for ref in _listed(_action(crate)["object"]):
        if not ref["@id"].startswith("#"):
            continue
        name, expected = crate[ref["@id"]]["name"], crate[ref["@id"]]["sha256"]
        there = list(_candidates(inner_name(name), data)) if data else []
        same = next((file for file in there if file_hash(file) == expected), None)
        if same:
            found[name] = same
        else:
            lacking[name] = "isinya lain dari yang dipakai laporan" if there else "tidak ada di arsip"
    return found, lacking


def _candidates(name: str, data: Path) -> Iterator[Path]:
    """Where a folder may have a file of the project: under its whole path, or from one of its folders on."""
    parts = PurePosixPath(name).parts
    for start in range(len(parts)):
        file = data.joinpath(*parts[start:])
        if file.is_file():
            yield file


def _told(lacking: dict[str, str]) -> str:
    if not lacking:
        return ""
    named = "\n".join(f"  {name}: {why}" for name, why in sorted(lacking.items()))
    return f"data masukan ini belum ada; sebut foldernya dengan --data\n{named}"


def _copy(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, place)


def _build(archive: Path, folder: Path, crate: dict[str, dict[str, Any]]) -> Path:
    """Build the report from the archive's own sources; the folder that it stands in."""
    told = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    year, unit = str(told["year"]), str(told["unit"])
    project = folder / SOURCES
    words = ["build", year, "--unit", unit, "--bundle"]  # its page names the bundle
    words += ["--final"] if _is_final(crate) else []
    if corrected := crate.get(CORRECTED):
        words += [f"--corrects={corrected['version']}", f"--reason={corrected['correction']}", "--from-archive"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    environment |= {paths.ROOT: str(project), AFRESH: "1", "PYTHONPATH": str(folder / LIBRARY)}
    ran = subprocess.run(
        [sys.executable, "-P", "-c", COMMAND, *words],
        cwd=project, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    layout = tomllib.loads((project / paths.PROJECT_FILE).read_text(encoding="utf-8"))
    fresh = project / layout.get("outputs", "outputs") / year / unit
    if ran.returncode or not fresh.is_dir():
        raise ReportError(f"{archive.name}: laporannya tidak dapat dibangun ulang.\n{ran.stderr.strip()}")
    (fresh / f"laporan-{year}-{unit}.zip").unlink(missing_ok=True)
    return fresh


def _forget_what_was_read(*folders: Path) -> None:
    """Take out of executed notebooks which bytes were read: a draft's parameters travel without the signer's name."""
    for notebook in (file for folder in folders for file in (folder / NOTEBOOKS).glob("*.ipynb")):
        content = json.loads(notebook.read_text(encoding="utf-8"))
        content.get("metadata", {}).get(KEY, {}).pop("read", None)
        notebook.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
