"""What the portal says in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from laporan.core.formatting import listing, number, percent, spelled
from laporan.portal.comparison import ComparedUnit, UnitComparison
from laporan.portal.drawings import Series, method_breaks
from laporan.portal.funnel import ALARM, FEWEST, WARNING, Position, expected_outside
from laporan.portal.parameters import ShownIndicator
from laporan.portal.readings import YearChange
from laporan.portal.shelf import Shelf, ShelvedReport
from laporan.portal.states import Stage

STAGES = {
    Stage.DRAFT: "belum untuk ditandatangani",
    Stage.FINAL: "siap disetujui",
    Stage.APPROVED: "menunggu tanda tangan dan penerbitan",
    Stage.PUBLISHED: "ditandatangani dan diterbitkan",
}
POSITIONS = {
    None: "tidak dibandingkan",
    Position.INSIDE: "di dalam batas",
    Position.BETWEEN: "antara batas 95% dan 99,8%",
    Position.ABOVE: "di atas batas 99,8%",
    Position.BELOW: "di bawah batas 99,8%",
}


def count_of_stages(reports: Sequence[ShelvedReport]) -> str:
    """'5 draf', '2 draf dan 1 final'."""
    many = Counter(report.standing.stage for report in reports)
    return listing([f"{number(many[stage])} {stage}" for stage in Stage if many[stage]])


def years_told(years: Sequence[int]) -> str:
    """'2016–2018', or the only one."""
    return f"{years[0]}–{years[-1]}" if len(set(years)) > 1 else str(years[0])


def published_words(report: ShelvedReport) -> str:
    """'versi 1 terbit, ditandatangani Siti Rahayu'; '' where nothing was published."""
    standing = report.standing
    if standing.version is None:
        return ""
    signers = [name for name in standing.signers if name]
    return f"versi {standing.version} terbit" + (f", ditandatangani {listing(signers)}" if signers else "")


def series_words(series: Series, years: Sequence[int]) -> str:
    """'2016: 79,56; 2017: 78,65.' of a line through the years."""
    told = [f"{year}: {reading.text}" for year, reading in zip(years, series, strict=True) if reading]
    changed = [str(years[after]) for _, after in method_breaks(series)]
    return "; ".join(told) + "." + (f" Metode berganti pada {listing(changed)}." if changed else "")


def break_words(indicator: ShownIndicator, series: Series, years: Sequence[int]) -> Iterator[str]:
    """Why a line is broken, a sentence for each change of the method.

    Parameters
    ----------
    indicator : ShownIndicator
        What the line shows.
    series : sequence of IndicatorReading or None
        One for each year.
    years : sequence of int
        The years.
    """
    for before, after in method_breaks(series):
        one, two = series[before], series[after]
        if one and two:
            rules = f", dari {one.rule} menjadi {two.rule}" if one.rule and two.rule else ""
            yield f"{indicator.name}: metode berganti pada {years[after]}{rules}; garisnya diputus."


def changes(series: Series, years: Sequence[int]) -> Iterator[tuple[int, YearChange]]:
    """The years whose report tested the difference from the year before, the newest first, with that difference."""
    for year, reading in sorted(zip(years, series, strict=True), key=lambda told: -told[0]):
        if reading and reading.change:
            yield year, reading.change


def change_words(change: YearChange) -> str:
    """Whether it went up or down, or chance alone may have done it.

    Examples
    --------
    >>> from laporan.portal.readings import PrintedInterval
    >>> change_words(YearChange("−0,92", PrintedInterval(-3.13, 1.3, "−3,13 sampai 1,30"), synthetic=True))
    'belum pasti berubah'
    """
    if change.interval.low <= 0 <= change.interval.high:
        return "belum pasti berubah"
    return "naik" if change.interval.low > 0 else "turun"


def comparison_words(comparison: UnitComparison) -> list[str]:
    """What may be said of offices beside each other: what chance alone explains, and what it does not."""
    if comparison.funnel is None:
        return [_too_few(comparison)]
    outside = comparison.at(Position.ABOVE, Position.BELOW)
    offices = len(comparison.judged)
    if outside:
        begin = f"Dari {number(offices)} satuan kerja, {spelled(len(outside))} berada di luar batas 99,8%: "
        found = [begin + listing([f"{one.name} {_side(comparison, one)}" for one in outside]) + "."]
    else:
        found = [f"Dari {number(offices)} satuan kerja, tidak satu pun berada di luar batas 99,8%."]
    between = comparison.at(Position.BETWEEN)
    if between:
        names = listing([one.name for one in between])
        found.append(f"Di antara batas 95% dan 99,8%: {names}; lihat lagi tahun depan.")
    rest = "Yang lain tidak" if outside or between else "Semuanya tidak"
    found.append(f"{rest} dapat dibedakan dari rata-rata {centre_words(comparison)}.")
    found.append(_chance(offices))
    return found


def centre_words(comparison: UnitComparison) -> str:
    """The mean of all respondents, as it is printed."""
    centre = comparison.funnel.centre if comparison.funnel else 0.0
    return percent(centre, 1) if comparison.units[0].reading.is_share else number(centre, 2)


def left_out_words(comparison: UnitComparison) -> Iterator[str]:
    """Which offices are not compared, and why."""
    if comparison.unjudged:
        names = listing([one.name for one in comparison.unjudged])
        yield (
            f"Tidak dibandingkan dengan batasnya: {names}, sebab ragam atau banyaknya responden tidak tercatat dalam "
            "laporannya, atau respondennya terlalu sedikit."
        )
    if comparison.apart:
        yield f"Tidak dibandingkan: {listing(list(comparison.apart))}, sebab metodenya lain."


def _side(comparison: UnitComparison, unit: ComparedUnit) -> str:
    return "di atasnya" if comparison.position(unit) == Position.ABOVE else "di bawahnya"


def _too_few(comparison: UnitComparison) -> str:
    many, usable = len(comparison.units), sum(unit.estimate is not None for unit in comparison.units)
    if many >= FEWEST:
        told = f"hanya {spelled(usable)}" if usable else "tidak satu pun"
        return (
            f"Batas tidak dihitung: dari {number(many)} satuan kerja, {told} yang ragam dan banyaknya respondennya "
            f"tercatat dan cukup; batas memerlukan paling sedikit {spelled(FEWEST)}. Urutan di bawah bukan peringkat."
        )
    return (
        f"{spelled(many).capitalize()} satuan kerja terlalu sedikit untuk menghitung batas: rata-ratanya terutama "
        f"ditentukan oleh satuan kerja itu sendiri. Batas dihitung mulai {spelled(FEWEST)} satuan kerja. Selisih "
        "antara dua satuan kerja belum diuji; urutan di bawah bukan peringkat."
    )


def _chance(offices: int) -> str:
    inner, outer = (expected_outside(offices, level) for level in (WARNING, ALARM))
    return (
        f"Seandainya {number(offices)} satuan kerja itu sama saja, kebetulan rata-rata menaruh {number(inner, 1)} di "
        f"luar batas 95% dan {number(outer, 2)} di luar batas 99,8%."
    )


def shelf_words(shelf: Shelf) -> str:
    """'5 laporan dari 3 satuan kerja'."""
    return f"{number(len(shelf.reports))} laporan dari {number(len(shelf.units))} satuan kerja"
