"""How each column of the dataset is made from the cells of a row: a map's rules, once the heads are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from laporan.core.errors import DataError, Fault, ParameterError
from laporan.data.contracts import Column, Contract
from laporan.intake.cell_reading import Context, as_number, reader, rounded
from laporan.intake.cells import BrokenCell, Cell, CellError, no_value, shown
from laporan.intake.column_rule import ColumnRule, TickedColumns
from laporan.intake.fault_list import CellPlace
from laporan.intake.heads import Heads
from laporan.intake.numerals import PLAIN

SPAN = re.compile(r"(?P<first>\S+?)\s*\.\.\s*(?P<last>\S+)")
NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>[0-9]+)")
Make = Callable[[Sequence[Cell]], Any]


@dataclass(frozen=True)
class FilledColumn:
    """One column of the dataset, and the rule by which the map fills it.

    Parameters
    ----------
    column : Column
        Of the contract.
    rule : ColumnRule
        Of the map.
    key : str
        What the map calls it: its header, or a range.
    number : int
        Which of the columns that share the rule it is, from 1.
    of : int
        How many share it.
    """

    column: Column
    rule: ColumnRule
    key: str
    number: int = 1
    of: int = 1


def targets(rules: Mapping[str, ColumnRule], contract: Contract, name: str) -> list[FilledColumn]:
    """What the map fills, in the order of the contract.

    Parameters
    ----------
    rules : mapping of str to ColumnRule
        The map's `columns`; a key may be a range, 'U1..U9'.
    contract : Contract
        Of the dataset in its year.
    name : str
        The map's file, for messages.

    Raises
    ------
    ParameterError
        For a column that the contract does not have, one that is filled twice, or one that is left out and must be
        there.
    """
    headers = [column.header for column in contract.columns]
    unknown, found = [], []
    for key, rule in rules.items():
        named = _spanned(key, headers)
        unknown += [header for header in named if header not in headers]
        known = [header for header in named if header in headers]
        if len(named) > 1 and not rule.each and rule.column:
            raise ParameterError(f"{name}: columns.{key}: beberapa kolom sekaligus ditulis dengan each, bukan column")
        found += [
            (header, FilledColumn(_of(contract, header), rule, key, place, len(named)))
            for place, header in enumerate(known, 1)
        ]
    if unknown:
        near = get_close_matches(unknown[0], headers, n=1, cutoff=0)[0]
        raise ParameterError(
            f"{name}: columns: {', '.join(unknown)} bukan kolom data {contract.name} tahun itu. "
            f"Hapus dari peta, atau periksa tahunnya; yang terdekat “{near}”"
        )
    by_header = dict(found)
    if twice := {header for header, _ in found if sum(header == other for other, _ in found) > 1}:
        raise ParameterError(f"{name}: columns: {', '.join(sorted(twice))} diisi dua kali. Hapus salah satunya")
    asked = any(column.may_be_absent and column.header in by_header for column in contract.columns)
    wanted = [column for column in contract.columns if asked or not column.may_be_absent]
    if lacking := [column.header for column in wanted if not column.optional and column.header not in by_header]:
        raise ParameterError(
            f"{name}: columns: {', '.join(lacking)} wajib di data {contract.name} tahun itu, dan tidak diisi peta. "
            "Tambahkan kolomnya; yang tidak ditanyakan sumber tidak boleh dikarang"
        )
    return [by_header[header] for header in headers if header in by_header]


def _of(contract: Contract, header: str) -> Column:
    return next(column for column in contract.columns if column.header == header)


def _spanned(key: str, headers: Sequence[str]) -> list[str]:
    """The columns that a key names: one, or a range in the order of the contract."""
    span = SPAN.fullmatch(key)
    if key in headers or not span:
        return [key]
    first, last = span["first"], span["last"]
    if first in headers and last in headers:
        return list(headers[headers.index(first) : headers.index(last) + 1])
    low, high = NUMBERED.fullmatch(first), NUMBERED.fullmatch(last)
    if low and high and low["stem"] == high["stem"] and 0 < int(high["number"]) - int(low["number"]) < 1000:
        return [f"{low['stem']}{number}" for number in range(int(low["number"]), int(high["number"]) + 1)]
    return [first, last]


@dataclass(frozen=True)
class Maker:
    """Makes the value of one column.

    Parameters
    ----------
    target : FilledColumn
        Of which column.
    make : callable
        From the cells of a row; raises CellError. None for what is counted: rows and serial numbers.
    place : CellPlace
        What messages name.
    at : int or None
        The place of the one cell that it is made from.
    """

    target: FilledColumn
    make: Make | None
    place: CellPlace
    at: int | None = None


def makers(
    wanted: Sequence[FilledColumn],
    heads: Heads,
    context: Context,
    tables: Mapping[str, Mapping[str, str]],
    lettered: bool,
) -> list[Maker]:
    """A maker for each target.

    Parameters
    ----------
    wanted : sequence of FilledColumn
        What the map fills.
    heads : Heads
        Of the table.
    context : Context
        What the map says for all.
    tables : mapping
        The lookups, by their names.
    lettered : bool
        Whether messages name cells by letters.

    Raises
    ------
    DataError
        For a head that there is not.
    """
    several: dict[int, list[int]] = {}

    def places(target: FilledColumn) -> list[int]:
        key = id(target.rule)
        if key not in several:
            several[key] = heads.places(target.rule.each, target.of)
            _refuse_other_numbers([one for one in wanted if one.rule is target.rule], several[key], heads)
        return several[key]

    made: list[Maker] = []
    faults: dict[str, Fault] = {}
    for target in wanted:
        rule = target.rule
        at: int | None = None
        try:
            if rule.column:
                at = heads.place(rule.column)
            elif rule.each:
                at = places(target)[target.number - 1]
            title = heads.titles[at] if at is not None else target.column.header
            place = CellPlace(heads.file, heads.sheet, title, at if lettered else None)
            made.append(Maker(target, _make(target, at, heads, context, tables), place, at))
        except DataError as error:
            faults |= {str(fault): _for(target, fault) for fault in error.faults if str(fault) not in faults}
    if faults:
        raise DataError(list(faults.values()))
    return made


def _refuse_other_numbers(filled: Sequence[FilledColumn], places: Sequence[int], heads: Heads) -> None:
    """Heads with the same numbers as the columns that they fill, but in another order: by place they'd be exchanged."""
    wanted = [re.findall(r"[0-9]+", target.column.header) for target in filled]
    found = [re.findall(r"[0-9]+", heads.titles[place]) for place in places]
    if found != wanted and sorted(found) == sorted(wanted) and all(wanted):
        first = next(number for number, (mine, its) in enumerate(zip(wanted, found, strict=True)) if mine != its)
        rule = f"urutan nomornya lain: {filled[first].column.header} akan diisi “{heads.titles[places[first]]}”"
        remedy = "Tulis each dengan {n}, misalnya each: 'U{n}', atau sebut setiap kolom sendiri"
        raise DataError([Fault(heads.file, rule, remedy, heads.sheet, heads.row, filled[first].rule.each)])


