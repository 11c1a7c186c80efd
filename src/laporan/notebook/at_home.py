"""What a frame that an author shows may not show: rows of persons, small groups of them, words and rows that stay home.

A frame that came of a raw file remembers which (`attrs`), through filters, sorting and grouping. Where it is not known
any more, the gate still compares what leaves with what stays at home (`release.gate`).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from laporan.core.errors import DisclosureError
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Column, Contract
from laporan.data.disclosure import FEWEST, NOT_PUBLIC, is_small, rows_left_out
from laporan.facts.lineage import Source, is_loaded, source_of
from laporan.notebook.data_flow import Sources

PERSONS = (
    "barisnya orang, jadi tidak ditampilkan baris demi baris. Tampilkan hitungannya: "
    "laporan.facts.quantity.count, dikelompokkan dengan laporan.data.disclosure"
)
FEW = (
    f"tabel ini memuat hitungan kurang dari {FEWEST} orang, yang dapat menunjuk seseorang. "
    "Gabungkan kelompok itu dengan yang lain (laporan.data.disclosure); yang bukan hitungan orang diberi satuan"
)
GROUPED = (
    "tabel ini dikelompokkan menurut {}, yang tidak dinyatakan terbuka oleh kontrak datanya. Nyatakan kolom itu "
    "public di contract.py bila memang ditulis untuk dibaca, atau kelompokkan menurut kolom lain"
)

UNKNOWN_ROWS = (
    "tabel ini berasal dari {}, yang sebagian barisnya tidak ikut keluar, dan tidak menyebut lagi baris mana yang "
    "dimuatnya. Tampilkan bingkai yang dimuat tanpa mengganti indeksnya, sertakan kolom {}, atau tampilkan hitungannya"
)


def shown_of(frame: pd.DataFrame, drawn_from: Sources = frozenset()) -> tuple[pd.DataFrame, str]:
    """The part of a frame that may be shown, and what is missing, as a sentence.

    Parameters
    ----------
    frame : DataFrame
        What an author shows.
    drawn_from : frozenset of Source or None
        The files that the code of its cell comes from. Of a frame that remembers no file, and comes of none, all is
        shown.

    Returns
    -------
    frame : DataFrame
        Without rows and columns that stay at home. Of a file that has such columns, words under a name that its
        contract does not know stay there, too: they may be the same under another name.
    missing : str
        '' where nothing is.

    Raises
    ------
    DisclosureError
        For rows of persons, for a count of a few of them, for groups by words that stay at home, and for rows of which
        nobody knows any more whether they do.
    """
    own = source_of(frame)
    contracts = [_contract(source) for source in {own, *drawn_from} if source is not None]
    if any(contract.personal for contract in contracts):
        _refuse_persons(frame)
    hidden = _names(column for contract in contracts for column in contract.columns if column.stays_home)
    if grouped := hidden.intersection(map(str, frame.index.names)):
        raise DisclosureError(GROUPED.format(", ".join(sorted(grouped))))
    if own and own.at_home and own.index_name in frame.columns:  # gaps in the numbers would tell where the others are
        frame = frame.drop(columns=own.index_name)
    for source in {own, *drawn_from}:
        if source is not None and source.at_home:
            _refuse_few_at_home(frame, _contract(source))
    frame, fewer = _leaving_rows(frame, own) if own and own.at_home else (frame, "")
    public = _names(_contract(own).leaving) if own and hidden else None
    dropped = [
        place
        for place, name in enumerate(map(str, frame.columns))
        if name in hidden or (public is not None and name not in public and _has_words(frame.iloc[:, place]))
    ]
    if not dropped:
        return frame, fewer
    headers = {column.name: column.header for contract in contracts for column in contract.columns}
    told = ", ".join(headers.get(name, name) for name in (str(frame.columns[place]) for place in dropped))
    shown = frame.iloc[:, [place for place in range(frame.shape[1]) if place not in dropped]]
    return shown, " ".join(filter(None, (f"Kolom yang tidak ikut keluar: {told} ({NOT_PUBLIC}).", fewer)))


def _leaving_rows(frame: pd.DataFrame, source: Source) -> tuple[pd.DataFrame, str]:
    """The rows that may leave of a file of which some may not; what only counts them is left as it is."""
    contract = _contract(source)
    if (rule := contract.rows_at_home) is None:
        return frame, ""
    if is_loaded(frame):
        home = frame.index.isin(list(source.at_home))
    elif told := _names([contract.column(rule.column)]).intersection(map(str, frame.columns)):
        home = frame[told.pop()].isin(rule.words).to_numpy()
    elif any(not _counts(frame.iloc[:, place]) for place in range(frame.shape[1])):
        raise DisclosureError(UNKNOWN_ROWS.format(source.path, contract.column(rule.column).header))
    else:
        return frame, ""
    return frame[~home], rows_left_out(contract, int(home.sum()))


def _counts(values: pd.Series) -> bool:
    return is_numeric_dtype(values) and not is_bool_dtype(values)


def _refuse_few_at_home(frame: pd.DataFrame, contract: Contract) -> None:
    """Counts that stand beside, or below, a word that tells that their rows stay at home."""
    words = set(contract.rows_at_home.words) if contract.rows_at_home else set()
    if is_loaded(frame):
        return
    numbers = [place for place in range(frame.shape[1]) if _counts(frame.iloc[:, place])]
    texts = frame.iloc[:, [place for place in range(frame.shape[1]) if place not in numbers]]
    rows = zip(frame.index, texts.to_numpy(dtype=object), strict=True)
    named = np.array([bool(words.intersection([*_labels(label), *map(str, cells)])) for label, cells in rows])
    for place in numbers:
        below = words.intersection(_labels(frame.columns[place]))
        if any(map(_is_few, frame.iloc[:, place][named | bool(below)].dropna())):
            raise DisclosureError(FEW)


def _labels(label: object) -> tuple[str, ...]:
    return tuple(map(str, label if isinstance(label, tuple) else (label,)))


def _refuse_persons(frame: pd.DataFrame) -> None:
    if is_loaded(frame):
        raise DisclosureError(PERSONS)
    for place in range(frame.shape[1]):
        values = frame.iloc[:, place]
        if _counts(values) and any(map(_is_few, values.dropna())):
            raise DisclosureError(FEW)


def _is_few(value: float) -> bool:
    return float(value).is_integer() and is_small(int(value))


def _contract(source: Source) -> Contract:
    year, _unit, name = source.name.split("/", 2)
    return contract_for(name, int(year))


def _names(columns: Iterable[Column]) -> set[str]:
    return {name for column in columns for name in (column.name, column.header)}


def _has_words(values: pd.Series) -> bool:
    return any(isinstance(value, str) for value in values)
