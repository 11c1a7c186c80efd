"""Identities: each holds for every report, and a tampered dataset breaks exactly those that it should."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.complaints.flow import BALANCE, Flow
from analysis.complaints.flow import identities as complaint_identities
from laporan.facts.identity import Identity
from laporan.facts.quantity import Quantity
from laporan.notebook import identities
from laporan.notebook.report import Report, open_report
from laporan.notebook.results import Results

REPORTS = [(2016, "pusat"), (2017, "pusat"), (2018, "pusat"), (2018, "kanreg-10"), (2018, "kanreg-11")]
Tamper = Callable[[pd.DataFrame], pd.DataFrame]


@cache
def checked(year: int, unit: str) -> identities.Checked:
    return identities.check(Results(open_report(year, unit)))


@pytest.mark.parametrize(("year", "unit"), REPORTS)
def test_every_identity_holds(year: int, unit: str) -> None:
    found = checked(year, unit)
    assert found.breaches == ()
    assert found.held == found.all
    assert {item.section for item in found.identities} >= {"pengaduan", "pkt", "skm", "kpo-ppo"}


def test_the_head_office_has_identities_for_every_subject() -> None:
    assert {item.section for item in checked(2017, "pusat").identities} == set(identities.sections_in_order())


def test_every_case_stands_alone() -> None:
    names = [(item.section, item.law, item.case) for item in checked(2017, "pusat").identities]
    assert len(names) == len(set(names))


def test_the_first_year_has_nothing_to_carry_over_from() -> None:
    assert not [item for item in checked(2016, "pusat").identities if "tahun sebelumnya" in item.law]


def _added(column: str, extra: int, **where: str) -> Tamper:
    """One more in the first row that fits."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        rows = frame
        for name, value in where.items():
            rows = rows[rows[name] == value]
        made = frame.copy()
        made.loc[rows.index[0], column] += extra
        return made

    return change


def _dropped(frame: pd.DataFrame) -> pd.DataFrame:
    """Without its last row that is carried over."""
    return frame.drop(index=frame[frame["received"] < pd.Timestamp(2017, 1, 1)].index[-1])


def _renamed(column: str, value: str) -> Tamper:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        made = frame.copy()
        made.loc[made.index[0], column] = value
        return made

    return change


def _followed_too_early(frame: pd.DataFrame) -> pd.DataFrame:
    made = frame.copy()
    made.loc[made["status"] == "Selesai", "date"] = pd.Timestamp(2017, 1, 2)
    return made


def _fewer_servants_than_users(frame: pd.DataFrame) -> pd.DataFrame:
    made = frame.copy()
    made.loc[made.index[0], "servants"] = made["users"].iloc[0] - 1
    return made


def _forwarded(frame: pd.DataFrame) -> pd.DataFrame:
    """A complaint of WBS is handled outside its two areas."""
    made = frame.copy()
    made.loc[frame.index[frame["channel"] == "WBS"][0], "office"] = "Biro Humas"
    return made


