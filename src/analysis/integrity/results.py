"""The integrity survey of a report: its index, beside that of the year before, and what must hold of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from analysis.integrity.index import ALL, DimensionScore, IntegrityResult, integrity_index
from analysis.methods.answers import (
    ANSWERS,
    INDEX,
)
from analysis.methods.comparison import GroupDifference, welch
from analysis.methods.precision import Interval
from analysis.methods.regulations import load_regulation
from laporan.core.errors import ParameterError
from laporan.facts.identity import CATEGORY, Identity, parts
from laporan.facts.quantity import Quantity, exact
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.report import Report
from laporan.notebook.results import Identities, Results

__all__ = [
    "change",
    "difference",
    "of_report",
    "quoted",
    "trend_table",
]


def of_report(report: Report) -> IntegrityResult:
    """The index of a report's own survey, by the rule and the instrument of its parameters.

    Raises
    ------
    ParameterError
        Where the parameters have no integrity survey.
    """
    asked = report.params.integrity
    if asked is None:
        raise ParameterError("params tidak memuat bagian integrity, jadi survei integritas tidak dapat dihitung")
    return integrity_index(
        report.load("integritas"),
        load_regulation(asked.rule),
        asked.dimensions,
        asked.items_per_dimension,
        confidence=asked.confidence,
        design=asked.design,
    )


def change(years: Mapping[int, IntegrityResult], year: int) -> GroupDifference | None:
    """The difference of the index from the year before, other respondents with the same questions.

    Parameters
    ----------
    years : mapping of int to IntegrityResult
        The index of each year.
    year : int
        The year that is compared with the one before it.

    Returns
    -------
    GroupDifference or None
        None where the year before has no survey, or asked other questions or was scored by another rule.
    """
    before = years.get(year - 1)
    return None if before is None else difference(before, years[year])


def difference(before: IntegrityResult, now: IntegrityResult) -> GroupDifference | None:
    """How far one survey's index lies above another's; None where they asked or scored differently."""
    if before.measured != now.measured:
        return None
    return welch(before.overall.scores, now.overall.scores, now.confidence)


def identities(found: IntegrityResult) -> list[Identity]:
    """Identities: dimensions and answers add up; the index is the mean of all answers; category and index agree."""
    section, overall = "integritas", found.overall
    asked = exact(found.respondents.value) * exact(found.items.value)
    expected = Quantity(asked, ANSWERS, basis=found.respondents.basis)
    laws = [
        parts(
            section, "Jumlah dimensi = semua jawaban", ANSWERS, [d.answers for d in found.dimensions], overall.answers
        ),
        Identity(section, "Responden × butir = semua jawaban", ANSWERS, expected, overall.answers),
    ]
    for step, whole in overall.counts.items():
        each = [dimension.counts[step] for dimension in found.dimensions]
        laws.append(parts(section, "Jumlah dimensi = semua dimensi", f"jawaban {step}", each, whole))
    for part in (*found.dimensions, overall):
        laws.append(parts(section, "Jumlah pilihan = jawaban", part.name, part.counts.values(), part.answers))
        points = sum(step * exact(times.value) for step, times in part.counts.items()) * found.rule.conversion
        index = Quantity(points / exact(part.answers.value), INDEX, basis=part.answers.basis)
        laws.append(Identity(section, "Indeks = rata-rata jawaban × konversi", part.name, part.index, index))
        laws.append(
            Identity(section, CATEGORY, part.name, part.category.letter, found.rule.letter_by_bounds(part.index.value))
        )
    return laws


def quoted(dimensions: Sequence[DimensionScore]) -> list[str]:
    """Their names in quotation marks, for a list in prose: the names themselves have an "and" in them."""
    return [f"“{dimension.name}”" for dimension in dimensions]


def trend_table(years: Mapping[int, IntegrityResult]) -> Table | None:
    """Table of the index through the years, in all and by dimension, a year a column.

    Returns
    -------
    Table or None
        None where there is only one year, and where the years do not have the same dimensions.
    """
    if len(years) < 2 or len({tuple(d.name for d in result.dimensions) for result in years.values()}) > 1:
        return None
    results = dict(sorted(years.items()))
    names = [dimension.name for dimension in next(iter(results.values())).dimensions]
    rows: list[tuple[Cell, ...]] = [
        (name, *(result.dimensions[i].index for result in results.values())) for i, name in enumerate(names)
    ]
    rows.append((ALL, *(result.index for result in results.values())))
    return table(
        ("Dimensi", *map(str, results)),
        rows,
        total=True,
        how="Indeks setiap tahun dihitung dari data tahun itu dengan cara yang sama.",
    )


RESULTS: dict[str, Callable[[Results], object]] = {"integrity": lambda r: of_report(r.report)}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "integrity-respondents": lambda r: r.integrity.respondents,
    "integrity-index": lambda r: r.integrity.index,
    "integrity-lowest": lambda r: r.integrity.lowest.index,
}
INTERVALS: dict[str, Callable[[Results], Interval | None]] = {
    "integrity-index": lambda r: r.integrity.overall.interval,
    "integrity-lowest": lambda r: r.integrity.lowest.interval,
}
DIFFERENCES: dict[str, Callable[[Results, Results], GroupDifference | None]] = {
    "integrity-index": lambda before, now: difference(before.integrity, now.integrity),
}
IDENTITIES: Identities = (lambda r: identities(r.integrity),)
