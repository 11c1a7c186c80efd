"""A made-up complaint log, one row a complaint, calibrated to the published totals.

Published for 2017, and met to the row: what came in by each channel, what was closed and what stayed open; the mean
days of 2016 and 2017. What earlier years left open (1.948 in 2017) is our reading of those figures. All else is made
up: days, classes, topics, units, and what each case took. A year begins with exactly the rows that the year before
left open: the log of the year before is made first, back to the first year, whose own beginning is made up. Other
years and offices are of the same order, times `Request.scale`. Where a number of rows is asked for (`Request.rows`),
the log keeps the proportions and what it carries over. All of it is done by whole columns of numpy: four million rows
take seconds.

The public writes mostly on working days, more in the months of registration and after Lebaran, less at the year's end
(`analysis.methods.sample_days`). Units close on working days. A topic goes mostly to the unit in charge of it; WBS goes
to Kedeputian Wasdal and Inspektorat (`analysis.complaints.sample_subjects`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.complaints.contract import CHANNELS, CLASSES, WBS
from analysis.complaints.sample_durations import closing_dates
from analysis.complaints.sample_subjects import (
    CENTRAL,
    CLASS_SHARES,
    REASON_SHARES,
    REASONS,
    REGIONAL_UNITS,
    TOPICS,
    UNTOUCHED_DAYS,
    draw,
    draw_by,
    handlers,
    topics,
)
from analysis.methods.sample_days import days_of, place_of, public_weights, working
from laporan.core.errors import ParameterError
from laporan.data.samples import Request, Sample, published_figures

CALIBRATED_TO = {
    2016: ("laju-2016", "percepatan"),
    2017: ("masuk-lapor", "masuk-wbs", "selesai", "tersisa", "laju-2017", "percepatan"),
}
FIRST_YEAR = 2016
FIRST_REGIONAL_YEAR = 2018
OFFICES_DIFFER = 0.25  # spread of the logarithm of what regional offices receive
ARCHIVED_SHARE = 0.02
STILL_OPEN_OF_OLD = 0.15  # of what is open at the end of a year, this much came in before it
MONTHS = (7.6, 7.6, 8.6, 8.6, 8.2, 7.0, 8.4, 8.6, 8.8, 8.8, 8.2, 7.0)  # arrivals, where nobody registers for selection
REGISTRATION, AFTERWARDS = 1.45, 1.2  # so much more in the months in which applicants register, and in the month after
MONTHS_DIFFER = 0.07  # spread of the logarithm, from year to year
TYPICAL_DAYS = np.array([6.5, 14.0, 31.0])  # median by class, before calibration
SPREAD, TOPICS_DIFFER = 0.78, 0.15  # of the logarithm: a long tail to the right
AT_ONCE, OF_THE_WAIT = 0.12, 0.1  # share of what can be answered from what is at hand, and how much of the wait is left
STUCK, STUCK_DAYS = 0.07, 150  # share that waits for somebody else, and mean days of that


@dataclass(frozen=True)
class Plan:
    """How many complaints a made-up log has, and how fast they are closed.

    Parameters
    ----------
    received : tuple of int
        Received in the year, by channel.
    open : int
        Open at the year's end.
    mean_days : float
        Mean calendar days from arrival to closing, of those received and closed in the year.
    archived_share : float
        Share of those closed that is archived instead of answered.
    first_stock : int
        Open when the first log of all begins.
    """

    received: tuple[int, ...]
    open: int
    mean_days: float
    archived_share: float
    first_stock: int


def samples(request: Request) -> list[Sample]:
    """The dataset `pengaduan`; regional offices have their own since `FIRST_REGIONAL_YEAR`."""
    if not request.is_main and request.year < FIRST_REGIONAL_YEAR:
        return []
    source = "Jumlah per kanal, selesai, sisa, dan rata-rata lajunya menurut laporan terbitan 2017; isi barisnya acak"
    if request.rows is not None:
        source = "Acak, sebanyak baris yang diminta; kanal, sisa, dan lajunya menyerupai laporan terbitan 2017"
    return [
        Sample(
            "pengaduan",
            raw_rows(log(request), request),
            "synthetic",
            f"Log pengaduan masyarakat {request.year}",
            source if request.is_main else "Acak; menyerupai log kantor pusat",
            "LAPORBKN! (Biro Humas) dan WBS (Kedeputian Wasdal)" if request.is_main else "LAPORBKN!",
            CALIBRATED_TO.get(request.year, ()) if request.is_main and request.rows is None else (),
        )
    ]


def log(request: Request) -> pd.DataFrame:
    """The year's log as codes, before words are put in.

    Returns
    -------
    DataFrame
        One row a complaint, by day of arrival, so that what earlier years left open comes first. Columns: number,
        channel, category, topic, unit, received, closed (NaT where open), archived.
    """
    rng, plan = request.rng("pengaduan"), _plan(request)
    if request.year > (FIRST_YEAR if request.is_main else FIRST_REGIONAL_YEAR):
        before = log(request.in_year(request.year - 1))
        carried = before[before["closed"].isna()].reset_index(drop=True)
    else:
        carried = _old_stock(request, plan, rng)
    still_open = min(round(plan.open * STILL_OPEN_OF_OLD), len(carried))
    if request.rows is not None:
        plan = _enlarged(plan, request.rows, len(carried))
    arrived = _arrivals(request, plan.received, rng)
    still_open = max(still_open, plan.open - len(arrived))
    carried["closed"] = _closing_of_old(request, carried, still_open, rng)
    carried["archived"] = False
    arrived["closed"], arrived["archived"] = _closing_of_new(request, arrived, plan, plan.open - still_open, rng)
    return pd.concat([carried, arrived], ignore_index=True)


def raw_rows(rows: pd.DataFrame, request: Request) -> pd.DataFrame:
    """The log as it stands in the file: words for the codes, and the year's own words for the states.

    Parameters
    ----------
    rows : DataFrame
        What `log` returns.
    request : Request
        The year and office that it is for.
    """
    rng = request.rng("pengaduan/kata")
    is_open = rows["closed"].isna().to_numpy()
    words = {state: word for word, state in reversed(request.params.complaints.statuses.items())}
    age = (np.datetime64(f"{request.year}-12-31") - rows["received"].to_numpy().astype("datetime64[D]")).astype(int)
    untouched = is_open & (rng.exponential(UNTOUCHED_DAYS, len(rows)) > age)
    conditions = [untouched, is_open, rows["archived"].to_numpy()]
    status = np.select(conditions, [0, 1, 2], 3)
    reason = np.where(is_open, draw_by(rng, np.array(REASON_SHARES), rows["category"].to_numpy()), len(REASONS))
    return pd.DataFrame(
        {
            "nomor": np.char.add("0", rows["number"].to_numpy().astype("U10")),
            "kanal": _words(CHANNELS, rows["channel"]),
            "kelas": _words(CLASSES, rows["category"]),
            "topik": _words(TOPICS, rows["topic"]),
            "unit_penangan": _words(CENTRAL if request.is_main else REGIONAL_UNITS, rows["unit"]),
            "tanggal_masuk": rows["received"],
            "tanggal_selesai": rows["closed"],
            "status": _words([words[state] for state in ("received", "open", "archived", "closed")], status),
            "alasan_tertunda": _words([*REASONS, ""], reason),
        }
    )


def _words(words: Sequence[str], codes: Any) -> pd.Categorical[str]:
    """The word of each code; words may be the same, and each is kept once, however many rows have it."""
    distinct = list(dict.fromkeys(words))
    return pd.Categorical.from_codes(np.array([distinct.index(word) for word in words])[codes], pd.Index(distinct))


def _plan(request: Request) -> Plan:
    """Published counts where there are any; the next year's publication says what this year left open."""
    rng = request.rng("pengaduan/rencana")
    regional = not request.is_main
    typical = np.array([120, 0]) if regional else np.array([2450, 260])
    size = np.exp(request.rng("pengaduan/rencana", lasting=True).normal(0, OFFICES_DIFFER)) if regional else 1.0
    received = np.round(typical * request.scale * size * rng.uniform(0.9, 1.1, 2)).astype(int)
    open_at_end = round(int(received.sum()) * rng.uniform(0.09, 0.12))
    mean_days, archived = rng.uniform(13, 17), ARCHIVED_SHARE
    now, following = (_figures(published_figures(year, request.unit)) for year in (request.year, request.year + 1))
    if now:
        received, archived = np.array([now["received-lapor"], now["received-wbs"]]), 0.0
        open_at_end, mean_days = int(now["open"]), _number(now[f"speed-{request.year}"])
    elif following:  # pinned whatever the scale: the published year begins with these rows
        open_at_end = following["closed"] + following["open"] - following["received-lapor"] - following["received-wbs"]
        mean_days = _number(following[f"speed-{request.year}"])
        received = np.maximum(received, typical * open_at_end // 1800)
    return Plan(tuple(received.tolist()), open_at_end, mean_days, archived, round(received.sum() * 0.3))


def _enlarged(plan: Plan, rows: int, carried: int) -> Plan:
    """The plan for a log of so many rows in all, of which those carried over are given."""
    if rows <= carried:
        raise ParameterError(f"log {rows} baris tidak memuat {carried} sisa tahun sebelumnya. Minta lebih banyak baris")
    received = np.array(plan.received)
    shares = np.cumsum(received) * (rows - carried) // received.sum()  # whole numbers that add up
    open_at_end = round(plan.open * rows / (received.sum() + carried))
    return replace(plan, received=tuple(np.diff(shares, prepend=0).tolist()), open=open_at_end)


def _figures(published: dict[str, Any]) -> dict[str, Any]:
    return {entry["id"]: entry.get("value") for entry in published.get("complaints", [])}


def _number(printed: str) -> float:
    return float(printed.replace(",", "."))


def _arrivals(request: Request, received: tuple[int, ...], rng: np.random.Generator) -> pd.DataFrame:
    """What came in during a year: channel, class, topic, unit and day, numbered by channel in order of arrival."""
    year, months = request.year, np.array(MONTHS) * np.exp(rng.normal(0, MONTHS_DIFFER, 12))
    registration = request.params.sscn.registration_months.value
    months[[month - 1 for month in registration]] *= REGISTRATION
    months[[month for month in registration if month < 12 and month + 1 not in registration]] *= AFTERWARDS
    anytime = public_weights(year, months, rng)
    weights = {
        "LAPORBKN!": anytime,
        WBS: anytime * working(year, place_of(request)),
    }  # who blows a whistle meets somebody in office
    by_channel = [
        draw(rng, weights[channel] / weights[channel].sum(), size)
        for channel, size in zip(CHANNELS, received, strict=True)
    ]
    days = days_of(year)[np.concatenate(by_channel)]
    return _numbered(days, np.repeat(np.arange(len(received)), received), rng, request)


def _old_stock(request: Request, plan: Plan, rng: np.random.Generator) -> pd.DataFrame:
    """What the first log begins with: mostly from the last months, some more than a year old.

    Their numbers have gaps, which are what was closed before.
    """
    size, arrived = plan.first_stock, np.array(plan.received)
    age = np.minimum(rng.exponential(95, size).astype(int), 650)
    days = np.busday_offset(np.datetime64(f"{request.year - 1}-12-31") - age, 0, roll="backward")
    stock = _numbered(days, draw(rng, arrived / arrived.sum(), size), rng, request)
    for _, rows in stock.groupby([stock["channel"], stock["received"].dt.year]):
        whole = plan.received[int(rows["channel"].iloc[0])]
        usual = (rows["received"].dt.day_of_year.to_numpy() * whole / 366).astype(int)
        place = np.arange(1, len(rows) + 1)
        running = np.maximum.accumulate(usual - place) + place  # in order, each once
        stock.loc[rows.index, "number"] += np.maximum(running, place) - place
    return stock


def _numbered(received: np.ndarray, channel: np.ndarray, rng: np.random.Generator, request: Request) -> pd.DataFrame:
    order = np.argsort(received, kind="stable")
    received, channel = received[order], channel[order].astype(int)
    category = draw_by(rng, np.array([CLASS_SHARES[name] for name in CHANNELS]), channel)
    month = received.astype("datetime64[M]").astype(int) % 12
    topic = topics(rng, category, channel, month, request.params.sscn.registration_months.value)
    unit = handlers(rng, topic, channel, central=request.is_main)
    frame = pd.DataFrame({"channel": channel, "category": category, "topic": topic, "unit": unit, "received": received})
    year = frame["received"].dt.year.to_numpy()
    running = frame.groupby([frame["channel"], year]).cumcount().to_numpy() + 1
    # digits: channel (two, the first a zero), year (two), running number of that channel and year (seven)
    frame.insert(0, "number", (channel + 1) * 10**9 + (year % 100) * 10**7 + running)
    return frame


def _closing_of_old(request: Request, carried: pd.DataFrame, still_open: int, rng: np.random.Generator) -> np.ndarray:
    """Days on which older complaints are closed: all through the year, more of them in its first half."""
    start = np.datetime64(f"{request.year}-01-01")
    wait = rng.beta(1.1, 1.5, len(carried)) * 355
    closed = closing_dates(np.full(len(carried), start), wait, request.year, rng, place=place_of(request))
    closed[rng.permutation(len(carried))[:still_open]] = np.datetime64("NaT", "D")
    return closed


def _closing_of_new(
    request: Request, arrived: pd.DataFrame, plan: Plan, still_open: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Closing days with the plan's mean, and which rows are archived instead of answered.

    What would have been closed latest stays open; what waits for somebody else, and some disorder, leave older ones
    open too.
    """
    received = arrived["received"].to_numpy().astype("datetime64[D]")
    category, size = arrived["category"].to_numpy(), len(received)
    pace = TYPICAL_DAYS[category] * np.exp(rng.normal(0, TOPICS_DIFFER, len(TOPICS)))[arrived["topic"]]
    wait = pace * np.exp(rng.normal(0, SPREAD, size))
    wait[(category == 0) & (rng.random(size) < AT_ONCE)] *= OF_THE_WAIT
    year, place = request.year, place_of(request)
    last = days_of(year)[working(year, place)][-1]
    crowding = 25 + 400 * (still_open / max(size, 1)) ** 2
    lateness = (received - last).astype(int) + wait + rng.gumbel(0, crowding, size)
    lateness += np.where(rng.random(size) < STUCK, rng.exponential(STUCK_DAYS, size), 0)
    lateness[received > last] = np.inf  # nobody was there any more
    closing = np.ones(size, dtype=bool)
    closing[np.argsort(-lateness, kind="stable")[:still_open]] = False
    archived = closing & (rng.random(size) < plan.archived_share)
    closed = np.full(size, np.datetime64("NaT", "D"))
    closed[archived] = closing_dates(received[archived], wait[archived] * 2, year, rng, place=place)
    answered = closing & ~archived
    closed[answered] = closing_dates(received[answered], wait[answered], year, rng, plan.mean_days, place)
    return closed, archived
