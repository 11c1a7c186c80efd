"""Numbers and dates as Indonesian readers write them, and the one place where rounding happens.

Babel knows the locale (`id_ID`); rounding is ours, because it must be half-up on exact
decimals: 68,496 is printed 68, and 76,605 is printed 76,61, whatever its binary neighbour.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import NumberPattern, parse_pattern

LOCALE = Locale("id", "ID")  # its name would be taken apart again for every number
MINUS = "\N{MINUS SIGN}"

Number = int | float | Decimal | Fraction
Width = Literal["abbreviated", "narrow", "wide"]

WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def as_decimal(value: Number) -> Decimal:
    """The value as a decimal; a float by its shortest text (76.605 is 76.605, not 76.60499…)."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, Fraction):
        with localcontext(prec=50):
            return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(str(value))


def round_half_up(value: Number, places: int = 2) -> Decimal:
    """`value` with `places` decimals, half away from zero.

    >>> round_half_up(Fraction(72399, 1057), 0), round_half_up(76.605)
    (Decimal('68'), Decimal('76.61'))
    """
    return as_decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@lru_cache
def _pattern(places: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * places if places else ""))


def number(value: Number, places: int | None = None) -> str:
    """A number in print: `number(16912)` is '16.912', `number(18.2299)` is '18,23'.

    places : decimals; by default none for whole numbers and two for others.
    """
    if places is None:
        places = 0 if value == int(value) and not isinstance(value, Decimal) else 2
    exact = round_half_up(value, places)
    return str(_pattern(places).apply(exact or abs(exact), LOCALE)).replace("-", MINUS)


def percent(share: Number, places: int = 0) -> str:
    """A share (0.915) in print ('92%'); rounded once, from the exact share."""
    return number(as_decimal(share) * 100, places) + "%"


def spelled(value: int) -> str:
    """Whole numbers up to nine in words ('tiga'), others in digits, as EYD has it."""
    return WORDS[value] if 0 <= value < len(WORDS) else number(value)


def long_date(day: dt.date) -> str:
    """'21 Mei 2018'."""
    return format_date(day, "d MMMM y", locale=LOCALE)


def month_name(month: int, width: Width = "wide") -> str:
    """'Januari'; width 'abbreviated' gives 'Jan'."""
    return str(get_month_names(width, locale=LOCALE)[month])


def months(numbers: Sequence[int], width: Width = "abbreviated") -> str:
    """Months as a reader lists them: runs of three or more are joined ('Jan–Des', 'Feb, Mei, Des')."""
    runs: list[list[int]] = []
    for month in sorted(set(numbers)):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    parts = []
    for run in runs:
        names = [month_name(m, width) for m in run]
        parts += [f"{names[0]}–{names[-1]}"] if len(run) > 2 else names
    return ", ".join(parts)


def listing(words: Sequence[str], last: str = "dan") -> str:
    """'a', 'a dan b', 'a, b, dan c'."""
    if len(words) < 3:
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])}, {last} {words[-1]}"


def lower_first(text: str) -> str:
    """For a name in the middle of a sentence: 'Indeks X' is 'indeks X', but 'SOP' stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def roman(value: int) -> str:
    """1 is 'I', 14 is 'XIV': chapters and regional offices."""
    text = ""
    for size, letter in ROMAN:
        while value >= size:
            text, value = text + letter, value - size
    return text
