"""Finds what identifies a person in free text: NIK, NIP, NPWP, mobile numbers, e-mail addresses.

It rather finds too much: a report that is held back by mistake costs a minute, a number that leaves costs somebody
more. Names can't be found by a machine; free text stays at home for that reason (`Column.public`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SEPARATED = r"(?:[ .\-\u00a0]?\d)"  # a digit, perhaps after what people put between groups of digits
START, END = r"(?<![\d])(?<!\d[.,])", r"(?!\d)"  # not in the middle of a longer number, nor behind its comma
BIRTH_YEARS = range(1925, 2016)
DIGITS = re.compile(r"\D")
HEX, SHORTEST_DIGEST = set("0123456789abcdef"), 16
DECIMAL = re.compile(r"\d{1,3}[.]\d{5,}")  # 77.1234567890123 is a number of a spreadsheet, no NIK


@dataclass(frozen=True)
class Identifier:
    """Something in a text that may identify a person.

    Parameters
    ----------
    kind : str
        As messages name it: 'NIK', 'NIP', 'NPWP', 'nomor telepon', 'alamat surel'.
    shown : str
        The first letters and the rest as dots: a message must not repeat what it warns of.
    start : int
        Where it stands in the text.
    sure : bool
        Whether it also has the check digits or the form that its issuer gives; otherwise it only looks like one.
    """

    kind: str
    shown: str
    start: int
    sure: bool

    def __str__(self) -> str:
        return f"{self.kind} ({self.shown})" if self.sure else f"yang tampak seperti {self.kind} ({self.shown})"


def _day(text: str) -> bool:
    return 1 <= int(text) <= 31


def _month(text: str) -> bool:
    return 1 <= int(text) <= 12


def _looks_like_nik(digits: str) -> bool:
    """Province, then a day of birth (plus 40 for women), month and year."""
    return "11" <= digits[:2] <= "97" and (_day(digits[6:8]) or 41 <= int(digits[6:8]) <= 71) and _month(digits[8:10])


def _looks_like_nip(digits: str) -> bool:
    """A date of birth and the month of appointment; a shortened one still tells the birthday."""
    return (
        int(digits[:4]) in BIRTH_YEARS and _month(digits[4:6]) and _day(digits[6:8])
        and int(digits[8:12]) > int(digits[:4]) + 15 and _month(digits[12:14])
    )  # fmt: skip


def _is_nik(text: str) -> bool:
    from stdnum.id import nik

    return bool(nik.is_valid(text))


def _is_npwp(text: str) -> bool:
    from stdnum.id import npwp

    return bool(npwp.is_valid(text))


def _is_phone(text: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(text, "ID")))
    except phonenumbers.NumberParseException:
        return False


@dataclass(frozen=True)
class _Form:
    kind: str
    pattern: re.Pattern[str]
    plausible: Callable[[str], bool]
    sure: Callable[[str], bool]


FORMS = (
    _Form("NIP", re.compile(rf"{START}\d{SEPARATED}{{13,17}}{END}"), _looks_like_nip, lambda d: len(d) == 18),
    _Form("NIK", re.compile(rf"{START}\d{SEPARATED}{{15}}{END}"), _looks_like_nik, _is_nik),
    _Form("NPWP", re.compile(rf"{START}\d\d\.\d{{3}}\.\d{{3}}\.\d-\d{{3}}\.\d{{3}}{END}"), bool, _is_npwp),
    _Form("NPWP", re.compile(rf"(?i:npwp)\W{{0,3}}\d{SEPARATED}{{14,15}}{END}"), bool, _is_npwp),
    _Form(
        "nomor telepon", re.compile(rf"{START}(?:\+\s?62|\(\+?62\)|62|0)[ .\-]?8[1-9]{SEPARATED}{{6,10}}{END}"), bool,
        _is_phone,
    ),
    _Form(
        "alamat surel",
        re.compile(r"[\w.+\-]{1,64}(?:@|\s?\[(?:at|et)\]\s?)[\w\-]{1,63}(?:\.[A-Za-z][\w\-]{0,62}){1,4}"),
        bool,
        lambda _text: True,
    ),
)  # fmt: skip
MAY_HOLD = re.compile(rf"@|\[(?:at|et)\]|\d{SEPARATED}{{8}}|(?i:npwp)")  # what no text without it has


def _in_digest(text: str, span: range) -> bool:
    """Whether the place is a part of a digest: sixteen or more hexadecimal digits, letters among them."""
    start, stop = span.start, span.stop
    while start and text[start - 1] in HEX:
        start -= 1
    while stop < len(text) and text[stop] in HEX:
        stop += 1
    signs = set(text[start:stop])
    return stop - start >= SHORTEST_DIGEST and signs <= HEX and not signs <= set("0123456789")


def identifiers(text: str) -> Iterator[Identifier]:
    """What may identify a person in a text, each place once, in reading order by kind.

    Parameters
    ----------
    text : str
        Any text, however long.

    Examples
    --------
    >>> number = "-".join(("0812", "3456", "7890"))  # in pieces: this file leaves with a report's sources
    >>> [str(found) for found in identifiers(f"hubungi {number}")]
    ['nomor telepon (0812…)']
    """
    if not MAY_HOLD.search(text):
        return
    taken: list[range] = []
    for form in FORMS:
        for match in form.pattern.finditer(text):
            written = match[0] if form.kind == "alamat surel" else DIGITS.sub("", match[0])
            span = range(*match.span())
            if (
                DECIMAL.fullmatch(match[0])
                or _in_digest(text, span)
                or not form.plausible(written)
                or any(span.start < other.stop and other.start < span.stop for other in taken)
            ):
                continue
            taken.append(span)
            yield Identifier(form.kind, f"{match[0].strip()[:4]}…", match.start(), form.sure(written))
