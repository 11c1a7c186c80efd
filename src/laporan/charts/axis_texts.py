"""What stands along the axes of an author's plot, told in Indonesian: numbers, powers of ten, percentages, days.

matplotlib, pandas and seaborn format it themselves, unless the author does. What they would write is kept, or asked of
them and told as the report tells it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import starmap
from typing import Any

import numpy as np
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryFormatter
from matplotlib.dates import AutoDateFormatter, ConciseDateFormatter, DateFormatter
from matplotlib.scale import LinearScale
from matplotlib.ticker import (
    FixedFormatter,
    Formatter,
    FuncFormatter,
    LogFormatter,
    LogitFormatter,
    PercentFormatter,
    ScalarFormatter,
)

from laporan.core.formatting import month_name, roman

YEARS = range(1945, 2101)  # numbers of these alone, along an axis, are years: 2017, and not 2.017
WRITTEN_OUT = (-5, 15)  # powers of ten
SIGNS = str.maketrans(",.", ".,")
MINUS = "\N{MINUS SIGN}"
ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS = {
    **{name[:3]: month_name(month, "abbreviated") for month, name in enumerate(ENGLISH, 1)},
    **{name: month_name(month, "wide") for month, name in enumerate(ENGLISH, 1)},
    "May": month_name(5, "abbreviated"),  # no text tells whether it is short
}
MONTH = re.compile(rf"\b({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b")
LEADING_ZERO = re.compile(r"\b0(?=\d [A-Z])")
QUARTER = re.compile(r"\bQ([1-4])\b")  # pandas; a triwulan
MIDNIGHT = re.compile(r"(\d{4})-(\d\d)-(\d\d) 00:00:00")  # how pandas writes a day that is a category
Tell = Callable[[float, str], str]


def are_years(values: Sequence[float]) -> bool:
    """Whether numbers that stand together are years, which have no point between thousands."""
    return all(YEARS.start <= value < YEARS.stop for value in values)


def in_indonesian(written: str) -> str:
    """A plain number, as Python writes it, with a decimal comma and points between thousands.

    Examples
    --------
    >>> in_indonesian("1250.5"), in_indonesian("-0.25%"), in_indonesian("1e-06")
    ('1.250,5', '-0,25%', '1e-06')
    """
    whole, point, rest = written.partition(".")
    digits = whole.lstrip(f"{MINUS}-+")
    number = re.match(r"\d+(?!e)", digits)
    if number is None:
        return written
    grouped = f"{int(number[0]):,}".translate(SIGNS) + digits[number.end() :]
    return f"{whole[: len(whole) - len(digits)]}{grouped}{',' if point else ''}{rest}"


class IndonesianFormatter(ScalarFormatter):
    """matplotlib's own numbers along an axis, with a decimal comma and points between thousands."""

    places: Sequence[float] = ()

    def __init__(self) -> None:
        """Numbers are written out: no power of ten, and nothing to add, at the end of the axis."""
        super().__init__(useOffset=False)
        self.set_powerlimits(WRITTEN_OUT)

    def set_locs(self, locs: Any) -> None:
        """matplotlib's hook: where the ticks are that will be told."""
        super().set_locs(locs)
        self.places = locs

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The number at a tick: '1.250', '0,5'; of years '2017', and nothing between them."""
        text = str(super().__call__(x, pos))
        if are_years(self.places):
            return text.partition(".")[0] if x == round(x) else ""
        return in_indonesian(text)


class IndonesianScale(LinearScale):
    """matplotlib's linear scale, whose ticks are told in Indonesian unless the author formats them."""

    def __init__(self, *_axis: Any) -> None:  # matplotlib 3.10 hands its axis in, 3.11 does not
        """matplotlib makes it."""

    def set_default_locators_and_formatters(self, axis: Any) -> None:
        """matplotlib's hook for an axis that begins to be linear."""
        super().set_default_locators_and_formatters(axis)
        axis.set_major_formatter(IndonesianFormatter())


class Retold(Formatter):
    """What another formatter writes, told anew.

    Parameters
    ----------
    formatter : Formatter
        It decides what is written at which tick.
    tell : callable
        Takes the place of a tick and what would be written there.
    """

    def __init__(self, formatter: Formatter, tell: Tell) -> None:
        self.formatter, self.tell = formatter, tell

    def set_axis(self, axis: Any) -> None:
        """matplotlib's hook: the axis that is told."""
        super().set_axis(axis)
        self.formatter.set_axis(axis)

    def set_locs(self, locs: Any) -> None:
        """matplotlib's hook: where the ticks are that will be told."""
        self.formatter.set_locs(locs)

    def __call__(self, x: float, pos: int | None = None) -> str:
        """What stands at a tick."""
        return self.tell(x, str(self.formatter(x, pos)))

    def format_ticks(self, values: Any) -> list[str]:
        """What stands at all ticks: a formatter of days looks at them together."""
        written = map(str, self.formatter.format_ticks(values))  # labels that were set may be numbers
        return list(starmap(self.tell, zip(values, written, strict=True)))

    def get_offset(self) -> str:
        """What all ticks have in common, as the year of days."""
        return self.tell(0, self.formatter.get_offset())


def _power(value: float, written: str) -> str:
    """The number itself, while it can be read: matplotlib writes powers as formulas, which our style does not set."""
    if not written:
        return ""
    if not 10 ** WRITTEN_OUT[0] <= abs(value) < 10 ** WRITTEN_OUT[1]:
        return in_indonesian(f"{value:g}")
    return in_indonesian(np.format_float_positional(value, precision=WRITTEN_OUT[1], trim="-").replace("-", MINUS))


def _percent(_value: float, written: str) -> str:
    return in_indonesian(written)


def _day(_value: float, written: str) -> str:
    told = MONTH.sub(lambda month: MONTHS[month[1]], LEADING_ZERO.sub("", written))
    return QUARTER.sub(lambda quarter: f"TW {roman(int(quarter[1]))}", told)


def _category(titles: Mapping[str, str]) -> Tell:
    def tell(_value: float, written: str) -> str:
        return titles.get(written) or MIDNIGHT.sub(
            lambda day: f"{int(day[3])} {month_name(int(day[2]), 'abbreviated')} {day[1]}", written
        )

    return tell


KINDS: tuple[tuple[tuple[type[Formatter], ...], Tell], ...] = (
    ((LogFormatter, LogitFormatter), _power),
    ((PercentFormatter,), _percent),
    ((AutoDateFormatter, ConciseDateFormatter, DateFormatter), _day),
)
OF_PANDAS = "pandas.plotting"  # its formatters of periods are not public


def tell_axis(axis: Axis, titles: Mapping[str, str]) -> None:
    """Have an axis told in Indonesian, as far as a library and not the author formats it.

    Parameters
    ----------
    axis : Axis
        Of an author's plot.
    titles : mapping of str to str
        Titles by the names of columns, for those that are categories.
    """
    for formatter, change in (
        (axis.get_major_formatter(), axis.set_major_formatter),
        (axis.get_minor_formatter(), axis.set_minor_formatter),
    ):
        if type(formatter) is ScalarFormatter:
            change(IndonesianFormatter())
        elif tell := _telling(formatter, titles):
            change(Retold(formatter, tell))


def _telling(formatter: Formatter, titles: Mapping[str, str]) -> Tell | None:
    if isinstance(formatter, FixedFormatter | FuncFormatter | StrCategoryFormatter):
        return _category(titles)  # labels that were set are a function of matplotlib's
    if type(formatter).__module__.startswith(OF_PANDAS):
        return _day
    return next((tell for kinds, tell in KINDS if isinstance(formatter, kinds)), None)
