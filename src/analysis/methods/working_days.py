"""Working days of the Indonesian civil service.

Saturdays, Sundays, national holidays and cuti bersama (joint leave) are not working days. The `holidays`
library knows them; `params/holidays.yml` corrects it day by day, with a source. A holiday of some places only, such as
the day of a local election, is none elsewhere: who counts says for which place, as `params/units.yml` names it.

A duration counts the working days after its first day, up to and including its last: what comes in on
Monday and is closed on Tuesday took one.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import holidays
import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import Field

from analysis.methods.regulations import Sourced
from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.project.models import Day, Strict, validate
from laporan.project.yaml import read_yaml

__all__ = [
    "CorrectedDay",
    "Corrections",
    "calendar_state",
    "count_between",
    "deadline",
    "holidays_of",
    "is_working_day",
    "working_days_between",
]

COUNTRY = "ID"
LANGUAGE = "id"  # else the names are in the language of the machine
# The library's default category leaves cuti bersama out: they are its "government" days.
CATEGORIES = ("public", "government")
Days = npt.NDArray[np.datetime64]
ONE_DAY = np.timedelta64(1, "D")


class CorrectedDay(Sourced):
    """One day on which the calendar departs from the library.

    Parameters
    ----------
    day : date
        The day.
    why : str
        What it is, or why it is none.
    places : tuple of str
        Where it holds; everywhere where none is named.
    """

    day: Day
    why: str
    places: Annotated[tuple[str, ...], Field(strict=False)] = ()

    def holds_at(self, place: str) -> bool:
        """Whether it holds at a place; "" is nowhere in particular, where only what holds everywhere does."""
        return not self.places or place in self.places


class Corrections(Strict):
    """Where the calendar departs from the library: the content of `params/holidays.yml`.

    Parameters
    ----------
    removed : tuple of CorrectedDay
        Days that the library takes for holidays and that are none.
    added : tuple of CorrectedDay
        Holidays that the library does not know.
    """

    removed: Annotated[tuple[CorrectedDay, ...], Field(strict=False)] = ()
    added: Annotated[tuple[CorrectedDay, ...], Field(strict=False)] = ()


def is_working_day(day: dt.date, place: str = "") -> bool:
    """Whether offices at a place are open on that day."""
    return bool(np.is_busday(np.datetime64(day, "D"), busdaycal=_calendar(day.year, day.year, place)))


def deadline(start: dt.date, working_days: int, place: str = "") -> dt.date:
    """The last day of a limit that began on `start`.

    Parameters
    ----------
    start : date
        The day of arrival, which does not count.
    working_days : int
        The limit, in working days.
    place : str
        Whose holidays count; national ones alone where none is named.

    Returns
    -------
    date
        A working day; `start` itself where the limit is zero.

    Raises
    ------
    ParameterError
        For a negative limit.

    Examples
    --------
    The end of Ramadan and its joint leave lie within this one:

    >>> deadline(dt.date(2017, 6, 12), 15)
    datetime.date(2017, 7, 11)
    """
    if working_days < 0:
        raise ParameterError(f"batas waktu tidak boleh negatif (tertulis {working_days} hari kerja)")
    # Holidays never take half of a year: twice the days plus one more year is always far enough.
    last_year = start.year + working_days * 2 // 365 + 1
    calendar = _calendar(start.year - 1, last_year, place)
    end = np.busday_offset(np.datetime64(start, "D"), working_days, roll="preceding", busdaycal=calendar)
    return max(dt.date.fromisoformat(str(end)), start)


def working_days_between(starts: pd.Series, ends: pd.Series, place: str = "") -> pd.Series:
    """Working days from each start (excluded) to each end (included).

    Parameters
    ----------
    starts, ends : Series
        Dates or timestamps, whose hour is ignored, of one index; missing where a case is still open.
    place : str
        Whose holidays count; national ones alone where none is named.

    Returns
    -------
    Series of Int64
        Missing where either date is; negative where the end comes first. The index and `attrs` are those of `starts`.
    """
    first, last = _days(starts), _days(ends)
    known = ~(np.isnat(first) | np.isnat(last))
    counted = np.zeros(len(first), dtype=np.int64)
    counted[known] = count_between(first[known], last[known], place)
    result = pd.Series(pd.arrays.IntegerArray(counted, ~known), index=starts.index, name="working_days")
    result.attrs = dict(starts.attrs)
    return result


def count_between(first: Days, last: Days, place: str = "") -> npt.NDArray[np.int64]:
    """Working days from each start (excluded) to each end (included), for arrays without missing days.

    Parameters
    ----------
    first, last : ndarray of datetime64[D]
        Starts and ends, of one length, none missing.
    place : str
        Whose holidays count; national ones alone where none is named.

    Returns
    -------
    ndarray of int64
        Negative where the end comes first.

    Notes
    -----
    A running count of working days is made once for the whole calendar, and each case is a difference of two of
    its entries. So each day is looked up once, however many cases begin or end on it.
    """
    if not len(first):
        return np.zeros(0, dtype=np.int64)
    start, end = min(first.min(), last.min()), max(first.max(), last.max())
    calendar = _calendar(*_years(first, last), place)
    by_day = np.cumsum(np.is_busday(np.arange(start, end + ONE_DAY), busdaycal=calendar), dtype=np.int64)
    counted: npt.NDArray[np.int64] = by_day[(last - start).astype(int)] - by_day[(first - start).astype(int)]
    if (back := last < first).any():
        counted[back] = np.busday_count(first[back] + ONE_DAY, last[back] + ONE_DAY, busdaycal=calendar)
    return counted


def holidays_of(year: int, place: str = "") -> dict[dt.date, str]:
    """National holidays and cuti bersama of a year, corrected, and those of a place, in order: day and name.

    Holidays that fall on a weekend are included.
    """
    corrections = _corrections(*_override_file())
    found = dict(holidays.country_holidays(COUNTRY, years=year, categories=CATEGORIES, language=LANGUAGE))
    for corrected in corrections.removed:
        if corrected.holds_at(place):
            found.pop(corrected.day, None)
    added = [corrected for corrected in corrections.added if corrected.day.year == year]
    found |= {corrected.day: corrected.why for corrected in added if corrected.holds_at(place)}
    return dict(sorted(found.items()))


def _years(*dates: Days) -> tuple[int, int]:
    years = [bound.astype("datetime64[Y]").astype(int) + 1970 for days in dates for bound in (days.min(), days.max())]
    return int(min(years)), int(max(years))


def _days(dates: pd.Series) -> Days:
    return pd.to_datetime(dates).to_numpy(dtype="datetime64[D]")


def _calendar(first_year: int, last_year: int, place: str) -> np.busdaycalendar:
    return _built_calendar(first_year, last_year, place, *_override_file())


@lru_cache
def _built_calendar(first_year: int, last_year: int, place: str, _path: Path, _changed: int) -> np.busdaycalendar:
    days = [day for year in range(first_year, last_year + 1) for day in holidays_of(year, place)]
    return np.busdaycalendar(holidays=np.array(days, dtype="datetime64[D]"))


def calendar_state() -> tuple[Path, int]:
    """The file of corrections and when it last changed, so that a cache can tell whether counts still hold.

    Returns
    -------
    (Path, int)
        `params/holidays.yml` and its modification time in ns; 0 where there is no such file.
    """
    return _override_file()


def _override_file() -> tuple[Path, int]:
    path = paths.params() / "holidays.yml"
    return path, read_tracking.last_written(path)


@lru_cache
def _corrections(path: Path, changed: int) -> Corrections:
    return validate(Corrections, read_yaml(path) if changed else {}, paths.relative(path))
