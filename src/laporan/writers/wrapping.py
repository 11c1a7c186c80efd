"""How many lines the words of a table's cells take: wrapped as typst and Word do, from the longest that fits on."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from laporan.writers.text_widths import width_of, words_of

Piece = tuple[float, float]  # mm of a piece that is never broken, and of the space behind it


class Wrapping:
    """The words of a table, column by column.

    Parameters
    ----------
    rows : int
        Of the table.
    size : float
        Of the letters, in points.
    tight : bool
        Whether words may be broken at syllables.
    """

    def __init__(self, rows: int, size: float, tight: bool) -> None:
        self.rows, self.size, self.tight = rows, size, tight
        self.cells: dict[int, list[tuple[int, int, list[list[Piece]]]]] = defaultdict(list)
        self.known: dict[tuple[int, float], np.ndarray] = {}

    def add(self, row: int, column: int, spanned: int, texts: list[str], bold: bool, beside: float) -> None:
        """Take in a cell.

        Parameters
        ----------
        row, column : int
            Where it begins.
        spanned : int
            How many rows it spans.
        texts : list of str
            Its lines, before any is broken.
        bold : bool
            Whether it is set bold.
        beside : float
            mm that stand beside its first words.
        """
        lines = [self._pieces(text, bold, beside) for text in texts]
        self.cells[column].append((row, spanned, lines))

    def _pieces(self, text: str, bold: bool, beside: float) -> list[Piece]:
        space = width_of(" ", self.size, bold)
        pieces = [(beside, 0.0)] if beside else []
        for word in text.split(" "):
            parts = [width_of(part, self.size, bold) for part in words_of(word, self.tight)]
            pieces += [(width, 0.0) for width in parts[:-1]] + [(parts[-1], space)]
        return pieces

    def lines(self, rooms: np.ndarray) -> np.ndarray:
        """How many lines each row takes.

        Parameters
        ----------
        rooms : ndarray
            For each column, mm for its words.
        """
        columns = [self._column(column, round(float(room), 2)) for column, room in enumerate(rooms)]
        return np.asarray(np.maximum(np.max(columns, axis=0), 1))

    def _column(self, column: int, room: float) -> np.ndarray:
        if (column, room) not in self.known:
            found = np.zeros(self.rows)
            for row, spanned, lines in self.cells[column]:
                # a spanning cell has the room of all its rows
                found[row : row + spanned] = sum(_wrapped(pieces, room) for pieces in lines) / spanned
            self.known[column, room] = found
        return self.known[column, room]


def _wrapped(pieces: list[Piece], room: float) -> int:
    lines, used = 1, 0.0
    for width, space in pieces:
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        used += width + space
    return lines
