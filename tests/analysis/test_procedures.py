"""SOPs of 2017 as published, the progress of their revision, and the process map."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis.procedures import results as procedures
from analysis.procedures.charts import process_map as drawn_map
from analysis.procedures.contract import ADOPTED, CORE, IN_REVISION, PARTS
from laporan.charts.canvas import FULL, HALF
from laporan.charts.svg import draw_svg
from laporan.facts.lineage import Basis
from laporan.notebook.report import open_report

PUBLISHED = dict(zip(PARTS, (8, 4, 11), strict=True))


@pytest.fixture(scope="module", params=[2016, 2017, 2018])
def year_and_revision(request):
    report = open_report(request.param)
    return request.param, procedures.revision(report.load("sop_jumlah"), report.load("sop"))


@pytest.fixture(scope="module")
def revision_2017():
    report = open_report(2017)
    return procedures.revision(report.load("sop_jumlah"), report.load("sop"))


@pytest.fixture(scope="module")
def process_map():
    return procedures.process_map(open_report(2017).load("proses_bisnis"))


@pytest.mark.parametrize(("part", "many"), PUBLISHED.items(), ids=str)
def test_procedures_of_2017_by_part(revision_2017, part, many):
    found = next(item for item in revision_2017.parts if item.name == part)
    assert found.revised == many


def test_all_procedures_of_2017_are_revised(revision_2017):
    assert revision_2017.all.revised == 23
    assert revision_2017.all.progress == 1
    assert revision_2017.largest.name == "Bagian Keprotokolan"


def test_the_count_is_published_and_its_progress_is_made_up(revision_2017):
    assert not revision_2017.all.revised.basis.synthetic
    assert revision_2017.all.progress.basis.synthetic


def test_parts_add_up_and_the_list_agrees_with_the_counts(year_and_revision):
    _, found = year_and_revision
    for part in (*found.parts, found.all):
        assert part.listed == part.revised
        assert part.adopted + part.open == part.listed
    assert sum(part.revised for part in found.parts) == found.all.revised


def test_nothing_adopted_has_no_last_day(framed):
    counts = framed({"part": [PARTS[0]], "procedures": [2]})
    listed = framed({"part": [PARTS[0]] * 2, "status": [IN_REVISION] * 2, "date": pd.to_datetime([None, None])})
    found = procedures.revision(counts, listed)
    assert found.all.last is None
    assert found.all.progress == 0
    assert found.table().rows[0][-1] is None


def test_every_core_process_belongs_to_a_part(process_map):
    core = [item for item in process_map.processes if item.group == CORE]
    assert len(core) == sum(len(process_map.of(CORE, part)) for part in process_map.parts)
    assert set(process_map.parts) == set(PARTS)


@pytest.mark.parametrize("canvas", [FULL, HALF], ids=lambda canvas: canvas.name)
def test_the_map_draws_every_process(process_map, canvas):
    words = " ".join(re.sub(r"<[^>]+>", " ", draw_svg(drawn_map(process_map), canvas, "uji")).split())
    for process in process_map.processes:
        assert process.name.split()[0] in words
    assert "Proses inti" in words


RIGHT = {
    "sop": {
        "nomor": "SOP-01",
        "bagian": PARTS[0],
        "judul": "J",
        "status": ADOPTED,
        "tanggal_penetapan": "2017-02-01",
    },
    "proses_bisnis": {"kode": "I1", "kelompok": CORE, "bagian": PARTS[0], "proses": "P", "berlanjut_ke": ""},
}
FAULTS = {
    "ditetapkan tanpa tanggal": ("sop", {"tanggal_penetapan": ""}, "yang ditetapkan harus bertanggal"),
    "masih direvisi tetapi bertanggal": ("sop", {"status": IN_REVISION}, "hanya SOP yang ditetapkan bertanggal"),
    "nomor tanpa nol": ("sop", {"nomor": "SOP-1"}, "bukan teks berpola"),
    "bagian tidak dikenal": ("sop", {"bagian": "Bagian Lain"}, "salah satu dari"),
    "proses inti tanpa bagian": ("proses_bisnis", {"bagian": ""}, "proses inti harus menyebut bagiannya"),
    "proses manajemen dengan bagian": ("proses_bisnis", {"kelompok": "Manajemen"}, "harus menyebut bagiannya"),
    "lanjutan tidak ada": ("proses_bisnis", {"berlanjut_ke": "I9"}, "kode proses lanjutan tidak ada"),
}


@pytest.mark.parametrize(("dataset", "changed", "rule"), FAULTS.values(), ids=FAULTS)
def test_faults_are_named(dataset, changed, rule, faults_of):
    assert not faults_of(dataset, RIGHT[dataset])
    assert rule in faults_of(dataset, RIGHT[dataset] | changed)


@pytest.fixture
def two_parts(framed):
    counts = framed({"part": PARTS[:2], "procedures": [2, 3]}, "2017/pusat/sop_jumlah")
    days = ["2017-03-06", None, "2017-05-02", "2017-04-03", None]
    listed = framed(
        {
            "part": [PARTS[0]] * 2 + [PARTS[1]] * 3,
            "status": [ADOPTED, IN_REVISION, ADOPTED, ADOPTED, IN_REVISION],
            "date": pd.to_datetime(days),
        }
    )
    return counts, listed


def test_a_revision_is_a_table_by_part_the_largest_first(two_parts):
    table = procedures.revision(*two_parts).table()
    assert table.head == ("Bagian", "SOP", ADOPTED, IN_REVISION, "Penetapan terakhir")
    assert [[str(cell) for cell in row] for row in table.rows] == [
        [PARTS[1], "3", "267%", "1", "2017-05-02"],
        [PARTS[0], "2", "150%", "1", "2017-03-06"],
        ["Semua bagian", "5", "360%", "2", "2017-05-02"],
    ]
    assert (table.total, len(table.widths)) == (True, 5)
    assert table.how == "Persentase adalah SOP yang sudah ditetapkan dibagi SOP yang terdaftar pada bagian yang sama."


def test_each_number_of_a_part_rests_on_its_own_rows(two_parts):
    counts, listed = two_parts
    part = procedures.revision(*two_parts).parts[1]
    assert [(number.unit, number.basis) for number in (part.revised, part.adopted, part.open)] == [
        ("SOP", Basis.of(counts.iloc[:1])),
        ("SOP", Basis.of(listed.iloc[:1])),
        ("SOP", Basis.of(listed.iloc[1:2])),
    ]


def test_parts_and_the_list_keep_their_laws(two_parts):
    laws = procedures.identities(procedures.revision(*two_parts))
    assert all(law.holds for law in laws)
    assert {law.section for law in laws} == {"sop"}
    assert [(law.law, law.case) for law in laws] == [
        *(("SOP dalam daftar = SOP menurut bagian", name) for name in (PARTS[1], PARTS[0], "Semua bagian")),
        *(("Jumlah bagian = semua SOP", case) for case in ("direvisi", "terdaftar")),
    ]


@pytest.mark.parametrize(
    ("spoil", "broken"),
    [
        (lambda listed: listed.iloc[1:], {PARTS[0], "Semua bagian"}),
        (lambda listed: listed.assign(part=[PARTS[0], "lain", *[PARTS[1]] * 3]), {PARTS[0], "terdaftar"}),
    ],
    ids=["one-missing", "one-of-no-part"],
)
def test_a_list_that_has_others_than_the_count_breaks_a_law(two_parts, spoil, broken):
    counts, listed = two_parts
    laws = procedures.identities(procedures.revision(counts, spoil(listed)))
    assert {law.case for law in laws if not law.holds} == broken


@pytest.fixture
def small_map(framed):
    return framed(
        {
            "code": ["M1", "I1", "I2", "P1"],
            "group": ["Manajemen", CORE, CORE, "Pendukung"],
            "part": [None, PARTS[1], PARTS[0], None],
            "name": ["Arah", "Tamu", "Acara", "Arsip"],
            "next": [CORE, "I2", None, "I1"],
        }
    )


def test_a_process_map_is_read_in_the_order_of_its_file(small_map):
    found = procedures.process_map(small_map)
    assert [(item.code, item.part, item.next) for item in found.processes] == [
        ("M1", None, CORE),
        ("I1", PARTS[1], "I2"),
        ("I2", PARTS[0], None),
        ("P1", None, "I1"),
    ]
    assert found.parts == (PARTS[1], PARTS[0])
    assert [item.code for item in found.of(CORE, PARTS[0])] == ["I2"]
    assert [item.code for item in found.of("Manajemen")] == ["M1"]
    assert found.of(CORE) == ()


def test_a_table_of_processes_says_where_each_leads(small_map):
    table = procedures.process_map(small_map).table()
    assert table.head == ("Proses", "Kelompok", "Bagian", "Berlanjut ke")
    assert table.rows == (
        ("Arah", "Manajemen", None, "Semua proses inti"),
        ("Tamu", CORE, PARTS[1], "Acara"),
        ("Acara", CORE, PARTS[0], None),
        ("Arsip", "Pendukung", None, "Tamu"),
    )
    assert table.basis == Basis.of(small_map)
