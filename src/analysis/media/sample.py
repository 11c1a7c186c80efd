"""Made-up press releases and social media.

The number of releases in 2017 (69) is published. Followers and likes grow almost threefold in that year, as the
publication says without giving numbers; all numbers of social media, and the days and topics of the releases, are
made up. Followers gained, likes, impressions and engagement follow the same events, each in its own way.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.access.sample import apportion
from analysis.media.contract import AGES, FACEBOOK, SEXES, TOPICS, TWITTER
from analysis.methods.sample_days import days_of, place_of, working
from laporan.data.samples import Request, Sample

OFFICE = "Biro Humas"
CALIBRATED_TO = {"media_siaran_pers": ("siaran-pers",), "media_sosial": ("pengikut",)}
RELEASES = {2016: 57, 2018: 81}
REGISTRATION_TOPIC = 2.5  # how much more often releases are about the selection while applicants register
TOPIC_SHARES = (0.29, 0.16, 0.12, 0.11, 0.13, 0.10, 0.09)
# followers at the end of the year before, and of each year
FOLLOWERS = {
    TWITTER: {2015: 31_480, 2016: 46_212, 2017: 127_944, 2018: 186_507},
    FACEBOOK: {2015: 52_930, 2016: 81_374, 2017: 236_871, 2018: 311_278},
}
LIKES = {
    TWITTER: {2016: 27_350, 2017: 72_460, 2018: 109_870},
    FACEBOOK: {2016: 148_900, 2017: 436_200, 2018: 523_600},
}
IMPRESSIONS = {2016: 9_840_000, 2017: 31_260_000, 2018: 40_870_000}
ENGAGED_A_DAY = {2016: 2_150, 2017: 6_420, 2018: 7_980}
OWN_WAY = 0.12  # spread of the logarithm by which each series departs from what all of them follow
# what the months carry: registration of CPNS draws people in
MONTHS = {
    2016: (0.8, 0.9, 1.0, 1.1, 1.0, 0.9, 1.1, 1.1, 1.0, 1.0, 1.0, 1.1),
    2017: (0.6, 0.6, 0.7, 0.8, 0.8, 0.9, 1.1, 1.5, 1.6, 1.3, 1.1, 0.9),
    2018: (0.7, 0.8, 0.8, 0.9, 0.8, 0.7, 1.0, 1.1, 1.5, 1.5, 1.2, 0.9),
}
AGE_SHARES = (0.03, 0.31, 0.41, 0.15, 0.07, 0.025, 0.005)
WOMEN = (0.55, 0.56, 0.51, 0.44, 0.36, 0.27, 0.25)


def samples(request: Request) -> list[Sample]:
    """Press releases, both accounts by month, and Facebook's followers by age and sex, for the head office."""
    if not request.is_main:
        return []
    return [_releases(request), _social(request), _followers(request)]


def _known(values: dict[int, int], year: int) -> int:
    """The year's value; for a year without one, the latest."""
    return values.get(year, values[max(values)])


def _releases(request: Request) -> Sample:
    rng = request.rng("media_siaran_pers")
    if request.published:
        count = request.published["media"]["press_releases"]
    else:
        count = round(_known(RELEASES, request.year) * request.scale)
    workdays = days_of(request.year)[working(request.year, place_of(request))]
    months = np.array(MONTHS.get(request.year, MONTHS[max(MONTHS)]))
    weights = 0.6 + 0.4 * months[workdays.astype("datetime64[M]").astype(int) % 12]
    chosen = np.sort(rng.choice(len(workdays), size=count, replace=count > len(workdays), p=weights / weights.sum()))
    registering = request.params.sscn.registration_months.value
    topics = []
    for month in workdays[chosen].astype("datetime64[M]").astype(int) % 12 + 1:
        shares = np.array(TOPIC_SHARES)
        shares[0] *= REGISTRATION_TOPIC if month in registering else 1.0
        topics.append(rng.choice(TOPICS, p=shares / shares.sum()))
    rows = [
        (f"{number:03d}", pd.Timestamp(workdays[place]), topic)
        for number, (place, topic) in enumerate(zip(chosen, topics, strict=True), start=1)
    ]
    frame = pd.DataFrame(rows, columns=["nomor", "tanggal", "topik"])
    about = "Buatan; banyaknya pada 2017 sama dengan yang diterbitkan, tanggal dan topiknya tidak"
    title, met = f"Siaran pers {request.year}", CALIBRATED_TO["media_siaran_pers"] if request.published else ()
    return Sample("media_siaran_pers", frame, "synthetic", title, about, OFFICE, met)


def _social(request: Request) -> Sample:
    rng = request.rng("media_sosial")
    pull = np.array(MONTHS.get(request.year, MONTHS[max(MONTHS)])) * rng.lognormal(0, OWN_WAY, 12)

    def spread(whole: float, power: float = 1.0) -> list[int]:
        """A year's whole by month; what comes of it is not round."""
        each = pull**power * rng.lognormal(0, OWN_WAY, 12)
        return np.rint(each / each.sum() * whole * rng.uniform(0.97, 1.03)).astype(int).tolist()

    impressions = spread(_known(IMPRESSIONS, request.year))
    engaged = spread(12 * _known(ENGAGED_A_DAY, request.year), 0.8)
    rows: list[tuple[int, str, int, int, int | None, int | None]] = []
    for channel, ends in FOLLOWERS.items():
        end = _known(ends, request.year)
        start = ends.get(request.year - 1, round(end * 0.8))
        gained = np.cumsum(apportion((pull**0.9 * rng.lognormal(0, OWN_WAY, 12)).tolist(), end - start)).tolist()
        likes = spread(_known(LIKES[channel], request.year))
        for month in range(12):
            own = (impressions[month], None) if channel == TWITTER else (None, engaged[month])
            rows.append((month + 1, channel, start + gained[month], likes[month], *own))
    by_month = sorted(rows, key=lambda row: row[0])
    frame = pd.DataFrame(
        by_month,
        columns=["bulan", "kanal", "pengikut_akhir_bulan", "suka", "impresi", "orang_terlibat_per_hari"],
        dtype=object,
    )
    about = "Buatan; pengikut dan suka pada 2017 tumbuh hampir tiga kali lipat, seperti dalam laporan terbitan"
    title, met = f"Jangkauan media sosial {request.year}", CALIBRATED_TO["media_sosial"] if request.published else ()
    return Sample("media_sosial", frame, "synthetic", title, about, OFFICE, met)


def _followers(request: Request) -> Sample:
    """By age and sex; together the followers of Facebook at the end of the year."""
    rng = request.rng("media_pengikut")
    shares = [
        age * part * rng.uniform(0.93, 1.07)
        for age, women in zip(AGE_SHARES, WOMEN, strict=True)
        for part in (women, 1 - women)
    ]
    counts = apportion(shares, _known(FOLLOWERS[FACEBOOK], request.year))
    pairs = [(age, sex) for age in AGES for sex in SEXES]
    frame = pd.DataFrame(
        [(*pair, count) for pair, count in zip(pairs, counts, strict=True)],
        columns=["umur", "jenis_kelamin", "pengikut"],
    )
    about = "Buatan; jumlahnya sama dengan pengikut Facebook pada akhir Desember"
    return Sample("media_pengikut", frame, "synthetic", f"Pengikut Facebook {request.year}", about, OFFICE)
