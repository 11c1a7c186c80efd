"""Reads a map: `params/import/*.yml`, strict, with the year and the unit put in where it asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laporan.cache.digest import file_hash
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.intake.map_model import Handover, ImportMap
from laporan.project.models import validate
from laporan.project.yaml import read_yaml

FOLDER = "import"
OPEN = "???"  # what a proposed map leaves to the analyst


@dataclass(frozen=True)
class MapFile:
    """A map, and which file it was read from.

    Parameters
    ----------
    plan : ImportMap
        What it says.
    path : Path
        The file.
    sha256 : str
        Of its bytes.
    """

    plan: ImportMap
    path: Path
    sha256: str

    @property
    def name(self) -> str:
        """As messages and the data package name it."""
        return paths.relative(self.path)

    @property
    def about(self) -> str:
        """In a line: what the source is."""
        return self.plan.about

    @property
    def handed_over(self) -> Handover:
        """Who hands such sources over."""
        return self.plan.handed_over


def maps_folder() -> Path:
    """Where a project's maps are: `params/import`."""
    return paths.params() / FOLDER


def read_map(path: Path, year: int, unit: str) -> MapFile:
    """The map in a file.

    Parameters
    ----------
    path : Path
        The file; a bare name is one of `params/import`.
    year, unit : int, str
        What '{year}' and '{unit}' in its texts stand for.

    Raises
    ------
    ParameterError
        For a file that is missing or no YAML, and for each key and value that the model refuses.
    """
    if not path.is_file() and (maps_folder() / path.name).is_file() and path.parent == Path():
        path = maps_folder() / path.name
    values = read_yaml(path, f"Peta ada di {paths.relative(maps_folder())}; usulan dibuat dengan --propose")
    name = paths.relative(path)
    if not values:
        raise ParameterError(f"{name}: peta kosong. Tulis columns, atau minta usulan dengan --propose")
    if left := list(_undecided(values)):
        raise ParameterError("\n".join(f"{name}: {place}: masih {OPEN}. Isi dulu" for place in left))
    plan = validate(ImportMap, _filled(values, {"{year}": str(year), "{unit}": unit}), name)
    return MapFile(plan, path, file_hash(path))


def _undecided(value: Any, place: str = "") -> Iterator[str]:
    """Places of a map that still wait for a decision."""
    if value == OPEN:
        yield place
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _undecided(item, f"{place}.{key}" if place else str(key))


def _filled(value: Any, known: dict[str, str]) -> Any:
    """The values of a map with what stands in braces put in, in keys as well."""
    if isinstance(value, str):
        for mark, text in known.items():
            value = value.replace(mark, text)
        return value
    if isinstance(value, dict):
        return {_filled(key, known): _filled(item, known) for key, item in value.items()}
    return [_filled(item, known) for item in value] if isinstance(value, list) else value
