"""Published reports: of each a folder of versions, which nothing of ours writes to again.

`terbit/2017/pusat/1` has the files, `catatan.json` that tells what was published on whose word, and `SHA256SUMS`, which
`sha256sum -c` reads. A correction is the next version, whose record has the checksum of the list of the one before:
so a version whose list was written anew is found, but for the last.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from laporan.core import paths
from laporan.core.errors import UNSEEN, Fault, ReportError
from laporan.project.records import Correction

CHECKSUMS, RECORD, APPROVALS = "SHA256SUMS", "catatan.json", "persetujuan.yml"
NUMBER = re.compile(r"[1-9][0-9]{0,3}")
YEAR = re.compile(r"[0-9]{4}")
LINE = re.compile(r"([0-9a-f]{64})  ([^\\\x00-\x1f\x7f]+)")
LONGEST_REASON = 300  # letters: it stands on the first page, above what changed
RESTORE = "Pulihkan folder itu dari cadangan"
MOVE = "Pindahkan dari sana: hanya laporan publish yang menaruh sesuatu di folder terbitan"


@dataclass(frozen=True)
class Version:
    """A published version of a report, whole or not.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    number : int
        From 1; a correction has the next.
    """

    year: int
    unit: str
    number: int

    @property
    def folder(self) -> Path:
        """Its folder, whether it is there or not."""
        return versions_folder(self.year, self.unit) / str(self.number)

    @property
    def name(self) -> str:
        """How messages name it: 'terbit/2017/pusat/1'."""
        return named(self.folder)

    def record(self) -> dict[str, Any]:
        """What its `catatan.json` tells.

        Raises
        ------
        ReportError
            For a record that can't be read.
        """
        try:
            record = json.loads((self.folder / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise ReportError(f"{self.name}/{RECORD}: tidak terbaca. {RESTORE}") from error
        if not isinstance(record, dict):
            raise ReportError(f"{self.name}/{RECORD}: bukan catatan penerbitan. {RESTORE}")
        return record

    def list_digest(self) -> str:
        """The checksum of its list of checksums, which stands for all of its bytes."""
        return digest(self.folder / CHECKSUMS)


def correction_of(year: int, unit: str, number: int, reason: str) -> Correction:
    """The correction of a published version.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    number : int
        Of the version, which must be the last, and as it was published.
    reason : str
        Why it is corrected.

    Raises
    ------
    ReportError
        For another version, and for a reason that can't be printed on a first page.
    """
    version, last = Version(year, unit, number), max((one.number for one in versions_of(year, unit)), default=0)
    if number != last:
        there = f"yang terakhir {Version(year, unit, last).name}" if last else "belum ada yang terbit"
        raise ReportError(f"{version.name}: yang dikoreksi ialah versi terbit yang terakhir; {there}")
    if found := report_flaws(year, unit):
        raise ReportError("\n".join(map(str, found)))
    words = reason.strip()
    if not words or words.startswith("(") or len(words) > LONGEST_REASON or UNSEEN.search(words):
        raise ReportError(
            f"--reason “{UNSEEN.sub('�', words)}”: tulis sebab koreksi dalam satu kalimat, paling panjang "
            f"{LONGEST_REASON} huruf"
        )
    return Correction(number, version.list_digest(), words)


def versions_folder(year: int, unit: str) -> Path:
    """Where the versions of a report stand."""
    return paths.releases() / str(year) / unit


def named(path: Path) -> str:
    """The path as messages name it; what a link leads to is not looked at."""
    return paths.named(path, paths.root())


def versions_of(year: int, unit: str) -> list[Version]:
    """The versions of a report, the oldest first."""
    folder = versions_folder(year, unit)
    numbers = [int(path.name) for path in _entries(folder) if NUMBER.fullmatch(path.name) and _is_folder(path)]
    return [Version(year, unit, number) for number in sorted(numbers)]


def reports_published() -> list[tuple[int, str]]:
    """Year and unit of each report that has a folder of versions."""
    years = [path for path in _entries(paths.releases()) if YEAR.fullmatch(path.name) and _is_folder(path)]
    return [(int(year.name), unit.name) for year in years for unit in _entries(year) if _is_folder(unit)]


def misplaced() -> list[Fault]:
    """What stands above the versions and is no folder of a year or of a unit, links to such folders too."""
    years = _entries(paths.releases())
    odd = [path for path in years if not (YEAR.fullmatch(path.name) and _is_folder(path))]
    units = [unit for year in years if year not in odd for unit in _entries(year)]
    return [Fault(named(path), "bukan folder tahun", MOVE) for path in odd] + [
        Fault(named(path), "bukan folder satuan kerja", MOVE) for path in units if not _is_folder(path)
    ]


def strangers(year: int, unit: str) -> list[Fault]:
    """What stands among the versions of a report and is none of them; a link on the way there leads elsewhere."""
    folder = versions_folder(year, unit)
    links = [place for place in (folder.parent, folder) if place.is_symlink()]
    odd = [
        path for path in _entries(folder)
        if path.name != APPROVALS and not (NUMBER.fullmatch(path.name) and _is_folder(path))
    ]  # fmt: skip
    return [Fault(named(path), "bukan versi yang diterbitkan", MOVE) for path in (*links, *odd)]


def missing(year: int, unit: str) -> list[Fault]:
    """Versions that must have been there: those before the last."""
    there = {version.number for version in versions_of(year, unit)}
    gone = [Version(year, unit, number) for number in range(1, max(there, default=0)) if number not in there]
    return [Fault(version.name, "versi ini hilang", RESTORE) for version in gone]


def _entries(folder: Path) -> list[Path]:
    """What stands in a folder, but for hidden things; nothing where there is none."""
    return sorted(path for path in folder.iterdir() if path.name[0] != ".") if folder.is_dir() else []


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def digest(path: Path) -> str:
    """SHA-256 of a file, read now."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums_of(folder: Path) -> dict[str, str]:
    """The checksum of each file below a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): digest(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def checksum_list(sums: Mapping[str, str]) -> str:
    """The checksums as `sha256sum` writes them.

    Raises
    ------
    ReportError
        For a name that such a list can't hold as it is.
    """
    lines = [f"{found}  {name}" for name, found in sorted(sums.items())]
    for line in lines:
        if not LINE.fullmatch(line):
            raise ReportError(f"{line[66:]!r}: nama berkas ini tidak dapat ditulis dalam {CHECKSUMS}. Ganti namanya")
    return "".join(f"{line}\n" for line in lines)


def read_checksums(text: str) -> dict[str, str]:
    """What a list of checksums says, by file.

    Raises
    ------
    ValueError
        For a line of another form, a file named twice, and one outside the folder.
    """
    sums: dict[str, str] = {}
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        parts = PurePosixPath(match[2]).parts if match else ()
        if not match or parts[0] == "/" or ".." in parts or match[2] in sums:
            raise ValueError(line)
        sums[match[2]] = match[1]
    return sums


def flaws(version: Version) -> list[Fault]:
    """Everything in which a published version is not what was published.

    Parameters
    ----------
    version : Version
        Its list of checksums is taken as true; `chain_flaws` holds lists against later records.
    """
    try:
        told = read_checksums((version.folder / CHECKSUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return [Fault(f"{version.name}/{CHECKSUMS}", "tidak ada, atau bukan daftar checksum", RESTORE)]
    return [*_file_flaws(version, told), *_record_flaws(version)]


def _file_flaws(version: Version, told: Mapping[str, str]) -> Iterator[Fault]:
    there = {path.relative_to(version.folder).as_posix(): path for path in version.folder.rglob("*")}
    for name, expected in told.items():
        path = version.folder / name
        if not path.is_file() or _through_link(path, version.folder):
            yield Fault(f"{version.name}/{name}", "hilang", RESTORE)
        elif digest(path) != expected:
            yield Fault(f"{version.name}/{name}", "isinya bukan lagi yang diterbitkan", RESTORE)
    for name, path in sorted(there.items()):
        if name not in told and name != CHECKSUMS and not (path.is_dir() and not path.is_symlink()):
            yield Fault(f"{version.name}/{name}", "tidak ikut diterbitkan", "Keluarkan dari folder itu")


def _through_link(path: Path, top: Path) -> bool:
    return any(place.is_symlink() for place in (path, *path.parents) if place.is_relative_to(top))


def _record_flaws(version: Version) -> Iterator[Fault]:
    try:
        record = version.record()
    except ReportError:
        yield Fault(f"{version.name}/{RECORD}", "tidak terbaca", RESTORE)
        return
    own = {"year": version.year, "unit": version.unit, "version": version.number}
    if any(record.get(key) != value for key, value in own.items()):
        yield Fault(f"{version.name}/{RECORD}", "catatan dari laporan atau versi lain", RESTORE)


def chain_flaws(year: int, unit: str) -> list[Fault]:
    """Versions whose list of checksums is not the one that the next version was published upon."""
    found = []
    known = {version.number: version for version in versions_of(year, unit)}
    for number, version in known.items():
        before = known.get(number - 1)
        if before is None or not (before.folder / CHECKSUMS).is_file():
            continue
        try:
            told = (version.record().get("corrects") or {}).get("sha256sums")
        except (ReportError, AttributeError):
            continue  # told by `flaws`
        if told != before.list_digest():
            rule = f"bukan daftar yang dicatat versi {number} ketika mengoreksinya"
            found.append(Fault(f"{before.name}/{CHECKSUMS}", rule, RESTORE))
    return found


def report_flaws(year: int, unit: str) -> list[Fault]:
    """Everything wrong with the published versions of a report."""
    own = [fault for version in versions_of(year, unit) for fault in flaws(version)]
    return [*strangers(year, unit), *missing(year, unit), *own, *chain_flaws(year, unit)]
