"""The ledger's entries: every number that the reader sees, with its expression, data and rows."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from html import escape
from typing import Any

from laporan.core.formatting import as_decimal
from laporan.facts.lineage import Basis, RowSet, Source
from laporan.facts.printed import Piece
from laporan.facts.quantity import Quantity

KEY = "laporan"  # under which the metadata of an output carries its facts
KINDS = {"published": "terbitan", "synthetic": "sintetis"}  # of data, as the report prints them
LONGEST_ROW_LIST = 4000  # letters; beyond it a fact carries the rows packed
MOST_RUNS = 5000  # of consecutive rows; beyond it a fact carries neither, only how many rows and their digest
WHOLE_ROW_LISTS = "LAPORAN_WHOLE_ROW_LISTS"  # set by a trace, which computes the chapter again to list them


@dataclass
class FactBook:
    """Facts of one cell, in reading order. Ids are made of the expression, so that they stay the
    same when the sentence around it is rewritten; a repeated expression with another value
    (a loop) is numbered."""

    facts: list[dict[str, Any]] = field(default_factory=list)

    def markup(self, pieces: Iterable[Piece], expression: str, name: str, basis: Basis | None = None) -> str:
        """The pieces as HTML; numbers become `<data>` elements that name their fact.

        name : the fact's id, before it is made unique
        basis : what a number rests on that brings no rows of its own
        """
        return "".join(self._piece(piece, expression, name, basis or Basis()) for piece in pieces)

    def _piece(self, piece: Piece, expression: str, name: str, basis: Basis) -> str:
        text, quantity = escape(piece.text), piece.quantity
        if quantity is None:
            return text
        base = f"{name}.{piece.part}" if piece.part else name
        identifier = self._add(base, describe(base, piece.text, expression, quantity, quantity.basis or basis))
        return f'<data class="angka" value="{plain(quantity.value)}" data-fakta="{identifier}">{text}</data>'

    def _add(self, base: str, fact: dict[str, Any]) -> str:
        same = [known for known in self.facts if known["id"].partition("~")[0] == base]
        for known in same:
            if {**known, "id": base} == fact:
                return str(known["id"])
        fact["id"] = f"{base}~{len(same) + 1}" if same else base
        self.facts.append(fact)
        return str(fact["id"])


def describe(identifier: str, text: str, expression: str, quantity: Quantity, basis: Basis) -> dict[str, Any]:
    """One fact as JSON: exact value, unit, denominator, and for each dataset the rows used and left out."""
    return {
        "id": identifier,
        "text": text,
        "value": plain(quantity.value),
        "exact": exact_text(quantity.value),
        "unit": quantity.unit,
        "of": None if quantity.of is None else {"value": plain(quantity.of.value), "unit": quantity.of.unit},
        "expression": expression,
        "datasets": [describe_rows(source, basis.rows[source]) for source in basis.sources],
    }


def describe_rows(source: Source, rows: RowSet) -> dict[str, Any]:
    """One dataset of a fact: which file, which of its rows, which were left out and why.

    `rows` lists them, or `rows_packed` holds them where the list is long. Scattered among millions they would
    take more room than the report: then both are None, and a trace computes the first of them again.
    """
    scattered, asked = rows.runs > MOST_RUNS, bool(os.environ.get(WHOLE_ROW_LISTS))
    listed = row_list(rows, MOST_RUNS) if asked or not scattered else ""
    short = asked or (not scattered and len(listed) <= LONGEST_ROW_LIST)
    return {
        "name": source.name,
        "path": source.path,
        "sha256": source.sha256,
        "kind": source.kind,
        "title": source.title,
        "rows_used": len(rows),
        "rows": listed if short else None,
        "rows_packed": None if short or scattered else pack_rows(rows),
        "rows_digest": hashlib.sha256(rows.to_bytes() if scattered else listed.encode()).hexdigest()[:16],
        "rows_left_out": [{"row": item.row, "why": item.why} for item in source.left_out],
    }


@lru_cache(maxsize=64)  # two numbers of three rest on rows that another of the same cell rests on
def row_list(rows: RowSet, most: int | None = None) -> str:
    """'2-236,240': rows as a spreadsheet counts them; `most` ends it after so many runs."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in rows.ranges(most))


def pack_rows(rows: RowSet) -> str:
    """A set of rows whose list would be too long, in some hundred letters: its bits, packed."""
    return base64.b64encode(zlib.compress(rows.to_bytes(), 9)).decode()


def unpack_rows(packed: str) -> RowSet:
    """The set that `pack_rows` packed."""
    return RowSet(int.from_bytes(zlib.decompress(base64.b64decode(packed)), "little"))


def plain(value: int | float | Decimal | Fraction) -> int | float:
    """A JSON number: the value itself where it is whole, else the nearest float."""
    return int(value) if value == int(value) else float(value)


def exact_text(value: int | float | Decimal | Fraction) -> str:
    """The value without any rounding, as a reader may check it: '3852', '35202/1931', '80.89'."""
    if isinstance(value, Fraction) and value.denominator != 1:
        decimal = as_decimal(value)
        return f"{decimal.normalize():f}" if Fraction(decimal) == value else f"{value.numerator}/{value.denominator}"
    return str(int(value)) if value == int(value) else str(as_decimal(value))


def slug(text: str) -> str:
    """Letters, digits and dots: what an id may hold in HTML, in a file name and on a command line."""
    text = (
        unicodedata.normalize("NFKD", re.sub(r"\|\s*(angka|satuan)\s*$", "", text.strip()))
        .encode("ascii", "ignore")
        .decode()
    )
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.").lower()
