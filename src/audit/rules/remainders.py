"""What is left: "Dari 5.200 paket, 4.888 disalurkan dan 412 tersisa", "pendapatan A, beban B, sehingga laba C"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.document import Sentence, SourceDocument
from audit.finding import Finding
from audit.numbers import NumberMention, ahead, numbers, numbers_before, printed
from audit.rules.registry import around, finding, rule
from audit.words import TIME_UNITS

_LEFT = re.compile(r"\b(?:sisa(?:nya)?|tersisa|selebihnya|belum\s+\w+)\b", re.IGNORECASE)
_INCOME = re.compile(r"\b(?:pendapatan|penerimaan|pemasukan)\b", re.IGNORECASE)
_COST = re.compile(r"\b(?:beban|belanja|biaya|pengeluaran)\b", re.IGNORECASE)
_REST = re.compile(
    r"\bsehingga\b[^.;\d]{0,60}\b(?:laba|rugi|surplus|defisit|saldo|sisa|selisih)\b[^.;\d]{0,40}$", re.IGNORECASE
)
_MORE = re.compile(
    r"\b(?:sedangkan|sementara|ditolak|dikembalikan|rusak|hilang|dicabut|dibatalkan|dialihkan|saldo awal|sisa (?:awal|tahun|bulan))\b",
    re.IGNORECASE,
)


@rule
def remainders(document: SourceDocument) -> Iterator[Finding]:
    """ "Dari N ..., A ... dan B tersisa" with just these three counts: B must be N - A."""
    for sentence in document.sentences:
        if _MORE.search(sentence.text) or not re.search(r"\bdari\s", sentence.text, re.IGNORECASE):
            continue
        counts = [n for n in numbers(sentence.text) if n.whole and n.unit not in TIME_UNITS and n.unit != "rupiah"]
        if len(counts) != 3 or any(n.approx for n in counts):
            continue
        whole, part, rest = counts
        if (
            not re.search(r"\bdari\s+(?:\w+\s+){0,2}$", ahead(sentence.text, whole.start), re.IGNORECASE)
            or not whole.unit
        ):
            continue
        around_rest = sentence.text[part.end : rest.start] + sentence.text[rest.end : rest.end + 40]
        if _LEFT.search(around_rest) and _one_kind(counts):
            yield from _judged(sentence, whole, part, rest)


@rule
def balances_of_money(document: SourceDocument) -> Iterator[Finding]:
    """Income and cost, and behind "sehingga" the profit, deficit or rest that they leave."""
    for block in document.prose:
        for sentence in document.sentences_in(block):
            money = [n for n in numbers(sentence.text) if n.unit == "rupiah" or n.value.scale > 1]
            rest = next((n for n in money if _REST.search(ahead(sentence.text, n.start))), None)
            if rest is None or _MORE.search(block.text):
                continue
            earlier = [
                n
                for n in numbers_before(block.text, sentence.start + rest.start)
                if n.unit == "rupiah" or n.value.scale > 1
            ]
            income = _first(block.text, earlier, _INCOME)
            cost = _first(block.text, [n for n in earlier if n is not income], _COST)
            if income is not None and cost is not None:
                yield from _judged_money(sentence, income, cost, rest)


def _first(text: str, found: list[NumberMention], word: re.Pattern[str]) -> NumberMention | None:
    """The first amount right behind a word."""
    return next(
        (
            n
            for n in found
            if re.search(word.pattern + r"[^.;:,\d]{0,60}(?:Rp\.?\s?)?$", ahead(text, n.start), word.flags)
        ),
        None,
    )


def _judged(sentence: Sentence, whole: NumberMention, part: NumberMention, rest: NumberMention) -> Iterator[Finding]:
    left = whole.value.value - part.value.value
    if left == rest.value.value or left <= 0:
        return
    shown = f"{whole.text} − {part.text} = {printed(left)}"
    message = (
        f"Dari {whole.text} dikurangi {part.text} tersisa {printed(left)}, bukan {rest.text}. Periksa ketiga angkanya."
    )
    yield finding(
        "balance", "error", sentence.place(rest.start), around(sentence.text, whole.start, rest.end), shown, message
    )


def _judged_money(
    sentence: Sentence, income: NumberMention, cost: NumberMention, rest: NumberMention
) -> Iterator[Finding]:
    low, high = income.value.low - cost.value.high, income.value.high - cost.value.low
    if rest.value.agrees(low, high) or rest.value.agrees(-high, -low):
        return
    left = income.value.value - cost.value.value
    shown = f"{income.text} − {cost.text} = {printed(left)}"
    message = f"{income.text} dikurangi {cost.text} adalah {printed(left)}, bukan {rest.text}. Periksa ketiga angkanya."
    yield finding(
        "sum", "error", sentence.place(rest.start), around(sentence.text, rest.start, rest.end, 90), shown, message
    )


def _one_kind(counts: list[NumberMention]) -> bool:
    units = {n.unit for n in counts if n.unit}
    return len(units) <= 2
