"""Computed columns: shares, achievements, differences, growth, weighted scores.

A relation between columns is believed when most rows keep it; the rows that break it are
reported. With few rows the headings must say so too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from audit.document import SourceDocument
from audit.finding import Finding
from audit.grid import NumberGrid, grids
from audit.numbers import PrintedValue, printed
from audit.rules.flows import flow_columns
from audit.rules.registry import finding, rule

Range = tuple[Decimal, Decimal]
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class _Relation:
    """A formula between columns: its words, the headings that announce it, and what it gives."""

    words: str
    heading: re.Pattern[str]
    formula: Callable[[PrintedValue, PrintedValue], Range | None]
    share: bool
    kind: str
    operands: re.Pattern[str] | None = None


def _quotient(a: PrintedValue, b: PrintedValue, factor: Decimal = _HUNDRED) -> Range | None:
    if b.low <= 0:
        return None
    return a.low / b.high * factor, a.high / b.low * factor


def _growth(new: PrintedValue, old: PrintedValue) -> Range | None:
    found = _quotient(new, old)
    return (found[0] - 100, found[1] - 100) if found else None


def _difference(a: PrintedValue, b: PrintedValue) -> Range | None:
    return a.low - b.high, a.high - b.low


def _product(a: PrintedValue, b: PrintedValue) -> Range | None:
    return a.low * b.low, a.high * b.high


RELATIONS = (
    _Relation("{a} ÷ {b} × 100%", re.compile(r"%|persen|prosen|capaian|realisasi|serapan|tingkat|share|proporsi|porsi|kinerja", re.IGNORECASE), _quotient, True, "share"),
    _Relation("({a} − {b}) ÷ {b} × 100%", re.compile(r"tumbuh|kenaikan|penurunan|perubahan|peningkatan|naik|delta|%", re.IGNORECASE), _growth, True, "change"),
    _Relation("{a} − {b}", re.compile(r"selisih|gap|kesenjangan|sisa|deviasi|perubahan|kenaikan|penurunan|kekurangan|lebih|kurang|saldo", re.IGNORECASE), _difference, False, "sum"),
    _Relation("{a} × {b}", re.compile(r"tertimbang|nilai|jumlah|total|hasil", re.IGNORECASE), _product, False, "share", re.compile(r"bobot|harga|tarif|weight", re.IGNORECASE)),
)  # fmt: skip


@rule
def computed_columns(document: SourceDocument) -> Iterator[Finding]:
    """Rows that break the formula that the other rows of a column keep."""
    for grid in grids(document):
        flows = flow_columns(grid)
        for target in grid.numeric:
            if flows is not None and any(target in columns for columns in flows.values()):
                continue  # `received_and_handled_in_tables` judges these
            if found := _best(grid, target):
                yield from _misses(grid, target, *found)


def _best(grid: NumberGrid, target: int) -> tuple[_Relation, int, int] | None:
    """The relation that most rows of the target column keep, None when none is believable."""
    best: tuple[int, _Relation, int, int] | None = None
    for relation in RELATIONS:
        if not relation.heading.search(grid.name(target)) or relation.share != _is_share(grid, target):
            continue
        for a, b in permutations([c for c in grid.numeric if c != target], 2):
            if relation.operands is not None and not relation.operands.search(grid.name(b)):
                continue
            if not relation.share and relation.operands is None and (_is_share(grid, a) or _is_share(grid, b)):
                continue
            holds, total = _tally(grid, relation, target, a, b)
            enough = (holds >= 2 and holds >= 0.6 * total) or (holds == 1 and total == 2 and _announced(grid, a, b))
            if enough and holds < total and (best is None or holds > best[0]):
                best = (holds, relation, a, b)
            elif enough and holds == total:
                return None
    return best[1:] if best else None


def _is_share(grid: NumberGrid, column: int) -> bool:
    return grid.is_share_column(column) or bool(re.search(r"capaian|serapan", grid.name(column), re.IGNORECASE))


def _announced(grid: NumberGrid, a: int, b: int) -> bool:
    names = f"{grid.name(a)} {grid.name(b)}".lower()
    return ("realisasi" in names and ("target" in names or "pagu" in names or "anggaran" in names)) or (
        "selesai" in names and re.search(r"masuk|terima|jumlah", names) is not None
    )


def _tally(grid: NumberGrid, relation: _Relation, target: int, a: int, b: int) -> tuple[int, int]:
    holds = total = 0
    trivial = True
    for row in range(len(grid.cells)):
        value, left, right = grid.figure(row, target), grid.figure(row, a), grid.figure(row, b)
        if value is None or left is None or right is None:
            continue
        found = relation.formula(left, right)
        if found is None:
            continue
        total += 1
        if _agrees(relation, value, left, right, found):
            holds += 1
            trivial = trivial and value.value in (0, 100)
    return (0, total) if trivial else (holds, total)


def _agrees(relation: _Relation, value: PrintedValue, a: PrintedValue, b: PrintedValue, found: Range) -> bool:
    """Whether a row keeps the relation; signs of differences are free, and an achievement may be
    counted the other way round where less is better."""
    if value.agrees(*found):
        return True
    if relation.kind in ("sum", "change") and value.agrees(-found[1], -found[0]):
        return True
    if relation.share and relation.kind == "share":
        turned = _quotient(b, a)
        if turned and value.agrees(*turned):
            return True
        if b.value > 0 and value.agrees((2 * b.value - a.value) / b.value * 100):
            return True
        if value.value == 100 and found[0] > 100:  # achievements are often capped
            return True
        return not value.percent and value.value <= 1 and value.agrees(found[0] / 100, found[1] / 100)
    return False


def _misses(grid: NumberGrid, target: int, relation: _Relation, a: int, b: int) -> Iterator[Finding]:
    for row in range(len(grid.cells)):
        value, left, right = grid.figure(row, target), grid.figure(row, a), grid.figure(row, b)
        if value is None or left is None or right is None:
            continue
        found = relation.formula(left, right)
        if found is None or _agrees(relation, value, left, right, found):
            continue
        middle = (found[0] + found[1]) / 2
        if row in grid.totals and relation.kind == "share" and grid.share(row, target) is None and not relation.share:
            continue
        computed = printed(middle, max(value.decimals, 0)) + ("%" if relation.share else "")
        close = abs(value.value - middle) <= value.ulp * Decimal("1.05")
        formula = relation.words.format(a=f"“{grid.name(a)}”", b=f"“{grid.name(b)}”")
        message = (
            f"Baris “{grid.labels[row] or row + 1}”, kolom “{grid.name(target)}”: tercetak {printed(value.value)}"
            f"{'%' if relation.share else ''}, padahal {formula} memberi {computed}."
            + (" Selisihnya satu satuan pembulatan." if close else " Periksa ketiga angkanya.")
        )
        yield finding(
            relation.kind, "warning" if close else "error", grid.place(row), grid.quote(row), computed, message
        )


@rule
def shares_of_columns(document: SourceDocument) -> Iterator[Finding]:
    """Shares beside counts ("724 (69%)", or a % column) against the column's or the row's total."""
    for grid in grids(document):
        for column, share_column in _share_pairs(grid):
            bases = list(_bases(grid, column))
            scored = [
                (sum(ok for ok, *_ in checks), base, checks)
                for base in bases
                if (checks := list(_checked(grid, column, share_column, base)))
            ]
            if not scored:
                continue
            holds, _, checks = max(scored, key=lambda entry: (entry[0], -len(entry[2])))
            failing = [check for check in checks if not check[0]]
            if failing and (holds >= max(2, len(failing)) or _other_columns_hold(grid, column)):
                yield from (_share_finding(grid, row, column, *measures) for _, row, *measures in failing)  # type: ignore[arg-type]


def _share_pairs(grid: NumberGrid) -> Iterator[tuple[int, int]]:
    """(count column, share column); the same column twice for cells that print both."""
    for column in grid.numeric:
        if sum(row[column].count is not None and row[column].share is not None for row in grid.cells) >= 1:
            yield column, column
        elif grid.is_share_column(column):
            counts = [c for c in grid.numeric if c < column and not grid.is_share_column(c)]
            if counts and not re.search(
                r"capaian|realisasi|tumbuh|kenaikan|serapan|target|selesai", grid.name(column), re.IGNORECASE
            ):
                yield counts[-1], column


def _bases(grid: NumberGrid, column: int) -> Iterator[Callable[[int], PrintedValue | None]]:
    """Ways to find the base of a row's share: the total row, the rows' sum, the row's total column."""
    for total in grid.totals:
        value = grid.count(total, column)
        if value is not None:
            yield lambda _row, value=value: value  # type: ignore[misc]
    values = [grid.count(row, column) for row in grid.plain_rows]
    if all(value is not None for value in values) and len(values) > 1:
        added = PrintedValue(sum((v.value for v in values if v), Decimal(0)))
        yield lambda _row, added=added: added  # type: ignore[misc]
    for other in grid.numeric:
        if (
            other != column
            and re.match(r"(?:jumlah|total)\b", grid.name(other), re.IGNORECASE)
            and not grid.is_share_column(other)
        ):
            yield lambda row, other=other: grid.count(row, other)  # type: ignore[misc]


