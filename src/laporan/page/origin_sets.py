"""The raw files that a report's numbers rest on, and the sets of their rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from laporan.core.formatting import number

LONGEST_SHOWN = 60  # letters of a list of rows that a person still reads


@dataclass
class Rows:
    """A set of rows of one dataset, as the annex lists it.

    Parameters
    ----------
    anchor : str
        Its id in the page.
    used : int
        How many rows it has.
    listed : str, optional
        The rows as '2-236,240'; None for rows too scattered to be listed.
    left_out : list of dict
        Rows of the file that were not used: row and why.
    personal : bool
        Whether a row is a person: then none is listed.
    at_home : bool
        Whether some of the rows stay at home: then none is listed, either.
    """

    anchor: str
    used: int
    listed: str | None
    left_out: list[dict[str, Any]]
    personal: bool = False
    at_home: bool = False

    @property
    def text(self) -> str:
        """The set in words: '235 baris: 2–236; 1 disisihkan: baris 5 (alasan)'."""
        words = f"{number(self.used)} baris"
        if self.personal:
            words += ", tidak didaftar karena barisnya orang"
        elif self.at_home:
            words += ", tidak didaftar karena ada yang tidak ikut keluar"
        elif self.listed is None:
            words += ", terlalu terpencar untuk didaftar; laporan trace menghitungnya kembali"
        elif 0 < len(self.listed) <= LONGEST_SHOWN:
            words += f": {self.listed.replace('-', '–').replace(',', ', ')}"
        if self.left_out:
            why = "; ".join(f"{_which(row['row'])} ({row['why']})" for row in self.left_out)
            words += f"; {number(len(self.left_out))} disisihkan: {why}"
        return words

    @property
    def numbers(self) -> list[int]:
        """The row numbers; none for rows too scattered to be listed."""
        spans = (span.partition("-") for span in (self.listed or "").split(",") if span)
        return [row for first, _, last in spans for row in range(int(first), int(last or first) + 1)]


def _which(row: int | None) -> str:
    return "baris yang tidak ikut keluar" if row is None else f"baris {row}"


@dataclass
class Origin:
    """A raw file, and every set of its rows that a number rests on.

    Parameters
    ----------
    place : int
        Counted from 1, in the order in which the report first uses the files.
    name : str
        The dataset: '2017/pusat/pengaduan'.
    path, sha256, title, kind : str
        Of the file; its kind as the report prints it.
    sets : dict of (str, int) to Rows
        By the digest of the rows and how many were left out.
    packed : str
        The rows, compressed, in Base64; '' where they can't be had or are too many for a page.
    personal : bool
        Whether a row is a person; then counts are packed instead of rows.
    large : bool
        Whether the rows are too many, or too scattered, for a page.
    at_home : str
        Which columns and rows are not there, and why; '' where all are.
    """

    place: int
    name: str
    path: str
    sha256: str
    title: str
    kind: str
    sets: dict[tuple[str, int], Rows] = field(default_factory=dict)
    packed: str = ""
    personal: bool = False
    large: bool = False
    at_home: str = ""