def _for(target: FilledColumn, fault: Fault) -> Fault:
    """A fault of a head, with the columns of the dataset that it is wanted for."""
    return replace(fault, rule=f"{fault.rule} (untuk {target.key.replace('..', '–')})")


def _make(
    target: FilledColumn, at: int | None, heads: Heads, context: Context, tables: Mapping[str, Mapping[str, str]]
) -> Make | None:
    rule = target.rule
    read = _amount(rule, context) if rule.aggregate else reader(rule, target.column, context)
    if rule.constant is not None:
        constant = rule.constant
        return lambda _cells: constant
    if at is not None:
        return lambda cells: read(cells[at] if at < len(cells) else None)
    if rule.join:
        every = [heads.place([name]) for name in rule.join]
        return lambda cells: read(_joined(cells, every, rule.joined_by))
    if rule.added:
        named = [rule.added] if isinstance(rule.added, str) else rule.added
        terms = [place for name in named for place in heads.places(name)]
        amount = _amount(rule, context)
        settle = reader(plain_rule(rule), target.column, context) if not rule.aggregate else (lambda total: total)
        return lambda cells: settle(_rounded(sum(amount(cells[place]) for place in terms), rule))
    if rule.marked:
        return _ticked(rule.marked, heads.places(rule.marked.columns))
    if rule.lookup and rule.by:
        by, key = heads.place(rule.by.column), reader(rule.by, None, context)
        table = tables[rule.lookup]
        return lambda cells: read(_looked_up(table, rule.lookup, key(cells[by] if by < len(cells) else None)))
    return None


def _joined(cells: Sequence[Cell], places: Sequence[int], between: str) -> str:
    here = [cells[place] if place < len(cells) else None for place in places]
    if broken := next((cell for cell in here if isinstance(cell, BrokenCell)), None):
        raise no_value(broken)
    texts = [shown(cell) for cell in here]
    return between.join(text for text in texts if text)


def _ticked(marked: TickedColumns, places: Sequence[int]) -> Make:
    ticks = {tick.strip().casefold() for tick in marked.ticks}

    def make(cells: Sequence[Cell]) -> str:
        texts = [shown(cells[place]) if place < len(cells) else "" for place in places]
        if unknown := [text for text in texts if text and text.casefold() not in ticks]:
            remedy = "Perbaiki sel itu, atau lengkapi ticks"
            raise CellError("word", "tanda yang tidak ada di ticks", remedy, "”, “".join(unknown))
        found = [str(number) for number, text in enumerate(texts, 1) if text]
        return marked.joined_by.join(found)

    return make


def _looked_up(table: Mapping[str, str], name: str, key: Any) -> str | None:
    text = shown(key)
    if not text:
        return None
    if text not in table:
        raise CellError("word", f"tidak ada di tabel {name}", "Lengkapi tabel itu, atau sisihkan barisnya", text)
    return table[text]


def _amount(rule: ColumnRule, context: Context) -> Callable[[Cell], Any]:
    """What is added up, averaged or compared: a number; rounding is for afterwards."""
    bare = rule.model_copy(update={"round": None, "times": None, "pad": None, "prefix": "", "suffix": ""})
    read = reader(bare, None, context)

    def amount(cell: Cell) -> Any:
        value = as_number(PLAIN, read(cell))
        if value is None:
            raise CellError(
                "number",
                "sel kosong tidak dapat dihitung",
                "Isi sel itu, sisihkan barisnya, atau words: {'': 0} dengan number: '1234' di peta",
            )
        return value

    return amount


def finished(value: Any, target: FilledColumn, context: Context) -> str:
    """The text of what a group came to.

    Parameters
    ----------
    value : Decimal or None
        Sum, mean, …
    target : FilledColumn
        Of which column.
    context : Context
        What the map says for all.

    Raises
    ------
    CellError
        For a value that the contract's form has no place for.
    """
    rule = target.rule
    value = _rounded(value, rule)
    return str(reader(plain_rule(rule), target.column, context)(value))


def _rounded(value: Any, rule: ColumnRule) -> Any:
    if value is not None and rule.times is not None:
        value = value * rule.times
    return value if value is None or rule.round is None else rounded(rule.round, value)


def plain_rule(rule: ColumnRule) -> ColumnRule:
    """What is still to be done with a number that was computed: zeros in front, words before and behind."""
    return ColumnRule(constant="", pad=rule.pad, prefix=rule.prefix, suffix=rule.suffix)
