"""What a number refuses: other units, other kinds of days, shares of other wholes, words for what is not counted."""

from __future__ import annotations

import operator
import statistics
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.core.errors import EmptySelectionError, MethodChangedError, NarrativeError, NotANumberError, UnitError
from laporan.facts import printed, quantity
from laporan.facts.lineage import Basis, RowSet, Source, as_loaded
from laporan.facts.quantity import (
    CALENDAR_DAYS,
    POINTS,
    SHARE,
    WORKING_DAYS,
    Quantity,
    exact,
    mean,
    median,
    relative_change,
    share,
    summed,
    total,
)
from laporan.notebook.narrative import render

REPORTS, PEOPLE = Quantity(3, "laporan"), Quantity(3, "orang")
CALENDAR, WORKING = Quantity(3, CALENDAR_DAYS), Quantity(3, WORKING_DAYS)
COMPARISONS = {
    "less": operator.lt,
    "at-most": operator.le,
    "more": operator.gt,
    "at-least": operator.ge,
    "equal": operator.eq,
    "unequal": operator.ne,
    "smallest": min,
    "largest": max,
    "in-order": lambda a, b: sorted([a, b]),
    "one-of": lambda a, b: [b].count(a),
    "direction": printed.arah,
}


def of(part: int, whole: int, unit: str = "laporan") -> Quantity:
    return share(Quantity(part, unit), Quantity(whole, unit))


@pytest.mark.parametrize("compare", COMPARISONS.values(), ids=COMPARISONS)
@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(REPORTS, PEOPLE, id="reports-and-people"),
        pytest.param(CALENDAR, WORKING, id="kinds-of-days"),
        pytest.param(of(1, 2), Quantity(50, POINTS), id="share-and-points"),
        pytest.param(REPORTS, Quantity(3), id="with-a-unit-and-without"),
    ],
)
def test_other_units_are_never_compared(compare: Callable[..., Any], left: Quantity, right: Quantity) -> None:
    with pytest.raises(UnitError, match="tidak dapat dibandingkan"):
        compare(left, right)


def test_a_sentence_says_why_it_cannot_compare() -> None:
    with pytest.raises(UnitError, match="hari kalender"):
        render("{{ arah(a, b) }}", {"a": CALENDAR, "b": WORKING})


@pytest.mark.parametrize(
    ("value", "other"),
    [
        pytest.param(2, 2, id="whole"),
        pytest.param(Fraction(1, 10), 0.1, id="fraction-and-float"),
        pytest.param(Fraction(1, 2), Decimal("0.50"), id="fraction-and-decimal"),
        pytest.param(Decimal("80.89"), 80.89, id="decimal-and-float"),
    ],
)
def test_values_are_compared_exactly_whatever_their_type(value: Any, other: Any) -> None:
    assert Quantity(value, "poin") == other
    assert other == Quantity(value, "poin")
    assert Quantity(value, "poin") == Quantity(other, "poin")
    assert not Quantity(value, "poin") < other
    assert Quantity(value, "poin") < other + 1
    assert Quantity(value, "poin") != other + 1


@pytest.mark.parametrize("other", [None, "3", [3], object()], ids=["nothing", "text", "list", "object"])
def test_a_number_is_unequal_to_what_is_no_number(other: Any) -> None:
    assert other != REPORTS
    with pytest.raises(TypeError):
        assert other > REPORTS


def test_a_number_is_no_key_of_a_set() -> None:
    """It equals a plain number and refuses other units, so that no hash could keep its promise."""
    with pytest.raises(TypeError, match="unhashable"):
        hash(REPORTS)


@given(st.integers(-99, 99), st.integers(-99, 99))
def test_one_unit_is_ordered_as_its_values(a: int, b: int) -> None:
    left, right = Quantity(a, "laporan"), Quantity(b, "laporan")
    for compare in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
        assert compare(left, right) == compare(left, b) == compare(a, b)


def test_days_of_two_kinds_have_no_ratio() -> None:
    with pytest.raises(UnitError, match="dibagi"):
        assert CALENDAR / WORKING


def test_a_number_divided_by_a_plain_one_keeps_its_unit() -> None:
    assert Quantity(Fraction(3, 2), CALENDAR_DAYS) == CALENDAR / 2


