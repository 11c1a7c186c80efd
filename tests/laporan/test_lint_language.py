"""The linter on words: common slips of Indonesian are found, good Indonesian is left alone, abbreviations are spelled out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from laporan.lint import check_files, check_notebook
from laporan.lint.registry import Surroundings
from laporan.lint.slips import slips
from laporan.project.terms import Terms

SLIPS = {
    "Layanan dimana warga menunggu.": "dimana",
    "Rapat diadakan diluar kantor.": "diluar",
    "Berkas dibawa kedalam ruang.": "kedalam",
    "Ini lebih cepat dari pada itu.": "dari pada",
    "Kerjasama antarunit membaik.": "Kerjasama",
    "Itu tanggungjawabnya kantor.": "tanggungjawabnya",
    "Laporan di tindak lanjuti unit.": "di tindak lanjuti",
    "Saran ditindak\nlanjuti kantor.": "ditindak\nlanjuti",
    "Pekerjaan tumpang-tindih.": "tumpang-tindih",
    "Koordinasi antar instansi.": "antar",
    "Jabatan non struktural.": "non",
    "Sistem anti korupsi.": "anti korupsi",
    "Lihat sub bab ini.": "sub bab",
    "Pegawai pra jabatan.": "pra",
    "Siapapun boleh melapor.": "Siapapun",
    "Walau pun lambat.": "Walau pun",
    "Analisa data.": "Analisa",
    "Prosentase laporan.": "Prosentase",
    "Ijin kantor.": "Ijin",
    "Sistim kerja.": "Sistim",
    "Resikonya kecil.": "Resikonya",
    "Standarisasi layanan.": "Standarisasi",
    "Hal itu mempengaruhi layanan.": "mempengaruhi",
    "Kantor merubah jadwal.": "merubah",
    "Antrian panjang.": "Antrian",
    "Kantor yang mana melayani warga.": "yang mana m",
    "Dikarenakan hujan, sepi.": "Dikarenakan",
    "Agar supaya cepat.": "Agar supaya",
    "NCSIS terdiri dari dua modul.": "terdiri dari",
    "Sample acak.": "Sample",
    "Daftar secara *online* saja.": "online",
    "Dikirim lewat email kantor.": "email",
    "Unit tsb terlambat.": "tsb",
    "Seluruh tujuh sasaran tercapai.": "Seluruh tujuh",
    "Laporan di selesaikan unit.": "di selesaikan",
    "Unsurnya ialah: cepat dan murah.": "ialah:",
    "Para pegawai-pegawai hadir.": "Para pegawai-pegawai",
    "Sebanyak 90 % puas.": "0 %",
    "Biaya Rp. 10.000 saja.": "Rp. 1",
    "Rapat ke 2 tahun ini.": "ke 2",
    "Rata-rata perbulan naik.": "perbulan",
    "Selesai , lalu ditutup.": "Selesai ,",
    'Ia berkata "baik".': '"',
}
GOOD = [
    "Di antara laporan itu, di luar kantor, ke dalam berkas; lebih cepat daripada tahun lalu.",
    "Kerja sama antarinstansi, tanggung jawab, tata kelola, ditindaklanjuti, menindaklanjuti, dipertanggungjawabkan.",
    "Hal yang sederhana pada hal itu; satu per satu; per bulan; perorangan; percepatan; persentase.",
    "Pengadaan di lapangan, di pendidikan tinggi, di kependudukan, di perikanan, di bukan kota.",
    "Responden non-ASN, anti-Jepang, antar-Kabupaten; semiotik, subur, multitafsir, adiluhung.",
    "Ketujuh sasaran tercapai; seluruh 14 SOP ditetapkan; semua kanal.",
    "Pembukaan: loket dibuka, antrean diatur. Syaratnya dua: cepat dan murah.",
    "*Customer service enhancement*, *standard operating procedure*, dan *user experience design*.",
    "Banyak orang; para pegawai; hal-hal lain; rata-rata; berulang-ulang; sehari-hari.",
    "Rp10.000, 90%, ke-2, 1–4, pukul 08.00, butir 3.",
    "Situs www.bkn.go.id/download/file.pdf, alamat humas@email.go.id, berkas online.csv.",
    "Metode, objek, subjek, izin, risiko, kualitas, jadwal, November, Februari, praktik, teknik, memengaruhi.",
    "Yang mana pun dipilih, hasilnya sama. Gambar dan peta tidak menyebut yang mana.",
]


@pytest.mark.parametrize(("text", "words"), SLIPS.items(), ids=SLIPS.values())
def test_a_slip_is_found_with_what_to_write(text, words):
    found = list(slips(text))

    assert words in [slip.words for slip in found]
    assert all(text[slip.start :].lstrip().startswith(slip.words) and slip.remedy for slip in found)


@pytest.mark.parametrize("text", GOOD)
def test_good_indonesian_is_left_alone(text):
    assert [slip.message for slip in slips(text)] == []


def chapter(folder: Path, *cells: str) -> Path:
    made = [
        {
            "cell_type": "code",
            "id": f"c{place}",
            "metadata": {},
            "source": source,
            "execution_count": None,
            "outputs": [],
        }
        for place, source in enumerate(cells)
    ]
    path = folder / "bab.ipynb"
    path.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


def found(path: Path, rule: str, around: Surroundings | None = None) -> list[tuple[int, int, str]]:
    problems = check_notebook(path, around or Surroundings())
    return [(one.cell, one.line, one.message) for one in problems if one.rule == rule]


def test_slips_are_told_with_cell_and_line_in_prose_captions_and_templates(tmp_path):
    path = chapter(
        tmp_path,
        "%%narasi\nBaik.\nAnalisa {{ analisa | satuan }} data.",
        '#| label: fig-a\n#| fig-cap: "Prosentase laporan"\n#| fig-alt: Bagan batang.\nanalisa.draw()',
        "%%narasi\nSeluruh {{ sasaran.count | terbilang }} sasaran tercapai.",
    )

    told = found(path, "slip")
    assert [(cell, line) for cell, line, _ in told] == [(1, 3), (2, 2), (3, 2)]
    assert "“Analisa”: tulis “analisis”" in told[0][2]
    assert "ke{{ … | terbilang }}" in told[2][2]


def test_slips_of_parameters_are_told_with_their_line(tmp_path):
    path = tmp_path / "2017.yml"
    path.write_text("cover:\n  title: Laporan\ntraining:\n  managed_by: Biro Kerjasama\n", encoding="utf-8")

    assert [(one.line, one.rule) for one in check_files([path])] == [(4, "slip")]


def test_a_source_may_quote_a_title_in_another_language(tmp_path):
    path = tmp_path / "methods.yml"
    path.write_text("interval:\n  source: Cochran, Sampling Techniques\n", encoding="utf-8")

    assert check_files([path]) == []


AROUND = Surroundings(
    terms=Terms(
        abbreviations={"BKN": "Badan Kepegawaian Negara", "WBS": "*whistleblowing system*", "Wasdal": "Pengawasan dan Pengendalian",
                       "Biro Humas": "Biro Hubungan Masyarakat"},
        common={"UU": "undang-undang", "PermenPANRB": "Peraturan Menteri"},
        names=["LAPORBKN"],
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "cells",
    [
        ["%%narasi\nBadan Kepegawaian\nNegara (BKN) melayani. BKN cepat."],
        ["%%narasi\n*Whistleblowing system* (WBS) ada.", "%%narasi\nWBS cepat."],
        ["%%narasi\nKedeputian Pengawasan dan Pengendalian (Wasdal); Kedeputian Wasdal."],
        ['#| label: tbl-a\n#| note: >\n#|   WBS, *whistleblowing system*; BKN ialah Badan Kepegawaian\n#|   Negara.\nx.table()'],
        ["%%narasi\nMenurut UU dan PermenPANRB, Bab II dan Lampiran XIV, melalui LAPORBKN! tahun itu."],
        ["%%narasi\n{{ BKN.name }} dan {{ report.BKN }} dan Wasdalnya."],
        ["%%narasi\n## Kanal WBS\n\nKanal itu cepat."],
        ["BKN = 1\nWBS = BKN"],
        ["%%narasi\nBiro Hubungan\nMasyarakat (Biro\nHumas); Biro\nHumas."],
    ],
    ids=["then used", "foreign", "part of a name", "a note", "common", "names in templates", "a heading", "code", "on two lines"],
)  # fmt: skip
def test_an_abbreviation_that_is_spelled_out_is_no_problem(tmp_path, cells):
    assert found(chapter(tmp_path, *cells), "abbreviation", AROUND) == []


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["%%narasi\nBKN melayani. BKN cepat."], [(1, 2, "Badan Kepegawaian Negara (BKN)")]),
        (["%%narasi\nBKN cepat.", "%%narasi\nBadan Kepegawaian Negara (BKN)."], [(1, 2, "(BKN)")]),
        (["%%narasi\nBadan Kepegawaian Nasional (BKN)."], [(1, 2, "Badan Kepegawaian Negara (BKN)")]),
        (["%%narasi\nData DMS."], [(1, 2, "DMS tidak ada di params/istilah.yml")]),
        (['#| label: tbl-a\n#| tbl-cap: "Laporan WBS"\nx.table()'], [(1, 2, "*whistleblowing system* (WBS)")]),
    ],
    ids=["never", "too late", "otherwise", "unknown", "a caption"],
)
def test_an_abbreviation_that_is_not_is_told(tmp_path, cells, told):
    problems = found(chapter(tmp_path, *cells), "abbreviation", AROUND)

    assert [(cell, line) for cell, line, _ in problems] == [(cell, line) for cell, line, _ in told]
    assert all(words in message for (_, _, message), (_, _, words) in zip(problems, told, strict=True))


def test_a_project_without_a_list_may_write_what_it_likes(tmp_path):
    assert found(chapter(tmp_path, "%%narasi\nBKN dan DMS."), "abbreviation") == []
