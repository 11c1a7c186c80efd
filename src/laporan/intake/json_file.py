"""JSON, as an API answers it: records at a path, also over several pages, or one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from laporan.core.errors import DataError, Fault
from laporan.intake.cells import Cell, CompositeCell, squeezed
from laporan.intake.grid import Grid, Label
from laporan.intake.personal import masked
from laporan.intake.source_shape import SourceShape

LARGEST = 500_000_000  # bytes
LONGEST_TOLD = 80
LIST = "[…]"  # a message does not repeat what stands in it
ANSWERS = {"error", "error_description", "message", "status", "code", "detail", "success", "pesan", "kode", "galat"}
MEND = "Minta berkasnya sekali lagi"


def json_grid(path: Path, shape: SourceShape, file: str) -> Grid:
    """The records of a JSON file; what is nested is named 'institution.name', lists only by the map's `fields`.

    Parameters
    ----------
    path : Path
        The file: JSON, or a JSON record a line.
    shape : SourceShape
        Where the records are, what else is asked of each, and how many there must be.
    file : str
        As messages name it.

    Raises
    ------
    DataError
        For what is no whole JSON, and where there is no list of records.
    """
    if path.stat().st_size > LARGEST:
        raise DataError([Fault(file, "lebih dari 500 MB", "Pecah menurut bulan, atau impor dari basis datanya")])
    content = _parsed(path.read_bytes(), file)
    records = _records(content, shape, file)
    rows = [
        _flat(record) | {name: _asked(way, record, file) for name, way in shape.fields.items()} for record in records
    ]
    titles = list(dict.fromkeys(name for row in rows for name in row))
    total = _asked(shape.total, content, file) if shape.total else None
    if isinstance(total, str) and total.isascii() and total.isdigit():
        total = int(total)
    expected = total if isinstance(total, int) else None
    if shape.total and expected is None:
        raise DataError([Fault(file, f"“{shape.total}” bukan jumlah rekaman", "Perbaiki total di source peta")])
    return Grid(file, _rows(rows, titles), titles=titles, said=[f"JSON, {len(rows)} rekaman"], expected=expected)


def _parsed(data: bytes, file: str) -> Any:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError([Fault(file, f"bukan UTF-8 (bita ke-{error.start})", MEND)]) from error
    try:
        return _loaded(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return _lines(text, file)
        place = f"baris {error.lineno}, huruf ke-{error.colno}"
        raise DataError([Fault(file, f"JSON tidak utuh ({place}: {error.msg})", MEND)]) from error
    except (RecursionError, ValueError) as error:
        raise DataError([Fault(file, f"JSON tidak dapat dibaca ({error})", MEND)]) from error


def _loaded(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_each_once)


def _refused(word: str) -> None:
    raise ValueError(f"{word} bukan bilangan")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise ValueError(f"isian “{next(name for name in names if names.count(name) > 1)}” tertulis dua kali")
    return found


def _lines(text: str, file: str) -> list[Any]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            found += [_loaded(line)] if line.strip() else []
        except (ValueError, RecursionError) as error:
            raise DataError([Fault(file, f"JSON tidak utuh ({error})", MEND, row=number)]) from error
    return found


def _records(content: Any, shape: SourceShape, file: str) -> list[dict[str, Any]]:
    found = _asked(shape.records, content, file) if shape.records else content
    if not isinstance(found, list):
        told = _told(content)
        where = f"“{shape.records}” tidak ada atau bukan daftar" if shape.records else "bukan daftar rekaman"
        raise DataError([Fault(file, where + (f"; isinya: {told}" if told else ""), _where_records_may_be(content))])
    for place, record in enumerate(found, 1):
        if not isinstance(record, dict):
            raise DataError([Fault(file, f"rekaman ke-{place} bukan objek", "Perbaiki records di source peta")])
    return found


def _where_records_may_be(content: Any) -> str:
    """What to write for `records`. Keys of records that are named by a key of their own may be names of persons."""
    asked = "Tulis records di source peta"
    if not isinstance(content, dict) or not content:
        return asked
    if all(isinstance(value, dict) for value in content.values()):
        return f'{asked}; bila setiap kunci satu rekaman: records: "*"'
    keys = ", ".join(masked(str(key)) for key in content)
    return f"{asked}; kunci yang ada: {keys}"


def _told(content: Any) -> str:
    """What an answer says instead of data, such as an error; not what a single record holds."""
    if not isinstance(content, dict):
        return ""
    words = [
        f"{key}: {value}"
        for key, value in content.items()
        if str(key).lower() in ANSWERS and not isinstance(value, dict | list)
    ]
    return masked(squeezed(", ".join(words))[:LONGEST_TOLD])


@lru_cache(maxsize=256)
def _compiled(way: str) -> Any:
    return jmespath.compile(way)


def _asked(way: str, content: Any, file: str) -> Any:
    try:
        return _compiled(way).search(content)
    except (JMESPathError, ValueError) as error:
        rule = f"“{way}” bukan jalan JMESPath yang dapat dipakai ({squeezed(str(error))[:LONGEST_TOLD]})"
        raise DataError([Fault(file, rule, "Perbaiki records, fields, atau total di source peta")]) from error


def _flat(record: dict[str, Any], above: str = "") -> dict[str, Any]:
    """Nested objects as one, by dotted names; a list is a column that only `fields` can say a part of."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{above}{key}.")
        else:
            found[f"{above}{key}"] = value
    return found


def _rows(rows: Sequence[dict[str, Any]], titles: Sequence[str]) -> Iterator[tuple[Label, Sequence[Cell]]]:
    for number, row in enumerate(rows, 1):
        yield number, [_cell(row.get(title)) for title in titles]


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return CompositeCell(LIST) if value else None
    return None if value == "" else value
