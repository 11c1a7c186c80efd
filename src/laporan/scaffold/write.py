"""Writes skeletons into a project, and says what is to be filled in.

Nothing that is there is overwritten: a file that would be is named, and nothing is written at all.
"""

from __future__ import annotations

import json
import keyword
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, PackageLoader, StrictUndefined

from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.project.subjects import extension

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
CODE = re.compile(r"[a-z0-9][a-z0-9-]*")
CELL = re.compile(r"^--- (markdown|code) ?(\w*)\n", re.MULTILINE)
SUBJECT_PARTS = ("__init__.py", "contract.py", "params.py", "results.py", "charts.py", "sample.py")


@dataclass(frozen=True)
class Written:
    """What was written, and what somebody has to do about it.

    Parameters
    ----------
    files : tuple of Path
        In the order in which they are to be looked at.
    to_do : tuple of str
        Sentences, in Indonesian.
    """

    files: tuple[Path, ...]
    to_do: tuple[str, ...]


def write_files(files: Mapping[Path, str]) -> tuple[Path, ...]:
    """Write all of the files, or none.

    Parameters
    ----------
    files : mapping of Path to str
        Their texts.

    Raises
    ------
    ParameterError
        Where one of them is there already.
    """
    there = [path for path in files if path.exists()]
    if there:
        raise ParameterError(f"sudah ada: {', '.join(map(paths.relative, there))}. Tidak ada yang ditulis")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tuple(files)


def render(template: str, **names: Any) -> str:
    """A template of this package with the names filled in.

    Parameters
    ----------
    template : str
        Its path below `templates`, without '.j2'.
    **names : Any
        What it needs.
    """
    return _environment().get_template(f"{template}.j2").render(names)


@cache
def _environment() -> Environment:
    loader = PackageLoader("laporan.scaffold")  # what it writes is Python, YAML and Markdown: nothing to escape
    made = Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701
    made.filters["camel"] = lambda name: "".join(part.capitalize() for part in name.split("_"))
    made.filters["measure"] = lambda name: name.replace("_", "-")
    made.filters["quoted"] = quoted
    made.filters["in_quotes"] = lambda text: quoted(text)[1:-1]
    made.filters["literal"] = lambda text: repr(text) if '"' in text else quoted(text)  # quotes as ruff has them
    return made


def quoted(text: str) -> str:
    """A text between quotation marks, as YAML and TOML read it."""
    return json.dumps(text, ensure_ascii=False)


def identifier(name: str) -> str:
    """The name itself, if Python and YAML can use it.

    Raises
    ------
    ParameterError
        For a keyword of Python, or anything but small letters, digits and underscores.
    """
    if not IDENTIFIER.fullmatch(name) or keyword.iskeyword(name):
        raise ParameterError(f"“{name}” bukan nama yang dapat dipakai: huruf kecil, angka, dan garis bawah saja")
    return name


def code(name: str) -> str:
    """The code itself, if a section or unit can have it: it becomes part of paths and addresses.

    Raises
    ------
    ParameterError
        For anything but small letters, digits and hyphens.
    """
    if not CODE.fullmatch(name):
        raise ParameterError(f"“{name}” bukan kode yang dapat dipakai: huruf kecil, angka, dan tanda hubung saja")
    return name


def one_line(title: str) -> str:
    """The title itself, if a heading, a caption and a string of Python can hold it.

    Raises
    ------
    ParameterError
        For one that is empty, has two lines, or has braces, which prose computes.
    """
    if not title.strip() or not title.isprintable() or set("{}") & set(title):
        raise ParameterError(f"judul {title!r} tidak dapat dipakai: satu baris teks, tanpa kurung kurawal")
    return title


def subject_files(name: str, title: str, section: str) -> dict[Path, str]:
    """The files of a subject's folder, with their texts.

    Parameters
    ----------
    name : str
        Of the folder and of its dataset.
    title : str
        As printed.
    section : str
        The section that prints its numbers.

    Raises
    ------
    ParameterError
        For a name that Python can't use, or a title that can't be printed.
    """
    folder = paths.content() / identifier(name)
    names = {"name": name, "title": one_line(title), "section": section, "package": paths.content().name}
    return {folder / part: render(f"subject/{part}", **names) for part in SUBJECT_PARTS}


