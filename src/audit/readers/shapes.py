"""What a line of text is by its look: heading, list item, caption, line of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

LISTING = re.compile(
    r"^(?:daftar\s+(isi|gambar|tabel|grafik|diagram|bagan|lampiran)|(table of contents))\s*[.:]?$", re.IGNORECASE
)
CAPTION = re.compile(
    r"^(?P<what>Gambar|Tabel|Grafik|Diagram|Bagan|Peta|Foto)\s+(?P<no>[IVX\d]+(?:[.-]\d+)*)\s*(?:[.:)–-]|\s)\s*(?P<title>\S.*)?$",
    re.IGNORECASE,
)
# Verbs that make "Tabel 2 menunjukkan ..." a sentence and not a caption.
_CAPTION_VERB = re.compile(
    r"^(?:di\s+(?:atas|bawah)|berikut|tersebut|menunjuk|memperlihat|menggambar|menyaji|merupakan|memuat|adalah|dan\s|yang\s|dapat|terlihat|"
    r"memvisual|menampil|menjelas|mencakup|berisi|mengurai|ini\b|pada\s)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"^BAB\s+(?P<no>[IVXLC]+|\d+)\b[.:]?\s*(?P<title>.*)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?P<no>\d{1,2}(?:\.\d{1,2}){1,5})\.?\)?\s+(?P<title>[^\W\d_].{0,140})$")
_ITEM = re.compile(
    r"^(?P<marker>\(\d{1,3}\)|\d{1,3}[.)]|\([a-z]\)|[a-z][.)]|[A-Z][.)]|\([ivx]{1,5}\)|[ivx]{1,5}[.)]|[IVX]{1,5}[.)])\s+(?P<text>\S.*)$"
)
_BULLET = re.compile(r"^[-•●▪◦*‣–✓➢➤o]\s+(?P<text>\S.*)$")
_PAGE = r"(?P<page>\d{1,4}|[ivxlc]{1,7})"
_CONTENTS = re.compile(rf"^(?P<label>.*?\S)(?:\s*\.{{2,}}[\s.]*|\s*…+[\s.…]*|\t\s*|\s{{2,}}|[.\s]*_{{3,}}\s*){_PAGE}$")


@dataclass(frozen=True)
class Shape:
    """A line's kind ("heading", "item", "caption", "listing", "text"), its marker, its words, its depth."""

    kind: str
    text: str
    marker: str = ""
    level: int = 0


def shape_of(line: str) -> Shape:
    """The look of one line, markup already removed."""
    if LISTING.match(line):
        return Shape("listing", line)
    if (match := CAPTION.match(line)) and len(line) < 220 and not _CAPTION_VERB.match(match["title"] or ""):
        return Shape("caption", (match["title"] or "").strip(), f"{match['what'].capitalize()} {match['no']}")
    if (match := _CHAPTER.match(line)) and len(line) < 140 and not re.search(r"[a-z]{3}.*\.$", line):
        return Shape("heading", match["title"].strip(), f"BAB {match['no'].upper()}", 1)
    if (
        (match := _NUMBERED.match(line))
        and not re.search(r"[.;,:]$", line)
        and not re.match(r"(?:persen|juta|miliar|ribu|orang|hari|jam|km|m2|ha|ton|poin)\b", match["title"])
    ):
        return Shape("heading", match["title"].strip(), match["no"], match["no"].count(".") + 1)
    if match := _ITEM.match(line):
        return Shape("item", match["text"], match["marker"])
    if match := _BULLET.match(line):
        return Shape("item", match["text"], "-")
    if re.fullmatch(r"[A-Z][A-Z ,/&()-]{5,80}", line) and len(line.split()) <= 10:
        return Shape("heading", line, "", 1)
    return Shape("text", line)


_TIGHT = re.compile(
    rf"^(?P<label>(?:BAB\s|\d+(?:\.\d+)+|(?:Gambar|Tabel|Grafik|Lampiran)\s+\d|[A-Z][A-Z ]{{4,}}|[A-Z]\.\s).{{2,120}}?[^\s\d.,])\s{_PAGE}$"
)


def contents_line(line: str, *, tight: bool = False) -> tuple[str, str] | None:
    """(label, page) of a line of contents ("2.1. Program Kerja ..... 4"), None for other lines.

    tight : also where one space parts title and page, as text copied out of a PDF has it;
        only to be asked inside a list of contents.
    """
    match = _CONTENTS.match(line.rstrip()) or (_TIGHT.match(line.rstrip()) if tight else None)
    return (match["label"].rstrip(" ._…\t"), match["page"]) if match else None
