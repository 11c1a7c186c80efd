"""Paths of a project's files, from wherever a notebook or a command is started.

A project is a folder with a `laporan.toml`. For what that file leaves out the usual names hold:
`notebooks`, `params`, `data`, `outputs`, `terbit`.
"""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path, PurePath

from laporan.core.errors import ParameterError, ProjectError
from laporan.core.places import inner_name, resolved

PROJECT_FILE = "laporan.toml"
REVIEWS = "tinjauan"  # names of persons: nothing is read from it or written into it but comments
LIBRARY = Path(__file__).resolve().parents[1]  # the folder of this library itself
FOLDERS = ("content", "notebooks", "params", "data", "outputs")
ROOT = "LAPORAN_ROOT"  # names the root where the working directory doesn't say it


@dataclass(frozen=True)
class Layout:
    """The keys of `laporan.toml`: a project's folders, relative to its root, and its main office.

    Parameters
    ----------
    content : str
        The package that holds the subjects, such as 'src/analysis'.
    notebooks : str
        The chapters.
    params : str
        The parameters of years and units.
    data : str
        The data, with `raw` and `published` below it.
    outputs : str
        The built reports.
    releases : str
        The published reports, which stay as they are.
    main_unit : str
        The office of `params/units.yml` that is meant where none is named.
    cell_seconds : int
        How long a cell of a chapter may run before a build ends it.
    build_seconds : int
        How long one build may take, all its reports together; 0 for as long as it takes. That is the default: each
        cell is bounded already, and how many years and units a command names is for nobody else to say.
    """

    content: str
    notebooks: str = "notebooks"
    params: str = "params"
    data: str = "data"
    outputs: str = "outputs"
    releases: str = "terbit"
    main_unit: str = "pusat"
    cell_seconds: int = 900
    build_seconds: int = 0


def root() -> Path:
    """The project's folder: `LAPORAN_ROOT`, else the nearest folder upwards that has a `laporan.toml`.

    Raises
    ------
    ProjectError
        Outside a project.
    """
    if given := os.environ.get(ROOT):
        return _resolved(given) or Path(given).resolve()
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    raise ProjectError(
        f"{here} bukan folder proyek: tidak ada {PROJECT_FILE} di sana atau di atasnya. "
        "Pindah ke folder proyek, atau buat yang baru: laporan new project NAMA"
    )


@lru_cache
def _resolved(root: str) -> Path | None:
    """Without links, where it does not follow from the working folder; asked thousands of times for one report."""
    return Path(root).resolve() if Path(root).is_absolute() else None


def layout() -> Layout:
    """The folders that the project's `laporan.toml` names, read once.

    Raises
    ------
    ProjectError
        Outside a project, or where `LAPORAN_ROOT` names a folder without that file.
    ParameterError
        For TOML that can't be read, an unknown or an ill-typed key, a folder outside the project, or no `content`.
    """
    top = root()
    if not _is_text(top):
        raise ProjectError(f"{top}: nama folder ini berisi bita yang bukan UTF-8. Ganti namanya, lalu ulangi")
    return _layout(top)


