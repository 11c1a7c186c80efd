"""Laws as reports cite them: the type, number and year that tell one from another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LawKey = tuple[str, int, int]  # type ("uu", "permenpan"), number, year

_TYPES: tuple[tuple[str, str], ...] = (
    ("perppu", r"peraturan pemerintah pengganti|perppu"),
    ("uu", r"undang[\s-]*undang|uu\b"),
    ("pp", r"peraturan pemerintah|pp\b"),
    ("perpres", r"peraturan presiden|perpres"),
    ("keppres", r"keputusan presiden|keppres"),
    ("inpres", r"instruksi presiden|inpres"),
    ("permenpan", r"peraturan menteri (?:negara )?(?:pendayagunaan|pan)|permen\s*-?pan"),
    (
        "kepmenpan",
        r"(?:surat )?keputusan menteri (?:negara )?(?:pendayagunaan|pan)|kep(?:utusan )?men\s*-?pan|sk menpan|kep/",
    ),
    ("permendagri", r"peraturan menteri dalam negeri|permendagri"),
    ("pmk", r"peraturan menteri keuangan|permenkeu|pmk"),
    ("permenkes", r"peraturan menteri kesehatan|permenkes"),
    ("permendikbud", r"peraturan menteri pendidikan|permendikbud"),
    ("perka", r"peraturan kepala|perka\b"),
    ("perda", r"peraturan daerah|perda\b|qanun"),
    ("pergub", r"peraturan gubernur|pergub"),
    ("perbup", r"peraturan bupati|perbup"),
    ("perwali", r"peraturan wali\s?kota|perwal"),
    ("se", r"surat edaran|se\b"),
)
_HEAD = (
    r"(?:Undang[\s-]*Undang|UU|Peraturan Pemerintah Pengganti Undang[\s-]*Undang|Perppu|Peraturan Pemerintah|PP|Peraturan Presiden|Perpres|"
    r"Keputusan Presiden|Keppres|Instruksi Presiden|Inpres|Peraturan Menteri|Permen\w*|Kepmen\w*|(?:Surat )?Keputusan (?:Menteri|Kepala|Gubernur|Bupati|Wali\s?kota|Sekretaris)|"
    r"Peraturan (?:Kepala|Badan|Lembaga|Daerah|Gubernur|Bupati|Wali\s?kota|BKN|LAN|KPU)|Perka|Perda|Pergub|Perbup|Perwali|PMK|Surat Edaran|SE)"
)
_NUMBER = r"(?:[A-Za-z]{2,5}\.?\s?/\s?)?\d{1,4}[A-Z]?(?:\s?/\s?[A-Za-z]\w*(?:\.\s?[A-Z]\w+)*[\w-]*|/\d{1,4})*"
_CITATION = re.compile(
    rf"\b(?P<type>{_HEAD})(?P<more>(?:[\s-]+[\w()&/,-]+){{0,16}}?)\s+(?:(?:Nomor|No\.?)\s*:?\s*(?P<num>{_NUMBER})|(?P<short>\d{{1,3}}(?=/\d{{4}}|\s+[Tt]ahun))(?P<slash>/\d{{4}})?)"
    rf"(?:\s+Tahun\s+(?P<year>\d{{4}}))?(?:,?\s+tanggal\s+(?P<date>\d{{1,2}}\s+\w+\s+\d{{4}}))?(?=(?:,?\s+tentang\s+(?P<title>[^.;,()“”\"]+))?)"
)
_SMALL_WORDS = {
    "dan",
    "di",
    "pada",
    "dalam",
    "untuk",
    "oleh",
    "kepada",
    "terhadap",
    "atas",
    "dari",
    "bagi",
    "secara",
    "ke",
    "yang",
    "serta",
    "melalui",
    "dengan",
    "tentang",
    "atau",
    "menuju",
}


@dataclass(frozen=True)
class Citation:
    """A law as a report cites it.

    Parameters
    ----------
    key : LawKey
        Its type, number and year; year 0 where none is named.
    code : str
        The number as printed, in capitals, without spaces.
    title : str
        The capitalised words behind "tentang"; "" where there is none.
    date : str
        The date behind "tanggal"; "" where there is none.
    start, end : int
        Its place in the text.
    text : str
        The citation with its title.
    """

    key: LawKey
    code: str
    title: str
    date: str
    start: int
    end: int
    text: str


def type_of(words: str) -> str:
    """The normal type of a law's name; the name itself, lower case, for a type not listed."""
    low = " ".join(words.lower().split())
    return next((name for name, pattern in _TYPES if re.match(pattern, low)), low)


def citations(text: str) -> Iterator[Citation]:
    """Every law that a text cites by number."""
    for match in _CITATION.finditer(text):
        if re.search(r"\b(?:tentang|Nomor|No\.)\b", match["more"]):
            continue
        code = re.sub(r"\s+", "", match["num"] or f"{match['short']}{match['slash'] or ''}").rstrip("./-")
        segments = re.split(r"/", code)
        numbers = [int(s) for s in segments if s.isdigit()]
        if not numbers:
            continue
        year = int(match["year"]) if match["year"] else (numbers[-1] if len(numbers) > 1 and numbers[-1] > 1900 else 0)
        kind = type_of(f"{match['type']}{match['more']}")
        title = _title(match["title"] or "")
        yield Citation(
            (kind, numbers[0], year),
            code.upper(),
            title,
            match["date"] or "",
            match.start(),
            match.end(),
            f"{match[0]} tentang {title}" if title else match[0],
        )


def _title(text: str) -> str:
    """The leading capitalised words of what follows "tentang", small words between them kept."""
    kept: list[str] = []
    for word in text.replace("*", "").split():
        bare = word.strip(",:'’")
        if bare.lower() in _SMALL_WORDS and kept:
            kept.append(bare.lower())
        elif bare[:1].isupper() or bare[:1].isdigit():
            kept.append(bare)
        else:
            break
        if word.endswith(":"):
            break
    while kept and (kept[-1].lower() in _SMALL_WORDS or kept[-1].isdigit()):
        kept.pop()
    return " ".join(kept)


def key_of(cite: str) -> LawKey | None:
    """The key of a law's short name ("UU 5/2014"); None for what is none."""
    match = re.match(r"(\S+)\s+(\d+)/(\d{4})", cite)
    return (type_of(match[1]), int(match[2]), int(match[3])) if match else None