class TestShares:
    def test_a_difference_is_in_percentage_points(self) -> None:
        change = of(3, 4) - of(1, 2, "orang")
        assert (change.value, change.unit) == (25, "poin persen")

    @pytest.mark.parametrize(
        ("write", "told"),
        [
            pytest.param(printed.angka, "25 poin persen", id="alone"),
            pytest.param(printed.satuan, "25 poin persen", id="with-its-unit"),
            pytest.param(printed.selisih, "+25 poin persen", id="signed"),
            pytest.param(printed.besar, "25 poin persen", id="size"),
            pytest.param(lambda q: printed.angka(q, 1), "25,0 poin persen", id="one-decimal"),
        ],
    )
    def test_percentage_points_are_always_named(self, write: Callable[..., printed.Printed], told: str) -> None:
        change = of(3, 4) - of(1, 2)
        assert str(write(change)) == told
        assert write(change).pieces[0].quantity == change

    def test_a_fall_has_its_sign_or_none(self) -> None:
        fall = of(1, 2) - of(3, 4)
        assert (str(printed.selisih(fall)), str(printed.besar(fall))) == ("−25 poin persen", "25 poin persen")

    def test_a_relative_change_stays_a_percentage_even_of_shares(self) -> None:
        assert relative_change(of(1, 2), of(3, 4)) == Quantity(Fraction(1, 2), SHARE)

    def test_parts_of_one_whole_are_a_part_of_it(self) -> None:
        both = of(1, 4) + of(2, 4)
        assert both == of(3, 4)
        assert str(printed.dari(both)) == "3 dari 4 laporan (75%)"

    def test_shares_are_summed_from_any_number(self) -> None:
        assert str(printed.dari(summed((of(n, 10) for n in (1, 2, 3)), SHARE))) == "6 dari 10 laporan (60%)"
        assert summed([], SHARE) == Quantity(0, SHARE)
        assert sum([of(1, 4), of(1, 4)]) == of(2, 4)

    def test_weights_without_a_whole_are_added(self) -> None:
        assert Quantity(Fraction(1, 4), SHARE) + Quantity(Fraction(3, 4), SHARE) == Quantity(1, SHARE)

    @pytest.mark.parametrize(
        "operation",
        [
            pytest.param(lambda: of(1, 2) + of(1, 4), id="sum-of-shares-of-other-wholes"),
            pytest.param(lambda: of(1, 4) + of(1, 4, "orang"), id="sum-of-shares-of-other-things"),
            pytest.param(lambda: summed([of(1, 2), of(1, 4)], SHARE), id="summed"),
            pytest.param(lambda: sum([of(1, 2), of(1, 4)]) / 2, id="mean-of-shares"),
            pytest.param(lambda: of(1, 4) + Quantity(Fraction(1, 4), SHARE), id="with-a-share-of-unknown-base"),
            pytest.param(lambda: share(of(1, 4), of(1, 2)), id="share-of-a-share"),
            pytest.param(lambda: of(1, 4) + (of(3, 4) - of(1, 4)), id="share-and-points"),
            pytest.param(lambda: summed([REPORTS], "orang"), id="summed-in-another-unit"),
        ],
    )
    def test_what_has_no_meaning_is_refused(self, operation: Callable[[], Quantity]) -> None:
        with pytest.raises(UnitError):
            operation()


class TestInWords:
    @pytest.mark.parametrize(
        ("value", "told"),
        [
            pytest.param(0, "nol", id="nothing"),
            pytest.param(9, "sembilan", id="nine"),
            pytest.param(10, "10", id="ten"),
            pytest.param(Fraction(6, 2), "tiga", id="whole-fraction"),
            pytest.param(3.0, "tiga", id="whole-float"),
            pytest.param(PEOPLE, "tiga", id="quantity"),
            pytest.param(10**30, "1" + ".000" * 10, id="larger-than-decimals-reach"),
        ],
    )
    def test_whole_numbers(self, value: Any, told: str) -> None:
        assert str(printed.terbilang(value)) == told

    @pytest.mark.parametrize(
        "value",
        [
            pytest.param(2.5, id="part-of-a-thing"),
            pytest.param(Fraction(7, 2), id="fraction"),
            pytest.param(Quantity(Decimal("18.23"), CALENDAR_DAYS), id="days"),
            pytest.param(-3, id="negative"),
            pytest.param(True, id="truth"),
            pytest.param(float("nan"), id="no-number"),
            pytest.param(float("inf"), id="infinite"),
            pytest.param("3", id="text"),
            pytest.param(of(4, 4), id="share"),
            pytest.param(of(3, 4) - of(1, 4), id="points"),
        ],
    )
    def test_what_is_not_counted_is_refused(self, value: Any) -> None:
        with pytest.raises(NarrativeError):
            printed.terbilang(value)


