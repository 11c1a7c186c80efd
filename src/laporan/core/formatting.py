"""Numbers and dates as Indonesian readers write them, and the one place where values are rounded.

Babel knows the locale (`id_ID`); rounding is ours, because it must be half-up on exact
decimals: 68,496 is printed 68, and 76,605 is printed 76,61, whatever its binary neighbour.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import NumberPattern, parse_pattern

LOCALE = Locale("id", "ID")  # its name would be taken apart again for every number
MINUS = "\N{MINUS SIGN}"
WIDE = Context(prec=400)  # digits: any float, and any count; the usual 28 refuse what is longer

Number = int | float | Decimal | Fraction
Width = Literal["abbreviated", "narrow", "wide"]

WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def as_decimal(value: Number) -> Decimal:
    """The value as a decimal.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
        A float is taken by its shortest text: 76.605 is 76.605, not 76.60499…

    Returns
    -------
    Decimal
        Exact, but for a fraction without a finite decimal form, which has 50 digits.
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, Fraction):
        with localcontext(prec=50):
            return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(str(value))


def round_half_up(value: Number, places: int = 2) -> Decimal:
    """The value rounded to so many decimals, halves away from zero.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
        Rounded from its exact value, a float from its shortest decimal text.
    places : int, default 2
        Decimals of the result.

    Returns
    -------
    Decimal
        With exactly `places` decimals.

    Examples
    --------
    >>> round_half_up(Fraction(72399, 1057), 0), round_half_up(76.605)
    (Decimal('68'), Decimal('76.61'))
    """
    return as_decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, WIDE)


@lru_cache
def _pattern(places: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * places if places else ""))


def number(value: Number, places: int | None = None) -> str:
    """A number in print: thousands with a point, decimals with a comma, a true minus sign.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
        The exact value; it is rounded here, once.
    places : int, optional
        Decimals. By default two, but none for a whole number that is no `Decimal`.

    Returns
    -------
    str
        Zero never has a sign, even where a small negative number was rounded to it.

    Examples
    --------
    >>> number(16912), number(18.2299), number(-0.001)
    ('16.912', '18,23', '0,00')
    """
    if places is None:
        places = 0 if value == int(value) and not isinstance(value, Decimal) else 2
    exact = round_half_up(value, places)
    with localcontext(WIDE):
        return str(_pattern(places).apply(exact or abs(exact), LOCALE)).replace("-", MINUS)


def telling_places(value: Number, limit: Number, places: int, most: int = 4) -> int:
    """As many decimals as it takes that a rounded value stands on the side of a limit on which it truly lies.

    Parameters
    ----------
    value, limit : int, float, Decimal or Fraction
        The exact value, and what it is held against.
    places : int
        The fewest decimals.
    most : int, default 4
        How many more there may be at most.

    Examples
    --------
    >>> telling_places(0.599, 0.6, 2), telling_places(0.6, 0.6, 2), telling_places(0.72, 0.6, 2)
    (3, 2, 2)
    """
    exact, bound = as_decimal(value), as_decimal(limit)
    truly = (exact > bound) - (exact < bound)
    for more in range(places, places + most):
        rounded, edge = round_half_up(value, more), round_half_up(limit, more)
        if (rounded > edge) - (rounded < edge) == truly:
            return more
    return places + most


def percent(share: Number, places: int = 0) -> str:
    """A share in print, as percent.

    Parameters
    ----------
    share : int, float, Decimal or Fraction
        A fraction of one; it is rounded once, from its exact value.
    places : int, default 0
        Decimals of the percentage.

    Returns
    -------
    str
        With the sign and no space before it, as Indonesian has it.

    Examples
    --------
    >>> percent(0.915), percent(0.915, 1)
    ('92%', '91,5%')
    """
    return number(as_decimal(share) * 100, places) + "%"


def spelled(value: int) -> str:
    """A whole number up to nine in words ('tiga'), others in digits, as the Indonesian spelling rules (EYD) have it."""
    return WORDS[value] if 0 <= value < len(WORDS) else number(value)


def long_date(day: dt.date) -> str:
    """A date in full: '21 Mei 2018'."""
    return format_date(day, "d MMMM y", locale=LOCALE)


def month_name(month: int, width: Width = "wide") -> str:
    """The Indonesian name of a month.

    Parameters
    ----------
    month : int
        From 1 to 12.
    width : {'wide', 'abbreviated', 'narrow'}
        'Januari', 'Jan' or 'J'.
    """
    return str(get_month_names(width, locale=LOCALE)[month])


def months(numbers: Sequence[int], width: Width = "abbreviated") -> str:
    """A list of months in print: runs of three or more are joined.

    Parameters
    ----------
    numbers : sequence of int
        Months from 1 to 12, in any order; repeated ones count once.
    width : {'abbreviated', 'wide', 'narrow'}
        How long the names are.

    Examples
    --------
    >>> months(range(1, 13)), months([12, 2, 5])
    ('Jan–Des', 'Feb, Mei, Des')
    """
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
    """Words as a list within a sentence: 'a', 'a dan b', 'a, b, dan c'.

    Parameters
    ----------
    words : sequence of str
        The items, in the order of printing.
    last : str, default 'dan'
        The conjunction before the last item, such as 'atau'.
    """
    if len(words) < 3:
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])}, {last} {words[-1]}"


def lower_first(text: str) -> str:
    """The text with a small first letter, for the middle of a sentence; an abbreviation stays as it is.

    Examples
    --------
    >>> lower_first("Indeks X"), lower_first("SOP")
    ('indeks X', 'SOP')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def roman(value: int) -> str:
    """A positive whole number in Roman numerals, below 40: 14 is 'XIV'. For chapters and regional offices."""
    text = ""
    for size, letter in ROMAN:
        while value >= size:
            text, value = text + letter, value - size
    return text
