"""Identities: each holds for every report, and a tampered dataset breaks exactly those that it should."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.complaints.flow import BALANCE, Flow
from analysis.complaints.flow import identities as complaint_identities
from laporan.facts.identity import Identity, at_most, parts
from laporan.facts.lineage import Basis, RowSet, Source
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
    ("media_pengikut", _added("followers", 1), {("media", "Pengikut menurut umur = pengikut akhir tahun")}),
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


@given(st.lists(COUNTS, min_size=1), COUNTS)
def test_parts_and_whole_meet_only_where_they_are_equal(each: list[int], more: int) -> None:
    whole = Quantity(sum(each) + more, "laporan")
    assert parts("s", "hukum", "", [Quantity(n, "laporan") for n in each], whole).holds == (more == 0)


@given(COUNTS, COUNTS, COUNTS)
def test_a_balance_holds_for_any_flow_that_balances(carried: int, received: int, closed: int) -> None:
    closed = min(closed, carried + received)
    numbers = (carried, received, closed, 0, carried + received - closed)
    flow = Flow("WBS", *(Quantity(n, "laporan") for n in numbers))
    assert Identity("s", BALANCE, "WBS", flow.handled, flow.closed + flow.open).holds


@given(st.fractions(0, 100))
@settings(max_examples=100)
def test_the_tolerance_is_met_by_every_rounding_half_up(value: Fraction) -> None:
    from laporan.core.formatting import round_half_up
    from laporan.facts.identity import ROUNDING

    left, right = Quantity(round_half_up(value), "indeks"), Quantity(value, "indeks")
    assert Identity("s", "indeks", "", left, right, ROUNDING).holds
    assert not Identity("s", "indeks", "", left, Quantity(value + Fraction(2, 100), "indeks"), ROUNDING).holds


@given(COUNTS, COUNTS)
def test_a_part_is_at_most_its_whole(part: int, whole: int) -> None:
    case = at_most("s", "bagian ≤ keseluruhan", "", Quantity(part, "orang"), Quantity(whole, "orang"))
    assert case.holds == (part <= whole)
    assert case.holds or f"{Quantity(part, 'orang')!r} > {Quantity(whole, 'orang')!r}" in str(case)


def _side(*files: str) -> Quantity:
    rows = RowSet.of([2])
    return Quantity(1, "orang", basis=Basis({Source(f, f, "", "published", f, 1): rows for f in files}))


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        pytest.param(_side("a.csv"), _side("a.csv"), True, id="one-file"),
        pytest.param(_side("a.csv"), _side("b.csv"), False, id="two-files"),
        pytest.param(_side("a.csv", "b.csv"), _side("a.csv"), True, id="one-file-more"),
        pytest.param(_side("a.csv", "b.csv"), _side("a.csv", "c.csv"), False, id="one-file-each"),
        pytest.param(_side("a.csv"), Quantity(1, "orang"), True, id="a-constant"),
        pytest.param("A", "A", True, id="words"),
    ],
)
def test_an_identity_that_restates_its_formula_guards_the_code(left: Any, right: Any, *, code: bool) -> None:
    assert Identity("s", "l", "", left, right).guards_code is code
    assert not Identity("s", "l", "", left, right, rule_of_data=True).guards_code


def test_a_count_in_another_unit_rests_on_the_same_rows() -> None:
    cases = _side("a.csv")
    assert cases.counted_as("permohonan") == Quantity(1, "permohonan")
    assert cases.counted_as("permohonan").basis == cases.basis


def test_units_must_agree_too() -> None:
    assert not Identity("s", "l", "", Quantity(1, "laporan"), Quantity(1, "orang")).holds
    assert not at_most("s", "l", "", Quantity(1, "laporan"), Quantity(2, "orang")).holds
    assert Identity("s", "l", "", "B", "B").holds
    assert not Identity("s", "l", "", Quantity(Decimal(2), "B"), "B").holds
