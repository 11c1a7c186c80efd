"""The SSCN helpdesk: the published total and problem types of 2017, order, and running shares."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis.helpdesk import charts
from analysis.helpdesk import results as helpdesk
from laporan.charts.canvas import HALF
from laporan.charts.svg import draw_svg
from laporan.core.paths import root
from laporan.notebook.report import open_report
from laporan.project.yaml import read_yaml

PUBLISHED = read_yaml(root() / "data" / "published" / "2017.yml")["helpdesk_sscn"]


@pytest.fixture(scope="module")
def report():
    return open_report(2017)


def test_requests_of_2017_are_as_published_in_four_channels(report):
    channels = helpdesk.channels(report.load("helpdesk_kanal"))
    assert channels.all == PUBLISHED["information_requests"] == 3_995_027
    assert len(channels.channels) == 4
    assert channels.leading == "Media sosial"
    assert channels.share(channels.leading).value + channels.others.value == 1


def test_problem_types_of_2017_are_as_published(report):
    problems = helpdesk.problems(report.load("helpdesk_masalah"))
    listed = sorted(problems.types, key=lambda problem: problem.number)
    assert [problem.name for problem in listed] == PUBLISHED["problem_types"]


@pytest.fixture
def problems(framed):
    rows = framed({"number": [1, 2, 3, 4], "problem": ["a", "b", "c", "d"], "cases": [10, 50, 10, 30]})
    return helpdesk.problems(rows)


def test_most_frequent_first_and_ties_in_the_order_of_the_list(problems):
    assert [problem.name for problem in problems.types] == ["b", "d", "a", "c"]


def test_running_share_ends_at_one_and_four_fifths_are_reached_exactly(problems):
    assert [problems.first(n).value for n in (1, 2, 3, 4)] == [Fraction(n, 10) for n in (5, 8, 9, 10)]
    assert problems.enough == 2


def test_each_type_rests_on_its_own_row(problems):
    assert [next(iter(problem.cases.basis.rows.values())).ranges() for problem in problems.types] == [
        [(row, row)] for row in (3, 5, 2, 4)
    ]


def test_narrow_chart_names_every_type(report):
    problems = helpdesk.problems(report.load("helpdesk_masalah"))
    svg = draw_svg(charts.problem_types(problems), HALF, "masalah")
    assert all(problem.name in svg for problem in problems.types)


FAULTS = {
    "a type twice": ("helpdesk_masalah", 1, "problem", "NIK dan Nomor KK Tidak Ditemukan", "masalah"),
    "a number twice": ("helpdesk_masalah", 1, "number", 1, "nomor"),
    "a negative count": ("helpdesk_masalah", 0, "cases", -1, "jumlah"),
    "a channel twice": ("helpdesk_kanal", 1, "channel", "Media sosial", "kanal"),
}


@pytest.mark.parametrize(("dataset", "row", "column", "value", "header"), FAULTS.values(), ids=FAULTS)
def test_faults_of_a_file_name_row_column_and_remedy(spoiled, dataset, row, column, value, header):
    spoiled(dataset, row, column, value, header)
