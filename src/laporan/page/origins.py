"""The annex "Asal angka": where each number comes from, and the raw rows that the page carries with it.

Numbers of one cell stand together and share what they share: the cell, the beginning of their expression,
the sets of rows. Each raw file is packed into the page once, so that a reader offline can have the rows behind
any number as CSV. Where a row is a person the page carries counts of answers instead (see `data.disclosure`).
"""

from __future__ import annotations

import ast
import base64
import csv
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

import pandas as pd

from laporan.core.errors import AnalysisError
from laporan.core.formatting import lower_first, number
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Contract
from laporan.data.disclosure import answers, at_home, rows_left_out
from laporan.data.load import rows_at_home
from laporan.data.package import find_resource
from laporan.data.read import read_text
from laporan.facts.fact_book import row_list, unpack_rows
from laporan.facts.kinds import KINDS
from laporan.facts.ledger import Fact
from laporan.facts.row_set import RowSet
from laporan.project.entries import FileEntry

LONGEST_SHOWN = 60  # letters of a list of rows that a person still reads
LARGEST_CARRIED = 16_000_000  # bytes of a raw file that the page still carries
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CELL = re.compile(r"\[((['\"]).+\2, (['\"]).+\3)\]$")  # the end of a table cell's expression: its row, its column
SIGNIFICANT = 6  # digits of a fraction's decimal


@dataclass
class Rows:
    """A set of rows of one dataset, as the annex lists it.

    Parameters
    ----------
    anchor : str
        Its id in the page.
    used : int
        How many rows it has.
    listed : str, optional
        The rows as '2-236,240'; None for rows too scattered to be listed.
    left_out : list of dict
        Rows of the file that were not used: row and why.
    personal : bool
        Whether a row is a person: then none is listed.
    at_home : bool
        Whether some of the rows stay at home: then none is listed, either.
    """

    anchor: str
    used: int
    listed: str | None
    left_out: list[dict[str, Any]]
    personal: bool = False
    at_home: bool = False

    @property
    def text(self) -> str:
        """The set in words: '235 baris: 2–236; 1 disisihkan: baris 5 (alasan)'."""
        words = f"{number(self.used)} baris"
        if self.personal:
            words += ", tidak didaftar karena barisnya orang"
        elif self.at_home:
            words += ", tidak didaftar karena ada yang tidak ikut keluar"
        elif self.listed is None:
            words += ", terlalu terpencar untuk didaftar; laporan trace menghitungnya kembali"
        elif 0 < len(self.listed) <= LONGEST_SHOWN:
            words += f": {self.listed.replace('-', '–').replace(',', ', ')}"
        if self.left_out:
            why = "; ".join(f"{_which(row['row'])} ({row['why']})" for row in self.left_out)
            words += f"; {number(len(self.left_out))} disisihkan: {why}"
        return words

    @property
    def numbers(self) -> list[int]:
        """The row numbers; none for rows too scattered to be listed."""
        spans = (span.partition("-") for span in (self.listed or "").split(",") if span)
        return [row for first, _, last in spans for row in range(int(first), int(last or first) + 1)]


def _which(row: int | None) -> str:
    return "baris yang tidak ikut keluar" if row is None else f"baris {row}"


@dataclass
class Origin:
    """A raw file, and every set of its rows that a number rests on.

    Parameters
    ----------
    place : int
        Counted from 1, in the order in which the report first uses the files.
    name : str
        The dataset: '2017/pusat/pengaduan'.
    path, sha256, title, kind : str
        Of the file; its kind as the report prints it.
    sets : dict of (str, int) to Rows
        By the digest of the rows and how many were left out.
    packed : str
        The rows, compressed, in Base64; '' where they can't be had or are too many for a page.
    personal : bool
        Whether a row is a person; then counts are packed instead of rows.
    large : bool
        Whether the rows are too many, or too scattered, for a page.
    at_home : str
        Which columns and rows are not there, and why; '' where all are.
    """

    place: int
    name: str
    path: str
    sha256: str
    title: str
    kind: str
    sets: dict[tuple[str, int], Rows] = field(default_factory=dict)
    packed: str = ""
    personal: bool = False
    large: bool = False
    at_home: str = ""


