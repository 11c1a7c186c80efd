"""A published report's figures set beside a ledger's (`--against 2017`): same, rounds to it, differs.

Conservative on purpose. A figure is paired with a fact only when their units agree and their
words do; "differs" needs a single clear partner of another value, and no fact at all that has
the printed value. Everything else stays unpaired and is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from .document import Document, Place
from .finding import Finding
from .grid import grids
from .numbers import Value, numbers, parse, printed
from .rules.registry import around, finding

Facts = Sequence[Mapping[str, Any]]
VERDICTS = ("same", "rounds-to-it", "differs")

# The code's English names and the words that a report uses for them.
_WORDS = {
    "received": "diterima menerima masuk", "closed": "selesai diselesaikan", "open": "proses sisa berjalan belum",
    "respondents": "responden", "complaints": "pengaduan laporan", "complaint": "pengaduan laporan", "users": "user pengguna",
    "active": "aktif", "inactive": "non nonaktif", "local": "daerah", "central": "pusat", "counters": "loket pkt",
    "counter": "loket", "satisfied": "puas", "very": "sangat", "dissatisfied": "tidak", "index": "indeks ikm", "integrity": "integritas",
    "share": "persen persentase", "speed": "laju percepatan", "days": "hari", "press": "pers", "releases": "siaran", "requests": "permintaan permohonan",
    "information": "informasi", "followers": "follower pengikut", "importance": "kepentingan", "performance": "kinerja", "mean": "rata",
    "median": "median", "year": "tahun", "total": "jumlah total seluruhnya", "average": "rata", "per": "per", "week": "minggu", "month": "bulan",
    "carried": "sisa awal", "target": "target", "actual": "realisasi", "helpdesk": "helpdesk", "offices": "kantor", "training": "pelatihan",
    "participants": "peserta", "modules": "modul", "access": "akses", "auditors": "auditor", "suggestions": "saran", "sop": "sop", "change": "perbaikan berkurang naik turun",
}  # fmt: skip
_COMMON = {
    "yang",
    "dan",
    "dari",
    "pada",
    "dengan",
    "untuk",
    "di",
    "ke",
    "tahun",
    "adalah",
    "sebanyak",
    "sebesar",
    "result",
    "value",
    "rows",
    "data",
    "self",
    "n",
}


@dataclass(frozen=True)
class Comparison:
    """One figure of the report beside one fact of the ledger.

    verdict : "same" (equal values), "rounds-to-it" (the print is the fact rounded), "differs".
    line, page : as in `Finding`. quote : the words around the figure. fact : the fact's id;
    fact_text : its printed text. shared : the words that pair the two.
    """

    verdict: str
    line: int | None
    page: int | None
    text: str
    quote: str
    fact: str
    fact_text: str
    shared: tuple[str, ...]


@dataclass(frozen=True)
class _Fact:
    """A ledger fact made comparable: number, whether a share, unit word, context words."""

    id: str
    text: str
    value: Decimal
    percent: bool
    unit: str
    words: frozenset[str]


@dataclass(frozen=True)
class _Figure:
    """A figure of the report: print, value, unit word, context words, place."""

    text: str
    value: Value
    unit: str
    words: frozenset[str]
    place: Place
    quote: str


def compare(document: Document, facts: Facts) -> list[Comparison]:
    """Every figure that has a partner in the ledger, in the report's order."""
    known = [fact for entry in facts if (fact := _fact(entry)) is not None]
    return [comparison for figure in _figures(document) if (comparison := _compared(figure, known)) is not None]


def differences(document: Document, facts: Facts) -> list[Finding]:
    """The figures that differ from the ledger, as findings of kind "ledger"."""
    found = []
    for comparison in compare(document, facts):
        if comparison.verdict == "differs":
            message = f"Laporan mencetak {comparison.text}, buku angka {comparison.fact_text} (fakta {comparison.fact}). Tentukan mana yang benar."
            place = Place(comparison.line, comparison.page)
            found.append(finding("ledger", "warning", place, comparison.quote, comparison.fact_text, message))
    return found


