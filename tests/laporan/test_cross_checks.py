"""The check of a number from its other side: only what is really across, and nothing that tells of persons."""

from __future__ import annotations

from typing import Any

import pytest

from laporan.document.cross_checks import add_cross_checks
from laporan.facts.fact_book import describe
from laporan.facts.identity import Identity, at_most
from laporan.facts.lineage import Basis, RowSet, Source
from laporan.facts.quantity import Quantity
from laporan.notebook.identities import Checked
from laporan.page.origin_words import other_side

LOG = Source("2017/pusat/pengaduan", "pengaduan.csv", "0" * 64, "published", "Pengaduan", 9)
LIST = Source("2017/pusat/media_sosial", "media.csv", "1" * 64, "published", "Media", 9)
SURVEY = Source("2017/pusat/skm", "skm.csv", "2" * 64, "published", "SKM", 42, secret="ab" * 64)


def of(
    value: int, name: str = "", *, source: Source = LOG, rows: range = range(2, 6), unit: str = "laporan"
) -> Quantity:
    return Quantity(value, unit, basis=Basis({source: RowSet.of(rows)}), name=name)


IN, BEFORE, DONE, LEFT = of(5, "masuk"), of(3, "sisa awal"), of(6, "selesai"), of(2, "terbuka")
HANDLED = (IN + BEFORE).called("yang ditangani")
BALANCE = Identity("bab", "Masuk + sisa = selesai + terbuka", "semua", HANDLED, DONE + LEFT)


def card(number: Quantity, *identities: Identity) -> str:
    fact: dict[str, Any] = describe("bab.angka", str(number), "angka", number, number.basis)
    add_cross_checks({"bab.angka": fact}, Checked(identities).told())
    return other_side(fact)


def test_a_number_is_told_what_stands_across() -> None:
    assert card(HANDLED, BALANCE) == "selesai 6 + terbuka 2 = 8, dari berkas yang sama"


@pytest.mark.parametrize(
    "number",
    [
        of(8, "yang lain"),
        of(8),
        of(9, "yang ditangani"),
        of(8, "yang ditangani", rows=range(2, 5)),
        of(8, "yang ditangani", source=LIST),
        of(8, "yang ditangani", unit="kasus"),
    ],
    ids=["another-name", "no-name", "another-value", "other-rows", "another-file", "another-unit"],
)
def test_what_is_another_number_has_no_check(number: Quantity) -> None:
    assert card(number, BALANCE) == ""


@pytest.mark.parametrize(
    "identity",
    [
        Identity("bab", "Sisi yang sama", "semua", HANDLED, IN + BEFORE),
        Identity("bab", "Dilanggar", "semua", HANDLED, DONE),
        at_most("bab", "Bagian", "semua", HANDLED, of(20, "semua")),
        Identity("bab", "Kata", "semua", "B", "B"),
    ],
    ids=["its-own-sum", "broken", "no-more-than", "words"],
)
def test_what_proves_nothing_of_a_number_is_no_check(identity: Identity) -> None:
    assert card(HANDLED, identity) == ""


def test_another_file_says_more_than_the_same() -> None:
    elsewhere = Identity("bab", "Menurut daftar", "semua", HANDLED, of(8, source=LIST))

    assert card(HANDLED, BALANCE, elsewhere) == "menurut daftar (semua): 8, dari berkas lain"


def test_named_parts_say_more_than_a_law() -> None:
    counted_again = Identity("bab", "Menurut daftar", "semua", HANDLED, of(8))

    assert card(HANDLED, counted_again, BALANCE) == "selesai 6 + terbuka 2 = 8, dari berkas yang sama"


def test_a_law_that_rows_could_break_is_not_said_to_have_another_file() -> None:
    areas = Identity("bab", "Kedua area = semua", "semua", HANDLED, of(8), rule_of_data=True)

    assert card(HANDLED, areas).endswith("dari berkas yang sama")


def test_parts_with_one_name_are_told_by_their_law() -> None:
    parts = of(3, "masuk") + of(5, "masuk")

    assert card(HANDLED, Identity("bab", "Jumlah kanal", "semua", HANDLED, parts)).startswith(
        "jumlah kanal (semua): 3 + 5"
    )


@pytest.mark.hostile("person")
def test_a_side_that_tells_of_a_few_persons_stays_untold() -> None:
    everyone = of(40, "responden", source=SURVEY, rows=range(2, 42), unit="responden")
    few = of(38, "puas", source=SURVEY, rows=range(2, 42), unit="responden")
    rest = of(2, "tidak puas", source=SURVEY, rows=range(2, 42), unit="responden")

    assert card(everyone, Identity("skm", "Jumlah", "semua", everyone, few + rest)) == ""
