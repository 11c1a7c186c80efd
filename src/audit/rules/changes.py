"""A change against its two ends: percent, amount, direction, multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.document import Sentence, SourceDocument
from audit.finding import Finding
from audit.numbers import NumberMention, numbers, printed
from audit.rules.registry import around, finding, rule

UP = r"(?:naik|meningkat|bertambah|tumbuh|kenaikan|peningkatan|pertumbuhan|penambahan|melonjak|lonjakan|melesat|lebih (?:tinggi|banyak|besar)|surplus)"
DOWN = r"(?:turun|menurun|berkurang|penurunan|pengurangan|merosot|menyusut|anjlok|lebih (?:rendah|sedikit|kecil|cepat|singkat)|percepatan|melambat|terpangkas|susut|hemat|penghematan|efisiensi)"
_NEUTRAL = r"(?:perbaikan|perubahan|berubah|selisih|membaik|memburuk|kontraksi)"
_WORD = re.compile(rf"\b(?P<up>{UP})\b|\b(?P<down>{DOWN})\b|\b(?P<neutral>{_NEUTRAL})\b", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\b(?:dari|semula|sebelumnya)\b(?P<first>(?:[^.;]|\.(?=\d)){0,110}?)\b(?:menjadi|ke(?:\s+angka)?|hingga|sampai)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Ends:
    """The old and the new figure of a comparison."""

    old: NumberMention
    new: NumberMention


@rule
def changes(document: SourceDocument) -> Iterator[Finding]:
    """ "naik 20% dari 100 menjadi 120", "24,23 hari (2016) ... menjadi 18,23 hari atau perbaikan 25%"."""
    for sentence in document.sentences:
        if not _WORD.search(sentence.text) and "menjadi" not in sentence.text:
            continue
        found = numbers(sentence.text)
        ends = _ends(sentence.text, found)
        if ends is None:
            continue
        yield from _direction(sentence, ends)
        yield from _amounts(sentence, ends, [n for n in found if n is not ends.old and n is not ends.new])


def _ends(text: str, found: Sequence[NumberMention]) -> _Ends | None:
    """The two ends, by "dari A menjadi B"; else by two years with one figure of the same unit each."""
    for match in _FROM_TO.finditer(text):
        olds = [n for n in found if match.start("first") <= n.start < match.end("first")]
        news = [n for n in found if match.end() <= n.start <= match.end() + 60]
        if len(olds) == 1 and news and _same_unit(olds[0], news[0]):
            return _Ends(olds[0], news[0])
        if olds:
            return None
    pattern = re.compile(r"\b(20\d\d|19\d\d)\b")
    years = [(int(m[1]), m.start()) for m in pattern.finditer(text)]
    if len({year for year, _ in years}) != 2:
        if became := re.search(r"\bmenjadi\b", text):
            olds = [n for n in found if n.end <= became.start()]
            news = [n for n in found if became.end() <= n.start <= became.end() + 30]
            if (
                len(olds) == 1
                and news
                and _same_unit(olds[0], news[0])
                and re.search(r"sebelumnya|tahun lalu|semula", text[: became.start()])
            ):
                return _Ends(olds[0], news[0])
        return None
    return _by_years(text, found, years)


def _by_years(text: str, found: Sequence[NumberMention], years: Sequence[tuple[int, int]]) -> _Ends | None:
    """Two figures of one unit, each nearest to another year; the later year's is the new one."""
    change = _WORD.search(text)
    if change is None:
        return None
    plain = [n for n in found if not _is_change(text, n)]
    if (
        len(plain) < 2
        or not _same_unit(plain[0], plain[1])
        or (len(plain) > 2 and any(_same_unit(n, plain[0]) for n in plain[2:]))
    ):
        return None
    first, second = plain[0], plain[1]
    year_of = {}
    for number in (first, second):
        year_of[number.start] = min(years, key=lambda entry: abs(entry[1] - number.start))[0]
    if year_of[first.start] == year_of[second.start]:
        ordered = [year for year, _ in years]
        if ordered[0] == ordered[-1]:
            return None
        year_of[first.start], year_of[second.start] = ordered[0], ordered[-1]
    return _Ends(first, second) if year_of[first.start] < year_of[second.start] else _Ends(second, first)


def _is_change(text: str, number: NumberMention) -> bool:
    """Whether a number is itself the change: "naik (sebesar) 25%", "perbaikan sebesar 25%"."""
    before = text[max(0, number.start - 60) : number.start]
    match = list(_WORD.finditer(before))
    return bool(match) and not re.search(r"\b(?:menjadi|dari|ke)\b|\d", before[match[-1].end() :])


def _same_unit(a: NumberMention, b: NumberMention) -> bool:
    if a.percent != b.percent or (a.unit == "rupiah") != (b.unit == "rupiah"):
        return False
    from audit.words import COUNTED

    return a.unit == b.unit or a.unit not in COUNTED or b.unit not in COUNTED


