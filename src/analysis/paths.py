"""Where the project's files are, from wherever a notebook or a command is started."""

from __future__ import annotations

import os
from pathlib import Path

MARK = Path("params") / "struktur.yml"


def root() -> Path:
    """The project's folder: LAPORAN_ROOT, else the nearest folder above that has params/struktur.yml.

    Falls back to the checkout that this module is installed from.
    """
    if given := os.environ.get("LAPORAN_ROOT"):
        return Path(given).resolve()
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / MARK).is_file():
            return folder
    return Path(__file__).resolve().parents[2]


def params() -> Path:
    """`params`."""
    return root() / "params"


def notebooks() -> Path:
    """`notebooks`."""
    return root() / "notebooks"


def raw_data(year: int | None = None) -> Path:
    """`data/raw`, or the folder of one year."""
    folder = root() / "data" / "raw"
    return folder if year is None else folder / str(year)


def relative(path: Path) -> str:
    """The path as messages and provenance name it: from the project's root, with forward slashes."""
    path, top = path.resolve(), root()
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.name
