"""Numbers and days on the command line: digits 0 to 9, where Python would also take `٢٠١٧`, `2_017` and `nan`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import typer

NUMBER = re.compile("[0-9]{1,9}")
FACTOR = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1945, 2100


def whole_number(least: int, most: int | None = None) -> Callable[[str | int], int]:
    """A parser of whole numbers within bounds, for typer.

    Parameters
    ----------
    least, most : int
        The bounds; without `most` there is none above.
    """

    def bilangan(written: str | int) -> int:  # its name is what the help calls the argument
        text = str(written)
        if not NUMBER.fullmatch(text):
            raise typer.BadParameter(f"“{text}” bukan bilangan; tulis dengan angka 0 sampai 9")
        value = int(text)
        if value < least or (most is not None and value > most):
            bounds = f"{least} sampai {most}" if most is not None else f"{least} atau lebih"
            raise typer.BadParameter(f"{value} di luar {bounds}")
        return value

    return bilangan


def factor(written: str | float) -> float:
    """A number with or without a decimal point.

    Parameters
    ----------
    written : str or float
        '2', '0.5'; a default comes as it is.

    Raises
    ------
    typer.BadParameter
        For what is no such number.
    """
    if not FACTOR.fullmatch(str(written)):
        raise typer.BadParameter(f"“{written}” bukan bilangan; tulis misalnya 2 atau 0.5")
    return float(Decimal(str(written)))


def workbook(written: str | Path) -> Path:
    """A workbook that is written: nothing else loses its content to a name that was mistyped.

    Parameters
    ----------
    written : str or Path
        Its place.

    Raises
    ------
    typer.BadParameter
        For a name that does not end in .xlsx.
    """
    path = Path(written)
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"“{written}” bukan nama buku kerja; tulis misalnya kesalahan.xlsx")
    return path


def day(written: str | dt.date) -> dt.date:
    """A day as TTTT-BB-HH.

    Parameters
    ----------
    written : str or date
        The day; a default comes as it is.

    Raises
    ------
    typer.BadParameter
        For what is no such day.
    """
    if isinstance(written, dt.date):
        return written
    if DAY.fullmatch(written):
        with suppress(ValueError):
            return dt.date.fromisoformat(written)
    raise typer.BadParameter(f"“{written}” bukan tanggal; tulis misalnya 2019-01-31")


year_number = whole_number(FIRST_YEAR, LAST_YEAR)
at_least_one = whole_number(1)
any_count = whole_number(0)


def parse_years(year: int | None, years: str) -> list[int]:
    """The years that a command names, without repetitions.

    Parameters
    ----------
    year : int, optional
        The argument.
    years : str
        The option `--years`: '2008-2017', '2016,2018'; '' for none.

    Raises
    ------
    typer.BadParameter
        For both or neither, for what is no year, for a year that no report can be of, and for years backwards.
    """
    if (year is None) == (not years):
        raise typer.BadParameter("sebutkan satu tahun, atau beberapa dengan --years 2008-2017")
    if year is not None:
        return [year]
    found: list[int] = []
    for part in years.split(","):
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", part.strip())
        if not match:
            raise typer.BadParameter(f"“{part}” bukan tahun; tulis 2008-2017, atau 2016,2018", param_hint="--years")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise typer.BadParameter(f"“{part}” mundur; tulis {last}-{first}", param_hint="--years")
        if first < FIRST_YEAR or last > LAST_YEAR:
            raise typer.BadParameter(f"“{part}” di luar {FIRST_YEAR} sampai {LAST_YEAR}", param_hint="--years")
        found += range(first, last + 1)
    return list(dict.fromkeys(found))
