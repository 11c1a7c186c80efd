"""Days on which made-up complaints are closed: working days of one year, whose mean duration is exact."""

from __future__ import annotations

import numpy as np

from analysis.methods.working_days import holidays_of

STEPS = 40  # halvings of the stretch: far below one part in a billion


def closing_dates(
    received: np.ndarray,
    wait: np.ndarray,
    year: int,
    mean_days: float | None = None,
    rng: np.random.Generator | None = None,
) -> np.ndarray:
    """Choose the days of closing, each a working day of `year`.

    Parameters
    ----------
    received : ndarray of datetime64[D]
        Days of arrival. What arrives after the last working day of the year is closed on the same day.
    wait : ndarray of float
        Planned calendar days from arrival to closing, any positive number.
    year : int
        The year of closing.
    mean_days : float, optional
        Mean of the whole calendar days from arrival to closing. All waits are stretched by one factor until it is
        met, to the nearest whole sum, as far as the year has room.
    rng : Generator, optional
        Chooses the few cases that are moved by a day in the end; needed with `mean_days`.

    Returns
    -------
    ndarray of datetime64[D]
    """
    calendar = np.busdaycalendar(holidays=np.array(list(holidays_of(year)), dtype="datetime64[D]"))
    last = np.busday_offset(f"{year}-12-31", 0, roll="backward", busdaycal=calendar)

    if not len(received):
        return received
    # Every day's next working day is looked up: asking numpy for it again in each halving takes ten times as long.
    first = min(received.min(), last)
    working = np.busday_offset(np.arange(first, last + np.timedelta64(1, "D")), 0, roll="forward", busdaycal=calendar)

    def close(stretch: float) -> np.ndarray:
        planned = received + np.minimum(wait * stretch, 400).astype("timedelta64[D]")
        closed: np.ndarray = np.maximum(working[(np.minimum(planned, last) - first).astype(int)], received)
        return closed

    if mean_days is None or rng is None:
        return close(1.0)
    wanted = round(mean_days * len(received))
    low, high = 0.0, 64.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _days(received, close(middle)) < wanted else (low, middle)
    return _settle(received, close(high), wanted, last, calendar, rng)


def _days(received: np.ndarray, closed: np.ndarray) -> int:
    return int((closed - received).astype(int).sum())


def _settle(
    received: np.ndarray,
    closed: np.ndarray,
    wanted: int,
    last: np.datetime64,
    calendar: np.busdaycalendar,
    rng: np.random.Generator,
) -> np.ndarray:
    """Single closings moved by one day, to another working day, until the sum of days is as wanted."""
    closed = closed.copy()
    while missing := wanted - _days(received, closed):
        step = np.timedelta64(1 if missing > 0 else -1, "D")
        moved = closed + step
        able = np.is_busday(moved, busdaycal=calendar) & (moved >= received) & (moved <= last)
        chosen = rng.permutation(np.flatnonzero(able))[: abs(missing)]
        if not len(chosen):
            break
        closed[chosen] = moved[chosen]
    return closed
