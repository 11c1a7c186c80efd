"""What made-up complaints are about, which unit handles each, and why some are still open.

All shares are estimates of ours. A topic goes mostly to the unit in charge of it and now and then to another. WBS is
about breaches, whatever their class, and its reports go to one of its two areas, as the publication describes them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.complaints.contract import CHANNELS, WBS

CLASS_SHARES = {"LAPORBKN!": (0.52, 0.45, 0.03), "WBS": (0.05, 0.25, 0.70)}
SELECTION = "Pengadaan CPNS"
TOPICS = (
    "Informasi kepegawaian", "Kenaikan pangkat", "Pensiun", SELECTION, "Data dan status kepegawaian",
    "Layanan kantor regional", "Pengangkatan dalam jabatan", "Disiplin dan kode etik", "Mutasi pegawai",
    "Pelayanan oleh pegawai BKN",
)  # fmt: skip
TOPIC_SHARES = (  # by class; topics in the order of TOPICS
    (0.31, 0.16, 0.12, 0.20, 0.13, 0.08, 0, 0, 0, 0),
    (0.12, 0.28, 0.19, 0.10, 0.14, 0.17, 0, 0, 0, 0),
    (0, 0, 0, 0, 0, 0, 0.42, 0.30, 0.18, 0.10),
)
BREACH = 2  # the class of oversight
PROMOTION_MONTHS = (3, 4, 9, 10)  # promotions take effect in April and October
BUSY_PROMOTION, BUSY_SELECTION, IDLE_SELECTION = 1.5, 2.6, 0.75

HUMAS, MUTASI, INFORMASI, REGIONAL, WASDAL, INSPECTORATE = CENTRAL = (
    "Biro Humas", "Kedeputian Mutasi Kepegawaian", "Kedeputian Sistem Informasi Kepegawaian", "Kantor Regional",
    "Kedeputian Wasdal", "Inspektorat",
)  # fmt: skip
CENTRAL_HANDLERS = {  # what is missing to one goes to the first
    "Informasi kepegawaian": {HUMAS: 0.70, REGIONAL: 0.14, INFORMASI: 0.10, MUTASI: 0.06},
    "Kenaikan pangkat": {MUTASI: 0.73, REGIONAL: 0.17, HUMAS: 0.08, INFORMASI: 0.02},
    "Pensiun": {MUTASI: 0.69, REGIONAL: 0.19, HUMAS: 0.07, INFORMASI: 0.05},
    SELECTION: {INFORMASI: 0.51, HUMAS: 0.31, MUTASI: 0.18},
    "Data dan status kepegawaian": {INFORMASI: 0.65, REGIONAL: 0.22, MUTASI: 0.13},
    "Layanan kantor regional": {REGIONAL: 0.88, HUMAS: 0.07, INSPECTORATE: 0.05},
    "Pengangkatan dalam jabatan": {WASDAL: 0.84, MUTASI: 0.12, REGIONAL: 0.04},
    "Disiplin dan kode etik": {WASDAL: 0.80, INSPECTORATE: 0.15, REGIONAL: 0.05},
    "Mutasi pegawai": {WASDAL: 0.66, MUTASI: 0.29, REGIONAL: 0.05},
    "Pelayanan oleh pegawai BKN": {INSPECTORATE: 0.76, REGIONAL: 0.16, WASDAL: 0.08},
}
OWN_STAFF = "Pelayanan oleh pegawai BKN"
INSPECTED = (0.12, 0.92)  # share of BKN's own inspectors in WBS: of other topics, of its own staff
TRANSFERS, PENSIONS, RECORDS, SUPERVISION, OFFICE_AFFAIRS = REGIONAL_UNITS = (
    "Bidang Mutasi dan Status Kepegawaian", "Bidang Pengangkatan dan Pensiun", "Bidang Informasi Kepegawaian",
    "Bidang Pengembangan dan Supervisi", "Bagian Tata Usaha",
)  # fmt: skip
REGIONAL_HANDLERS = {
    "Informasi kepegawaian": {RECORDS: 0.68, OFFICE_AFFAIRS: 0.20, TRANSFERS: 0.12},
    "Kenaikan pangkat": {TRANSFERS: 0.84, RECORDS: 0.11, OFFICE_AFFAIRS: 0.05},
    "Pensiun": {PENSIONS: 0.86, RECORDS: 0.09, OFFICE_AFFAIRS: 0.05},
    SELECTION: {PENSIONS: 0.66, RECORDS: 0.34},
    "Data dan status kepegawaian": {RECORDS: 0.76, TRANSFERS: 0.24},
    "Layanan kantor regional": {OFFICE_AFFAIRS: 0.78, SUPERVISION: 0.12, RECORDS: 0.10},
    "Pengangkatan dalam jabatan": {SUPERVISION: 0.86, TRANSFERS: 0.14},
    "Disiplin dan kode etik": {SUPERVISION: 0.92, OFFICE_AFFAIRS: 0.08},
    "Mutasi pegawai": {TRANSFERS: 0.55, SUPERVISION: 0.45},
    "Pelayanan oleh pegawai BKN": {OFFICE_AFFAIRS: 0.70, SUPERVISION: 0.30},
}
REASONS = (
    "Data pelapor belum lengkap", "Menunggu jawaban unit kerja", "Menunggu jawaban instansi lain", "Dalam pemeriksaan",
)  # fmt: skip
REASON_SHARES = ((0.71, 0.19, 0.08, 0.02), (0.61, 0.20, 0.16, 0.03), (0.38, 0.09, 0.15, 0.38))  # by class
UNTOUCHED_DAYS = 20  # mean age of what nobody has begun with


def draw(rng: np.random.Generator, shares: np.ndarray | Sequence[float], size: int) -> np.ndarray:
    """Codes 0, 1, … with the given shares.

    Parameters
    ----------
    rng : Generator
        The source of chance.
    shares : ndarray or sequence of float
        Of each code; they add up to one.
    size : int
        How many.
    """
    return np.searchsorted(np.cumsum(shares)[:-1], rng.random(size), side="right").astype(np.int16)


def draw_by(rng: np.random.Generator, shares: np.ndarray, group: np.ndarray) -> np.ndarray:
    """A code for each row, with the shares of its group.

    Parameters
    ----------
    rng : Generator
        The source of chance.
    shares : ndarray, shape (groups, codes)
        A line adds up to one.
    group : ndarray of int
        The group of each row.
    """
    bounds, chance = np.cumsum(shares, axis=1)[:, :-1], rng.random(len(group))
    codes = np.zeros(len(group), dtype=np.int8)
    for bound in bounds.T:  # a column at a time: a log of millions is never a matrix
        codes += chance > bound[group]
    return codes


def topics(
    rng: np.random.Generator,
    category: np.ndarray,
    channel: np.ndarray,
    month: np.ndarray,
    registration: Sequence[int],
) -> np.ndarray:
    """What each complaint is about: places in `TOPICS`.

    Parameters
    ----------
    rng : Generator
        The source of chance.
    category, channel, month : ndarray of int
        Its class, by which channel it came, and in which month, from 0 for January.
    registration : sequence of int
        Months in which applicants register, from 1.
    """
    shares = np.repeat(np.array(TOPIC_SHARES)[:, np.newaxis, :], 12, axis=1)
    for number in range(1, 13):
        selection = BUSY_SELECTION if number in registration else IDLE_SELECTION
        shares[:, number - 1, TOPICS.index(SELECTION)] *= selection
        if number in PROMOTION_MONTHS:
            shares[:, number - 1, TOPICS.index("Kenaikan pangkat")] *= BUSY_PROMOTION
    shares /= shares.sum(axis=2, keepdims=True)
    about = np.where(channel == CHANNELS.index(WBS), BREACH, category.astype(int))
    return draw_by(rng, shares.reshape(-1, len(TOPICS)), about * 12 + month)


def handlers(rng: np.random.Generator, topic: np.ndarray, channel: np.ndarray, *, central: bool) -> np.ndarray:
    """The unit that handles each complaint: places in `CENTRAL`, or in `REGIONAL_UNITS`.

    Parameters
    ----------
    rng : Generator
        The source of chance.
    topic, channel : ndarray of int
        What it is about, and by which channel it came.
    central : bool
        Whether the head office handles it.
    """
    units, known = (CENTRAL, CENTRAL_HANDLERS) if central else (REGIONAL_UNITS, REGIONAL_HANDLERS)
    shares = np.array([[known[name].get(unit, 0.0) for unit in units] for name in TOPICS])
    unit = draw_by(rng, shares, topic)
    if central:
        inspected = np.array([INSPECTED[name == OWN_STAFF] for name in TOPICS])
        areas = np.where(rng.random(len(topic)) < inspected[topic], CENTRAL.index(INSPECTORATE), CENTRAL.index(WASDAL))
        unit = np.where(channel == CHANNELS.index(WBS), areas, unit)
    return unit.astype(np.int8)
