import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.working_days import count_between, deadline, holidays_of, is_working_day, working_days_between
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.project.yaml import read_yaml

DAYS = st.dates(dt.date(2014, 1, 1), dt.date(2019, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2017-06-12", 15, "2017-07-11"),
        ("2017-12-22", 15, "2018-01-17"),
        ("2017-03-06", 5, "2017-03-13"),
        ("2017-03-06", 0, "2017-03-06"),
        ("2017-03-04", 0, "2017-03-04"),
        ("2017-03-04", 1, "2017-03-06"),
        ("2016-05-31", 1, "2016-06-01"),
    ],
    ids=["lebaran", "new-year", "plain", "none", "none-on-saturday", "from-saturday", "pancasila-2016"],
)
def test_a_limit_ends_on_its_last_working_day(start, limit, end):
    assert deadline(day(start), limit) == day(end)


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("2017-06-22", True),
        ("2017-06-23", False),
        ("2017-06-26", False),
        ("2017-06-30", False),
        ("2017-07-03", True),
        ("2017-07-01", False),
        ("2017-07-02", False),
        ("2017-06-01", False),
        ("2016-06-01", True),
        ("2017-12-26", False),
        ("2018-06-11", False),
    ],
    ids=[
        "thursday", "joint-leave", "idul-fitri", "last-of-joint-leave", "monday", "saturday", "sunday",
        "pancasila", "pancasila-2016-was-none", "christmas-leave", "joint-leave-2018",
    ],
)  # fmt: skip
def test_cuti_bersama_holidays_and_weekends_are_no_working_days(text, working):
    assert is_working_day(day(text)) is working


@given(DAYS, st.integers(0, 60))
def test_a_limit_lasts_exactly_its_working_days(start, limit):
    end = deadline(start, limit)
    assert working_days_between(pd.Series([start]), pd.Series([end])).tolist() == [limit]
    assert limit == 0 or is_working_day(end)


@given(DAYS, DAYS, DAYS)
def test_durations_add_up(a, b, c):
    a, b, c = sorted([a, b, c])
    first, second, both = working_days_between(pd.Series([a, b, a]), pd.Series([b, c, c]))
    assert first + second == both


@given(DAYS, st.integers(0, 400))
def test_a_duration_counts_the_working_days_one_by_one(start, length):
    end = start + dt.timedelta(days=length)
    walked = sum(is_working_day(start + dt.timedelta(days=i)) for i in range(1, length + 1))
    assert working_days_between(pd.Series([start]), pd.Series([end])).tolist() == [walked]


def test_what_is_still_open_has_no_duration():
    starts = pd.Series(pd.to_datetime(["2017-06-12 13:45", "2017-06-12 00:00", None]), index=[4, 7, 9])
    starts.attrs["source"] = "kept"
    ends = pd.Series(pd.to_datetime(["2017-07-11 08:00", None, "2017-07-11 00:00"]), index=[4, 7, 9])
    days = working_days_between(starts, ends)
    assert days.isna().tolist() == [False, True, True]
    assert days.loc[4] == 15
    assert days.index.tolist() == [4, 7, 9]
    assert days.attrs == {"source": "kept"}


def test_nothing_open_or_closed_at_all():
    empty = pd.Series([], dtype="datetime64[ns]")
    assert working_days_between(empty, empty).empty


def test_an_end_before_its_start_is_negative():
    assert working_days_between(pd.Series([day("2017-07-11")]), pd.Series([day("2017-06-12")])).tolist() == [-15]


PILKADA = "2017-04-19"  # of DKI Jakarta alone


@pytest.mark.parametrize(
    ("place", "working"), [("Jakarta", False), ("Denpasar", True), ("Manado", True), ("", True)], ids=str
)
def test_a_local_holiday_is_one_where_the_office_is(place, working):
    assert is_working_day(day(PILKADA), place) is working
    assert (day(PILKADA) in holidays_of(2017, place)) is not working
    assert deadline(day("2017-04-18"), 1, place) == day(PILKADA if working else "2017-04-20")
    starts, ends = pd.Series([day("2017-04-18")]), pd.Series([day("2017-04-20")])
    assert working_days_between(starts, ends, place).tolist() == [2 if working else 1]


