"""Digits and the words in brackets behind them: "12 (dua belas) orang"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.document import SourceDocument
from audit.finding import Finding
from audit.numbers import printed
from audit.rules.registry import around, finding, rule
from audit.words import number_from_words


@rule
def digits_and_words(document: SourceDocument) -> Iterator[Finding]:
    """ "12 (tiga belas) orang": digits and words must say the same."""
    pattern = re.compile(r"\b(\d{1,3}(?:\.\d{3})*|\d+)\s*\(([a-z][a-z\s]{2,60})\)", re.IGNORECASE)
    for block in document.prose:
        for match in pattern.finditer(block.text):
            said = number_from_words(match[2])
            written = int(match[1].replace(".", ""))
            if said is not None and said != written:
                message = f"Angka {match[1]} dan kata “{match[2]}” ({printed(Decimal(said))}) tidak sama. Tentukan mana yang benar."
                yield finding(
                    "number-words",
                    "error",
                    block.place(match.start()),
                    around(block.text, *match.span(), 60),
                    printed(Decimal(said)),
                    message,
                )
