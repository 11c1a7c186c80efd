"""Media: the published 69 releases of 2017, growth that is almost threefold, and faults of the files."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis.media import results as media
from laporan.core.formatting import number
from laporan.notebook.report import open_report

YEARS = (2016, 2017, 2018)


@pytest.fixture(scope="module")
def report():
    return open_report(2017)


@pytest.fixture(scope="module")
def reach(report):
    return media.reach(report.history("media_sosial"))


def test_press_releases_of_2017_are_as_published_and_a_year_has_52_weeks(report):
    releases = media.press_releases(report.load("media_siaran_pers"))
    assert releases.all == 69
    assert number(releases.per_week.value) == "1,33"
    assert sum(releases.topics.values()) == releases.all


def test_followers_and_likes_grew_almost_threefold(reach):
    for growth in (reach.follower_growth, reach.like_growth):
        assert Fraction("2.7") <= growth.value <= Fraction("2.95")


@pytest.mark.parametrize("year", YEARS)
def test_ages_and_sexes_add_up_to_facebook_followers(year):
    report = open_report(year)
    audience = media.audience(report.load("media_pengikut"))
    account = media.social_media(report.load("media_sosial"), year).account("Facebook")
    assert audience.all == account.followers
    assert sum(audience.age(age).value for age in media.AGES) == 1
    assert sum(audience.sex(sex).value for sex in media.SEXES) == 1


@pytest.mark.parametrize("year", YEARS[1:])
def test_a_year_begins_where_the_last_one_ended(year):
    frames = open_report(year).history("media_sosial")
    for channel in media.CHANNELS:
        ended = media.social_media(frames[year - 1], year - 1).account(channel).followers.value
        first = frames[year].query("month == 1 and channel == @channel")["followers"].iloc[0]
        assert ended < first < ended * 2


def test_the_first_year_compares_with_nothing():
    reach = media.reach(open_report(2016).history("media_sosial"))
    assert reach.before is None
    assert (reach.follower_growth, reach.like_growth, reach.impression_growth) == (None,) * 3
    assert reach.table().head == ("Ukuran", "Kanal", "2016")


def test_months_know_their_rows_and_a_missing_one_is_a_gap(report):
    rows = report.load("media_sosial")
    short = media.social_media(rows[rows["month"] < 12], 2017).impressions
    whole = media.social_media(rows, 2017).impressions
    assert len(next(iter(short.months[3].basis.rows.values()))) == 1
    table = media.months_table([short, whole])
    assert table["Desember", "2017"] is None
    assert len(table.rows) == 12


def test_mean_and_peak_of_months(framed):
    rows = framed(
        {
            "month": [1, 2, 3],
            "channel": ["Twitter"] * 3,
            "followers": [1, 2, 3],
            "likes": [5, 5, 5],
            "impressions": [10, 40, 20],
            "engaged": [None] * 3,
        }
    )
    monthly = media._monthly(rows, "impressions", "impresi", 2017)
    assert (monthly.peak, monthly.trough, monthly.mean.value) == (2, 1, Fraction(70, 3))
    account = media._account("Twitter", rows)
    assert (account.followers, account.likes) == (3, 15)  # a stock at the end, a flow in all


FAULTS = {
    "impressions of Facebook": ("media_sosial", 1, "impressions", 5, "impresi"),
    "a month that is none": ("media_sosial", 0, "month", 13, "bulan"),
    "a channel unknown": ("media_sosial", 0, "channel", "Friendster", "kanal"),
    "a topic unknown": ("media_siaran_pers", 0, "topic", "Cuaca", "topik"),
    "a number twice": ("media_siaran_pers", 1, "number", "001", "nomor"),
    "an age group of its own": ("media_pengikut", 0, "age", "0–12", "umur"),
}


@pytest.mark.parametrize(("dataset", "row", "column", "value", "header"), FAULTS.values(), ids=FAULTS)
def test_faults_of_a_file_name_row_column_and_remedy(spoiled, dataset, row, column, value, header):
    spoiled(dataset, row, column, value, header)
