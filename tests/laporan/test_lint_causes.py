"""A sentence that tells a cause names what was computed, or its ground; what explains nothing is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from laporan.lint import check_notebook, check_parameters
from laporan.lint.rules.causes import causes

TOLD = [
    "Kepuasan naik berkat pelatihan pegawai.",
    "Sebagian perbedaan itu berasal dari susunan jenis usul.",
    "Selisih sekecil itu dapat timbul dari susunan jenis usul saja.",
    "Laporan menumpuk karena datanya tidak lengkap.",
    "Antrean panjang, sebab petugasnya sedikit.",
    "Petugas kurang, sehingga antrean memanjang.",
    "Keterlambatan itu disebabkan kurangnya petugas.",
    "Kurangnya petugas menyebabkan antrean.",
    "Beban kerja memengaruhi kecepatan pelayanan.",
    "Beban kerja mempengaruhi kecepatan pelayanan.",
    "Kecepatan dipengaruhi oleh beban kerja.",
    "Lonjakan itu dipicu pendaftaran CPNS.",
    "Pendaftaran CPNS memicu lonjakan itu.",
    "Program ini mendorong pegawai bekerja lebih cepat.",
    "Kenaikan itu didorong oleh pelatihan.",
    "Menambahnya tidak akan menaikkan kepuasan.",
    "Perbaikan itu akan paling banyak mengurangi beban petugas.",
    "Aplikasi ini terbukti mempercepat pelayanan.",
    "Lonjakan itu mencerminkan kebutuhan pelamar.",
    "Lamanya proses bergantung pada kelengkapan berkas.",
    "Akibat libur panjang, laporan tertunda.",
    "Pelatihan berdampak pada layanan.",
    "Antrean berkurang lantaran loket ditambah.",
    "Karena {{ report.office.name }} pindah gedung, kunjungan turun.",
    "Kunjungan turun karena kantor pindah pada {{ year | tahun }}.",
    "{% if naik %}Kunjungan naik karena promosi.{% else %}Kunjungan turun.{% endif %}",
    "Ada {{ n | satuan }}. Itu terjadi karena promosi.",
    "Kunjungan turun karena promosi berhenti {# dasar: #}.",
    "Peraturan baru menyebabkan kepuasan naik.",
    "Pelatihan mempercepat pelayanan.",
    "Program ini mempercepat pelayanan.",
    "Loket baru meningkatkan kepuasan pengguna.",
    "Program ini dirancang agar ringkas, dan meningkatkan kepuasan.",
    "Faktor utama kepuasan ialah kecepatan.",
    "Kenaikan itu buah dari pembenahan loket.",
    "Pemicunya pendaftaran CPNS.",
]
INNOCENT = [
    "Oleh karena itu, pembaca perlu berhati-hati.",
    "Karena itu bab ini menutup laporan.",
    "Laporan ini karena itu hanya memuat hasilnya.",
    "Sebab itu, angka ini tidak dikutip.",
    "## Sebab keterlambatan",
    "Perubahan dari tahun ke tahun tidak membuktikan sebab.",
    "Karena yang diperiksa hanya contoh, kesimpulannya tidak menjamin setiap berkas.",
    "Profil diisi sendiri, sehingga ketepatannya tidak dapat diperiksa.",
    "Angka yang rendah belum tentu berarti kekurangan, sebab beban setiap kantor lain.",
    "Menurut Pasal 21 UU 25/2009, penyelenggara wajib menanggapi pengaduan, sehingga batas waktunya ditetapkan.",
    "Karena yang selesai lebih banyak, sisa menyusut menjadi {{ sisa | satuan }}.",
    "Sebanyak {{ n | dari }} tertunda karena data pelapor.",
    "Selisih itu menyempit menjadi {{ s.gap }} sehingga urutannya berubah.",
    "Karena responden tidak dipilih secara acak, perbedaan kecil sebaiknya tidak ditafsirkan.",
    "Prosedur ditulis agar pekerjaan tidak tumpang tindih.",
    "Pengaruh kegiatan terhadap sikap pegawai belum diukur.",
    "Responden terbanyak berasal dari Kantor Pusat.",
    "Kunjungan turun karena loket ditutup {# dasar: surat edaran, data/raw/2017/tutup.csv #}.",
    "Kunjungan turun karena loket ditutup. {# dasar: surat edaran #}",
    "Kunjungan turun karena loket ditutup <!-- dasar: surat edaran -->.",
    "Sebagian besar laporan selesai.",
    "Sebabnya tidak tercatat.",
    "Pelatihan diadakan untuk meningkatkan mutu pelayanan.",
    "Pimpinan perlu mempercepat penyelesaian laporan.",
    "Tujuan survei ialah memperbaiki pelayanan.",
]


@pytest.mark.parametrize("sentence", TOLD)
def test_a_cause_without_a_computed_value_is_found(sentence: str) -> None:
    assert len(list(causes(sentence))) == 1


@pytest.mark.parametrize("sentence", INNOCENT)
def test_what_explains_nothing_or_says_its_ground_is_left_alone(sentence: str) -> None:
    assert list(causes(sentence)) == []


def test_each_sentence_is_judged_alone_and_told_by_its_place() -> None:
    text = "Ada {{ n | satuan }}.\nItu turun karena promosi berhenti.\n\nKarena itu hati-hati. Loket tutup lantaran banjir."
    assert [(text[place:].split(maxsplit=1)[0], word) for place, word in causes(text)] == [
        ("karena", "karena"),
        ("lantaran", "lantaran"),
    ]


def notebook(folder: Path, source: str, kind: str = "code") -> Path:
    cell = {"cell_type": kind, "id": "a", "metadata": {"jupyter": {"source_hidden": True}}, "source": source}
    cell |= {"execution_count": None, "outputs": []} if kind == "code" else {}
    path = folder / "bab.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [
        ("%%narasi\nSatu.\nKunjungan turun karena promosi berhenti.", "code", 3),
        ("Kunjungan turun karena promosi berhenti.", "markdown", 1),
        (
            "#| label: fig-a\n#| fig-cap: A\n#| fig-alt: >\n#|   Garis turun\n#|   akibat promosi berhenti.\na.b()",
            "code",
            5,
        ),
        ("#| label: tbl-a\n#| tbl-cap: Kunjungan turun karena promosi berhenti\na.b()", "code", 2),
    ],
    ids=["prose", "markdown", "alt-text", "caption"],
)
def test_every_text_that_a_reader_sees_is_read(tmp_path: Path, source: str, kind: str, line: int) -> None:
    found = [one for one in check_notebook(notebook(tmp_path, source, kind)) if one.rule == "unexplained-cause"]
    assert [one.line for one in found] == [line]


def test_follow_ups_and_captions_of_the_parameters_are_read(tmp_path: Path) -> None:
    path = tmp_path / "2017.yml"
    path.write_text(
        "photos:\n  rapat: {file: a.jpg, caption: Rapat, alt: Peserta berdiri karena kursi habis.}\n"
        "early_warning:\n  - name: Sisa\n    follow_up: Menambah petugas, yang akan mengurangi sisa\n"
        "    source: Disepakati karena rapat\n",
        encoding="utf-8",
    )
    assert [(one.rule, one.line) for one in check_parameters(path)] == [
        ("unexplained-cause", 2),
        ("unexplained-cause", 5),
    ]