def _without_first(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(index=frame.index[0])


CASES = [
    ("ncsis_provinsi", _added("users", 1), {("ncsis", "Pengguna menurut provinsi = pengguna aktif instansi daerah")}),
    ("media_pengikut", _added("followers", 1), set()),
    ("media_siaran_pers", _renamed("topic", "Lain"), {("media", "Jumlah pokok = semua siaran pers")}),
    (
        "sop",
        _without_first,
        {("sop", "SOP dalam daftar = SOP menurut bagian")},
    ),
    ("pkt", _renamed("rating", "Netral"), {("pkt", "Jumlah penilaian = responden")}),
    ("ncsis_provinsi", _renamed("island", "Atlantis"), {("ncsis", "Jumlah wilayah = Indonesia")}),
    ("ncsis_modul", _renamed("group", "Lain"), {("ncsis", "Modul pelayanan + pendukung = semua hak akses")}),
    ("pengaduan", _dropped, {("pengaduan", "Sisa awal = sisa akhir tahun sebelumnya")}),
    (
        "pengaduan",
        _renamed("channel", "Surat"),
        {("pengaduan", "Jumlah kanal = semua laporan")},
    ),
    ("pengaduan", _forwarded, {("wbs-ews", "Laporan kedua area = semua laporan WBS")}),
    (
        "helpdesk_kanal",
        _added("requests", 10**6, channel="LAPORBKN!"),
        {("helpdesk", "Permohonan melalui kanal pengaduan ≤ laporan masuk pada kanal itu")},
    ),
    ("helpdesk_masalah", _added("cases", 10**9), {("helpdesk", "Kasus yang dicatat ≤ permohonan")}),
    ("ncsis_modul", _added("grants", 10**6), {("ncsis", "Hak akses satu modul ≤ pengguna aktif")}),
    (
        "ncsis_provinsi",
        _fewer_servants_than_users,
        {("ncsis", "Pengguna aktif ≤ PNS daerah")},
    ),
    ("iso_tindak_lanjut", _followed_too_early, {("audit-surveilans", "Tindak lanjut sebelum audit = tidak ada")}),
    ("pelatihan", _renamed("office", "Luar"), {("pelatihan", "Pusat + daerah = peserta")}),
    (
        "organisasi",
        _added("offices", 1),
        {("latar-belakang", "Kantor regional dalam data KPO dan PPO = kantor regional")},
    ),
]


@pytest.mark.parametrize(
    ("dataset", "tamper", "broken"), CASES, ids=[f"{name}-{n}" for n, (name, *_) in enumerate(CASES)]
)
def test_a_tampered_dataset_breaks_exactly_its_own(
    monkeypatch: pytest.MonkeyPatch, dataset: str, tamper: Tamper, broken: set[tuple[str, str]]
) -> None:
    load, fingerprint = Report.load, Report.fingerprint

    def tampered(report: Report, name: str, columns: Sequence[str] | None = None, **_how: bool) -> pd.DataFrame:
        frame = load(report, name)
        frame = tamper(frame) if (name, report.year) == (dataset, 2017) else frame
        return frame if columns is None else frame[list(columns)]

    monkeypatch.setattr(Report, "load", tampered)
    monkeypatch.setattr(Report, "fingerprint", lambda *asked: f"{fingerprint(*asked)} {id(tamper)}")
    found = identities.check(Results(open_report(2017)))
    assert {(item.section, item.law) for item in found.breaches} == broken


def test_each_case_that_guards_code_is_told_apart_from_those_that_test_data() -> None:
    found = checked(2017, "pusat")
    tested = {(item.section, item.law) for item in found.identities if not item.guards_code}
    assert ("pengaduan", "Sisa awal = sisa akhir tahun sebelumnya") in tested
    assert ("sop", "SOP dalam daftar = SOP menurut bagian") in tested
    assert ("pengaduan", BALANCE) not in tested
    assert found.of_data + found.of_code == found.all
    assert found.table()["Semua", "Menjaga kode"] == found.of_code
    assert str(found).startswith(f"{found.all} kesamaan diperiksa: ")


def test_a_breach_names_section_law_case_and_both_sides() -> None:
    flow = Results(open_report(2018, "kanreg-10")).complaints
    wrong = replace(flow, all=replace(flow.all, closed=flow.all.closed + 1))
    breach = next(item for item in complaint_identities(wrong) if not item.holds)
    assert str(breach).startswith(f"pengaduan, {BALANCE} (Semua laporan): ")
    assert str(breach).count("laporan") > 2
    assert "≠" in str(breach)


COUNTS = st.integers(0, 10**6)


@given(COUNTS, COUNTS, COUNTS)
def test_a_balance_holds_for_any_flow_that_balances(carried: int, received: int, closed: int) -> None:
    closed = min(closed, carried + received)
    numbers = (carried, received, closed, 0, carried + received - closed)
    flow = Flow("WBS", *(Quantity(n, "laporan") for n in numbers))
    assert Identity("s", BALANCE, "WBS", flow.handled, flow.closed + flow.open).holds