@pytest.mark.parametrize(
    "value", [REPORTS, of(3, 4) - of(1, 4), CALENDAR], ids=["count", "percentage-points", "duration"]
)
@pytest.mark.parametrize("write", [printed.persen, printed.dari, printed.hitungan], ids=lambda verb: verb.__name__)
def test_what_is_no_share_is_not_written_as_one(write: Callable[..., Any], value: Quantity) -> None:
    with pytest.raises(NarrativeError):
        write(value)


@pytest.mark.parametrize(
    ("value", "fraction"),
    [
        pytest.param(80.89, Fraction(8089, 100), id="float-by-its-shortest-text"),
        pytest.param(0.1, Fraction(1, 10), id="float-without-a-binary-form"),
        pytest.param(1e-7, Fraction(1, 10**7), id="float-with-an-exponent"),
        pytest.param(Decimal("80.89"), Fraction(8089, 100), id="decimal"),
        pytest.param(Fraction(1, 3), Fraction(1, 3), id="fraction"),
        pytest.param(3, Fraction(3), id="whole"),
    ],
)
def test_a_value_is_exact(value: Any, fraction: Fraction) -> None:
    assert exact(value) == fraction
    assert type(exact(value)) is Fraction


@given(st.lists(st.integers(-99, 99), min_size=1))
def test_median_and_mean_are_those_of_the_standard_library(values: list[int]) -> None:
    whole = pd.Series(values)
    for column in (whole, whole.map(Decimal)):
        assert median(column, "poin").value == statistics.median(map(Fraction, values))
        assert mean(column, "poin").value == Fraction(sum(values), len(values))
        assert total(column, "poin").value == sum(values)


def test_the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() -> None:
    assert median(pd.Series([9, 1, 2, 4]), CALENDAR_DAYS) == Quantity(3, CALENDAR_DAYS)
    assert median(pd.Series([1, 2, 3, 9]), CALENDAR_DAYS) == Quantity(Fraction(5, 2), CALENDAR_DAYS)
    assert median(pd.Series([Decimal(1), Decimal(2)]), "poin") == Quantity(Fraction(3, 2), "poin")


def _rests(quantity: Quantity) -> list[str]:
    return [source.name for source in quantity.basis.sources]


def _of_file(value: Any, unit: str, file: str, rule: str = "KEP/25") -> Quantity:
    rows = {Source(file, file, "", "published", file, 1): RowSet.of([2])}
    return Quantity(value, unit, basis=Basis(rows), rule=rule)


A, B = _of_file(8, "laporan", "a.csv"), _of_file(2, "laporan", "b.csv")


@pytest.mark.parametrize(
    ("make", "value", "unit"),
    [
        pytest.param(lambda: A + B, 10, "laporan", id="sum"),
        pytest.param(lambda: A - B, 6, "laporan", id="difference"),
        pytest.param(lambda: A / B, 4, "", id="ratio"),
        pytest.param(lambda: share(B, A), Fraction(1, 4), SHARE, id="share"),
        pytest.param(lambda: relative_change(A, B), Fraction(-3, 4), SHARE, id="relative-change"),
        pytest.param(lambda: share(A, A) - share(B, A), 75, POINTS, id="difference-of-shares"),
        pytest.param(lambda: share(B, A) + share(B, A), Fraction(1, 2), SHARE, id="sum-of-shares"),
        pytest.param(lambda: summed([A, B], "laporan"), 10, "laporan", id="summed"),
    ],
)
def test_what_is_made_of_two_has_the_rows_and_the_rule_of_both(
    make: Callable[[], Quantity], value: Any, unit: str
) -> None:
    made = make()
    assert (made.value, made.unit, made.rule, _rests(made)) == (value, unit, "KEP/25", ["a.csv", "b.csv"])


