"""The facts of a report: for each number that the reader sees its expression, its data and the rows used."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from html import escape
from typing import Any

from laporan.core.formatting import as_decimal
from laporan.facts.lineage import Basis, Source
from laporan.facts.printed import Piece
from laporan.facts.quantity import SHARE, Operand, Quantity
from laporan.facts.row_set import RowSet

LONGEST_ROW_LIST = 4000  # letters; beyond it a fact carries the rows packed
LONGEST_TERM = 9  # digits of a fraction's numerator or denominator, beyond which it is written as a decimal
PLAIN = re.compile(r"""\|\s*(?:sebagai\((?:"[^"]*"|'[^']*')\)|(?:angka|satuan)\s*$)""")  # filters that change no id
MOST_RUNS = 5000  # of consecutive rows; beyond it a fact carries neither, only how many rows and their digest
WHOLE_ROW_LISTS = "LAPORAN_WHOLE_ROW_LISTS"  # set by a trace, which computes the chapter again to list them


@dataclass
class FactBook:
    """The facts of one cell, in reading order.

    Parameters
    ----------
    facts : list of dict
        What was recorded so far, each as `describe` makes it.

    Notes
    -----
    A fact's id is made of its expression, so that it stays the same when the sentence around it is rewritten; in a loop
    also of the name of the thing that the loop is at, and in a table of the names of row and column. Only where an
    expression is printed again with another value, and nothing tells them apart by name, are its facts numbered: 'n',
    'n~2'. Such numbers are never held against those of another report.
    """

    facts: list[dict[str, Any]] = field(default_factory=list)

    def markup(
        self, pieces: Iterable[Piece], expression: str, name: str, basis: Basis | None = None, about: str = ""
    ) -> str:
        """A printed text as HTML; its numbers are recorded and become `<data>` elements that name their fact.

        Parameters
        ----------
        pieces : iterable of Piece
            The text, in reading order.
        expression : str
            The code that the text was computed by.
        name : str
            The id of the fact, before it is made unique.
        basis : Basis, optional
            What a number rests on that has no rows of its own.
        about : str
            Which of several things the numbers are of, by its name.

        Returns
        -------
        str
            HTML; the words of the pieces are escaped.
        """
        return "".join(self._piece(piece, expression, name, basis or Basis(), about) for piece in pieces)

    def _piece(self, piece: Piece, expression: str, name: str, basis: Basis, about: str) -> str:
        text, quantity = escape(piece.text), piece.quantity
        if quantity is None:
            return text
        base = f"{name}.{piece.part}" if piece.part else name
        fact = describe(base, piece.text, expression, quantity, quantity.basis or basis)
        identifier = self._add(base, fact | {"about": about})
        return f'<data class="angka" value="{plain(quantity.value)}" data-fakta="{identifier}">{text}</data>'

    def _add(self, base: str, fact: dict[str, Any]) -> str:
        same = [known for known in self.facts if known["id"].partition("~")[0] == base]
        for known in same:
            if {**known, "id": base, "expression": fact["expression"]} == fact:  # a filter may tell them apart
                return str(known["id"])
        fact["id"] = f"{base}~{len(same) + 1}" if same else base
        self.facts.append(fact)
        return str(fact["id"])


def describe(identifier: str, text: str, expression: str, quantity: Quantity, basis: Basis) -> dict[str, Any]:
    """One fact as plain data, ready for JSON.

    Parameters
    ----------
    identifier : str
        The fact's id.
    text : str
        The number as printed.
    expression : str
        The code that it was computed by.
    quantity : Quantity
        Its exact value, unit and denominator.
    basis : Basis
        The rows and parameters that it rests on.

    Returns
    -------
    dict
        id, text, value (nearest JSON number), exact (text without rounding), unit, rule, of (the denominator, or None),
        name (what it is), steps (how one computes it by hand, as `steps` makes them), expression, datasets (each as
        `describe_rows` makes it), and params (each as a `FileEntry` has it).
    """
    return {
        "id": identifier,
        "text": text,
        "value": plain(quantity.value),
        "exact": exact_text(quantity.value),
        "unit": quantity.unit,
        "rule": quantity.rule,
        "of": None if quantity.of is None else {"value": plain(quantity.of.value), "unit": quantity.of.unit},
        "name": quantity.name,
        "steps": steps(quantity),
        "expression": expression,
        "datasets": [describe_rows(source, basis.rows[source]) for source in basis.sources],
        "params": [asdict(entry) for entry in sorted(basis.entries)],
    }


def steps(quantity: Quantity) -> list[dict[str, str]]:
    """How one computes a number by hand: what is added, taken away or divided by, in order; none for a plain count.

    Parameters
    ----------
    quantity : Quantity
        Its operands are told, else what a share counts and what that is counted from.

    Returns
    -------
    list of dict
        sign ('' for the first step), name, text, exact value and unit of each.
    """
    told = quantity.operands
    if not told and quantity.unit == SHARE and quantity.part is not None and quantity.of is not None:
        part, whole = quantity.part, quantity.of
        counted, among = part.name or f"{part.unit} yang dihitung", whole.name or f"semua {whole.unit}"
        told = (Operand("", part.called(counted.strip())), Operand("÷", whole.called(among.strip())))
    return [_step(operand.sign, operand.value) for operand in told]


def _step(sign: str, value: Quantity) -> dict[str, str]:
    exact = exact_text(value.value)
    return {"sign": sign, "name": value.name, "text": str(value), "exact": exact, "unit": value.unit}


def describe_rows(source: Source, rows: RowSet) -> dict[str, Any]:
    """One dataset of a fact: which file, which of its rows were used, which were left out and why.

    Parameters
    ----------
    source : Source
        The file as it was read.
    rows : RowSet
        Its rows that the number rests on.

    Returns
    -------
    dict
        name, path, sha256, kind and title of the file; personal (whether rows are persons); rows_at_home ('none',
        'some', 'all': of those used); rows_used (how many), rows, rows_packed, rows_digest; rows_left_out (each with
        row and why).

    Notes
    -----
    `rows` is the list in print ('2-236,240'). A list longer than `LONGEST_ROW_LIST` letters stands in `rows_packed`
    instead. Rows scattered in more than `MOST_RUNS` runs would take more room than the report: both are None, and
    `laporan trace` computes the first rows again (it sets `LAPORAN_WHOLE_ROW_LISTS`). Where rows are persons, or some
    of them stay at home, both are None always, and nobody finds the set by trying: its digest is keyed with what only
    the file's holder knows. Of a file with rows that stay at home the others are numbered as they leave.
    """
    home = RowSet(rows.bits & source.at_home.bits)
    return {
        "name": source.name,
        "path": source.path,
        "sha256": source.sha256,
        "kind": source.kind,
        "title": source.title,
        "personal": source.personal,
        "rows_at_home": "none" if not home else "all" if home == rows else "some",
        "rows_used": len(rows),
        **(_untold(source, rows) if source.personal or home else _row_lists(_as_they_leave(source, rows))),
        "rows_left_out": [{"row": item.row, "why": item.why} for item in source.left_out],
    }


def _as_they_leave(source: Source, rows: RowSet) -> RowSet:
    return rows.without(source.at_home) if source.at_home else rows


def _untold(source: Source, rows: RowSet) -> dict[str, Any]:
    """Which rows: nobody is told, as two sets laid over each other would join what each of them says of a person."""
    digest = hashlib.blake2b(rows.to_bytes(), key=bytes.fromhex(source.secret), digest_size=8)
    return {"rows": None, "rows_packed": None, "rows_digest": digest.hexdigest()}


def _row_lists(rows: RowSet) -> dict[str, Any]:
    scattered, asked = rows.runs > MOST_RUNS, bool(os.environ.get(WHOLE_ROW_LISTS))
    listed = row_list(rows, MOST_RUNS) if asked or not scattered else ""
    short = asked or (not scattered and len(listed) <= LONGEST_ROW_LIST)
    return {
        "rows": listed if short else None,
        "rows_packed": None if short or scattered else pack_rows(rows),
        "rows_digest": hashlib.sha256(rows.to_bytes() if scattered else listed.encode()).hexdigest()[:16],
    }


@lru_cache(maxsize=64)  # two numbers of three rest on rows that another of the same cell rests on
def row_list(rows: RowSet, most: int | None = None) -> str:
    """Rows as a list in print, in the numbers that a spreadsheet shows: '2-236,240'.

    Parameters
    ----------
    rows : RowSet
        The rows.
    most : int, optional
        The list ends after so many runs of consecutive rows.
    """
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in rows.ranges(most))


