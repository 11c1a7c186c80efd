"""Numbers and addresses that identify a person are found in whatever form people write them; other numbers are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.data.identifiers import identifiers

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
}
NOTHING = (
    "3.995.027 permintaan", "2017-12-31", "KEP/25/M.PAN/2/2004", "0,1952380952380952", "0.1952380952380952",
    "20171231235959", "nomor 16 Tahun 2014", "sha256 49e9b4903fd04f025a690767f0bd65fb", "2.260 dari 4.208 (53,7%)",
    "Rp1.234.567.890.123.456", "9999999999999999", "1999999999999999", "@fig-skm", "08.00–16.00", "35202/1931", "a08391234567bcde", "sha256:0837812345670e0dab12", "77.16250117880001", "5.480402501188001",
    "123456789012345678901234567890", "tahun 2016, 2017, 2018 dan 2019",
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
    assert all(0 <= found.start < len(text) for found in identifiers(text))


@pytest.mark.parametrize("text", ["1" * 200_000, "1 " * 100_000, "a@" * 100_000, "a." * 100_000, "0 8" * 60_000])
def test_long_texts_are_gone_through_in_their_own_time(text: str) -> None:
    before = time.process_time()
    list(identifiers(text))
    assert time.process_time() - before < 20
