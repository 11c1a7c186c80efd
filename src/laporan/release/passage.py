"""A piece of what a file says, and what several pieces say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

NUMBER = re.compile(r"\+?\d+")
ZERO = re.compile(r"0\d|\+")  # no count begins so
FEWEST_DIGITS = 9  # of a number that is spelled out over so many cells
LARGE = 10**8  # what is smaller is nobody's number


@dataclass(frozen=True)
class Passage:
    """A text in a file.

    Parameters
    ----------
    place : str
        The file, and where in it: 'laporan.pdf, halaman 3'.
    text : str
        What stands there.
    file : bytes, optional
        Of a file within a file: its content; its place is its name then.
    trace : str
        What is a finding by itself, whatever the text: 'letak pengambilan foto (GPS)'.
    """

    place: str
    text: str
    file: bytes | None = None
    trace: str = ""


def values(value: Any, place: str) -> Iterator[Passage]:
    """Every text, key and large number of a JSON value.

    Parameters
    ----------
    value : Any
        As `json` gives it.
    place : str
        Where it stands.
    """
    if isinstance(value, str):
        yield Passage(place, value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield Passage(place, str(key))
            yield from values(item, f"{place}, {key}")
    elif isinstance(value, list):
        yield from split_over([str(item) for item in value if isinstance(item, str | int)], place)
        yield from (found for number, item in enumerate(value, 1) for found in values(item, f"{place} {number}"))
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= LARGE:
        yield Passage(place, whole(repr(value)))


def whole(number: str) -> str:
    """A number as its digits, however a program wrote it: 3.4E15 and 34.0 without sign, point and exponent.

    Examples
    --------
    >>> whole("3.2E9")
    '3200000000'
    """
    value = float(number.replace(",", ".")) if re.fullmatch(r"-?\d+([.,]\d+)?([eE][+-]?\d{1,2})?", number) else 0.5
    return str(int(value)) if value.is_integer() and ("e" in number.lower() or "." in number) else number


def split_over(cells: Sequence[str], place: str) -> Iterator[Passage]:
    """What stands in neighbouring cells of a row and may be one number, or one address.

    Parameters
    ----------
    cells : sequence of str
        Of one row, or of one list.
    place : str
        Where it is.
    """
    for numeric, group in groupby(map(str.strip, cells), key=lambda cell: NUMBER.fullmatch(cell) is not None):
        row = list(group)
        spelled = len(row) >= FEWEST_DIGITS and all(len(cell) == 1 for cell in row) and row[0] == "0"
        if numeric and len(row) > 1 and (spelled or any(map(ZERO.match, row))):
            yield Passage(place, "-".join(row))
    for before, after in pairwise(cells):
        if after.lstrip().startswith("@") or before.rstrip().endswith("@"):
            yield Passage(place, f"{before.strip()}{after.strip()}")
