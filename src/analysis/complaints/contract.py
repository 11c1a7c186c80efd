"""Dataset of complaints: one row a complaint, without personal data.

The log of a year holds what came in during that year and what earlier years left open, with the state of each
complaint at the end of the year. What it leaves open is, row by row, what the next year's log begins with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from laporan.cache import read_tracking
from laporan.cache.read_tracking import noting_cache
from laporan.core import paths
from laporan.data.contracts import Column, Contract, Leftover, RowCheck, RowsAtHome
from laporan.data.plausibility import gaps
from laporan.data.row_rules import follows
from laporan.project.parameters import load_parameters

WBS = "WBS"
CHANNELS = ("LAPORBKN!", WBS)
WBS_AREAS = ("Kedeputian Wasdal", "Inspektorat")  # civil servants of all agencies; BKN's own
CLASSES = ("Permintaan informasi dan aspirasi", "Tidak berkadar pengawasan", "Berkadar pengawasan")
SETTLED = ("closed", "archived")


def complaint_log(year: int) -> Contract:
    """Contract of the log of `year`: nothing in it came in later, or was closed in another year."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Contract(
        name="pengaduan",
        compared=True,
        rows_at_home=RowsAtHome("channel", (WBS,), "laporan", "pelapor lewat kanal itu tidak boleh dapat dicari"),
        title="Log pengaduan masyarakat",
        columns=(
            Column("number", "nomor", pattern="[0-9]{11}", unique=True, example=f"01{year % 100:02d}0000001"),
            Column("channel", "kanal", choices=CHANNELS),
            Column("category", "kelas", choices=CLASSES),
            Column("topic", "topik", example="Kenaikan pangkat"),
            Column("office", "unit_penangan", public=True, example="Kedeputian Mutasi"),
            Column("received", "tanggal_masuk", "date", maximum=last),
            Column("closed", "tanggal_selesai", "date", optional=True, minimum=first, maximum=last),
            Column("status", "status", public=True, example=_open_word(year)),
            Column("reason", "alasan_tertunda", optional=True, public=True),
        ),
        checks=(*_status_checks(year), *DATE_CHECKS),
        # what came in during the year, by channel
        soft_checks=(gaps("number", f"([0-9]{{2}}{year % 100:02d})([0-9]{{7}})"),),
        leftover=_leftover(year),
    )


def states(year: int) -> dict[str, str]:
    """What each status word of the year's log means, as its parameters say.

    Returns
    -------
    dict of str to str
        Word to state ("received", "open", "closed", "archived"); empty for a year without parameters.
    """
    path = paths.params() / f"{year}.yml"
    written = read_tracking.last_written(path)
    return _states(year, written) if written else {}


def _leftover(year: int) -> Leftover:
    """What the log of the year before leaves open, in this year's words for the same states."""

    def is_left(rows: pd.DataFrame) -> pd.Series:
        return ~rows["status"].map(states(year - 1)).isin(SETTLED)

    def is_old(rows: pd.DataFrame) -> pd.Series:
        return rows["received"] < pd.Timestamp(year, 1, 1)

    def as_now(rows: pd.DataFrame) -> pd.DataFrame:
        word = {then: _word_now(then, state, states(year)) for then, state in states(year - 1).items()}
        return rows.assign(status=rows["status"].map(word))

    return Leftover("number", is_left, is_old, as_now)


def _word_now(then: str, state: str, now: Mapping[str, str]) -> str:
    """The word itself where it means the same this year; else this year's first word for that state."""
    same = [word for word, meaning in now.items() if meaning == state]
    return then if then in same or not same else same[0]


def _open_word(year: int) -> str:
    """A status of a complaint that is not settled, as an example; '' where the year declares none."""
    return next((word for word, state in states(year).items() if state not in SETTLED), "")


@noting_cache
def _states(year: int, _changed: int) -> dict[str, str]:
    return dict(load_parameters(year).complaints.statuses)


def _reason_only_where_open(rows: pd.DataFrame) -> pd.Series:
    return rows["reason"].isna() | rows["closed"].isna()


def _numbered_in_its_year(rows: pd.DataFrame) -> pd.Series:
    """The third and fourth digit of a number are the year in which the complaint came in.

    SP4N-LAPOR!'s tracking ID, seven digits behind four zeros, tells no year.
    """
    years = pd.to_numeric(rows["number"].astype("str").str.extract("^(?!0000)[0-9]{2}([0-9]{2})[0-9]{7}$")[0])
    return years.isna() | rows["received"].isna() | (years == rows["received"].dt.year % 100)


DATE_CHECKS = (
    RowCheck(
        "number",
        _numbered_in_its_year,
        "tahun dalam nomor (angka ke-3 dan ke-4) berbeda dari tahun tanggal masuk",
        "Perbaiki nomor atau tanggal_masuk di baris itu",
    ),
    follows("closed", "received", "tanggal selesai mendahului tanggal masuk"),
    RowCheck(
        "reason",
        _reason_only_where_open,
        "alasan tertunda diisi padahal laporan sudah selesai",
        "Kosongkan alasan_tertunda, atau hapus tanggal_selesai bila laporan belum selesai",
    ),
)


def _status_checks(year: int) -> tuple[RowCheck, ...]:
    words = states(year)  # once a contract, not once a check

    def known(rows: pd.DataFrame) -> pd.Series:
        return rows["status"].isin(list(words))

    def settled(rows: pd.DataFrame) -> pd.Series:
        return rows["status"].map(words).isin(SETTLED)

    def dated_where_settled(rows: pd.DataFrame) -> pd.Series:
        return ~known(rows) | (rows["closed"].notna() == settled(rows))

    return (
        RowCheck(
            "status",
            known,
            "kata status tidak dikenal",
            f"Perbaiki sel itu, atau daftarkan kata itu di params/{year}.yml: complaints.statuses",
        ),
        RowCheck(
            "status",
            dated_where_settled,
            "status dan tanggal selesai tidak cocok",
            "Laporan yang selesai atau diarsipkan wajib bertanggal selesai; yang belum selesai tidak boleh",
        ),
    )


CONTRACTS = (complaint_log,)
