"""NCSIS: the published users of 2017, rates and totals that agree, the map, and faults of the files."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import numpy as np
import pytest

from analysis.access import charts, geography
from analysis.access import results as access
from analysis.access.outlines import outline, simplify
from laporan.charts.canvas import FULL, HALF
from laporan.charts.svg import draw_svg
from laporan.core.errors import MissingDataError
from laporan.core.formatting import percent
from laporan.core.paths import root
from laporan.notebook.report import open_report

YEARS = (2016, 2017, 2018)
LARGEST_MAP = 60_000


@pytest.fixture(scope="module")
def report():
    return open_report(2017)


@pytest.fixture(scope="module")
def spread(report):
    return access.spread(report.load("ncsis_provinsi"))


GOLDEN = {"local": 16_912, "central": 13_333, "active": 30_245, "inactive": 2_053}


@pytest.mark.parametrize(("name", "published"), GOLDEN.items(), ids=GOLDEN)
def test_users_of_2017_are_as_published(report, name, published):
    assert getattr(access.users(report.load("ncsis_pengguna"), 2017), name) == published


def test_published_users_rest_on_a_published_file_and_provinces_on_a_made_up_one(report, spread):
    assert not access.users(report.load("ncsis_pengguna"), 2017).active.basis.synthetic
    assert spread.country.users.basis.synthetic


def test_supporting_modules_hold_the_published_share(report):
    modules = access.modules(report.load("ncsis_modul"))
    assert percent(modules.support.value) == "44%"
    assert modules.support.part + modules.part(modules.services).part == modules.all


def test_applications_are_the_published_five_with_foreign_names_in_italics(report):
    table = access.applications(report.load("ncsis_aplikasi"))
    assert [row[0] for row in table.rows] == ["SAPK", "HR", "NCSIS Admin", "DMS", "SSCN"]
    assert table["HR", "Kepanjangan"] == "*Human Resource*"
    assert table["NCSIS Admin", "Kepanjangan"] is None
    assert table.basis


@pytest.mark.parametrize("year", YEARS)
def test_provinces_add_up_to_the_users_of_local_agencies(year):
    report = open_report(year)
    spread = access.spread(report.load("ncsis_provinsi"))
    assert spread.country.users == access.users(report.load("ncsis_pengguna"), year).local
    assert sum(area.users for area in spread.islands) == spread.country.users
    assert sum(area.provinces for area in spread.islands) == len(spread.provinces) == 34


def test_a_rate_is_of_sums_and_no_mean_of_rates(framed):
    rows = framed(
        {
            "code": ["ID-AC", "ID-SU"],
            "province": ["Aceh", "Sumatera Utara"],
            "island": ["Sumatra", "Jawa"],
            "agencies": [1, 1],
            "servants": [1000, 3000],
            "users": [10, 6],
        }
    )
    two = [access._area(name, "", rows[rows["province"] == name]) for name in rows["province"]]
    whole = access._area("semua", "", rows)
    assert [area.rate.value for area in two] == [10, 2]
    assert whole.rate.value == Fraction(16, 4)
    assert len(next(iter(whole.rate.basis.rows.values()))) == 2


def test_growth_needs_the_year_before(report):
    trend = access.user_trend(report.history("ncsis_pengguna"))
    assert trend.before is not None
    assert trend.growth.of == trend.before.active
    alone = access.UserTrend((trend.years[0], *trend.years[2:]))
    assert alone.before is None
    assert alone.growth is None


def test_map_has_every_province_of_the_data_and_says_whose_it_is(spread):
    shapes = geography.load_provinces()
    assert {area.code for area in spread.provinces} == set(shapes.outlines)
    content = json.loads((root() / geography.MAP_FILE).read_text(encoding="utf-8"))
    assert content["attribution"] in shapes.credit
    assert content["licence"] in shapes.credit


@pytest.mark.parametrize("canvas", [FULL, HALF], ids=lambda canvas: canvas.name)
def test_map_is_small_enough_for_a_page(spread, report, canvas):
    chart = charts.province_map(spread, geography.load_provinces(), report.params.ncsis.rate_classes)
    assert len(draw_svg(chart, canvas, "peta")) < LARGEST_MAP


def test_class_limits_are_a_ruler_and_the_rest_of_the_map_is_in_its_data(spread, report):
    chart = charts.province_map(spread, geography.load_provinces(), report.params.ncsis.rate_classes)
    svg = draw_svg(chart, FULL, "peta")
    drawn = set(re.findall(r"<text(?![^>]*skala)[^>]*>(\d+,\d)</text>", svg))
    assert drawn == {str(chart.data[area.name, "Pengguna per 1.000 PNS"]) for area in spread.islands}


def test_classes_meet_without_gap_or_overlap():
    assert charts.class_names([4.0, 5.0, 6.5]) == ["di bawah 4,0", "4,0–4,9", "5,0–6,4", "6,5 ke atas"]


def test_a_simplified_line_keeps_its_ends_and_its_corners():
    zigzag = [[0, 0], [1, 0.01], [2, 0], [3, 5], [4, 0]]
    assert simplify(np.array(zigzag), 0.1).tolist() == [[0, 0], [2, 0], [3, 5], [4, 0]]
    assert simplify(np.array(zigzag), 9).tolist() == [[0, 0], [4, 0]]


def test_the_largest_island_stays_however_small():
    square = "m 0,0 1,0 0,1 -1,0 z m 5,5 0.1,0 0,0.1 -0.1,0 z"
    assert len(outline(square, 0.01, 100).to_polygons()) == 1


FAULTS = {
    "an active account without its agency": ("ncsis_pengguna", 1, "agency", "Semua instansi", "instansi"),
    "a status that is neither": ("ncsis_pengguna", 0, "status", "Tidur", "status"),
    "the same kind twice": ("ncsis_pengguna", 1, "agency", "Instansi daerah", "status + instansi"),
    "more users than civil servants": ("ncsis_provinsi", 0, "users", 99_999_999, "pengguna_aktif"),
    "a code that is none": ("ncsis_provinsi", 0, "code", "Aceh", "kode"),
    "a province without civil servants": ("ncsis_provinsi", 0, "servants", 0, "pns_daerah"),
    "an island group of its own": ("ncsis_provinsi", 0, "island", "Natuna", "pulau"),
    "a negative grant": ("ncsis_modul", 0, "grants", -1, "hak_akses"),
    "a module twice": ("ncsis_modul", 1, "module", "Kenaikan Pangkat", "modul"),
    "a language unknown": ("ncsis_aplikasi", 0, "language", "jv", "bahasa"),
}


@pytest.mark.parametrize(("dataset", "row", "column", "value", "header"), FAULTS.values(), ids=FAULTS)
def test_faults_of_a_file_name_row_column_and_remedy(spoiled, dataset, row, column, value, header):
    spoiled(dataset, row, column, value, header)


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"viewBox": "0 0 1"}', '{"viewBox": "0 0 1 1", "provinces": [{}]}', "[" * 99_999, '{"viewBox": 3}'],
    ids=["nothing", "list", "no box", "no outline", "deep", "number"],
)
def test_a_broken_map_is_told_by_its_file(tmp_path, monkeypatch, text):
    (tmp_path / geography.MAP_FILE).parent.mkdir(parents=True)
    (tmp_path / geography.MAP_FILE).write_text(text, encoding="utf-8")
    monkeypatch.setattr(geography.paths, "root", lambda: tmp_path)
    with pytest.raises(MissingDataError, match="bukan peta yang utuh"):
        geography.load_provinces.__wrapped__()
