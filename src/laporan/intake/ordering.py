"""What rows are put in order by: a number, or a moment to the second."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from laporan.intake.cell_dates import moment_of
from laporan.intake.cell_reading import Context, reader
from laporan.intake.cells import Cell, CellError, shown
from laporan.intake.column_rule import SourceKey


def order_reader(reading: SourceKey, context: Context) -> Callable[[Cell], Any]:
    """What makes of a cell something to put rows in order by: a number, or a moment to the second.

    Parameters
    ----------
    reading : SourceKey
        What the map says.
    context : Context
        What the map says for all.

    Returns
    -------
    callable
        From a cell to a number or a datetime; raises CellError, also for an empty cell.
    """
    read = reader(reading.model_copy(update={"date": None, "part": None}), None, context)

    def order(cell: Cell) -> Any:
        value = read(cell)
        if value is None:
            raise CellError("form", "sel kosong, padahal menentukan urutan", "Isi sel itu, atau sisihkan barisnya")
        if reading.number or (isinstance(value, int | Decimal) and not reading.date):
            return value
        try:
            return moment_of(reading.date or [], value).at(reading.stored_in, context.zone)
        except CellError as error:
            error.value = error.value or shown(cell)
            raise

    return order
