"""Days on which made-up complaints are closed: working days of one year, whose mean duration is exact."""

from __future__ import annotations

import numpy as np

from analysis.methods.sample_days import office_capacity, working

STEPS = 40  # halvings of the stretch: far below one part in a billion
NOT_LATER = (4.0, 1.2)  # what would be closed after the year is closed within it: a beta, most of it near the end


def closing_dates(
    received: np.ndarray,
    wait: np.ndarray,
    year: int,
    rng: np.random.Generator,
    mean_days: float | None = None,
    place: str = "",
) -> np.ndarray:
    """Choose the days of closing, each a working day of `year`.

    Parameters
    ----------
    received : ndarray of datetime64[D]
        Days of arrival in that year. What arrives after its last working day is closed on the same day.
    wait : ndarray of float
        Planned calendar days from arrival to closing, any positive number. They pass as offices work: not at all while
        they are closed, so that no Monday has three days' closings.
    year : int
        The year of closing.
    rng : Generator
        The source of chance.
    mean_days : float, optional
        Mean of the whole calendar days from arrival to closing. All waits are stretched by one factor until it is
        met, to the nearest whole sum, as far as the year has room.
    place : str
        Where the office is; "" where only what is a holiday everywhere counts.

    Returns
    -------
    ndarray of datetime64[D]
    """
    if not len(received):
        return received
    first, capacity = np.datetime64(f"{year}-01-01"), office_capacity(year, place)
    done = np.cumsum(capacity) - capacity // 2  # in the middle of each day
    begin = done[(received - first).astype(int)]
    room = (capacity.sum() - 1 - begin) * rng.beta(*NOT_LATER, len(received))
    settled_on = np.repeat(np.arange(len(capacity)), capacity)  # the day of each piece of work
    work = wait * capacity.sum() / len(capacity)

    def close(stretch: float) -> np.ndarray:
        place = begin + np.clip(work * stretch, 0, np.maximum(room, 0)).astype(int)
        closed: np.ndarray = np.maximum(first + settled_on[np.minimum(place, len(settled_on) - 1)], received)
        return closed

    if mean_days is None:
        return close(1.0)
    wanted = round(mean_days * len(received))
    low, high = 0.0, 64.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _days(received, close(middle)) < wanted else (low, middle)
    return _settle(received, close(high), wanted, working(year, place), rng)


def _days(received: np.ndarray, closed: np.ndarray) -> int:
    return int((closed - received).astype(int).sum())


def _settle(
    received: np.ndarray, closed: np.ndarray, wanted: int, opened: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Single closings moved by one day, to another working day, until the sum of days is as wanted."""
    closed, opened, first = (
        closed.copy(),
        np.append(opened, False),
        closed[0].astype("datetime64[Y]").astype(closed.dtype),
    )
    while missing := wanted - _days(received, closed):
        moved = closed + np.timedelta64(1 if missing > 0 else -1, "D")
        able = opened[(moved - first).astype(int)] & (moved >= received)
        chosen = rng.permutation(np.flatnonzero(able))[: abs(missing)]
        if not len(chosen):
            break
        closed[chosen] = moved[chosen]
    return closed