@pytest.mark.parametrize(
    ("make", "value"),
    [
        pytest.param(lambda: -A, -8, id="negative"),
        pytest.param(lambda: abs(-A), 8, id="size"),
        pytest.param(lambda: abs(A), 8, id="size-of-a-positive"),
        pytest.param(lambda: A / 2, 4, id="half"),
        pytest.param(lambda: A.counted_as("laporan"), 8, id="counted-as"),
        pytest.param(lambda: 0 + A, 8, id="begun-with-zero"),
        pytest.param(lambda: 1 + A, 9, id="begun-with-one"),
    ],
)
def test_what_is_made_of_one_keeps_its_unit_rows_and_rule(make: Callable[[], Quantity], value: Any) -> None:
    made = make()
    assert (made.value, made.unit, made.rule, _rests(made)) == (value, "laporan", "KEP/25", ["a.csv"])


@given(st.fractions(-3, 3))
def test_a_size_is_never_negative(value: Fraction) -> None:
    assert abs(Quantity(value, "poin")).value == abs(value)


def test_a_share_keeps_its_part_and_a_change_its_base() -> None:
    part = share(B, A)
    assert (part.part, part.of, relative_change(A, B).of) == (B, A, A)
    assert relative_change(A, B).part is None
    assert ((A / B).part, (A / B).of) == (A, B)
    assert ((part + part).part, (part + part).of) == (B + B, A)
    assert ((-part).of, (-part).part) == (A, None)


@pytest.mark.parametrize(
    ("compute", "message"),
    [
        pytest.param(lambda: REPORTS + PEOPLE, "“laporan” dan “orang” tidak dapat dijumlahkan", id="sum"),
        pytest.param(
            lambda: REPORTS - Quantity(1), "“laporan” dan “tanpa satuan” tidak dapat dikurangkan", id="difference"
        ),
        pytest.param(lambda: Quantity(1) < REPORTS, "“tanpa satuan” dan “laporan” tidak dapat dibandingkan", id="less"),
        pytest.param(lambda: share(REPORTS, PEOPLE), "“laporan”", id="share"),
        pytest.param(lambda: relative_change(REPORTS, PEOPLE), "perubahan dari “laporan” ke “orang”", id="change"),
        pytest.param(lambda: CALENDAR / WORKING, "“hari kalender” tidak dapat dibagi dengan “hari kerja”", id="ratio"),
        pytest.param(
            lambda: WORKING / CALENDAR, "“hari kerja” tidak dapat dibagi dengan “hari kalender”", id="ratio-2"
        ),
        pytest.param(lambda: of(1, 2) + of(1, 4), "bagian dari 2 laporan dan bagian dari 4 laporan", id="shares"),
        pytest.param(lambda: share(of(1, 2), of(1, 4)), "bagian dari persentase", id="share-of-shares"),
        pytest.param(
            lambda: summed([REPORTS], "orang"), "“laporan” tidak dapat dijumlahkan sebagai “orang”", id="summed"
        ),
    ],
)
def test_a_refusal_says_which_units(compute: Callable[[], object], message: str) -> None:
    with pytest.raises(UnitError) as told:
        compute()
    assert message in str(told.value)


@pytest.mark.parametrize("template", ["{{ q | int }}", "{{ q | round }}", "{{ q | round(1) }}"])
@pytest.mark.parametrize("value", [of(3, 4), Quantity(Fraction(7, 2), CALENDAR_DAYS)], ids=["share", "part-of-a-day"])
def test_a_sentence_rounds_only_by_the_filters_that_print(template: str, value: Quantity) -> None:
    with pytest.raises(UnitError, match="hanya saat dicetak"):
        render(template, {"q": value})


def test_a_quantity_is_a_number_to_python() -> None:
    assert (int(A), float(A), bool(A), bool(A - A)) == (8, 8.0, True, False)
    assert (str(A), repr(A), str(of(1, 4)), repr(of(1, 4)), repr(Quantity(3))) == ("8", "8 laporan", "25%", "25%", "3")


