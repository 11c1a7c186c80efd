"""A count and its parts behind a colon: "240 guru: 130 guru SD dan 110 guru SMP", "Menurut golongan: IV 31 orang, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.document import Sentence, SourceDocument
from audit.finding import Finding
from audit.numbers import NumberMention, numbers, printed
from audit.rules.registry import around, finding, rule
from audit.words import COUNTED, TIME_UNITS

_BY = re.compile(r"^(?:menurut|berdasarkan|dilihat dari|dari segi)\s+[^:.,;\d]{3,40}(?::|,\s)", re.IGNORECASE)
_OPEN_END = re.compile(
    r"\b(?:antara lain|di\s?antaranya|termasuk|misalnya|terutama|dll|dan lain-lain)\b", re.IGNORECASE
)
_CUT = re.compile(r",\s+(?:dan\s+|serta\s+)?|\s+(?:dan|serta)\s+|;\s*")


@rule
def breakdowns_behind_colons(document: SourceDocument) -> Iterator[Finding]:
    """A count right in front of a colon, and one number in every member of the list behind it."""
    for sentence in document.sentences:
        colon = sentence.text.find(": ")
        if colon < 0 or _OPEN_END.search(sentence.text):
            continue
        before = [n for n in numbers(sentence.text[:colon]) if n.whole and not n.approx and n.unit not in TIME_UNITS]
        if not before or re.search(r"[,;(]|\b(?:naik|turun|dari|rata-rata)\b", sentence.text[before[-1].end : colon]):
            continue
        total = before[-1]
        if colon - total.end > 45 or _is_ratio(sentence.text, colon):
            continue
        parts = members(sentence.text, colon + 2)
        if parts and all(part.unit != "rupiah" for part in parts) and total.unit != "rupiah":
            yield from _judged(sentence, total, parts)


@rule
def breakdowns_by(document: SourceDocument) -> Iterator[Finding]:
    """ "Menurut pendidikan: S-1 61 orang, …": the parts must make a count of the sentence before, of the same people."""
    previous: Sentence | None = None
    for sentence in document.sentences:
        head = _BY.match(sentence.text)
        if head and previous is not None and previous.block is sentence.block and not _OPEN_END.search(sentence.text):
            parts = members(sentence.text, head.end())
            earlier = [n for n in numbers(previous.text) if n.whole and n.unit in COUNTED and n.unit not in TIME_UNITS]
            if parts and {part.unit for part in parts} <= {n.unit for n in earlier}:
                yield from _nearest(sentence, earlier, parts)
        previous = sentence


def _nearest(sentence: Sentence, earlier: Sequence[NumberMention], parts: Sequence[NumberMention]) -> Iterator[Finding]:
    """The parts beside the count that they come nearest to, when none is their sum and that one is within a tenth."""
    made = sum((part.value.value for part in parts), Decimal(0))
    known = [n for n in earlier if n.unit == parts[0].unit and n.value.value > 0]
    total = min(known, key=lambda n: abs(n.value.value - made), default=None)
    if total is not None and total.value.value != made and abs(made / total.value.value - 1) <= Decimal("0.1"):
        yield from _judged(sentence, total, parts, "warning")


def members(text: str, start: int) -> list[NumberMention]:
    """The one count of every member of a list from `start` to the sentence's end; [] unless each has just one.

    Shares in brackets are passed over: "pelajar 22.344 orang (54%)".
    """
    tail = re.sub(r"\([^()]*\)", lambda match: " " * len(match[0]), text[start:]).rstrip(" .")
    found = [n for n in numbers(text) if n.start >= start and not n.percent]
    parts: list[NumberMention] = []
    at = 0
    for match in [*_CUT.finditer(tail), None]:
        end = match.start() if match else len(tail)
        inside = [n for n in found if at <= n.start - start < end]
        if len(inside) != 1 or not inside[0].whole or inside[0].approx or end - at > 70:
            return []
        parts += inside
        at = match.end() if match else end
    return parts if len(parts) >= 2 else []


def _is_ratio(text: str, colon: int) -> bool:
    return bool(re.search(r"\d\s*$", text[:colon]) and re.match(r":\s*\d", text[colon:]))


def _judged(
    sentence: Sentence, total: NumberMention, parts: Sequence[NumberMention], severity: str = "error"
) -> Iterator[Finding]:
    made = sum((part.value.value for part in parts), Decimal(0))
    if made == total.value.value or not Decimal("0.6") < made / total.value.value < Decimal("1.6"):
        return
    shown = " + ".join(part.text for part in parts)
    message = (
        f"Jumlah {total.text} tidak sama dengan rinciannya: {shown} = {printed(made)}. Periksa total atau bagiannya."
    )
    quote = around(sentence.text, parts[0].start, parts[-1].end, 90)
    yield finding("sum", severity, sentence.place(parts[0].start), quote, f"{shown} = {printed(made)}", message)
