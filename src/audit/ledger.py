"""Facts of a report of ours (`fakta.json`), prepared for comparison with the figures of a published report.

A fact is recognised by its value before rounding, its unit, the years of its data and its words. The words come
from its id and expression (English identifiers also as the Indonesian words for them), from the row and column of
a table, and, where the built page is given, from the sentence that prints the fact.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from lxml import html

from audit.numbers import parse, printed
from audit.readers.markup import one_line
from audit.words import words

Facts = Sequence[Mapping[str, Any]]
# The annex repeats the published figures beside ours: a report would be compared with itself.
REPEATS = ("konsistensi",)
# The code's English names, and the words that a report uses for them.
ENGLISH = {
    "received": "diterima menerima masuk", "closed": "selesai diselesaikan", "open": "proses sisa berjalan belum",
    "respondents": "responden", "complaints": "pengaduan", "complaint": "pengaduan", "active": "aktif",
    "inactive": "nonaktif", "local": "daerah", "central": "pusat", "counters": "loket", "counter": "loket",
    "satisfied": "puas", "dissatisfied": "tidak puas", "satisfaction": "kepuasan", "integrity": "integritas",
    "speed": "laju penyelesaian tindak lanjut", "mean": "rata", "releases": "siaran", "requests": "permohonan",
    "information": "informasi", "followers": "pengikut follower", "importance": "kepentingan", "performance": "kinerja",
    "week": "minggu", "month": "bulan", "carried": "sisa awal", "helpdesk": "helpdesk", "offices": "kantor",
    "regional": "regional", "training": "pelatihan", "participants": "peserta", "modules": "modul", "grants": "akses",
    "auditors": "auditor", "days": "hari", "suggestions": "saran", "revised": "revisi direvisi", "channels": "kanal",
    "programmes": "program", "dimensions": "dimensi", "support": "pendukung", "letter": "surat menyurati",
    "limit": "batas", "closing": "penyelesaian", "highest": "tertinggi", "lowest": "terendah", "before": "sebelumnya",
}  # fmt: skip
SAME_UNIT = (
    {"pengguna", "user", "akun"}, {"laporan", "pengaduan", "aduan"}, {"permohonan", "permintaan"}, {"saran", "rekomendasi"},
    {"orang", "pegawai", "peserta", "karyawan"}, {"responden", "orang"}, {"kanal", "saluran"}, {"rilis", "siaran"},
)  # fmt: skip
PLAIN = frozenset(
    words("""yang dan dari pada dengan untuk di ke oleh dalam adalah ini itu atau serta sebanyak sebesar tahun per satuan
    angka bagian catatan pokok hasil tbl fig alt len terbilang besar table now all true none if else part result value
    rows data self share known years year kini ringkasan penutup sebagai juga telah sudah lebih para tersebut terhadap
    jumlah banyak banyaknya seluruh semua total nilai""")
)
_MARK = re.compile("\ue000([^\ue001]*)\ue001")


@dataclass(frozen=True)
class LedgerEntry:
    """One fact.

    Parameters
    ----------
    id, text : str
        As in the ledger.
    value : Decimal
        The exact value; that of a share times 100, as it is printed.
    percent : bool
        Whether it is a share.
    unit : tuple of str
        The words of its unit, lower case.
    words, topic : frozenset of str
        The telling words of its own id, expression and sentence; those of its chapter and datasets.
    years : frozenset of str
        The years named in its id, else those of its data.
    cell : tuple of str
        Row and column of a table, as `label` writes them; () outside tables.
    prose : bool
        Whether a sentence prints it.
    part_of : str
        The count that it is the share of ("a.bagian" belongs to "a"), or "".
    base : Decimal or None
        What a share is counted from.
    """

    id: str
    text: str
    value: Decimal
    percent: bool
    unit: tuple[str, ...]
    words: frozenset[str]
    topic: frozenset[str]
    years: frozenset[str]
    cell: tuple[str, ...] = ()
    prose: bool = True
    part_of: str = ""
    base: Decimal | None = None


@dataclass(frozen=True)
class Ledger:
    """The entries of a ledger that can be compared, and how telling each word is."""

    entries: tuple[LedgerEntry, ...]

    @cached_property
    def by_id(self) -> dict[str, LedgerEntry]:
        """Entries by their id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def cells(self) -> dict[tuple[str, ...], tuple[LedgerEntry, ...]]:
        """Entries by row and column of their table."""
        found: dict[tuple[str, ...], list[LedgerEntry]] = {}
        for entry in self.entries:
            if len(entry.cell) == 2:
                found.setdefault(entry.cell, []).append(entry)
        return {cell: tuple(entries) for cell, entries in found.items()}

    @cached_property
    def common(self) -> frozenset[str]:
        """Words of so many facts that sharing one says nothing."""
        counts = Counter(word for entry in self.entries for word in entry.words)
        limit = max(6, len(self.entries) // 20)
        return frozenset(word for word, count in counts.items() if count > limit)


def ledger_of(facts: Facts, page: str = "") -> Ledger:
    """The facts that figures can be compared with.

    Parameters
    ----------
    facts : sequence of mapping
        The list "facts" of a `fakta.json`.
    page : str
        HTML of the page that was built with it; "" where there is none.
    """
    sentences = sentences_on(page) if page else {}
    return Ledger(tuple(entry for fact in facts if (entry := _entry(fact, sentences)) is not None))


def _entry(fact: Mapping[str, Any], sentences: Mapping[str, str]) -> LedgerEntry | None:
    """None for a fact without a finite number, and for those that repeat the publication."""
    identifier = str(fact.get("id", ""))
    value = _exact(fact)
    if value is None or identifier.startswith(REPEATS):
        return None
    text, unit = str(fact.get("text", "")), str(fact.get("unit") or "").lower()
    percent = "%" in text or unit in ("%", "persen")
    if percent and _is_ratio(value, text):
        value *= 100
    expression = str(fact.get("expression") or "")
    sets = [entry for entry in fact.get("datasets") or () if isinstance(entry, Mapping)]
    topic = " ".join(str(entry.get("title") or "") for entry in sets) + " " + identifier.partition(".")[0]
    own = f"{identifier.partition('.')[2] or identifier} {expression} {unit} {sentences.get(identifier, '')} {fact.get('sentence') or ''}"
    named = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", identifier)
    dated = [str(entry.get("name") or "")[:4] for entry in sets]
    return LedgerEntry(
        identifier,
        text or printed(value),
        value,
        percent,
        tuple(re.findall(r"[a-z]+", unit)),
        context(own),
        context(topic),
        frozenset(named or [year for year in dated if year.isdigit()]),
        tuple(label(part) for part in re.findall(r"'([^']*)'", (re.search(r"\[('.*')\]$", expression) or [""])[0])),
        not fact.get("block"),
        identifier.removesuffix(".bagian") if identifier.endswith(".bagian") else "",
        _exact(base) if isinstance(base := fact.get("of"), Mapping) else None,
    )


def _exact(fact: Mapping[str, Any]) -> Decimal | None:
    """The value before rounding: "exact" is a fraction or a decimal, "value" a number."""
    for key in ("exact", "value"):
        try:
            fraction = Fraction(str(fact[key]))
        except (KeyError, ValueError, ZeroDivisionError):
            continue
        return Decimal(fraction.numerator) / Decimal(fraction.denominator)
    return None


def _is_ratio(value: Decimal, text: str) -> bool:
    """Whether a share is kept as 0,915 and printed as 91,5%."""
    shown = parse(re.sub(r"[^\d.,-]", "", text))
    return shown is None or abs(abs(value) * 100 - abs(shown.value)) <= abs(abs(value) - abs(shown.value))


def context(text: str) -> frozenset[str]:
    """The telling words of a text; English identifiers also as the Indonesian words for them."""
    text = re.sub(r"([a-z])([A-Z])", r"\1 \2", text).lower()
    text = re.sub(r"\bnon[ -](?=[a-z])", "non", text)  # "non aktif" is "nonaktif"
    found = set(re.findall(r"[a-z]{3,}", text))
    for word in list(found):
        found |= set(ENGLISH.get(word, "").split())
        found.add(word.removesuffix("nya"))
    return frozenset(found - PLAIN)


def label(text: str) -> str:
    """A table's row or column name, for comparison: lower case, letters and digits only."""
    return " ".join(re.findall(r"[a-z0-9]+", one_line(text).lower()))


def sentences_on(page: str) -> dict[str, str]:
    """The clause around each fact that a sentence of the page prints, by the fact's id."""
    found: dict[str, str] = {}
    for node in html.fromstring(page).xpath("//p[.//a[contains(@class, 'angka')]]|//li[a[contains(@class, 'angka')]]"):
        for link in node.xpath(".//a[contains(@class, 'angka')]"):
            identifier = str(link.get("href", "")).removeprefix("#a-")
            link.text = f"\ue000{identifier}\ue001{link.text or ''}"
        text = " ".join(node.text_content().split())
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z\ue000])", text):
            for match in _MARK.finditer(sentence):
                left, right = clause(sentence, match.start(), match.end())
                found.setdefault(match[1], _MARK.sub("", sentence[left:right]))
    return found


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Find the clause around a piece of text: up to the next comma, bracket or conjunction on either side.

    Parameters
    ----------
    text : str
        A sentence.
    start, end : int
        The piece is text[start:end].

    Returns
    -------
    (int, int)
        Where the clause begins and ends.
    """
    cuts = [m.end() for m in re.finditer(r"[;(]|,\s|\b(?:dan|serta|sedangkan|atau)\s", text[:start])]
    following = re.search(r"[;)]|,\s|\b(?:dan|serta|sedangkan)\s", text[end:])
    return (cuts[-1] if cuts else 0), (end + following.start() if following else len(text))


def same_unit(unit: str, words: Iterable[str]) -> bool:
    """Whether a printed unit is one of a fact's unit words, or a usual other name for one."""
    own = set(words)
    return unit in own or any(unit in group and group & own for group in SAME_UNIT)
