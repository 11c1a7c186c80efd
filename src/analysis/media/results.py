"""Press releases and social media: how much was published, and how many people it reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.media.contract import AGES, FACEBOOK, SEXES, TOPICS, TWITTER
from laporan.core.formatting import month_name
from laporan.facts.identity import Identity, parts
from laporan.facts.lineage import Basis
from laporan.facts.printed import angka, hitungan
from laporan.facts.quantity import Operand, Quantity, count, exact, share, summed, total
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.results import Identities, Results

__all__ = [
    "Account",
    "Audience",
    "Monthly",
    "PressReleases",
    "Reach",
    "SocialMedia",
    "audience",
    "months_table",
    "press_releases",
    "reach",
    "social_media",
    "times",
]

SECTION = "media"
RELEASES, FOLLOWERS, LIKES = "siaran pers", "pengikut", "suka"
IMPRESSIONS, ENGAGED = "impresi", "orang per hari"
WEEKS = 52  # the weeks of a year, as the agency counts them: the day or two beyond make no week
TIMES = "kali"
CHANNELS = (TWITTER, FACEBOOK)


@dataclass(frozen=True)
class PressReleases:
    """Press releases of a year.

    Parameters
    ----------
    all : Quantity
        How many there are.
    topics : dict of str to Quantity
        How many by topic, in the order of the contract.
    """

    all: Quantity
    topics: dict[str, Quantity]

    @property
    def per_week(self) -> Quantity:
        """Average number of releases a week, over 52 weeks."""
        steps = (Operand("", self.all), Operand("÷", Quantity(WEEKS).called("minggu dalam setahun")))
        value, basis = exact(self.all.value) / WEEKS, self.all.basis
        weekly = Quantity(value, f"{RELEASES} per minggu", basis=basis, operands=steps)
        return weekly.called("rata-rata siaran pers per minggu")

    @property
    def leading(self) -> tuple[str, Quantity]:
        """The topic with most releases, and its share of all."""
        topic = max(self.topics, key=lambda name: self.topics[name].value)
        return topic, share(self.topics[topic], self.all)

    def table(self) -> Table:
        """Table of releases by topic, those with most first."""
        ordered = sorted(self.topics.items(), key=lambda item: -item[1].value)
        rows: list[tuple[Cell, ...]] = [(topic, hitungan(share(number, self.all))) for topic, number in ordered]
        rows.append(("Jumlah", self.all))
        return table(("Pokok siaran pers", "Siaran pers"), rows, total=True)


def press_releases(log: pd.DataFrame) -> PressReleases:
    """Count the press releases by topic.

    Parameters
    ----------
    log : DataFrame
        Dataset `media_siaran_pers`: one row a release.
    """
    topics = {
        topic: count(log[log["topic"] == topic], RELEASES).called(f"siaran pers tentang {topic}") for topic in TOPICS
    }
    return PressReleases(count(log, RELEASES).called("siaran pers setahun"), topics)


@dataclass(frozen=True)
class Monthly:
    """One measure by month in one year.

    Parameters
    ----------
    year : int
        The year.
    months : dict of int to Quantity
        Months that have data, January (1) first.
    """

    year: int
    months: dict[int, Quantity]

    @property
    def all(self) -> Quantity:
        """Sum of all months."""
        unit = next(iter(self.months.values())).unit
        return summed(self.months.values(), unit).called(f"{unit}, jumlah {len(self.months)} bulan")

    @property
    def mean(self) -> Quantity:
        """Mean of the months that have data."""
        whole = self.all
        steps = (Operand("", whole), Operand("÷", Quantity(len(self.months)).called("bulan yang berdata")))
        mean = Quantity(exact(whole.value) / len(self.months), whole.unit, basis=whole.basis, operands=steps)
        return mean.called(f"rata-rata {whole.unit}")

    @property
    def peak(self) -> int:
        """The month with the highest value."""
        return max(self.months, key=lambda month: self.months[month].value)

    @property
    def trough(self) -> int:
        """The month with the lowest value."""
        return min(self.months, key=lambda month: self.months[month].value)


@dataclass(frozen=True)
class Account:
    """One social media account in one year.

    Parameters
    ----------
    channel : str
        "Twitter" or "Facebook".
    followers : Quantity
        At the end of its last month.
    likes : Quantity
        Of the whole year.
    """

    channel: str
    followers: Quantity
    likes: Quantity


@dataclass(frozen=True)
class SocialMedia:
    """Both social media accounts in one year.

    Parameters
    ----------
    year : int
        The year.
    accounts : tuple of Account
        Twitter and Facebook.
    impressions : Monthly
        How often posts on Twitter were shown.
    engaged : Monthly
        People who engaged on Facebook, on an average day of the month.
    """

    year: int
    accounts: tuple[Account, ...]
    impressions: Monthly
    engaged: Monthly

    def account(self, channel: str) -> Account:
        """The account on that channel."""
        return next(account for account in self.accounts if account.channel == channel)

    @property
    def followers(self) -> Quantity:
        """Followers of both accounts; who follows both is counted twice."""
        return summed((account.followers for account in self.accounts), FOLLOWERS).called("pengikut kedua kanal")

    @property
    def likes(self) -> Quantity:
        """Likes of both accounts."""
        return summed((account.likes for account in self.accounts), LIKES).called("suka di kedua kanal")


def social_media(rows: pd.DataFrame, year: int) -> SocialMedia:
    """Count the reach of both accounts in one year.

    Parameters
    ----------
    rows : DataFrame
        Dataset `media_sosial`: one row a month and channel.
    year : int
        The year of the data.
    """
    return SocialMedia(
        year,
        tuple(_account(channel, rows[rows["channel"] == channel]) for channel in CHANNELS),
        _monthly(rows[rows["channel"] == TWITTER], "impressions", IMPRESSIONS, year),
        _monthly(rows[rows["channel"] == FACEBOOK], "engaged", ENGAGED, year),
    )


def _account(channel: str, rows: pd.DataFrame) -> Account:
    last = rows[rows["month"] == rows["month"].max()]
    return Account(
        channel,
        total(last["followers"], FOLLOWERS).called(f"pengikut {channel}"),
        total(rows["likes"], LIKES).called(f"suka di {channel}"),
    )


def _monthly(rows: pd.DataFrame, column: str, unit: str, year: int) -> Monthly:
    months = sorted(int(month) for month in rows["month"])
    return Monthly(year, {month: total(rows.loc[rows["month"] == month, column], unit) for month in months})


def times(before: Quantity, after: Quantity) -> Quantity:
    """How many times as large `after` is as `before`: "2,84 kali"."""
    steps = (
        Operand("", after.called(f"{after.name or after.unit} tahun ini")),
        Operand("÷", before.called(f"{before.name or before.unit} tahun sebelumnya")),
    )
    return Quantity((after / before).value, TIMES, before, after, Basis.of(before, after), operands=steps)


@dataclass(frozen=True)
class Reach:
    """Social media in this year and in the year before; `before` is None where there is no data of it."""

    now: SocialMedia
    before: SocialMedia | None

    @property
    def follower_growth(self) -> Quantity | None:
        """How many times as many followers as the year before; None without data of it."""
        return times(self.before.followers, self.now.followers) if self.before else None

    @property
    def like_growth(self) -> Quantity | None:
        """How many times as many likes as the year before; None without data of it."""
        return times(self.before.likes, self.now.likes) if self.before else None

    @property
    def impression_growth(self) -> Quantity | None:
        """How many times as many impressions as the year before; None without data of it."""
        return times(self.before.impressions.all, self.now.impressions.all) if self.before else None

    def table(self) -> Table:
        """Table of followers and likes by account, this year beside the year before."""
        years = [year for year in (self.before, self.now) if year]
        rows = [
            *(self._row("Pengikut", channel, _followers_of(channel)) for channel in CHANNELS),
            self._row("Pengikut", "Kedua kanal", lambda media: media.followers),
            *(self._row("Suka", channel, _likes_of(channel)) for channel in CHANNELS),
            self._row("Suka", "Kedua kanal", lambda media: media.likes),
        ]
        head = ("Ukuran", "Kanal", *(str(media.year) for media in years), *(("Kelipatan",) if self.before else ()))
        return table(
            head,
            rows,
            named_by=1,
            merged=1,
            how="Pengikut dihitung pada akhir Desember, suka sepanjang tahun. Orang yang mengikuti kedua kanal "
            "terhitung dua kali. Kelipatan adalah nilai tahun ini dibagi nilai tahun sebelumnya.",
        )

    def _row(self, measure: str, channel: str, of: Callable[[SocialMedia], Quantity]) -> tuple[Cell, ...]:
        if not self.before:
            return measure, channel, of(self.now)
        before, now = of(self.before), of(self.now)
        return measure, channel, before, now, angka(times(before, now), 2)


def _followers_of(channel: str) -> Callable[[SocialMedia], Quantity]:
    return lambda media: media.account(channel).followers


def _likes_of(channel: str) -> Callable[[SocialMedia], Quantity]:
    return lambda media: media.account(channel).likes


def reach(history: Mapping[int, pd.DataFrame]) -> Reach:
    """Count the reach of a report's year and of the year before.

    Parameters
    ----------
    history : mapping of int to DataFrame
        Dataset `media_sosial` by year; the latest year is that of the report.
    """
    year = max(history)
    before = social_media(history[year - 1], year - 1) if year - 1 in history else None
    return Reach(social_media(history[year], year), before)


def months_table(series: Sequence[Monthly], how: str = "") -> Table:
    """Table of one measure, a month a row and a year a column; a month without data is left empty.

    Parameters
    ----------
    series : sequence of Monthly
        The years, oldest first.
    how : str
        How the numbers were made, for the note under the table.
    """
    rows = [
        (month_name(month), *(year.months.get(month) for year in series))
        for month in range(1, 13)
        if any(month in year.months for year in series)
    ]
    return table(("Bulan", *(str(year.year) for year in series)), rows, how=how)


@dataclass(frozen=True)
class Audience:
    """Followers on Facebook by age (youngest first) and sex."""

    groups: dict[tuple[str, str], Quantity]

    @property
    def all(self) -> Quantity:
        """Followers of all ages and both sexes."""
        return summed(self.groups.values(), FOLLOWERS)

    @property
    def ages(self) -> Quantity:
        """How many age groups there are."""
        return Quantity(len({age for age, _sex in self.groups}), "kelompok umur", basis=self.all.basis)

    def age(self, age: str) -> Quantity:
        """Share of all followers that belongs to one age group."""
        return share(summed((self.groups[age, sex] for sex in SEXES), FOLLOWERS), self.all)

    def sex(self, sex: str) -> Quantity:
        """Share of all followers that belongs to one sex."""
        return share(summed((self.groups[age, sex] for age in AGES), FOLLOWERS), self.all)

    def part(self, age: str, sex: str) -> Quantity:
        """Share of all followers that belongs to one age group and sex."""
        return share(self.groups[age, sex], self.all)

    @property
    def majority_sex(self) -> str:
        """The sex with most followers."""
        return max(SEXES, key=lambda sex: self.sex(sex).value)

    @property
    def balanced(self) -> bool:
        """Whether neither sex is more than five hundredths away from half."""
        return abs(exact(self.sex(SEXES[0]).value) - Fraction(1, 2)) <= Fraction(5, 100)

    def table(self) -> Table:
        """Table of followers, an age group a row and a sex a column, with their sums."""
        rows: list[tuple[Cell, ...]] = [
            (age, *(hitungan(self.part(age, sex), 1) for sex in SEXES), hitungan(self.age(age), 1)) for age in AGES
        ]
        rows.append(("Semua umur", *(hitungan(self.sex(sex), 1) for sex in SEXES), self.all))
        return table(("Umur", *SEXES, "Jumlah"), rows, total=True)


def audience(rows: pd.DataFrame) -> Audience:
    """Read the followers by age and sex.

    Parameters
    ----------
    rows : DataFrame
        Dataset `media_pengikut`: one row an age group and sex.
    """
    return Audience(
        {
            (age, sex): total(rows.loc[(rows["age"] == age) & (rows["sex"] == sex), "followers"], FOLLOWERS)
            for age in AGES
            for sex in SEXES
        }
    )


def release_identities(found: PressReleases) -> list[Identity]:
    """Identity: topics add up to all releases."""
    return [parts(SECTION, "Jumlah pokok = semua siaran pers", RELEASES, found.topics.values(), found.all)]


def audience_identities(found: Audience, rows: pd.DataFrame) -> list[Identity]:
    """Identity: ages and sexes add up to all followers of the file.

    They need not be all followers that the account has: Facebook tells the age of those only who gave it.

    Parameters
    ----------
    found : Audience
        The followers.
    rows : DataFrame
        Dataset `media_pengikut`, from which they were read.
    """
    law, everyone = "Umur × jenis kelamin = semua pengikut", total(rows["followers"], FOLLOWERS)
    return [Identity(SECTION, law, FACEBOOK, found.all, everyone)]


def reach_identities(found: SocialMedia, rows: pd.DataFrame) -> list[Identity]:
    """Identities: both accounts, and all months, are the whole file.

    Parameters
    ----------
    found : SocialMedia
        Social media of one year.
    rows : DataFrame
        Dataset `media_sosial`, from which it was counted.
    """
    shown = rows["impressions"].dropna()
    return [
        Identity(SECTION, "Kedua kanal = seluruh data", LIKES, found.likes, total(rows["likes"], LIKES)),
        Identity(SECTION, "Jumlah bulan = seluruh data", IMPRESSIONS, found.impressions.all, total(shown, IMPRESSIONS)),
    ]


def _audience_identities(results: Results) -> list[Identity]:
    rows = results.report.load("media_pengikut")
    return audience_identities(audience(rows), rows)


def _reach_identities(results: Results) -> list[Identity]:
    rows = results.report.load("media_sosial")
    return reach_identities(social_media(rows, results.report.year), rows)


RESULTS: dict[str, Callable[[Results], object]] = {
    "releases": lambda r: press_releases(r.report.load("media_siaran_pers")),
}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "media-releases": lambda r: r.releases.all,
    "media-releases-per-week": lambda r: r.releases.per_week,
}
IDENTITIES: Identities = (lambda r: release_identities(r.releases), _audience_identities, _reach_identities)
