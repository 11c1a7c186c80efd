"""What the data files hold and no file of a report may: codes of persons, personal cells, and rare free words.

Names can't be recognised; but those that stand in a personal column are known, and so is what stays at home of free
words. Both are looked for, letter by letter, in all that would leave.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from laporan.core.errors import AnalysisError
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Column
from laporan.data.disclosure import FEWEST
from laporan.data.inventory import data_of
from laporan.data.package import Resource, find_resource
from laporan.data.plain_text import plain
from laporan.data.read import read_table
from laporan.data.text_table import TextTable
from laporan.facts.ledger import LEDGER
from laporan.project.outline import ReportPlan

WORD = re.compile(r"[^\W_]+")  # a name in the name of a file, too: foto_budi_santoso
SHORTEST_CODE, SHORTEST_NUMBER, SHORTEST_NAME = 3, 9, 4  # signs: what is shorter is part of anything
FEWEST_WORDS = 3  # of free words that are told by several rows only by chance


@dataclass
class KeptAtHome:
    """What is looked for.

    Parameters
    ----------
    codes : dict of str to str
        Words that stand for a person or a row, and the column that they stand in.
    phrases : dict of str to list of tuple
        By their first word, in small letters: the words of cells, and the column that they stand in.
    made_up : set of str
        Columns of made-up data: what stands in them may stand in the code that makes it up.
    """

    codes: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    made_up: set[str] = field(default_factory=set)

    def add(self, text: str, column: str) -> None:
        """Look for the words of a cell, too."""
        words = tuple(WORD.findall(plain(text).casefold()))
        entry = (words, column)
        if words and entry not in self.phrases.setdefault(words[0], []):
            self.phrases[words[0]].append(entry)

    def found_in(self, text: str) -> Iterator[tuple[str, str]]:
        """What stands in a text: the words, and the column that they are from."""
        said = WORD.findall(plain(text))
        yield from ((code, self.codes[code]) for code in dict.fromkeys(said) if code in self.codes)
        small = [word.casefold() for word in said] if self.phrases else []
        for place, word in enumerate(small):
            for words, column in self.phrases.get(word, ()):
                if tuple(small[place : place + len(words)]) == words:
                    yield " ".join(words), column


def kept_at_home(plan: ReportPlan, folder: Path) -> KeptAtHome:
    """What a report's data files hold that may not leave.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    folder : Path
        Its files; the ledger names the data that it read of other years and offices.

    Raises
    ------
    DataError
        For a data file that can't be read any more.
    """
    kept = KeptAtHome()
    for resource in _data_of(plan, folder):
        contract = contract_for(resource.dataset, resource.year)
        hidden = [column for column in contract.columns if column.stays_home]
        if hidden and resource.path.is_file():
            table = read_table(resource.path, contract)
            for column in hidden:
                _collect(kept, table, column)
                if resource.kind == "synthetic":
                    kept.made_up.add(_column_of(table, column))
    return kept


def _data_of(plan: ReportPlan, folder: Path) -> list[Resource]:
    found = {resource.path: resource for resource in data_of(plan.year, plan.unit).resources}  # earlier years' too
    ledger = folder / LEDGER
    facts = json.loads(ledger.read_text(encoding="utf-8")).get("facts", []) if ledger.is_file() else []
    for name in sorted({used["name"] for fact in facts for used in fact.get("datasets", ())}):
        year, unit, dataset = name.split("/", 2)
        try:
            resource = find_resource(int(year), unit, dataset)
        except AnalysisError:  # no longer listed: then nobody can say what it held
            continue
        found.setdefault(resource.path, resource)
    return list(found.values())


def _collect(kept: KeptAtHome, table: TextTable, column: Column) -> None:
    cells = table.columns[column.header]
    place = _column_of(table, column)
    if column.unique or column.pattern:
        texts = (str(text).strip() for text in cells.texts)
        long = (text for text in texts if len(text) >= (SHORTEST_NUMBER if text.isdigit() else SHORTEST_CODE))
        for text in long:
            if WORD.fullmatch(text):
                kept.codes[text] = place
            else:
                kept.add(text, place)
    elif column.personal and column.kind == "text":
        for text in map(str, cells.texts):
            if len(text.strip()) >= SHORTEST_NAME and not text.strip().isdigit():
                kept.add(text, place)
    elif column.kind == "text":
        counts = Counter(map(str, cells.spread(cells.texts.to_numpy())))
        for text, rows in counts.items():
            if rows < FEWEST and len(text.split()) >= FEWEST_WORDS:
                kept.add(text, place)


def _column_of(table: TextTable, column: Column) -> str:
    return f"{table.file}, kolom {column.header}"
