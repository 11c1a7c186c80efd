"""The report as the rules see it: blocks of text and tables, each with its place.

Readers (`readers/`) make it; rules only read it. A text block keeps, for every character,
the line or page that it came from, so that a finding can point at the right one even when
a paragraph was wrapped over several lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from audit.words import MONTHS

# Words before whose point a sentence does not end.
_ABBREVIATIONS = (
    r"(?:No|Nomor|Drs|Dra|Dr|Ir|Prof|Hj?|dll|dsb|dst|s\.d|a\.n|u\.b|d\.a|Jl|Rp|M|Kab|Prov|Kec|Tbk|PT|St|Sdr|hlm|hal|Kep|"
    r"ttd|tgl|Bpk|[A-Z])"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"')\]]*\s+(?=[“\"'(\[]?[A-Z0-9])")
# "Nomor 25 Tahun 2009": a law's year is not the report's.
_LAW_YEAR = re.compile(r"\b\d+\s+Tahun\s+\d{4}|/\d{4}\b", re.IGNORECASE)
_NO_END = re.compile(rf"(?:^|[\s(]){_ABBREVIATIONS}\.$")


@dataclass(frozen=True)
class Place:
    """Where something stands: a line (text, HTML, Word ordinal) or a page (PDF)."""

    line: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Row:
    """One table row: cell texts (padded to the table's width by `Table`) and its place."""

    cells: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Table:
    """A table: header rows (0 or more), body rows, all padded to the same width, and its caption."""

    header: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: str = ""

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in (*self.header, *self.body)), default=0)

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*self.header, *self.body)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """One heading a column: the header rows' cells of that column, joined."""
        columns = []
        for index in range(self.width):
            words = [row.cells[index].strip() for row in self.header if index < len(row.cells)]
            columns.append(" ".join(dict.fromkeys(word for word in words if word)))
        return tuple(columns)


@dataclass(frozen=True)
class Block:
    """A stretch of the report.

    kind : "heading", "paragraph", "item" (a list's item), "caption", "table" or "contents"
        (a line of Daftar Isi, Daftar Gambar or Daftar Tabel).
    text : one line of text, markup removed; for a table its caption or "".
    marker : the printed number of a heading, item or caption ("2.1", "3.", "(b)", "Tabel 4"), or "".
    places : (offset into text, place), ascending.
    table : the table of a "table" block.
    level : depth of a heading (1 is a chapter), 0 elsewhere.
    listing : which list a "contents" line belongs to ("isi", "gambar", "tabel").
    """

    kind: str
    text: str
    places: tuple[tuple[int, Place], ...]
    marker: str = ""
    table: Table | None = None
    level: int = 0
    listing: str = ""

    def place(self, offset: int = 0) -> Place:
        """The place of the character at `offset`."""
        index = bisect_right([start for start, _ in self.places], offset) - 1
        return self.places[max(index, 0)][1]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a block, with its start in the block's text."""

    block: Block
    text: str
    start: int

    def place(self, offset: int = 0) -> Place:
        return self.block.place(self.start + offset)


@dataclass(frozen=True)
class Document:
    """A report in reading order. `source` names the file, `form` its kind (txt, md, html, docx, pdf)."""

    source: str
    form: str
    blocks: tuple[Block, ...] = field(default=())

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """Paragraphs and list items: what is read as sentences."""
        return tuple(block for block in self.blocks if block.kind in ("paragraph", "item"))

    @cached_property
    def tables(self) -> tuple[tuple[Block, Table], ...]:
        return tuple((block, block.table) for block in self.blocks if block.table is not None)

    def of_kind(self, *kinds: str) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind in kinds)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for block in self.prose for sentence in sentences_of(block))

    @cached_property
    def text(self) -> str:
        """All words of the report but the contents, for questions about the whole."""
        parts: list[str] = []
        for block in self.blocks:
            if block.table is not None:
                parts.extend(" | ".join(row.cells) for row in block.table.rows)
            elif block.kind != "contents":
                parts.append(block.text)
        return "\n".join(parts)

    @cached_property
    def year(self) -> int | None:
        """The year reported on: "Tahun 2017" of the title page, else the year named most often."""
        early = " ".join(block.text for block in self.blocks[:12] if len(block.text) < 120)
        early = _LAW_YEAR.sub(" ", early)
        if found := re.search(r"\bTAHUN(?:\s+ANGGARAN)?\s+(20\d\d|19\d\d)\b", early, re.IGNORECASE):
            return int(found[1])
        text = _LAW_YEAR.sub(" ", self.text)
        years = re.findall(rf"\b(?:tahun|{'|'.join(MONTHS)})\s+(20\d\d|19\d\d)\b", text, re.IGNORECASE)
        return int(max(set(years), key=years.count)) if years else None


def sentences_of(block: Block) -> Iterator[Sentence]:
    """The sentences of a block; abbreviations, initials and numbers do not end one."""
    start = 0
    for match in _SENTENCE_END.finditer(block.text):
        piece = block.text[start : match.start()]
        if _NO_END.search(piece[-12:]) or re.search(r"(?:^|\s)\d{1,2}\.$", piece[-5:]):
            continue
        yield Sentence(block, piece, start)
        start = match.end()
    if block.text[start:].strip():
        yield Sentence(block, block.text[start:], start)
