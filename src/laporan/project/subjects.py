"""The subjects of a project's reports: each is one folder of the content package, and is found by being there.

    src/analysis/counters/
        __init__.py   SUBJECT = Subject(...)
        contract.py   CONTRACTS    what its datasets look like
        params.py     PARAMETERS   its keys in params/<year>.yml, as pydantic fields
        results.py    RESULTS      what is computed once for a report, by name
                      MEASURES     the numbers that a year is judged by, by name
                      IDENTITIES   which of its numbers must meet
        charts.py                  drawings
        sample.py     samples      made-up data until the office hands over its own

A part that a subject doesn't have is named in `without`, so that a part that was forgotten is told from it.
A folder with none of these parts, as `methods`, is no subject but help for them.
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
from laporan.core.errors import SubjectError

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
    """What a subject's folder says of itself.

    Parameters
    ----------
    sections : mapping of str to str
        The sections that print its numbers (ids in `params/struktur.yml`), and what the annex calls each.
    without : tuple of str
        Parts that it does not have.
    """

    sections: Mapping[str, str]
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registered:
    """A subject that was found. name : its folder; package : by which it is imported"""

    name: str
    package: str
    subject: Subject

    def load(self, part: str) -> ModuleType | None:
        """The module of a part; None where the subject says that it has none.

        Raises
        ------
        SubjectError
            For a name that the part must define and doesn't.
        """
        if part in self.subject.without:
            return None
        module = import_module(f"{self.package}.{part}")
        for name in PARTS[part]:
            if not hasattr(module, name):
                raise SubjectError(f"{paths.relative(Path(str(module.__file__)))}: {name} belum ditulis")
        return module


def subjects() -> tuple[Registered, ...]:
    """Every subject of the project, in the alphabet's order.

    Raises
    ------
    SubjectError
        For a folder that forgets to say that it is a subject, or one of the parts that a subject has.
    """
    return _subjects(paths.content())


@cache
def _subjects(content: Path) -> tuple[Registered, ...]:
    package = paths.content_package()
    if not (content / "__init__.py").is_file():
        raise SubjectError(f"{paths.relative(content)} tidak ada, atau bukan paket Python; lihat {paths.PROJECT_FILE}")
    folders = sorted(folder for folder in content.iterdir() if (folder / "__init__.py").is_file())
    found = (_registered(folder, f"{package}.{folder.name}") for folder in folders)
    return tuple(subject for subject in found if subject is not None)


def _registered(folder: Path, package: str) -> Registered | None:
    subject = getattr(import_module(package), "SUBJECT", None)
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
    """The mappings called `name` that the subjects' modules of a part define, as one.

    Parameters
    ----------
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
