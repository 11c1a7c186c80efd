"""The files of a year's parameters: its own, and before it those of the years that it extends.

`extends: 2018` at the top of `params/2019.yml` lets all hold that 2018 says and 2019 does not, but for what belongs to
one year only (`OF_ONE_YEAR`). What another year called official is not official for this one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from laporan.cache import read_tracking
from laporan.cache.digest import file_hash_if_there
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.project.yaml import read_yaml

EXTENDS, OFFICIAL = "extends", "official"
# Rows, photographs and notes of one year's files; when and by whom its report was signed.
OF_ONE_YEAR = ("exclude", "data_notes", "photos", "cover.date", "cover.name", "compare.notes", "forms.until")


@dataclass(frozen=True)
class YearLayer:
    """One of the files of a report's parameters; the same as another of that file with that content.

    Parameters
    ----------
    file : Path
    sha256 : str
        Of the file.
    said : dict
        What it says.
    holding : dict
        What of that holds for the report.
    """

    file: Path
    sha256: str
    said: dict[str, Any] = field(compare=False)
    holding: dict[str, Any] = field(compare=False)


def layers(year: int, unit: str, of_one_year: Collection[str]) -> list[YearLayer]:
    """The files of a report's parameters, the one that counts least first; what is used of them is for others to note.

    Parameters
    ----------
    year : int
        Of the report; its file is there.
    unit : str
        The office's code.
    of_one_year : collection of str
        Keys of subjects that no other year has from this one, as 'sscn.registration_months'.

    Raises
    ------
    ParameterError
        For a year that is said within a file, and for one to extend that is none, is not there, or leads back.
    """
    single = (*OF_ONE_YEAR, *of_one_year)
    found = list(_chain(year, lambda past: paths.params() / f"{past}.yml", single))
    if unit != paths.main_unit():
        for layer in found:  # rows of the main unit's files, which are others in this unit's
            for key in ("exclude", "data_notes"):
                layer.holding.pop(key, None)
    if read_tracking.is_there(paths.params() / str(year) / f"{unit}.yml"):
        found += _chain(year, lambda past: paths.params() / str(past) / f"{unit}.yml", single)
    return found


def _chain(year: int, place: Callable[[int], Path], single: Collection[str]) -> Iterator[YearLayer]:
    """A year's file behind those that it extends, the farthest first."""
    own, seen, chain = year, [year], list[YearLayer]()
    while True:
        file = place(year)
        with read_tracking.noting_aside():
            sha256 = file_hash_if_there(file)  # before it is read: what changes meanwhile counts as a change
        said = dict(read_yaml(file, noted=False))
        name = paths.relative(file)
        if "year" in said:
            raise ParameterError(f"{name}: year: tahun dibaca dari nama berkas. Hapus kunci itu")
        extended = said.pop(EXTENDS, None)
        chain.append(YearLayer(file, sha256, said, dict(said) if year == own else _inherited(said, single)))
        if extended is None:
            yield from reversed(chain)
            return
        year = _checked(extended, name, seen, place)
        seen.append(year)


def _checked(extended: object, name: str, seen: list[int], place: Callable[[int], Path]) -> int:
    if not isinstance(extended, int) or isinstance(extended, bool):
        raise ParameterError(f"{name}: {EXTENDS}: harus tahun, misalnya 2018 (tertulis {extended!r})")
    if extended in seen:
        circle = " → ".join(map(str, [*seen, extended]))
        raise ParameterError(f"{name}: {EXTENDS}: {circle} berputar. Hapus salah satunya")
    if not read_tracking.is_there(place(extended)):
        raise ParameterError(f"{name}: {EXTENDS}: {paths.relative(place(extended))} tidak ada. Sebut tahun yang ada")
    return extended


def _inherited(said: dict[str, Any], single: Collection[str]) -> dict[str, Any]:
    """What of a year's parameters holds for another year."""
    holding = _unofficial(said)
    for key in single:
        *above, last = key.split(".")
        within: Any = holding
        for part in above:
            within = within.get(part) if isinstance(within, dict) else None
        if isinstance(within, dict):
            within.pop(last, None)
    return dict(holding)


def _unofficial(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: False if key == OFFICIAL else _unofficial(below) for key, below in value.items()}
    return [_unofficial(below) for below in value] if isinstance(value, list) else value
