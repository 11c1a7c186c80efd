"""Where a project's files are, from wherever a notebook or a command is started.

A project is a folder with a `laporan.toml`. What that file leaves out has the name that it has in every project:
`notebooks`, `params`, `data/raw`, `outputs`.
"""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from laporan.core.errors import ParameterError, ProjectError

PROJECT_FILE = "laporan.toml"
LIBRARY = Path(__file__).resolve().parents[1]  # the folder of this library itself
ROOT = "LAPORAN_ROOT"  # names the root where the working directory doesn't say it


@dataclass(frozen=True)
class Layout:
    """What `laporan.toml` may say: folders, relative to the root.

    Parameters
    ----------
    content : str
        The package that holds the subjects, as 'src/analysis'.
    notebooks, params, data, outputs : str
        Chapters, parameters, data (with `raw` and `published` below it), and what is built.
    """

    content: str
    notebooks: str = "notebooks"
    params: str = "params"
    data: str = "data"
    outputs: str = "outputs"


def root() -> Path:
    """The project's folder: `LAPORAN_ROOT`, else the nearest folder above that has a `laporan.toml`.

    Raises
    ------
    ProjectError
        Outside a project.
    """
    if given := os.environ.get(ROOT):
        return Path(given).resolve()
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    raise ProjectError(
        f"{here} bukan folder proyek: tidak ada {PROJECT_FILE} di sana atau di atasnya. "
        "Pindah ke folder proyek, atau buat yang baru: laporan new project NAMA"
    )


def layout() -> Layout:
    """What the project's `laporan.toml` says.

    Raises
    ------
    ProjectError
        Where `LAPORAN_ROOT` names a folder without that file.
    ParameterError
        For TOML that can't be read, an unknown or an ill-typed key, no `content`.
    """
    return _layout(root())


@lru_cache
def _layout(top: Path) -> Layout:
    try:
        values = tomllib.loads((top / PROJECT_FILE).read_text(encoding="utf-8"))
    except OSError as error:
        raise ProjectError(f"{top} bukan folder proyek: {PROJECT_FILE} tidak ada di sana") from error
    except ValueError as error:
        raise ParameterError(f"{PROJECT_FILE}: {error}") from error
    known = [field.name for field in fields(Layout)]
    for key, value in values.items():
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0)
            raise ParameterError(f"{PROJECT_FILE}: kunci “{key}” tidak dikenal; yang terdekat “{near[0]}”")
        if not isinstance(value, str):
            raise ParameterError(f"{PROJECT_FILE}: {key}: harus berupa teks (tertulis {value!r})")
    if "content" not in values:
        raise ParameterError(f'{PROJECT_FILE}: content: wajib diisi, misalnya content = "src/analysis"')
    return Layout(**values)


def content() -> Path:
    """The folder of the content package."""
    return root() / layout().content


def content_package() -> str:
    """The name by which the content package is imported; it can be, from here on."""
    folder = content()
    place = str(folder.parent)
    if place not in sys.path:
        sys.path.insert(0, place)
    return folder.name


def params() -> Path:
    """`params`."""
    return root() / layout().params


def notebooks() -> Path:
    """`notebooks`."""
    return root() / layout().notebooks


def data() -> Path:
    """`data`."""
    return root() / layout().data


def raw_data(year: int | None = None) -> Path:
    """`data/raw`, or the folder of one year."""
    folder = data() / "raw"
    return folder if year is None else folder / str(year)


def outputs() -> Path:
    """`outputs`."""
    return root() / layout().outputs


def relative(path: Path) -> str:
    """The path as messages and provenance name it: from the project's root, with forward slashes."""
    path, top = path.resolve(), root()
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.name
