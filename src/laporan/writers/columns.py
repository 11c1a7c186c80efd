"""The layout of a table: the widths of its columns, the size of its letters, and whether its page is turned sideways.

Measured with the fonts themselves, so that PDF and Word agree, and so that a page is turned only where
the table does not fit upright: a turned page interrupts whoever reads.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations, product

import numpy as np

from laporan.document.ast import CellNode, Inline, LineNode, Marked, TableNode, placed, plain
from laporan.writers.text_widths import MM_A_POINT, width_of, words_of
from laporan.writers.wrapping import Wrapping

UPRIGHT, SIDEWAYS = 160.0, 247.0  # mm between the margins of an A4 page
SIZES, SMALLEST = (9.0, 8.5), 7.5  # points
PADDING = 3.4  # mm within a cell, both sides together
TOLERANCE = 0.6  # mm: Word's fonts are not ours
STEP = 1.0  # mm: how finely room is dealt out
TOO_TALL = 5.0  # lines a row on average: a table of sentences squeezed into towers
GAP = 2.0  # mm between a count and the share beside it
AIR = 1.5  # a small table is not stretched wider than this times its words
LINE, ROW_PADDING = 1.25, 3.0  # a line in ems, a row's padding in mm
SLACK = 1.04  # lines never fill to the last point
KEPT = 512  # layouts of tables, as several ask for the same one
TRIED = 12  # trades that are worth a closer look
FEW = 2.0  # lines: a row may grow to as many, so that others get shorter
MOVES = (1, 2, 3, 4, 6, 8, 11, 15, 20)  # mm that one column may give to another, once the room is dealt out


@dataclass(frozen=True)
class ColumnLayout:
    """How a table is laid out.

    Parameters
    ----------
    sideways : bool
        Whether its page is turned.
    size : float
        Of its letters, in points.
    widths : tuple of float
        Of the columns, in mm.
    beside : tuple of float
        For each column, room in mm for a share that stands beside its count; 0 where it stands below, or is none.
    rows : tuple of float
        Heights of the rows, those of the head first, in mm, as estimated.
    tight : bool
        Whether words must be broken: even a page turned sideways can't hold them whole.
    """

    sideways: bool
    size: float
    widths: tuple[float, ...]
    beside: tuple[float, ...]
    rows: tuple[float, ...]
    tight: bool = False

    @property
    def height(self) -> float:
        """Of the whole table in mm, as estimated."""
        return sum(self.rows)


def lay_out(table: TableNode) -> ColumnLayout:
    """The layout with the largest letters that fit an upright page; a page turned sideways where none do."""
    return _laid_out(json.dumps(table))


@lru_cache(maxsize=KEPT)
def _laid_out(content: str) -> ColumnLayout:
    table: TableNode = json.loads(content)
    for size in SIZES:
        fitting = [needs for beside in (True, False) if (needs := Needs.of(table, size, beside)).least.sum() <= UPRIGHT]
        layouts = [needs.layout(False, needs.widths(UPRIGHT)) for needs in fitting if not needs.towers(UPRIGHT)]
        if layouts:
            return min(layouts, key=lambda one: one.height)  # shares beside their counts, unless words then lack room
    for size in (*SIZES, SMALLEST):
        needs = Needs.of(table, size, False)
        if needs.least.sum() <= SIDEWAYS:
            return needs.layout(True, needs.widths(SIDEWAYS))
    needs = Needs.of(table, SMALLEST, False, tight=True)
    fitting = needs.least.sum() <= SIDEWAYS
    widths = needs.widths(SIDEWAYS) if fitting else needs.least * SIDEWAYS / needs.least.sum()
    return replace(needs.layout(True, widths), tight=True)


@dataclass(frozen=True)
class Needs:
    """How much room a table's cells need, in letters of one size.

    Parameters
    ----------
    size : float
        Of the letters, in points.
    least : ndarray
        For each column, mm for its longest word.
    natural : ndarray
        For each row and column, mm for the cell's longest line; 0 where a cell from above spans.
    parts : ndarray
        For each row and column, how many lines the cell has before any is broken.
    beside : ndarray
        For each column, mm for the shares that stand beside their counts.
    seconds : ndarray
        For each column, mm for the quieter second lines of its cells.
    wrapping : Wrapping
        Its words.
    shares : tuple of int
        What the author gives to each column, in percent; empty where nothing is said.
    """

    size: float
    least: np.ndarray
    natural: np.ndarray
    parts: np.ndarray
    beside: np.ndarray
    seconds: np.ndarray
    wrapping: Wrapping
    shares: tuple[int, ...] = ()

    @classmethod
    def of(cls, table: TableNode, size: float, beside: bool, *, tight: bool = False) -> Needs:
        """What the cells of a table need.

        Parameters
        ----------
        table : TableNode
            The table.
        size : float
            Of the letters, in points.
        beside : bool
            Whether shares stand beside their counts, or below.
        tight : bool
            Whether words may be broken at syllables.
        """
        rows, columns = [*table["head"], *table["body"]], len(table["numeric"])
        shares = np.zeros(columns)
        for row, column, cell in placed(rows) if beside else ():
            if row >= len(table["head"]):
                shares[column] = max(shares[column], share_width(cell, size, rows[row]["total"]))
        least, natural = np.full(columns, PADDING), np.zeros((len(rows), columns))
        parts = np.ones((len(rows), columns))
        wrapping, seconds = Wrapping(len(rows), size, tight), np.zeros(columns)
        spanning = []
        for row, column, cell in placed(rows):
            bold = row < len(table["head"]) or rows[row]["total"] or has_status(cell)
            texts = lines_of(cell)[:1] if shares[column] and row >= len(table["head"]) else lines_of(cell)
            room = shares[column] if row >= len(table["head"]) else 0.0
            lines = [width_of(text, size, bold) + room for text in texts]
            word = max((width_of(w, size, bold) + room for text in texts for w in words_of(text, tight)), default=0.0)
            if cell["columns"] > 1:
                spanning.append((column, column + cell["columns"], word + PADDING + TOLERANCE))
                continue
            least[column] = max(least[column], word + PADDING + TOLERANCE)
            second = max((width_of(plain(part["c"]), size, bold) for part in parts_of(cell)), default=0.0)
            seconds[column] = max(seconds[column], second + PADDING)
            wrapping.add(row, column, cell["rows"], texts, bold, room)
            # a spanning cell has the room of all its rows
            natural[row, column] = max(lines, default=0.0) / cell["rows"]
            parts[row, column] = max(len(lines) / cell["rows"], 1)
        for first, end, width in spanning:
            least[first:end] += max(0.0, width - least[first:end].sum()) / (end - first)
        return cls(size, least, natural, parts, shares, seconds, wrapping, tuple(table.get("shares", ())))

    def layout(self, sideways: bool, widths: np.ndarray) -> ColumnLayout:
        """The layout with these column widths, in mm."""
        rows = self.lines(widths) * self.size * MM_A_POINT * LINE + ROW_PADDING
        return ColumnLayout(
            sideways, self.size, tuple(widths.tolist()), tuple(self.beside.tolist()), tuple(rows.tolist())
        )

    def towers(self, whole: float) -> bool:
        """Whether its sentences would be squeezed into towers where there is this room, in mm, for all columns."""
        return bool(self.lines(self.widths(whole)).mean() > TOO_TALL)

    def natural_widths(self) -> np.ndarray:
        """Widths of the columns in mm, if no line is broken."""
        return np.asarray(np.maximum(self.natural.max(axis=0) * SLACK + PADDING, self.least))

    def lines(self, widths: np.ndarray) -> np.ndarray:
        """How many lines each row takes, for each line of column widths, in mm."""
        room = widths[..., np.newaxis, :] - PADDING + 1e-6
        return np.asarray((np.ceil(self.natural * SLACK / room).clip(1) * self.parts).max(axis=-1))

    def widths(self, whole: float) -> np.ndarray:
        """Widths of the columns in mm that make the table short.

        Room is given, one step after another, to the column that shortens the rows most; what is left goes to all of
        them alike. At last one column gives to another as long as lines are saved.

        Parameters
        ----------
        whole : float
            The room for all columns, in mm.
        """
        if self.shares:
            return self._as_asked(whole)
        wanted = self.natural_widths()
        if wanted.sum() <= whole:
            return np.asarray(wanted * min(whole / wanted.sum(), AIR))
        widths, steps = self.least.copy(), np.eye(len(self.least)) * STEP
        while widths.sum() + STEP <= whole:
            gains = self._heights(widths) - self._heights(widths + steps)
            best = int(np.argmax(gains))
            if gains[best] <= 0:
                break
            widths[best] += STEP
        return self._traded(widths * whole / widths.sum())

    def _traded(self, widths: np.ndarray) -> np.ndarray:
        """The widths after each trade between two columns that saves lines.

        No column gets too narrow for its words, or for second lines that it holds; no row of many lines gets more.
        """
        pairs = permutations(np.eye(len(widths)), 2)
        trades = np.array([mm * (taker - giver) for (giver, taker), mm in product(pairs, MOVES)])
        lines = self._wrapped(widths)
        most = np.maximum(lines, FEW)
        narrowest = np.maximum(self.least, np.minimum(self.seconds, widths)) - 1e-9
        while len(trades):
            others = [other for other in widths + trades if (other >= narrowest).all()]
            promising = sorted(others, key=lambda other: float(self.lines(other).sum()))[:TRIED]
            wrapped = [(self._wrapped(other), other) for other in promising]
            better = [(found.sum(), other) for found, other in wrapped if (found <= most).all()]
            total, best = min(better, key=lambda one: float(one[0]), default=(lines.sum(), widths))
            if total >= lines.sum():
                break
            lines, widths = self._wrapped(best), best
        return widths

    def _wrapped(self, widths: np.ndarray) -> np.ndarray:
        """How many lines each row takes with these column widths in mm, word by word."""
        return self.wrapping.lines(widths - PADDING)

    def _as_asked(self, whole: float) -> np.ndarray:
        """The author's shares of the room; a column whose longest word needs more has that, of what the others have."""
        asked = whole * np.array(self.shares) / sum(self.shares)
        spare = np.maximum(asked - self.least, 0)
        lacking = np.maximum(self.least - asked, 0).sum()
        return np.asarray(np.maximum(asked, self.least) - (spare * lacking / spare.sum() if spare.sum() else 0))

    def _heights(self, widths: np.ndarray) -> np.ndarray:
        """Of the table, for each line of widths. Smooth, so that each millimetre counts: a row is about as tall as
        its tallest cells."""
        ratio = (self.natural / (widths[..., np.newaxis, :] - PADDING + 1e-6)).clip(0.8) * self.parts
        return np.asarray(((ratio**6).sum(axis=-1) ** (1 / 6)).sum(axis=-1))


