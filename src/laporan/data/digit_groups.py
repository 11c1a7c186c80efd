"""Digits of a text in the groups in which they are written, and which of these may be one number.

Four groups of four digits may be one NIK; five counts in a row of a table are nobody's. What can't be anybody's number
is set aside first: digests, UUIDs, numbers with thousands and decimals, dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

RUN = re.compile(r"\+?[ (]{0,2}\d(?:[ \t.\-/_()]{0,3}\d){7,}")
PARTED = re.compile(r"(?<![\d.,:])\d{3,6}(?: ?[,:;|*~] ?\d{3,6}){1,4}(?![\d,:])")  # by what else people put there
PARTS = str.maketrans(",:;|*~", "-" * 6)
CARD = ([4, 4, 4, 4], [6, 6, 4])  # digits of each group of a NIK
GROUP = re.compile(r"\d+")
LEAST, MOST = 8, 18  # digits of anybody's number
HEX = re.compile(r"[0-9a-fA-F]{16,}")
CODE = re.compile(r"\d{16}")  # so many digits in a row are rather a number with a word behind it
UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
COUNT = re.compile(r"0|[1-9]\d{0,2}(?:\.\d{3})*")  # as Indonesian writes it
THOUSANDS = re.compile(r"(?<![\d.])[1-9]\d{0,2}\.(?:\d{3}\.)*\Z")  # the beginning of a longer number
DATE = re.compile(
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
    r"(?!\d)|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d(?!\d)"
)
TIME = re.compile(r"[0-2]?\d[.:][0-5]\d")
PIECE = re.compile(r"[ \-]+")
RUPIAH = re.compile(r"\b[Rr][Pp]\.? ?\Z")
CENTS = re.compile(r",00(?!\d)")
# Of the state's budget: a DIPA (088.01.1.427421), an activity (088.01.06.3632); 088 is BKN itself, 081 to 089 mobiles.
BUDGET = re.compile(r"(?<![\d.])(?:\d{3}\.\d\d\.\d\.\d{6}|(?!08[1-79])\d{3}\.\d\d\.\d\d\.\d{4}(?:\.\d{3})*)(?!\d)")
DECIMAL = re.compile(r"\d{1,3}\.\d{5,}")  # 77.1234567890123 is a number of a spreadsheet, no NIK


@dataclass(frozen=True)
class Window:
    """Neighbouring groups of digits that may be one number.

    Parameters
    ----------
    written : str
        As the text has it, from the first digit to the last.
    digits : str
        Without what stands between them.
    groups : int
        How many they are.
    plus : bool
        Whether a plus sign stands before it.
    span : tuple of int
        Where it stands in the text.
    """

    written: str
    digits: str
    groups: int
    plus: bool
    span: tuple[int, int]

    @property
    def is_counts(self) -> bool:
        """Whether it is one number, or a row of a table, as it is printed: 1.052 963 421."""
        if self.groups == len(self.digits):  # spelled out digit by digit
            return False
        return all(COUNT.fullmatch(part) or DATE.fullmatch(part) for part in self.written.split())

    @property
    def is_dated(self) -> bool:
        """Whether it begins with a date, or with the times of a day: 08-11-2017 09.00, 08.30-16.00."""
        *before, _last = PIECE.split(self.written)
        return DATE.match(self.written) is not None or (bool(before) and all(map(TIME.fullmatch, before)))


def windows(text: str) -> Iterator[Window]:
    """Every row of neighbouring groups that has as many digits as anybody's number, the longest of each place first.

    Parameters
    ----------
    text : str
        As `plain` gives it.
    """
    text = PARTED.sub(_rejoined, BUDGET.sub(_blank, UUID.sub(_blank, HEX.sub(_blank_digest, text))))
    for run in RUN.finditer(text):
        groups = [match.span() for match in GROUP.finditer(text, *run.span())]
        if all(stop - start == 1 for start, stop in groups):  # spelled out digit by digit, or a row of answers
            yield from list(_from(text, groups, 0))[-1:] if len(groups) <= MOST else ()
            continue
        for first in range(len(groups)):
            yield from reversed(list(_from(text, groups, first)))


def _from(text: str, groups: Sequence[tuple[int, int]], first: int) -> Iterator[Window]:
    start, digits = groups[first][0], ""
    before = text[max(start - 4, 0) : start]
    amount = text[start] != "0"  # whatever begins so is counted in nothing
    if re.search(r"\d,$", before) or (amount and RUPIAH.search(before)):  # decimals, money
        return
    if groups[first][1] - start == 3 and THOUSANDS.search(text, max(start - 24, 0), start):
        return
    for last in range(first, len(groups)):
        digits += text[slice(*groups[last])]
        if len(digits) > MOST:
            return
        stop = groups[last][1]
        if len(digits) < LEAST or (last == first and re.search(r"\d\.$", before)):
            continue
        written = text[start:stop]
        if amount and CENTS.match(text, stop):
            continue
        if not DECIMAL.fullmatch(written):
            yield Window(written, digits, last - first + 1, "+" in before, (start, stop))


def _rejoined(match: re.Match[str]) -> str:
    """With dashes, if it may be one number: a mobile's first group begins with a zero, a NIK's last one."""
    groups = GROUP.findall(match[0])
    card = [len(group) for group in groups] in CARD and groups[-1].startswith("0")
    return match[0].translate(PARTS) if groups[0].startswith("0") or card else match[0]


def _blank_digest(match: re.Match[str]) -> str:
    return match[0] if CODE.search(match[0]) else _blank(match)


def _blank(match: re.Match[str]) -> str:
    """Of the same length, so that places stay."""
    return "x" * len(match[0])
