"""Databases, by one query in a read-only transaction: PostgreSQL, MySQL and MariaDB by address, SQLite as a file.

The address comes from the environment. It, and the password in it, stand in no message; rows are fetched in batches.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from laporan.core.errors import DataError, Fault
from laporan.intake.cells import Cell, squeezed
from laporan.intake.grid import Grid, Label
from laporan.intake.parquet_file import plain
from laporan.intake.personal import tells_of_persons
from laporan.intake.source_shape import SourceShape

BATCH = 2_000  # rows that are held at a time
CONNECT_SECONDS = 10
STEPS = 10_000  # of SQLite between two looks at the clock
DRIVERS = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
LITERALS = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|--[^\n]*|/\*.*?\*/", re.DOTALL)
PARAMETER = re.compile(r"(?<![:\w]):([A-Za-z_]\w*)")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
FIRST_WORD = re.compile(r"\s*(\w+)")
# What no read-only transaction stops: MySQL writes a file of the server for whoever may; it also obeys some comments.
FILES = re.compile(r"\b(outfile|dumpfile)\b|/\*M?!", re.IGNORECASE)
SLEEPERS = {"57014", "1969", "3024", "2013"}  # ended by the time limit: PostgreSQL, MariaDB, MySQL, a cut connection
LONGEST_TOLD = 200


@dataclass
class OpenTable:
    """The rows that a query gives.

    Parameters
    ----------
    grid : Grid
        Read once.
    """

    grid: Grid
    _hash: Any = field(default_factory=hashlib.sha256)

    def digest(self) -> str:
        """SHA-256 of the rows that were read."""
        return str(self._hash.hexdigest())


def checked_query(query: str, name: str, given: Mapping[str, Any]) -> str:
    """The query without its last semicolon.

    Parameters
    ----------
    query : str
        Of the map.
    name : str
        Of the source, for messages.
    given : mapping
        The parameters that it may ask for.

    Raises
    ------
    DataError
        For none, for several statements, for one that does more than read, and for an unknown parameter.
    """
    bare = query.strip().removesuffix(";").strip()
    words = LITERALS.sub(" ", bare)
    if not bare:
        raise DataError([Fault(name, "kueri belum ditulis", "Tulis query di source peta: satu SELECT")])
    first = FIRST_WORD.match(words)
    reads = first is not None and first[1].lower() in ("select", "with")
    writes = FILES.search(bare)
    if ";" in words or writes or not reads:
        what = f"memuat {writes[0]}" if writes else "bukan satu SELECT"
        raise DataError(
            [Fault(name, f"kueri {what}: hanya membaca yang dijalankan", "Tulis satu SELECT di query peta")]
        )
    if unknown := [word for word in PARAMETER.findall(words) if word not in given]:
        there = " dan ".join(f":{word}" for word in given)
        rule = f"kueri meminta :{unknown[0]}, yang tidak dikenal"
        raise DataError([Fault(name, rule, f"Yang tersedia {there}; selain itu tulis nilainya di query peta")])
    return bare


def backend_of(variable: str) -> str:
    """Which kind of database the address is of that the environment has: 'postgresql', 'mysql', 'sqlite'.

    Parameters
    ----------
    variable : str
        The environment variable.

    Raises
    ------
    DataError
        For no address.
    """
    return _address(os.environ.get(variable, ""), f"env:{variable}").get_backend_name()


@contextmanager
def open_database(variable: str, shape: SourceShape, given: Mapping[str, Any]) -> Iterator[OpenTable]:
    """Ask a database whose address the environment has.

    Parameters
    ----------
    variable : str
        The environment variable with the address: 'postgresql://user:password@host/name'.
    shape : SourceShape
        The query, its time limit, and the key of a row.
    given : mapping
        Values of the query's ':year' and ':unit'.

    Raises
    ------
    DataError
        For no address, no connection, a query that writes, fails or takes too long.
    """
    name = f"env:{variable}"
    query = checked_query(shape.query, name, given)
    url = _address(os.environ.get(variable, ""), name)
    if url.get_backend_name() == "sqlite":
        with open_file_database(Path(url.database or ""), shape, given) as table:
            yield table
        return
    with _told(name, url, shape):
        engine = sa.create_engine(url, connect_args=_limits(url), poolclass=sa.NullPool)
        with engine.connect() as connection:
            _only_read(connection, url, shape.timeout)
            yield _table(connection, query, shape, given, name)
            connection.rollback()


@contextmanager
def open_file_database(path: Path, shape: SourceShape, given: Mapping[str, Any]) -> Iterator[OpenTable]:
    """Ask a file of SQLite, which stays as it is.

    Parameters
    ----------
    path : Path
        The file.
    shape : SourceShape
        The query, its time limit, and the key of a row.
    given : mapping
        Values of the query's ':year' and ':unit'.

    Raises
    ------
    DataError
        For no such file, one that is no SQLite, a query that does more than read, fails or takes too long.
    """
    query = checked_query(shape.query, path.name, given)
    if not path.is_file():
        raise DataError([Fault(path.name, "berkas tidak ada", "Periksa nama sumbernya")])
    _refuse_unsettled(path)
    ends = time.monotonic() + shape.timeout

    def connected() -> sqlite3.Connection:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        connection.set_progress_handler(lambda: time.monotonic() > ends, STEPS)
        return connection

    with _told(path.name, None, shape):
        engine = sa.create_engine("sqlite://", creator=connected, poolclass=sa.NullPool)
        raw = engine.raw_connection()
        try:
            yield _file_table(raw, query, shape, given, path.name)
        finally:
            raw.close()


def _refuse_unsettled(path: Path) -> None:
    """A database in use keeps its last rows beside it, where a reader of the file alone misses them."""
    beside = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal"))
    if found := next((file for file in beside if file.is_file() and file.stat().st_size), None):
        rule = f"basis data ini sedang dipakai: sebagian isinya masih di {found.name}"
        raise DataError([Fault(path.name, rule, "Tutup aplikasinya dulu, atau minta salinan (.backup, VACUUM INTO)")])


def _address(text: str, name: str) -> sa.URL:
    variable = name.partition(":")[2]
    if not text:
        remedy = f"Isi dulu, misalnya: export {variable}='postgresql://pengguna:sandi@inang/basisdata'"
        raise DataError([Fault(name, "variabel lingkungan itu kosong", remedy)])
    try:
        url = sa.make_url(text)
    except (ArgumentError, ValueError) as error:
        raise DataError(
            [Fault(name, "bukan alamat basis data", "Tulis postgresql://, mysql://, mariadb://, sqlite://")]
        ) from error
    return url.set(drivername=DRIVERS.get(url.drivername, url.drivername))


def _limits(url: sa.URL) -> dict[str, Any]:
    if url.get_backend_name() in ("postgresql", "mysql", "mariadb"):
        return {"connect_timeout": CONNECT_SECONDS}
    return {}


def _only_read(connection: sa.Connection, url: sa.URL, seconds: int) -> None:
    """A transaction in which the server itself refuses to write, and ends what takes too long."""
    if url.get_backend_name() == "postgresql":
        connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        connection.execute(sa.text(f"SET LOCAL statement_timeout = {seconds * 1000}"))
        return
    if connection.dialect.is_mariadb:  # type: ignore[attr-defined]
        connection.execute(sa.text(f"SET SESSION max_statement_time = {seconds}"))
    else:
        connection.execute(sa.text(f"SET SESSION max_execution_time = {seconds * 1000}"))
    connection.rollback()
    connection.execute(sa.text("START TRANSACTION READ ONLY"))


def _table(connection: sa.Connection, query: str, shape: SourceShape, given: Mapping[str, Any], name: str) -> OpenTable:
    statement = sa.text(LITERALS.sub(lambda words: words[0].replace(":", "\\:"), query))
    asked = {key: value for key, value in given.items() if key in statement._bindparams}  # noqa: SLF001 - no public list
    result = connection.execution_options(stream_results=True, max_row_buffer=BATCH).execute(statement, asked)
    return _numbered(list(result.keys()), result.partitions(BATCH), shape, name)


def _file_table(raw: Any, query: str, shape: SourceShape, given: Mapping[str, Any], name: str) -> OpenTable:
    # Only now: SQLAlchemy asks some PRAGMA of a new connection.
    raw.driver_connection.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY
    )
    cursor = raw.cursor()
    words = LITERALS.sub(" ", query)
    cursor.execute(query, {key: value for key, value in given.items() if re.search(rf":{key}\b", words)})

    def batches() -> Iterator[Sequence[Any]]:
        while rows := cursor.fetchmany(BATCH):
            yield rows

    return _numbered([column[0] for column in cursor.description], batches(), shape, name)


def _numbered(titles: list[str], batches: Iterator[Sequence[Any]], shape: SourceShape, name: str) -> OpenTable:
    if shape.key and shape.key not in titles:
        raise DataError([Fault(name, f"kolom kunci “{shape.key}” tidak ada", f"Yang ada: {', '.join(titles)}")])
    at = titles.index(shape.key) if shape.key else None
    table = OpenTable(Grid(name, (), titles=titles, said=["hasil kueri"]))

    def rows() -> Iterator[tuple[Label, Sequence[Cell]]]:
        number = 0
        for batch in batches:
            for row in batch:
                number += 1
                table._hash.update(repr(tuple(row)).encode())  # noqa: SLF001 - its own
                cells = [plain(cell) for cell in row]
                key = cells[at] if at is not None else number
                if at is not None and tells_of_persons("", [key]):
                    rule, remedy = f"kolom kunci “{shape.key}” memuat data pribadi", "Sebut kolom lain, atau hapus key"
                    raise DataError([Fault(name, rule, f"{remedy}: baris disebut dalam pesan dan catatan")])
                yield key if isinstance(key, int) else str(key), cells

    table.grid.rows = rows()
    return table


@contextmanager
def _told(name: str, url: sa.URL | None, shape: SourceShape) -> Iterator[None]:
    """What a database says, in plain words and without the password."""
    try:
        yield
    except NoSuchModuleError as error:
        raise DataError(
            [Fault(name, "jenis basis data itu tidak dibaca", "Tulis postgresql://, mysql://, mariadb://")]
        ) from error
    except ModuleNotFoundError as error:
        raise DataError(
            [Fault(name, "pengemudi basis data belum terpasang", "pip install 'laporan-bkn[sql]'")]
        ) from error
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        rule, remedy = _reason(error, shape)
        raise DataError([Fault(name, _without_secrets(rule, url), remedy)]) from None


def _reason(error: BaseException, shape: SourceShape) -> tuple[str, str]:
    original = error.orig if isinstance(error, DBAPIError) else error
    said = _complaint(original or error, shape.query)
    code = str(getattr(original, "sqlstate", "") or (getattr(original, "args", None) or ("",))[0])
    if code in SLEEPERS or "interrupted" in said or ("timeout" in said.lower() and "connect" not in said.lower()):
        return f"kueri lebih lama dari {shape.timeout} detik", "Persempit kueri, atau naikkan timeout di source peta"
    if "not authorized" in said or "read-only" in said.lower() or "readonly" in said.lower() or "READ ONLY" in said:
        return f"kueri menulis: ditolak, basis data tidak berubah ({said})", "Tulis satu SELECT di query peta"
    if isinstance(original, sqlite3.DatabaseError) and ("not a database" in said or "malformed" in said):
        return "bukan berkas SQLite, atau rusak", "Minta berkasnya sekali lagi"
    lowered = said.lower()
    if "password" in lowered or "access denied" in lowered or "authentication" in lowered:
        return "nama pengguna atau sandi ditolak", "Periksa alamat di variabel lingkungan itu"
    if any(word in lowered for word in ("connect", "host", "name or service", "resolve", "refused")):
        return "server tidak dapat dihubungi", "Periksa inang, porta, dan jaringan"
    return f"kueri gagal: {said}", "Perbaiki query di source peta"


def _complaint(error: BaseException, query: str) -> str:
    """What a database says, without what it quotes from rows: a value that it could not convert, say."""
    number_and_words = error.args if len(error.args) == 2 and isinstance(error.args[1], str) else ()
    text = number_and_words[1] if number_and_words else str(error).partition("\n")[0]
    told = QUOTED.sub(lambda words: words[0] if words[0][1:-1].rpartition(".")[2] in query else "…", text)
    return squeezed(told)[:LONGEST_TOLD] or type(error).__name__


def _without_secrets(text: str, url: sa.URL | None) -> str:
    for secret in (url.password if url else None, url.render_as_string(hide_password=False) if url else None):
        text = text.replace(str(secret), "***") if secret else text
    return text
