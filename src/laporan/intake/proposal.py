"""A map is proposed for a source: columns matched by name, alias and content. What is not certain is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

from laporan.core.errors import AnalysisError, DataError, Fault
from laporan.data.contracts import Column, Contract
from laporan.intake.cells import Cell, shown, squeezed
from laporan.intake.column_rule import ColumnRule
from laporan.intake.dates import USUAL, other_order, parse
from laporan.intake.grid import Grid, Label
from laporan.intake.heads import LOOKED_AT, joined
from laporan.intake.map_file import OPEN, maps_folder, read_map
from laporan.intake.numerals import number_form
from laporan.intake.patterns import ANY, wildcard
from laporan.intake.personal import tells_of_persons
from laporan.intake.source_shape import SourceShape
from laporan.intake.sources import content_kind, open_file

SEEN = 200  # rows from which a column is judged
MOST_WORDS = 40  # different words of a column that are listed
ALIKE = 0.85  # of two heads, by their letters
SHARED = 0.6  # of a column's words that the contract knows
NOTHING = ("-", "–", "n/a", "N/A")  # usual words for nothing, which the map then calls empty
BORROWED = ("bands", "pad", "prefix", "suffix")  # what a map of ours says of a column with the same head
EXAMPLES = ("1234", "1.234", "1,234", "1.234,5", "1,234.5", "1234,5", "1234.5", "90,4%", "90.4%", "Rp 1.234")


@dataclass
class ProposedColumn:
    """How a column of the dataset could be filled.

    Parameters
    ----------
    header : str
        Of the dataset.
    title : str
        Of the source; '' where none was found.
    why : str
        By what it was found.
    rule : dict of str to object
        What else the map says of it; what must be decided is '???'.
    note : str
        What there is to decide.
    """

    header: str
    title: str = ""
    why: str = ""
    rule: dict[str, object] = field(default_factory=dict)
    note: str = ""


@dataclass
class Proposal:
    """What is proposed for a source.

    Parameters
    ----------
    dataset : str
        Where it is to go.
    shape : dict of str to object
        Sheet, row of heads, records.
    titles : list of str
        Heads of the source.
    personal : list of str
        Those that tell of persons.
    columns : list of ProposedColumn
        Those of the dataset.
    rows : list of list of Cell
        The first rows below the heads.
    said : list of str
        As what it was read.
    empty : list of str
        Words that seem to mean nothing.
    """

    dataset: str
    shape: dict[str, object]
    titles: list[str]
    personal: list[str]
    columns: list[ProposedColumn]
    rows: list[list[Cell]]
    said: list[str]
    empty: list[str]


def propose(path: Path, contract: Contract, year: int, unit: str) -> Proposal:
    """Match the columns of a file to those of a dataset.

    Parameters
    ----------
    path : Path
        The file.
    contract : Contract
        Of the dataset.
    year, unit : int, str
        For the maps whose words are borrowed.

    Raises
    ------
    DataError
        For what can't be read, and for a database.
    """
    if content_kind(path) == "sql":
        remedy = "Tulis peta dengan source.query; contohnya ncsis-pengguna.yml di params/import"
        raise DataError([Fault(path.name, "usulan peta untuk basis data tidak dibuat", remedy)])
    known = _known_rules(contract.name, year, unit)
    shape, grid = _opened(path, [*(column.header for column in contract.columns), *_aliases(known)])
    titles, rows = _table(grid, shape)
    cells = {title: [row[place] for row in rows if place < len(row)] for place, title in enumerate(titles) if title}
    personal = [title for title, found in cells.items() if tells_of_persons(title, found)]
    free = {title: found for title, found in cells.items() if title not in personal}
    columns = [_proposed(column, free, known) for column in contract.columns]
    empty = [word for word in NOTHING if any(shown(cell) == word for found in free.values() for cell in found)]
    return Proposal(contract.name, shape, titles, personal, columns, rows[:3], grid.said, empty)


def _opened(path: Path, wanted: Sequence[str]) -> tuple[dict[str, object], Grid]:
    """The table of a file that has the most of the wanted heads, and how the map finds it."""
    if content_kind(path) == "json":
        return _records(path)
    sheets = content_kind(path) == "workbook"
    grids = open_file(path, SourceShape.model_validate({"sheet": ["*"]} if sheets else {}))
    best: tuple[int, dict[str, object], Grid] | None = None
    for grid in grids:
        lines = list(islice(grid.rows, LOOKED_AT + SEEN)) if grid.titles is None else []
        header, found = _head_row(lines, wanted) if grid.titles is None else (0, 1)
        shape: dict[str, object] = {"sheet": grid.sheet} if sheets and len(grids) > 1 else {}
        if header > 1:
            shape["header"] = header
        if grid.titles is None:
            grid.rows = lines
        if best is None or found > best[0]:
            best = (found, shape, grid)
    if best is None:
        raise DataError([Fault(path.name, "tidak ada tabel di dalamnya", "Periksa sumbernya")])
    return best[1], best[2]


def _records(path: Path) -> tuple[dict[str, object], Grid]:
    for way in ("", "data", "items", "results", "records", "rows", "result.items", "data.items"):
        try:
            (grid,) = open_file(path, SourceShape(kind="json", records=way))
        except AnalysisError:
            continue
        return ({"records": way} if way else {}), grid
    raise DataError([Fault(path.name, "daftar rekaman tidak ditemukan", "Tulis peta dengan source.records")])


def _head_row(lines: Sequence[tuple[Label, Sequence[Cell]]], wanted: Sequence[str]) -> tuple[int, int]:
    """The row that has the most of the wanted heads, else the fullest; and how many it has."""
    names = {_plain(name) for name in wanted}

    def score(line: tuple[Label, Sequence[Cell]]) -> tuple[int, int]:
        texts = [shown(cell) for cell in line[1] if isinstance(cell, str) and shown(cell)]
        return sum(_plain(text) in names for text in texts), len(texts)

    if not lines:
        return 1, 0
    best = max(lines[:LOOKED_AT], key=score)
    return int(best[0]), score(best)[0]


def _table(grid: Grid, shape: Mapping[str, object]) -> tuple[list[str], list[list[Cell]]]:
    """Heads, and the first rows below them that are not empty."""
    if grid.titles is not None:
        return [squeezed(title) for title in grid.titles], _filled(grid.rows)
    header = int(str(shape.get("header", 1)))
    lines = list(grid.rows)
    titles = joined([next((list(cells) for label, cells in lines if label == header), [])])
    return titles, _filled((label, cells) for label, cells in lines if int(label) > header)


def _filled(rows: object) -> list[list[Cell]]:
    lines: Iterator[tuple[Label, Sequence[Cell]]] = iter(rows)  # type: ignore[call-overload]
    return [list(cells) for _label, cells in islice(lines, SEEN) if any(map(shown, cells))]


def _known_rules(dataset: str, year: int, unit: str) -> dict[str, list[ColumnRule]]:
    """What our own maps say of each column of a dataset: other heads, and words."""
    found: dict[str, list[ColumnRule]] = {}
    for path in sorted(maps_folder().glob("*.yml")) if maps_folder().is_dir() else ():
        try:
            plan = read_map(path, year, unit).plan
        except AnalysisError:
            continue
        if plan.to == dataset:
            for header, rule in plan.columns.items():
                words = plan.words.get(rule.words) if isinstance(rule.words, str) else rule.words
                found.setdefault(header, []).append(rule.model_copy(update={"words": words}))
    return found


def _aliases(known: Mapping[str, Sequence[ColumnRule]]) -> list[str]:
    return [title for rules in known.values() for rule in rules for title in rule.column]


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _proposed(
    column: Column, cells: Mapping[str, Sequence[Cell]], known: Mapping[str, list[ColumnRule]]
) -> ProposedColumn:
    rules = known.get(column.header, [])
    title, why = _matched(column, cells, [name for rule in rules for name in rule.column])
    if not title:
        return _unmatched(column, rules)
    found = ProposedColumn(column.header, title, why)
    texts = list(dict.fromkeys(shown(cell) for cell in cells[title] if isinstance(cell, str)))
    texts = [text for text in texts if text and text not in NOTHING]
    borrowed = next((rule for rule in rules if _plain(title) in map(_plain, rule.column)), None)
    if column.kind == "date":
        _decide_date(found, texts)
    elif borrowed and (borrowed.bands or borrowed.pad) and not _all_words(texts):
        found.rule |= {key: value for key in BORROWED if (value := getattr(borrowed, key))}
    elif column.kind in ("integer", "decimal") and not _all_words(texts):
        _decide_number(found, texts)
    elif column.choices or column.kind == "integer" or any(rule.words for rule in rules):
        _decide_words(found, column, texts, rules)
    return found


def _unmatched(column: Column, rules: Sequence[ColumnRule]) -> ProposedColumn:
    """A column that no head of the source is for: counted, constant, or to be decided."""
    if serial := next((rule.serial for rule in rules if rule.serial), ""):
        return ProposedColumn(column.header, rule={"serial": serial}, note="nomor urut baris yang dipakai")
    if column.optional or column.may_be_absent:
        return ProposedColumn(column.header, note="tidak ditemukan; boleh dihapus dari peta")
    return ProposedColumn(column.header, note=f"tidak ditemukan; isinya {column.rule}")


def _matched(column: Column, cells: Mapping[str, Sequence[Cell]], aliases: Sequence[str]) -> tuple[str, str]:
    """The head of the source that a column is filled from, and by what it was found."""
    names = {_plain(title): title for title in cells}
    for name, why in [(column.header, "nama"), *((alias, "nama lain") for alias in aliases)]:
        if _plain(name) in names:
            return names[_plain(name)], why
        fitting = [title for title in cells if ANY in name and wildcard(name).fullmatch(title)]
        if len(fitting) == 1:
            return fitting[0], why
    alike = {title: SequenceMatcher(None, _plain(column.header), name).ratio() for name, title in names.items()}
    best = max(alike, key=lambda title: alike[title], default="")
    if best and alike[best] >= ALIKE:
        return best, "nama yang mirip"
    if column.choices:
        words = {choice.casefold() for choice in column.choices}
        for title, found in cells.items():
            texts = {shown(cell).casefold() for cell in found if shown(cell)}
            if texts and len(texts & words) / len(texts) >= SHARED:
                return title, "isi"
    return "", ""


def _all_words(texts: Sequence[str]) -> bool:
    """Whether these are answers in words rather than numbers."""
    return bool(texts) and not any(re.search("[0-9]", text) for text in texts)


def _decide_date(found: ProposedColumn, texts: Sequence[str]) -> None:
    fits = [form for form in USUAL if texts and all(parse(text, form) for text in texts)]
    if not texts or fits[:1] == ["yyyy-mm-dd"]:
        return
    orders = [form for form in fits if other_order(form) not in fits]
    if len(fits) == 1 or len(orders) == len(fits) == 1:
        found.rule["date"] = fits[0]
    elif fits:
        found.rule["date"] = OPEN
        found.note = f"semua tanggal dapat dibaca {' maupun '.join(fits[:2])}: sebut yang benar"
    else:
        found.rule["date"] = OPEN
        found.note = "bentuk tanggalnya tidak satu, atau tidak dikenal"


def _decide_number(found: ProposedColumn, texts: Sequence[str]) -> None:
    fits = [example for example in EXAMPLES if all(number_form(example).parse(text) is not None for text in texts)]
    if fits[:1] == ["1234"] or not texts:
        return
    values = {tuple(str(number_form(example).parse(text)) for text in texts) for example in fits}
    if len(values) == 1:
        found.rule["number"] = fits[0]
    else:
        found.rule["number"] = OPEN
        found.note = (
            f"bilangannya dapat dibaca {' maupun '.join(fits[:2])}" if fits else "bilangannya tidak satu bentuk"
        )


def _decide_words(found: ProposedColumn, column: Column, texts: Sequence[str], rules: Sequence[ColumnRule]) -> None:
    choices = {choice.casefold(): choice for choice in column.choices}
    if not texts or all(text in column.choices for text in texts):
        return
    if len(texts) > MOST_WORDS:
        found.note = f"{len(texts)} kata berbeda: pakai take atau bands"
        return
    borrowed = {
        word.casefold(): meant for rule in rules if isinstance(rule.words, dict) for word, meant in rule.words.items()
    }
    known = borrowed | choices
    found.rule["words"] = {text: known.get(text.casefold(), OPEN) for text in texts}
    if column.choices:
        found.note = f"artinya salah satu dari: {', '.join(column.choices)}"
