"""Shares in prose: against their counts, against each other, against 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..document import Block, Document, Sentence
from ..finding import Finding
from ..numbers import Number, numbers, printed
from ..words import COUNTED, TIME_UNITS
from .registry import around, finding, rule

_LINK = re.compile(
    r"^[^.;:0-9]{0,60}?(?:\(|\batau\b|\bsetara\b|\byakni\b|\byaitu\b|\bsekitar\b|\batau sebesar\b|\bmencapai\b|[,–-])\s*(?:atau\s+|sebesar\s+|setara\s+|sebanyak\s+|dengan\s+|sekitar\s+)*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:naik|turun|meningkat|menurun|tumbuh|kenaikan|penurunan|peningkatan|pertumbuhan|bertambah|berkurang|lebih (?:tinggi|rendah|cepat)|dibanding\w*|percepatan|perbaikan|menjadi|target|pagu|inflasi|deviasi|margin)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Pair:
    """A count with the share that stands beside it."""

    count: Number
    share: Number


def pairs(text: str) -> list[_Pair]:
    """ "724 responden (68%)", "724 atau 68%", "68% (724 orang)" in the order of the text."""
    found = numbers(text)
    result: list[_Pair] = []
    for index, (left, right) in enumerate(zip(found, found[1:], strict=False)):
        if (
            index
            and right.percent
            and re.search(r"\b(?:dari|di antara)\s+(?:\w+\s+){0,3}$", text[: left.start], re.IGNORECASE)
        ):
            earlier = found[index - 1]  # "84 dari 120 berkas (70%)": the share is of the first
            if earlier.whole and left.start - earlier.end < 50 and _LINK.match(text[left.end : right.start]):
                if earlier.unit not in TIME_UNITS and not _CHANGE.search(text[earlier.end : right.start]):
                    result.append(_Pair(earlier, right))
                continue
        between = text[left.end : right.start]
        count, share = (left, right) if right.percent else (right, left)
        if left.percent == right.percent or not count.whole or count.unit in TIME_UNITS:
            continue
        if any(pair.count is count for pair in result) or any(pair.share is share for pair in result):
            continue
        if right.percent and _LINK.match(between) and not _CHANGE.search(between):
            result.append(_Pair(count, share))
        elif left.percent and re.match(
            r"^[^.;:0-9]{0,40}?\(\s*(?:sebanyak\s+|sejumlah\s+)?$|^\s*atau\s+(?:sebanyak\s+|sejumlah\s+)?$", between
        ):
            result.append(_Pair(count, share))
    return result


def _true_share(count: Number, base: Number | Decimal) -> Decimal | None:
    whole = base if isinstance(base, Decimal) else base.value.value
    return count.value.value / whole * 100 if whole > 0 else None


def _right(pair: _Pair, base: Number | Decimal) -> bool:
    """Whether count and share agree on this base, in any reading of the three prints."""
    bases = (base,) if isinstance(base, Decimal) else base.value.readings
    slack = Decimal("0.5") if not pair.share.approx else Decimal(3)
    return any(
        pair.share.value.agrees(c / b * 100, ulps=slack) for c in pair.count.value.readings for b in bases if b > 0
    )


@rule
def shares_of_counts(document: Document) -> Iterator[Finding]:
    """A count beside its share, with a base that the sentence or the paragraph names.

    The base is, in this order: "dari N" in the sentence; "sisa N" (then count + rest); a total
    earlier in the paragraph; the sum of the counts, when one of the pairs agrees with it.
    """
    for block in document.prose:
        for sentence in (
            (s for s in document.sentences if s.block is block)
            if block.text.count("%") + block.text.count("persen")
            else ()
        ):
            found = pairs(sentence.text)
            for pair in found:
                yield from _judge_pair(block, sentence, pair, found)


def _judge_pair(block: Block, sentence: Sentence, pair: _Pair, others: Sequence[_Pair]) -> Iterator[Finding]:
    explicit = _explicit_base(sentence.text, pair)
    candidates: list[Number | Decimal] = [
        n
        for n in numbers(block.text)
        if n.whole and n.value.value > pair.count.value.value and n.unit not in TIME_UNITS
    ]
    together = sum((p.count.value.value for p in others), Decimal(0))
    if len(others) > 1:
        candidates.append(together)
    rest = _rest(sentence.text, pair)
    if rest is not None:
        candidates.append(pair.count.value.value + rest.value.value)
    received = [n.value.value for n in numbers(block.text[: sentence.start]) if n.whole and n.unit == pair.count.unit]
    if len(received) > 1:
        candidates.append(sum(received, Decimal(0)))
    if explicit is None and any(_right(pair, base) for base in candidates):
        return
    base: Number | Decimal | None = explicit
    if base is None and rest is not None:
        base = pair.count.value.value + rest.value.value
    if base is None and len(others) > 1 and sum(_right(p, together) for p in others) >= max(1, len(others) - 1):
        base = together
    if base is None:
        base = _only_total(block, sentence, pair)
    if base is None or _right(pair, base) or (pair.count.approx and not _far(pair, base)):
        return
    true = _true_share(pair.count, base)
    if true is None or (true > 100 and pair.share.value.value <= 100 and explicit is None):
        return
    computed = f"{printed(true, max(pair.share.value.decimals, 1))}%"
    near = abs(true - pair.share.value.value) < pair.share.value.ulp * Decimal("1.05")
    whole = printed(base) if isinstance(base, Decimal) else base.text
    message = f"{pair.count.text} dari {whole} adalah {computed}, bukan {pair.share.text}. " + (
        "Pembulatannya meleset satu satuan." if near else "Periksa jumlah, pembagi, atau persentasenya."
    )
    start, end = min(pair.count.start, pair.share.start), max(pair.count.end, pair.share.end)
    yield finding(
        "share",
        "warning" if near else "error",
        sentence.place(start),
        around(sentence.text, start, end, 90),
        computed,
        message,
    )


def _far(pair: _Pair, base: Number | Decimal) -> bool:
    true = _true_share(pair.count, base)
    return true is not None and abs(true - pair.share.value.value) > 5


def _explicit_base(text: str, pair: _Pair) -> Number | None:
    """The N of "dari N" nearest to the pair: between or behind it first, else in front of it."""
    bases = [
        n for n in numbers(text)
        if n.whole and n is not pair.count and n.value.value >= pair.count.value.value
        and re.search(r"\bdari\s+(?:(?:total|jumlah|seluruh|keseluruhan|sejumlah|sebanyak|sekitar|target|populasi|sampel|\w+)\s+){0,4}$", text[max(0, n.start - 60) : n.start], re.IGNORECASE)
    ]  # fmt: skip
    if re.search(r"\bdari\s+[\d.]+\s+(?:\w+\s+){0,3}menjadi\b", text):
        return None
    bases = [
        n
        for n in bases
        if n.unit == pair.count.unit
        or pair.count.unit not in COUNTED
        or n.unit not in COUNTED
        or {n.unit, pair.count.unit} <= _PEOPLE
    ]
    start, end = min(pair.count.start, pair.share.start), max(pair.count.end, pair.share.end)
    inside = [n for n in bases if start < n.start < end]
    behind = [
        n
        for n in bases
        if 0 <= n.start - end < 70 and not re.search(r"[;,]\s*(?:dan|serta|sedangkan|sementara)\b", text[end : n.start])
    ]
    before = [n for n in bases if n.end <= start]
    chosen = inside or behind[:1] or before[-1:]
    return chosen[0] if chosen else None


_PEOPLE = {
    "orang",
    "pegawai",
    "responden",
    "peserta",
    "laki",
    "perempuan",
    "pria",
    "wanita",
    "pns",
    "asn",
    "siswa",
    "guru",
    "warga",
    "pelamar",
    "pasien",
}


def _rest(text: str, pair: _Pair) -> Number | None:
    """The N of "dan sisa N" behind the pair."""
    for number in numbers(text):
        if (
            number.whole
            and number.start > pair.share.start
            and re.search(
                r"\bsisa(?:nya)?,?\s+(?:sebanyak\s+|sejumlah\s+|sebesar\s+|yakni\s+|yaitu\s+)?$",
                text[: number.start],
                re.IGNORECASE,
            )
        ):
            return number
    return None


def _only_total(block: Block, sentence: Sentence, pair: _Pair) -> Number | None:
    """The one larger count of the same noun in the sentences before, when there is exactly one."""
    larger = {
        n.value.value: n for n in numbers(block.text[: sentence.start])
        if n.whole and n.unit == pair.count.unit and n.unit in COUNTED and n.value.value > pair.count.value.value
    }  # fmt: skip
    same_sentence = [
        n for n in numbers(sentence.text[: pair.count.start])
        if n.whole and n.unit in COUNTED and n.value.value > pair.count.value.value and not n.percent and n.unit not in TIME_UNITS
    ]  # fmt: skip
    if len(same_sentence) == 1 and re.search(
        r"terdiri|rincian|yaitu|yakni|meliputi|di\s?antaranya", sentence.text[same_sentence[0].end : pair.count.start]
    ):
        return same_sentence[0]
    return next(iter(larger.values())) if len(larger) == 1 and not same_sentence else None


@rule
def shares_over_whole(document: Document) -> Iterator[Finding]:
    """More than 100% of a population, and parts that are said to be the whole but are not 100%."""
    for sentence in document.sentences:
        shares = [n for n in numbers(sentence.text) if n.percent]
        for share in shares:
            after = re.match(r"\s*(?:dari\s+(?:total|seluruh|jumlah|keseluruhan)\s+)?(\w+)", sentence.text[share.end :])
            noun = after[1].lower() if after else ""
            people = _PEOPLE | {
                "laporan",
                "pengaduan",
                "pengguna",
                "masyarakat",
                "penduduk",
                "unit",
                "berkas",
                "permohonan",
                "sekolah",
                "desa",
            }
            if share.value.value > 100 and noun in people and not _CHANGE.search(sentence.text):
                message = f"{share.text} dari suatu keseluruhan melebihi 100%. Periksa pembilang dan pembaginya."
                yield finding(
                    "share",
                    "error",
                    sentence.place(share.start),
                    around(sentence.text, share.start, share.end),
                    "paling banyak 100%",
                    message,
                )
        yield from _whole(sentence, shares)


_PARTITION = re.compile(
    r"\b(?:terdiri\s+(?:dari|atas)|rincian|komposisi\w*|terbagi|proporsi\w*|masing-masing|meliputi|yaitu|yakni)\b",
    re.IGNORECASE,
)


def _whole(sentence: Sentence, shares: Sequence[Number]) -> Iterator[Finding]:
    text = sentence.text
    if len(shares) < 2 or any(s.approx for s in shares) or _CHANGE.search(text):
        return
    rest = re.search(r"\b(?:dan\s+|sedangkan\s+|sementara\s+)?sisa(?:nya)?\b", text, re.IGNORECASE)
    partition = _PARTITION.search(text)
    parts = list(shares)
    if rest and shares[-1].start > rest.start():
        lead = rest.start()
    elif partition and len([s for s in shares if s.start > partition.start()]) >= 2:
        parts, lead = [s for s in shares if s.start > partition.start()], partition.start()
        covered = text[partition.start() :]
        if re.search(r"antara lain|di\s?antaranya|termasuk|terutama|misalnya", covered, re.IGNORECASE) or len(
            shares
        ) != len(parts):
            return
    else:
        return
    total = sum((s.value.value for s in parts), Decimal(0))
    slack = sum((s.value.ulp for s in parts), Decimal(0)) / 2 + Decimal("0.001")
    if (
        abs(total - 100) <= slack
        or (not rest and not Decimal(85) <= total <= Decimal(125))
        or (rest and not Decimal(60) <= total <= Decimal(160))
    ):
        return
    if (
        not rest
        and total < 100
        and not re.search(r"\b(?:terdiri|rincian|komposisi)", text[lead : lead + 14], re.IGNORECASE)
    ):
        return
    shown = " + ".join(s.text for s in parts)
    message = (
        f"Bagian-bagian dari satu keseluruhan menjumlah {printed(total)}%, bukan 100%: {shown}. Periksa persentasenya."
    )
    severity = "error" if rest or total > 100 else "warning"
    yield finding(
        "share-sum",
        severity,
        sentence.place(parts[0].start),
        around(text, parts[0].start, parts[-1].end, 60),
        f"{printed(total)}%",
        message,
    )


@rule
def majorities(document: Document) -> Iterator[Finding]:
    """ "Lebih dari separuh (45%)": the words and the share disagree."""
    for sentence in document.sentences:
        for share in numbers(sentence.text):
            before = sentence.text[max(0, share.start - 70) : share.start]
            if not share.percent or share.approx:
                continue
            half = re.search(
                r"\b(?:lebih dari (?:separuh|setengah|separo)|lebih separuh)\b[^.;]*$", before, re.IGNORECASE
            )
            under = re.search(
                r"\b(?:kurang dari (?:separuh|setengah)|belum (?:separuh|setengah))\b[^.;]*$", before, re.IGNORECASE
            )
            if (half and share.value.high < 50) or (under and share.value.low > 50):
                said = (half or under)[0][:30]  # type: ignore[index]
                message = f"“{said.strip()}” tidak cocok dengan {share.text}. Periksa kata atau angkanya."
                yield finding(
                    "share",
                    "error",
                    sentence.place(share.start),
                    around(sentence.text, share.start, share.end),
                    share.text,
                    message,
                )