def _direction(sentence: Sentence, ends: _Ends) -> Iterator[Finding]:
    """ "naik dari 120 menjadi 100" goes the other way."""
    between = sentence.text[: ends.new.start]
    words = [m for m in _WORD.finditer(between) if m["up"] or m["down"]]
    if not words or not re.search(r"\b(?:menjadi|ke)\b[^,;]{0,40}$", between) or len(words) > 1:
        return
    word = words[0]
    if not re.fullmatch(
        r"naik|meningkat|bertambah|tumbuh|melonjak|turun|menurun|berkurang|merosot|menyusut|kenaikan|penurunan|peningkatan",
        word[0],
        re.IGNORECASE,
    ):
        return
    if re.search(
        r"\b(?:tidak|belum|target|akan|agar|untuk)\b", between[max(0, word.start() - 30) : word.start()], re.IGNORECASE
    ):
        return
    if re.search(r"\b(?:peringkat|ranking|urutan|posisi|kelas)\b", sentence.text, re.IGNORECASE):
        return
    old, new = ends.old.value.value, ends.new.value.value
    if (word["up"] and new < old) or (word["down"] and new > old):
        said = "naik" if word["up"] else "turun"
        true = "turun" if said == "naik" else "naik"
        message = f"Tertulis {said} (“{word[0]}”), padahal {ends.old.text} ke {ends.new.text} adalah {true}. Periksa arah atau kedua angkanya."
        yield finding(
            "change",
            "error",
            sentence.place(ends.old.start),
            around(sentence.text, min(word.start(), ends.old.start), ends.new.end, 60),
            true,
            message,
        )


def _amounts(sentence: Sentence, ends: _Ends, others: Sequence[NumberMention]) -> Iterator[Finding]:
    """The stated change, in percent or in the unit of the ends, or in multiples."""
    old, new = ends.old.value, ends.new.value
    for number in others:
        if not _stated(sentence.text, number, ends):
            continue
        size = number.value
        if number.unit == "kali":
            yield from _multiple(sentence, ends, number)
            continue
        if number.percent and old.value:
            low, high = (
                (abs(new.low) / old.high - 1) * 100,
                (abs(new.high) / old.low - 1) * 100 if old.low > 0 else Decimal(0),
            )
            points = ends.old.percent and size.agrees(abs(new.value - old.value), ulps=1)
            true = (new.value / old.value - 1) * 100
            right = size.agrees(low, high) or size.agrees(-high, -low) or points
            if right and not points and not old.decimals and not new.decimals and max(old.scale, new.scale) > 1:
                right = abs(abs(true) - size.value) <= max(size.ulp, abs(true) / 10)  # "Rp20 miliar" is seldom 20,4
            shown = f"{printed(abs(true), max(size.decimals, 1) + (1 if size.decimals else 0))}%"
        elif not number.percent and number.whole == ends.old.whole and _same_unit(number, ends.old) and number.unit:
            true = new.value - old.value
            right = size.agrees(abs(true), ulps=1) if size.decimals else abs(true) == size.value
            shown = printed(abs(true))
        else:
            continue
        if right or (number.approx and abs(abs(true) - size.value) <= max(abs(true) / 10, size.ulp)):
            continue
        near = abs(abs(true) - size.value) <= size.ulp * Decimal("1.01")
        message = f"Dari {ends.old.text} ke {ends.new.text} berubah {shown}, bukan {number.text}. Periksa kedua ujungnya atau perubahannya."
        start, end = min(ends.old.start, number.start, ends.new.start), max(ends.new.end, number.end, ends.old.end)
        yield finding(
            "change",
            "warning" if near else "error",
            sentence.place(number.start),
            around(sentence.text, start, end, 30),
            shown,
            message,
        )
        return


def _stated(text: str, number: NumberMention, ends: _Ends) -> bool:
    """Whether a number is given as the change: behind a word of change, or right behind the new end."""
    if _is_change(text, number):
        return True
    gap = text[ends.new.end : number.start] if number.start > ends.new.end else None
    return (
        gap is not None
        and len(gap) < 60
        and re.fullmatch(
            r"\s*\w{0,14}(?:\s+\w+){0,3}?\s*(?:\(|,?\s*atau\s+)(?:sebesar|sekitar|setara|dengan)?\s*[+-]?", gap
        )
        is not None
        and (number.percent or number.unit == "kali")
    )


def _multiple(sentence: Sentence, ends: _Ends, number: NumberMention) -> Iterator[Finding]:
    """ "naik 3 kali lipat dari 100 menjadi 250"."""
    if ends.old.value.value <= 0 or not re.match(r"\s*(?:kali)\b", sentence.text[number.end :]):
        return
    ratio = ends.new.value.value / ends.old.value.value
    if abs(ratio - number.value.value) <= Decimal("0.5") * number.value.ulp + Decimal("0.25") or abs(
        1 / ratio - number.value.value
    ) <= Decimal("0.5"):
        return
    message = (
        f"{ends.new.text} adalah {printed(ratio, 2)} kali {ends.old.text}, bukan {number.text} kali. Periksa angkanya."
    )
    yield finding(
        "change",
        "error",
        sentence.place(number.start),
        around(sentence.text, ends.old.start, ends.new.end, 60),
        f"{printed(ratio, 2)} kali",
        message,
    )
