"""What the summary tells of a measure: its value, that of the year before, its target; and what is asked of whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.methods.precision import Interval, letter
from analysis.overview.achievements import Achievement, as_read
from analysis.overview.intervals import interval_of
from analysis.overview.params import Decision
from laporan.core.errors import MissingDataError
from laporan.core.formatting import lower_first
from laporan.facts.printed import Piece, Printed, angka, dari, persen, satuan
from laporan.facts.quantity import SHARE, Quantity, given
from laporan.facts.rules import comparable, kind_change
from laporan.notebook.front_matter import KeyFigure, KeyFigures
from laporan.notebook.results import Results

__all__ = ["Headline", "Headlines", "decisions", "headlines"]


@dataclass(frozen=True)
class Headline:
    """A measure as the summary shows it.

    Parameters
    ----------
    year : int
        Of the report.
    now, before : Quantity or None
        What was measured in the year, and in the year before.
    achievement : Achievement or None
        The result beside its target, where there is one.
    interval : Interval or None
        Of what was estimated from respondents.
    """

    year: int
    now: Quantity | None
    before: Quantity | None = None
    achievement: Achievement | None = None
    interval: Interval | None = None

    @property
    def shown(self) -> Printed:
        """The value, as it is printed beside its target.

        Raises
        ------
        MissingDataError
            Where there is none.
        """
        return as_read(self._measured)

    @property
    def counted(self) -> Printed:
        """The value with its unit; of a share also what it is counted from.

        Raises
        ------
        MissingDataError
            Where there is none.
        """
        return _counted(self._measured)

    @property
    def _measured(self) -> Quantity:
        if self.now is None:
            raise MissingDataError("ukuran ini tidak ada datanya")
        return self.now

    @property
    def beside(self) -> Printed:
        """Last year's number and the target: '2016: 48,9%. Target: paling sedikit 90,0% (contoh).'

        Of an official target it is also said whether it was reached; an example is no judgement.
        """
        return Printed((*self._last_year(), Piece(". "), *self._goal(), Piece(".")))

    def _last_year(self) -> Iterator[Piece]:
        yield Piece(f"{self.year - 1}: ")
        if self.before is None or self.now is None:
            yield Piece("tidak diukur")
        elif comparable(self.before, self.now):
            yield from _of("lalu", _counted(_called(self.before)))
            yield Piece(kind_change(self.before, self.now))
        else:
            yield from _of("lalu", as_read(_called(self.before)))
            yield Piece(", tidak sebanding sebab metode berganti")

    def _goal(self) -> Iterator[Piece]:
        if self.achievement is None:
            yield Piece("Target: belum ditetapkan")
            return
        target = self.achievement.target
        bound = "paling sedikit" if target.direction == "at least" else "paling banyak"
        yield Piece(f"Target: {bound} ")
        goal = given(target.value, self.achievement.actual.unit).called("target")
        yield from _of("target", as_read(goal))
        yield Piece(f", {lower_first(str(self.achievement.outcome))}" if target.official else target.mark)


def _called(before: Quantity) -> Quantity:
    return before.called(f"{before.name or 'nilai'} tahun sebelumnya")


def _of(part: str, told: Printed) -> Iterator[Piece]:
    """The pieces of one number among several of an expression, so that their facts are told apart by name."""
    return (Piece(one.text, one.quantity, "-".join(filter(None, (part, one.part)))) for one in told.pieces)


def _counted(value: Quantity) -> Printed:
    return dari(value, 1) if value.unit == SHARE and value.part is not None else satuan(value)


@dataclass(frozen=True)
class Headlines:
    """The measures of a report, as its summary shows them."""

    results: Results

    def __getitem__(self, measure: str) -> Headline:
        """One measure by its name; without values where the report has no data for it."""
        results = self.results
        now = results.measure(measure)
        try:
            before = results.before.measure(measure)
        except MissingDataError:
            before = None
        interval = interval_of(results, measure)
        targets = (target for target in results.report.params.targets if target.measure == measure)
        found = next((Achievement(target, now, interval) for target in targets if now is not None), None)
        return Headline(results.report.year, now, before, found, interval)


def headlines(results: Results) -> KeyFigures:
    """The indices and shares that respondents stand behind, each with its interval.

    Those for which the unit has no data are left out.
    """
    found = []
    for make in (_satisfaction, _counters, _integrity):
        try:
            found.append(make(results))
        except MissingDataError:  # a regional office has no integrity survey
            continue
    return KeyFigures(tuple(found))


def _satisfaction(results: Results) -> KeyFigure:
    index, asked = results.satisfaction, results.report.params.satisfaction.unit_surveyed
    category = f"mutu {index.mutu(index.category, index.interval)}, {index.category.name}"
    note = _note(Headlines(results)["satisfaction-index"], category, index.respondents)
    return KeyFigure(f"Indeks kepuasan masyarakat, {asked}", angka(index.ikm, 2), note)


def _counters(results: Results) -> KeyFigure:
    content = results.counters.all.content
    note = _note(Headlines(results)["counters-content"], "puas atau sangat puas", content.of)
    return KeyFigure("Pengguna loket PKT yang puas", persen(content, 1), note)


def _integrity(results: Results) -> KeyFigure:
    index = results.integrity
    category = f"mutu {letter(index.rule, index.category, index.overall.interval)}, {index.category.name}"
    note = _note(Headlines(results)["integrity-index"], category, index.respondents)
    return KeyFigure("Indeks integritas pegawai", angka(index.index, 2), note)


def _note(headline: Headline, category: str, respondents: Quantity | None) -> Printed:
    """'mutu B, Baik; selang 77,16–80,13, dari 235 responden. 2016: 79,56. Target: paling sedikit 78 (contoh).'"""
    sure = headline.interval
    pieces = [Piece(category), *((Piece("; selang "), *sure.printed.pieces) if sure else ())]
    pieces += (Piece(", dari "), *_of("responden", satuan(respondents))) if respondents is not None else ()
    return Printed((*pieces, Piece(". "), *headline.beside.pieces))


def decisions(results: Results) -> tuple[Decision, ...]:
    """What is asked of the leadership: decisions whose section the report has, and whose measure has data.

    Parameters
    ----------
    results : Results
        Of the report.
    """
    report = results.report
    return tuple(
        decision
        for decision in report.params.decisions
        if (not decision.section or report.has_section(decision.section))
        and (not decision.measure or results.measure(decision.measure))
    )