def _is_text(path: Path) -> bool:
    """Whether a path is UTF-8, as all libraries that open files want it."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


@lru_cache
def _layout(top: Path) -> Layout:
    try:
        values = tomllib.loads((top / PROJECT_FILE).read_text(encoding="utf-8"))
    except OSError as error:
        raise ProjectError(f"{top} bukan folder proyek: {PROJECT_FILE} tidak ada di sana") from error
    except (ValueError, RecursionError) as error:
        raise ParameterError(f"{PROJECT_FILE}: {error}") from error
    known = [field.name for field in fields(Layout)]
    for key, value in values.items():
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0)
            raise ParameterError(f"{PROJECT_FILE}: kunci “{key}” tidak dikenal; yang terdekat “{near[0]}”")
        if key in ("cell_seconds", "build_seconds"):
            if type(value) is not int or value < (key == "cell_seconds"):
                raise ParameterError(f"{PROJECT_FILE}: {key}: harus berupa bilangan detik (tertulis {value!r})")
        elif not isinstance(value, str):
            raise ParameterError(f"{PROJECT_FILE}: {key}: harus berupa teks (tertulis {value!r})")
        elif key in FOLDERS:
            _inner_folder(key, value)
    if "content" not in values:
        raise ParameterError(f'{PROJECT_FILE}: content: wajib diisi, misalnya content = "src/analysis"')
    return _apart(Layout(**values))


def _inner_folder(key: str, value: str) -> None:
    try:
        inner_name(value)
    except ValueError as error:
        raise ParameterError(f"{PROJECT_FILE}: {key}: {error}") from error
    if PurePath(value.lower()).parts[:1] == (REVIEWS,):
        raise ParameterError(f"{PROJECT_FILE}: {key}: {REVIEWS} untuk komentar peninjau. Pilih folder lain")


def _apart(made: Layout) -> Layout:
    """What is built stands in a folder of its own: a build replaces what is there."""
    for key in FOLDERS:
        own, built = PurePath(getattr(made, key)), PurePath(made.outputs)
        if key != "outputs" and (own.is_relative_to(built) or built.is_relative_to(own)):
            raise ParameterError(
                f"{PROJECT_FILE}: outputs: “{built.as_posix()}” bertumpuk dengan {key} (“{own.as_posix()}”). "
                "Pilih folder tersendiri untuk laporan yang dibangun"
            )
    return made


def content() -> Path:
    """The folder of the content package."""
    return root() / layout().content


def content_package() -> str:
    """The name of the content package. From this call on it can be imported: its parent is put on `sys.path`."""
    folder = content()
    place = str(folder.parent)
    if place not in sys.path:
        sys.path.insert(0, place)
    return folder.name


def main_unit() -> str:
    """The code of the office that is meant where none is named."""
    return layout().main_unit


def cell_seconds() -> int:
    """How long a cell of a chapter may run, in seconds."""
    return layout().cell_seconds


def build_seconds() -> int:
    """How long a build may take, in seconds; 0 for as long as it takes."""
    return layout().build_seconds


def params() -> Path:
    """The folder of the parameters, usually `params`."""
    return root() / layout().params


def notebooks() -> Path:
    """The folder of the chapters, usually `notebooks`."""
    return root() / layout().notebooks


def data() -> Path:
    """The folder of the data, usually `data`."""
    return root() / layout().data


def raw_data(year: int | None = None) -> Path:
    """The folder of the raw data, or of one year of it: `data/raw/2017`."""
    folder = data() / "raw"
    return folder if year is None else folder / str(year)


def outputs() -> Path:
    """The folder of the built reports, usually `outputs`."""
    return root() / layout().outputs


def releases() -> Path:
    """The folder of the published reports, usually `terbit`."""
    return root() / layout().releases


def reviews() -> Path:
    """The folder of reviewers' comments: names and words of persons, which stay in the project's folder."""
    return root() / REVIEWS


def is_year(name: str) -> bool:
    """Whether a folder or file is called by a year.

    Examples
    --------
    >>> is_year("2017"), is_year("٢٠١٧"), is_year("²")
    (True, False, False)
    """
    return len(name) == len("2017") and name.isascii() and name.isdigit()


def relative(path: Path) -> str:
    """The path as messages and provenance name it.

    Returns
    -------
    str
        From the project's root, with forward slashes; outside the project the file's name alone, so that
        nothing written names a path of one machine.
    """
    return named(resolved(path), root())


def named(path: PurePath, top: PurePath) -> str:
    """A path from `top` on, with forward slashes on every system; its name alone where it lies elsewhere.

    Examples
    --------
    >>> from pathlib import PureWindowsPath as Windows
    >>> named(Windows("c:/proyek/data/raw"), Windows("C:/Proyek"))
    'data/raw'
    >>> named(Windows("D:/lain/skm.csv"), Windows("C:/Proyek"))
    'skm.csv'
    """
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.name
