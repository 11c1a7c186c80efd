"""A table as numbers: cells parsed, total rows told, columns named by what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from audit.document import ContentBlock, SourceDocument, SourceLocation, SourceTable
from audit.numbers import PrintedValue, parse

_PAIR = re.compile(r"^(?P<count>[\d.,]+)\s*(?:orang|laporan|responden)?(?:\s*[(/|]\s*|\s+)(?P<share>[\d.,]+\s*%)\)?$")
TOTAL = re.compile(
    r"^\W*(?:(?:sub\s?-?total|subjumlah)|(?:grand\s+)?total|jumlah(?:\s+(?:total|keseluruhan|seluruh|seluruhnya|akhir|besar))?|"
    r"total\s+(?:keseluruhan|seluruh|akhir|umum)|keseluruhan|seluruhnya)\b[^a-z]*$|^(?:jumlah|total)\s+[\w\s/]{1,40}$",
    re.IGNORECASE,
)
SUBTOTAL = re.compile(
    r"sub\s?-?total|subjumlah|^jumlah\s+(?!total|keseluruhan|seluruh|akhir|besar)[\w\s]+$|^total\s+(?!keseluruhan|seluruh|akhir|umum)[\w\s]+$",
    re.IGNORECASE,
)
AVERAGE = re.compile(r"^\W*(?:rata[\s-]*rata|rerata|mean|nilai rata)", re.IGNORECASE)
NUMBER_HEAD = re.compile(r"^(?:no\.?|nomor|nomor urut|no\.? urut|#)$", re.IGNORECASE)
PERCENT_HEAD = re.compile(r"%|\bpersen|\bpersentase|\bprosentase|\bporsi\b|\bproporsi", re.IGNORECASE)
# Columns whose total row need not be their sum: means, indices, rates, shares, targets in percent.
NOT_ADDED = re.compile(
    r"rata|nilai|indeks|index|skor|ikm|nrr|bobot|%|persen|prosen|capaian|rasio|harga|tarif|tahun|mutu|target|per\s|peringkat|"
    r"suhu|umur|usia|kepadatan|laju|pertumbuhan|kode|gap|kesenjangan|durasi|lama|median|waktu",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class GridCell:
    """The text of a cell as printed, and what it holds of a count and a share."""

    text: str
    count: PrintedValue | None = None
    share: PrintedValue | None = None


@dataclass(frozen=True)
class NumberGrid:
    """A table's body in numbers. Rows and columns are told by their index."""

    block: ContentBlock
    table: SourceTable

    @property
    def names(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return self.table.names

    @cached_property
    def cells(self) -> tuple[tuple[GridCell, ...], ...]:
        """The cells of the body, row by row."""
        return tuple(tuple(cell_of(text) for text in row.cells) for row in self.table.body)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """One label a body row: its first cell with letters."""
        return tuple(
            next((c.strip() for c in row.cells if re.search(r"[^\W\d_]{2}", c)), "") for row in self.table.body
        )

    def place(self, row: int) -> SourceLocation:
        """Where a row stands."""
        return self.table.body[row].place

    def quote(self, row: int) -> str:
        """The words of a row, for a finding."""
        return " | ".join(cell.replace("\n", " ") for cell in self.table.body[row].cells if cell.strip())

    def name(self, column: int) -> str:
        """The heading of a column, or its position in words when it has none."""
        return self.names[column] if column < len(self.names) and self.names[column] else f"kolom ke-{column + 1}"

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """Rows that hold totals, in order, told by their label."""
        return tuple(i for i, label in enumerate(self.labels) if TOTAL.match(label) and self._first_is_label(i))

    def _first_is_label(self, row: int) -> bool:
        cells = [cell.strip() for cell in self.table.body[row].cells[:3]]
        return any(TOTAL.match(cell) for cell in cells)

    @cached_property
    def plain_rows(self) -> tuple[int, ...]:
        """Rows that are neither totals nor means."""
        return tuple(i for i, label in enumerate(self.labels) if i not in self.totals and not AVERAGE.match(label))

    @cached_property
    def numeric(self) -> tuple[int, ...]:
        """Columns that hold numbers in most of their filled rows; the ordinal column is left out."""
        found = []
        for column in range(self.table.width):
            filled = [row[column] for row in self.cells if row[column].text.strip(" -–")]
            good = sum(cell.count is not None or cell.share is not None for cell in filled)
            if filled and good >= max(1, 0.6 * len(filled)) and not self.is_ordinal(column):
                found.append(column)
        return tuple(found)

    def is_ordinal(self, column: int) -> bool:
        """Whether a column merely numbers the rows, or names years."""
        if column < len(self.names) and NUMBER_HEAD.match(self.names[column].strip()):
            return True
        texts = [row.cells[column].strip() for row in self.table.body if row.cells[column].strip()]
        if texts and all(re.fullmatch(r"(?:19|20)\d\d", text) for text in texts):
            return True
        return column == 0 and len(texts) > 1 and texts[: len(texts) - 1] == [str(i) for i in range(1, len(texts))]

    def count(self, row: int, column: int) -> PrintedValue | None:
        """The count that a cell holds."""
        return self.cells[row][column].count

    def share(self, row: int, column: int) -> PrintedValue | None:
        """The share that a cell holds."""
        return self.cells[row][column].share

    def is_share_column(self, column: int) -> bool:
        """Whether a column prints percentages, by its heading or its cells."""
        if column < len(self.names) and PERCENT_HEAD.search(self.names[column]):
            return True
        shares = sum(row[column].share is not None and row[column].count is None for row in self.cells)
        return shares > len(self.cells) / 2

    def figure(self, row: int, column: int) -> PrintedValue | None:
        """The number of a cell whichever it is."""
        cell = self.cells[row][column]
        return cell.count if cell.count is not None else cell.share


def cell_of(text: str) -> GridCell:
    """A cell: "724 (69%)" has both count and share; "-" and "" are nothing."""
    text = " ".join(text.split())
    if match := _PAIR.match(text):
        return GridCell(text, parse(match["count"].rstrip(".,")), parse(match["share"].replace(" ", "")))
    value = parse(text.replace(" %", "%"))
    if value is None:
        return GridCell(text)
    return GridCell(text, share=value) if value.percent else GridCell(text, count=value)


def grids(document: SourceDocument) -> Iterator[NumberGrid]:
    """Every table with at least one body row, as a grid."""
    for block, table in document.tables:
        if table.body and table.width:
            yield NumberGrid(block, table)


def added(values: Sequence[PrintedValue | None]) -> tuple[Decimal, Decimal, Decimal] | None:
    """(sum, low, high) of printed values, blanks as nothing; None when there is none."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    return (
        sum((v.value for v in known), Decimal(0)),
        sum((v.low for v in known), Decimal(0)),
        sum((v.high for v in known), Decimal(0)),
    )
