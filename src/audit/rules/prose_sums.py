"""Sums in prose: a total and its parts ("150 orang, terdiri atas 90 pria dan 60 wanita")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.document import ContentBlock, Sentence, SourceDocument
from audit.finding import Finding
from audit.numbers import NumberMention, numbers, numbers_before, printed
from audit.rules.registry import around, finding, rule
from audit.words import COUNTED, TIME_UNITS

BREAKDOWN = re.compile(
    r"\b(?:(?:dengan\s+)?(?:rincian|perincian|komposisi)(?:nya)?|terdiri\s+(?:dari|atas)|terbagi\s+(?:atas|menjadi|ke dalam)|yang\s+meliputi|meliputi|mencakup|yaitu|yakni|"
    r"masing-masing|dirinci(?:kan)?|terinci|berasal\s+dari|gabungan\s+dari|merupakan\s+gabungan)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"\b(?:antara lain|di\s?antaranya|termasuk|khususnya|terutama|misalnya|seperti|salah satunya|minimal|sebagian)\b",
    re.IGNORECASE,
)
_TOTAL_CUE = re.compile(
    r"\b(?:sehingga\s+(?:secara\s+)?(?:total(?:nya)?|jumlah(?:nya)?|keseluruhan(?:nya)?|seluruhnya|berjumlah|semuanya|mencapai|menjadi|terdapat|ada)|"
    r"total(?:nya)?(?:\s+keseluruhan)?|jumlah\s+(?:keseluruhan|seluruhnya|total|semuanya)(?:nya)?|jumlahnya|seluruhnya|keseluruhan(?:nya)?|semuanya|seluruhnya berjumlah|"
    r"secara keseluruhan|jika dijumlahkan|bila dijumlahkan|apabila dijumlahkan|atau\s+(?:total|seluruhnya|berjumlah))\b",
    re.IGNORECASE,
)
_SENTENCE_TOTAL = re.compile(
    r"^(?:jadi,?\s+|dengan demikian,?\s+)?(?:secara keseluruhan|total|jumlah (?:keseluruhan|seluruh|total)|keseluruhan|seluruhnya|secara total)",
    re.IGNORECASE,
)
# Between a breakdown's parts these start something that is not a part.
_STOP = re.compile(
    r"\b(?:sedangkan|sementara|adapun|dibanding|naik|turun|meningkat|menurun|dari target|di mana|dimana|serta (?:menghasilkan|melibatkan|menyerap)|dengan (?:nilai|anggaran|total|jumlah|rata)|"
    r"selama|dalam waktu|tahun lalu|tahun sebelumnya|termasuk|di\s?antaranya|selain|dilakukan|dihadiri|diikuti|telah|sudah)\b",
    re.IGNORECASE,
)


@rule
def breakdowns(document: SourceDocument) -> Iterator[Finding]:
    """ "T, terdiri atas a, b dan c": the parts must make T."""
    for sentence in document.sentences:
        cue = next((m for m in BREAKDOWN.finditer(sentence.text)), None)
        if cue is None or _OPEN_END.search(sentence.text[cue.start() : cue.end() + 25]):
            continue
        found = [n for n in numbers(sentence.text) if not n.percent]
        before = [n for n in found if n.end <= cue.start() and cue.start() - n.end < 120 and n.unit not in TIME_UNITS]
        if not before:
            continue
        total = before[-1]
        parts = _parts(sentence.text, [n for n in found if n.start >= cue.end()], total)
        if len(parts) >= 2:
            yield from _judge(sentence, total, parts)


@rule
def bracketed_breakdowns(document: SourceDocument) -> Iterator[Finding]:
    """ "384 orang (210 laki-laki dan 184 perempuan)": the parts in brackets must make the count before them."""
    for sentence in document.sentences:
        found = list(numbers(sentence.text))
        for match in re.finditer(r"\(([^()]*\d[^()]*(?:,|;|\+|\bdan\b|\bserta\b)[^()]*\d[^()]*)\)", sentence.text):
            inside = [n for n in found if match.start() < n.start < match.end()]
            before = [n for n in found if 0 <= match.start() - n.end < 24]
            if (
                len(inside) < 2
                or not before
                or any(n.percent or not n.whole for n in (*inside, before[-1]))
                or _OPEN_END.search(match[1])
            ):
                continue
            total = before[-1]
            if any(
                not n.unit or n.unit in TIME_UNITS or _unlike(n, total) or n.value.value >= total.value.value
                for n in inside
            ):
                continue
            yield from _judge(sentence, total, inside)


def _parts(text: str, candidates: Sequence[NumberMention], total: NumberMention) -> list[NumberMention]:
    """The numbers that may be parts: as many as follow without a change of unit or of subject."""
    parts: list[NumberMention] = []
    for number in candidates:
        between = text[parts[-1].end : number.start] if parts else ""
        # "60 pria, sedangkan 40 wanita" still goes on when it completes the sum
        goes_on = re.search(r"\b(?:sedangkan|sementara|telah|sudah|adapun|selama)\b", between, re.IGNORECASE)
        if parts and _STOP.search(between) and not goes_on:
            break
        if number.unit in TIME_UNITS and total.unit not in TIME_UNITS:
            continue
        if _unlike(number, total) or number.value.value > total.value.value * 2:
            return []
        parts.append(number)
    return parts


def _unlike(number: NumberMention, total: NumberMention) -> bool:
    """Whether two numbers cannot be counted together: money and heads, decimals and whole numbers."""
    if (number.unit == "rupiah") != (total.unit == "rupiah") and number.value.scale == total.value.scale:
        return True
    if total.whole and total.value.scale == 1 and not number.whole:
        return True
    known = number.unit in COUNTED and total.unit in COUNTED
    people = {
        "laki",
        "perempuan",
        "pria",
        "wanita",
        "pns",
        "asn",
        "pegawai",
        "orang",
        "peserta",
        "responden",
        "cpns",
        "pppk",
        "guru",
        "dosen",
        "siswa",
        "tenaga",
    }
    return (
        known
        and number.unit != total.unit
        and not (number.unit in people and total.unit in people)
        and number.unit
        in (
            "hari",
            "jam",
            "bulan",
            "minggu",
            "kali",
            "hektare",
            "km",
            "unit",
            "kegiatan",
            "program",
            "kabupaten",
            "provinsi",
            "kecamatan",
            "desa",
            "lokasi",
            "kelas",
            "angkatan",
            "buah",
        )
        and number.unit != total.unit
    )


def _judge(
    sentence: Sentence, total: NumberMention, parts: Sequence[NumberMention], *, cue: str = "rinciannya"
) -> Iterator[Finding]:
    """Reports parts that do not make their total, unless a leading run of two or more of them does."""
    for size in range(len(parts), 1, -1):
        run = parts[:size]
        if total.value.agrees(
            sum((p.value.low for p in run), Decimal(0)), sum((p.value.high for p in run), Decimal(0))
        ):
            return
    if total.approx or any(p.approx for p in parts):
        return
    for readings in ([p.value.readings[-1] for p in parts],):
        if sum(readings, Decimal(0)) in total.value.readings:
            return
    made = sum((p.value.value for p in parts), Decimal(0))
    if made < total.value.value and re.search(
        r"\b(?:sisanya|selebihnya|lainnya)\b(?!\D{0,30}\d)", sentence.text[parts[0].end :], re.IGNORECASE
    ):
        return  # the last part is named without its number
    ratio = made / total.value.value if total.value.value else Decimal(0)
    if not Decimal("0.4") < ratio < Decimal("2.1"):
        return
    severity = "error" if Decimal("0.6") < ratio < Decimal("1.6") else "warning"
    shown = " + ".join(p.text for p in parts)
    message = f"Jumlah {total.text} tidak sama dengan {cue}: {shown} = {printed(made)}. Periksa total atau bagiannya."
    place = sentence.place(total.start)
    quote = around(sentence.text, min(total.start, parts[0].start), max(total.end, parts[-1].end), 60)
    yield finding("sum", severity, place, quote, f"{shown} = {printed(made)}", message)


@rule
def totals_after_parts(document: SourceDocument) -> Iterator[Finding]:
    """ "a pria dan b wanita sehingga totalnya c"; also a sentence "Secara keseluruhan c ..." after its parts."""
    previous: Sentence | None = None
    for sentence in document.sentences:
        yield from _total_behind(sentence)
        if previous is not None and previous.block is sentence.block and _SENTENCE_TOTAL.match(sentence.text):
            yield from _total_next(previous, sentence)
        previous = sentence


def _total_behind(sentence: Sentence) -> Iterator[Finding]:
    for cue in _TOTAL_CUE.finditer(sentence.text):
        found = [n for n in numbers(sentence.text) if not n.percent]
        after = [n for n in found if cue.end() <= n.start <= cue.end() + 60]
        before = [n for n in found if n.end <= cue.start()]
        if not after or len(before) < 2 or "rata-rata" in sentence.text[cue.start() : after[0].start]:
            continue
        if re.search(
            r"\bdari\s+(?:total|jumlah|seluruh)", sentence.text[max(0, cue.start() - 8) : cue.end()], re.IGNORECASE
        ):
            continue
        total = after[0]
        parts = [n for n in before if not _unlike(n, total) and (n.unit not in TIME_UNITS or total.unit in TIME_UNITS)]
        if len(parts) < 2 or (
            any(BREAKDOWN.search(sentence.text[: parts[0].start]) for _ in (1,)) and _is_subsum(parts)
        ):
            continue
        if any(
            total.value.agrees(
                sum((p.value.low for p in parts[i:]), Decimal(0)), sum((p.value.high for p in parts[i:]), Decimal(0))
            )
            for i in range(len(parts) - 1)
        ):
            continue
        gap = sentence.text[parts[-1].end : cue.start()]
        if len(gap) > 120 or re.search(
            r"\b(?:naik|turun|meningkat|menurun|menjadi|target|dibanding\w*|setelah|dikurangi|pensiun|keluar)\b",
            sentence.text[parts[0].start : cue.start()],
            re.IGNORECASE,
        ):
            continue
        yield from _judge(sentence, total, parts, cue="bagian-bagian yang disebut")
        return


def _is_subsum(parts: Sequence[NumberMention]) -> bool:
    """Whether the first of the numbers is itself the sum of the others."""
    return parts[0].value.value == sum((p.value.value for p in parts[1:]), Decimal(0))


def _total_next(previous: Sentence, sentence: Sentence) -> Iterator[Finding]:
    """A sentence that opens with a total, beside the sentences of the same unit before it."""
    found = [n for n in numbers(sentence.text) if not n.percent]
    if not found or found[0].start > 70 or found[0].unit not in COUNTED or "rata-rata" in sentence.text.lower():
        return
    total = found[0]
    block = previous.block
    earlier = [n for n in numbers_before(block.text, sentence.start) if n.unit == total.unit and not n.percent]
    if (
        len(earlier) < 2
        or BREAKDOWN.search(block.text[: sentence.start])
        or re.search(r"\b(?:tahun lalu|sebelumnya|dibanding|naik|turun|target)\b", block.text[: sentence.start])
    ):
        return
    if len(found) > 1 and found[1].unit == total.unit:
        return
    yield from _judge(sentence, total, earlier, cue="angka-angka sebelumnya")


@rule
def breakdown_lists(document: SourceDocument) -> Iterator[Finding]:
    """A total whose parts are a list: "150 orang, dengan rincian:" and then one number an item."""
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if block.kind not in ("paragraph", "item") or not block.text.rstrip().endswith(":"):
            continue
        tail = block.text.rpartition(". ")[2]
        if not re.search(
            r"rinci|terdiri|terbagi|meliputi|yaitu|yakni|sebagai berikut|komposisi", tail, re.IGNORECASE
        ) or _OPEN_END.search(tail):
            continue
        totals = [n for n in numbers(tail) if not n.percent and n.unit not in TIME_UNITS]
        items = _items_after(blocks, index)
        parts = [_single(item.text, totals[-1]) for item in items] if totals else []
        if len(parts) >= 2 and all(parts):
            made = [part for part in parts if part is not None]
            sentence = Sentence(block, block.text, 0)
            yield from _judge(sentence, totals[-1], made, cue="daftar rinciannya")


def _items_after(blocks: Sequence[ContentBlock], index: int) -> list[ContentBlock]:
    items = []
    for block in blocks[index + 1 :]:
        if block.kind != "item":
            break
        items.append(block)
    return items


def _single(text: str, total: NumberMention) -> NumberMention | None:
    """The one count of a list item, None when there is none or more than one of the total's unit."""
    found = [n for n in numbers(text) if not n.percent and not _unlike(n, total)]
    same = [n for n in found if n.unit == total.unit] or found
    return same[0] if len(same) == 1 else None
