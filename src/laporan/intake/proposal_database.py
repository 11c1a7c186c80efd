"""What a map is proposed from in a database: the table that has the most of the wanted columns, and its first rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from laporan.core.errors import DataError, Fault
from laporan.intake.cells import Cell, shown
from laporan.intake.database import OpenTable, backend_of, open_database, open_file_database
from laporan.intake.proposal_source import SEEN, SourceSample, shared_names
from laporan.intake.source_shape import SourceShape

MOST_TABLES = 500  # of one file that are looked at
MOST_TOLD = 20  # tables that a message names
SIMPLE = re.compile(r"[a-z_][a-z0-9_]*")
COLUMNS = """SELECT table_schema, table_name, column_name FROM information_schema.columns
WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'mysql', 'performance_schema', 'sys')
ORDER BY table_schema, table_name, ordinal_position"""
FILE_TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
Ask = Callable[[str], AbstractContextManager[OpenTable]]
Tables = dict[tuple[str, ...], list[str]]  # columns by schema and table, or by the table alone


def sample_database(variable: str, wanted: Sequence[str]) -> SourceSample:
    """The beginning of a table of the database whose address the environment has.

    Parameters
    ----------
    variable : str
        The environment variable.
    wanted : sequence of str
        Heads that a column of the dataset may have.

    Raises
    ------
    DataError
        For a database that can't be reached or has no table.
    """

    def ask(query: str) -> AbstractContextManager[OpenTable]:
        return open_database(variable, SourceShape(query=query), {})

    backend = backend_of(variable)
    tables = _of_file(ask) if backend == "sqlite" else _of_server(ask)
    quote = '"' if backend in ("sqlite", "postgresql") else "`"
    return _sample(ask, f"env:{variable}", tables, quote, wanted, {"database": variable})


def sample_file_database(path: Path, wanted: Sequence[str]) -> SourceSample:
    """The beginning of a table of a file of SQLite.

    Parameters
    ----------
    path : Path
        The file.
    wanted : sequence of str
        Heads that a column of the dataset may have.

    Raises
    ------
    DataError
        For what is no SQLite, or has no table.
    """

    def ask(query: str) -> AbstractContextManager[OpenTable]:
        return open_file_database(path, SourceShape(query=query), {})

    return _sample(ask, path.name, _of_file(ask), '"', wanted, {})


def _of_server(ask: Ask) -> Tables:
    tables: Tables = {}
    for schema, table, column in _rows(ask, COLUMNS)[1]:
        tables.setdefault((shown(schema), shown(table)), []).append(shown(column))
    return tables


def _of_file(ask: Ask) -> Tables:
    names = [shown(name) for (name,) in _rows(ask, FILE_TABLES)[1]]
    quoted = {name: _quoted((name,), '"') for name in names[:MOST_TABLES]}
    return {(name,): _rows(ask, f"SELECT * FROM {table} LIMIT 0")[0] for name, table in quoted.items()}  # noqa: S608


def _rows(ask: Ask, query: str) -> tuple[list[str], list[list[Cell]]]:
    with ask(query) as table:
        return list(table.grid.titles or ()), [list(cells) for _label, cells in table.grid.rows]


def _sample(
    ask: Ask, name: str, tables: Tables, quote: str, wanted: Sequence[str], shape: dict[str, object]
) -> SourceSample:
    if not tables:
        raise DataError([Fault(name, "tidak ada tabel yang boleh dibaca", "Periksa basis data dan hak penggunanya")])
    chosen = max(tables, key=lambda table: (shared_names(tables[table], wanted), len(tables[table])))
    table = _quoted(chosen, quote)
    titles, rows = _rows(ask, f"SELECT * FROM {table} LIMIT {SEEN}")  # noqa: S608 - a name that the database told, quoted
    others = [".".join(one) for one in tables if one != chosen]
    said = [f"tabel {'.'.join(chosen)}", *([f"tabel lain: {', '.join(others[:MOST_TOLD])}"] if others else [])]
    return SourceSample({"kind": "sql"} | shape, titles, rows, said, table, quote)


def _quoted(names: Sequence[str], quote: str) -> str:
    """A name as a query has it: bare where it is plain."""
    return ".".join(one if SIMPLE.fullmatch(one) else f"{quote}{one.replace(quote, quote * 2)}{quote}" for one in names)


def query_of(sample: SourceSample, columns: Sequence[str]) -> str:
    """The query of some columns, and no others: what tells of persons is not even asked for.

    Parameters
    ----------
    sample : SourceSample
        Of a database.
    columns : sequence of str
        Their names.
    """
    return f"SELECT {', '.join(_quoted((one,), sample.quote) for one in columns)} FROM {sample.table}"  # noqa: S608 - so
