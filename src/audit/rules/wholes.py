"""Shares of one whole: none above 100%, parts that make 100%, words such as "lebih dari separuh"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.document import Sentence, SourceDocument
from audit.finding import Finding
from audit.numbers import NumberMention, numbers, printed
from audit.rules.prose_shares import CHANGE
from audit.rules.registry import around, finding, rule
from audit.words import PEOPLE


@rule
def shares_over_whole(document: SourceDocument) -> Iterator[Finding]:
    """More than 100% of a population, and parts that are said to be the whole but are not 100%."""
    for sentence in document.sentences:
        shares = [n for n in numbers(sentence.text) if n.percent]
        for share in shares:
            after = re.match(r"\s*(?:dari\s+(?:total|seluruh|jumlah|keseluruhan)\s+)?(\w+)", sentence.text[share.end :])
            noun = after[1].lower() if after else ""
            people = PEOPLE | {
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
            if share.value.value > 100 and noun in people and not CHANGE.search(sentence.text):
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
    r"\b(?:terdiri\s+(?:dari|atas)|rincian|komposisi\w*|terbagi|proporsi\w*|masing-masing|meliputi|yaitu|yakni)\b|\b(?:berdasarkan|menurut)\s[^:.;\d]{3,40}:",
    re.IGNORECASE,
)


def _whole(sentence: Sentence, shares: Sequence[NumberMention]) -> Iterator[Finding]:
    text = sentence.text
    if len(shares) < 2 or any(s.approx for s in shares) or CHANGE.search(text):
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
def majorities(document: SourceDocument) -> Iterator[Finding]:
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
