"""Rows with the same values in some columns become one: sums, means, counts, the last of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

from laporan.intake.cell_reading import Context
from laporan.intake.cells import CellError
from laporan.intake.column_rule import Aggregate
from laporan.intake.columns import FilledColumn, finished


class Tally:
    """What the rows of one group come to, in one column.

    Parameters
    ----------
    how : str or None
        The aggregate; None for a value that must be the same in all rows.
    """

    def __init__(self, how: Aggregate | None) -> None:
        self._how = how
        self._count = 0
        self._value: Any = None
        self._order: Any = None

    def add(self, value: Any, order: Any = None) -> None:
        """One more row.

        Parameters
        ----------
        value : Decimal or str
            Of the row.
        order : comparable
            Of 'first' and 'last'.

        Raises
        ------
        CellError
            Where values differ that must not, or two rows have the same place in the order.
        """
        self._count += 1
        first = self._count == 1
        match self._how:
            case "sum" | "mean":
                self._value = value if first else self._value + value
            case "smallest" | "largest":
                choose = min if self._how == "smallest" else max
                self._value = value if first else choose(self._value, value)
            case "first" | "last":
                if not first and order == self._order:
                    raise CellError(
                        "form", "urutannya sama dengan baris lain", "Perbaiki ordered_by, atau sisihkan satu"
                    )
                if first or (order < self._order) == (self._how == "first"):
                    self._value, self._order = value, order
            case None:
                if not first and value != self._value:
                    raise CellError(
                        "form", "berbeda di dalam satu kelompok", "Masukkan kolom itu ke group_by", str(value)
                    )
                self._value = value
            case _:
                pass

    @property
    def result(self) -> Any:
        """The value of the group."""
        if self._how == "count":
            return Decimal(self._count)
        return Decimal(self._value) / self._count if self._how == "mean" else self._value


class RowGroups:
    """All groups of an import.

    Parameters
    ----------
    wanted : sequence of FilledColumn
        The columns of the dataset.
    keys : sequence of str
        Headers of those that make a group.
    fill : bool
        Whether combinations without rows are written, with 0.
    context : Context
        What the map says for all.
    """

    def __init__(self, wanted: Sequence[FilledColumn], keys: Sequence[str], fill: bool, context: Context) -> None:
        self._wanted, self._fill, self._context = wanted, fill, context
        self._keys = [place for place, target in enumerate(wanted) if target.column.header in keys]
        self._groups: dict[tuple[str, ...], list[Tally]] = {}

    def add(self, values: Sequence[Any], orders: Sequence[Any]) -> None:
        """One row. values, orders : of each column, in the order of the targets"""
        key = tuple(values[place] for place in self._keys)
        tallies = self._groups.get(key)
        if tallies is None:
            tallies = [Tally(target.rule.aggregate) for target in self._wanted]
            self._groups[key] = tallies
        for place, tally in enumerate(tallies):
            if place not in self._keys:
                tally.add(values[place], orders[place])

    def lines(self) -> Iterator[list[str]]:
        """The rows of the dataset, in the order of the contract's words, numbers, or as they came.

        Raises
        ------
        CellError
            For a value that the contract's form has no place for.
        """
        for key in sorted(self._all_keys(), key=self._order()):
            own = dict(zip(self._keys, key, strict=True))
            tallies = self._groups.get(key)
            yield [
                own[place] if place in own else self._text(target, tallies[place] if tallies else None)
                for place, target in enumerate(self._wanted)
            ]

    def _text(self, target: FilledColumn, tally: Tally | None) -> str:
        rule = target.rule
        if rule.aggregate is None:
            return str(tally.result) if tally else rule.constant or ""
        if tally is None:
            return finished(Decimal(0), target, self._context) if rule.aggregate in ("sum", "count") else ""
        return finished(tally.result, target, self._context)

    def _all_keys(self) -> list[tuple[str, ...]]:
        if not self._fill:
            return list(self._groups)
        return list(product(*(self._values(number) for number in range(len(self._keys)))))

    def _values(self, number: int) -> list[str]:
        """What a key may be: the contract's words, or what was seen."""
        choices = self._wanted[self._keys[number]].column.choices
        return list(dict.fromkeys([*choices, *(key[number] for key in self._groups)]))

    def _order(self) -> Any:
        ranks = []
        for number, place in enumerate(self._keys):
            column = self._wanted[place].column
            seen = self._values(number)
            if column.kind == "integer":
                seen = sorted(seen, key=lambda text: int(text or 0))
            elif not column.choices:
                seen = sorted(seen)
            ranks.append({text: rank for rank, text in enumerate(seen)})
        return lambda key: [rank.get(text, len(rank)) for rank, text in zip(ranks, key, strict=True)]
