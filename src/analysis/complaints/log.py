"""The complaint log of a year, prepared for all questions that the chapters ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.complaints.params import ComplaintParameters
from analysis.methods.working_days import calendar_state, count_between
from laporan.notebook.report import Report

__all__ = ["Log", "is_any", "of_report", "read_log"]

UNIT = "laporan"
OPEN, SETTLED = ("received", "open"), ("closed", "archived")
WORDS = ("channel", "category", "topic", "office", "status", "reason")
BLOCK = 250_000  # rows whose dates are worked on together: they fit in the processor's own memory
COLUMNS = ("channel", "category", "office", "received", "closed", "status", "reason")  # what the chapters ask of


@dataclass(frozen=True)
class Log:
    """A year's log with what was worked out from its dates and status words.

    Parameters
    ----------
    year : int
        The year.
    frame : DataFrame
        For pandas: dataset `pengaduan`, one row a complaint, without its dates and with these columns:

        - `state`: "received", "open", "closed" or "archived";
        - `carried_over`: whether it came in before the year;
        - `days`, `working_days`: from arrival to closing, or to the year's end where it is open;
        - `watched`: working days from arrival to the year's end, whether it is open or not;
        - `arrival`, `closing`: months, 0 before the year, 13 after it and where there is no date.

        Columns of words that repeat themselves are categorical.
    params : ComplaintParameters
        Limits and status words of the year.
    """

    year: int
    frame: pd.DataFrame
    params: ComplaintParameters

    def only(self, channel: str) -> Log:
        """The log of one channel."""
        return replace(self, frame=self.frame[self.frame["channel"] == channel])

    @property
    def open(self) -> pd.DataFrame:
        """Rows that are open at the year's end."""
        return self.frame[self.is_open]

    @property
    def is_open(self) -> pd.Series:
        """For each row, whether it is open at the year's end; to count by these needs no new frame."""
        return is_any(self.frame["state"], OPEN)

    @property
    def is_settled(self) -> pd.Series:
        """For each row, whether it is not open any more: closed, or archived without an answer."""
        return is_any(self.frame["state"], SETTLED)

    @property
    def is_answered(self) -> pd.Series:
        """For each row, whether it was received and closed within the year; what was archived got no answer."""
        return ~self.frame["carried_over"] & (self.frame["state"] == "closed")


def of_report(report: Report, *, numbers: bool = False) -> Log:
    """The log of a report's own year, with the limits and status words of its parameters.

    Parameters
    ----------
    report : Report
        The report.
    numbers : bool
        Whether to include the number of each complaint, which few questions need.
    """
    params = report.params.complaints
    log = _log(report, report.fingerprint("pengaduan"), params.model_dump_json(), *calendar_state())
    rows = log.frame.copy(deep=False)  # whoever changes it changes nobody else's
    if numbers:
        rows["number"] = report.load("pengaduan", ["number"])["number"]
    return replace(log, frame=rows)


@lru_cache(maxsize=2)  # this year's and that of the year before: several questions of a chapter ask for both
def _log(report: Report, _data: str, _params: str, _calendar: Path, _changed: int) -> Log:
    rows = report.load("pengaduan", COLUMNS, compact=True)
    return read_log(rows, report.year, report.params.complaints, report.office.place)


def read_log(rows: pd.DataFrame, year: int, params: ComplaintParameters, place: str = "") -> Log:
    """Work out from a log's dates and status words what later questions need.

    Parameters
    ----------
    rows : DataFrame
        Dataset `pengaduan` of `year`, at least its columns `COLUMNS`; its status words are among `params.statuses`,
        which the contract has checked.
    year : int
        The year.
    params : ComplaintParameters
        Limits and status words of the year.
    place : str
        Where the report's office is: its local holidays are no working days, but for `params.elsewhere`.
    """
    ready = rows.drop(columns=["received", "closed"]).astype({name: "category" for name in WORDS if name in rows})
    starts = range(0, max(len(rows), 1), BLOCK)
    timing = pd.concat([_timing(rows.iloc[start : start + BLOCK], year, params, place) for start in starts])
    return Log(year, ready.assign(state=_states(ready["status"], params.statuses), **timing), params)


def _timing(rows: pd.DataFrame, year: int, params: ComplaintParameters, place: str) -> pd.DataFrame:
    """What is asked of the dates. Small types: of four million rows, two chapters hold it at a time."""
    received, closed = (rows[name].to_numpy(dtype="datetime64[D]") for name in ("received", "closed"))
    last = np.datetime64(f"{year}-12-31")
    until = np.where(np.isnat(closed), last, closed)
    elsewhere = rows["office"].isin(params.elsewhere).to_numpy()

    def worked(end: np.ndarray) -> np.ndarray:
        counted = count_between(received, end, place)
        counted[elsewhere] = count_between(received[elsewhere], end[elsewhere])
        return counted.astype("int32")

    found = {
        "arrival": _months_of(received, year),
        "closing": _months_of(closed, year),
        "carried_over": received < np.datetime64(f"{year}-01-01"),
        "days": (until - received).astype("int32"),
        "working_days": worked(until),
        "watched": worked(np.full_like(received, last)),
    }
    return pd.DataFrame(found, index=rows.index)


def _months_of(days: np.ndarray, year: int) -> np.ndarray:
    """1 to 12 in the year, 0 before it, 13 after it and where there is no day.

    Each day of the year has its month worked out once, and not once a row: that takes a tenth of the time.
    """
    first, end = np.datetime64(f"{year}-01-01"), np.datetime64(f"{year + 1}-01-01")
    months = (np.arange(first, end).astype("datetime64[M]") - first.astype("datetime64[M]")).astype("int8") + 1
    by_day = np.array([0, *months, 13], dtype="int8")
    places = (days - first).astype("int64").clip(-1, len(months)) + 1
    return np.where(np.isnat(days), by_day[-1], by_day[places])


def _states(status: pd.Series, meaning: Mapping[str, str]) -> pd.Categorical[str]:
    states = (*OPEN, *SETTLED)
    codes = [states.index(meaning[word]) for word in status.cat.categories]
    return pd.Categorical.from_codes(np.array([*codes, -1], dtype="int8")[status.cat.codes], pd.Index(states))


def is_any(state: pd.Series, wanted: tuple[str, str]) -> pd.Series:
    """Whether each state is one of two; the same as `isin`, which takes ten times as long."""
    return (state == wanted[0]) | (state == wanted[1])
