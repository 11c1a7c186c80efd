"""From a cell to the text of the dataset, by the `CellReading` that the map declares for its column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial
from typing import Any

from laporan.data.contracts import Column, as_written
from laporan.intake.cell_dates import as_date, moment_of
from laporan.intake.cells import MOST_DIGITS, BrokenCell, Cell, CellError, no_value, shown, squeezed
from laporan.intake.column_rule import CellReading
from laporan.intake.numerals import PLAIN, NumeralForm, number_range
from laporan.intake.patterns import ANY, wildcard

Step = Callable[[Any], Any]
SAFE_INTEGER = 2**53  # a spreadsheet knows no greater one to the last digit


@dataclass(frozen=True)
class Context:
    """What readings share: the map's empty words, tables of words, and zone."""

    empty: frozenset[str] = frozenset()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    zone: str = "Asia/Jakarta"


def reader(reading: CellReading, column: Column | None, context: Context) -> Callable[[Cell], Any]:
    """What makes a value of a cell.

    Parameters
    ----------
    reading : CellReading
        What the map says.
    column : Column or None
        Of the dataset: the value is then its text in the canonical file. None for a value that is only compared or
        added up: a number, a date, or text.
    context : Context
        What the map says for all.

    Returns
    -------
    callable
        From a cell to text (None or a value without `column`); raises CellError.
    """
    steps = [_emptied(context.empty | frozenset(map(squeezed, reading.empty)))]
    steps += _pieces(reading)
    words = context.words[reading.words] if isinstance(reading.words, str) else reading.words
    if words is not None:
        steps.append(partial(_word, *_word_tables(words), reading.otherwise, reading.number))
    elif reading.otherwise is not None:
        steps.append(partial(_otherwise, reading.otherwise))
    steps += _values(reading, column, context)
    if reading.pad or reading.prefix or reading.suffix:
        steps.append(partial(_affixed, reading))
    if column is not None:
        steps.append(partial(_declared, column, context))

    def read(cell: Cell) -> Any:
        value: Any = cell
        try:
            for step in steps:
                value = step(value)
        except CellError as error:
            error.value = error.value or shown(cell)
            raise
        return value

    return read


def _emptied(empty: frozenset[str]) -> Step:
    def step(cell: Cell) -> Cell:
        if isinstance(cell, BrokenCell):
            raise no_value(cell)
        if not isinstance(cell, str):
            return cell
        text = squeezed(cell)
        return None if not text or text in empty else text

    return step


def _pieces(reading: CellReading) -> list[Step]:
    steps: list[Step] = []
    if reading.split:
        steps.append(partial(_piece, reading.split, reading.item))
    if reading.take:
        steps.append(partial(_taken, re.compile(reading.take)))
    return steps


def _piece(separator: str, item: int, cell: Cell) -> Cell:
    if cell is None:
        return None
    parts = [part.strip() for part in shown(cell).split(separator)]
    place = item - 1 if item > 0 else item
    if not -len(parts) <= place < len(parts):
        raise CellError(
            "form", f"tidak punya bagian ke-{item} bila dibagi menurut “{separator}”", "Perbaiki split, item"
        )
    return parts[place] or None


def _taken(pattern: re.Pattern[str], cell: Cell) -> Cell:
    if cell is None:
        return None
    match = pattern.fullmatch(shown(cell))
    if not match:
        raise CellError("form", f"tidak berbentuk {pattern.pattern}", "Perbaiki sel itu, atau take di peta")
    return next((group for group in match.groups() if group is not None), match[0])


