"""The figures of the published report, each beside ours.

Ours is rounded as the publication rounds. Where other digits come out it is a "mismatch". Where the same come out,
the rows that ours rests on decide what that is worth: "recomputed" from real rows; "calibrated" where any row is made
up, since those were fitted to this very publication; "copied" where ours is one cell of the publication, beside itself.
A statement may also be "ambiguous", or "absent" where the publication has no figure to compare with. Nothing is
corrected silently: both figures stand in the table, with what explains the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.overview.contract import VERDICTS
from laporan.core.formatting import as_decimal, number, round_half_up
from laporan.facts.lineage import Basis
from laporan.facts.printed import Piece, Printed, angka, persen
from laporan.facts.quantity import SHARE, Quantity, count
from laporan.facts.tables import STATUS_WORDS, Cell, Status, StatusKind, Table, table
from laporan.notebook.results import Results

__all__ = ["Consistency", "PublishedFigure", "compare_published", "of_report"]

Measure = Callable[[str, int | None], Quantity | None]
AGREEING: tuple[StatusKind, ...] = ("recomputed", "calibrated", "copied")


@dataclass(frozen=True)
class PublishedFigure:
    """One published figure, and ours.

    Parameters
    ----------
    section : str
        Section of the publication that prints it.
    subject : str
        What it is about.
    printed : Printed
        What the publication prints.
    computed : Printed or None
        Our figure; None where there is nothing to compute.
    verdict : {"recomputed", "calibrated", "copied", "mismatch", "ambiguous", "absent"}
        Whether both agree, and what that is worth; see the module.
    remark : str
        What explains the verdict, or "".
    """

    section: str
    subject: str
    printed: Printed
    computed: Printed | None
    verdict: StatusKind
    remark: str

    def row(self) -> tuple[Cell, ...]:
        """Its row in `Consistency.table`."""
        status = Status(self.verdict)
        return self.subject, status, self.printed, self.computed, self.section, self.remark or None


@dataclass(frozen=True)
class Consistency:
    """All published figures that were compared.

    Parameters
    ----------
    comparisons : tuple of PublishedFigure
        In the order of the publication.
    all : Quantity
        How many they are.
    agreeing : Quantity
        How many print the same digits as ours, whatever that is worth.
    counts : dict of str to Quantity
        How many have each verdict.
    """

    comparisons: tuple[PublishedFigure, ...]
    all: Quantity
    agreeing: Quantity
    counts: dict[StatusKind, Quantity]

    def of(self, verdict: StatusKind) -> tuple[PublishedFigure, ...]:
        """Figures with the given verdict."""
        return tuple(item for item in self.comparisons if item.verdict == verdict)

    def table(self, *, agreeing: bool) -> Table:
        """Table of the figures that agree, or of all others.

        Parameters
        ----------
        agreeing : bool
            Whether those that agree are wanted.
        """
        head = ("Pokok", "Hasil pemeriksaan", "Terbitan", "Hitungan laporan ini", "Subbab", "Penjelasan")
        chosen = [item for item in self.comparisons if (item.verdict in AGREEING) == agreeing]
        how = (
            "Angka laporan ini dibulatkan seperti terbitan, setengah ke atas, lalu dibandingkan. Yang sama dinilai "
            "menurut barisnya: bertumpu pada data sintetis berarti disamakan, pada satu baris data terbitan berarti "
            "disalin, selain itu dihitung ulang. Hasil pemeriksaan atas hal yang tidak berupa angka tunggal berasal "
            "dari pembacaan terbitan dan tertulis di data terbitan."
        )
        return table(head, [item.row() for item in chosen], widths=(5, 4, 3, 3, 3, 7), how=how)


def of_report(results: Results) -> Consistency | None:
    """Compare a report with the publication of its year; None where none was transcribed."""
    report = results.report
    if not report.has("terbitan"):
        return None

    def measure(name: str, year: int | None) -> Quantity | None:
        return results.in_year(year or report.year).measure(name)

    return compare_published(report.load("terbitan"), measure)


def compare_published(published: pd.DataFrame, measure: Measure) -> Consistency:
    """Set each published figure beside the measure that it names.

    Parameters
    ----------
    published : DataFrame
        Dataset `terbitan`: one row a figure.
    measure : callable
        Given the name of a measure and a year (None for the report's own), returns our number, or None where there
        is no data.
    """
    verdicts = {int(row): _comparison(published.loc[[row]], measure) for row in published.index}

    def counted(*kinds: StatusKind) -> Quantity:
        return count(published.loc[[row for row, item in verdicts.items() if item.verdict in kinds]], "angka")

    counts = {
        kind: counted(kind).called(f"angka terbitan berstatus “{STATUS_WORDS[kind]}”")
        for kind in (*AGREEING, *VERDICTS.values())
    }
    everything = count(published, "angka").called("angka laporan terbitan yang dibandingkan")
    agreeing = counted(*AGREEING).called("angka terbitan yang sama")
    return Consistency(tuple(verdicts.values()), everything, agreeing, counts)


def _comparison(row: pd.DataFrame, measure: Measure) -> PublishedFigure:
    (item,) = row.to_dict("records")
    basis = Basis.of(row)
    printed = _as_printed(item, basis)
    computed, verdict = None, VERDICTS.get(item["verdict"])
    if pd.notna(item["measure"]):
        ours = measure(item["measure"], None if pd.isna(item["year"]) else int(item["year"]))
        theirs = Quantity(item["value"], ours.unit if ours else "", basis=basis)
        printed = Printed((Piece(item["printed"], theirs),))
        if ours is not None:
            places = int(item["places"])
            computed = persen(ours, places) if ours.unit == SHARE else angka(ours, places)
            verdict = verdict or _verdict(theirs, ours, places)
    remark = "" if pd.isna(item["remark"]) else item["remark"]
    return PublishedFigure(item["section"], item["subject"], printed, computed, verdict or "absent", remark)


def _as_printed(item: dict[Hashable, Any], basis: Basis) -> Printed:
    """The publication's own words; a number in them that the transcript gives as a value is one of the ledger's."""
    words = item["printed"]
    if pd.isna(item["value"]) or pd.isna(item["places"]):
        return Printed((Piece(words),))
    before, figure, after = words.partition(number(item["value"], int(item["places"])))
    if not figure:
        return Printed((Piece(words),))
    return Printed((Piece(before), Piece(figure, Quantity(item["value"], basis=basis)), Piece(after)))


def _verdict(theirs: Quantity, ours: Quantity, places: int) -> StatusKind:
    scale = 100 if ours.unit == SHARE else 1
    rounded = [round_half_up(as_decimal(quantity.value) * scale, places) for quantity in (theirs, ours)]
    return _worth(ours.basis) if rounded[0] == rounded[1] else "mismatch"


def _worth(basis: Basis) -> StatusKind:
    """What an agreement is worth, by the rows that our figure rests on."""
    if basis.synthetic:
        return "calibrated"
    copied = all(source.kind == "published" for source in basis.sources)
    return "copied" if copied and sum(len(rows) for rows in basis.rows.values()) <= 1 else "recomputed"
