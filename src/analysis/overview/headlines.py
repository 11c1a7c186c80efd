"""The four numbers that open the report, as far as the unit has data for them."""

from __future__ import annotations

from analysis.methods.precision import letter
from laporan.core.errors import MissingDataError
from laporan.facts.printed import Piece, Printed, angka, dari, persen, satuan
from laporan.facts.quantity import Quantity
from laporan.notebook.front_matter import KeyFigure, KeyFigures
from laporan.notebook.results import Results


def headlines(results: Results) -> KeyFigures:
    """The satisfaction index, complaints closed, satisfaction at the counters, and the integrity index.

    Those for which the unit has no data are left out.
    """
    found = []
    for make in (_satisfaction, _complaints, _counters, _integrity):
        try:
            found.append(make(results))
        except MissingDataError:  # a regional office has no integrity survey
            continue
    return KeyFigures(tuple(found))


def _satisfaction(results: Results) -> KeyFigure:
    index, asked = results.satisfaction, results.report.params.satisfaction.unit_surveyed
    category = f"mutu {index.mutu(index.category, index.interval)}, {index.category.name}"
    return KeyFigure(f"Indeks kepuasan masyarakat, {asked}", angka(index.ikm, 2), _out_of(category, index.respondents))


def _complaints(results: Results) -> KeyFigure:
    closed = results.complaints.all.closed_share
    return KeyFigure("Laporan masyarakat yang selesai", persen(closed, 1), _counted(closed))


def _counters(results: Results) -> KeyFigure:
    content = results.counters.all.content
    return KeyFigure("Puas atau sangat puas di loket PKT", persen(content, 1), _counted(content))


def _integrity(results: Results) -> KeyFigure:
    index = results.integrity
    category = f"mutu {letter(index.rule, index.category, index.overall.interval)}, {index.category.name}"
    return KeyFigure("Indeks integritas pegawai", angka(index.index, 2), _out_of(category, index.respondents))


def _out_of(category: str, respondents: Quantity) -> Printed:
    """'mutu B, Baik, dari 235 responden'."""
    return Printed((Piece(f"{category}, dari "), *satuan(respondents).pieces))


def _counted(share: Quantity) -> Printed:
    """'3.852 dari 4.208 laporan': the share without its percentage, which stands above."""
    unit = share.of.unit if share.of else ""
    return Printed((*dari(share).pieces[:3], Piece(f" {unit}")))
