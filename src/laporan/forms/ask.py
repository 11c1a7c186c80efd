"""Writes the forms of a year: for one office, some, or all of `params/units.yml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.forms.cover import FormOrder
from laporan.forms.form_workbook import write_form
from laporan.forms.guidance import is_unfilled
from laporan.forms.layout import FormCode, asked_columns, asked_datasets
from laporan.project.parameters import load_parameters, load_units

ALL = "all"


def units_called(codes: str) -> list[str]:
    """Units by their codes.

    Parameters
    ----------
    codes : str
        Separated by commas; 'all' for every one of `params/units.yml`, '' for the main one.

    Raises
    ------
    ParameterError
        For an unknown unit.
    """
    known = load_units()
    if codes == ALL:
        return list(known)
    wanted = [code.strip() for code in (codes or paths.main_unit()).split(",")]
    if unknown := [code for code in wanted if code not in known]:
        raise ParameterError(
            f"satuan kerja {', '.join(f'“{code}”' for code in unknown)} tidak dikenal; "
            f"yang ada di {paths.relative(paths.params() / 'units.yml')}: {', '.join(known)}"
        )
    return list(dict.fromkeys(wanted))


def form_orders(
    year: int, units: Sequence[str], datasets: Sequence[str] = (), until: dt.date | None = None, send_to: str = ""
) -> list[FormOrder]:
    """What the forms of some units ask; none of a unit that has nothing to fill in.

    Parameters
    ----------
    year : int
        Of the data.
    units : sequence of str
        Their codes.
    datasets : sequence of str
        What is asked instead of what their chapters load.
    until : date, optional
        The last day; by default that of the parameters, `forms.until`.
    send_to : str
        To whom the forms go back; by default `forms.send_to` of the parameters.

    Raises
    ------
    ParameterError
        For an addressee that somebody still has to fill in; where no unit has anything to fill in.
    MissingDataError
        For a dataset that nobody declares.
    """
    known = load_units()
    orders = []
    for unit in units:
        said = load_parameters(year, unit).forms
        to_whom = send_to or said.send_to.strip()
        if to_whom and is_unfilled(to_whom):
            source = "--send-to" if send_to else f"forms.send_to di params tahun {year}"
            raise ParameterError(f"“{to_whom}” belum diisi: sebut kepada siapa formulir dikirim, atau hapus {source}")
        asked = asked_datasets(year, unit, datasets)
        for contract in asked:
            asked_columns(contract)
        if asked:
            orders.append(FormOrder(FormCode(year, unit), known[unit].name, asked, until or said.until, to_whom))
    if not orders:
        told = ", ".join(units)
        raise ParameterError(f"{told} tahun {year}: bab laporannya tidak membaca data yang diisi satuan kerja itu")
    return orders


def form_place(order: FormOrder, folder: Path) -> Path:
    """The file of a form.

    Parameters
    ----------
    order : FormOrder
        What it asks.
    folder : Path
        Where it stands.
    """
    return folder / f"formulir-{order.code.year}-{order.code.unit}.xlsx"


def write_forms(orders: Sequence[FormOrder], folder: Path, *, force: bool = False) -> list[Path]:
    """Write forms, all or none.

    Parameters
    ----------
    orders : sequence of FormOrder
        What they ask.
    folder : Path
        Where they are written.
    force : bool
        Whether files that are there are replaced.

    Raises
    ------
    ParameterError
        Where one is there, which an office may have filled in.
    """
    places = [form_place(order, folder) for order in orders]
    there = [paths.relative(place) for place in places if place.exists()]
    if there and not force:
        raise ParameterError(
            f"{', '.join(there)}: sudah ada, mungkin sudah diisi; tidak ada yang ditulis. Pakai --force"
        )
    for order, place in zip(orders, places, strict=True):
        write_form(order, place)
    return places
