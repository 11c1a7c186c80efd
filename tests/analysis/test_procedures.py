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
    assert process_map.counts[CORE] == sum(len(process_map.of(CORE, part)) for part in process_map.parts)
    assert set(process_map.parts) == set(PARTS)
    assert sum(process_map.counts.values()) == len(process_map.processes)


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