def pack_rows(rows: RowSet) -> str:
    """The set of rows as some hundred letters: its bits, compressed, in Base64."""
    return base64.b64encode(zlib.compress(rows.to_bytes(), 9)).decode()


def unpack_rows(packed: str) -> RowSet:
    """The set of rows that `pack_rows` packed."""
    return RowSet(int.from_bytes(zlib.decompress(base64.b64decode(packed)), "little"))


def plain(value: int | float | Decimal | Fraction) -> int | float:
    """A number for JSON: an int where the value is whole, else the nearest float."""
    return int(value) if value == int(value) else float(value)


def exact_text(value: int | float | Decimal | Fraction) -> str:
    """The value without any rounding, as a reader may check it.

    A fraction of longer numbers than anybody checks by hand, as a weighted mean of many groups, is a decimal of 28
    digits: sixteen digits in a row would read as somebody's identity number, too.

    Examples
    --------
    >>> exact_text(3852), exact_text(Fraction(35202, 1931)), exact_text(Fraction(1, 8)), exact_text(80.89)
    ('3852', '35202/1931', '0.125', '80.89')
    >>> exact_text(Fraction(319587534425, 38606074936))
    '8.27816697125524120647684172'
    """
    if isinstance(value, Fraction) and value.denominator != 1:
        decimal = as_decimal(value)
        short = max(abs(value.numerator), value.denominator) < 10**LONGEST_TERM
        return (
            f"{value.numerator}/{value.denominator}"
            if short and Fraction(decimal) != value
            else f"{decimal.normalize():f}"
        )
    return str(int(value)) if value == int(value) else str(as_decimal(value))


def slug(text: str) -> str:
    """An expression or a heading as part of an id: only letters, digits, dots and hyphens, all small.

    Such an id is valid in HTML, in a file name and on a command line. The filters `angka` and `satuan` at the end
    of an expression are left out, as they don't change what is printed but for its unit, and so is the name that
    `sebagai` gives a number for its card.

    Examples
    --------
    >>> slug("Rata-rata (hari)"), slug("hasil.all.open | angka"), slug("13–17")
    ('rata-rata-hari', 'hasil.all.open', '13-17')
    """
    text = (
        unicodedata.normalize("NFKD", PLAIN.sub("", text.strip()).replace("–", "-")).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.").lower()
