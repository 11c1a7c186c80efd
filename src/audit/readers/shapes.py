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


LONGEST_LABEL = 400  # no heading, caption or line of contents has more letters
_MARKED = re.compile(r"[-•●▪◦*‣–✓➢➤o(]|\w{1,5}[.)]")  # an item may be long


@dataclass(frozen=True)
class LineShape:
    """What a line of text is by its look.

    Parameters
    ----------
    kind : {"heading", "item", "caption", "listing", "text"}
    text : str
        Its words without the marker.
    marker : str
        Its printed number or bullet, or "".
    level : int
        Depth of a heading; 0 elsewhere.
    """

    kind: str
    text: str
    marker: str = ""
    level: int = 0


def shape_of(line: str) -> LineShape:
    """The look of one line, markup already removed."""
    if len(line) > LONGEST_LABEL and not _MARKED.match(line):
        return LineShape("text", line)
    if LISTING.match(line):
        return LineShape("listing", line)
    if (match := CAPTION.match(line)) and len(line) < 220 and not _CAPTION_VERB.match(match["title"] or ""):
        return LineShape("caption", (match["title"] or "").strip(), f"{match['what'].capitalize()} {match['no']}")
    if (match := _CHAPTER.match(line)) and len(line) < 140 and not re.search(r"[a-z]{3}.*\.$", line):
        return LineShape("heading", match["title"].strip(), f"BAB {match['no'].upper()}", 1)
    if (
        (match := _NUMBERED.match(line))
        and not re.search(r"[.;,:]$", line)
        and not re.match(r"(?:persen|juta|miliar|ribu|orang|hari|jam|km|m2|ha|ton|poin)\b", match["title"])
    ):
        return LineShape("heading", match["title"].strip(), match["no"], match["no"].count(".") + 1)
    if match := _ITEM.match(line):
        return LineShape("item", match["text"], match["marker"])
    if match := _BULLET.match(line):
        return LineShape("item", match["text"], "-")
    if re.fullmatch(r"[A-Z][A-Z ,/&()-]{5,80}", line) and len(line.split()) <= 10:
        return LineShape("heading", line, "", 1)
    return LineShape("text", line)


_TIGHT = re.compile(
    rf"^(?P<label>(?:BAB\s|\d+(?:\.\d+)+|(?:Gambar|Tabel|Grafik|Lampiran)\s+\d|[A-Z][A-Z ]{{4,}}|[A-Z]\.\s).{{2,120}}?[^\s\d.,])\s{_PAGE}$"
)


def contents_line(line: str, *, tight: bool = False) -> tuple[str, str] | None:
    """What a line of contents says ("2.1. Program Kerja ..... 4").

    Parameters
    ----------
    line : str
    tight : bool
        Read also lines where one space parts title and page, as text copied out of a PDF has it; only to be asked
        inside a list of contents.

    Returns
    -------
    tuple of str, or None
        Title and page; None for other lines.
    """
    if len(line) > LONGEST_LABEL:
        return None
    match = _CONTENTS.match(line.rstrip()) or (_TIGHT.match(line.rstrip()) if tight else None)
    return (match["label"].rstrip(" ._…\t"), match["page"]) if match else None
