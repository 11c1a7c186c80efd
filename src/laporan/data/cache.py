"""Validated tables, kept as Parquet under the hash of all that they follow from.

The key is made of the file's content, the contract, the parameters that were asked to make it, and the code that
reads and checks; beside the table stands what its checks asked. Whatever of it changes, the file is read anew. A table
is kept only if it comes back exactly as it was, and one that can't be read any more is as good as none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypedDict

import pandas as pd
import pyarrow as pa

from laporan.cache.digest import content_hash, file_hash_if_there, tree_hash
from laporan.cache.read_tracking import Note, holds, note_again, noting_also, noting_aside
from laporan.cache.store import Store
from laporan.core import paths
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Contract, categories_of, repeated_words
from laporan.project.subjects import subjects

TABLES = Store("data")
HERE = Path(__file__).parent
CHECKED_AT_ONCE = 2  # columns


class KeptTable(TypedDict):
    """The hash of the file that stands beside it, and what its checks asked of other files."""

    sha256: str
    asked: list[tuple[str, str, str, str]]


def key_of(path: Path, contract: Contract, year: int) -> str:
    """What the validated table of a file follows from, as one hash.

    Parameters
    ----------
    path : Path
        The file, which exists.
    contract : Contract
        How it is read and checked.
    year : int
        Whose contract it is.
    """
    checks = [(check.column, check.rule, check.remedy) for check in contract.checks]
    declared = [repr(contract.columns), contract.key, contract.sheet, checks]
    with noting_also() as noted:
        contract_for(contract.name, year)
    asked = sorted({(name, view, seen) for name, view, _whole, seen in noted})
    with path.open("rb"):  # noted as read, even if it comes from the cache
        pass
    return content_hash([contract.name, year, file_hash_if_there(path), declared, asked, _code(paths.content())])


def recall(key: str, columns: Sequence[str] | None = None) -> pd.DataFrame | None:
    """The table that is kept under a key.

    Parameters
    ----------
    key : str
        From `key_of`.
    columns : sequence of str, optional
        Those to be read; all of them without it.

    Returns
    -------
    pd.DataFrame or None
        Compact (see `load`); None where there is none that can be read.
    """
    with noting_aside():
        found = _whole(key)
        if found is None:
            return None
        try:
            frame = _read(found[0], columns)
        except Exception:  # noqa: BLE001 - whatever a broken file does to its reader, it is made anew
            return None
    note_again(found[1])
    return frame


def knows(key: str) -> bool:
    """Whether a table without faults is kept under the key."""
    return _whole(key) is not None


def _whole(key: str) -> tuple[Path, list[Note]] | None:
    """The file that is kept under the key, if it is what was written: Parquet itself vouches for its pages alone; and
    what its checks asked, if they would still be told the same."""
    place, written = TABLES.find(_name(key)), TABLES.read_json(_digest_name(key), KeptTable)
    if place is None or written is None:
        return None
    if file_hash_if_there(place) != written["sha256"]:
        TABLES.throw_away(_name(key))
        return None
    asked = [(name, view, whole, seen) for name, view, whole, seen in written["asked"]]
    return (place, asked) if all(map(holds, asked)) else None


def keep(key: str, frame: pd.DataFrame, contract: Contract, asked: Iterable[Note] = ()) -> None:
    """Keep a compact table that has no faults; not being able to is no fault either.

    Parameters
    ----------
    key : str
        From `key_of`.
    frame : pd.DataFrame
        It is kept only if it comes back exactly as it is.
    contract : Contract
        Says which columns are decimals, and which repeat their words.
    asked : iterable of Note
        What its checks asked of other files.
    """
    with suppress(OSError, ValueError, TypeError), TABLES.writing(_name(key)) as made:
        _write(frame, contract, made)
        with ThreadPoolExecutor(CHECKED_AT_ONCE) as pool:  # a few columns at a time: none is long in memory twice
            same = all(pool.map(lambda name: _same(_read(made, [name]), frame[[name]]), frame.columns))
        digest = file_hash_if_there(made)
        TABLES.write_json(_digest_name(key), {"sha256": digest, "asked": sorted(set(asked))})
        if not same:
            made.unlink()


def _write(frame: pd.DataFrame, contract: Contract, path: Path) -> None:
    """Decimals as their text: Parquet would give them all the same number of places."""
    import pyarrow.parquet as pq

    decimals = [column.name for column in contract.kept if column.kind == "decimal"]
    repeated = repeated_words(contract) + [column.name for column in contract.kept if column.kind == "date"]
    texts = {name: frame[name].map(str, na_action="ignore").astype("str") for name in decimals}
    table = pa.Table.from_pandas(frame.assign(**texts), nthreads=1)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), b"decimals": "\n".join(decimals).encode()})
    pq.write_table(table, path, write_page_checksum=True, use_dictionary=repeated)


def _read(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    from decimal import Decimal

    import pyarrow.parquet as pq

    # One thread: a chapter may be forked from the process that reads.
    wanted = None if columns is None else list(columns)
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        table = file.read(wanted, use_threads=False, use_pandas_metadata=True)
    decimals = (table.schema.metadata or {})[b"decimals"].decode().split("\n")
    # Column by column, each of Arrow's given up when pandas has its own: a large table is never there twice.
    frame: pd.DataFrame = table.to_pandas(use_threads=False, split_blocks=True, self_destruct=True)
    del table
    release_memory()
    for name in filter(frame.columns.__contains__, decimals):
        frame[name] = frame[name].map(Decimal, na_action="ignore").astype(object)
    for name in categories_of(frame):
        if frame[name].cat.categories.empty:  # Arrow has forgotten that they would be words
            frame[name] = frame[name].cat.set_categories(pd.Index([], dtype="str"))
    return frame


def release_memory() -> None:
    """What Arrow keeps for its next table, back to the machine: the next is another process's."""
    pa.default_memory_pool().release_unused()


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Same values of the same types in the same places, to the last zero of a decimal."""
    if list(one.dtypes) != list(other.dtypes) or not one.index.identical(other.index) or not one.equals(other):
        return False
    objects = [name for name in one if one[name].dtype == object]
    return all(list(map(repr, one[name])) == list(map(repr, other[name])) for name in objects)


def _name(key: str) -> str:
    return f"{key}.parquet"


def _digest_name(key: str) -> str:
    return f"{key}.json"


@cache
def _code(content: Path) -> str:
    """The code that declares, reads, parses and checks, and the libraries that do it.

    Every contract counts, with what subjects have in common, and not just those that this one imports: reading the
    imports of a hundred modules would take each chapter longer than hashing these files.
    """
    own = {subject.name for subject in subjects()}
    shared = [folder for folder in content.iterdir() if folder.is_dir() and folder.name not in own]
    parts = [path for part in ("contract", "params") for path in content.glob(f"*/{part}.py")]
    rooms = [paths.LIBRARY / room for room in ("core", "project", "data")]
    return content_hash(
        [
            pd.__version__,
            pa.__version__,
            tree_hash([*rooms, *shared]),
            [file_hash_if_there(path) for path in sorted(parts)],
        ]
    )
