"""What a source is once it is open: numbered rows of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from laporan.intake.cells import Cell

Label = int | str  # the number of a row, or in a database its key


@dataclass
class Grid:
    """A table of the source, read row by row, once.

    Parameters
    ----------
    file : str
        As messages name it.
    rows : iterable of (label, cells)
        As the file has them, empty ones too; a spreadsheet counts them from 1.
    sheet : str, optional
        Of a workbook.
    titles : list of str, optional
        The heads where the source knows them; None where they stand in the rows.
    lettered : bool
        Whether messages may name a cell as spreadsheets do: 'J10'.
    fixed : bool
        Whether a row with fewer cells than heads was cut off, as in a text file.
    said : list of str
        What was found out on the way and is told: encoding, separator, sheet.
    expected : int, optional
        How many rows the source says there are.
    """

    file: str
    rows: Iterable[tuple[Label, Sequence[Cell]]]
    sheet: str | None = None
    titles: list[str] | None = None
    lettered: bool = False
    fixed: bool = False
    said: list[str] = field(default_factory=list)
    expected: int | None = None


def place_of(letter: str) -> int:
    """The place from 0 of a column of a spreadsheet.

    Examples
    --------
    >>> place_of("A"), place_of("AA")
    (0, 26)
    """
    place = 0
    for sign in letter:
        place = place * 26 + ord(sign) - ord("A") + 1
    return place - 1


def letters(place: int) -> str:
    """The column of a spreadsheet at a place from 0.

    Examples
    --------
    >>> letters(0), letters(26)
    ('A', 'AA')
    """
    found, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
