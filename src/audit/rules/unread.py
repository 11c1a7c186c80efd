"""What of a report was not read: without it, no finding would look like nothing wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.document import ContentBlock, SourceDocument, SourceLocation, Unread
from audit.finding import Finding
from audit.readers.markup import CUT, LONGEST_WORD
from audit.rules.registry import finding, rule

LEAST_WORDS = 20
MANY_WORDS = 100  # no report of so many is without a number
REMEDY = "Periksa bagian itu sendiri, atau beri berkas yang teksnya dapat disalin."
_CUT_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}{CUT}")


@rule
def unread_parts(document: SourceDocument) -> Iterator[Finding]:
    """Parts that no reader reads: pages that are pictures, frames, tables that are pictures, a text of a few words."""
    for part in (*document.unread, *_cut_words(document), *_tables_in_pictures(document), *_little(document)):
        yield finding("unread", "warning", part.place, part.what, "", f"Tidak diperiksa: {part.what}. {REMEDY}")


def _cut_words(document: SourceDocument) -> Iterator[Unread]:
    for block in document.blocks:
        texts = [(block.text, block.place())]
        if block.table is not None:
            texts += [(cell, row.place) for row in block.table.rows for cell in row.cells]
        for text, place in texts:
            if len(text) > LONGEST_WORD and _CUT_WORD.search(text):
                yield Unread(f"kata yang lebih panjang dari {LONGEST_WORD} huruf", place)


def _tables_in_pictures(document: SourceDocument) -> Iterator[Unread]:
    """Captions of tables that no table stands near, in a file that has pictures."""
    if not document.pictures:
        return
    for index, block in enumerate(document.blocks):
        near = document.blocks[max(0, index - 2) : index + 3]
        if _is_table_caption(block) and not any(one.table for one in near):
            yield Unread(f"{block.marker}, yang berupa gambar", block.place())


def _is_table_caption(block: ContentBlock) -> bool:
    return block.kind == "caption" and block.marker.startswith("Tabel")


def _little(document: SourceDocument) -> Iterator[Unread]:
    """A file that holds far more than the words that were read of it."""
    words = len(document.text.split())
    place = document.blocks[0].place() if document.blocks else SourceLocation()
    if document.pictures and words < LEAST_WORDS:
        yield Unread(f"{document.pictures} gambar; yang terbaca hanya {words} kata", place)
    elif words >= MANY_WORDS and not re.search(r"\d", document.text):
        yield Unread("angka; tidak satu pun terbaca", place)
