"""What is imported from: files, or a database; its tables, its name without a secret, and its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from laporan.cache.digest import file_hash
from laporan.core import paths
from laporan.core.errors import DataError, Fault
from laporan.intake.grid import Grid
from laporan.intake.map_model import ImportMap
from laporan.intake.patterns import wildcard
from laporan.intake.source_shape import SourceShape
from laporan.intake.sources import chosen_files, content_kind, files_called, open_file

FROM_ENVIRONMENT = "env:"


@dataclass
class OpenSource:
    """A source that is open.

    Parameters
    ----------
    names : str
        As the data package tells it: paths in the project, names of files elsewhere, or 'env:NAME'.
    files, folders, aside : sequence of Path
        Its files, the folders that they stand in, and files of other tables that were named; none of a database.
    grids : callable
        Its tables, each read as it is asked for.
    """

    names: str
    files: Sequence[Path]
    folders: Sequence[Path]
    aside: Sequence[Path]
    grids: Callable[[], Iterator[Grid]]
    _digest: Callable[[], str] = field(repr=False, default=str)

    def called(self, pattern: str) -> list[Path]:
        """Files of another table: those that were named, else those beside the source."""
        fits = wildcard(pattern).fullmatch
        beside = [path for folder in self.folders for path in files_called(folder, pattern)]
        return [path for path in self.aside if fits(path.name)] or beside

    @property
    def sha256(self) -> str:
        """Of the original: of the one file, of all of them together, or of the rows that a query gave."""
        return self._digest()


@contextmanager
def open_source(given: Sequence[str], plan: ImportMap, year: int, unit: str) -> Iterator[OpenSource]:
    """Open what a command names.

    Parameters
    ----------
    given : sequence of str
        Files, folders, or 'env:NAME'; nothing where the map names the variable of a database.
    plan : ImportMap
        The map. Files that one of its lookups means are that lookup's.
    year, unit : int, str
        Given to a query.

    Raises
    ------
    DataError
        For what is not there or can't be read; for an address with a password in the command.
    """
    shape = plan.source
    if variable := _variable(given, shape):
        from laporan.intake.database import open_database

        with open_database(variable, shape, {"year": year, "unit": unit}) as table:
            yield OpenSource(f"{FROM_ENVIRONMENT}{variable}", (), (), (), lambda: iter([table.grid]), table.digest)
        return
    others = [wildcard(lookup.source.file).fullmatch for lookup in plan.lookups.values() if lookup.source.file]
    named_files = [Path(name).expanduser() for name in given]
    aside = [path for path in named_files if any(fits(path.name) for fits in others)]
    files = chosen_files([path for path in named_files if path not in aside] or named_files, shape)
    folders = list(dict.fromkeys(path.parent for path in files))
    named = "; ".join(paths.relative(Path(name).expanduser()) for name in given)
    yield OpenSource(named, files, folders, aside, lambda: _grids(files, shape, year, unit), lambda: digest_of(files))


def _variable(given: Sequence[str], shape: SourceShape) -> str:
    if any("://" in name for name in given):
        remedy = "Simpan alamat basis data di variabel lingkungan, lalu tulis env:NAMA; sandi tidak ditulis di perintah"
        raise DataError([Fault("sumber", "alamat ditulis di perintah", remedy)])
    named = [name.removeprefix(FROM_ENVIRONMENT) for name in given if name.startswith(FROM_ENVIRONMENT)]
    if named:
        return named[0]
    if not given and not shape.database:
        raise DataError([Fault("sumber", "belum disebut", "Sebut berkas, folder, atau env:NAMA untuk basis data")])
    return "" if given else shape.database


def _grids(files: Sequence[Path], shape: SourceShape, year: int, unit: str) -> Iterator[Grid]:
    for path in files:
        if content_kind(path) == "sql":
            from laporan.intake.database import open_file_database

            with open_file_database(path, shape, {"year": year, "unit": unit}) as table:
                yield table.grid
        else:
            yield from open_file(path, shape)


def digest_of(files: Sequence[Path]) -> str:
    """SHA-256 of a file; of several, of their names and digests."""
    if len(files) == 1:
        return file_hash(files[0])
    told = "\n".join(f"{file_hash(path)}  {path.name}" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()