def notebook_text(template: str, **names: Any) -> str:
    """A notebook from a template of this package, as text.

    Parameters
    ----------
    template : str
        Its name below `templates/chapter`. In it each cell follows a line `--- code` or `--- markdown`, which
        may end with the cell's tag.
    **names : Any
        What the template needs.
    """
    pieces = CELL.split(render(f"chapter/{template}.nb", unit=paths.main_unit(), extension=extension(), **names))[1:]
    notebook: nbformat.NotebookNode = nbformat.v4.new_notebook()
    for number, (kind, tag, source) in enumerate(zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True), 1):
        make = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
        prose = {"jupyter": {"source_hidden": True}} if source.startswith("%%narasi") else {}
        metadata = prose | ({"tags": [tag]} if tag else {})
        notebook.cells.append(make(source.rstrip("\n"), id=f"sel-{number}", metadata=metadata))  # type: ignore[no-untyped-call]
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return str(nbformat.writes(notebook)) + "\n"


def new_subject(name: str, title: str, section: str) -> Written:
    """Write a subject's folder that works as it stands, with made-up data.

    Parameters
    ----------
    name : str
        Of the folder and of its dataset.
    title : str
        As printed.
    section : str
        The section that prints its numbers.

    Raises
    ------
    ParameterError
        For a subject that is there already, or a name, title or code that can't be used.
    """
    files = write_files(subject_files(name, title, code(section)))
    return Written(
        files,
        (
            "contract.py: kolom berkas data Anda",
            "results.py: hitungan, kesamaan, dan ukurannya; charts.py: gambarnya",
            "sample.py: data buatan, atau hapus bila data sudah ada (sebutkan di SUBJECT: without)",
            f"bab yang mencetaknya: laporan new chapter {section} --subject {name}",
        ),
    )


def new_project(folder: Path, title: str, year: int, subject: str = "kunjungan") -> Written:
    """Write a working project of another organisation: one subject, one chapter, one year, made-up data.

    Parameters
    ----------
    folder : Path
        Where it goes; its name becomes that of the content package.
    title : str
        The organisation's name.
    year : int
        Of the first report.
    subject : str
        The name of its subject.

    Raises
    ------
    ParameterError
        For a folder that holds something already, a name that no package can have, or a title that can't be printed.
    """
    package = identifier(folder.name.replace("-", "_"))
    if folder.exists() and any(folder.iterdir()):
        raise ParameterError(f"{folder} sudah berisi. Tidak ada yang ditulis")
    names = {"title": one_line(title), "year": year, "package": package, "subject": subject, "section": subject}
    first = {folder / paths.PROJECT_FILE: render("project/laporan.toml", **names)}
    write_files(first)
    os.environ[paths.ROOT] = str(folder.resolve())
    top = folder.resolve()
    places = {
        "README.md": "README.md",
        "gitignore": ".gitignore",
        "__init__.py": f"src/{package}/__init__.py",
        "struktur.yml": "params/struktur.yml",
        "istilah.yml": "params/istilah.yml",
        "portal.yml": "params/portal.yml",
        "units.yml": "params/units.yml",
        "year.yml": f"params/{year}.yml",
        "conftest.py": "tests/conftest.py",
        "test_subject.py": f"tests/test_{subject}.py",
    }
    files = {top / place: render(f"project/{name}", **names) for name, place in places.items()}
    files |= subject_files(subject, "Kunjungan", subject)
    chapter = notebook_text("subject", **{**names, "title": "Kunjungan"})
    files[paths.notebooks() / f"105-{subject}.ipynb"] = chapter
    written = write_files(files)
    return Written(
        (*first, *written, _sample(year)),
        (
            f"params/{year}.yml dan params/units.yml: sampul, nama, dan kota",
            f"bangun: cd {folder}, lalu laporan build {year}",
        ),
    )


def _sample(year: int) -> Path:
    """Made-up data of every subject, and the package that lists it."""
    from laporan.data.sample_files import write_samples
    from laporan.data.samples import make_samples

    return write_samples(make_samples(year), year).package
