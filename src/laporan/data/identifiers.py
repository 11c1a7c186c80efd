"""Finds what identifies a person in a text: NIK, NIP, NPWP, telephone numbers, e-mail addresses.

It rather finds too much: a report that is held back by mistake costs a minute, a number that leaves costs somebody
more. Names can't be found by a machine; free text stays at home for that reason (`Column.public`).

Numbers are looked for among `digit_groups`; what its keyword announces ('NIP lama …') needs no form of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from laporan.data.digit_groups import Window, windows
from laporan.data.plain_text import plain

NIK, NIP, NPWP, PHONE, EMAIL = "NIK", "NIP", "NPWP", "nomor telepon", "alamat surel"
BIRTH_YEARS = range(1925, 2016)
DIGITS = re.compile(r"\D")
COUNTRY = "62"
CONTRACT = "21"
LONGEST_PHONE = 16  # digits, with the country's
BETWEEN = r"[ .\-/_()]{0,3}"  # what people put between digits of one number


def _digits(least: int, most: int) -> str:
    return rf"\d(?:{BETWEEN}\d){{{least - 1},{most - 1}}}(?!\d)"


def _after(words: str, least: int, most: int) -> str:
    return rf"(?i:\b(?:{words})\b)[^\w\n+(]{{0,5}}[+(]?{_digits(least, most)}"


AT = r"(?:\s?@\s?|\s?[\[({<]\s?(?i:at|et|a|@)\s?[\])}>]\s?)"
DOT = r"(?:\.| \. |\s?[\[({<]\s?(?:dot|titik|\.)\s?[\])}>]\s?|(?i: dot | titik )|,(?=(?:com|co|net|org|go|id)\b))"
LABEL = r"[\w\-]{1,63}"
# The part before the sign is looked for backwards: forwards every word of a text would be tried.
SPOKEN = rf"(?i: at ){LABEL}(?:(?i: dot | titik ){LABEL}){{1,4}}\b"
ADDRESS = re.compile(rf"{AT}{LABEL}(?:{DOT}{LABEL}){{0,4}}{DOT}[A-Za-z]{{2,24}}\b|{SPOKEN}")
LOCAL = re.compile(r"[\w.+\-]{1,64}\"?\Z")

# Forms by their own signs or by the word before them.
CODES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (NPWP, re.compile(r"(?<![\d.])\d\d\.\d{3}\.\d{3}\.\d[-.]\d{3}[-.]\d{3}(?!\d)")),
    (NPWP, re.compile(_after("npwp", 15, 16))),
    (NIP, re.compile(_after(r"nip(?:[ .]{0,2}(?:lama|baru))?|ni ?p?ppk", 8, 18))),
    (NIK, re.compile(_after(r"nik|ktp|no\.? ?kk", 12, 18))),
)
PHONES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (PHONE, re.compile(_after(r"telp|telepon|tlp|hp|wa|whatsapp|faks?|faksimile|ponsel|fax", 7, 15))),
    (PHONE, re.compile(r"(?i:\btel[.:])[^\w\n]{0,3}" + _digits(7, 15))),
    (PHONE, re.compile(r"(?<!\d)\(0[2-79]\d{1,2}\)[ .\-]{0,3}\d(?:[ .\-]?\d){4,8}(?!\d)")),
    (PHONE, re.compile(r"(?<![\d.,\-/])0[2-79]\d{1,2}[ .\-/]{1,3}(?:\d{5,8}|\d{3,4}[ .\-]{1,3}\d{3,5})(?!\d)")),
)
MAY_HOLD = re.compile(rf"\d(?:[^\da-zA-Z\n]{{0,5}}\d){{6}}|{AT}|(?i: at )")  # what no text without it has


@dataclass(frozen=True)
class Identifier:
    """Something in a text that may identify a person.

    Parameters
    ----------
    kind : str
        As messages name it: 'NIK', 'NIP', 'NPWP', 'nomor telepon', 'alamat surel'.
    shown : str
        The first letters and the rest as dots: a message must not repeat what it warns of.
    sure : bool
        Whether it also has the check digits or the form that its issuer gives; otherwise it only looks like one.
    value : str
        Its digits, or the address, in one spelling: for who compares it.
    span : tuple of int
        Where it stands in the text as `plain` has it.
    """

    kind: str
    shown: str
    sure: bool
    value: str = field(repr=False)
    span: tuple[int, int] = field(repr=False)

    def __str__(self) -> str:
        return f"{self.kind} ({self.shown})" if self.sure else f"yang tampak seperti {self.kind} ({self.shown})"


def identifiers(text: str) -> Iterator[Identifier]:
    """What may identify a person in a text, each place once.

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
    said = plain(text)
    if not MAY_HOLD.search(said):
        return
    taken = bytearray(len(said))
    for kind, (start, stop) in _places(said):
        if not any(taken[start:stop]):
            taken[start:stop] = b"\1" * (stop - start)
            yield _identifier(kind, said, (start, stop))


def masked(text: str) -> str:
    """The text with each identifier reduced to what a message may show of it."""
    said, made, end = plain(text), [], 0
    for found in sorted(identifiers(text), key=lambda one: one.span):
        made += [said[end : found.span[0]], found.shown]
        end = found.span[1]
    return "".join([*made, said[end:]])


