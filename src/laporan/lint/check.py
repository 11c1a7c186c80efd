"""Checks notebooks and parameter files: what `laporan lint` does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import laporan.lint.rules  # noqa: F401 - registers every rule
from laporan.core import paths
from laporan.document.exempt_numbers import data_numbers
from laporan.lint.notebook import TEMPLATE, Notebook, read_notebook
from laporan.lint.problem import Problem
from laporan.lint.registry import RULES, Surroundings
from laporan.lint.rules.blocks import labelled, references
from laporan.lint.rules.causes import causes, message
from laporan.lint.slips import slips
from laporan.project.terms import load_terms
from laporan.project.yaml import read_yaml

TREE = "struktur.yml"
TOLD = {"caption", "alt", "follow_up", "opening", "what"}  # keys of params/<year>.yml whose words the report prints


def default_files() -> list[Path]:
    """Every notebook of the project, the parameters of every year and unit, and what else params tell."""
    told = [*paths.params().glob("*.yml"), *(paths.params() / "regulations").glob("*.yml")]
    return [*sorted(paths.notebooks().glob("*.ipynb")), *sorted({*told, *_parameter_files()})]


def check_files(files: Iterable[Path]) -> list[Problem]:
    """Problems of notebooks and parameter files, in the order of the files, then of their cells.

    Parameters
    ----------
    files : iterable of Path
        Notebooks (.ipynb) and parameter files (.yml).
    """
    files = list(files)
    around = look_around(path for path in files if path.suffix == ".ipynb")
    problems: list[Problem] = []
    for path in files:
        problems += check_parameters(path) if path.suffix in (".yml", ".yaml") else check_notebook(path, around)
    return problems


def check_notebook(path: Path, around: Surroundings | None = None) -> list[Problem]:
    """Everything that is wrong with one notebook.

    Parameters
    ----------
    path : Path
        The notebook. One that can't be read is a problem, not an error.
    around : Surroundings, optional
        What it may refer to; by default all notebooks of the project and this one.
    """
    file = paths.relative(path)
    try:
        notebook = read_notebook(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [
            Problem(file, 0, 1, "unreadable", f"bukan buku catatan yang terbaca: {error}. Simpan lagi dari JupyterLab")
        ]
    around = around or look_around([path])
    found = []
    for name, rule in RULES.items():
        for hit in rule(notebook, around):
            cell = hit.cell
            found.append(
                Problem(file, cell.number if cell else 0, hit.line, name, hit.message, cell.id if cell else "")
            )
    return sorted(set(found))


def look_around(extra: Iterable[Path] = ()) -> Surroundings:
    """Labels, references, sections and photographs of the whole project.

    Parameters
    ----------
    extra : iterable of Path
        Further notebooks, from outside the project's folder.
    """
    labels: dict[str, list[str]] = {}
    referred: set[str] = set()
    for notebook in _readable({path.resolve() for path in [*paths.notebooks().glob("*.ipynb"), *extra]}):
        referred |= {target for target, _cell, _line in references(notebook)}
        for label, _cell in labelled(notebook):
            names = labels.setdefault(label, [])
            if notebook.name not in names:
                names.append(notebook.name)
    photos = {key for path in _parameter_files() for key in (_mapping(path).get("photos") or {})}
    return Surroundings(labels, frozenset(referred), frozenset(_sections()), frozenset(photos), load_terms())


def _readable(files: Iterable[Path]) -> Iterator[Notebook]:
    for path in sorted(files):
        try:
            yield read_notebook(path)
        except (OSError, ValueError, KeyError, TypeError):  # its own check says so
            continue


def _sections() -> set[str]:
    def walk(nodes: list[dict[str, Any]]) -> Iterator[str]:
        for node in nodes:
            yield f"sec-{node.get('id')}"
            yield from walk(node.get("sections", []))

    return set(walk(_mapping(paths.params() / TREE).get("sections", [])))


def _parameter_files() -> list[Path]:
    folder = paths.params()
    return sorted([*folder.glob("[0-9][0-9][0-9][0-9].yml"), *folder.glob("[0-9][0-9][0-9][0-9]/*.yml")])


def _mapping(path: Path) -> dict[str, Any]:
    return read_yaml(path) if path.is_file() else {}


def check_parameters(path: Path) -> list[Problem]:
    """Problems of a parameter file: captions and alt texts that are missing or have typed numbers, unexplained causes.

    Parameters
    ----------
    path : Path
        The parameters of a year or a unit.

    Raises
    ------
    OSError
        For a file that can't be read.
    ParameterError
        For a file that is no valid YAML.
    """
    file, lines = paths.relative(path), path.read_text(encoding="utf-8").splitlines()
    problems = []
    for key, slot in (_mapping(path).get("photos") or {}).items():
        line = next((number for number, text in enumerate(lines, 1) if text.strip().startswith(f"{key}:")), 1)
        if not slot:  # a unit's file takes a photograph away with null
            continue
        for part, word, rule in (("caption", "judul", "missing-caption"), ("alt", "teks alternatif", "missing-alt")):
            text = str(slot.get(part) or "")
            if not text.strip():
                problems.append(Problem(file, 0, line, rule, f"foto {key} tanpa {word}. Isi photos.{key}.{part}"))
            for token in data_numbers(TEMPLATE.sub("", text)):
                said = f"“{token.text}” diketik tangan dalam {word} foto {key}. Hitung, atau tulis tanpa bilangan"
                problems.append(Problem(file, 0, line, "typed-number", said))
    return [*problems, *_told_causes(file, lines, _mapping(path)), *_told_slips(file, lines, _mapping(path))]


def _told_slips(file: str, lines: list[str], parameters: dict[str, Any]) -> Iterator[Problem]:
    for words in _leaves(parameters):
        for found in slips(words, prose=False):
            yield Problem(file, 0, _line_of(words[found.start :], lines), "slip", found.message)


def _leaves(node: Any, key: str = "") -> Iterator[str]:
    """Every text below `node`, but for sources: they quote titles in other languages."""
    if isinstance(node, dict):
        for name, below in node.items():
            yield from _leaves(below, str(name))
    elif isinstance(node, list):
        for below in node:
            yield from _leaves(below, key)
    elif isinstance(node, str) and key != "source":
        yield node


def _line_of(words: str, lines: list[str]) -> int:
    """The first line that has the first three words, else the first of them."""
    for many in (3, 1):
        first = " ".join(words.split()[:many])
        for number, text in enumerate(lines, 1):
            if first in text:
                return number
    return 1


def _told_causes(file: str, lines: list[str], parameters: dict[str, Any]) -> Iterator[Problem]:
    for words in _told(parameters):
        line = _line_of(words, lines)
        for _place, word in causes(words):
            yield Problem(file, 0, line, "unexplained-cause", message(word))


def _told(node: Any, key: str = "") -> Iterator[str]:
    """Every text below `node` that the report prints as it stands."""
    if isinstance(node, dict):
        for name, below in node.items():
            yield from _told(below, str(name))
    elif isinstance(node, list):
        for below in node:
            yield from _told(below, key)
    elif key in TOLD and isinstance(node, str):
        yield node