def test_places_of_holidays_are_those_of_offices():
    corrections = read_yaml(paths.params() / "holidays.yml")
    named = {place for corrected in corrections["added"] for place in corrected.get("places", [])}
    offices = read_yaml(paths.params() / "units.yml")["units"].values()
    assert named <= {office["place"] for office in offices}


@given(DAYS, DAYS)
def test_a_place_has_no_more_working_days_than_the_country(a, b):
    starts, ends = pd.Series([min(a, b)]), pd.Series([max(a, b)])
    assert working_days_between(starts, ends, "Jakarta")[0] <= working_days_between(starts, ends)[0]


def test_a_negative_limit_is_refused():
    with pytest.raises(ParameterError, match="negatif"):
        deadline(day("2017-06-12"), -1)


def test_four_million_rows_take_seconds():
    starts = pd.Series(np.datetime64("2014-01-01") + np.arange(4_000_000) % 2000)
    days = working_days_between(starts, starts + pd.Timedelta(days=30))
    assert len(days) == 4_000_000
    assert days.between(10, 23).all()


def test_days_are_added_and_removed_by_the_override_file(tmp_path, monkeypatch):
    (tmp_path / "params").mkdir()
    (tmp_path / "laporan.toml").write_text('content = "src/analysis"', encoding="utf-8")
    (tmp_path / "params" / "holidays.yml").write_text(
        'added: [{day: "2017-03-06", why: uji, source: uji, confidence: M}]\n'
        'removed: [{day: "2017-06-23", why: uji, source: uji, confidence: M}]\n'
    )
    assert is_working_day(day("2017-03-06"))
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    assert not is_working_day(day("2017-03-06"))
    assert is_working_day(day("2017-06-23"))
    assert holidays_of(2017)[day("2017-03-06")] == "uji"


# National holidays and joint leave of 2018, as amended in April of that year, and the day of the regional elections.
HOLIDAYS_2018 = (
    "01-01 02-16 03-17 03-30 04-14 05-01 05-10 05-29 06-01 06-11 06-12 06-13 06-14 06-15 06-16 06-18 06-19 06-20 "
    "06-27 08-17 08-22 09-11 11-20 12-24 12-25"
)


def test_the_holidays_of_a_year_are_those_of_its_decrees_in_order():
    assert list(holidays_of(2018)) == [day(f"2018-{text}") for text in HOLIDAYS_2018.split()]
    assert len(holidays_of(2018, "nowhere")) == len(holidays_of(2018))


def test_a_holiday_that_is_none_at_one_place_is_one_elsewhere(tmp_path, monkeypatch):
    (tmp_path / "params").mkdir()
    (tmp_path / "laporan.toml").write_text('content = "src/analysis"', encoding="utf-8")
    (tmp_path / "params" / "holidays.yml").write_text(
        'removed: [{day: "2017-06-23", why: uji, places: [Manado], source: uji, confidence: M}]\n'
    )
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    assert [is_working_day(day("2017-06-23"), place) for place in ("Manado", "Ambon", "")] == [True, False, False]


def test_an_array_of_no_days_has_no_counts():
    none = np.array([], dtype="datetime64[D]")
    counted = count_between(none, none)
    assert (counted.shape, counted.dtype) == ((0,), np.dtype("int64"))


def test_a_case_that_is_closed_at_once_took_no_day():
    days = np.array(["2017-03-06", "2017-03-05"], dtype="datetime64[D]")
    assert count_between(days, days).tolist() == [0, 0]
    assert count_between(days[:1], days[1:]).tolist() == [-1]


def test_durations_are_a_column_of_their_own_name():
    starts = pd.Series([day("2017-03-06")], name="diterima")
    assert working_days_between(starts, starts).name == "working_days"


@pytest.mark.parametrize("limit", [250, 500, 1500])
def test_a_limit_of_years_ends_by_holidays_of_the_last_of_them(limit):
    start = day("2014-06-02")
    end = deadline(start, limit)
    assert is_working_day(end)
    assert working_days_between(pd.Series([start]), pd.Series([end])).tolist() == [limit]


def test_days_of_several_years_are_counted_by_the_holidays_of_each():
    starts, ends = pd.Series([day("2015-12-31"), day("2018-12-21")]), pd.Series([day("2016-01-04"), day("2018-12-26")])
    assert working_days_between(starts, ends).tolist() == [1, 1]