def _checked(
    grid: NumberGrid, column: int, share_column: int, base: Callable[[int], PrintedValue | None]
) -> Iterator[tuple[bool, int, PrintedValue, PrintedValue, PrintedValue, Decimal]]:
    for row in range(len(grid.cells)):
        count, cell, whole = grid.count(row, column), grid.cells[row][share_column], base(row)
        share = cell.share if cell.share is not None else (cell.count if share_column != column else None)
        if count is None or share is None or whole is None or whole.value <= 0 or count.value > whole.value:
            continue
        true = count.value / whole.value * 100
        yield (
            share.agrees(true) or (share.value <= 1 and not share.percent and share.agrees(true / 100)),
            row,
            share,
            count,
            whole,
            true,
        )


def _other_columns_hold(grid: NumberGrid, column: int) -> bool:
    """Whether cells that print count and share agree in some other column of the same table."""
    for other in grid.numeric:
        if other == column:
            continue
        for base in _bases(grid, other):
            checks = list(_checked(grid, other, other, base))
            if len(checks) >= 2 and all(check[0] for check in checks):
                return True
    return False


def _share_finding(
    grid: NumberGrid,
    row: int,
    column: int,
    share: PrintedValue,
    count: PrintedValue,
    whole: PrintedValue,
    true: Decimal,
) -> Finding:
    computed = f"{printed(true, max(share.decimals, 1) + 1)}%"
    near = abs(share.value - true) < share.ulp * Decimal("1.05")
    message = (
        f"Baris “{grid.labels[row] or row + 1}”, “{grid.name(column)}”: {printed(count.value)} dari {printed(whole.value)} "
        f"adalah {computed}, bukan {printed(share.value, share.decimals)}%. "
        + ("Pembulatannya meleset satu satuan." if near else "Periksa jumlah atau persentasenya.")
    )
    return finding("share", "error", grid.place(row), grid.quote(row), computed, message)


