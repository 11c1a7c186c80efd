"""The SSCN helpdesk: the published total and problem types of 2017, order, and running shares."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest

from analysis.helpdesk import charts
from analysis.helpdesk import results as helpdesk
from laporan.charts.canvas import HALF
from laporan.charts.svg import draw_svg
from laporan.core.paths import root
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity
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
    assert channels.share("Media sosial").value + channels.beside("Media sosial").value == 1


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


def cells(table):
    return [["" if cell is None else str(cell) for cell in row] for row in table.rows]


def test_problems_are_a_table_with_running_shares(problems):
    table = problems.table()
    assert table.head == ("Jenis permasalahan", "Kasus", "Kumulatif")
    assert cells(table) == [
        ["b", "5050,0%", "50,0%"],
        ["d", "3030,0%", "80,0%"],
        ["a", "1010,0%", "90,0%"],
        ["c", "1010,0%", "100,0%"],
        ["Jumlah", "100", ""],
    ]
    assert (table.total, table.widths) == (True, (6, 2, 2))
    assert table.how == (
        "Jenis diurutkan dari kasus terbanyak. Kumulatif adalah jumlah kasus sampai baris itu dibagi seluruh kasus."
    )
    assert [(problem.number, problem.cases.unit) for problem in problems.types] == [
        (2, "kasus"),
        (4, "kasus"),
        (1, "kasus"),
        (3, "kasus"),
    ]


@pytest.fixture
def channel_rows(framed):
    return framed({"channel": ["Telepon", "Media sosial", "Telepon", "Surat"], "requests": [10, 60, 20, 10]})


def test_channels_are_a_table_the_fullest_first(channel_rows):
    found = helpdesk.channels(channel_rows)
    assert found.table().head == ("Kanal", "Permohonan informasi")
    assert cells(found.table()) == [
        ["Media sosial", "6060,00%"],
        ["Telepon", "3030,00%"],
        ["Surat", "1010,00%"],
        ["Jumlah", "100"],
    ]
    assert found.table().total
    assert found.beside("Media sosial").part == 40
    assert found.channels["Telepon"].basis == Basis.of(channel_rows.iloc[[0, 2]])
    assert found.channels["Surat"].unit == found.all.unit == "permohonan"


def test_channels_and_types_add_up_to_their_files(channel_rows, framed):
    rows = framed({"number": [1, 2], "problem": ["a", "b"], "cases": [10, 50]})
    for laws, told in (
        (
            lambda lost: helpdesk.identities(helpdesk.channels(channel_rows), channel_rows.iloc[lost:]),
            "helpdesk, Jumlah kanal = semua permohonan (permohonan): 100 permohonan ≠ 90 permohonan",
        ),
        (
            lambda lost: helpdesk.problem_identities(helpdesk.problems(rows), rows.iloc[lost:]),
            "helpdesk, Jumlah jenis = semua kasus (kasus): 60 kasus ≠ 50 kasus",
        ),
    ):
        assert [law.holds for law in laws(0)] == [True]
        assert [str(law) for law in laws(1) if not law.holds] == [told]


class Loaded:
    """Results of a report that has these tables."""

    def __init__(self, problems, channels, flows):
        self.report = SimpleNamespace(load={"helpdesk_masalah": problems}.__getitem__)
        self.channels, self.complaints = helpdesk.channels(channels), SimpleNamespace(channels=flows)


LOGGED = "Permohonan melalui kanal pengaduan ≤ laporan masuk pada kanal itu"


@pytest.mark.parametrize(
    ("cases", "received", "broken"),
    [
        (100, 30, None),
        (101, 30, "helpdesk, Kasus yang dicatat ≤ permohonan (semua): 101 permohonan > 100 permohonan"),
        (1, 29, f"helpdesk, {LOGGED} (Telepon): 30 laporan > 29 laporan"),
    ],
    ids=["as-many", "more-cases-than-requests", "more-requests-than-complaints"],
)
def test_what_came_by_one_way_stands_in_the_log_of_the_other(channel_rows, framed, cases, received, broken):
    rows = framed({"number": [1], "problem": ["a"], "cases": [cases]})
    flows = [SimpleNamespace(name=name, received=Quantity(received, "laporan")) for name in ("Telepon", "WBS")]
    results = Loaded(rows, channel_rows, flows)
    laws = [law for ask in helpdesk.IDENTITIES[1:] for law in ask(results)]
    assert [law.case for law in laws] == ["kasus", "semua", "Telepon"]
    assert next((str(law) for law in laws if not law.holds), None) == broken
