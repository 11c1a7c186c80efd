"""For an analyst's own questions: what the columns of a dataset are, and which rows a number rests on."""

from __future__ import annotations

import pandas as pd

from laporan.core.errors import MissingDataError
from laporan.data import load as tables
from laporan.data.catalogue import contract_for
from laporan.facts.lineage import source_of
from laporan.facts.quantity import Quantity
from laporan.project.parameters import load_parameters


def columns_of(name: str, year: int) -> pd.DataFrame:
    """What the columns of a dataset are, a row each, by the names that they have in a loaded frame.

    Parameters
    ----------
    name : str
        The dataset, such as 'pengaduan'.
    year : int
        Contracts follow the rules of their year.

    Raises
    ------
    MissingDataError
        For a dataset that no subject declares.
    """
    declared = [one for one in contract_for(name, year).columns if not one.personal]
    told = {"judul di berkas": "header", "isi": "rule", "arti": "note", "contoh": "example"}
    index = pd.Index([one.name for one in declared], name="kolom")
    return pd.DataFrame({head: [getattr(one, key) for one in declared] for head, key in told.items()}, index=index)


def column_called(frame: pd.DataFrame, header: str) -> str:
    """What a loaded frame calls the column that its file heads so; '' where the file has none."""
    source = source_of(frame)
    if source is None:
        return ""
    year, _unit, name = source.name.split("/", 2)
    return next((one.name for one in contract_for(name, int(year)).kept if one.header == header), "")


def rows_of(number: Quantity, dataset: str = "") -> pd.DataFrame:
    """The rows that a number rests on, as they were loaded.

    Parameters
    ----------
    number : Quantity
        The number.
    dataset : str, optional
        Which of the datasets, where it rests on several: 'pkt', or '2016/pusat/pkt' to tell years apart.

    Raises
    ------
    MissingDataError
        For a plain number, and one that rests on no rows, on none of that dataset, or on several where none is named.
    """
    if not isinstance(number, Quantity):
        raise MissingDataError(f"{number!r} tidak tahu barisnya. Beri angka laporan (Quantity)")
    found = [source for source in number.basis.sources if dataset in ("", source.name, source.name.split("/")[-1])]
    if len(found) != 1:
        names = ", ".join(source.name for source in found or number.basis.sources)
        asked = f" data {dataset}" if dataset and not found else ""
        remedy = f"Sebutkan salah satu: {names}" if names else "Asalnya parameter, atau tidak tercatat"
        many = "beberapa data" if found else f"tak satu baris pun{asked}"
        raise MissingDataError(f"{number!r} berdasar {many}. {remedy}")
    (source,) = found
    year, unit, name = source.name.split("/", 2)
    frame = tables.load(int(year), unit, name, load_parameters(int(year), unit))
    return frame[frame.index.isin(list(number.basis.rows[source]))]
