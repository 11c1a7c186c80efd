"""Days on which made-up events fall: offices work on working days, and the public writes mostly on them.

The weights are estimates of ours, none of them measured or published: the week begins busy and ends early, little
comes in on weekends and holidays, much after a long closure such as that of Lebaran, less at the year's end, and what
is in the news fills several days in a row.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from analysis.methods.working_days import holidays_of, is_working_day
from laporan.data.samples import Request
from laporan.project.parameters import load_units

LETTERS = (1.16, 1.08, 1.03, 0.98, 0.80, 0.34, 0.27)  # what the public sends, Monday to Sunday
ON_HOLIDAYS = 0.24  # of a working day
LONG_CLOSURE = 5  # days in a row without a working day
RUSH, RUSH_KEEPS = 0.8, 0.75  # so much more on the first working day after it, and how much of that a day later
YEAR_END, AT_YEAR_END = 20, 0.65  # from this day of December
NEWS, NEWS_KEEPS = 0.22, 0.7  # spread of the logarithm from day to day, and how much of it lasts until the next day
CAPACITY = (23, 25, 25, 24, 18, 0, 0)  # what an office settles, Monday to Sunday


def days_of(year: int) -> np.ndarray:
    """Every day of a year, as datetime64[D]."""
    return np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]")


def place_of(request: Request) -> str:
    """Where the office is whose data is made: a local holiday is one there."""
    return load_units()[request.unit].place


def working(year: int, place: str = "") -> np.ndarray:
    """For every day of a year, whether offices at a place are open."""
    holidays = np.array(list(holidays_of(year, place)), dtype="datetime64[D]")
    return np.is_busday(days_of(year), holidays=holidays)


def public_weights(year: int, months: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """How much the public sends on each day of a year, in relation to the other days.

    Parameters
    ----------
    year : int
        The year.
    months : ndarray of float, shape (12,)
        How busy the months are, in relation to each other.
    rng : Generator
        Makes the days in the news.
    """
    days, opened = days_of(year), working(year)
    weekday, month = _weekdays(days), days.astype("datetime64[M]").astype(int) % 12
    weights = np.array(LETTERS)[weekday] * months[month]
    weights[~opened & (weekday < 5)] *= ON_HOLIDAYS
    weights[opened] *= 1 + _rush(opened)[opened]
    weights[days >= np.datetime64(f"{year}-12-{YEAR_END}")] *= AT_YEAR_END
    return weights * np.exp(NEWS * _news(len(days), rng))


def office_capacity(year: int, place: str = "") -> np.ndarray:
    """How much an office at a place settles on each day of a year, in whole numbers: nothing while it is closed."""
    capacity = np.where(working(year, place), np.array(CAPACITY)[_weekdays(days_of(year))], 0)
    at_year_end = days_of(year) >= np.datetime64(f"{year}-12-{YEAR_END}")
    return np.where(at_year_end, capacity * 2 // 3, capacity)


def office_day(day: dt.date) -> dt.date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= dt.timedelta(days=1)
    return day


def _weekdays(days: np.ndarray) -> np.ndarray:
    return (days.astype(int) + 3) % 7  # the first day of all, in 1970, was a Thursday


def _rush(opened: np.ndarray) -> np.ndarray:
    """How much more comes in on a working day because a long closure has just ended."""
    extra, closed, left = np.zeros(len(opened)), 0, 0.0
    for place, is_open in enumerate(opened):
        if is_open:
            left = RUSH if closed >= LONG_CLOSURE else left * RUSH_KEEPS
            extra[place] = left
        closed = 0 if is_open else closed + 1
    return extra


def _news(size: int, rng: np.random.Generator) -> np.ndarray:
    """A standard normal autoregression of first order."""
    shocks = rng.normal(size=size)
    for place in range(1, size):
        shocks[place] = NEWS_KEEPS * shocks[place - 1] + (1 - NEWS_KEEPS**2) ** 0.5 * shocks[place]
    return shocks