def test_a_sum_with_a_change_has_a_base_and_no_part() -> None:
    change, part = relative_change(A, B), share(B, A)
    for added in (change + change, change + part, part + change):
        assert (added.part, added.of) == (None, A)


def test_one_side_that_names_a_rule_names_it_for_both() -> None:
    for made in (A - B.by(""), A.by("") - B, A + B.by(""), A.by("") + B, A / B.by(""), A.by("") / B):
        assert made.rule == "KEP/25"


class TestColumnsOfAnything:
    """What is added up is all there: pandas leaves out what is missing, and joins texts."""

    @pytest.mark.parametrize(
        ("values", "total", "mean", "median"),
        [
            pytest.param([0.5, 0.7], Fraction(6, 5), Fraction(3, 5), Fraction(3, 5), id="floats"),
            pytest.param([1.0, 2.0], 3, Fraction(3, 2), Fraction(3, 2), id="whole floats"),
            pytest.param([0.1] * 3, Fraction(3, 10), Fraction(1, 10), Fraction(1, 10), id="floats without binary form"),
            pytest.param([Decimal("1.25"), Decimal(2)], Decimal("3.25"), Fraction(13, 8), Fraction(13, 8), id="decimals"),
            pytest.param(pd.Series([200, 200], dtype="uint8"), 400, 200, 200, id="small integers"),
            pytest.param(pd.Series([1, 2], dtype="Int64"), 3, Fraction(3, 2), Fraction(3, 2), id="nullable"),
            pytest.param([Fraction(1, 3), 1], Fraction(4, 3), Fraction(2, 3), Fraction(2, 3), id="fractions"),
        ],
    )  # fmt: skip
    def test_is_exact(self, values: Any, total: Any, mean: Any, median: Any) -> None:
        column = pd.Series(values)
        found = [verb(column, "hari").value for verb in (quantity.total, quantity.mean, quantity.median)]
        assert found == [total, mean, median]

    @pytest.mark.parametrize(
        "values",
        [
            pytest.param([1.0, None], id="missing float"),
            pytest.param(pd.Series([1, None, 3], dtype="Int64"), id="missing integer"),
            pytest.param([Decimal(1), Decimal("NaN")], id="missing decimal"),
            pytest.param(["1", "2"], id="texts"),
            pytest.param(pd.to_timedelta([1, 2], unit="D"), id="durations"),
        ],
    )
    @pytest.mark.parametrize("verb", [quantity.total, quantity.mean, quantity.median])
    def test_that_is_no_number_is_refused(self, values: Any, verb: Any) -> None:
        with pytest.raises(NotANumberError, match=r"kolom “hari”: \d dari \d nilainya kosong .*indeks \d"):
            verb(pd.Series(values, name="hari"), "hari")

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), "5", None, True, np.float64("nan")])
    def test_a_quantity_is_a_finite_number(self, value: Any) -> None:
        with pytest.raises(NotANumberError, match="bukan bilangan"):
            quantity.given(value, "laporan")

    @pytest.mark.parametrize(("value", "exact"), [(np.int64(4), 4), (np.float32(80.89), 80.89), (np.uint8(200), 200)])
    def test_a_scalar_of_numpy_is_one_of_python(self, value: Any, exact: Any) -> None:
        found = quantity.given(value, "laporan").value
        assert found == exact
        assert type(found) is type(exact)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        pytest.param(lambda: printed.dari(of(5, 4)), NarrativeError, "bukan bagian dari", id="more than the whole, in a sentence"),
        pytest.param(lambda: printed.hitungan(of(5, 4)), NarrativeError, "bukan bagian dari", id="and in a table"),
        pytest.param(lambda: of(3, 4) + of(2, 4), UnitError, "terhitung di keduanya", id="parts that overlap"),
        pytest.param(lambda: relative_change(-A, A), UnitError, "pakai selisihnya", id="a change from below zero"),
        pytest.param(lambda: printed.rentang(A, A - A, (0, 0)), NarrativeError, "batas bawahnya", id="a range upside down"),
        pytest.param(lambda: printed.rentang(CALENDAR, WORKING, (0, 0)), UnitError, "hari kerja", id="a range of two units"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_not_printed(make: Callable[[], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        make()


LOG = as_loaded(
    pd.DataFrame({"hari": [1, 2, 6]}, index=[2, 3, 4]), Source("2017/pusat/log", "log.csv", "", "published", "Log", 3)
)


@pytest.mark.parametrize(
    ("make", "value"),
    [
        pytest.param(lambda: quantity.count(LOG, "hari kerja"), 3, id="count"),
        pytest.param(lambda: quantity.count_where(LOG, LOG["hari"] > 0, "hari kerja"), 3, id="count-where"),
        pytest.param(lambda: total(LOG["hari"], "hari kerja"), 9, id="total"),
        pytest.param(lambda: mean(LOG["hari"], "hari kerja"), 3, id="mean"),
        pytest.param(lambda: median(LOG["hari"], "hari kerja"), 2, id="median"),
        pytest.param(lambda: quantity.given(5, "hari kerja", LOG), 5, id="given"),
    ],
)
def test_what_is_counted_from_rows_has_their_unit_and_rests_on_them(make: Callable[[], Quantity], value: int) -> None:
    made = make()
    assert (made.value, made.unit, made.basis) == (value, "hari kerja", Basis.of(LOG))


@pytest.mark.parametrize("verb", [mean, median])
def test_rows_that_are_known_are_not_collected_again(verb: Callable[..., Quantity]) -> None:
    assert verb(LOG["hari"], "hari", A.basis).basis == A.basis


NONE_LEFT = LOG[LOG["hari"] > 9]["hari"]
NOTHING = "tidak ada hasilnya. Periksa saringannya, atau tanyakan dahulu dengan if"


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        pytest.param(lambda: A / 0, f"8 laporan dibagi nol: {NOTHING}", id="by-zero"),
        pytest.param(
            lambda: A / (B - B), f"8 laporan dibagi nol laporan (b.csv): {NOTHING}", id="by-a-quantity-of-zero"
        ),
        pytest.param(
            lambda: share(A, B - B), f"8 laporan sebagai bagian dari nol laporan (b.csv): {NOTHING}", id="share"
        ),
        pytest.param(
            lambda: relative_change((A + B) - (A + B), B),
            f"perubahan ke 2 laporan dari nol laporan (a.csv, b.csv): {NOTHING}",
            id="change",
        ),
        pytest.param(
            lambda: mean(NONE_LEFT, "hari kerja"),
            f"rata-rata kolom “hari” (hari kerja) dari nol baris (log.csv): {NOTHING}",
            id="mean",
        ),
        pytest.param(
            lambda: median(NONE_LEFT, ""),
            f"median kolom “hari” (tanpa satuan) dari nol baris (log.csv): {NOTHING}",
            id="median-without-a-unit",
        ),
        pytest.param(
            lambda: mean(pd.Series([], dtype="int64"), "hari"),
            f"rata-rata kolom tanpa nama (hari) dari nol baris: {NOTHING}",
            id="mean-of-no-file",
        ),
    ],
)
def test_of_nothing_the_message_says_what_was_asked_of_which_file(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(EmptySelectionError) as told:
        ask()
    assert str(told.value) == message


@pytest.mark.parametrize(
    ("verb", "asked"), [(total, "jumlah"), (mean, "rata-rata"), (median, "median")], ids=["total", "mean", "median"]
)
def test_a_value_that_is_none_is_told_by_file_and_row(verb: Callable[..., Quantity], asked: str) -> None:
    spoilt = LOG.assign(hari=[1, None, None])["hari"]
    remedy = "Saring dahulu, misalnya dengan notna()"
    with pytest.raises(NotANumberError) as told:
        verb(spoilt, "hari")
    assert str(told.value) == (
        f"{asked} kolom “hari”: 2 dari 3 nilainya kosong atau bukan bilangan, yang pertama nan (log.csv baris 3). {remedy}"
    )
    with pytest.raises(NotANumberError) as told:
        verb(pd.Series([1, "2"]), "hari")
    assert str(told.value) == (
        f"{asked} kolom tanpa nama: 1 dari 2 nilainya kosong atau bukan bilangan, yang pertama '2' (indeks 1). {remedy}"
    )


OTHER_RULE = B.by("14/2017")
CHANGED = (
    "metode berganti: “KEP/25” dan “14/2017” tidak dapat dibandingkan atau dihitung bersama. "
    "Tanyakan dahulu dengan sebanding(…)"
)


@pytest.mark.parametrize(
    "compute",
    [
        pytest.param(lambda: A + OTHER_RULE, id="sum"),
        pytest.param(lambda: A - OTHER_RULE, id="difference"),
        pytest.param(lambda: A / OTHER_RULE, id="ratio"),
        pytest.param(lambda: A < OTHER_RULE, id="less"),
        pytest.param(lambda: A.by("KEP/25") != OTHER_RULE, id="unequal"),
        pytest.param(lambda: share(A, OTHER_RULE), id="share"),
        pytest.param(lambda: relative_change(A, OTHER_RULE), id="relative-change"),
        pytest.param(lambda: summed([A, OTHER_RULE], "laporan"), id="summed"),
    ],
)
def test_what_was_made_by_two_rules_is_never_computed_with(compute: Callable[[], object]) -> None:
    with pytest.raises(MethodChangedError) as told:
        compute()
    assert str(told.value) in (CHANGED, CHANGED.replace("“KEP/25” dan “14/2017”", "“14/2017” dan “KEP/25”"))


def test_one_side_without_a_rule_leaves_that_of_the_other() -> None:
    plain = B.by("")
    assert [made.rule for made in (share(B, A.by("")), share(plain, A), relative_change(A, plain))] == ["KEP/25"] * 3
    assert relative_change(A.by(""), B).rule == "KEP/25"
    assert (quantity.one_rule(plain, plain), quantity.one_rule()) == ("", "")


def test_a_number_may_be_counted_as_another_thing() -> None:
    assert (A.counted_as("permohonan").unit, A.counted_as("permohonan").value) == ("permohonan", 8)


def test_parts_may_fill_their_whole() -> None:
    assert str(printed.dari(of(1, 4) + of(3, 4))) == "4 dari 4 laporan (100%)"


def test_a_size_of_zero_keeps_what_it_is_a_share_of() -> None:
    assert abs(of(0, 4)).part == Quantity(0, "laporan")


@pytest.mark.parametrize(("places", "told"), [((), "angka(0), persen(0)"), ((2,), "angka(2), persen(2)")], ids=str)
def test_who_rounds_is_told_the_filter_that_does(places: tuple[int, ...], told: str) -> None:
    with pytest.raises(UnitError, match="8 laporan dibulatkan hanya saat dicetak") as refused:
        round(A, *places)
    assert told in str(refused.value)


def test_a_sum_of_numbers_has_no_other_type_than_they_have() -> None:
    """An index of a Decimal column is a Decimal with its decimals; what is whole is an int, which prints without any."""
    assert repr(total(pd.Series([Decimal("1.50"), Decimal("0.50")]), "").value) == "Decimal('2.00')"
    for column in (pd.Series([1, 2]), pd.Series([0.5, 2.5]), pd.Series([True, True, True]), pd.Series([Fraction(3)])):
        assert repr(total(column, "").value) == "3"
    for kind in (object, "int64", "float64"):
        assert repr(total(pd.Series([], dtype=kind), "").value) in ("0", "Decimal('0')")


def test_a_sum_beyond_the_integers_of_numpy_does_not_begin_again_below_zero() -> None:
    assert total(pd.Series([2**62] * 4), "").value == 2**64
    assert total(pd.Series([2**62] * 2), "").value == 2**63


def test_ratios_are_added_whatever_they_are_of() -> None:
    added = A / B + B / A
    assert (added.value, added.of, added.part) == (Fraction(17, 4), None, None)


def test_shares_that_are_no_parts_of_one_whole_are_told_with_the_remedy() -> None:
    with pytest.raises(UnitError, match=r"^bagian dari persentase: hitung dari banyaknya, bukan dari persentasenya$"):
        share(of(1, 2), of(1, 4))
    with pytest.raises(UnitError) as told:
        assert of(1, 2) + of(1, 4)
    assert str(told.value) == (
        "bagian dari 2 laporan dan bagian dari 4 laporan tidak dapat dijumlahkan: jumlahkan hitungannya, lalu bagi dengan "
        "jumlah keseluruhannya (quantity.share)"
    )
