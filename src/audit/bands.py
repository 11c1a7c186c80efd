"""Ranges as tables print them ("76,61 - 88,30", "< 65", "> 80 s.d. 90"), and the bands that they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from audit.document import SourceLocation, SourceTable
from audit.numbers import PrintedValue, parse

_NUM = r"\d+(?:[.,]\d+)*"
_RANGE = re.compile(
    rf"^(?P<open>[>≥(]?=?)\s*(?P<low>{_NUM})\s*%?\s*(?:-|–|—|−|s\.?\s?/?d\.?|sampai(?: dengan)?|hingga|to|≤?\s*x\s*[≤<])\s*(?P<close>[<≤]?=?)\s*(?P<high>{_NUM})\s*%?\)?$",
    re.IGNORECASE,
)
LETTER = re.compile(r"^[A-E]$")
# A is the best; the words that go with each letter in satisfaction surveys.
LETTER_WORDS = {"A": "sangat baik", "B": "baik", "C": "kurang baik", "D": "tidak baik"}
QUALITY = re.compile(
    r"^(?:(?:sangat|cukup|kurang|tidak|amat)\s+)?(?:baik|puas|memuaskan|tinggi|rendah|memadai|buruk|efektif|berhasil|sehat|setuju|kompeten|sedang|cukup|kurang|istimewa|prima|jelek|matang|inovatif)$|^(?:sangat|amat)\s+\w+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PrintedBand:
    """One band of a table, as printed.

    Parameters
    ----------
    low, high : PrintedValue
        Its ends.
    open_low, open_high : bool
        Whether the end itself is left out (">", "<").
    row : int
        Its row in the table's body.
    place : SourceLocation
    text : str
        The cell.
    """

    low: PrintedValue
    high: PrintedValue
    open_low: bool
    open_high: bool
    row: int
    place: SourceLocation
    text: str

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies between the ends, both included."""
        return self.low.value <= value <= self.high.value


def band_of(text: str, row: int, place: SourceLocation) -> PrintedBand | None:
    """Read a cell as a band.

    A point is read as the decimal sign where the text has no comma ("2.51 - 3.25").

    Parameters
    ----------
    text : str
        The cell.
    row : int
        Its row in the table's body.
    place : SourceLocation
        Where it stands in the report.

    Returns
    -------
    PrintedBand or None
        None where the cell holds no range, or one that looks like a phone number or a code.
    """
    match = _RANGE.match(" ".join(text.split()))
    if match is None:
        return None
    if any(re.match(r"0\d", match[end]) for end in ("low", "high")):
        return None  # a phone or a code
    low, high = _value(match["low"]), _value(match["high"])
    if low is None or high is None:
        return None
    return PrintedBand(
        low,
        high,
        match["open"].startswith((">", "(")) and "=" not in match["open"],
        match["close"] == "<",
        row,
        place,
        text,
    )


def _value(text: str) -> PrintedValue | None:
    """A band's end; three digits behind one point are decimals when the whole is small ("3.064", "2.599")."""
    value = parse(text)
    if value is not None and value.other is not None and re.fullmatch(r"[0-5][.,]\d{3}", text):
        return PrintedValue(Decimal(text.replace(",", ".")), 3)
    return value


def band_columns(table: SourceTable) -> dict[int, list[PrintedBand]]:
    """Columns with three bands or more, keyed by column, in row order."""
    columns: dict[int, list[PrintedBand]] = {}
    for column in range(table.width):
        bands = [band for i, row in enumerate(table.body) if (band := band_of(row.cells[column], i, row.place))]
        if len(bands) >= 3 or (len(bands) == 2 and len(table.body) <= 3):
            columns[column] = bands
    return columns


def is_ranking(bands: Sequence[PrintedBand]) -> bool:
    """Whether the bands run one way over one scale, as classes do, and not, say, opening hours."""
    lows = [band.low.value for band in bands]
    ups = sum(b > a for a, b in pairwise(lows))
    return ups >= (len(lows) - 1) * 0.6 or ups <= (len(lows) - 1) * 0.4


def label_of(cells: Sequence[str]) -> tuple[str, str]:
    """(letter, quality words) of a row; "" for what is missing."""
    letter = next((cell.strip() for cell in cells if LETTER.match(cell.strip())), "")
    words = next((cell.strip() for cell in cells if QUALITY.match(cell.strip())), "")
    return letter, words