@dataclass(frozen=True)
class HandStep:
    """A line of a computation by hand.

    Parameters
    ----------
    words, text : str
        '+ sisa awal', '1.948'.
    """

    words: str
    text: str


@dataclass(frozen=True)
class OriginEntry:
    """A number in the annex.

    Parameters
    ----------
    id, text : str
        Of its fact, as printed.
    rest : str
        Its expression, without the beginning that the group's numbers share.
    exact : str
        The value before rounding, in words.
    what : str
        What it is, in words; '' where nothing but its expression tells it.
    steps : tuple of HandStep
        How one computes it by hand.
    rows : tuple of str
        Anchors of what it rests on: sets of rows, and entries of parameter files.
    check : str
        How it was checked from the other side; '' where it was not.
    """

    id: str
    text: str
    rest: str
    exact: str
    rows: tuple[str, ...]
    what: str = ""
    steps: tuple[HandStep, ...] = ()
    check: str = ""


@dataclass
class EntryList:
    """A parameter file, and every entry of it that a number rests on.

    Parameters
    ----------
    path : str
        The file, relative to the project.
    anchors : dict of FileEntry to str
        The id in the page of each entry.
    """

    path: str
    anchors: dict[FileEntry, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OriginGroup:
    """The numbers of one cell.

    Parameters
    ----------
    notebook, cell : str
        Where it is.
    start : str
        The beginning that the expressions of all its numbers share.
    entries : tuple of OriginEntry
        In reading order.
    """

    notebook: str
    cell: str
    start: str
    entries: tuple[OriginEntry, ...]


@dataclass(frozen=True)
class Register:
    """The whole annex.

    Parameters
    ----------
    chapters : dict of str to list of OriginGroup
        By id of the section.
    origins : list of Origin
        The raw files.
    entries : list of EntryList
        The parameter files.
    """

    chapters: dict[str, list[OriginGroup]]
    origins: list[Origin]
    entries: list[EntryList]


def register(facts: Iterable[Fact]) -> Register:
    """The annex of a report.

    Parameters
    ----------
    facts : iterable of dict
        The ledger's entries, in reading order.
    """
    facts = list(facts)
    origins, entries = find_origins(facts), find_entries(facts)
    chapters = {
        chapter: [_group(list(cell), origins, entries) for _key, cell in groupby(group, key=_cell)]
        for chapter, group in groupby(facts, key=lambda fact: str(fact["id"]).partition(".")[0])
    }
    for origin in origins.values():
        pack(origin)
    return Register(chapters, list(origins.values()), list(entries.values()))


def find_origins(facts: Iterable[Fact]) -> dict[str, Origin]:
    """Raw files by dataset, in the order in which the report first uses them, with the sets of rows used.

    Parameters
    ----------
    facts : iterable of dict
        The ledger's entries, in reading order.
    """
    origins: dict[str, Origin] = {}
    for fact in facts:
        for used in fact["datasets"]:
            origin = origins.setdefault(
                used["name"],
                Origin(
                    len(origins) + 1, used["name"], used["path"], used["sha256"], used["title"], KINDS[used["kind"]]
                ),
            )
            key = _set_key(used)
            if key not in origin.sets:
                anchor = f"r{origin.place}-{len(origin.sets) + 1}"
                origin.sets[key] = Rows(
                    anchor, used["rows_used"], _listed(used), used["rows_left_out"], used["personal"],
                    used["rows_at_home"] != "none",
                )  # fmt: skip
    return origins


def find_entries(facts: Iterable[Fact]) -> dict[str, EntryList]:
    """Parameter files by their path, in the order in which the report first uses them, with the entries used.

    Parameters
    ----------
    facts : iterable of dict
        The ledger's entries, in reading order.
    """
    files: dict[str, EntryList] = {}
    for entry in (FileEntry(**said) for fact in facts for said in fact["params"]):
        file = files.setdefault(entry.path, EntryList(entry.path))
        place = list(files).index(entry.path) + 1
        file.anchors.setdefault(entry, f"p{place}-{len(file.anchors) + 1}")
    return files


def _listed(used: dict[str, Any]) -> str | None:
    packed: str | None = used["rows_packed"]
    return used["rows"] if packed is None else row_list(unpack_rows(packed))


def _set_key(used: dict[str, Any]) -> tuple[str, int]:
    return used["rows_digest"], len(used["rows_left_out"])


def _cell(fact: Fact) -> tuple[str, str, str]:
    """Numbers of a table share the code that made it; other numbers of a cell share nothing but the cell."""
    start = fact["expression"].rpartition("[")[0] if fact["expression"].endswith("]") else ""
    return fact["notebook"], fact["cell"], start


def _group(facts: list[Fact], origins: dict[str, Origin], files: dict[str, EntryList]) -> OriginGroup:
    notebook, cell, start = _cell(facts[0])
    entries = (
        OriginEntry(
            fact["id"], fact["text"], fact["expression"].removeprefix(start), before_rounding(fact),
            (
                *(origins[used["name"]].sets[_set_key(used)].anchor for used in fact["datasets"]),
                *(files[said["path"]].anchors[FileEntry(**said)] for said in fact["params"]),
            ),
            what_it_is(fact), by_hand(fact), other_side(fact),
        )
        for fact in facts
    )  # fmt: skip
    return OriginGroup(notebook, cell, start, tuple(entries))


def what_it_is(fact: Fact) -> str:
    """What a number is: its name; of a table's cell its row and column; and of which of several things it is.

    Examples
    --------
    >>> what_it_is({"name": "", "about": "", "unit": "laporan", "expression": "t.table()['LAPORBKN!', 'Selesai']"})
    'LAPORBKN!: Selesai'
    """
    cell = CELL.search(fact["expression"])
    place = ": ".join(ast.literal_eval(f"[{cell[1]}]")) if cell else ""
    about = fact.get("about", "")
    words = [fact.get("name", ""), place, "" if about in place else about]
    said = "; ".join(filter(None, words))
    return said[:1].upper() + said[1:]


def by_hand(fact: Fact) -> tuple[HandStep, ...]:
    """How one computes a number by hand, its result in the last line; () where it was only counted or read."""
    told = fact.get("steps") or ()
    lines = [HandStep(f"{step['sign']} {step['name']}".strip(), step["text"]) for step in told]
    result = HandStep(f"= {fact.get('name') or 'hasilnya'}", fact["text"])
    return (*lines, result) if lines else ()


def other_side(fact: Fact) -> str:
    """How a number was checked from the other side; '' where it was not.

    Examples
    --------
    >>> steps = [{"sign": "", "name": "selesai", "text": "3.852"}, {"sign": "+", "name": "terbuka", "text": "356"}]
    >>> check = {"law": "Masuk = keluar", "case": "WBS", "same_files": True, "text": "4.208", "steps": steps}
    >>> other_side({"check": check})
    'selesai 3.852 + terbuka 356 = 4.208, dari berkas yang sama'
    >>> other_side({"check": check | {"steps": [step | {"name": "kanal"} for step in steps]}})
    'masuk = keluar (WBS): 3.852 + 356 = 4.208, dari berkas yang sama'
    >>> other_side({"check": check | {"steps": [], "same_files": False}})
    'masuk = keluar (WBS): 4.208, dari berkas lain'
    """
    check = fact.get("check")
    if not check:
        return ""
    law, names = f"{lower_first(check['law'])} ({check['case']}): ", [step["name"] for step in check["steps"]]
    tells = bool(names) and len(set(names)) == len(names)
    words = (f"{step['sign']} {step['name'] if tells else ''} {step['text']}" for step in check["steps"])
    result = " = ".join(filter(None, (" ".join(" ".join(words).split()), check["text"])))
    return f"{'' if tells else law}{result}, dari berkas {'yang sama' if check['same_files'] else 'lain'}"


def before_rounding(fact: Fact) -> str:
    """The value that the printed text rounds, in words.

    '963/1052 ≈ 0,915399, dari 4.208 laporan' for a share, '18,23 hari kalender' for a duration.
    """
    written = str(fact["exact"])
    words = written.replace(".", ",")
    if "/" in written:
        value = Fraction(written)
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        words += f" ≈ {f'{decimal:.{SIGNIFICANT}g}'.replace('.', ',')}"
    if fact["unit"] not in ("", "%"):
        words += f" {fact['unit']}"
    return f"{words}, dari {number(fact['of']['value'])} {fact['of']['unit']}".rstrip() if fact["of"] else words


def pack(origin: Origin) -> None:
    """Pack the file's rows into the origin, or counts for each set of persons, as the page's script unpacks them.

    Nothing is packed of a file that is too large or no longer there; then the annex still names it.
    """
    year, unit, name = origin.name.split("/", 2)
    try:
        resource = find_resource(int(year), unit, name)
        contract = contract_for(name, int(year))
        origin.personal = contract.personal
        home = rows_at_home(resource)
        if not contract.personal:
            origin.at_home = " ".join(filter(None, (at_home(contract), rows_left_out(contract, len(home)))))
        scattered = not origin.personal and any(
            rows.listed is None and not rows.at_home for rows in origin.sets.values()
        )
        origin.large = scattered or resource.path.stat().st_size > LARGEST_CARRIED
        if origin.large:
            return
        text = _as_it_leaves(read_text(resource.path, contract), home)
    except (AnalysisError, OSError):  # the file went away after the chapters read it: the entry still names it
        return
    content = (counted_answers if contract.personal else whole_file)(origin, text, contract)
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    origin.packed = base64.b64encode(zlib.compress(written, 9)).decode()


def _as_it_leaves(text: pd.DataFrame, home: RowSet) -> pd.DataFrame:
    """Without the rows that stay at home; the others numbered as if those were not there."""
    if not home:
        return text
    leaving = text[~text.index.isin(list(home))]
    return leaving.set_axis(list(RowSet.of(leaving.index).without(home)), axis="index")


def whole_file(origin: Origin, text: pd.DataFrame, contract: Contract) -> dict[str, Any]:
    """All rows of a file, for the page's script, in the columns that may leave.

    Parameters
    ----------
    origin : Origin
        The file and its sets of rows.
    text : DataFrame
        Its cells as text; the index is the row as a spreadsheet counts it.
    contract : Contract
        Of the dataset.

    Returns
    -------
    dict
        head (CSV), rows (each as CSV, by its number), sets (rows of each set that leave, by its anchor).
    """
    words = [column.kind == "text" for column in contract.leaving]
    frame = text[[column.header for column in contract.leaving]]
    cells = ([_safe(cell) if word else cell for cell, word in zip(row, words, strict=True)] for row in frame.to_numpy())
    rows = {str(row): _line([row, *values]) for row, values in zip(frame.index.tolist(), cells, strict=True)}
    sets = {each.anchor: each.listed or "" for each in origin.sets.values() if not each.at_home}
    return {"head": _line(["baris", *frame.columns]), "rows": rows, "sets": sets}


def counted_answers(origin: Origin, text: pd.DataFrame, contract: Contract) -> dict[str, Any]:
    """The answers of all persons of a file, counted; of a part of them only how many they are is told.

    Parameters
    ----------
    origin : Origin
        The file and its sets of rows.
    text : DataFrame
        Its cells as text; the index is the row as a spreadsheet counts it.
    contract : Contract
        Of the dataset.

    Returns
    -------
    dict
        sets (CSV with column, value and count, by the anchor of a set of all persons).
    """
    sets = {}
    for rows in origin.sets.values():
        used = text[~text.index.isin([item["row"] for item in rows.left_out])]
        if rows.used == len(used):
            lines = [_line([one.column, _safe(one.value), one.count]) for one in answers(used, contract).counts]
            sets[rows.anchor] = "\n".join([_line(["kolom", "nilai", "banyak"]), *lines])
    return {"sets": sets}


def _line(cells: Iterable[Any]) -> str:
    return str(_WRITER.writerow(cells))


class _Echo:
    """What a csv writer writes comes back from `writerow`."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Echo(), lineterminator="")


def _safe(text: str) -> str:
    """Words that a spreadsheet would run as a formula get an apostrophe, which it takes for 'this is text'."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
