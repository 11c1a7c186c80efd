"""Rates against their base: "69 siaran pers atau 1,38 per minggu", "240 laporan dari 12 unit, 22 per unit"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.document import Sentence, SourceDocument
from audit.finding import Finding
from audit.numbers import NumberMention, ahead, numbers, printed, worded
from audit.rules.registry import around, finding, rule
from audit.words import COUNTED, TIME_UNITS

_PER = re.compile(
    r"\s*(?:[A-Za-z][\w-]*\s+){0,3}?(?:(?:per|setiap|tiap(?:-tiap)?)\b|/)\s*(?P<unit>(?:hari kerja|hari|minggu|pekan|bulan|triwulan|semester|tahun|jam|[a-z]{3,}))\b",
    re.IGNORECASE,
)
# How many of a unit a period has: what a careful author may divide by.
_IN_YEAR: dict[str, tuple[Decimal | int, Decimal | int]] = {
    "hari": (225, 366),
    "hari kerja": (225, 262),
    "minggu": (52, Decimal("52.3")),
    "pekan": (52, Decimal("52.3")),
    "bulan": (12, 12),
    "triwulan": (4, 4),
    "semester": (2, 2),
}
_MONTHS_OF = {"triwulan": 3, "semester": 6, "caturwulan": 4}


@rule
def rates(document: SourceDocument) -> Iterator[Finding]:
    """A rate beside the count and the number of periods or units that it was made from."""
    for sentence in document.sentences:
        found = numbers(sentence.text)
        for rate in found:
            match = _PER.match(sentence.text, rate.end)
            if match is None or rate.percent:
                continue
            unit = match["unit"].lower()
            if unit == "orang" and rate.unit == "rupiah":
                pass
            total = _total(sentence.text, found, rate)
            if total is None:
                continue
            spans = _spans(sentence, unit, total, rate)
            if spans is None or _fits(total, rate, *spans):
                continue
            low = spans[1] if unit == "hari" else spans[0]
            true = total.value.value / low
            if not Decimal("0.2") < true / rate.value.value < 5:
                continue
            implied = total.value.value / rate.value.value
            shown = f"{total.text} ÷ {printed(low)} = {printed(true, max(rate.value.decimals, 1))}"
            message = (
                f"{total.text} dibagi {printed(low)} {unit} adalah {printed(true, max(rate.value.decimals, 1))} per {unit}, bukan {rate.text} "
                f"(yang berarti {printed(implied, 1)} {unit}). Sebutkan pembaginya atau perbaiki angkanya."
            )
            yield finding(
                "rate",
                "warning",
                sentence.place(rate.start),
                around(sentence.text, min(total.start, rate.start), max(match.end(), total.end), 50),
                shown,
                message,
            )


def _total(text: str, found: tuple[NumberMention, ...], rate: NumberMention) -> NumberMention | None:
    """The count that the rate was made from: same noun, or joined by "atau", or the only count before it."""
    before = [
        n
        for n in found
        if n.end <= rate.start and not n.percent and n.value.value > rate.value.value and n.unit not in TIME_UNITS
    ]
    if not before or (rate.unit == "rupiah") != (before[-1].unit == "rupiah"):
        return None
    same = [n for n in before if n.unit == rate.unit]
    joined = re.search(
        r"\b(?:atau|rata-rata|setara|artinya|sehingga|berarti|yakni)\b", text[before[0].end : rate.start], re.IGNORECASE
    )
    if not joined or re.search(
        r"\b(?:target|tahun (?:lalu|sebelumnya)|maksim\w+|minim\w+|standar)\b",
        text[before[0].start : rate.end],
        re.IGNORECASE,
    ):
        return None
    if len(same) == 1:
        return same[0]
    return before[0] if len(before) == 1 or not same else None


def _spans(sentence: Sentence, unit: str, total: NumberMention, rate: NumberMention) -> tuple[Decimal, Decimal] | None:
    """The number of units to divide by, as (low, high); None when the text does not name it."""
    text = sentence.text
    if unit in TIME_UNITS or unit in _IN_YEAR:
        return _periods(text, unit, rate)
    candidates = [
        n
        for n in (*numbers(text), *worded(text))
        if n.unit == unit and n is not rate and n is not total and n.value.value > 1
    ]
    if len(candidates) == 1 and (some := re.search(r"(\d+)\s+dari\s+$", text[: candidates[0].start])):
        return Decimal(some[1]), Decimal(some[1])  # "18 dari 42 angkatan": eighteen were held
    if unit in COUNTED and len(candidates) == 1:
        return candidates[0].value.value, candidates[0].value.value
    return None


def _periods(text: str, unit: str, rate: NumberMention) -> tuple[Decimal, Decimal] | None:
    """How many of a unit of time the sentence speaks of, as (low, high)."""
    stated = re.search(
        r"\b(?:selama|dalam(?:\s+(?:kurun|jangka)\s+waktu)?|kurun waktu)\s+(\d+)\s+(hari kerja|hari|minggu|bulan|tahun)\b",
        text,
        re.IGNORECASE,
    )
    if stated:
        count, span = Decimal(stated[1]), stated[2].lower()
        if span == unit or (span == "hari kerja" and unit == "hari"):
            return count, count
        if span == "bulan" and unit in ("minggu", "pekan"):
            return count * 4, count * Decimal("4.5")
        if span == "bulan" and unit == "hari":
            return count * 28, count * 31
        if span == "tahun" and unit in _IN_YEAR:
            low, high = _IN_YEAR[unit]
            return count * low, count * high
        return None
    if match := re.search(r"\b(triwulan|semester|caturwulan)\s+(?:[IVX]+|\d|ke|pertama|kedua)", text, re.IGNORECASE):
        length = Decimal(_MONTHS_OF[match[1].lower()])
        return (length, length) if unit == "bulan" else None
    year = re.search(
        r"\b(?:sepanjang|selama|pada|dalam)?\s*(?:tahun\s+)?(?:20\d\d)\b|\bselama setahun\b|\bdalam setahun\b|\bsatu tahun\b",
        text,
        re.IGNORECASE,
    )
    months = re.search(
        r"\b(?:bulan|hingga|sampai|s\.?d\.?|Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November)\b",
        ahead(text, rate.start),
        re.IGNORECASE,
    )
    if year and not months and unit in _IN_YEAR:
        return _IN_YEAR[unit][0] * Decimal(1), _IN_YEAR[unit][1] * Decimal(1)
    return None


def _fits(total: NumberMention, rate: NumberMention, low: Decimal, high: Decimal) -> bool:
    if total.approx:
        return True
    slack = Decimal("0.5") if not rate.approx else Decimal(2)
    if rate.whole and not rate.approx:  # "22 per unit" of 21,7 is a rounding, also upwards
        slack = Decimal(1)
    if rate.approx:  # "sekitar 100" is a round number: within a tenth
        slack = max(slack, rate.value.value / 10 / rate.value.ulp)
    return rate.value.agrees(total.value.low / high, total.value.high / low, ulps=slack)
