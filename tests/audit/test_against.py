"""Figures of a report beside an excerpt of the ledger of 2017: pairs that are right, and none that are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit import audit, compare, comparisons_as_text, extract
from audit.ledger import sentences_on

from .forms import write

FACTS = json.loads((Path(__file__).parent / "facts-2017.json").read_text(encoding="utf-8"))["facts"]
TABLE = """Tabel 1. Hasil survei pelayanan loket PKT tahun 2017

| Kriteria | Loket A | Loket B |
|---|---|---|
| Sangat puas | 724 (69%) | 729 (72%) |
| Jumlah | 1057 | 1018 |
"""


def pairs(text, folder, form="md"):
    found = compare(extract(write(text, form, folder)), FACTS)
    return [(one.text, one.verdict, one.fact) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Sepanjang 2017 LAPORBKN! menerima 2.031 laporan.", ("2.031", "same"), id="same"),
        pytest.param("Sepanjang 2017 masuk 2.013 laporan melalui LAPORBKN!", ("2.013", "differs"), id="digits swapped"),
        pytest.param("Pada 2017 ada 30.245 pengguna NCSIS yang aktif.", ("30.245", "same"), id="point for thousands"),
        pytest.param("Pada 2017 pengguna nonaktif ada 2.053.", ("2.053", "same"), id="unit in front"),
        pytest.param("Survei integritas pegawai diikuti 43 responden.", ("43", "differs"), id="respondents"),
        pytest.param("Selama 2017 Humas menerbitkan 1,38 siaran pers per minggu.", ("1,38", "differs"), id="long unit"),
        pytest.param("Indeks integritas pegawai 2017 ialah 80,9.", ("80,9", "rounds-to-it"), id="rounds"),
        pytest.param("Pada 2016 rata-rata lama penyelesaian 24,23 hari.", ("24,23", "same"), id="exactly the print"),
        pytest.param(
            "Jumlah follower media sosial naik hampir 3 kali dibanding sebelumnya.",
            ("hampir 3", "rounds-to-it"),
            id="almost",
        ),
    ],
)
def test_a_figure_is_set_beside_its_fact(tmp_path, text, expected):
    assert [pair[:2] for pair in pairs(text, tmp_path)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Gedung itu memiliki 48 ruang.", id="unknown"),
        pytest.param("Sebanyak 12 laporan keuangan disusun.", id="other subject"),
        pytest.param("Permintaan data diproses paling lama 5 hari.", id="one generic word"),
        pytest.param("Pada 2015 LAPORBKN! menerima 2.031 laporan.", id="other year"),
        pytest.param("Sebanyak 91,5% pegawai hadir.", id="share of another thing"),
        pytest.param("Anggaran media sosial Rp69.000.000.", id="money"),
    ],
)
def test_a_coincidence_is_no_pair(tmp_path, text):
    assert pairs(text, tmp_path) == []


def test_the_share_behind_a_paired_count_is_held_to_the_ledger(tmp_path):
    text = "Pada 2017 sebanyak 3.852 laporan selesai (90,4%) dan 356 laporan masih terbuka."
    assert ("90,4%", "differs", "pengaduan.semua.closed-share-dari-1") in pairs(text, tmp_path)


def test_a_change_between_two_figures_is_held_to_the_ledger(tmp_path):
    text = "Rata-rata lama penyelesaian turun dari 24,23 hari pada 2016 menjadi 18,23 hari pada 2017, atau membaik 25%."
    assert ("25%", "rounds-to-it", "evaluasi-lapor.beda.mean-besar-1") in pairs(text, tmp_path)


@pytest.mark.parametrize("form", ["md", "txt", "html", "docx", "pdf"])
def test_a_table_is_compared_by_row_and_column(tmp_path, form):
    assert pairs(TABLE, tmp_path, form) == [
        ("724", "same", "pkt.tbl-pkt.sangat-puas.loket-a.bagian"),
        ("69%", "differs", "pkt.tbl-pkt.sangat-puas.loket-a"),
        ("729", "same", "pkt.tbl-pkt.sangat-puas.loket-b.bagian"),
        ("72%", "same", "pkt.tbl-pkt.sangat-puas.loket-b"),
        ("1057", "same", "pkt.tbl-pkt.jumlah.loket-a"),
        ("1018", "differs", "pkt.tbl-pkt.jumlah.loket-b"),
    ]


def test_the_annex_is_never_a_partner(tmp_path):
    text = "Siaran pers 2017 berjumlah 1,38 siaran pers per minggu, permintaan informasi lewat tiga kanal."
    assert all(not fact.startswith("konsistensi") for *_, fact in pairs(text, tmp_path))


def test_differences_are_findings_and_the_rest_is_shown(tmp_path):
    path = write(TABLE, "md", tmp_path)
    (found,) = [one for one in audit(path, FACTS) if one.kind == "ledger" and "69%" in one.message]
    assert found.computed == "68%"
    assert "pkt.tbl-pkt.sangat-puas.loket-a" in found.message
    shown = comparisons_as_text(compare(extract(path), FACTS), "2017 pusat")
    assert shown.startswith(
        "Angka laporan ini dibandingkan dengan buku fakta 2017 pusat: 4 sama, 0 sesuai pembulatan, 2 berbeda."
    )
    assert "baris 5 · berbeda · 69% | 68% · pkt.tbl-pkt.sangat-puas.loket-a" in shown


def test_the_built_page_tells_the_words_around_a_fact():
    page = '<p>Pada 2017 masuk <a class="angka" href="#a-x.y">12</a> surat. Lalu <a class="angka" href="#a-z">3</a> rapat.</p>'
    assert sentences_on(page) == {"x.y": "Pada 2017 masuk 12 surat.", "z": "Lalu 3 rapat."}
