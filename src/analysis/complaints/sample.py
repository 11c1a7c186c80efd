"""A made-up complaint log, one row a complaint, calibrated to the published totals.

A year begins with exactly the rows that the year before left open: the log of the year before is made first,
back to the first year, whose own beginning is made up. Where the counts of a year are published they are met to
the row; otherwise they are of the same order, times `Request.scale`. Where a number of rows is asked for
(`Request.rows`), the log keeps the proportions and what it carries over. All of it is done by whole columns of
numpy: four million rows take seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.complaints.contract import CHANNELS, CLASSES, WBS
from analysis.complaints.sample_durations import closing_dates
from laporan.core.errors import ParameterError
from laporan.data.samples import Request, Sample, published_figures

CALIBRATED_TO = {
    2016: ("laju-2016", "percepatan"),
    2017: ("masuk-lapor", "masuk-wbs", "selesai", "tersisa", "laju-2017", "percepatan"),
}
FIRST_YEAR = 2016
FIRST_REGIONAL_YEAR = 2018
ARCHIVED_SHARE = 0.02
STILL_OPEN_OF_OLD = 0.15  # of what is open at the end of a year, this much came in before it
SUBMITTED_ON_WEEKEND = 0.35  # against one on a weekday
MONTH_WEIGHTS = np.array([7.4, 7.1, 8.3, 7.9, 7.8, 6.5, 8.2, 10.4, 12.3, 9.5, 8.0, 6.6])
CLASS_SHARES = {"LAPORBKN!": (0.52, 0.45, 0.03), "WBS": (0.05, 0.25, 0.70)}
TYPICAL_DAYS = np.array([6.5, 14.0, 31.0])  # median by class, before calibration
SPREAD = 0.78  # of the logarithm: a long tail to the right
TOPICS = (
    ("Informasi kepegawaian", 0.24, "Biro Humas", "Bidang Informasi Kepegawaian"),
    ("Kenaikan pangkat", 0.21, "Kedeputian Mutasi Kepegawaian", "Bidang Mutasi dan Status Kepegawaian"),
    ("Pensiun", 0.15, "Kedeputian Mutasi Kepegawaian", "Bidang Pengangkatan dan Pensiun"),
    ("Pengadaan CPNS", 0.14, "Kedeputian Sistem Informasi Kepegawaian", "Bidang Pengangkatan dan Pensiun"),
    ("Data dan status kepegawaian", 0.13, "Kedeputian Sistem Informasi Kepegawaian", "Bidang Informasi Kepegawaian"),
    ("Layanan kantor regional", 0.13, "Kantor Regional", "Bagian Tata Usaha"),
)
OVERSIGHT_TOPICS = (
    ("Pengangkatan dalam jabatan", 0.42, "Kedeputian Wasdal", "Bidang Pengembangan dan Supervisi"),
    ("Disiplin dan kode etik", 0.30, "Kedeputian Wasdal", "Bidang Pengembangan dan Supervisi"),
    ("Mutasi pegawai", 0.18, "Kedeputian Wasdal", "Bidang Pengembangan dan Supervisi"),
    ("Pelayanan oleh pegawai BKN", 0.10, "Inspektorat", "Bagian Tata Usaha"),
)
REASONS = (
    ("Data pelapor belum lengkap", 0.64),
    ("Menunggu jawaban unit kerja", 0.18),
    ("Menunggu jawaban instansi lain", 0.12),
    ("Dalam pemeriksaan", 0.06),
)


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
        channel, category, topic, received, closed (NaT where open), archived.
    """
    rng, plan = request.rng("pengaduan"), _plan(request)
    if request.year > (FIRST_YEAR if request.is_main else FIRST_REGIONAL_YEAR):
        before = log(request.in_year(request.year - 1))
        carried = before[before["closed"].isna()].reset_index(drop=True)
    else:
        carried = _old_stock(request.year, plan, rng)
    still_open = min(round(plan.open * STILL_OPEN_OF_OLD), len(carried))
    if request.rows is not None:
        plan = _enlarged(plan, request.rows, len(carried))
    arrived = _arrivals(request.year, plan.received, rng)
    still_open = max(still_open, plan.open - len(arrived))
    carried["closed"] = _closing_of_old(request.year, carried, still_open, rng)
    carried["archived"] = False
    arrived["closed"], arrived["archived"] = _closing_of_new(request.year, arrived, plan, plan.open - still_open, rng)
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
    topics, central = (*TOPICS, *OVERSIGHT_TOPICS), request.is_main
    is_open = rows["closed"].isna().to_numpy()
    words = {state: word for word, state in reversed(request.params.complaints.statuses.items())}
    untouched = is_open & (rng.random(len(rows)) < 0.2)
    conditions = [untouched, is_open, rows["archived"].to_numpy()]
    status = np.select(conditions, [0, 1, 2], 3)
    reason = np.where(is_open, _draw(rng, [p for _, p in REASONS], len(rows)), len(REASONS))
    return pd.DataFrame(
        {
            "nomor": np.char.add("0", rows["number"].to_numpy().astype("U10")),
            "kanal": _words(CHANNELS, rows["channel"]),
            "kelas": _words(CLASSES, rows["category"]),
            "topik": _words([name for name, *_ in topics], rows["topic"]),
            "unit_penangan": _words([main if central else regional for *_, main, regional in topics], rows["topic"]),
            "tanggal_masuk": rows["received"],
            "tanggal_selesai": rows["closed"],
            "status": _words([words[state] for state in ("received", "open", "archived", "closed")], status),
            "alasan_tertunda": _words([*(name for name, _ in REASONS), ""], reason),
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
    typical = np.array([190, 0]) if regional else np.array([2450, 260])
    received = np.round(typical * request.scale * rng.uniform(0.9, 1.1)).astype(int)
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


def _draw(rng: np.random.Generator, shares: Any, size: int) -> np.ndarray:
    """Codes 0, 1, … with the given shares."""
    return np.searchsorted(np.cumsum(shares)[:-1], rng.random(size), side="right")


def _arrivals(year: int, received: tuple[int, ...], rng: np.random.Generator) -> pd.DataFrame:
    """What came in during a year: channel, class, topic and day, numbered by channel in order of arrival."""
    days = np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]")
    month = days.astype("datetime64[M]").astype(int) % 12
    weight = MONTH_WEIGHTS[month] * np.where(np.is_busday(days), 1.0, SUBMITTED_ON_WEEKEND)
    size = sum(received)
    return _numbered(days[_draw(rng, weight / weight.sum(), size)], np.repeat(np.arange(len(received)), received), rng)


def _old_stock(year: int, plan: Plan, rng: np.random.Generator) -> pd.DataFrame:
    """What the first log begins with: mostly from the last months, some more than a year old."""
    size, arrived = plan.first_stock, np.array(plan.received)
    age = np.minimum(rng.exponential(95, size).astype(int), 650)
    channel = _draw(rng, arrived / arrived.sum(), size)
    return _numbered(np.datetime64(f"{year - 1}-12-31") - age, channel, rng)


def _numbered(received: np.ndarray, channel: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    order = np.argsort(received, kind="stable")
    received, channel = received[order], channel[order]
    category, topic = np.zeros(len(order), dtype=np.int8), np.zeros(len(order), dtype=np.int8)
    for code, name in enumerate(CHANNELS):
        mine = channel == code
        category[mine] = _draw(rng, CLASS_SHARES[name], int(mine.sum()))
    oversight = (category == len(CLASSES) - 1) | (channel == CHANNELS.index(WBS))
    topic[~oversight] = _draw(rng, [share for _, share, *_ in TOPICS], int((~oversight).sum()))
    topic[oversight] = len(TOPICS) + _draw(rng, [share for _, share, *_ in OVERSIGHT_TOPICS], int(oversight.sum()))
    frame = pd.DataFrame({"channel": channel, "category": category, "topic": topic, "received": received})
    year = frame["received"].dt.year.to_numpy()
    running = frame.groupby([frame["channel"], year]).cumcount().to_numpy() + 1
    # digits: channel (two, the first a zero), year (two), running number of that channel and year (seven)
    frame.insert(0, "number", (channel + 1) * 10**9 + (year % 100) * 10**7 + running)
    return frame


def _closing_of_old(year: int, carried: pd.DataFrame, still_open: int, rng: np.random.Generator) -> np.ndarray:
    """Days on which older complaints are closed: all through the year, more of them in its first half."""
    start = np.datetime64(f"{year}-01-01")
    wait = rng.beta(1.1, 1.5, len(carried)) * 355
    closed = closing_dates(np.full(len(carried), start), wait, year)
    closed[rng.permutation(len(carried))[:still_open]] = np.datetime64("NaT", "D")
    return closed


def _closing_of_new(
    year: int, arrived: pd.DataFrame, plan: Plan, still_open: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Closing days with the plan's mean, and which rows are archived instead of answered.

    What would have been closed latest stays open; some disorder leaves older ones open too.
    """
    received = arrived["received"].to_numpy().astype("datetime64[D]")
    wait = TYPICAL_DAYS[arrived["category"]] * np.exp(rng.normal(0, SPREAD, len(received)))
    last = np.datetime64(f"{year}-12-31")
    crowding = 25 + 400 * (still_open / max(len(received), 1)) ** 2
    lateness = (received - last).astype(int) + wait + rng.gumbel(0, crowding, len(received))
    closing = np.ones(len(received), dtype=bool)
    closing[np.argsort(-lateness, kind="stable")[:still_open]] = False
    archived = closing & (rng.random(len(received)) < plan.archived_share)
    closed = np.full(len(received), np.datetime64("NaT", "D"))
    closed[archived] = closing_dates(received[archived], wait[archived] * 2, year)
    answered = closing & ~archived
    closed[answered] = closing_dates(received[answered], wait[answered], year, plan.mean_days, rng)
    return closed, archived
