"""The surveys of the three years: golden figures of 2017, contracts that follow the year, every fault as a case."""

from decimal import Decimal

import pandas as pd
import pytest

from analysis.integrity import charts as integrity_charts
from analysis.integrity import results as integrity
from analysis.integrity import sample as integrity_sample
from analysis.methods import answers, quality, respondents
from analysis.methods.answers import find
from analysis.methods.regulations import load_regulation, successors
from analysis.satisfaction import charts as satisfaction_charts
from analysis.satisfaction import index as satisfaction
from analysis.satisfaction import priorities
from analysis.satisfaction import sample as satisfaction_sample
from analysis.satisfaction.contract import SKM_PROFILE
from laporan.charts.canvas import FULL, HALF
from laporan.charts.svg import draw_svg
from laporan.core import paths
from laporan.core.formatting import number, percent
from laporan.data.catalogue import contract_for
from laporan.data.checks import check
from laporan.data.read import read_table
from laporan.data.samples import Request, Sample
from laporan.notebook.report import open_report
from laporan.project.parameters import load_parameters

OFFICES = [(2016, "pusat"), (2017, "pusat"), (2018, "pusat"), (2018, "kanreg-10"), (2018, "kanreg-11")]
EVERY_OFFICE = pytest.mark.parametrize(("year", "unit"), OFFICES, ids=[f"{y}-{u}" for y, u in OFFICES])


# --- golden figures of 2017 -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report():
    return open_report(2017)


@pytest.fixture(scope="module")
def skm(report):
    return satisfaction.of_report(report)


@pytest.fixture(scope="module")
def ipa(report):
    return priorities.of_report(report)


@pytest.fixture(scope="module")
def integritas(report):
    return integrity.of_report(report)


def test_235_respondents_on_the_14_unsur_of_2004_are_content(skm):
    assert skm.respondents == 235
    assert skm.rule.name == "kep-25-2004"
    assert len(skm.unsur) == 14
    assert skm.category.name == "Baik"
    assert number(skm.ikm.value, 2) == "78,65"


def test_cost_is_the_highest_with_the_published_nrr_and_speed_the_lowest(skm):
    assert skm.highest.code == "U12"
    assert skm.highest.name == "Pengurusan tanpa biaya"
    assert number(skm.highest.nrr.value, 3) == "3,519"
    assert skm.lowest.name == "Kecepatan pelayanan"


def test_cost_has_the_published_cs_index_and_a_weight_below_average(ipa):
    cost = ipa["U12"]
    assert number(cost.contribution.value, 3) == "6,251"
    assert percent(cost.weight.value, 3) == "7,105%"
    assert cost.importance < ipa.importance
    assert cost.quadrant is priorities.Quadrant.EXCESS


def test_the_questionnaire_is_reliable_and_the_sample_is_one_short_of_an_example(skm):
    assert Decimal("0.8") < float(skm.reliability.alpha) < Decimal("0.9")
    assert skm.reliability.weak_items == []
    assert (skm.sample.required, skm.sample.missing) == (236, 1)
    assert not skm.sample.checkable
    assert (skm.minimum, skm.design.interval) == (150, "selang model")


def test_42_employees_and_an_index_of_80_89(integritas):
    assert integritas.respondents == 42
    assert integritas.items == 20
    assert number(integritas.index.value, 2) == "80,89"
    assert integritas.category.name == "Baik"
    assert [dimension.name.split()[0] for dimension in integritas.dimensions] == ["Budaya", *["Integritas"] * 3]


# --- all years and offices --------------------------------------------------------------------------------


@EVERY_OFFICE
def test_a_year_is_scored_by_the_rule_of_its_parameters(year, unit):
    opened = open_report(year, unit)
    result = satisfaction.of_report(opened)
    assert result.rule.name == opened.params.satisfaction.rule
    assert len(result.unsur) == {2016: 14, 2017: 14, 2018: 9}[year]
    assert result.reliability.reliable
    assert result["U1"].nrr.basis.synthetic


