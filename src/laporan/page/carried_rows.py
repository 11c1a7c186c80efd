"""The rows behind the numbers, packed for the page's script: of files whose rows are persons counts of answers."""

from __future__ import annotations

import base64
import csv
import json
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from laporan.cache.digest import content_hash, file_hash_if_there
from laporan.cache.store import Store
from laporan.core.errors import AnalysisError
from laporan.data.cache import key_of
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Contract
from laporan.data.disclosure import answers, at_home, rows_left_out
from laporan.data.load import rows_at_home
from laporan.data.package import find_resource
from laporan.data.read import read_text
from laporan.facts import row_set
from laporan.facts.row_set import RowSet
from laporan.page import origin_sets
from laporan.page.origin_sets import Origin

CODE = tuple(map(Path, (__file__, origin_sets.__file__, row_set.__file__)))
PACKED = Store("rows")
LARGEST_CARRIED = 16_000_000  # bytes of a raw file that the page still carries
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def pack(origin: Origin) -> None:
    """Pack the file's rows into the origin, or counts for each set of persons, as the page's script unpacks them.

    Nothing is packed of a file that is too large or no longer there; then the annex still names it.
    """
    year, unit, name = origin.name.split("/", 2)
    try:
        resource = find_resource(int(year), unit, name)
        contract = contract_for(name, int(year))
        origin.personal = contract.personal
        home = rows_at_home(resource)
        if not contract.personal:
            origin.at_home = " ".join(filter(None, (at_home(contract), rows_left_out(contract, len(home)))))
        scattered = not origin.personal and any(
            rows.listed is None and not rows.at_home for rows in origin.sets.values()
        )
        origin.large = scattered or resource.path.stat().st_size > LARGEST_CARRIED
        if origin.large:
            return
        sets = [repr(rows) for rows in origin.sets.values()]
        key = content_hash([key_of(resource.path, contract, int(year)), sorted(home), sets, _code()])
        packed = PACKED.read(key)
        if packed is None:
            packed = _packed(origin, _as_it_leaves(read_text(resource.path, contract), home), contract)
            PACKED.write(key, packed)
    except (AnalysisError, OSError):  # the file went away after the chapters read it: the entry still names it
        return
    origin.packed = base64.b64encode(packed).decode()


def _packed(origin: Origin, text: pd.DataFrame, contract: Contract) -> bytes:
    content = (counted_answers if contract.personal else whole_file)(origin, text, contract)
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9)


@cache
def _code() -> str:
    """What packs the rows, beside what `key_of` sees; another zlib packs the same rows into other bytes."""
    return content_hash([zlib.ZLIB_RUNTIME_VERSION, *map(file_hash_if_there, CODE)])


def _as_it_leaves(text: pd.DataFrame, home: RowSet) -> pd.DataFrame:
    """Without the rows that stay at home; the others numbered as if those were not there."""
    if not home:
        return text
    leaving = text[~text.index.isin(list(home))]
    return leaving.set_axis(list(RowSet.of(leaving.index).without(home)), axis="index")


def whole_file(origin: Origin, text: pd.DataFrame, contract: Contract) -> dict[str, Any]:
    """All rows of a file, for the page's script, in the columns that may leave.

    Parameters
    ----------
    origin : Origin
        The file and its sets of rows.
    text : DataFrame
        Its cells as text; the index is the row as a spreadsheet counts it.
    contract : Contract
        Of the dataset.

    Returns
    -------
    dict
        head (CSV), rows (each as CSV, by its number), sets (rows of each set that leave, by its anchor).
    """
    words = [column.kind == "text" for column in contract.leaving]
    frame = text[[column.header for column in contract.leaving]]
    cells = ([_safe(cell) if word else cell for cell, word in zip(row, words, strict=True)] for row in frame.to_numpy())
    rows = {str(row): _line([row, *values]) for row, values in zip(frame.index.tolist(), cells, strict=True)}
    sets = {each.anchor: each.listed or "" for each in origin.sets.values() if not each.at_home}
    return {"head": _line(["baris", *frame.columns]), "rows": rows, "sets": sets}


def counted_answers(origin: Origin, text: pd.DataFrame, contract: Contract) -> dict[str, Any]:
    """The answers of all persons of a file, counted; of a part of them only how many they are is told.

    Parameters
    ----------
    origin : Origin
        The file and its sets of rows.
    text : DataFrame
        Its cells as text; the index is the row as a spreadsheet counts it.
    contract : Contract
        Of the dataset.

    Returns
    -------
    dict
        sets (CSV with column, value and count, by the anchor of a set of all persons).
    """
    sets = {}
    for rows in origin.sets.values():
        used = text[~text.index.isin([item["row"] for item in rows.left_out])]
        if rows.used == len(used):
            lines = [_line([one.column, _safe(one.value), one.count]) for one in answers(used, contract).counts]
            sets[rows.anchor] = "\n".join([_line(["kolom", "nilai", "banyak"]), *lines])
    return {"sets": sets}


def _line(cells: Iterable[Any]) -> str:
    return str(_WRITER.writerow(cells))


class _Echo:
    """What a csv writer writes comes back from `writerow`."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Echo(), lineterminator="")


def _safe(text: str) -> str:
    """Words that a spreadsheet would run as a formula get an apostrophe, which it takes for 'this is text'."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
