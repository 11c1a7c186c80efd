"""A rate of success behind its two counts: "terhadap 88 perkara, berhasil 11 perkara, tingkat keberhasilan 12,5%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.document import SourceDocument
from audit.finding import Finding
from audit.numbers import ahead, numbers, printed
from audit.rules.registry import around, finding, rule
from audit.words import TIME_UNITS

_RATE = re.compile(
    r"\b(?:tingkat|persentase|rasio|angka)\s+(?:keberhasilan|kelulusan|penyelesaian|kehadiran|partisipasi|keterisian|kepatuhan|ketepatan|realisasi|respons)\b[^.;\d]{0,40}$",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:naik|turun|meningkat|menurun|target|tahun lalu|sebelumnya|dibanding\w*)\b", re.IGNORECASE)


@rule
def success_rates(document: SourceDocument) -> Iterator[Finding]:
    """The only two counts in front of the rate, of one unit: the smaller of the larger must be the rate."""
    for sentence in document.sentences:
        found = numbers(sentence.text)
        for rate in (n for n in found if n.percent and _RATE.search(ahead(sentence.text, n.start))):
            counts = [n for n in found if n.end <= rate.start]
            if len(counts) != 2 or any(n.percent or not n.whole or n.approx for n in counts):
                continue
            if len({n.unit for n in counts}) != 1 or counts[0].unit in TIME_UNITS or _CHANGE.search(sentence.text):
                continue
            small, large = sorted(counts, key=lambda n: n.value.value)
            if large.value.value <= 0:
                continue
            true = small.value.value / large.value.value * 100
            if rate.value.agrees(true) or rate.approx:
                continue
            shown = f"{printed(true, max(rate.value.decimals, 1))}%"
            message = f"{small.text} dari {large.text} adalah {shown}, bukan {rate.text}. Periksa jumlah, pembagi, atau persentasenya."
            quote = around(sentence.text, counts[0].start, rate.end, 60)
            yield finding("share", "error", sentence.place(rate.start), quote, shown, message)