@rule
def shares_make_a_whole(document: SourceDocument) -> Iterator[Finding]:
    """A column of shares whose total row says 100%, or that stands beside counts that are a whole,
    must make 100% but for rounding."""
    for grid in grids(document):
        for column in grid.numeric:
            if not grid.is_share_column(column):
                continue
            rows = [row for row in grid.plain_rows if grid.figure(row, column) is not None]
            shares = [value for row in rows if (value := grid.figure(row, column)) is not None]
            total_row = next(
                (t for t in grid.totals if (v := grid.figure(t, column)) is not None and v.value == 100), None
            )
            if total_row is None or len(shares) < 2 or any(row > total_row for row in rows):
                continue
            total = sum((share.value for share in shares), Decimal(0))
            slack = sum((share.ulp for share in shares), Decimal(0)) / 2 + Decimal("0.001")
            beside = any(c for c, s in _share_pairs(grid) if s == column and list(_failing_counts(grid, c, column)))
            if abs(total - 100) > slack and not beside:
                message = f"Kolom “{grid.name(column)}” tertulis berjumlah 100%, padahal baris-barisnya menjumlah {printed(total)}%. Periksa bagiannya."
                yield finding(
                    "share-sum", "error", grid.place(total_row), grid.quote(total_row), f"{printed(total)}%", message
                )


def _failing_counts(grid: NumberGrid, column: int, share_column: int) -> Iterator[int]:
    """Rows whose share already disagrees with its count: `shares_of_columns` has reported them."""
    for base in _bases(grid, column):
        checks = list(_checked(grid, column, share_column, base))
        failing = [row for ok, row, *_ in checks if not ok]
        if failing and len(checks) - len(failing) >= max(2, len(failing)):
            yield from failing