def lines_of(cell: CellNode) -> list[str]:
    """The lines that a cell is made of: its words, and its quieter second line."""
    lines = [""]
    for node in cell["c"]:
        if not isinstance(node, str) and node["t"] in ("br", "part"):
            lines.append("")
        lines[-1] += _words(node)
    return [line for line in lines if line.strip()]


def share_width(cell: CellNode, size: float, bold: bool) -> float:
    """Room for the cell's second line beside its first, in mm; 0 where it has none.

    Parameters
    ----------
    cell : CellNode
        The cell.
    size : float
        Of the letters, in points.
    bold : bool
        Whether the cell is set bold.
    """
    return max((width_of(plain(node["c"]), size, bold) + GAP for node in parts_of(cell)), default=0.0)


def parts_of(cell: CellNode) -> list[Marked]:
    """The quieter second lines of a cell."""
    return [node for node in cell["c"] if not isinstance(node, str) and node["t"] == "part"]


def has_status(cell: CellNode) -> bool:
    """Whether the cell holds a verdict, which may be set bold."""
    return any(not isinstance(node, str) and node["t"] == "status" for node in cell["c"])


def _words(node: Inline) -> str:
    if isinstance(node, str):
        return node
    line: LineNode = [] if node["t"] == "br" else node["c"]
    if node["t"] == "status":
        return f"{node['mark']}\u00a0{plain(line)}"  # the mark stays with its word
    return plain(line)