def _word_tables(words: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """Words as they are written, in small letters where that makes no two the same, and those with '*'."""
    exact = {squeezed(word): meant for word, meant in words.items()}
    folded: dict[str, str] = {}
    doubtful = set()
    for word, meant in exact.items():
        small = word.casefold()
        if folded.setdefault(small, meant) != meant:
            doubtful.add(small)
    patterns = [(wildcard(word), meant) for word, meant in exact.items() if ANY in word]
    return exact, {word: meant for word, meant in folded.items() if word not in doubtful}, patterns


def _word(
    exact: dict[str, str],
    folded: dict[str, str],
    patterns: list[tuple[re.Pattern[str], str]],
    otherwise: str | None,
    form: NumeralForm | None,
    cell: Cell,
) -> Cell:
    """What a word means. Where the map says how numbers are written, a number needs no entry among the words."""
    text = shown(cell)
    if text in exact:
        return exact[text] or None
    if text.casefold() in folded:
        return folded[text.casefold()] or None
    if not text:
        return None
    for pattern, meant in patterns:
        if pattern.fullmatch(text):
            return meant or None
    if form and (isinstance(cell, int | Decimal) or form.parse(text) is not None):
        return cell
    if otherwise is not None:
        return otherwise or None
    raise CellError(
        "word",
        "kata tidak ada di peta",
        "Tambahkan kata itu ke words kolom ini, sisihkan barisnya, atau perbaiki selnya",
    )


def _otherwise(meant: str, cell: Cell) -> Cell:
    return None if cell is None else meant or None


def _values(reading: CellReading, column: Column | None, context: Context) -> list[Step]:
    """Steps that need a number or a date."""
    steps: list[Step] = []
    kind = column.kind if column is not None else "text"
    numeric = reading.number or reading.times is not None or reading.round is not None or reading.bands
    dated = reading.date or reading.part or (kind == "date" and not numeric)
    if dated:
        steps.append(partial(as_date, reading.date or [], reading.stored_in, context.zone, reading.part))
    if numeric:
        steps.append(partial(as_number, reading.number or PLAIN))
        if reading.times is not None:
            steps.append(partial(_times, reading.times))
        if reading.round is not None:
            steps.append(partial(rounded, reading.round))
        if reading.bands:
            steps.append(partial(_banded, [(name, *number_range(told)) for name, told in reading.bands.items()]))
    return steps


def as_number(form: Any, cell: Cell) -> Cell:
    """The number that a cell is.

    Parameters
    ----------
    form : NumeralForm
        How numbers in text are written; a cell that is a number is one.
    cell : Cell
        The cell.

    Raises
    ------
    CellError
        For what is written otherwise.
    """
    if cell is None:
        return None
    number = form.parse(cell) if isinstance(cell, str) else cell
    if not isinstance(number, int | Decimal) or not Decimal(number).is_finite():
        remedy = "Perbaiki sel itu, atau tulis number di peta menurut bentuk yang benar"
        raise CellError("number", f"bukan bilangan berbentuk {form.example}", remedy)
    if Decimal(number).adjusted() > MOST_DIGITS:
        raise CellError("number", f"bilangan dengan lebih dari {MOST_DIGITS + 1} angka", "Perbaiki sel itu")
    return number


def _times(factor: Decimal, cell: Cell) -> Cell:
    return cell if cell is None else Decimal(cell) * factor  # type: ignore[arg-type]


def rounded(places: int, cell: Cell) -> Cell:
    """The number, rounded half up."""
    if cell is None:
        return None
    return Decimal(cell).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)  # type: ignore[arg-type]


def _banded(bands: list[tuple[str, Decimal | None, Decimal | None]], cell: Cell) -> Cell:
    if cell is None:
        return None
    number = Decimal(cell)  # type: ignore[arg-type]
    for name, low, high in bands:
        if (low is None or number >= low) and (high is None or number <= high):
            return name
    raise CellError("number", "di luar semua rentang bands", "Perbaiki sel itu, atau lengkapi bands di peta")


def _affixed(reading: CellReading, cell: Cell) -> Cell:
    if cell is None:
        return None
    text = shown(cell)
    if reading.pad:
        if not re.fullmatch(r"[0-9]+", text) or len(text) > reading.pad:
            raise CellError("form", f"bukan bilangan sampai {reading.pad} angka", "Perbaiki sel itu, atau pad di peta")
        text = text.zfill(reading.pad)
    return f"{reading.prefix}{text}{reading.suffix}"


def _declared(column: Column, context: Context, value: Any) -> str:
    """The text of a value in the form that the contract declares."""
    if value is None or value == "":
        if column.optional:
            return ""
        raise CellError(
            "form", f"sel kosong, padahal {column.header} wajib diisi", "Isi sel itu, atau sisihkan barisnya"
        )
    if column.kind in ("integer", "decimal"):
        return _number_text(value, column)
    if isinstance(value, dt.date) and column.kind == "date":
        return as_written(moment_of([], value).stored_in("", context.zone), column)
    if isinstance(value, int | Decimal) and abs(Decimal(value)) >= SAFE_INTEGER:
        raise CellError(
            "form", "bilangan yang angka terakhirnya hilang di lembar kerja", "Minta kolom itu sebagai teks"
        )
    return shown(value)


def _number_text(value: Any, column: Column) -> str:
    try:
        number = value if isinstance(value, int | Decimal) else Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        raise CellError("number", "bukan bilangan", "Tulis number di peta, misalnya number: '1.234'") from None
    if isinstance(value, str) and not re.fullmatch(
        r"-?[0-9]+" if column.kind == "integer" else r"-?[0-9]+(,[0-9]+)?", value
    ):
        raise CellError(
            "number", "bilangan yang bentuknya tidak disebut peta", "Tulis number di peta, misalnya '1.234'"
        )
    if (isinstance(number, Decimal) and not number.is_finite()) or Decimal(number).adjusted() > MOST_DIGITS:
        raise CellError("number", f"bukan bilangan dengan paling banyak {MOST_DIGITS} angka", "Perbaiki sel itu")
    if column.kind == "integer":
        if number != int(number):
            raise CellError(
                "number", "bukan bilangan bulat", "Perbaiki sel itu, atau tulis round: 0 bila memang dibulatkan"
            )
        return str(int(number))
    return shown(Decimal(number)).replace(".", ",")
