"""Made-up data: what different datasets say of the same thing agrees, and none of it looks drawn from a hat.

Each look is one that a reader of the raw files would take, and that earlier made-up data did not stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest

from analysis.methods.regulations import load_regulation
from analysis.methods.sample_answers import draw_answers
from analysis.methods.sample_days import days_of, office_day, public_weights, working
from analysis.methods.working_days import holidays_of, is_working_day
from analysis.satisfaction.sample import ABOUT, PROCESS, STAFF
from analysis.satisfaction.sample_respondents import attitude, draw_people
from laporan.data.package import resources
from laporan.data.samples import make_request
from laporan.notebook.report import open_report
from laporan.notebook.results import Results
from laporan.project.parameters import load_parameters, load_units

YEARS = (2016, 2017, 2018)
MADE = sorted({(entry.year, entry.unit) for year in YEARS for entry in resources(year)})
EVERY_YEAR = pytest.mark.parametrize("year", YEARS)
EVERY_REPORT = pytest.mark.parametrize(("year", "unit"), MADE, ids=[f"{year}-{unit}" for year, unit in MADE])


def raw(dataset: str, year: int, unit: str = "pusat") -> pd.DataFrame:
    (path,) = (entry.path for entry in resources(year, unit) if entry.dataset == dataset)
    return pd.read_csv(path, parse_dates=True)


def log(year: int, unit: str = "pusat") -> pd.DataFrame:
    rows = raw("pengaduan", year, unit)
    return rows.assign(**{name: pd.to_datetime(rows[name]) for name in ("tanggal_masuk", "tanggal_selesai")})


def arrived(year: int) -> pd.DataFrame:
    rows = log(year)
    return rows[rows["tanggal_masuk"].dt.year == year]


def correlations(answers: pd.DataFrame, group: Callable[[str], object]) -> tuple[float, float]:
    """Mean correlation of two questions of one group, and of two groups; questions of group None are left out."""
    found = answers.corr()
    grouped = [name for name in answers if group(name) is not None]
    pairs = [(found.loc[a, b], group(a) == group(b)) for a, b in combinations(grouped, 2)]
    return tuple(float(np.mean([value for value, same in pairs if same is wanted])) for wanted in (True, False))


# --- two datasets that speak of one thing -----------------------------------------------------------------


@EVERY_YEAR
def test_wbs_reports_belong_to_its_two_areas(year: int) -> None:
    rows = log(year)
    assert set(rows.loc[rows["kanal"] == "WBS", "unit_penangan"]) == {"Kedeputian Wasdal", "Inspektorat"}


@EVERY_YEAR
def test_the_helpdesk_counts_no_more_questions_through_laporbkn_than_the_log_has(year: int) -> None:
    channels, rows = raw("helpdesk_kanal", year).set_index("kanal")["permohonan"], arrived(year)
    asked = (
        (rows["kanal"] == "LAPORBKN!") & (rows["topik"] == "Pengadaan CPNS") & rows["kelas"].str.contains("informasi")
    )
    assert 0 < channels["LAPORBKN!"] <= asked.sum()
    assert raw("helpdesk_masalah", year)["jumlah"].sum() <= channels.sum()


@EVERY_YEAR
def test_no_module_and_no_province_has_more_users_than_there_are(year: int) -> None:
    users, modules, provinces = (raw(f"ncsis_{name}", year) for name in ("pengguna", "modul", "provinsi"))
    assert modules["hak_akses"].max() <= users.loc[users["status"] == "Aktif", "pengguna"].sum()
    assert (provinces["pengguna_aktif"] <= provinces["pns_daerah"]).all()


OFFICES = [(year, unit) for year, unit in MADE if unit != "pusat"]


@pytest.mark.parametrize(("year", "unit"), OFFICES, ids=[f"{year}-{unit}" for year, unit in OFFICES])
def test_an_office_counts_what_the_head_office_counts_of_it(year: int, unit: str) -> None:
    whole = raw("kpo_ppo", year)
    of_the_office = whole[whole["kantor"] == unit].reset_index(drop=True)
    pd.testing.assert_frame_equal(of_the_office, raw("kpo_ppo", year, unit))


def test_offices_log_no_more_than_the_head_office_passed_to_them() -> None:
    for year in {year for year, _ in OFFICES}:
        own = sum(len(log(year, unit)) for known, unit in OFFICES if known == year)
        assert own <= (log(year)["unit_penangan"] == "Kantor Regional").sum()


# --- days -------------------------------------------------------------------------------------------------


@EVERY_YEAR
def test_nobody_blows_the_whistle_while_offices_are_closed(year: int) -> None:
    rows = arrived(year)
    assert all(is_working_day(day.date(), "Jakarta") for day in rows.loc[rows["kanal"] == "WBS", "tanggal_masuk"])


@EVERY_REPORT
def test_complaints_are_closed_on_working_days_and_on_all_of_them_alike(year: int, unit: str) -> None:
    closed = log(year, unit)["tanggal_selesai"].dropna()
    assert all(is_working_day(day.date(), load_units()[unit].place) for day in closed)
    assert closed.dt.day_of_week.value_counts(normalize=True).max() < 1 / 3


@EVERY_YEAR
def test_the_public_writes_less_while_offices_are_closed_and_more_after_lebaran(year: int) -> None:
    rngs = (np.random.Generator(np.random.PCG64(seed)) for seed in range(40))
    usual = np.mean([public_weights(year, np.ones(12), rng) for rng in rngs], axis=0)  # the news cancel out
    opened, days = working(year), days_of(year)
    feast = next(day for day, name in holidays_of(year).items() if name == "Hari kedua dari Hari Raya Idul Fitri")
    (first,) = np.flatnonzero(opened & (days > np.datetime64(feast)))[:1]
    assert usual[~opened].max() < usual[opened].mean()
    assert usual[first] > 1.2 * usual[opened].mean()
    assert usual[opened][-5:].mean() < usual[opened].mean()
    by_day = arrived(year)["tanggal_masuk"].value_counts()
    received = by_day.reindex(pd.DatetimeIndex(days), fill_value=0).to_numpy()
    assert received[~opened].mean() < received[opened].mean() / 2


@EVERY_YEAR
def test_days_are_not_alike_as_those_of_independent_letters_would_be(year: int) -> None:
    by_day = arrived(year)["tanggal_masuk"].value_counts()
    weekdays = by_day[by_day.index.day_of_week < 5]
    assert weekdays.var() > 1.5 * weekdays.mean()


@EVERY_YEAR
def test_months_in_which_applicants_register_bring_questions_about_the_selection(year: int) -> None:
    registration = load_parameters(year).sscn.registration_months.value
    rows = arrived(year)
    rows = rows[rows["kanal"] == "LAPORBKN!"]
    about = (rows["topik"] == "Pengadaan CPNS").groupby(rows["tanggal_masuk"].dt.month).mean()
    assert all(about[month] > about.drop(registration).mean() for month in registration)


DATED = {
    "media_siaran_pers": "tanggal",
    "iso_tindak_lanjut": "tanggal",
    "sop": "tanggal_penetapan",
    "bukti": "tanggal",
    "sosialisasi": "tanggal",
}


@EVERY_YEAR
@pytest.mark.parametrize("dataset", DATED)
def test_what_offices_do_is_done_on_working_days(year: int, dataset: str) -> None:
    made = [entry for entry in resources(year, "pusat") if (entry.dataset, entry.kind) == (dataset, "synthetic")]
    days = [pd.Timestamp(day).date() for entry in made for day in pd.read_csv(entry.path)[DATED[dataset]].dropna()]
    assert [day for day in days if office_day(day) != day] == []


# --- people and what they answer --------------------------------------------------------------------------


@EVERY_YEAR
def test_questions_of_one_dimension_hang_together_more_than_those_of_two(year: int) -> None:
    answers = raw("integritas", year).filter(regex=r"^D\d")
    within, between = correlations(answers, lambda name: name.split("_")[0])
    assert within > between + 0.05 > 0.15


@EVERY_REPORT
def test_satisfaction_has_the_staff_and_the_process_as_factors(year: int, unit: str) -> None:
    answers = raw("skm", year, unit).filter(regex=r"^U\d")
    about = dict(zip(answers, ABOUT[len(answers.columns)], strict=True))
    within, between = correlations(answers, about.__getitem__)
    assert within > between + 0.05 > 0.15


@EVERY_REPORT
def test_what_satisfies_somebody_is_a_little_more_important_to_that_person(year: int, unit: str) -> None:
    answers = raw("skm", year, unit)
    content, important = (answers.filter(regex=rf"^{letter}\d").mean(axis=1) for letter in "UK")
    assert 0 < np.corrcoef(content, important)[0, 1] < 0.6


def people(size: int = 20_000) -> tuple[dict[str, np.ndarray], np.ndarray]:
    rng = np.random.Generator(np.random.PCG64(1))
    found = draw_people(rng, size, central=True)
    return found, attitude(rng, found)


def test_who_respondents_are_shows_a_little_in_what_they_answer() -> None:
    traits, content = people()
    for trait, codes in traits.items():
        means = np.array([content[codes == code].mean() for code in range(codes.max() + 1)])
        parts = np.bincount(codes) / len(codes)
        explained = (parts * (means - content.mean()) ** 2).sum() / content.var()
        assert 0.0005 < explained < 0.05, trait


def test_young_respondents_rarely_hold_a_masters_degree() -> None:
    traits, _ = people()
    masters = traits["pendidikan"] == 3
    assert masters[traits["kelompok_usia"] == 0].mean() < masters[traits["kelompok_usia"] == 1].mean() / 1.5


def test_answers_meet_their_sums_whatever_the_groups() -> None:
    rng, scale = np.random.Generator(np.random.PCG64(1)), load_regulation("kep-25-2004").scale
    sums = [120, 160, 90, 199]
    answers = draw_answers(rng, sums, scale, rng.normal(size=50), (STAFF, STAFF, PROCESS, None))
    assert answers.sum(axis=0).tolist() == sums
    assert (answers.min(), answers.max()) >= (scale.lowest, scale.lowest)
    assert answers.max() <= scale.highest


# --- units, topics, years ---------------------------------------------------------------------------------


@EVERY_YEAR
def test_topics_go_to_several_units_and_units_have_several_topics(year: int) -> None:
    crossed = pd.crosstab(log(year)["topik"], log(year)["unit_penangan"]) > 0
    assert crossed.sum(axis=1).median() >= 3
    assert crossed.sum(axis=0).min() >= 2


@EVERY_YEAR
def test_offices_differ_in_the_mix_of_their_cases(year: int) -> None:
    cases = raw("kpo_ppo", year).groupby(["kantor", "layanan", "jenis"])["diproses"].sum()
    shares = cases / cases.groupby(["kantor", "layanan"]).transform("sum")
    spread = shares.groupby("jenis").agg(lambda each: each.max() - each.min())
    assert spread.min() > 0.05


@EVERY_REPORT
def test_counters_differ_in_what_their_users_think(year: int, unit: str) -> None:
    rated = raw("pkt", year, unit).pivot_table(index="loket", columns="penilaian", values="responden")
    shares = rated["Sangat puas"] / rated.sum(axis=1)
    assert shares.max() - shares.min() > 0.05


@EVERY_YEAR
def test_series_of_social_media_are_no_copies_of_each_other(year: int) -> None:
    social = raw("media_sosial", year)
    twitter, facebook = (social[social["kanal"] == channel].reset_index() for channel in ("Twitter", "Facebook"))
    series = [twitter["suka"], twitter["impresi"], facebook["suka"], facebook["orang_terlibat_per_hari"]]
    assert max(np.corrcoef(a, b)[0, 1] for a, b in combinations(series, 2)) < 0.995


@EVERY_YEAR
def test_fields_send_unlike_numbers_to_the_training(year: int) -> None:
    sent = raw("pelatihan", year)["bidang"].value_counts()
    assert sent.max() > sent.min()


def _steps(measure: str) -> Iterator[float]:
    results = [Results(open_report(year)).measure(measure) for year in YEARS]
    return (float(later.value) - float(earlier.value) for earlier, later in pairwise(results))


@pytest.mark.parametrize("measure", ["satisfaction-index", "integrity-index"])
def test_an_index_does_not_grow_by_the_same_every_year(measure: str) -> None:
    first, second = _steps(measure)
    assert abs(first - second) > 0.05


def test_seeds_make_other_data_and_units_and_years_have_noise_of_their_own() -> None:
    request = make_request(2018)
    others = (replace(request, seed=1), replace(request, year=2017), replace(request, unit="kanreg-10"))
    drawn = [each.rng("skm").integers(1 << 62) for each in (request, *others)] + [request.rng("pkt").integers(1 << 62)]
    assert len(set(drawn)) == len(drawn)
    lasting = [each.rng("skm", lasting=True).integers(1 << 62) for each in (request, replace(request, year=2017))]
    assert len(set(lasting)) == 1
