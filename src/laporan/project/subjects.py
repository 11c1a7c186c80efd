"""The subjects of a project's reports. Each is one folder of the content package, and is found by being there::

    src/analysis/counters/
        __init__.py   SUBJECT = Subject(...)
        contract.py   CONTRACTS    what its datasets look like
        params.py     PARAMETERS   its keys in params/<year>.yml, as pydantic fields
                      FILES        optional: what reads a file of its own in params/, by the file's name
                      OBSTACLES    optional: what of its rules keeps a report from being signed, by kind
        results.py    RESULTS      what is computed once for a report, by name
                      MEASURES     the numbers that a year is judged by, by name
                      IDENTITIES   which of its numbers must be equal
                      INTERVALS, DIFFERENCES
                                   optional: of measures that respondents stand behind, by name: how sure a year is,
                                   and how sure its difference from another
        charts.py                  drawings
        sample.py     samples      made-up data until the office hands over its own

A part that a subject doesn't have is named in `without`, which tells it from a part that was forgotten.
A folder with none of these parts, such as `methods`, is no subject but shared code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from laporan.core import paths
from laporan.core.code_faults import code_fault
from laporan.core.errors import AnalysisError, SubjectError

# Each part, and the names that it must define.
PARTS: dict[str, tuple[str, ...]] = {
    "contract": ("CONTRACTS",),
    "params": ("PARAMETERS",),
    "results": ("RESULTS", "MEASURES", "IDENTITIES"),
    "charts": (),
    "sample": ("samples",),
}


@dataclass(frozen=True)
class Subject:
    """What a subject's folder declares of itself, as `SUBJECT` in its `__init__.py`.

    Parameters
    ----------
    sections : mapping of str to str
        The sections that print its numbers (ids in `params/struktur.yml`), and what the annex calls each.
    without : tuple of str
        Parts (keys of `PARTS`) that it does not have.
    """

    sections: Mapping[str, str]
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registered:
    """A subject that was found in the content package.

    Parameters
    ----------
    name : str
        Its folder.
    package : str
        The dotted name by which it is imported.
    subject : Subject
        What it declares of itself.
    """

    name: str
    package: str
    subject: Subject

    def load(self, part: str) -> ModuleType | None:
        """The module of one part.

        Parameters
        ----------
        part : str
            A key of `PARTS`, such as 'results'.

        Returns
        -------
        ModuleType or None
            None where the subject says that it has no such part.

        Raises
        ------
        SubjectError
            For a name that the part must define and doesn't.
        """
        if part in self.subject.without:
            return None
        module = import_content(f"{self.package}.{part}")
        for name in PARTS[part]:
            if not hasattr(module, name):
                raise SubjectError(f"{paths.relative(Path(str(module.__file__)))}: {name} belum ditulis")
        return module


def import_content(name: str) -> ModuleType:
    """A module of the content package.

    Raises
    ------
    SubjectError
        Where it can't be imported: a name that is half typed, a bracket that is missing.
    """
    try:
        return import_module(name)
    except AnalysisError:
        raise
    except Exception as error:  # whatever a module's code may raise
        raise SubjectError(code_fault(error)) from error


def extension() -> str:
    """What a chapter's import cell begins with: `%load_ext analysis` where the content package loads us, else ours."""
    package = paths.content() / "__init__.py"  # a new project's is not there yet
    offers = package.is_file() and "load_ipython_extension" in package.read_text(encoding="utf-8")
    return f"%load_ext {package.parent.name if offers else 'laporan'}"


def subjects() -> tuple[Registered, ...]:
    """Every subject of the project, in alphabetical order.

    Raises
    ------
    SubjectError
        For a content package that is not there, a folder with parts but without a `SUBJECT`, a part that is
        missing, or one that is there although `without` names it.
    """
    return _subjects(paths.content())


@cache
def _subjects(content: Path) -> tuple[Registered, ...]:
    package = paths.content_package()
    if not (content / "__init__.py").is_file():
        raise SubjectError(
            f"{paths.relative(content)}: paket pokok bahasan tidak ada, atau tanpa __init__.py. Buat foldernya, "
            f"atau betulkan content di {paths.PROJECT_FILE}"
        )
    folders = sorted(folder for folder in content.iterdir() if (folder / "__init__.py").is_file())
    found = (_registered(folder, f"{package}.{folder.name}") for folder in folders)
    return tuple(subject for subject in found if subject is not None)


def _registered(folder: Path, package: str) -> Registered | None:
    subject = getattr(import_content(package), "SUBJECT", None)
    there = [part for part in PARTS if (folder / f"{part}.py").is_file()]
    place = paths.relative(folder)
    if subject is None and there:
        raise SubjectError(f"{place}/__init__.py: SUBJECT = Subject(…) belum ditulis, padahal ada {there[0]}.py")
    if subject is None:
        return None
    for part in PARTS:
        if (part in there) == (part in subject.without):
            have = "ada" if part in there else "tidak ada"
            remedy = f'keluarkan "{part}" dari' if part in there else f'tulis berkas itu, atau sebutkan "{part}" di'
            raise SubjectError(f"{place}/{part}.py {have}; {remedy} SUBJECT = Subject(…, without=(…)) di __init__.py")
    return Registered(folder.name, package, subject)


def registered(part: str, name: str, known: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What all subjects define under one name in one of their parts, merged into one mapping.

    Parameters
    ----------
    part : str
        A key of `PARTS`, such as 'results'.
    name : str
        What that module defines, such as 'MEASURES': a mapping by names that no other subject uses.
    known : mapping of str to str, optional
        Keys that are taken already, and by whom.

    Raises
    ------
    SubjectError
        Where two subjects define the same key.
    """
    owners, found = dict(known or {}), dict[str, Any]()
    for subject in subjects():
        for key, value in getattr(subject.load(part), name, {}).items():
            if key in owners:
                raise SubjectError(f"{subject.package}.{part}: {name} “{key}” sudah ada di {owners[key]}")
            owners[key], found[key] = f"{subject.package}.{part}", value
    return found