def test_years_are_compared_with_the_rule_of_each(report):
    years = answers.over_years(open_report(2018), "skm", satisfaction.of_report)
    trend = satisfaction.trend_table(years)
    assert [row[0] for row in trend.rows] == ["2016", "2017", "2018"]
    assert trend["2018", "Aturan"] == "PermenPANRB 14/2017"
    assert satisfaction.trend_table({2016: years[2016]}) is None


def test_integrity_is_compared_dimension_by_dimension():
    years = answers.over_years(open_report(2018), "integritas", integrity.of_report)
    trend = integrity.trend_table(years)
    assert trend.head == ("Dimensi", "2016", "2017", "2018")
    assert str(trend["Semua dimensi", "2017"]) == "80,89"
    assert integrity.trend_table({2017: years[2017]}) is None


@pytest.mark.parametrize(
    ("year", "name"), [(2013, "kep-25-2004"), (2016, "permenpan-16-2014"), (2017, "permenpan-14-2017")]
)
def test_a_rule_is_held_against_what_was_in_force_then(year, name):
    asked = load_regulation("kep-25-2004")
    assert (asked, *successors(asked, year))[-1].name == name


# --- tables and charts ------------------------------------------------------------------------------------


def test_tables_add_up_to_what_they_report(skm, ipa, integritas):
    assert str(skm.table()["Semua unsur", "NRR tertimbang"]) == number(sum(u.nrr.value for u in skm.unsur) / 14, 3)
    assert str(skm.table()["Semua unsur", "Indeks"]) == number(skm.ikm.value, 2)
    assert str(ipa.table()["Semua unsur", "Sumbangan CSI"]) == number(ipa.csi.value, 3)
    assert str(ipa.table()["Semua unsur", "Bobot"]) == "100%"
    assert integritas.answer_table()["Semua dimensi", "Jumlah"] == 840


def test_the_band_of_the_index_is_marked_in_the_conversion_table(integritas):
    marked = [row[1] for row in integritas.band_table().rows if row[-1]]
    assert marked == ["Baik"]
    assert str(integritas.band_table()["B", "Interval konversi"]) == "76,61–88,30"


def test_the_profile_counts_every_respondent_once_for_each_feature(report, skm):
    answers = report.load("skm")
    for column, _, order in SKM_PROFILE:
        assert sum(int(group.count) for group in respondents.profile(answers, column, order)) == skm.respondents
    assert str(respondents.profile_table(answers, SKM_PROFILE).rows[5][1]) == "50 tahun ke atas"


def test_the_quality_of_a_survey_is_said_in_words(skm):
    rows = quality.quality_table(skm.respondents, skm.sample, skm.reliability, skm.rule).rows
    assert [str(row[-1]) for row in rows] == ["Tidak dapat diperiksa", *["Terpenuhi"] * 3]


def test_the_design_of_a_survey_says_what_nobody_wrote_down(skm, integritas):
    told = quality.design_table(skm.design, skm.respondents)
    assert str(told["Populasi", "Keterangan"]) == "605 orang (contoh)"
    assert told["Cara memilih responden", "Keterangan"] == "tidak diketahui"
    told = quality.design_table(integritas.design, integritas.respondents)
    assert told["Populasi", "Keterangan"] == "tidak diketahui"
    assert str(told["Cara memilih responden", "Keterangan"]).startswith("acak (Laporan terbitan 2017")
    assert told["Selang dalam laporan ini", "Keterangan"] == "selang kepercayaan"


