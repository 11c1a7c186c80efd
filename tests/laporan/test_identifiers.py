"""Numbers and addresses that identify a person are found in whatever form people write them; other numbers are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.data.identifiers import identifiers, masked, spelling

pytestmark = pytest.mark.hostile("person")

NIK = "3404025011880001"  # a made-up number with the issuer's form: a woman born on 10 November 1988
NIP = "199301212020121001"
FOUND = {
    "nik": (f"NIK {NIK}", "NIK"),
    "nik after a full stop": (f"NIK.{NIK}.", "NIK"),
    "nik in groups": ("3404 0250 1188 0001", "NIK"),
    "nik with dots": ("340402.501188.0001", "NIK"),
    "nik of an unknown region": ("9904025011880001"[:0] + "9604025011880001", "NIK"),
    "nip": (NIP, "NIP"),
    "nip in groups": ("19930121 202012 1 001", "NIP"),
    "nip shortened": ("NIP 199301212020 12", "NIP"),
    "npwp": ("01.312.166.0-091.000", "NPWP"),
    "npwp by its name": ("NPWP: 013121660091000", "NPWP"),
    "mobile": ("WA 081234567890", "nomor telepon"),
    "mobile in groups": ("hubungi 0812-3456-7890 ya", "nomor telepon"),
    "mobile abroad": ("+62 812 3456 7890", "nomor telepon"),
    "mobile in brackets": ("(+62)81234567890", "nomor telepon"),
    "mobile without plus": ("6281234567890", "nomor telepon"),
    "e-mail": ("surel budi.s@contoh.co.id", "alamat surel"),
    "e-mail disguised": ("budi[at]contoh.com", "alamat surel"),
    "nik spelled out": ("3 4 0 4 0 2 5 0 1 1 8 8 0 0 0 1", "NIK"),
    "nik with slashes": ("3404/0250/1188/0001", "NIK"),
    "nik with double spaces": ("3404  0250  1188  0001", "NIK"),
    "nik in a link": (f"https://cek.contoh.go.id/?nik={NIK}&x=1", "NIK"),
    "nik with another day, by its name": ("No. KK: 3404029911880001", "NIK"),
    "nik in full-width digits": ("３４０４０２５０１１８８０００１", "NIK"),
    "nik in Arabic digits": ("٣٤٠٤٠٢٥٠١١٨٨٠٠٠١", "NIK"),
    "nik with signs that nobody sees": ("3404\u200b0250\u200d1188\ufeff0001", "NIK"),
    "nik in keycaps": ("".join(f"{digit}\ufe0f\u20e3" for digit in NIK), "NIK"),
    "nip with dots": ("19930121.202012.1.001", "NIP"),
    "nip of nine digits": ("NIP. 130 123 456", "NIP"),
    "nip of nine digits, said to be old": ("NIP lama: 130123456", "NIP"),
    "nip cut to the day of birth": ("NIP 19930121", "NIP"),
    "mobile with dashes and spaces": ("0812 – 3456 – 7890", "nomor telepon"),
    "mobile with double spaces": ("0812  3456  7890", "nomor telepon"),
    "mobile with slashes": ("0812/3456/7890", "nomor telepon"),
    "mobile with dots": ("0812.3456.7890", "nomor telepon"),
    "mobile with underscores": ("0812_3456_7890", "nomor telepon"),
    "mobile of nine digits": ("081234567", "nomor telepon"),
    "mobile spelled out": ("0 8 1 2 3 4 5 6 7 8 9 0", "nomor telepon"),
    "mobile with a zero in brackets": ("+62 (0) 812 3456 7890", "nomor telepon"),
    "mobile with zeros for the plus": ("0062 812 3456 7890", "nomor telepon"),
    "mobile with soft hyphens": ("0812\u00ad3456\u00ad7890", "nomor telepon"),
    "mobile with hard spaces": ("0812\u00a03456\u20027890", "nomor telepon"),
    "mobile with hyphens that are minus signs": ("0812\u22123456\u22127890", "nomor telepon"),
    "mobile that a spreadsheet cut": ("81234567890", "nomor telepon"),
    "mobile over two lines": ("0812-3456-\n7890", "nomor telepon"),
    "mobile in a link": ("https://wa.me/6281234567890", "nomor telepon"),
    "mobile behind an escape": ("tel:%2B6281234567890", "nomor telepon"),
    "mobile behind escapes of JavaScript": ("'\\x30\\u00381234567890'", "nomor telepon"),
    "mobile glued to a word": ("HP081234567890", "nomor telepon"),
    "land line with an extension": ("021-8093008 ext. 1234", "nomor telepon"),
    "land line in brackets": ("(0274) 512345", "nomor telepon"),
    "land line in one piece": ("0218093008", "nomor telepon"),
    "land line by its name": ("Telp. 809 3008", "nomor telepon"),
    "number of another country": ("+65 6321 8888", "nomor telepon"),
    "e-mail in brackets": ("nama (at) kantor (dot) go.id", "alamat surel"),
    "e-mail in braces": ("nama{at}kantor{dot}go{dot}id", "alamat surel"),
    "e-mail in words": ("nama at kantor dot go dot id", "alamat surel"),
    "e-mail with spaces": ("nama @ kantor.go.id", "alamat surel"),
    "e-mail in full-width signs": ("nama＠kantor．go．id", "alamat surel"),
    "e-mail behind entities": ("nama&#64;kantor.go.id", "alamat surel"),
    "e-mail behind an escape": ("nama%40kantor.go.id", "alamat surel"),
    "npwp with a dot for the dash": ("01.312.166.0.091.000", "NPWP"),
    "npwp with dashes": ("01.312.166.0-091-000", "NPWP"),
    "nik with commas": ("3404,0250,1188,0001", "NIK"),
    "nik with colons": ("340402:501188:0001", "NIK"),
    "nik with bars": ("3404 | 0250 | 1188 | 0001", "NIK"),
    "nik with tabs": ("3404\t0250\t1188\t0001", "NIK"),
    "nik before a word": (f"{NIK}budi", "NIK"),
    "nik between colours of a terminal": ("3404025\x1b[0m\x1b[31m011880001", "NIK"),
    "nip of a contract": ("199301212021212001", "NIP"),
    "nip of a contract, by its name": ("NI PPPK: 1993 0121 2021 99", "NIP"),
    "nip of a contract, in one word": ("NIPPPK 199301212021992001", "NIP"),
    "mobile with commas": ("0812,3456,7890", "nomor telepon"),
    "mobile with semicolons": ("0812; 3456; 7890", "nomor telepon"),
    "mobile with stars": ("0812*3456*7890", "nomor telepon"),
    "e-mail with spaces everywhere": ("nama @ kantor . go . id", "alamat surel"),
    "e-mail half in words": ("nama[at]kantor titik go titik id", "alamat surel"),
    "e-mail in capital words": ("NAMA AT KANTOR DOT GO DOT ID", "alamat surel"),
    "e-mail with a comma": ("nama@kantor,com", "alamat surel"),
    "e-mail of a quoted name": ('"nama lain"@kantor.go.id', "alamat surel"),
}
NOTHING = (
    "3.995.027 permintaan", "2017-12-31", "KEP/25/M.PAN/2/2004", "0,1952380952380952", "0.1952380952380952",
    "20171231235959", "nomor 16 Tahun 2014", "sha256 49e9b4903fd04f025a690767f0bd65fb", "2.260 dari 4.208 (53,7%)",
    "Rp1.234.567.890.123.456", "9999999999999999", "1999999999999999", "@fig-skm", "08.00–16.00", "35202/1931", "a08391234567bcde", "_Toc081994870c9bf6bf", "sha256:0837812345670e0dab12", "77.16250117880001", "5.480402501188001",
    "123456789012345678901234567890", "tahun 2016, 2017, 2018 dan 2019", "880 873 678 412 135 1",
    "1.230 880 4.208 3.852 356", "3.442 1.052 963 421 12 2", "2014-07-09 2017-02-06", "1999-01-01 2017-02-06",
    "08-11-2017 09.00", "08/11/2017-15/11/2017", "08.00 09.30 10.00 11.30", "2 0 1 7 1 2 3 1", "1.1.1 1.1.2 1.2.1",
    "f47ac10b-0812-3456-7890-0e02b2c3d479", "2-236,240-812,1024-3456", "U1 3,52 U2 3,08 U3 2,81", "0,0812345678",
    "rgb(8, 12, 34, 56)", "901 1.081 1.835 147 92,6%", "1.081 14 1.067 551", "NIK dan Nomor KK Tidak Ditemukan 14010 29,8", "tel 2016", "16 @ 2", "WA 2017",
    "DIPA-088.01.1.427421/2017", "088.01.06.3632.001", "Rp3404025011880001", "Rp 812345678901", "3404025011880001,00 rupiah",
    "12,345,678,901,234", "100,000,000,000", "2014,2015,2016,2017", "1107,2315,1190,2001", "07:30|16:00|07:30", "rapat @ BKN. Kami",
    "Kpts. 24/KEP/2018", "QS 9001:2015", "lampiran 2.2.3.1", "100.000.000.000.000", "+12,5", "+1.234.567",
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), FOUND.values(), ids=FOUND)
def test_what_identifies_a_person_is_found_and_not_repeated(text: str, kind: str) -> None:
    (found,) = identifiers(f"Lapor: {text} terima kasih")
    assert found.kind == kind
    assert NIK not in str(found)
    assert len(found.shown) <= 5


@pytest.mark.parametrize("text", NOTHING)
def test_other_numbers_are_let_pass(text: str) -> None:
    assert list(identifiers(f"Sebanyak {text} tercatat")) == []


@pytest.mark.parametrize(
    ("text", "sure"), [(NIK, True), ("3404025099880001", False), ("081234567890", True), (NIP, True)]
)
def test_the_message_says_how_sure_it_is(text: str, sure: bool) -> None:
    found = list(identifiers(text))
    assert [one.sure for one in found] == ([sure] if found else [])


@given(st.text(alphabet="0123456789 .-@ab", max_size=300))
def test_any_text_is_gone_through(text: str) -> None:
    assert all(0 <= found.span[0] < found.span[1] for found in identifiers(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("+62 (21) 809-3008", "0218093008"), ("Humas @ BKN.go.id", "humas@bkn.go.id"), ("a (at) b (dot) id", "a@b.id")],
)
def test_one_number_in_two_spellings_is_the_same(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


def test_a_text_is_masked_where_it_tells_of_a_person() -> None:
    assert masked("foto 0812-3456-7890, surel budi@contoh.id.jpg") == "foto 0812…, surel budi…"


@pytest.mark.parametrize(
    "text",
    ["1" * 200_000, "1 " * 100_000, "a@" * 100_000, "a." * 100_000, "0 8" * 60_000, "0812 " * 40_000, "(0" * 90_000],
)
def test_long_texts_are_gone_through_in_their_own_time(text: str) -> None:
    before = time.process_time()
    list(identifiers(text))
    assert time.process_time() - before < 20