def _fact(entry: Mapping[str, Any]) -> _Fact | None:
    """None for a fact without a plain number."""
    try:
        value = Decimal(str(entry["value"]))
    except (KeyError, InvalidOperation):
        return None
    if not value.is_finite():
        return None
    text, unit = str(entry.get("text", "")), str(entry.get("unit") or "").lower()
    percent = "%" in text or unit in ("%", "persen", "percent", "share")
    if (
        percent
        and unit in ("", "share", "1")
        and abs(value) <= 1
        and (shown := parse(re.sub(r"[^\d.,%-]", "", text)))
        and shown.value > 1
    ):
        value *= 100  # a ratio that is printed as a percentage
    source = " ".join(str(entry.get(key) or "") for key in ("id", "expression", "label", "context", "sentence", "name"))
    base = entry.get("of")
    if isinstance(base, Mapping):
        source += f" {base.get('unit') or ''}"
    return _Fact(
        str(entry.get("id", "")),
        text or printed(value),
        value,
        percent,
        unit.split()[0] if unit else "",
        _context(f"{source} {unit}"),
    )


def _context(text: str) -> frozenset[str]:
    """Context words of a text; English identifiers also as the Indonesian words for them."""
    found = set(re.findall(r"[a-z]{2,}", re.sub(r"([a-z])([A-Z])", r"\1 \2", text).lower()))
    for word in list(found):
        found |= set(_WORDS.get(word, "").split())
    years = set(re.findall(r"\b(?:19|20)\d\d\b", text))
    return frozenset((found - _COMMON) | years)


def _figures(document: Document) -> Iterator[_Figure]:
    for sentence in document.sentences:
        for number in numbers(sentence.text):
            start, end = _clause(sentence.text, number.start, number.end)
            words = _context(sentence.text[start:end])
            yield _Figure(
                number.text,
                number.value,
                number.unit,
                words,
                sentence.place(number.start),
                around(sentence.text, number.start, number.end, 70),
            )
    for grid in grids(document):
        for row, cells in enumerate(grid.cells):
            for column in grid.numeric:
                for value in (cells[column].count, cells[column].share):
                    if value is not None:
                        words = _context(f"{grid.labels[row]} {grid.name(column)} {grid.table.caption}")
                        yield _Figure(
                            cells[column].text,
                            value,
                            "%" if value.percent else "",
                            words,
                            grid.place(row),
                            grid.quote(row),
                        )


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a figure: up to the next comma, semicolon or "dan" on either side."""
    cuts = [m.end() for m in re.finditer(r"[;(]|,\s|\b(?:dan|serta|sedangkan|atau)\s", text[:start])]
    following = re.search(r"[;)]|,\s|\b(?:dan|serta|sedangkan)\s", text[end:])
    return (cuts[-1] if cuts else 0), (end + following.start() if following else len(text))


def _compared(figure: _Figure, facts: Sequence[_Fact]) -> Comparison | None:
    rated = [
        (len(shared), fact, shared)
        for fact in facts
        if _units_agree(figure, fact) and (shared := figure.words & fact.words)
    ]
    right = [(score, fact, shared) for score, fact, shared in rated if figure.value.agrees(fact.value)]
    if right:
        score, fact, shared = max(right, key=lambda entry: entry[0])
        digits = len(re.sub(r"\D", "", figure.text).lstrip("0"))
        if score >= 2 or digits >= 3:
            verdict = "same" if fact.value in figure.value.readings else "rounds-to-it"
            return _made(verdict, figure, fact, shared)
        return None
    if any(figure.value.agrees(fact.value) for fact in facts):
        return None  # some other fact has this value: a coincidence cannot be told from a partner
    rated.sort(key=lambda entry: -entry[0])
    if not rated or rated[0][0] < 3 or (len(rated) > 1 and rated[1][0] == rated[0][0]):
        return None
    _, fact, shared = rated[0]
    years = {word for word in figure.words if word.isdigit()} ^ {word for word in fact.words if word.isdigit()}
    return None if years else _made("differs", figure, fact, shared)


def _units_agree(figure: _Figure, fact: _Fact) -> bool:
    if figure.value.percent != fact.percent:
        return False
    return (
        figure.value.percent
        or not figure.unit
        or not fact.unit
        or figure.unit == fact.unit
        or fact.unit in figure.words
    )


def _made(verdict: str, figure: _Figure, fact: _Fact, shared: frozenset[str]) -> Comparison:
    place = figure.place
    return Comparison(
        verdict, place.line, place.page, figure.text, figure.quote, fact.id, fact.text, tuple(sorted(shared))
    )
