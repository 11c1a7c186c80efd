"""Shares in prose: against their counts, against each other, against 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from audit.document import ContentBlock, Sentence, SourceDocument
from audit.finding import Finding
from audit.numbers import NumberMention, ahead, numbers, numbers_before, printed
from audit.rules.registry import around, finding, rule
from audit.words import COUNTED, PEOPLE, TIME_UNITS

_LINK = re.compile(
    r"^[^.;:0-9]{0,60}?(?:\(|\batau\b|\bsetara\b|\byakni\b|\byaitu\b|\bsekitar\b|\batau sebesar\b|\bmencapai\b|[,–-])\s*(?:atau\s+|sebesar\s+|setara\s+|sebanyak\s+|dengan\s+|sekitar\s+)*$",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"\b(?:naik|turun|meningkat|menurun|tumbuh|kenaikan|penurunan|peningkatan|pertumbuhan|bertambah|berkurang|lebih (?:tinggi|rendah|cepat)|dibanding\w*|percepatan|perbaikan|menjadi|target|pagu|inflasi|deviasi|margin)\b",
    re.IGNORECASE,
)


# "perlu perbaikan (19%)" is a state, not a change
_NEED = re.compile(
    r"\b(?:perlu|memerlukan|butuh|membutuhkan|dalam|tahap|proses)\s+(?:perbaikan|percepatan|peningkatan)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Pair:
    """A count with the share that stands beside it."""

    count: NumberMention
    share: NumberMention


def pairs(text: str) -> list[_Pair]:
    """ "724 responden (68%)", "724 atau 68%", "68% (724 orang)" in the order of the text."""
    found = numbers(text)
    result: list[_Pair] = []
    for index, (left, right) in enumerate(pairwise(found)):
        if (
            index
            and right.percent
            and re.search(r"\b(?:dari|di antara)\s+(?:\w+\s+){0,3}$", ahead(text, left.start), re.IGNORECASE)
        ):
            earlier = found[index - 1]  # "84 dari 120 berkas (70%)": the share is of the first
            if earlier.whole and left.start - earlier.end < 50 and _LINK.match(text[left.end : right.start]):
                if earlier.unit not in TIME_UNITS and not CHANGE.search(text[earlier.end : right.start]):
                    result.append(_Pair(earlier, right))
                continue
        between = text[left.end : right.start]
        count, share = (left, right) if right.percent else (right, left)
        if left.percent == right.percent or not count.whole or count.unit in TIME_UNITS:
            continue
        if any(pair.count is count for pair in result) or any(pair.share is share for pair in result):
            continue
        if (right.percent and _LINK.match(between) and not CHANGE.search(_NEED.sub("", between))) or (
            left.percent
            and re.match(
                r"^[^.;:0-9]{0,40}?\(\s*(?:sebanyak\s+|sejumlah\s+)?$|^\s*atau\s+(?:sebanyak\s+|sejumlah\s+)?$", between
            )
        ):
            result.append(_Pair(count, share))
    return result


def _true_share(count: NumberMention, base: NumberMention | Decimal) -> Decimal | None:
    whole = base if isinstance(base, Decimal) else base.value.value
    return count.value.value / whole * 100 if whole > 0 else None


def _right(pair: _Pair, base: NumberMention | Decimal) -> bool:
    """Whether count and share agree on this base, in any reading of the three prints."""
    bases = (base,) if isinstance(base, Decimal) else base.value.readings
    slack = Decimal("0.5") if not pair.share.approx else Decimal(3)
    return any(
        pair.share.value.agrees(c / b * 100, ulps=slack) for c in pair.count.value.readings for b in bases if b > 0
    )


@rule
def shares_of_counts(document: SourceDocument) -> Iterator[Finding]:
    """A count beside its share, with a base that the sentence or the paragraph names.

    The base is, in this order: "dari N" in the sentence; "sisa N" (then count + rest); a total
    earlier in the paragraph; the sum of the counts, when one of the pairs agrees with it.
    """
    for block in document.prose:
        for sentence in document.sentences_in(block) if block.text.count("%") + block.text.count("persen") else ():
            found = pairs(sentence.text)
            for pair in found:
                yield from _judge_pair(block, sentence, pair, found)


def _judge_pair(  # noqa: C901 - the ways to a base, in their order
    block: ContentBlock, sentence: Sentence, pair: _Pair, others: Sequence[_Pair]
) -> Iterator[Finding]:
    explicit = _explicit_base(sentence.text, pair)
    candidates: list[NumberMention | Decimal] = [
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
    received = [
        n.value.value for n in numbers_before(block.text, sentence.start) if n.whole and n.unit == pair.count.unit
    ]
    if len(received) > 1:
        candidates.append(sum(received, Decimal(0)))
    target = _target(sentence.text, pair)
    if target is not None and (explicit is None or explicit.start < target.start):
        explicit = target
    # a base that only stands somewhere before does not rule out a nearer one ("dari jumlah itu 160 (50%)")
    loose = explicit is None or (explicit.end < pair.count.start and explicit is not target)
    if loose and any(_right(pair, base) for base in candidates):
        return
    base: NumberMention | Decimal | None = explicit
    if base is None and rest is not None:
        base = pair.count.value.value + rest.value.value
    if base is None and len(others) > 1 and sum(_right(p, together) for p in others) >= max(1, len(others) - 1):
        base = together
    if (
        base is None
        and len(received) > 1
        and re.search(
            r"\bdari\s+(?:seluruh|total|jumlah|keseluruhan|semua)\b\D*$",
            ahead(sentence.text, pair.count.start),
            re.IGNORECASE,
        )
    ):
        base = sum(received, Decimal(0))
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


def _far(pair: _Pair, base: NumberMention | Decimal) -> bool:
    true = _true_share(pair.count, base)
    return true is not None and abs(true - pair.share.value.value) > 5


def _explicit_base(text: str, pair: _Pair) -> NumberMention | None:
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
        or {n.unit, pair.count.unit} <= PEOPLE
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


def _target(text: str, pair: _Pair) -> NumberMention | None:
    """The N of "target N ... terealisasi M atau p%" or "pagu N ... terserap M (p%)"."""
    if not re.search(r"realisasi|tercapai|terserap|terlaksana|dicapai|capaian|terpenuhi|terisi", text, re.IGNORECASE):
        return None
    for number in numbers_before(text, pair.count.start):
        before = text[max(0, number.start - 70) : number.start]
        if number.percent or (number.unit == "rupiah") != (pair.count.unit == "rupiah"):
            continue
        if re.search(
            r"\b(?:target\w*|pagu|alokasi|rencana|kuota|formasi)\b[^.;0-9]{0,60}$",
            re.sub(r"\b(?:19|20)\d\d\b", "", before),
            re.IGNORECASE,
        ):
            return number
    return None


def _rest(text: str, pair: _Pair) -> NumberMention | None:
    """The N of "dan sisa N" behind the pair."""
    for number in numbers(text):
        if (
            number.whole
            and number.start > pair.share.start
            and re.search(
                r"\bsisa(?:nya)?,?\s+(?:sebanyak\s+|sejumlah\s+|sebesar\s+|yakni\s+|yaitu\s+)?$",
                ahead(text, number.start),
                re.IGNORECASE,
            )
        ):
            return number
    return None


def _only_total(block: ContentBlock, sentence: Sentence, pair: _Pair) -> NumberMention | None:
    """The one larger count of the same noun in the sentences before, when there is exactly one."""
    larger = {
        n.value.value: n for n in numbers_before(block.text, sentence.start)
        if n.whole and (n.unit == pair.count.unit or {n.unit, pair.count.unit} <= PEOPLE) and n.unit in COUNTED and n.value.value > pair.count.value.value
    }  # fmt: skip
    same_sentence = [
        n for n in numbers_before(sentence.text, pair.count.start)
        if n.whole and n.unit in COUNTED and n.value.value > pair.count.value.value and not n.percent and n.unit not in TIME_UNITS
    ]  # fmt: skip
    if len(same_sentence) == 1 and re.search(
        r"terdiri|rincian|yaitu|yakni|meliputi|di\s?antaranya", sentence.text[same_sentence[0].end : pair.count.start]
    ):
        return same_sentence[0]
    return next(iter(larger.values())) if len(larger) == 1 and not same_sentence else None
