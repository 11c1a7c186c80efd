"""What counts as a datum in words, and what is only a name, a date or an address."""

from __future__ import annotations

import pytest

from laporan.document.exempt_numbers import FORMS, data_numbers

NO_DATA = {
    "peraturan": [
        "UU 25/2009", "UU Nomor 25 Tahun 2009", "Undang-Undang Nomor 5 Tahun 2014", "PermenPANRB 14 Tahun 2017",
        "Perka BKN Nomor 16 Tahun 2016", "Peraturan Menteri PANRB Nomor 14 Tahun 2017", "KEP/25/M.PAN/2/2004",
        "Keputusan Menteri PANRB Nomor KEP/25/M.PAN/2/2004", "PP 96/2012",
        "batas 14/2017", "Perpres Nomor 76 Tahun 2013",
    ],
    "standar": ["ISO 9001:2008", "ISO 9001", "ISO/IEC 27001:2013"],
    "tanggal": ["21 Mei 2018", "4 Oktober", "Januari 2017", "4–6 Oktober 2017", "20 dan 21 Juli", "2017-06-12",
        "Jan 2017"],
    "jam": ["pukul 08.00", "pukul 08.00–16.00", "pukul 7.30 sampai 15.30"],
    "tahun": ["Sepanjang 2017 BKN melayani", "2016 dan 2017", "2016–2018", "(2016)", "tahun 2016/2017"],
    "rujukan": ["Bab II", "Tabel 2", "Gambar 3 dan 4", "Subbab 2.2.1", "halaman 12", "Pasal 5 ayat (2)", "lampiran 1",
        "tahap 2"],
    "subbab": ["bagian depan, 2.2.1. Standar", "lihat 2.1.4"],
    "penomoran": ["1. satu\n2. dua", "yaitu: (1) surat; (2) telepon, dan (3) tatap muka", "3) ketiga"],
    "skala": ["skala 1–4", "skala Likert 1 sampai 4", "skala 0–100"],
    "kode": ["unsur U1", "U1–U9", "SP4N", "butir K14", "P3K", "CC-BY-4.0"],
    "laju per": ["per 1.000 pegawai", "Per 1.000 PNS", "per 100 laporan"],
    "tetapan rumus": ["rata-rata × 25", "skor ÷ 4"],
    "alamat": ["https://www.bkn.go.id/2017/laporan", "data/raw/2017/pkt.csv"],
}  # fmt: skip
DATA = [
    ("Sebanyak 235 responden menjawab", ["235"]),
    ("724 dari 1.057 responden (68%)", ["724", "1.057", "68%"]),
    ("rata-rata 18,23 hari kalender", ["18,23"]),
    ("indeks 80,89 (90,4 %)", ["80,89", "90,4 %"]),
    ("2017 responden", ["2017"]),
    ("2.017 laporan pada 2017", ["2.017"]),
    ("3.995.027 pengguna", ["3.995.027"]),
    ("Loket terendah (12) menjadi perhatian", ["12"]),
    ("Menurut UU 25/2009 ada 14 unsur", ["14"]),
    ("naik +3,25 poin, turun −6,00 poin", ["+3,25", "−6,00"]),
    ("biaya Rp500 juta", ["500"]),
    ("Gambar 20%", ["20%"]),
    ("Pada 21 Mei 2018 tercatat 17 pengaduan", ["17"]),
    ("Tabel 2 memuat 16.912 laporan", ["16.912"]),
    ("nilai 3,52 pada skala 1–4", ["3,52"]),
    ("antara 12–15 hari", ["12", "15"]),
]


@pytest.mark.parametrize("text", [text for texts in NO_DATA.values() for text in texts])
def test_forms_are_no_data(text: str) -> None:
    assert data_numbers(text) == []


@pytest.mark.parametrize(("text", "expected"), DATA, ids=[text for text, _ in DATA])
def test_data_are_found_where_they_stand(text: str, expected: list[str]) -> None:
    found = data_numbers(text)
    assert [token.text for token in found] == expected
    assert all(text[token.start :].startswith(token.text) for token in found)


def test_every_form_has_an_example_that_needs_it() -> None:
    assert [form.name for form in FORMS] == list(NO_DATA)
    for form in FORMS:
        assert any(form.pattern.search(text) for text in NO_DATA[form.name]), form.name
        assert form.why


def test_the_list_stays_short() -> None:
    assert len(FORMS) <= 15