@EVERY_OFFICE
def test_charts_draw_at_both_widths_with_every_number_in_their_data(year, unit):
    opened = open_report(year, unit)
    scores, gaps = satisfaction.of_report(opened), priorities.of_report(opened)
    charts = [satisfaction_charts.unsur_scores(scores), satisfaction_charts.importance_performance(gaps)]
    if opened.has("integritas"):
        charts.append(integrity_charts.answers(integrity.of_report(opened)))
    for chart in charts:
        for canvas in (FULL, HALF):
            assert draw_svg(chart, canvas, "uji").startswith("<svg")
    shown = [str(cell) for row in charts[0].data.rows for cell in row]
    assert all(number(unsur.index.value, 2) in shown for unsur in scores.unsur)


def test_a_chart_with_placed_labels_draws_the_same_bytes_again(ipa):
    chart = satisfaction_charts.importance_performance(ipa)
    assert draw_svg(chart, FULL, "uji") == draw_svg(chart, FULL, "uji")


# --- generator --------------------------------------------------------------------------------------------


@EVERY_OFFICE
def test_the_same_seed_makes_the_same_answers(year, unit):
    request = Request(year, unit, load_parameters(year, unit), {})
    once, again = made_up(request), made_up(request)
    assert [sample.dataset for sample in once] == (["skm", "integritas"] if unit == "pusat" else ["skm"])
    for first, second in zip(once, again, strict=True):
        pd.testing.assert_frame_equal(first.frame, second.frame)


def test_more_respondents_on_request():
    request = Request(2018, "pusat", load_parameters(2018), {}, scale=3)
    assert [len(sample.frame) for sample in made_up(request)] == [738, 135]


# --- faults of a raw file ---------------------------------------------------------------------------------

SKM_FAULTS = [
    ("U1", "5", "1 sampai 4"),
    ("U14", "0", "1 sampai 4"),
    ("K3", "", "sel kosong"),
    ("K14", "3,5", "bilangan bulat"),
    ("U2", "NA", "bilangan bulat"),
    ("U2", "3.0", "bilangan bulat"),
    ("jenis_kelamin", "L", "salah satu dari: Perempuan, Laki-laki"),
    ("kelompok_usia", "30-39", "salah satu dari"),
    ("pendidikan", "S3", "salah satu dari"),
    ("asal", "", "sel kosong"),
    ("responden", "7", "berpola"),
    ("responden", "R003", "sama dengan baris"),
]
INTEGRITY_FAULTS = [
    ("D1_1", "5", "1 sampai 4"),
    ("D4_5", "", "sel kosong"),
    ("masa_kerja", "lama", "salah satu dari"),
    ("responden", "R003", "sama dengan baris"),
]
FAULTS = [("skm", *fault) for fault in SKM_FAULTS] + [("integritas", *fault) for fault in INTEGRITY_FAULTS]


@pytest.mark.parametrize(
    ("dataset", "column", "value", "words"), FAULTS, ids=[f"{d}-{c}-{v or 'empty'}" for d, c, v, _ in FAULTS]
)
def test_a_faulty_cell_is_named(tmp_path, dataset, column, value, words):
    contract = contract_for(dataset, 2017)
    text = pd.read_csv(paths.raw_data(2017) / f"{dataset}.csv", dtype=str, keep_default_na=False)
    text.loc[4, column] = value
    text.to_csv(tmp_path / "survei.csv", index=False)
    (fault,) = check(read_table(tmp_path / "survei.csv", contract), contract)[1]
    assert (fault.row, fault.column) == (6, column)
    assert words in str(fault)


def test_a_survey_by_the_rule_of_another_year_is_refused():
    contract = contract_for("skm", 2018)
    assert [column.header for column in contract.columns][-1] == "K9"
    with pytest.raises(Exception, match="U10"):
        read_table(paths.raw_data(2017) / "skm.csv", contract)


def test_an_unknown_dimension_is_refused_by_name(integritas):
    with pytest.raises(Exception, match="D5 tidak ada; yang ada: D1, D2, D3, D4"):
        find(integritas.dimensions, "D5")


def made_up(request: Request) -> list[Sample]:
    return [*satisfaction_sample.samples(request), *integrity_sample.samples(request)]
