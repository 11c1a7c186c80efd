"""Totals in tables: rows under a total row, columns before a total column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from audit.document import SourceDocument
from audit.finding import Finding
from audit.grid import NOT_ADDED, SUBTOTAL, NumberGrid, added, grids
from audit.numbers import PrintedValue, printed
from audit.rules.registry import finding, rule

_TOTAL_HEAD = re.compile(
    r"^(?:jumlah|total|jml\.?)(?:\s+(?:total|keseluruhan|seluruh(?:nya)?|responden|pegawai|laporan|orang|semua))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Miss:
    """A printed total that its parts do not make."""

    row: int
    column: int
    printed: PrintedValue
    total: Decimal

    @property
    def gap(self) -> Decimal:
        return self.printed.value - self.total


@rule
def table_totals(document: SourceDocument) -> Iterator[Finding]:
    """Total rows and total columns that are not the sum of their parts.

    One wrong cell breaks its row and its column by the same amount; that is one finding, at
    the cell where they cross.
    """
    for grid in grids(document):
        down = list(_column_misses(grid))
        across = list(_row_misses(grid))
        for column_miss in list(down):
            for row_miss in list(across):
                # a wrong part breaks both sums alike; a wrong row total breaks its column's the other way
                wrong_total = row_miss.column == column_miss.column and row_miss.gap == -column_miss.gap
                same_gap = row_miss.gap == column_miss.gap or wrong_total
                crossing = row_miss.row not in grid.totals and row_miss.gap != 0 and same_gap
                corner = (row_miss.row, row_miss.column) == (column_miss.row, column_miss.column)
                if column_miss in down and (crossing or corner or row_miss.row == column_miss.row):
                    across.remove(row_miss)
                    down.remove(column_miss)
                    yield _report(grid, column_miss, row_miss if crossing else None)
        for miss in down:
            yield _report(grid, miss)
        # a total row's own total that is off by what its rows are off repeats their fault
        apart = sum((miss.gap for miss in across if miss.row not in grid.totals), Decimal(0))
        for miss in across:
            if miss.row not in grid.totals or miss.gap != apart or not apart:
                yield _report_row(grid, miss)


def _report(grid: NumberGrid, miss: _Miss, crossing: _Miss | None = None) -> Finding:
    name = grid.name(miss.column)
    total = printed(miss.total)
    message = (
        f"Kolom “{name}”: jumlah tercetak {printed(miss.printed.value)}, padahal baris-barisnya menjumlah {total}."
    )
    if crossing is not None:
        message += f" Baris “{grid.labels[crossing.row]}” juga tidak cocok dengan jumlah barisnya; periksa sel itu."
        return finding("sum", "error", grid.place(crossing.row), grid.quote(crossing.row), total, message)
    message += " Periksa sel kolom ini atau jumlahnya."
    return finding("sum", "error", grid.place(miss.row), grid.quote(miss.row), total, message)


def _report_row(grid: NumberGrid, miss: _Miss) -> Finding:
    total = printed(miss.total)
    message = (
        f"Baris “{grid.labels[miss.row] or miss.row + 1}”: kolom “{grid.name(miss.column)}” tercetak "
        f"{printed(miss.printed.value)}, padahal kolom-kolom sebelumnya menjumlah {total}. Periksa baris ini."
    )
    return finding("sum", "error", grid.place(miss.row), grid.quote(miss.row), total, message)


def _column_misses(grid: NumberGrid) -> Iterator[_Miss]:
    """Total rows against the rows above; any sensible way to add (all, since the last
    subtotal, subtotals only, top-level rows only) that agrees acquits the column."""
    for row in grid.totals:
        verdicts = []
        for column in grid.numeric:
            value = grid.count(row, column)
            if value is None or value.percent:
                continue
            if NOT_ADDED.search(grid.name(column)) or grid.is_share_column(column):
                continue
            ways = list(_ways(grid, row))
            sums = [added([grid.count(i, column) for i in way]) for way in ways]
            known = [(way, found) for way, found in zip(ways, sums, strict=True) if found and len(way) > 1]
            if not known:
                continue
            right = [way for way, found in known if value.agrees(found[1], found[2])]
            verdicts.append((column, value, known, right))
        good = [way for _, _, _, right in verdicts for way in right]
        for column, value, known, right in verdicts:
            if right:
                continue
            way, found = next(((w, f) for w, f in known if w in good), known[0])
            sure = way in good
            if _plausible(value, found[0], sure) and not _rated(grid, column, row):
                yield _Miss(row, column, value, found[0])


def _ways(grid: NumberGrid, row: int) -> Iterator[tuple[int, ...]]:
    """Sets of rows whose sum a total row may be, the most likely first."""
    earlier = [t for t in grid.totals if t < row]
    above = tuple(i for i in grid.plain_rows if i < row)
    after_last = tuple(i for i in above if not earlier or i > earlier[-1])
    below = tuple(i for i in grid.plain_rows if i > row)
    subtotals = tuple(t for t in earlier if SUBTOTAL.search(grid.labels[t]) or not SUBTOTAL.search(grid.labels[row]))
    ordered = (
        (after_last, above) if SUBTOTAL.search(grid.labels[row]) or not subtotals else (above, subtotals, after_last)
    )
    yield from (way for way in ordered if way)
    yield subtotals
    yield subtotals + after_last
    if row == 0:
        yield below
    for way in (above, after_last):
        yield tuple(i for i in way if grid.table.body[i].cells[0].strip())
        yield tuple(i for i in way if re.match(r"^(?:[IVX]+|[A-Z]|\d+)[.)]?$", grid.table.body[i].cells[0].strip()))
        yield tuple(i for i in way if re.match(r"^(?:[IVX]+|[A-Z])\b[.)]", grid.labels[i]))
        yield tuple(
            i
            for i in way
            if not re.match(r"^(?:-|•|[a-z][.)]|\d+\.\d+|di antaranya|termasuk|dari mana)", grid.labels[i].lower())
        )


def _plausible(value: PrintedValue, total: Decimal, sure: bool) -> bool:
    """Whether a miss looks like a wrong figure and not like a column that is never added.

    Where another column of the same total row does add up, a miss up to threefold is taken;
    else only one within a third.
    """
    if total == 0 or value.value == 0:
        return sure
    ratio = value.value / total
    return Decimal("0.33") < ratio < 3 if sure else Decimal("0.66") < ratio < Decimal("1.5")


def _rated(grid: NumberGrid, column: int, row: int) -> bool:
    """Whether the "total" is the mean of the column: a scored column under a badly named row."""
    values = [grid.count(i, column) for i in grid.plain_rows if i < row]
    known = [value for value in values if value is not None]
    total = grid.count(row, column)
    if not known or total is None:
        return False
    mean = sum((v.value for v in known), Decimal(0)) / len(known)
    return abs(total.value - mean) <= max(total.ulp, Decimal("0.01")) or total.value <= max(v.value for v in known)


def _row_misses(grid: NumberGrid) -> Iterator[_Miss]:
    """A total column against the columns to its left, where that holds in most rows."""
    for column in grid.numeric:
        if not _TOTAL_HEAD.match(grid.name(column).strip()) or grid.is_share_column(column):
            continue
        left = [c for c in grid.numeric if c < column and not grid.is_share_column(c)]
        stops = [c for c in left if _TOTAL_HEAD.match(grid.name(c).strip())]
        left = [c for c in left if not stops or c > stops[-1]]
        right = [c for c in grid.numeric if c > column and not grid.is_share_column(c)]
        for parts in (left, right if not left else []):
            if len(parts) < 2 or any(NOT_ADDED.search(grid.name(c)) for c in parts):
                continue
            yield from _failing_rows(grid, column, parts)


def _failing_rows(grid: NumberGrid, column: int, parts: list[int]) -> Iterator[_Miss]:
    holds, misses = 0, []
    for row in range(len(grid.cells)):
        value = grid.count(row, column)
        found = added([grid.count(row, c) for c in parts])
        if value is None or found is None:
            continue
        if value.agrees(found[1], found[2]):
            holds += 1
        else:
            misses.append(_Miss(row, column, value, found[0]))
    if (misses and holds >= max(1, len(misses))) or (
        len(misses) == 1 and holds == 0 and _plausible(misses[0].printed, misses[0].total, False)
    ):
        yield from misses
