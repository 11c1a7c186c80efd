"""What a map is proposed from: the first rows of a file, of the files of a folder, or of a table in a database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from pathlib import Path

from laporan.core.errors import AnalysisError, DataError, Fault
from laporan.intake.cells import Cell, shown, squeezed
from laporan.intake.grid import Grid, Label
from laporan.intake.heads import LOOKED_AT, joined
from laporan.intake.patterns import ANY, wildcard
from laporan.intake.source_shape import SourceShape
from laporan.intake.sources import chosen_files, content_kind, files_called, open_file

SEEN = 200  # rows from which a column is judged
RECORDS = ("", "data", "items", "results", "records", "rows", "result.items", "data.items", "data.results")


@dataclass(frozen=True)
class SourceSample:
    """The beginning of a source.

    Parameters
    ----------
    shape : dict of str to object
        How a map finds the table: sheet, row of heads, records, files of a folder, database.
    titles : list of str
        Heads.
    rows : list of list of Cell
        The first rows below them.
    said : list of str
        As what it was read.
    table, quote : str
        Of a database: the table as a query names it, and what stands around a name that is not plain.
    """

    shape: dict[str, object]
    titles: list[str]
    rows: list[list[Cell]]
    said: list[str] = field(default_factory=list)
    table: str = ""
    quote: str = ""


def plain_name(text: str) -> str:
    """A head in small letters, without signs: 'Tgl_Masuk' is 'tgl masuk'. text : of a head"""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def shared_names(titles: Sequence[str], wanted: Sequence[str]) -> int:
    """How many heads are among those that are wanted. titles, wanted : heads"""
    names = {plain_name(name) for name in wanted}
    return sum(plain_name(title) in names for title in titles)


def sample_files(given: Sequence[Path], wanted: Sequence[str]) -> SourceSample:
    """The beginning of one file, or of those of several that have the same heads and the most of the wanted ones.

    Parameters
    ----------
    given : sequence of Path
        Files, or folders.
    wanted : sequence of str
        Heads that a column of the dataset may have.

    Raises
    ------
    DataError
        For what can't be read, and where no file is a table.
    """
    files = chosen_files(given, SourceShape())
    if len(files) == 1:
        return _of_folder(_sample(files[0], wanted), files, given)
    samples: dict[str, list[tuple[Path, SourceSample]]] = {}
    unread: list[str] = []
    for path in files:
        try:
            sample = _sample(path, wanted)
        except AnalysisError:
            unread.append(path.name)
            continue
        samples.setdefault(repr((sample.titles, sample.shape)), []).append((path, sample))
    if not samples:
        raise DataError([Fault(given[0].name, "tidak satu pun berkas di dalamnya terbaca sebagai tabel", "Periksa")])
    chosen = max(samples.values(), key=lambda alike: (shared_names(alike[0][1].titles, wanted), len(alike)))
    first, used = chosen[0][1], [path for path, _sample in chosen]
    rows = [row for _path, sample in chosen for row in sample.rows]
    left = [path.name for path in files if path not in used]
    said = [*first.said, f"{len(used)} berkas dengan judul yang sama"] if len(used) > 1 else [*first.said, used[0].name]
    said += [f"tidak dipakai: {', '.join(left)}"] if left else []
    return _of_folder(SourceSample(first.shape, first.titles, rows, said), used, given)


def _of_folder(sample: SourceSample, used: Sequence[Path], given: Sequence[Path]) -> SourceSample:
    """The sample with the name of its files, where the command named a folder."""
    if not any(path.is_dir() for path in given):
        return sample
    return SourceSample({"file": _called(used)} | sample.shape, sample.titles, sample.rows, sample.said)


def _called(used: Sequence[Path]) -> str:
    """A pattern of exactly these files of their folder; the name of the first, where there is none."""
    names = [path.name for path in used]
    if len(names) == 1:
        return names[0]
    start = _shared_start(names).rstrip("0123456789")
    end = _shared_start([name[::-1] for name in names])[::-1].lstrip("0123456789")
    pattern = f"{start}{ANY}{end}"
    fitting = files_called(used[0].parent, pattern) if all(map(wildcard(pattern).fullmatch, names)) else []
    return pattern if set(fitting) == set(used) else names[0]


def _shared_start(names: Sequence[str]) -> str:
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike)


def _sample(path: Path, wanted: Sequence[str]) -> SourceSample:
    """The table of a file that has the most of the wanted heads."""
    if content_kind(path) == "json":
        return _records(path)
    sheets = content_kind(path) == "workbook"
    grids = open_file(path, SourceShape.model_validate({"sheet": [ANY]} if sheets else {}))
    best: tuple[int, SourceSample] | None = None
    for grid in grids:
        shape: dict[str, object] = {"sheet": grid.sheet} if sheets and len(grids) > 1 else {}
        sample, found = _grid_sample(grid, shape, wanted)
        if best is None or found > best[0]:
            best = (found, sample)
    if best is None:
        raise DataError([Fault(path.name, "tidak ada tabel di dalamnya", "Periksa sumbernya")])
    return best[1]


def _records(path: Path) -> SourceSample:
    for way in RECORDS:
        try:
            (grid,) = open_file(path, SourceShape(kind="json", records=way))
        except AnalysisError:
            continue
        return _grid_sample(grid, {"records": way} if way else {}, ())[0]
    raise DataError([Fault(path.name, "daftar rekaman tidak ditemukan", "Tulis peta dengan source.records")])


def _grid_sample(grid: Grid, shape: Mapping[str, object], wanted: Sequence[str]) -> tuple[SourceSample, int]:
    """Heads and first rows of a table, and how many of the wanted heads it has."""
    if grid.titles is not None:
        titles = [squeezed(title) for title in grid.titles]
        return SourceSample(dict(shape), titles, _filled(grid.rows), grid.said), 1
    lines = list(islice(grid.rows, LOOKED_AT + SEEN))
    header, found = _head_row(lines, wanted)
    titles = joined([next((list(cells) for label, cells in lines if label == header), [])])
    told = dict(shape) | ({"header": header} if header > 1 else {})
    return SourceSample(
        told, titles, _filled((label, cells) for label, cells in lines if int(label) > header), grid.said
    ), found


def _head_row(lines: Sequence[tuple[Label, Sequence[Cell]]], wanted: Sequence[str]) -> tuple[int, int]:
    """The row that has the most of the wanted heads, else the fullest; and how many it has."""

    def score(line: tuple[Label, Sequence[Cell]]) -> tuple[int, int]:
        texts = [shown(cell) for cell in line[1] if isinstance(cell, str) and shown(cell)]
        return shared_names(texts, wanted), len(texts)

    if not lines:
        return 1, 0
    best = max(lines[:LOOKED_AT], key=score)
    return int(best[0]), score(best)[0]


def _filled(rows: object) -> list[list[Cell]]:
    lines: Iterator[tuple[Label, Sequence[Cell]]] = iter(rows)  # type: ignore[call-overload]
    return [list(cells) for _label, cells in islice(lines, SEEN) if any(map(shown, cells))]
