"""The files that came back from offices: those of a folder, and those in the ZIP archives that lie there."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from laporan.core.errors import Fault, ParameterError

ARCHIVE = ".zip"
MOST_FILES, MOST_BYTES = 2_000, 500_000_000  # of one archive, unpacked: what 27 offices send is far less
LOCKED = 0x1  # of a member's flags
ASIDE = (".", "~$", "__MACOSX")  # what systems and spreadsheet programs put beside files
AGAIN = "Minta arsipnya sekali lagi, atau ekstrak ke folder ini"


@dataclass(frozen=True)
class IncomingFile:
    """A file that came back. path : where it can be read; name : as messages name it, 'kiriman.zip/formulir.xlsx'"""

    path: Path
    name: str


@dataclass
class Incoming:
    """Everything that came back.

    Parameters
    ----------
    place : Path
        The folder, or the archive.
    files : list of IncomingFile
        But for hidden ones and those that a program keeps while a file is open.
    faults : list of Fault
        Archives that can't be read.
    """

    place: Path
    files: list[IncomingFile] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@contextmanager
def incoming(place: Path) -> Iterator[Incoming]:
    """The files below a folder, or in an archive; what was unpacked goes when they are not needed any more.

    Parameters
    ----------
    place : Path
        A folder, or a ZIP archive.

    Yields
    ------
    Incoming
        In the order of their names.

    Raises
    ------
    ParameterError
        Where it is neither.
    """
    if not place.is_dir() and not (place.is_file() and place.suffix.lower() == ARCHIVE):
        raise ParameterError(f"{place}: bukan folder atau arsip ZIP. Sebut folder yang berisi formulir yang kembali")
    top = place if place.is_dir() else place.parent
    found = Incoming(place)
    with tempfile.TemporaryDirectory(prefix="laporan-kiriman-") as aside:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            name = path.relative_to(top).as_posix()
            if not path.is_file() or _is_aside(name):
                continue
            if path.suffix.lower() == ARCHIVE:
                _unpack(path, name, Path(tempfile.mkdtemp(dir=aside)), found)
            else:
                found.files.append(IncomingFile(path, name))
        yield found


def _is_aside(name: str) -> bool:
    return any(part.startswith(ASIDE) for part in PurePosixPath(name).parts)


def _unpack(path: Path, name: str, folder: Path, found: Incoming) -> None:
    """The members of an archive, each under a name of ours; all of them, or a fault."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if rule := _refusal(members):
                found.faults.append(Fault(name, rule, AGAIN))
                return
            files = []
            for number, member in enumerate(one for one in members if not _is_aside(_member(one))):
                unpacked = folder / f"{number}{PurePosixPath(_member(member)).suffix}"
                with archive.open(member) as source, unpacked.open("wb") as target:
                    shutil.copyfileobj(source, target)
                files.append(IncomingFile(unpacked, f"{name}/{_member(member)}"))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError):
        found.faults.append(
            Fault(name, "arsip rusak, terpotong, atau dimampatkan dengan cara yang tidak dibaca", AGAIN)
        )
        return
    found.files += sorted(files, key=lambda one: one.name)
    if not files:
        found.faults.append(Fault(name, "arsip kosong", AGAIN))


def _member(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/")


def _refusal(members: list[zipfile.ZipInfo]) -> str:
    """Why an archive is not unpacked; '' where it is. Python reads no more of a member than its size says."""
    if any(member.flag_bits & LOCKED for member in members):
        return "arsip terkunci dengan sandi"
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
        return f"isi arsip lebih dari {MOST_FILES} berkas atau {MOST_BYTES // 1_000_000} MB"
    paths = [PurePosixPath(_member(member)) for member in members]
    if any(path.is_absolute() or ".." in path.parts or ":" in str(path) for path in paths):
        return "arsip memuat berkas yang menunjuk ke luar arsip"
    return "arsip memuat dua berkas bernama sama" if len(set(paths)) < len(paths) else ""
