"""Laws and standards: what the parameter files know of them, and how a report cites them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

# The repository's params folder, beside src; an installed copy looks in the working folder.
FOLDERS = (Path(__file__).resolve().parents[2] / "params" / "regulations", Path("params") / "regulations")

Key = tuple[str, int, int]  # type ("uu", "permenpan"), number, year

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
    """A law as a report cites it: key, code as printed, title (its capitalised words), date, place in the text."""

    key: Key
    code: str
    title: str
    date: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Known:
    """A law that the parameter files know: title, successor and the year since when, how sure."""

    key: Key
    name: str
    title: str
    replaced_by: str
    since: int | None
    confidence: str
    bands: tuple[tuple[str, Decimal, Decimal], ...] = ()
    nrr_bands: tuple[tuple[str, Decimal, Decimal], ...] = ()


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


@lru_cache(maxsize=4)
def known_laws(folder: Path | None = None) -> Mapping[Key, Known]:
    """All laws of params/regulations, by key. A file that cannot be read is passed over: the audit
    must not depend on a data file that somebody is editing."""
    laws: dict[Key, Known] = {}
    files: dict[str, Key] = {}
    pending: list[tuple[Key, str]] = []
    for path, data in _files(folder):
        for entry in data.get("regulations") or []:
            if (key := _cited(str(entry.get("cite", "")))) is not None:
                successor = str(entry.get("replaced_by") or "")
                laws[key] = Known(
                    key,
                    str(entry["cite"]),
                    str(entry.get("title", "")),
                    successor,
                    _year(entry.get("from")),
                    str(entry.get("confidence", "M")),
                )
        found = next(citations(str(data.get("title", ""))), None)
        if found is None:
            continue
        key = (found.key[0], found.key[1], int(data.get("year") or found.key[2]))
        files[path.stem] = key
        name = str(data.get("short_title") or found.text)
        laws[key] = Known(key, name, found.title, "", None, "S", _bands(data, "ikm"), _bands(data, "nrr"))
        if data.get("replaced_by"):
            pending.append((key, str(data["replaced_by"])))
    for key, stem in pending:
        newer, law = laws.get(files.get(stem, key)), laws[key]
        if newer is not None and newer.key != key:
            laws[key] = Known(
                key, law.name, law.title, newer.name, newer.key[2], law.confidence, law.bands, law.nrr_bands
            )
    return laws


@lru_cache(maxsize=4)
def known_standards(folder: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """Standards by name ("ISO 9001") and the editions they have had."""
    return {
        str(entry["name"]): tuple(str(edition) for edition in entry.get("editions") or ())
        for _, data in _files(folder)
        for entry in data.get("standards") or []
        if isinstance(entry, Mapping) and "name" in entry
    }


def _files(folder: Path | None) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    chosen = folder if folder is not None else next((f for f in FOLDERS if f.is_dir()), None)
    for path in sorted(chosen.glob("*.yml")) if chosen else ():
        try:
            data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        except (OSError, YAMLError, UnicodeDecodeError):
            continue
        if isinstance(data, Mapping):
            yield path, data


def _cited(text: str) -> Key | None:
    match = re.match(r"(\S+)\s+(\d+)/(\d{4})", text)
    return (type_of(match[1]), int(match[2]), int(match[3])) if match else None


def _year(value: object) -> int | None:
    return int(str(value)) if value is not None and str(value).isdigit() else None


def _bands(data: Mapping[str, Any], what: str) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """(name, low, high) of each band of "ikm" or "nrr"; () when the file has none in that form."""
    try:
        return tuple(
            (str(b["name"]), Decimal(str(b[f"{what}_from"])), Decimal(str(b[f"{what}_to"])))
            for b in data.get("bands") or []
        )
    except (KeyError, TypeError, InvalidOperation):
        return ()
