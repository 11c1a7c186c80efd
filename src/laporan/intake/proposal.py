"""A map is proposed for a source: columns matched by name, alias and content. What is not certain is left open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from laporan.core.errors import AnalysisError
from laporan.data.contracts import Column, Contract
from laporan.intake.cells import Cell, shown
from laporan.intake.column_rule import ColumnRule
from laporan.intake.dates import USUAL, other_order, parse
from laporan.intake.map_file import OPEN, maps_folder, read_map
from laporan.intake.numerals import number_form
from laporan.intake.origin import FROM_ENVIRONMENT
from laporan.intake.patterns import ANY, wildcard
from laporan.intake.personal import tells_in_free_words, tells_of_persons
from laporan.intake.proposal_database import query_of, sample_database, sample_file_database
from laporan.intake.proposal_source import SourceSample, plain_name, sample_files
from laporan.intake.sources import content_kind

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
    free : list of str
        Heads of columns in free words, which a preview does not show.
    """

    dataset: str
    shape: dict[str, object]
    titles: list[str]
    personal: list[str]
    columns: list[ProposedColumn]
    rows: list[list[Cell]]
    said: list[str]
    empty: list[str]
    free: list[str]


def propose(given: Sequence[str], contract: Contract, year: int, unit: str) -> Proposal:
    """Match the columns of a source to those of a dataset.

    Parameters
    ----------
    given : sequence of str
        Files, a folder, or 'env:NAME' of a database.
    contract : Contract
        Of the dataset.
    year, unit : int, str
        For the maps whose words are borrowed.

    Raises
    ------
    DataError
        For what can't be read.
    """
    known = _known_rules(contract.name, year, unit)
    sample = _sampled(given, [*(column.header for column in contract.columns), *_aliases(known)])
    titles, rows = sample.titles, sample.rows
    cells = {title: [row[place] for row in rows if place < len(row)] for place, title in enumerate(titles) if title}
    personal = [title for title, found in cells.items() if tells_of_persons(title, found)]
    free = {title: found for title, found in cells.items() if title not in personal}
    columns = [_proposed(column, free, known) for column in contract.columns]
    empty = [word for word in NOTHING if any(shown(cell) == word for found in free.values() for cell in found)]
    shape = sample.shape
    if sample.table:
        used = list(dict.fromkeys(column.title for column in columns if column.title))
        shape = shape | {"query": query_of(sample, used or list(free))}
    worded = [title for title, found in free.items() if tells_in_free_words(found)]
    return Proposal(contract.name, shape, titles, personal, columns, rows[:3], sample.said, empty, worded)


def _sampled(given: Sequence[str], wanted: Sequence[str]) -> SourceSample:
    variables = [name.removeprefix(FROM_ENVIRONMENT) for name in given if name.startswith(FROM_ENVIRONMENT)]
    if variables:
        return sample_database(variables[0], wanted)
    files = [Path(name).expanduser() for name in given]
    if len(files) == 1 and files[0].is_file() and content_kind(files[0]) == "sql":
        return sample_file_database(files[0], wanted)
    return sample_files(files, wanted)


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
    borrowed = next((rule for rule in rules if plain_name(title) in map(plain_name, rule.column)), None)
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
    names = {plain_name(title): title for title in cells}
    for name, why in [(column.header, "nama"), *((alias, "nama lain") for alias in aliases)]:
        if plain_name(name) in names:
            return names[plain_name(name)], why
        fitting = [title for title in cells if ANY in name and wildcard(name).fullmatch(title)]
        if len(fitting) == 1:
            return fitting[0], why
    alike = {title: SequenceMatcher(None, plain_name(column.header), name).ratio() for name, title in names.items()}
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
