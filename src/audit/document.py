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
from typing import NamedTuple

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
class SourceLocation:
    """Where something stands: a line (text, HTML, Word ordinal) or a page (PDF)."""

    line: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class TableRow:
    """One row of a table: the texts of its cells, and its place."""

    cells: tuple[str, ...]
    place: SourceLocation


@dataclass(frozen=True)
class SourceTable:
    """A table of the report, its rows padded to one width.

    Parameters
    ----------
    header, body : tuple of TableRow
        Heading rows (there may be none), and the others.
    caption : str
        "Tabel 4. …"; "" where there is none.
    """

    header: tuple[TableRow, ...]
    body: tuple[TableRow, ...]
    caption: str = ""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row.cells) for row in (*self.header, *self.body)), default=0)

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """Heading rows and body."""
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
class ContentBlock:
    """A stretch of the report.

    Parameters
    ----------
    kind : {"heading", "paragraph", "item", "caption", "table", "contents"}
        An item is a list's; contents are a line of Daftar Isi, Daftar Gambar or Daftar Tabel.
    text : str
        One line of text, markup removed; for a table its caption or "".
    places : tuple of (int, SourceLocation)
        Offsets into the text, ascending, each with the place that begins there.
    marker : str
        The printed number of a heading, item or caption ("2.1", "3.", "(b)", "Tabel 4"), or "".
    table : SourceTable or None
        The table of a block of kind "table".
    level : int
        Depth of a heading (1 is a chapter); 0 elsewhere.
    listing : str
        Which list a line of contents belongs to ("isi", "gambar", "tabel").
    """

    kind: str
    text: str
    places: tuple[tuple[int, SourceLocation], ...]
    marker: str = ""
    table: SourceTable | None = None
    level: int = 0
    listing: str = ""

    def place(self, offset: int = 0) -> SourceLocation:
        """The place of the character at `offset`."""
        index = bisect_right([start for start, _ in self.places], offset) - 1
        return self.places[max(index, 0)][1]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a block, with its start in the block's text."""

    block: ContentBlock
    text: str
    start: int

    def place(self, offset: int = 0) -> SourceLocation:
        """The place of the character at `offset` of the sentence."""
        return self.block.place(self.start + offset)


@dataclass(frozen=True)
class Unread:
    """A part of a file that no reader can read.

    Parameters
    ----------
    what : str
        In Indonesian, as it stands before "tidak dibaca": "halaman 3, yang berupa gambar".
    place : SourceLocation
        Where it is.
    """

    what: str
    place: SourceLocation = SourceLocation()


class FileContent(NamedTuple):
    """What a reader made of a file: its blocks, what it could not read, and how many pictures it has."""

    blocks: tuple[ContentBlock, ...]
    unread: tuple[Unread, ...] = ()
    pictures: int = 0


@dataclass(frozen=True)
class SourceDocument:
    """A report in reading order.

    Parameters
    ----------
    source : str
        Name of its file.
    form : {"txt", "md", "html", "docx", "pdf"}
    blocks : tuple of ContentBlock
    unread : tuple of Unread
        What of the file was not read, and may hold numbers.
    pictures : int
        How many pictures it has; none of them is read.
    """

    source: str
    form: str
    blocks: tuple[ContentBlock, ...] = field(default=())
    unread: tuple[Unread, ...] = field(default=())
    pictures: int = 0

    @cached_property
    def prose(self) -> tuple[ContentBlock, ...]:
        """Paragraphs and list items: what is read as sentences."""
        return tuple(block for block in self.blocks if block.kind in ("paragraph", "item"))

    @cached_property
    def tables(self) -> tuple[tuple[ContentBlock, SourceTable], ...]:
        """Its tables, each with the block that holds it."""
        return tuple((block, block.table) for block in self.blocks if block.table is not None)

    def of_kind(self, *kinds: str) -> tuple[ContentBlock, ...]:
        """The blocks of one of these kinds."""
        return tuple(block for block in self.blocks if block.kind in kinds)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of its prose."""
        return tuple(sentence for block in self.prose for sentence in self.sentences_in(block))

    def sentences_in(self, block: ContentBlock) -> tuple[Sentence, ...]:
        """The sentences of one block of its prose."""
        return self._sentences.get(id(block), ())

    @cached_property
    def _sentences(self) -> dict[int, tuple[Sentence, ...]]:
        return {id(block): tuple(sentences_of(block)) for block in self.prose}

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


def sentences_of(block: ContentBlock) -> Iterator[Sentence]:
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
