"""What a form says of a column: what to write there, in words, and an example that the contract accepts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from laporan.data.contracts import Column
from laporan.data.split_workbook import cell_text

CellValue = str | int | float | dt.date | None
NOT_ASKED = "Wajib diisi, kecuali bila tidak ditanyakan kepada siapa pun"
NO_PERSONS = "Jangan tulis nama, NIK, NIP, telepon, atau surel seseorang"


def note_of(column: Column) -> str:
    """What to write in a column, in a few sentences for those who fill in a form.

    Parameters
    ----------
    column : Column
        Of a contract.

    Examples
    --------
    >>> note_of(Column("rating", "penilaian", choices=("Puas", "Tidak puas")))
    'Pilih dari daftar. Wajib diisi.'
    """
    plain = replace(
        column, choices=(), pattern=None, example="", unique=False, optional=False, may_be_absent=False
    ).rule
    words = [column.note] if column.note else []
    words += ["Pilih dari daftar" if column.choices else plain[:1].upper() + plain[1:]]
    if column.pattern:
        words.append("Tulis seperti contoh" if column.example else f"Polanya {column.pattern}")
    if column.unique:
        words.append("Tidak boleh berulang")
    if column.kind == "text" and not column.choices and not column.pattern:
        words.append(NO_PERSONS)
    words.append("Boleh kosong" if column.optional else NOT_ASKED if column.may_be_absent else "Wajib diisi")
    return ". ".join(words) + "."


def example_of(column: Column, year: int) -> CellValue:
    """A value that the column accepts; None where it may be empty, and its contract says no example.

    Parameters
    ----------
    column : Column
        Of a contract.
    year : int
        Of the data.
    """
    if column.example:
        return int(column.example) if column.kind == "integer" else column.example
    if column.optional:
        return None
    match column.kind:
        case "integer":
            return _whole(column)
        case "decimal":
            return float(column.minimum if isinstance(column.minimum, int) else 0)
        case "date":
            day = dt.date(year, 1, 15)
            bounds = [bound for bound in (column.minimum, column.maximum) if isinstance(bound, dt.date)]
            return max(min([day, *bounds[1:]]), *bounds[:1]) if bounds else day
        case "text":
            return column.choices[0] if column.choices else f"(contoh {column.header})"


def _whole(column: Column) -> int:
    return int(column.minimum) if isinstance(column.minimum, int) else 1


def example_text(column: Column, year: int) -> str:
    """The example as the file of the data would hold it.

    Parameters
    ----------
    column : Column
        Of a contract.
    year : int
        Of the data.
    """
    return cell_text(example_of(column, year), column.date_format)


def is_unfilled(text: str) -> bool:
    """Whether somebody still has to say it: '(nama pejabat)', '…'.

    Parameters
    ----------
    text : str
        Of a parameter or an option.
    """
    text = text.strip()
    return (text.startswith("(") and text.endswith(")")) or not text.strip(".… _-") or "…" in text