def spelling(text: str) -> str:
    """An identifier in one spelling: digits with a zero for the country's code, an address in small letters."""
    said = plain(text).lower()
    if re.search(r"[a-z]", said):
        said = re.sub(AT, "@", re.sub(DOT, ".", said))
        return "".join(said.split())
    digits = DIGITS.sub("", said).removeprefix("00")
    foreign = digits.startswith(COUNTRY) and len(digits) < LONGEST_PHONE
    return f"0{digits.removeprefix(COUNTRY)}" if foreign else digits


def _places(said: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The surest first: what overlaps with an earlier place is not told again."""
    for match in ADDRESS.finditer(said):
        if local := LOCAL.search(said, max(match.start() - 64, 0), match.start()):
            yield EMAIL, (local.start(), match.end())
    near = list(windows(said))
    for forms, looks in ((CODES, LIKE_CODES), (PHONES, LIKE_PHONES)):
        for kind, pattern in forms:
            yield from ((kind, match.span()) for match in pattern.finditer(said))
        for kind, looks_like in looks:
            yield from ((kind, window.span) for window in near if looks_like(window))


def _identifier(kind: str, said: str, span: tuple[int, int]) -> Identifier:
    written = said[slice(*span)].strip()
    number = written if kind == EMAIL else re.sub(r"^[^\d+(]+", "", written)
    return Identifier(kind, f"{number[:4]}…", SURE[kind](DIGITS.sub("", number)), spelling(number), span)


def _day(text: str) -> bool:
    return 1 <= int(text) <= 31


def _month(text: str) -> bool:
    return 1 <= int(text) <= 12


def _looks_like_nik(window: Window) -> bool:
    """Province, then a day of birth (plus 40 for women), month and year."""
    digits = window.digits
    return (
        len(digits) == 16 and "11" <= digits[:2] <= "97" and not window.is_counts
        and (_day(digits[6:8]) or 41 <= int(digits[6:8]) <= 71) and _month(digits[8:10])
    )  # fmt: skip


def _looks_like_nip(window: Window) -> bool:
    """A date of birth and the month of appointment; a shortened one still tells the birthday.

    Who has a contract (PPPK) has 21 for the month.
    """
    digits = window.digits
    return (
        14 <= len(digits) <= 18 and int(digits[:4]) in BIRTH_YEARS and _month(digits[4:6]) and _day(digits[6:8])
        and int(digits[:4]) + 15 < int(digits[8:12]) < 2100 and (_month(digits[12:14]) or digits[12:14] == CONTRACT)
        and not (window.is_dated and len(digits) < 18) and digits[14:15] in ("", "1", "2") and not window.is_counts
    )  # fmt: skip


def _looks_like_mobile(window: Window) -> bool:
    """08…, 628…, +62 8…, 0062 8… and (62) 8…: nine digits or more, however they are put in groups."""
    digits = window.digits.removeprefix("00")
    national = f"0{digits.removeprefix(COUNTRY)}" if digits.startswith(COUNTRY) else digits
    national = national.replace("00", "0", 1) if national.startswith("00") else national  # +62 (0) 812
    return national[:2] == "08" and national[2:3] > "0" and 9 <= len(national) <= 14 and not window.is_dated


def _looks_like_abroad(window: Window) -> bool:
    return window.plus and 8 <= len(window.digits) <= 15 and (
        window.digits.startswith(COUNTRY) or _is_valid(f"+{window.digits}")
    )  # fmt: skip


def _looks_like_landline(window: Window) -> bool:
    """In one piece: only with an area and a length that the numbering plan has."""
    digits = window.digits
    return window.groups == 1 and len(digits) >= 9 and digits[0] == "0" and digits[1] in "2345679" and _is_valid(digits)


def _looks_like_cut_mobile(window: Window) -> bool:
    """A mobile number that a spreadsheet took its zero from."""
    digits = window.digits
    return window.groups == 1 and 10 <= len(digits) <= 12 and digits[0] == "8" and _is_valid(f"0{digits}")


LIKE_CODES = ((NIP, _looks_like_nip), (NIK, _looks_like_nik))
LIKE_PHONES = (
    (PHONE, _looks_like_mobile), (PHONE, _looks_like_abroad), (PHONE, _looks_like_landline),
    (PHONE, _looks_like_cut_mobile),
)  # fmt: skip


def _is_valid(number: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, "ID")))
    except phonenumbers.NumberParseException:
        return False


def _is_nik(digits: str) -> bool:
    from stdnum.id import nik

    return bool(nik.is_valid(digits))


def _is_npwp(digits: str) -> bool:
    from stdnum.id import npwp

    return bool(npwp.is_valid(digits))


SURE: dict[str, Callable[[str], bool]] = {
    NIK: _is_nik, NIP: lambda digits: len(digits) == 18, NPWP: _is_npwp, EMAIL: lambda _digits: True,
    PHONE: lambda digits: _is_valid(f"+{digits}" if digits.startswith(COUNTRY) else digits),
}  # fmt: skip
